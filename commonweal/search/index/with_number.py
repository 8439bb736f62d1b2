"""From a number asked for to the visible records that may hold it, and how closely."""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from commonweal.names.agreement import SHORTEN
from commonweal.names.numbers import CONFUSABLE, telling
from commonweal.names.patterns import Pattern, open_ends

from .arrays import Array
from .asked_number import TELLING, AskedNumber
from .held import Held
from .numbers import Numbers, encode
from .segment import Segment

EXACT, MISREAD, OTHER, PART, HALF, NONE = range(6)
"""How a record's number agrees: the same but for look-alike letters; one sign misread for one that looks alike; one
slip of another sort; a part missing at one end; half-read; not."""
Wanted = Pattern | list[bytes]
RowsOf = Callable[[Numbers, Wanted], Array]
MAX_MATCHES = 2000
"""Visible records with a half-read number or a part of one that are ranked; a question that tells so little is to be
narrowed anyway."""
_AT_ONCE = 1 << 16
SLIPS_FROM = 5
"""Signs from which a number is looked for with a slip: shorter ones are all alike."""


@dataclass
class Numbered:
    """Records that may hold the number: the closest agreement of each, and how many signs were not read."""

    numbers: Array = field(default_factory=lambda: np.zeros(0, np.int64))
    closeness: Array = field(default_factory=lambda: np.zeros(0, np.int64))
    unread: Array = field(default_factory=lambda: np.zeros(0, np.int64))

    def of(self, numbers: Array) -> tuple[Array, Array]:
        """Closeness and unread signs of some records; `NONE` and 0 for those that are not here."""
        if not len(self.numbers):
            return np.full(len(numbers), NONE), np.zeros(len(numbers), np.int64)
        at = np.minimum(np.searchsorted(self.numbers, numbers), len(self.numbers) - 1)
        here = self.numbers[at] == numbers
        return np.where(here, self.closeness[at], NONE), np.where(here, self.unread[at], 0)

    @property
    def exact(self) -> Array:
        """Records that hold the very number."""
        return self.numbers[self.closeness == EXACT]


def find(asked: AskedNumber, held: Held) -> Numbered:
    """Every visible record that may hold the number asked for. What is looked for further depends on what was found
    among visible records alone."""
    search = _Search(asked, held)
    for pattern in asked.patterns:
        search.add(HALF, Numbers.fitting, pattern, known=len(pattern.known))
    if not search.found(HALF):
        for pattern in {other for one in asked.patterns for other in open_ends(one)}:
            search.add(HALF, Numbers.fitting, pattern, known=len(pattern.known))
    if asked.forms:
        _find_whole(asked, search)
    return search.best()


def _find_whole(asked: AskedNumber, search: "_Search") -> None:
    keys = [encode(form) for form in asked.forms]
    search.add(EXACT, Numbers.whole, keys)
    for form, key in zip(asked.forms, keys, strict=True):
        if len(form) >= SLIPS_FROM:
            search.add_slips(key)
        if telling(form) >= TELLING:
            behind, before = open_ends(Pattern((form,)))
            search.add(PART, Numbers.fitting, behind, known=len(form))
            search.add(PART, Numbers.whole, _shortened(key), known=len(form))
            if not search.found(EXACT):
                search.add(PART, Numbers.fitting, before, known=len(form))
    if asked.grouped is not None and not search.found(PART):
        search.add(HALF, Numbers.fitting, asked.grouped, known=len(asked.grouped.known))


def _shortened(key: bytes) -> list[bytes]:
    """The number without its last or its first signs, as long as enough is left."""
    left = range(1, min(SHORTEN, len(key) - SLIPS_FROM) + 1)
    return [part for count in left for part in (key[:-count], key[count:])]


class _Search:
    """Gathers records, each with its closest agreement."""

    def __init__(self, asked: AskedNumber, held: Held) -> None:
        self._asked, self._held = asked, held
        self._parts: list[tuple[Array, Array, Array]] = []

    def add(self, closeness: int, rows_of: RowsOf, wanted: Wanted, *, known: int = 0) -> None:
        """Take in the records of the rows that `rows_of(table, wanted)` gives, segment by segment; `known` counts the
        signs that agree, where that is not all."""
        found = [(segment, rows_of(segment.numbers, wanted)) for segment in self._held.segments]
        if known:
            found = self._first(found)
        for segment, rows in found:
            if len(rows):
                unread = np.abs(segment.numbers.length_of(rows) - known) if known else np.zeros(len(rows), np.int64)
                self._take(segment, rows, np.full(len(rows), closeness), unread)

    def _first(self, found: list[tuple[Segment, Array]]) -> list[tuple[Segment, Array]]:
        """Of rows in the order of the table those that the reader may see; of more than `MAX_MATCHES` the first by
        length and text, and whatever else has the last one's text: how the index is cut into segments makes no
        difference."""
        found = [(segment, self._first_of(segment, rows)) for segment, rows in found]
        keys = [key for segment, rows in found for key in segment.numbers.keys(rows)]
        if len(keys) <= MAX_MATCHES:
            return found
        last = sorted(keys)[MAX_MATCHES - 1]
        return [
            (segment, rows[[key <= last for key in segment.numbers.keys(rows)]]) if len(rows) else (segment, rows)
            for segment, rows in found
        ]

    def _first_of(self, segment: Segment, rows: Array) -> Array:
        """The same for one segment."""
        kept: list[Array] = []
        count, until = 0, len(rows)
        for start in range(0, len(rows), _AT_ONCE):
            if start >= until:
                break
            some = rows[start : start + _AT_ONCE]
            some = some[self._held.seen[segment.arrays["number_doc"][some].astype(np.int64) + segment.start]]
            kept.append(some)
            if count < MAX_MATCHES <= count + len(some):
                bound = some[MAX_MATCHES - 1 - count]
                until = np.searchsorted(rows, segment.numbers.last_like(bound), "right")
            count += len(some)
        seen = np.concatenate(kept) if kept else rows
        return seen[seen <= rows[until - 1]] if until else seen

    def add_slips(self, key: bytes) -> None:
        """Take in the records whose number is one slip away."""
        for segment in self._held.segments:
            rows = segment.numbers.one_slip(key)
            if len(rows):
                alike = segment.numbers.differs_by_look(rows, key, _CONFUSABLE)
                self._take(segment, rows, np.where(alike, MISREAD, OTHER), np.zeros(len(rows), np.int64))

    def _take(self, segment: Segment, rows: Array, closeness: Array, unread: Array) -> None:
        numbers = segment.arrays["number_doc"][rows].astype(np.int64) + segment.start
        kept = self._held.seen[numbers] & self._meant(segment, rows, closeness)
        self._parts.append((numbers[kept], closeness[kept], unread[kept]))

    def _meant(self, segment: Segment, rows: Array, closeness: Array) -> Array:
        """Whether a number is of the kind asked for; of the countries too, unless it is the very number or has none."""
        asked = self._asked
        if not asked.kind and not asked.countries:
            return np.ones(len(rows), bool)
        sorts = [sort.split("/") for sort in segment.named["number_sort"]] or [["", ""]]
        kinds = np.array([not asked.kind or kind == asked.kind for kind, _ in sorts])
        countries = np.array([not asked.countries or country in ("", *asked.countries) for _, country in sorts])
        sort = segment.arrays["number_sort"][rows]
        return kinds[sort] & (countries[sort] | (closeness == EXACT))

    def found(self, closeness: int) -> bool:
        """Whether a visible record agrees so closely at least."""
        return any((closest <= closeness).any() for _, closest, _ in self._parts)

    def best(self) -> Numbered:
        """Each record once, by number."""
        if not self._parts:
            return Numbered()
        numbers, closeness, unread = (np.concatenate(columns) for columns in zip(*self._parts, strict=True))
        order = np.lexsort((unread, closeness, numbers))
        first = order[np.diff(numbers[order], prepend=-1) != 0]
        return Numbered(numbers[first], closeness[first], unread[first])


_CONFUSABLE = np.zeros((256, 256), bool)
for _one, _other in CONFUSABLE:
    _CONFUSABLE[encode(_one)[0], encode(_other)[0]] = True


def band_parts(closeness: int, unread: int, known: int) -> tuple[str, bool]:
    """The verdict on a number, and whether enough of it is known to make a record possible."""
    if closeness == NONE:
        return "", False
    enough = closeness <= OTHER or unread <= 2 or (known >= 5 and unread <= known)
    return ("same" if closeness == EXACT else "variant"), enough
