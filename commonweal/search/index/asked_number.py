"""A number as an officer typed it: whole, or half-read."""

from collections.abc import Sequence
from dataclasses import dataclass

from commonweal.common.errors import BadInput
from commonweal.names.numbers import readings, telling
from commonweal.names.patterns import Pattern, gaps_at_spaces, is_half_read, read_pattern

TELLING = 4
"""Signs that must be known of a number that is not asked whole."""


@dataclass(frozen=True, slots=True)
class AskedNumber:
    """A number read: the forms under which it may be held whole, or the pattern of a half-read one; what sorts of
    number and which countries are meant, where that was said."""

    forms: tuple[str, ...] = ()
    patterns: tuple[Pattern, ...] = ()
    grouped: Pattern | None = None
    kind: str = ""
    countries: tuple[str, ...] = ()

    @property
    def telling(self) -> int:
        """Signs known that tell one number from another."""
        known = [*self.forms, *(pattern.known for pattern in self.patterns)]
        return max(map(telling, known), default=0)


def read_number(number: str, *, kind: str = "", countries: Sequence[str] = ()) -> AskedNumber:
    """The number that an officer typed. Raises BadInput `search.question.number-too-little` where a half-read number
    has fewer than four known signs that tell something."""
    if not is_half_read(number):
        groups = gaps_at_spaces(number)
        grouped = groups if len(groups.runs) > 1 and groups.telling >= TELLING else None
        return AskedNumber(readings(number), (), grouped, kind, tuple(countries))
    patterns = {read_pattern(number, how) for how in ("serial", "plate", "phone")}
    asked = AskedNumber((), tuple(sorted(one for one in patterns if one.runs)), None, kind, tuple(countries))
    if asked.telling < TELLING:
        raise BadInput(
            "search.question.number-too-little",
            "Of a number that was read in part, give at least four characters that tell something (leading zeros do"
            " not); or give the whole number.",
        )
    return asked
