"""Working days of the states: which days their authorities work, and terms that count only those.

Pure: data in `reference/calendars.yaml`, with sources and `verified`. A state that is not there works from Monday to
Friday. Terms in calendar days and hours are in `clocks.py`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import cache
from pathlib import Path

import yaml

from commonweal.workflow.clocks import Clock

FILE = Path(__file__).parent / "reference" / "calendars.yaml"
LONGEST = 366
"""Days without one that is worked: a calendar with more of them is wrong."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """`weekend` are ISO numbers of days, `holidays` MM-DD; `free` and `worked` are days moved by decree."""

    weekend: frozenset[int] = frozenset((6, 7))
    holidays: frozenset[str] = frozenset()
    free: frozenset[date] = frozenset()
    worked: frozenset[date] = frozenset()
    source: str = ""
    verified: bool = False

    def works(self, day: date) -> bool:
        """Whether authorities work on this day. What a decree says of the very day goes before all else."""
        if day in self.worked or day in self.free:
            return day in self.worked
        return day.isoweekday() not in self.weekend and f"{day:%m-%d}" not in self.holidays


@cache
def calendars() -> Mapping[str, Calendar]:
    """Every calendar that the data has, by the state's code."""
    found = yaml.safe_load(FILE.read_text(encoding="utf-8"))["states"]
    sets = ("weekend", "holidays", "free", "worked")
    return {code: Calendar(**row | {name: frozenset(row[name]) for name in sets}) for code, row in found.items()}


def calendar(state: str) -> Calendar:
    """The calendar of a state; Monday to Friday where the data has none."""
    return calendars().get(state, Calendar())


def is_working(day: date, state: str) -> bool:
    """Whether the authorities of this state work on this day."""
    return calendar(state).works(day)


def next_working_day(day: date, state: str) -> date:
    """The first day after this one on which the state's authorities work; ValueError where no day of a year is."""
    known = calendar(state)
    days = (day + timedelta(days=each) for each in range(1, LONGEST + 1))
    found = next((each for each in days if known.works(each)), None)
    if found is None:
        raise ValueError(f"the calendar of {state} has no working day in the year after {day}")
    return found


def in_working_days(start: datetime, days: int, state: str, *, zone: tzinfo = UTC) -> Clock:
    """A term of so many working days of a state; the day of `start` is not counted, the last day counts whole."""
    last = start.astimezone(zone).date()
    for _ in range(days):
        last = next_working_day(last, state)
    return Clock(start, datetime.combine(last + timedelta(days=1), datetime.min.time(), tzinfo=zone))
