"""Columns kept small on disk and in memory, read by place like arrays: only what is asked for is unpacked.

A packed column consists of plain arrays under names of its own, so that it is mapped and shared like the rest:
`name+first` and `name+within` for offsets, `name+low` and `name+high` for numbers of three bytes, `name+value` and
`name+place` where few values recur. Which word of a name a token is of and how much it weighs recur together: one
place, `token_sort+place`, stands for both.
"""

from typing import Any

import numpy as np

from .arrays import Array

_STEP = 32
"""Offsets of which one is kept whole; the others say how far they are behind it."""
_SHORT, _BYTE = 1 << 16, 1 << 8
OFFSETS = ("doc_rows", "row_tokens", "doc_births", "doc_countries")
THREE_BYTES = ("token", "posting")
RECURRING = ("label", "expires", "birth")
TOGETHER = ("token_word", "token_class")
"""Two columns of one byte, kept as one."""


class Offsets:
    """Ascending offsets as `_STEP`-wise starting points and small distances."""

    def __init__(self, first: Array, within: Array) -> None:
        self._first, self._within = first, within

    def __len__(self) -> int:
        return len(self._within)

    def __getitem__(self, at: Any) -> Array:
        at = np.arange(len(self))[at] if isinstance(at, slice) else at
        return self._first[at // _STEP].astype(np.int64) + self._within[at]


class ThreeBytes:
    """Numbers below 2^24 (2^32 where the upper part is wider) in two arrays."""

    def __init__(self, low: Array, high: Array) -> None:
        self._low, self._high = low, high

    def __len__(self) -> int:
        return len(self._low)

    def __getitem__(self, at: Any) -> Array:
        return self.joined(self._low[at], self._high[at])

    def lists(self, starts: Array, ends: Array) -> Array:
        """The values of several stretches, one behind the other."""
        pairs = list(zip(starts.tolist(), ends.tolist(), strict=True))
        parts = ([column[start:end] for start, end in pairs] for column in (self._low, self._high))
        return self.joined(*(np.concatenate(part) for part in parts))

    @staticmethod
    def joined(low: Array, high: Array) -> Array:
        """The numbers of their parts."""
        numbers = high.astype(np.int32)
        numbers <<= 16
        numbers |= low
        return numbers


class Recurring:
    """Values out of a short list."""

    def __init__(self, value: Array, place: Array) -> None:
        self._value, self._place = value, place

    def __len__(self) -> int:
        return len(self._place)

    def __getitem__(self, at: Any) -> Array:
        return self._value[self._place[at]]


_KINDS: dict[str, tuple[type, tuple[str, str]]] = {
    **dict.fromkeys(OFFSETS, (Offsets, ("first", "within"))),
    **dict.fromkeys(THREE_BYTES, (ThreeBytes, ("low", "high"))),
    **dict.fromkeys(RECURRING, (Recurring, ("value", "place"))),
}


def packed(arrays: dict[str, Array]) -> dict[str, Array]:
    """The same columns, those of this module packed."""
    small = {name: values for name, values in arrays.items() if name not in _KINDS and name not in TOGETHER}
    for name, (kind, parts) in _KINDS.items():
        small |= {f"{name}+{part}": one for part, one in zip(parts, _PACK[kind](arrays[name]), strict=True)}
    words, classes = (arrays[name].astype(np.uint16) for name in TOGETHER)
    small["token_sort+value"], small["token_sort+place"] = _recurring((words << 8) | classes)
    return small


def opened(arrays: dict[str, Array]) -> dict[str, Any]:
    """Every column under its own name, packed ones as readers."""
    found = {name: values for name, values in arrays.items() if "+" not in name}
    for name, (kind, parts) in _KINDS.items():
        if f"{name}+{parts[0]}" in arrays:
            found[name] = kind(*(arrays[f"{name}+{part}"] for part in parts))
    if "token_sort+value" in arrays:
        value, place = arrays["token_sort+value"], arrays["token_sort+place"]
        for name, part in zip(TOGETHER, (value >> 8, value & 0xFF), strict=True):
            found[name] = Recurring(part.astype(np.uint8), place)
    return found


def _offsets(values: Array) -> tuple[Array, Array]:
    first = values[::_STEP]
    within = values - np.repeat(first, _STEP)[: len(values)]
    return first.astype(np.uint32), within.astype(_narrowest(within))


def _three_bytes(values: Array) -> tuple[Array, Array]:
    values = values.astype(np.uint32)
    high = values >> 16
    return (values & 0xFFFF).astype(np.uint16), high.astype(_narrowest(high))


def _recurring(values: Array) -> tuple[Array, Array]:
    value, place = np.unique(values, return_inverse=True)
    return value, place.astype(_narrowest(place))


def _narrowest(values: Array) -> type:
    most = int(values.max(initial=0))
    return np.uint8 if most < _BYTE else np.uint16 if most < _SHORT else np.uint32


_PACK = {Offsets: _offsets, ThreeBytes: _three_bytes, Recurring: _recurring}
