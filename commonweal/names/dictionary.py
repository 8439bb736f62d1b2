"""Names that are one name, besides the project's own list: the operator's dictionary, and pairs that were learned.

The dictionary is compiled once from a file that the operator fetches, into sorted keys that processes map and share; a
question reads a few bytes of it. It keeps the pairs as they were written, so that it is compiled anew when names are
read otherwise. Pairs learned from many records, and accepted by the secretariat, are few and held in memory. Absent,
nothing changes.
"""

import json
import mmap
import os
import zlib
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

from commonweal.common.errors import BadInput

from .fingerprint import fingerprint
from .fold import Word, fold_word, skeleton

MAGIC = b"commonweal names 2\n"
MOST_FORMS = 8
"""Forms kept of one name, the most frequent first."""
MAX_LINES = 5_000_000
_MAX_WORD = 40
LEAST_ALIKE = 0.34
"""Likeness of consonants under which a pair that the file has fewer than `_OFTEN` times counts as its mistake."""
_OFTEN = 3


class Installed(NamedTuple):
    """What was made of a file: lines read, lines left out, names that have other forms now."""

    lines: int
    left_out: int
    names: int


class Dictionary:
    """A compiled dictionary, mapped."""

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        if self._map[: len(MAGIC)] != MAGIC:
            raise BadInput("names.dictionary.unreadable", "The dictionary of names is not one; install it again")
        end = self._map.find(b"\n", len(MAGIC))
        self.about: dict[str, str] = json.loads(self._map[len(MAGIC) : end])
        count, start = int(self.about["names"]), end + 1 + -(end + 1) % 8
        view = memoryview(self._map)
        self._keys = view[start : start + 8 * count].cast("Q")
        self._ends = view[start + 8 * count : start + 12 * count].cast("I")
        self._text = start + 12 * count

    @property
    def is_current(self) -> bool:
        """Whether its keys are those by which names are read today."""
        return self.about["reading"] == fingerprint()

    def pairs(self) -> list[str]:
        """The lines from which it was compiled."""
        return zlib.decompress(self._map[self._text + self._ends[-1] :]).decode().splitlines()

    def others(self, reduced: str) -> tuple[str, ...]:
        """Other reduced forms of the name, the most frequent first."""
        key = _key(reduced)
        at = bisect_left(self._keys, key)
        if at == len(self._keys) or self._keys[at] != key:
            return ()
        begin = self._ends[at - 1] if at else 0
        return tuple(self._map[self._text + begin : self._text + self._ends[at]].decode().split())


_open: Dictionary | None = None
_learned: dict[str, tuple[str, ...]] = {}
_learned_as_of = 0


def use(path: Path | None) -> None:
    """Look names up in the dictionary at `path` from now on; in none where there is no file.

    Raises BadInput `names.dictionary.outdated` where it was compiled for another reading of names: its keys would miss.
    """
    global _open
    _open = None
    found = Dictionary(path) if path and path.exists() else None
    if found and not found.is_current:
        raise BadInput(
            "names.dictionary.outdated",
            "The dictionary of names was compiled for another version; `commonweal names dictionary` compiles it anew.",
        )
    _open = found


def renew(path: Path) -> bool:
    """Compile the dictionary at `path` anew where names are read otherwise than when it was made; whether it was.

    One that cannot be read stays as it is.
    """
    with suppress(BadInput):
        if path.exists() and not (old := Dictionary(path)).is_current:
            install(old.pairs(), path, source=old.about["source"], licence=old.about["licence"])
            return True
    return False


def learn(pairs: Iterable[tuple[str, str]], *, as_of: int) -> None:
    """Use these pairs of written names, and no other learned ones, from now on; `as_of` says which they are."""
    global _learned, _learned_as_of
    found: dict[str, dict[str, None]] = {}
    for texts in pairs:
        one, other = (fold_word(text, False).reduced for text in texts)
        if one != other:
            found.setdefault(one, {})[other] = None
            found.setdefault(other, {})[one] = None
    _learned, _learned_as_of = {form: tuple(others) for form, others in found.items()}, as_of


def learned_as_of() -> int:
    """Which learned pairs are in use, as it was said with them; 0 before any were."""
    return _learned_as_of


def load(path: Path) -> Dictionary:
    """The dictionary at `path`; raises BadInput `names.dictionary.unreadable` for another file."""
    return Dictionary(path)


def has_any() -> bool:
    """Whether a dictionary or anything learned is in use."""
    return _open is not None or bool(_learned)


def others(reduced: str) -> tuple[str, ...]:
    """Other forms of a name by the dictionary in use and by what was learned; empty where there are none."""
    return (*(_open.others(reduced) if _open else ()), *_learned.get(reduced, ()))


def install(lines: Iterable[str], target: Path, *, source: str, licence: str) -> Installed:
    """Compile pairs of names into `target`, at once or not at all.

    A line is a name and its form in another script with a tab between, in either order; letters may be parted by
    spaces; a third column may say how often the pair was seen. Lines of several words are left out. Raises BadInput
    `names.dictionary.empty` where no line is a pair.
    """
    read = left_out = 0
    counts: dict[tuple[str, str], int] = {}
    packer, packed = zlib.compressobj(), []
    for line in lines:
        read += 1
        if read <= MAX_LINES:
            packed.append(packer.compress(line.rstrip("\r\n").encode() + b"\n"))
        pair = _pair(line) if read <= MAX_LINES else None
        if pair is None:
            left_out += 1
            continue
        one, other, count = pair
        for key in ((one, other), (other, one)):
            counts[key] = counts.get(key, 0) + count
    if not counts:
        raise BadInput("names.dictionary.empty", "No line holds a name, a tab and its form in another script")
    forms: dict[str, list[str]] = {}
    for (one, other), _ in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        if len(forms.setdefault(one, [])) < MOST_FORMS:
            forms[one].append(other)
    written = b"".join([*packed, packer.flush()])
    _write(forms, target, {"source": source, "licence": licence, "reading": fingerprint()}, written)
    return Installed(read, left_out, len(forms))


def _pair(line: str) -> tuple[str, str, int] | None:
    """Two reduced forms and how often they were seen together; None for what is no pair of names in two scripts."""
    columns = line.rstrip("\r\n").split("\t")
    if len(columns) not in {2, 3} or line.startswith("#"):
        return None
    one, other = (_word(column) for column in columns[:2])
    count = int(columns[2]) if len(columns) == 3 and columns[2].isdecimal() else 1
    if not one or not other or one.script == other.script or one.reduced == other.reduced:
        return None
    alike = count >= _OFTEN or consonants_alike(one, other) >= LEAST_ALIKE
    return (one.reduced, other.reduced, count) if alike else None


def _word(text: str) -> Word | None:
    """The one word of a column, its letters together; None for several words."""
    letters = text.strip().split(" ")
    whole = "".join(letters) if all(len(letter) == 1 for letter in letters) else text.strip()
    if not whole or " " in whole or len(whole) > _MAX_WORD:
        return None
    return fold_word(whole, False)


def consonants_alike(one: Word, other: Word) -> float:
    """Likeness of the consonants from 0 to 1, the best of the readings; words that were paired wrongly have little."""
    mine = {one.skeleton, *map(skeleton, one.readings)}
    theirs = {other.skeleton, *map(skeleton, other.readings)}
    return max(Levenshtein.normalized_similarity(a, b) for a in mine for b in theirs)


def _write(forms: dict[str, list[str]], target: Path, about: dict[str, str], pairs: bytes) -> None:
    entries = sorted((_key(name), " ".join(others).encode()) for name, others in forms.items())
    header = MAGIC + json.dumps(about | {"names": str(len(entries))}, ensure_ascii=False).encode() + b"\n"
    beside = target.with_suffix(".new")
    with beside.open("wb") as file:
        file.write(header + b"\0" * (-len(header) % 8))
        file.write(array("Q", (key for key, _ in entries)).tobytes())
        file.write(array("I", _ends(entries)).tobytes())
        file.writelines(text for _, text in entries)
        file.write(pairs)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(target)


def _ends(entries: list[tuple[int, bytes]]) -> Iterator[int]:
    end = 0
    for _, text in entries:
        end += len(text)
        yield end


def _key(reduced: str) -> int:
    return int.from_bytes(blake2b(reduced.encode(), digest_size=8).digest(), "little")
