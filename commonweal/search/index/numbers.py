"""The numbers of records: found whole, with one misread character, half-read.

Numbers of one length lie in one table, sorted, one byte a sign. What one slip can make of a number is a few hundred
other numbers; all are looked up at once, so that the time does not depend on how many numbers begin alike. A half-read
number is looked up by its known beginning and else compared with whole columns; nothing is listed besides the table.
"""

from collections.abc import Iterator, Sequence

import numpy as np

from commonweal.names.identifiers import MAX_LENGTH
from commonweal.names.patterns import ANY, Pattern

from .arrays import Array, mix

_CHUNK = 1 << 16
_UNREAD = ord(ANY)
_HIGHEST = b"\xff"


def encode(folded: str) -> bytes:
    """A folded number as bytes, one for each sign: Latin letters and digits as they are, Cyrillic letters each their
    own; the few letters of other scripts share bytes, which at worst shows a candidate too many."""
    if folded.isascii():
        return folded.encode()
    return bytes(ord(sign) if ord(sign) < 0x80 else _high(ord(sign)) for sign in folded)


def _high(point: int) -> int:
    if 0x410 <= point <= 0x44F:
        return 0x80 + point - 0x410
    return 0xC0 + point % 0x3E


def make_numbers(columns: dict[str, Array]) -> dict[str, Array]:
    """The table from columns in the order of records: `number_text` (all bytes), `number_length`, `number_doc`,
    `number_sort`. Rows are ordered by length, text, record; `number_start` tells where each length begins."""
    lengths = columns["number_length"].astype(np.int64)
    starts = np.cumsum(lengths) - lengths
    texts, order = [], []
    for length in np.unique(lengths):
        mine = np.flatnonzero(lengths == length)
        signs = columns["number_text"][starts[mine][:, None] + np.arange(length)]
        by_text = np.argsort(signs.view(f"S{length}").ravel(), kind="stable")
        order.append(mine[by_text])
        texts.append(signs[by_text].ravel())
    rows = np.concatenate(order) if order else np.zeros(0, np.int64)
    begins = np.zeros(MAX_LENGTH + 2, np.int64)
    np.cumsum(np.bincount(lengths, minlength=MAX_LENGTH + 1), out=begins[1:])
    sorts = columns["number_sort"][rows]
    return {
        "number_text": np.concatenate(texts) if texts else np.zeros(0, np.uint8),
        "number_doc": columns["number_doc"][rows].astype(np.uint32),
        "number_sort": sorts.astype(np.min_scalar_type(int(sorts.max(initial=0)))),
        "number_start": begins,
    }


class Numbers:
    """Look-up in the arrays of `make_numbers`; every method gives places of rows in the table."""

    def __init__(self, arrays: dict[str, Array]) -> None:
        # Plain views: a slice of a mapped array costs ten times as much as one of a view of it.
        self._text, self._start = np.asarray(arrays["number_text"]), np.asarray(arrays["number_start"])
        counts = np.diff(self._start)
        self._bytes = np.concatenate([[0], np.cumsum(counts * np.arange(MAX_LENGTH + 1))])
        self.lengths = [int(length) for length in np.flatnonzero(counts)]
        """Lengths of which there are numbers."""

    def table(self, length: int) -> Array:
        """The numbers of one length, a row each, a column for each sign."""
        return self._text[self._bytes[length] : self._bytes[length + 1]].reshape(-1, length)

    def _sorted(self, length: int) -> Array:
        return self.table(length).reshape(-1).view(f"S{length}")

    def length_of(self, rows: Array) -> Array:
        """How many signs each row has."""
        return np.searchsorted(self._start, rows, "right") - 1

    def keys(self, rows: Array) -> list[tuple[int, bytes]]:
        """Length and text of some rows: the order of the table, comparable between tables."""
        lengths = self.length_of(rows).tolist()
        return [
            (length, self.table(length)[row - self._start[length]].tobytes())
            for row, length in zip(rows.tolist(), lengths, strict=True)
        ]

    def last_like(self, row: int) -> int:
        """The last row with the same text."""
        ((length, text),) = self.keys(np.array([row]))
        return int(np.searchsorted(self._sorted(length), text, "right") - 1 + self._start[length])

    def whole(self, keys: Sequence[bytes]) -> Array:
        """Rows that are one of `keys`, ascending."""
        by_length: dict[int, list[bytes]] = {}
        for key in keys:
            by_length.setdefault(len(key), []).append(key)
        found = [self._equal(length, np.array(sorted(set(some)))) for length, some in by_length.items()]
        return np.sort(_joined(found))

    def _equal(self, length: int, keys: Array) -> Array:
        """Rows of one length that are one of the sorted `keys`."""
        if length not in self.lengths or not len(keys):
            return np.zeros(0, np.int64)
        listed = self._sorted(length)
        keys = keys.astype(f"S{length}")
        left, right = np.searchsorted(listed, keys, "left"), np.searchsorted(listed, keys, "right")
        met = right > left
        steps = np.concatenate([[0], np.cumsum(right[met] - left[met])])
        return np.repeat(left[met] - steps[:-1], np.diff(steps)) + np.arange(steps[-1]) + self._start[length]

    def one_slip(self, key: bytes) -> Array:
        """Rows that one slip makes of `key`, itself not among them."""
        return _joined([self._equal(length, keys) for length, keys in _slips(key)])

    def differs_by_look(self, rows: Array, key: bytes, alike: Array) -> Array:
        """Whether each row differs from `key` in one sign alone, by signs that `alike` (a table of two) allows."""
        found = np.zeros(len(rows), bool)
        same = self.length_of(rows) == len(key)
        if same.any():
            signs = self.table(len(key))[rows[same] - self._start[len(key)]]
            wanted = np.frombuffer(key, np.uint8)
            differs = signs != wanted
            place = differs.argmax(axis=1)
            there = signs[np.arange(len(signs)), place]
            found[same] = (differs.sum(axis=1) == 1) & alike[wanted[place], there]
        return found

    def fitting(self, pattern: Pattern) -> Array:
        """Rows that a half-read number may be, ascending."""
        least = pattern.length
        fixed = pattern.starts and pattern.ends and len(pattern.runs) == 1
        lengths = [one for one in self.lengths if (one == least if fixed else one >= least)]
        return _joined([self._fitting(length, pattern) + self._start[length] for length in lengths])

    def _fitting(self, length: int, pattern: Pattern) -> Array:
        runs = [encode(run) for run in pattern.runs]
        signs: dict[int, int] = {}
        if pattern.ends:
            signs |= {length - len(runs[-1]) + at: sign for at, sign in enumerate(runs[-1])}
        if pattern.starts:
            signs |= dict(enumerate(runs[0]))
        head = runs[0].split(ANY.encode())[0] if pattern.starts else b""
        known = {at: sign for at, sign in signs.items() if sign != _UNREAD and at >= len(head)}
        first, last = self._beginning(length, head)
        if not signs and len(runs) == 1:
            return self._anywhere(length, runs[0])
        rows = _agreeing(self.table(length), known, first, last)
        loose = runs[pattern.starts : len(runs) - (pattern.ends and (len(runs) > 1 or not pattern.starts))]
        if not loose:
            return rows
        begin = len(runs[0]) if pattern.starts else 0
        end = length - (len(runs[-1]) if pattern.ends else 0)
        return _joined([some[_holds(self.table(length)[some], loose, begin, end)] for some in _chunks(rows)])

    def _anywhere(self, length: int, run: bytes) -> Array:
        """Rows of one length that hold `run` somewhere."""
        table = self.table(length)
        known = {at: sign for at, sign in enumerate(run) if sign != _UNREAD}
        found = np.zeros(len(table), bool)
        for step in range(length - len(run) + 1):
            found[_agreeing(table, {at + step: sign for at, sign in known.items()}, 0, len(table))] = True
        return np.flatnonzero(found)

    def _beginning(self, length: int, head: bytes) -> tuple[int, int]:
        """The range of rows of one length that begin with `head`."""
        if not head:
            return 0, len(self.table(length))
        listed = self._sorted(length)
        top = head + _HIGHEST * (length - len(head))
        return int(np.searchsorted(listed, head, "left")), int(np.searchsorted(listed, top, "right"))


_ALPHABET = np.array([*range(0x30, 0x3A), *range(0x41, 0x5B), *range(0x80, 0xA0)], np.uint8)
"""Signs tried in the place of a misread one: digits, Latin and Cyrillic capitals."""


def _slips(key: bytes) -> Iterator[tuple[int, Array]]:
    """What one slip makes of `key`, by length, sorted: a sign replaced or two exchanged, one more, one less."""
    signs = np.frombuffer(key, np.uint8)
    alphabet, length, count = _ALPHABET, len(key), len(_ALPHABET)
    replaced = np.tile(signs, (length * count, 1))
    replaced[np.arange(length * count), np.repeat(np.arange(length), count)] = np.tile(alphabet, length)
    swapped = np.tile(signs, (max(length - 1, 0), 1))
    at = np.arange(len(swapped))
    swapped[at, at], swapped[at, at + 1] = signs[at + 1], signs[at]
    same = _packed(np.concatenate([replaced, swapped]))
    yield length, same[same != key]
    if length < MAX_LENGTH:
        more = np.stack([np.insert(signs, place, 0) for place in range(length + 1)]).repeat(count, axis=0)
        more[np.arange(len(more)), np.repeat(np.arange(length + 1), count)] = np.tile(alphabet, length + 1)
        yield length + 1, _packed(more)
    if length > 1:
        yield length - 1, _packed(np.stack([np.delete(signs, place) for place in range(length)]))


def _packed(signs: Array) -> Array:
    """Rows of signs as sorted byte strings, each once."""
    return np.unique(np.ascontiguousarray(signs).view(f"S{signs.shape[1]}").ravel())


def _agreeing(table: Array, known: dict[int, int], first: int, last: int) -> Array:
    """Rows from `first` to `last` whose columns have the known signs."""
    if not known or first >= last:
        return np.arange(first, last)
    at, signs = _stretch(known)
    # Up to four neighbouring signs are compared as one number: a quarter of the time of a column.
    wanted = np.frombuffer(signs, f"<u{len(signs)}")[0]
    begin = first * table.shape[1] + at
    column = np.ndarray((last - first,), wanted.dtype, buffer=table, offset=begin, strides=(table.shape[1],))
    rows = np.flatnonzero(column == wanted) + first
    for place, sign in known.items():
        if not at <= place < at + len(signs):
            rows = rows[table[rows, place] == sign]
    return rows


def _stretch(known: dict[int, int]) -> tuple[int, bytes]:
    """The last four neighbouring known signs, or two, or one: the place of the first of them, and the signs."""
    for width in (4, 2, 1):
        for at in sorted(known, reverse=True):
            if all(at + step in known for step in range(width)):
                return at, bytes(known[at + step] for step in range(width))
    raise ValueError("no sign is known")


def _holds(signs: Array, runs: list[bytes], begin: int, end: int) -> Array:
    """Whether each row has the `runs` one behind the other between the columns `begin` and `end`."""
    columns = np.ascontiguousarray(signs.T)
    from_ = np.full(len(signs), begin, np.int64)
    good = np.ones(len(signs), bool)
    for run in runs:
        found = np.full(len(signs), -1, np.int64)
        for at in range(begin, end - len(run) + 1):
            here = good & (found < 0) & (from_ <= at)
            for place, sign in enumerate(run):
                if sign != _UNREAD:
                    here &= columns[at + place] == sign
            found[here] = at
        good &= found >= 0
        from_ = found + len(run)
    return good


def _chunks(rows: Array) -> Iterator[Array]:
    for start in range(0, len(rows), _CHUNK):
        yield rows[start : start + _CHUNK]


def _joined(parts: list[Array]) -> Array:
    return np.concatenate(parts) if parts else np.zeros(0, np.int64)


def taken_out(arrays: dict[str, Array], rows: Array) -> dict[str, Array]:
    """The columns for `make_numbers` of some rows of a table; records keep their numbers."""
    start = arrays["number_start"]
    lengths = np.searchsorted(start, rows, "right") - 1
    counts = np.diff(start)
    begins = np.concatenate([[0], np.cumsum(counts * np.arange(len(counts)))])
    offsets = begins[lengths] + (rows - start[lengths]) * lengths
    ends = np.concatenate([[0], np.cumsum(lengths)])
    at = np.repeat(offsets - ends[:-1], lengths) + np.arange(ends[-1])
    return {
        "number_text": arrays["number_text"][at],
        "number_length": lengths.astype(np.uint8),
        "number_doc": arrays["number_doc"][rows],
        "number_sort": arrays["number_sort"][rows],
    }


def hashes(arrays: dict[str, Array]) -> Array:
    """64 bits for each row that tell its text, the same in every table."""
    table = Numbers(arrays)
    parts = []
    for length in table.lengths:
        total = np.full(len(table.table(length)), length, np.uint64)
        for column in table.table(length).T:
            with np.errstate(over="ignore"):
                total = mix(total * np.uint64(1009) + column)
        parts.append(total)
    return np.concatenate(parts) if parts else np.zeros(0, np.uint64)
