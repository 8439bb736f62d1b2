"""Which records hold a word: one ascending list of record numbers for each word, all in one array."""

from typing import Any

import numpy as np

from .arrays import Array


def make_postings(tokens: Array, docs: Array, *, words: int) -> dict[str, Array]:
    """Arrays from pairs (word, record), in any order and with repetitions."""
    pairs = np.unique((tokens.astype(np.uint64) << np.uint64(32)) | docs.astype(np.uint64))
    offsets = np.zeros(words + 1, np.int64)
    np.cumsum(np.bincount((pairs >> np.uint64(32)).astype(np.int64), minlength=words), out=offsets[1:])
    return {"posting": (pairs & np.uint64(0xFFFFFFFF)).astype(np.uint32), "posting_start": offsets.astype(np.uint32)}


class Postings:
    """Look-up in the arrays of `make_postings`."""

    def __init__(self, arrays: dict[str, Any]) -> None:
        self._docs = arrays["posting"]
        self._starts = arrays["posting_start"]

    def lengths(self, words: Array) -> Array:
        """Length of the list of each word."""
        return self._starts[words + 1].astype(np.int64) - self._starts[words]

    def of(self, words: Array) -> tuple[Array, Array]:
        """Record numbers of several words, one list after the other, and the length of each list."""
        if not len(words):
            return np.zeros(0, np.uint32), np.zeros(0, np.int64)
        starts, ends = self._starts[words], self._starts[words + 1]
        return self._docs.lists(starts, ends), (ends - starts).astype(np.int64)
