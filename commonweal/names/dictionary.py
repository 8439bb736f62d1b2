"""The operator's dictionary: names in another script with their Latin forms, from a file that the operator fetches.

Compiled once into sorted keys that processes map and share; a question reads a few bytes of it. Absent, nothing
changes. What records hold never comes in here.
"""

import json
import mmap
import os
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

from commonweal.common.errors import BadInput

from .fold import Word, fold_word, skeleton

MAGIC = b"commonweal names 1\n"
MOST_FORMS = 8
"""Forms kept of one name, the most frequent first."""
MAX_LINES = 5_000_000
_MAX_WORD = 40
_LEAST_ALIKE = 0.34
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

    def others(self, reduced: str) -> tuple[str, ...]:
        """Other reduced forms of the name, the most frequent first."""
        key = _key(reduced)
        at = bisect_left(self._keys, key)
        if at == len(self._keys) or self._keys[at] != key:
            return ()
        begin = self._ends[at - 1] if at else 0
        return tuple(self._map[self._text + begin : self._text + self._ends[at]].decode().split())


_open: Dictionary | None = None


def use(path: Path | None) -> None:
    """Look names up in the dictionary at `path` from now on; in none where there is no file."""
    global _open
    _open = Dictionary(path) if path and path.exists() else None


def load(path: Path) -> Dictionary:
    """The dictionary at `path`; raises BadInput `names.dictionary.unreadable` for another file."""
    return Dictionary(path)


def others(reduced: str) -> tuple[str, ...]:
    """Other forms of a name by the dictionary in use; empty where there is none."""
    return _open.others(reduced) if _open else ()


def install(lines: Iterable[str], target: Path, *, source: str, licence: str) -> Installed:
    """Compile pairs of names into `target`, at once or not at all.

    A line is a name and its form in another script with a tab between, in either order; letters may be parted by
    spaces; a third column may say how often the pair was seen. Lines of several words are left out. Raises BadInput
    `names.dictionary.empty` where no line is a pair.
    """
    read = left_out = 0
    counts: dict[tuple[str, str], int] = {}
    for line in lines:
        read += 1
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
    _write(forms, target, {"source": source, "licence": licence})
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
    return (one.reduced, other.reduced, count) if count >= _OFTEN or _alike(one, other) else None


def _word(text: str) -> Word | None:
    """The one word of a column, its letters together; None for several words."""
    letters = text.strip().split(" ")
    whole = "".join(letters) if all(len(letter) == 1 for letter in letters) else text.strip()
    if not whole or " " in whole or len(whole) > _MAX_WORD:
        return None
    return fold_word(whole, False)


def _alike(one: Word, other: Word) -> bool:
    """Whether the consonants have enough in common for one name; pairs that were aligned wrongly have not."""
    mine = {one.skeleton, *map(skeleton, one.readings)}
    theirs = {other.skeleton, *map(skeleton, other.readings)}
    return any(Levenshtein.normalized_similarity(a, b) >= _LEAST_ALIKE for a in mine for b in theirs)


def _write(forms: dict[str, list[str]], target: Path, about: dict[str, str]) -> None:
    entries = sorted((_key(name), " ".join(others).encode()) for name, others in forms.items())
    header = MAGIC + json.dumps(about | {"names": str(len(entries))}, ensure_ascii=False).encode() + b"\n"
    beside = target.with_suffix(".new")
    with beside.open("wb") as file:
        file.write(header + b"\0" * (-len(header) % 8))
        file.write(array("Q", (key for key, _ in entries)).tobytes())
        file.write(array("I", _ends(entries)).tobytes())
        file.writelines(text for _, text in entries)
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
