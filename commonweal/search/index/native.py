"""The compiled loops (`library.py`) as functions over a vocabulary and a segment."""

import ctypes
from collections.abc import Sequence
from typing import Any, Protocol

import numpy as np

from commonweal.names import skeleton
from commonweal.names.compare import FORM_SHARE, FORM_SHARE_UNVOWELLED

from . import library
from .arrays import Array
from .library import LIBRARY, at
from .packed import Bits, Offsets

LEAST = 0.55
"""Likeness from which a word is considered."""


def letters(form: str) -> int:
    """The letters of a form as bits; letters beyond the alphabet of sounds share bits, which only loosens a bound."""
    bits = 0
    for letter in form:
        bits |= 1 << (ord(letter) & 63)
    return bits


_ROOM = 4096


def _bits(column: Bits) -> library.Bits:
    return library.Bits(at(column.bytes), column.width)


def offsets_of(column: Offsets) -> library.Offsets:
    return library.Offsets(at(column.first), _bits(column.within))


def records_of(posting: Array, starts: Array, ends: Array) -> tuple[Array, Array]:
    """Record numbers of the lists between these bytes of `posting`, one list after the other, and their lengths."""
    starts, ends = (np.ascontiguousarray(each, np.int64) for each in (starts, ends))
    records, lengths = np.empty(int((ends - starts).sum()), np.uint32), np.empty(len(starts), np.int64)
    count = LIBRARY.cw_records(at(posting), at(starts), at(ends), len(starts), at(records), at(lengths))
    return records[:count], lengths


def listed_under(listed: Array, numbers: Bits, keys: Array) -> Array | None:
    """Numbers beside any of the keys, ascending and each once; `listed`, the key of each number, ascends. None where
    there are too many of them for the loop."""
    found = np.empty(_ROOM, np.int64)
    count = LIBRARY.cw_listed(
        at(listed), ctypes.byref(_bits(numbers)), len(listed), at(keys), len(keys), at(found), _ROOM
    )
    return found[:count] if count >= 0 else None


class Vocabulary(Protocol):
    """What the loops read of a vocabulary."""

    letters: Array
    unvowelled: Array
    class_of: Array
    skeletons: list[str]

    def __len__(self) -> int: ...


class Words:
    """A vocabulary for the loops: its addresses, and the arrays behind them."""

    def __init__(self, vocabulary: Vocabulary, arrays: dict[str, Array]) -> None:
        text = np.ascontiguousarray(arrays["vocabulary"])
        bones = np.frombuffer("".join(f"{one}\n" for one in vocabulary.skeletons).encode(), np.uint8)
        self.kept = {
            "text": text,
            "text_start": np.concatenate([[0], np.flatnonzero(text == ord("\n")) + 1, [len(text) + 1]]).astype(
                np.uint32
            ),
            "letters": vocabulary.letters,
            "unvowelled": vocabulary.unvowelled.view(np.uint8),
            "class_start": np.ascontiguousarray(arrays["class_start"]),
            "bones": bones,
            "bones_start": _starts(bones, []),
            "class_of": vocabulary.class_of,
        }
        self._class_start = self.kept["class_start"]
        self.handle = library.Segment(**{name: at(values) for name, values in self.kept.items()})

    def near(self, form: str, bones: str, unvowelled: bool, groups: Array, extra: Array) -> tuple[Array, Array]:
        """`Vocabulary._alike_among`."""
        room = int((self._class_start[groups + 1].astype(np.int64) - self._class_start[groups]).sum()) + len(extra)
        numbers, likeness = np.empty(room, np.int64), np.empty(room, np.float32)
        whole, skeleton_ = form.encode(), bones.encode()
        count = LIBRARY.cw_near(
            ctypes.byref(self.handle), whole, len(whole), skeleton_, len(skeleton_), letters(form), unvowelled,
            FORM_SHARE, FORM_SHARE_UNVOWELLED, LEAST, at(groups), len(groups), at(extra), len(extra),
            at(numbers), at(likeness),
        )  # fmt: skip
        return numbers[:count], likeness[:count]

    def raise_to(
        self, form: str, unvowelled: bool, numbers: Array, likeness: Array, *, possible: Array, least: float
    ) -> None:
        """Raise the likeness of `possible` words, in place, to that of a form where this is `least`."""
        whole, bones = form.encode(), skeleton(form).encode()
        LIBRARY.cw_raise(
            ctypes.byref(self.handle), whole, len(whole), bones, len(bones), letters(form), unvowelled, FORM_SHARE,
            FORM_SHARE_UNVOWELLED, least, at(numbers), at(possible), len(numbers), at(likeness),
        )  # fmt: skip


def _starts(lines: Array, end: list[int]) -> Array:
    return np.concatenate([[0], np.flatnonzero(lines == ord("\n")) + 1, end]).astype(np.uint32)


def handle_of(words: Words, arrays: dict[str, Any], *, start: int) -> library.Segment:
    """Addresses of a whole segment: of its vocabulary, and of the columns `arrays`, which the caller keeps."""
    handle = library.Segment.from_buffer_copy(words.handle)
    handle.start = start
    handle.doc_rows, handle.row_tokens = offsets_of(arrays["doc_rows"]), offsets_of(arrays["row_tokens"])
    handle.token, sort = _bits(arrays["token"]), arrays["token_sort"]
    handle.sort_place, handle.sort_value = _bits(sort.place), at(sort.value)
    handle.posting, handle.posting_start = at(arrays["posting"]), offsets_of(arrays["posting_start"])
    return handle


class Scratch:
    """Room that the loops use again and again: by record number, and by word of one segment. All of it but
    `words` is zero between two uses."""

    def __init__(self) -> None:
        self.mark, self.reach, self.met = np.zeros(0, np.uint8), np.zeros(0, np.float32), np.zeros(0, np.uint32)
        self.place, self.words = np.zeros(0, np.int32), np.zeros(0, np.int64)

    def forget(self) -> None:
        """Begin anew: what broke off left values behind, and the loops would follow them."""
        self.__init__()

    def for_records(self, count: int) -> None:
        """Make room for so many records."""
        if len(self.mark) < count:
            count += count // 8
            self.mark, self.reach, self.met = (
                np.zeros(count, values.dtype) for values in (self.mark, self.reach, self.met)
            )

    def for_words(self, count: int) -> Array:
        """Places for so many words; `words` has room for as many."""
        if len(self.place) < count:
            count += count // 8
            self.place, self.words = np.zeros(count, np.int32), np.empty(count, np.int64)
        return self.place


def table_of(found: Sequence[tuple[Array, Array]], place: Array) -> tuple[Array, Array]:
    """One row of values for each word of several lists of (words, values), after a row of zeros, one column for each
    list; `place`, zero before, leads from each word to its row. Returns the words and the table."""
    words = np.concatenate([one for one, _ in found])
    place[words] = -1
    words = words[_first_of_each(words, place)]
    place[words] = np.arange(1, len(words) + 1, dtype=np.int32)
    table = np.zeros((len(words) + 1, len(found)), np.float32)
    for column, (numbers, values) in enumerate(found):
        table[place[numbers], column] = values
    return words, table


def _first_of_each(words: Array, place: Array) -> Array:
    """Places of the words, one for each."""
    at_ = np.arange(len(words), dtype=np.int32)
    place[words] = at_
    return np.flatnonzero(place[words] == at_)
