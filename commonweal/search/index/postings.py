"""Which records hold a word: one ascending list of record numbers for each word, all in one array of bytes.

Of each number only its distance to the one before is kept, seven bits a byte, the lowest first; the upper bit says
that another byte follows. So a common word, whose records lie close together, costs one byte a record.
"""

from typing import Any

import numpy as np

from .arrays import Array, places
from .library import LIBRARY
from .native import records_of

_MORE, _SEVEN = 0x80, 0x7F
_MOST = 5
"""Bytes of a number below 2^32."""
_PIECE = 1 << 18
"""Numbers turned into bytes at once."""


def make_postings(tokens: Array, docs: Array, *, words: int) -> dict[str, Array]:
    """Arrays from pairs (word, record), in any order and with repetitions."""
    pairs = (tokens.astype(np.uint64) << np.uint64(32)) | docs.astype(np.uint64)
    # Sorted first: np.unique looks each up in a table, which takes fifteen times as long.
    pairs.sort()
    pairs = pairs[np.diff(pairs, prepend=~pairs[:1]) != 0]
    of_word, gaps = (pairs >> np.uint64(32)).astype(np.uint32), pairs.astype(np.uint32)
    del pairs
    first = np.diff(of_word, prepend=~of_word[:1]) != 0
    gaps = np.where(first, gaps, np.diff(gaps, prepend=gaps[:1]))
    posting, sizes = _bytes_of(gaps)
    starts = np.zeros(words + 1, np.uint32)
    np.cumsum(np.bincount(of_word, weights=sizes, minlength=words), out=starts[1:], dtype=np.uint32)
    return {"posting": posting, "posting_start": starts}


def _bytes_of(numbers: Array) -> tuple[Array, Array]:
    """Numbers as bytes, and how many each takes."""
    sizes = np.ones(len(numbers), np.uint8)
    parts = [np.zeros(0, np.uint8)]
    for start in range(0, len(numbers), _PIECE):
        rest, size = numbers[start : start + _PIECE], sizes[start : start + _PIECE]
        found, there = np.empty((len(rest), _MOST), np.uint8), np.zeros((len(rest), _MOST + 1), bool)
        there[:, 0] = True
        for place in range(_MOST):
            low = rest.astype(np.uint8) & np.uint8(_SEVEN)
            rest = rest >> 7
            there[:, place + 1] = more = rest > 0
            found[:, place] = low | more.view(np.uint8) << 7
            if not more.any():
                break
            size += more
        parts.append(found[there[:, :_MOST]])
    return np.concatenate(parts), sizes


class Postings:
    """Look-up in the arrays of `make_postings`."""

    def __init__(self, arrays: dict[str, Any]) -> None:
        self._bytes = arrays["posting"]
        self._starts = arrays["posting_start"]

    def sizes(self, words: Array) -> Array:
        """Bytes of the list of each word: at least as many as records."""
        return self._starts[words + 1].astype(np.int64) - self._starts[words]

    def of(self, words: Array) -> tuple[Array, Array]:
        """Record numbers of several words, one list after the other, and the length of each list."""
        if LIBRARY:
            return records_of(self._bytes, self._starts[words], self._starts[words + 1])
        at, ends = places(self._starts, words)
        found = self._bytes[at]
        last = found < _MORE
        starts = np.flatnonzero(np.concatenate([[True], last[:-1]]))[: last.sum()]
        counts = np.zeros(len(found) + 1, np.int64)
        np.cumsum(last, out=counts[1:])
        numbers = (found[starts] & _SEVEN).astype(np.int64)
        rest, more = starts, np.arange(len(starts))
        for shift in range(7, 7 * _MOST, 7):
            follows = found[rest] >= _MORE
            rest, more = rest[follows] + 1, more[follows]
            numbers[more] |= (found[rest] & _SEVEN).astype(np.int64) << shift
        lengths = np.diff(counts[ends])
        # Distances add up to numbers, in each list anew.
        np.cumsum(numbers, out=numbers)
        before = np.concatenate([[0], numbers])[np.cumsum(lengths) - lengths]
        return (numbers - np.repeat(before, lengths)).astype(np.uint32), lengths
