"""What stands beside the name: date of birth, sex, country, number of a document."""

from collections.abc import Callable

import numpy as np

from commonweal.names import BirthYears, PartialDate
from commonweal.names.ages import EITHER_WAY

from .arrays import Array
from .documents import country_number
from .held import Held
from .likelihood import (
    AGED,
    DIFFERS,
    FITS,
    NEAR,
    NEARLY,
    OTHERWISE,
    SAME,
    SWAPPED,
    UNAGED,
    UNKNOWN,
    YEARS,
)
from .question import Asked
from .segment import Segment

VERDICTS = ("same", "variant", "variant", "differs", "differs", "differs", "unknown")
"""Verdict by relation of the dates of birth."""
AGE_VERDICTS = ("same", "variant", "differs", "unknown")
"""Verdict by relation of an age."""


def birth_relations(asked: PartialDate, numbers: Array, held: Held) -> Array:
    """The best relation of each record's dates of birth to the date asked for."""
    return _best_of_births(lambda births: _relations(asked, births), numbers, held, none=UNKNOWN)


def age_relations(asked: BirthYears, numbers: Array, held: Held) -> Array:
    """The best relation of each record's dates of birth to an age."""

    def relations(births: Array) -> Array:
        years = births // 10000
        beyond = np.maximum(asked.first - years, years - asked.last)
        return np.select([beyond <= 0, beyond <= EITHER_WAY], [AGED, NEARLY], OTHERWISE)

    return _best_of_births(relations, numbers, held, none=UNAGED)


def are_dated(numbers: Array, held: Held) -> Array:
    """Whether each record has any date of birth."""
    return _per_segment(numbers, held, lambda segment, local: segment.arrays["birth"].any(local)) != 0


def _best_of_births(relations: Callable[[Array], Array], numbers: Array, held: Held, *, none: int) -> Array:
    """For each record the least of what `relations` makes of its dates of birth (as yyyymmdd)."""

    def within(segment: Segment, local: Array) -> Array:
        births, ends = segment.arrays["birth"].of(local)
        best = np.full(len(local), none, np.int64)
        codes = relations(births)
        np.minimum.at(best, np.repeat(np.arange(len(local)), np.diff(ends)), codes)
        return best

    return _per_segment(numbers, held, within)


def _relations(asked: PartialDate, births: Array) -> Array:
    """The relation of each date (as yyyymmdd) to the date asked for."""
    year, month, day = births // 10000, births // 100 % 100, births % 100
    months = (month == asked.month) | (month == 0) | (asked.month == 0)
    days = (day == asked.day) | (day == 0) | (asked.day == 0)
    fits = (year == asked.year) & months & days
    same = (year == asked.year) & (month == asked.month) & (day == asked.day)
    swapped = (year == asked.year) & (month == asked.day) & (day == asked.month) & (month > 0)
    apart = np.abs((year - asked.year) * 372 + (month - asked.month) * 31 + day - asked.day)
    near = (year == asked.year) | ((apart <= 31) & (day > 0) & (asked.day > 0))
    return np.select(
        [same, fits, swapped, near, np.abs(year - asked.year) <= 2], [SAME, FITS, SWAPPED, NEAR, YEARS], DIFFERS
    )


def sex_verdicts(asked: Asked, numbers: Array, held: Held) -> Array:
    """1 same, -1 differs, 0 unknown, for each record."""

    def within(segment: Segment, local: Array) -> Array:
        codes = [0 if not known else 1 if known == asked.sex else -1 for known in segment.named["sex"]] or [0]
        return np.array(codes, np.int64)[segment.arrays["sex"][local]]

    return _per_segment(numbers, held, within) if asked.sex else np.zeros(len(numbers), np.int64)


def country_verdicts(asked: Asked, numbers: Array, held: Held) -> Array:
    """1 where a record has one of the countries asked for, -1 where it has others, 0 where it has none."""
    wanted = [country_number(code) for code in asked.countries]

    def within(segment: Segment, local: Array) -> Array:
        countries, ends = segment.arrays["country"].of(local)
        found = np.where(np.diff(ends) > 0, -1, 0)
        hits = np.isin(countries, wanted)
        np.maximum.at(found, np.repeat(np.arange(len(local)), np.diff(ends))[hits], 1)
        return found

    return _per_segment(numbers, held, within) if wanted else np.zeros(len(numbers), np.int64)


def has_numbers(numbers: Array, held: Held) -> Array:
    """Whether each record has any number."""
    return _per_segment(numbers, held, lambda segment, local: segment.with_numbers[local])


def _per_segment(numbers: Array, held: Held, within: Callable[[Segment, Array], Array]) -> Array:
    """A value for each record, computed segment by segment."""
    values = np.zeros(len(numbers), np.int64)
    if len(held.segments) == 1:
        values[:] = within(held.segments[0], numbers)
        return values
    owners = held.segment_of(numbers)
    for place, segment in enumerate(held.segments):
        mine = owners == place
        if mine.any():
            values[mine] = within(segment, numbers[mine] - segment.start)
    return values
