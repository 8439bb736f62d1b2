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


def make_postings(tokens: Array, docs: Array, *, words: int) -> dict[str, Array]:
    """Arrays from pairs (word, record), in any order and with repetitions."""
    pairs = (tokens.astype(np.uint64) << np.uint64(32)) | docs.astype(np.uint64)
    # Sorted first: np.unique looks each up in a table, which takes fifteen times as long.
    pairs.sort()
    pairs = pairs[np.diff(pairs, prepend=~pairs[:1]) != 0]
    of_word = (pairs >> np.uint64(32)).astype(np.int64)
    gaps = (pairs & np.uint64(0xFFFFFFFF)).astype(np.int64)
    del pairs
    same = np.flatnonzero(of_word[1:] == of_word[:-1]) + 1
    gaps[same] -= gaps[same - 1]
    sizes = 1 + sum((gaps >> shift > 0).astype(np.int64) for shift in range(7, 7 * _MOST, 7))
    ends = np.cumsum(sizes)
    starts = np.zeros(words + 1, np.int64)
    np.cumsum(np.bincount(of_word, weights=sizes, minlength=words).astype(np.int64), out=starts[1:])
    posting = np.zeros(int(ends[-1]) if len(ends) else 0, np.uint8)
    at = ends - sizes
    while len(at):
        more = gaps > _SEVEN
        posting[at] = (gaps & _SEVEN) | np.where(more, _MORE, 0)
        at, gaps = at[more] + 1, gaps[more] >> 7
    return {"posting": posting, "posting_start": starts.astype(np.uint32)}


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
