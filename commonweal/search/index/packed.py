"""Columns kept small on disk and in memory, read by place like arrays: only what is asked for is unpacked.

A packed column consists of plain arrays under names of its own, so that it is mapped and shared like the rest. There is
one way to pack numbers, as many bits each as the greatest of them needs (`Bits`); upon it stand offsets, values that
recur, and short lists by record of which nearly all have one value or none.
"""

from typing import Any

import numpy as np

from .arrays import Array, places

_STEP = 32
"""Offsets of which one is kept whole; the others say how far they are behind it."""
_WORD = 8
"""Bytes read at once; so many stand behind the last number, so that none is read beyond the end."""
_PIECE = 1 << 20
"""Numbers packed or unpacked at once where there are many: whole bytes, and little memory."""
BITS = ("token", "class_number", "short_number")
OFFSETS = ("doc_rows", "row_tokens", "posting_start")
RECURRING = ("label", "status", "sex", "type", "expires", "token_sort")
LISTS = {"birth": "doc_births", "country": "doc_countries"}
"""Short lists, and the columns of offsets from which they are made."""
SORT = ("token_word", "token_class")
"""Which word of a name a token is of, and how much it weighs: `token_sort` holds both (`sorts`)."""
IDS = "id_high"


class Bits:
    """Whole numbers below 2^32, as many bits each as the greatest needs, one behind the other."""

    def __init__(self, bits: Array, shape: Array) -> None:
        self.bytes = bits
        self.width, self._length = shape.tolist()
        self._mask = np.uint64((1 << self.width) - 1)
        # The numbers of eight bytes that begin at each byte.
        self._words = np.ndarray((len(bits) - _WORD + 1,), "<u8", buffer=bits, strides=(1,))

    def __len__(self) -> int:
        return self._length

    def __getitem__(self, at: Any) -> Array:
        if isinstance(at, slice):
            return self._stretch(range(self._length)[at])
        first = np.asarray(at, np.int64) * self.width
        return ((self._words[first >> 3] >> (first & 7).astype(np.uint64)) & self._mask).view(np.int64)

    def _stretch(self, at: range) -> Array:
        values = np.empty(len(at), np.int32 if self.width < 32 else np.int64)
        for start in range(0, len(at), _PIECE):
            piece = at[start : start + _PIECE]
            values[start : start + len(piece)] = self[np.arange(piece.start, piece.stop, piece.step)]
        return values

    @staticmethod
    def pack(values: Array) -> dict[str, Array]:
        """The arrays of a column."""
        width = int(values.max(initial=0)).bit_length()
        if width > 32:
            raise OverflowError("a packed column holds numbers below 2^32")
        parts = [_bits(values[start : start + _PIECE], width) for start in range(0, len(values), _PIECE)]
        return {
            "bits": np.concatenate([*parts, np.zeros(_WORD, np.uint8)]),
            "shape": np.array([width, len(values)], np.uint32),
        }


def _bits(values: Array, width: int) -> Array:
    signs = values.astype("<u4").view(np.uint8).reshape(-1, 4)
    return np.packbits(np.unpackbits(signs, axis=1, count=width, bitorder="little").ravel(), bitorder="little")


class Offsets:
    """Ascending offsets as `_STEP`-wise starting points and small distances."""

    def __init__(self, first: Array, bits: Array, shape: Array) -> None:
        self.first, self.within = first, Bits(bits, shape)

    def __len__(self) -> int:
        return len(self.within)

    def __getitem__(self, at: Any) -> Array:
        at = np.arange(len(self))[at] if isinstance(at, slice) else at
        return self.first[at // _STEP].astype(np.int64) + self.within[at]

    @staticmethod
    def pack(values: Array) -> dict[str, Array]:
        """The arrays of a column."""
        first = values[::_STEP].astype(np.uint32)
        return {"first": first, **Bits.pack(values - np.repeat(first, _STEP)[: len(values)])}


class Recurring:
    """Values out of a short list."""

    def __init__(self, value: Array, bits: Array, shape: Array) -> None:
        self.value, self.place = value, Bits(bits, shape)
        self.dtype = value.dtype

    def __len__(self) -> int:
        return len(self.place)

    def __getitem__(self, at: Any) -> Array:
        return self.value[self.place[at]]

    def where(self, chosen: Array) -> Array:
        """Places of the values that are chosen; `chosen` has one truth for each of `value`."""
        if not chosen.any():
            return np.zeros(0, np.int64)
        if chosen.all():
            return np.arange(len(self))
        starts = range(0, len(self), _PIECE)
        return np.concatenate([np.flatnonzero(chosen[self.place[at : at + _PIECE]]) + at for at in starts])

    @staticmethod
    def pack(values: Array) -> dict[str, Array]:
        """The arrays of a column."""
        value, place = _each_once(values)
        return {"value": value, **Bits.pack(place)}


def _each_once(values: Array) -> tuple[Array, Array]:
    """The values, each once, ascending, and the place of each."""
    if values.dtype.kind != "u" or values.dtype.itemsize > 2:
        return np.unique(values, return_inverse=True)
    # Of few possible values: nothing is sorted.
    there = np.zeros(int(values.max(initial=0)) + 1, bool)
    there[values] = True
    return np.flatnonzero(there).astype(values.dtype), (np.cumsum(there, dtype=np.uint32) - 1)[values]


class Lists:
    """Short lists by record: the first value of each recurs (0 stands for none), further ones are few."""

    def __init__(self, value: Array, bits: Array, shape: Array, further: Array, further_of: Array) -> None:
        self._first, self._further, self._of = Recurring(value, bits, shape), further, further_of

    def any(self, numbers: Array) -> Array:
        """Whether each of some records has a value."""
        return self._first[numbers] != 0

    def of(self, numbers: Array) -> tuple[Array, Array]:
        """The values of some records, one list after the other, and where each begins and ends."""
        first = self._first[numbers]
        from_, to = (np.searchsorted(self._of, numbers, side) for side in ("left", "right"))
        ends = np.zeros(len(numbers) + 1, np.int64)
        np.cumsum((first != 0) + (to - from_), out=ends[1:])
        if not len(self._of):
            return first[first != 0], ends
        values = np.empty(ends[-1], first.dtype)
        begins = ends[:-1][first != 0]
        values[begins] = first[first != 0]
        rest = np.ones(len(values), bool)
        rest[begins] = False
        values[rest] = self._further[places(np.array([from_, to]).T.ravel(), 2 * np.arange(len(numbers)))[0]]
        return values, ends

    @staticmethod
    def pack(values: Array, offsets: Array) -> dict[str, Array]:
        """The arrays of a column, from all values and where those of each record begin and end."""
        lengths = np.diff(offsets.astype(np.int64))
        some, begins = lengths > 0, offsets[:-1].astype(np.int64)
        first = np.zeros(len(lengths), values.dtype)
        first[some] = values[begins[some]]
        rest = np.ones(len(values), bool)
        rest[begins[some]] = False
        owners = np.repeat(np.arange(len(lengths), dtype=np.uint32), lengths)
        return {**Recurring.pack(first), "further": values[rest], "further_of": owners[rest]}


class Ids:
    """First halves of ids: their first 32 bits recur in records that came in together, the others are chance."""

    dtype = np.dtype(np.uint64)

    def __init__(self, value: Array, bits: Array, shape: Array, rest: Array) -> None:
        self._first, self._rest = Recurring(value, bits, shape), rest

    def __len__(self) -> int:
        return len(self._rest)

    def __getitem__(self, at: Any) -> Array:
        high = self._first[at].astype(np.uint64)
        high <<= np.uint64(32)
        high |= self._rest[at]
        return high

    @staticmethod
    def pack(values: Array) -> dict[str, Array]:
        """The arrays of a column."""
        first, rest = (values >> np.uint64(32)).astype(np.uint32), values.astype(np.uint32)
        return {**Recurring.pack(first), "rest": rest}


_KINDS: dict[str, Any] = {
    **dict.fromkeys(BITS, Bits),
    **dict.fromkeys(OFFSETS, Offsets),
    **dict.fromkeys(RECURRING, Recurring),
    **dict.fromkeys(LISTS, Lists),
    IDS: Ids,
}
_TAKEN = {*SORT, *LISTS.values()}


def packed(arrays: dict[str, Array]) -> dict[str, Array]:
    """The same columns, those of this module packed."""
    small = {name: values for name, values in arrays.items() if name not in _KINDS and name not in _TAKEN}
    for name, kind in _KINDS.items():
        if name not in arrays:
            continue
        given = (arrays[name], arrays[LISTS[name]]) if name in LISTS else (arrays[name],)
        small |= {f"{name}+{part}": values for part, values in kind.pack(*given).items()}
    return small


def opened(arrays: dict[str, Array]) -> dict[str, Any]:
    """Every column under its own name, packed ones as readers."""
    parts: dict[str, dict[str, Array]] = {}
    found: dict[str, Any] = {}
    for stored, values in arrays.items():
        name, _, part = stored.partition("+")
        if part:
            parts.setdefault(name, {})[part] = values
        else:
            found[name] = values
    return found | {name: _KINDS[name](**given) for name, given in parts.items()}


def sorts(arrays: dict[str, Array]) -> Array:
    """For each token whether it begins a word (upper byte; others are further readings of it), and its class."""
    words = arrays["token_word"].astype(np.int16)
    begins = np.diff(words, prepend=-1) != 0
    begins[arrays["row_tokens"][:-1]] = True
    return begins.astype(np.uint16) << 8 | arrays["token_class"]


def words_and_classes(sort: Array, ends: Array) -> tuple[Array, Array]:
    """Which word of its name each token is of, and its class, from the `sorts` of whole names."""
    count = np.cumsum(sort >> 8, dtype=np.int64)
    words = count - np.repeat(count[ends[:-1]], np.diff(ends))
    return words.astype(np.uint8), (sort & 0xFF).astype(np.uint8)
