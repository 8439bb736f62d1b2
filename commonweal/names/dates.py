"""Dates of birth of any precision: what officers type, and how two dates agree."""

import re
from calendar import monthrange
from datetime import date
from typing import NamedTuple

from commonweal.common.errors import BadInput

FIRST_YEAR, LAST_YEAR = 1800, 2199

_MONTHS = (
    "jan янв қаң січ", "feb фев ақп лют", "mar мар нау бер", "apr апр сәу кві", "may май мая мам тра",
    "jun июн мау чер", "jul июл шіл лип", "aug авг там сер", "sep сен қыр вер", "oct окт қаз жов", "nov ноя қар лис",
    "dec дек жел гру",
)  # fmt: skip
_MONTH_BY_NAME = {name: number for number, names in enumerate(_MONTHS, start=1) for name in names.split()}


class PartialDate(NamedTuple):
    """A date known to the year, the month (day 0) or the day."""

    year: int
    month: int = 0
    day: int = 0

    def __str__(self) -> str:
        """ISO form, as long as it is known: `1984`, `1984-03`, `1984-03-14`."""
        known = [f"{self.year:04d}"] + [f"{part:02d}" for part in (self.month, self.day) if part]
        return "-".join(known)


class DateAgreement(NamedTuple):
    """How two dates agree: relation `same`, `fits`, `swapped` or `differs`; reason code and its values."""

    relation: str
    code: str
    params: dict[str, int]


def parse_date(text: str) -> PartialDate:
    """The date in `text`: `14.03.1984`, `14/3/1984`, `1984-03-14`, `03.1984`, `1984`, `14 Mar 1984`, `14031984`.

    Day before month, as in all states of the region; zeros stand for unknown. Raises BadInput
    `names.date.unreadable` or `names.date.impossible`.
    """
    numbers = _numbers(text)
    if len(numbers) == 1 and re.fullmatch(r"\d{8}", numbers[0]):
        numbers = [numbers[0][:2], numbers[0][2:4], numbers[0][4:]]
    if not 1 <= len(numbers) <= 3:
        raise _unreadable(text)
    if len(numbers[0]) != 4:
        numbers.reverse()
    if len(numbers[0]) != 4 or any(len(number) > 2 for number in numbers[1:]):
        raise _unreadable(text)
    return _checked(PartialDate(*map(int, numbers)), text)


def _numbers(text: str) -> list[str]:
    """The runs of digits in `text`, a month's name as its number; at most four are looked at."""
    found = []
    for run in re.findall(r"\d+|[^\W\d_]+", text[:64].casefold()):
        if run[0].isdecimal():
            found.append("".join(str(int(digit)) for digit in run))
        elif run[:3] in _MONTH_BY_NAME and len(run) > 2:
            found.append(f"{_MONTH_BY_NAME[run[:3]]:02d}")
        elif run not in {"г", "года", "год", "ж", "р", "th", "st", "nd", "rd", "of"}:
            raise _unreadable(text)
    return found


def _checked(read: PartialDate, text: str) -> PartialDate:
    year, month, day = read
    possible = FIRST_YEAR <= year <= LAST_YEAR and month <= 12 and (month or not day)
    if possible and day:
        possible = day <= monthrange(year, month)[1]
    if not possible:
        raise BadInput("names.date.impossible", "There is no date {text}; write 14.03.1984, 03.1984 or 1984", text=text)
    return read


def _unreadable(text: str) -> BadInput:
    return BadInput(
        "names.date.unreadable", "Cannot read {text} as a date; write 14.03.1984, 03.1984 or 1984", text=text[:64]
    )


def compare_dates(asked: PartialDate, says: PartialDate) -> DateAgreement:
    """How the date of a record agrees with the date asked for, to the precision that both have."""
    if asked == says:
        precision = "day" if asked.day else "month" if asked.month else "year"
        return DateAgreement("same", f"names.date.same-{precision}", {})
    if asked.year == says.year and not (asked.month and says.month):
        return DateAgreement("fits", "names.date.year-only", {})
    if asked[:2] == says[:2] and not (asked.day and says.day):
        return DateAgreement("fits", "names.date.month-only", {})
    if asked.day and says.day and asked == PartialDate(says.year, says.day, says.month):
        return DateAgreement("swapped", "names.date.swapped", {})
    return _difference(asked, says)


def _difference(asked: PartialDate, says: PartialDate) -> DateAgreement:
    """The reason for dates that cannot be the same: days apart up to 31, else months of one year, else years."""
    if asked.day and says.day:
        apart = abs((date(*asked) - date(*says)).days)
        if apart <= 31:
            return DateAgreement("differs", "names.date.days-apart", {"count": apart})
    if asked.year == says.year:
        return DateAgreement("differs", "names.date.months-apart", {"count": abs(asked.month - says.month)})
    return DateAgreement("differs", "names.date.years-apart", {"count": abs(asked.year - says.year)})
