"""Dates as people and spreadsheets write them, into the form of a Commonweal line; never guessed."""

import re
from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache

from commonweal.common.errors import BadInput
from commonweal.names import parse_date

FIRST_YEAR, LAST_YEAR = 1850, 2200
ORDERS = {"dmy": (2, 1, 0), "mdy": (2, 0, 1), "ymd": (0, 1, 2)}
_EPOCH = date(1899, 12, 30)
_SERIAL = re.compile(r"\d{5}(?:\.\d{1,12})?", re.ASCII)
_CLOCK = re.compile(r"[T ]+\d{1,2}:\d\d(?::\d\d(?:[.,]\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)?$", re.ASCII)
_ISO = re.compile(r"\d{4}(?:-\d\d){0,2}", re.ASCII)
_FIGURES = re.compile(r"(\d{1,4})([./\-\u2013 ])\s*(\d{1,2})(?:\2\s*(\d{1,4}))?\s*(?:г\.?|года?|ж\.?|р\.?)?", re.ASCII)


@lru_cache(maxsize=65_536)
def read(text: str, column: str, order: str, this_year: int) -> str:
    """`text` as YYYY, YYYY-MM or YYYY-MM-DD.

    `order` is dmy, mdy, ymd or empty. Without one, figures that could be read in two ways are refused; points
    between them always mean the day first. A year of two figures is taken only with an order, and only if one
    century fits (`84` in 2026; not `19`); `this_year` is 0 for days that may lie ahead, where none fits alone. Five
    figures are a day as spreadsheets count it. Raises BadInput.
    """
    said = _CLOCK.sub("", text[:64].strip())
    if _ISO.fullmatch(said):
        return _checked([int(each) for each in said.split("-")], column, text)
    if _SERIAL.fullmatch(said):
        day = _EPOCH + timedelta(days=int(said[:5]))
        return _checked([day.year, day.month, day.day], column, text)
    if len(said) == 8 and said.isdecimal() and said.isascii():
        return _checked(_eight(said, order, column, text), column, text)
    if found := _FIGURES.fullmatch(said):
        return _of_figures(found, order, this_year, column, text)
    try:
        return _checked([each for each in parse_date(said) if each], column, text)
    except BadInput:
        raise _unreadable(column, text) from None


def _eight(said: str, order: str, column: str, text: str) -> list[int]:
    """Eight figures without anything between: the year first (as registers write it) or the day first."""
    year_first = [int(said[:4]), int(said[4:6]), int(said[6:])]
    day_first = [int(said[4:]), int(said[2:4]), int(said[:2])]
    fitting = [each for each in (year_first, day_first) if _possible(each)]
    if order == "ymd":
        return year_first
    if order == "dmy" or fitting == [day_first]:
        return day_first
    if len(fitting) == 2:
        raise _ambiguous(column, text)
    return year_first


def _of_figures(found: re.Match, order: str, this_year: int, column: str, text: str) -> str:
    first, separator, second, third = found.groups()
    if third is None:  # month and year, in either order
        year, month = (first, second) if len(first) == 4 else (second, first)
        if len(year) != 4:
            raise _unreadable(column, text)
        return _checked([int(year), int(month)], column, text)
    numbers = [first, second, third]
    if len(first) > 2 or order == "ymd":
        places = ORDERS["ymd"]
    elif order:
        places = ORDERS[order]
    else:
        places = _places(numbers, separator, column, text)
    year, month, day = (numbers[place] for place in places)
    return _checked([_year(year, order, this_year, column, text), int(month), int(day)], column, text)


def _places(numbers: list[str], separator: str, column: str, text: str) -> tuple[int, int, int]:
    """Where year, month and day stand, of a date that ends in its year."""
    if separator == "." or int(numbers[0]) > 12 or numbers[0] == numbers[1]:
        return ORDERS["dmy"]
    if int(numbers[1]) > 12:
        return ORDERS["mdy"]
    raise _ambiguous(column, text)


def _year(year: str, order: str, this_year: int, column: str, text: str) -> int:
    if len(year) == 4:
        return int(year)
    if len(year) == 2 and order and this_year and int(year) > this_year % 100:
        return this_year // 100 * 100 - 100 + int(year)
    raise BadInput(
        "databanks.cell.year-short",
        "Column “{column}”: “{value}” does not say the century; write the year with four figures.",
        column=column,
        value=text[:40],
    )


def _possible(parts: list[int]) -> bool:
    """Whether the calendar has the day; zeros stand for what is not known."""
    year, month, day = (*parts, 0, 0)[:3]
    if not FIRST_YEAR <= year <= LAST_YEAR or month > 12 or (day and not month):
        return False
    return not day or day <= monthrange(year, month)[1]


def _checked(parts: list[int], column: str, text: str) -> str:
    if not _possible(parts):
        raise BadInput(
            "databanks.cell.date-impossible",
            "Column “{column}”: there is no date “{value}”; write it as 14.03.1984, 03.1984 or 1984.",
            column=column,
            value=text[:40],
        )
    while not parts[-1]:
        parts = parts[:-1]
    return "-".join(f"{each:02d}" for each in parts)


def _unreadable(column: str, text: str) -> BadInput:
    return BadInput(
        "databanks.cell.date-unreadable",
        "Column “{column}”: “{value}” is no date; write it as 14.03.1984, 03.1984 or 1984.",
        column=column,
        value=text[:40],
    )


def _ambiguous(column: str, text: str) -> BadInput:
    return BadInput(
        "databanks.cell.date-ambiguous",
        "Column “{column}”: “{value}” can be read in two ways; say in the mapping whether day or month comes first,"
        " or write 1984-03-14.",
        column=column,
        value=text[:40],
    )
