"""Whether an officer asked when he does not serve: by entered hours, else by his and his peers' habits. Pure."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from commonweal.oversight.doings import HISTORY_DAYS, Event, Flag, Officer, Use, flag

TOLERANCE = 1
"""Hours before and after the service in which nobody is flagged."""
SEVERAL = 2
"""Questions at an unusual hour that are flagged: one may be a call out of bed."""


def find(use: Use) -> Iterator[Flag]:
    """The flags of this rule."""
    habits = {code: _habit(use, days) for code, days in use.days.items()}
    for code, days in use.days.items():
        officer = use.officers[code]
        away = [each for each in use.by_officer[code] if any(a <= each.at < b for a, b in officer.away)]
        if away:
            yield flag(away, "away", use.local(away[0]).date())
        if officer.hours is not None or officer.days is not None:
            yield from _outside(use, officer, days)
        else:
            yield from _unusual(use, code, days, habits)


def _outside(use: Use, officer: Officer, days: Mapping[date, list[Event]]) -> Iterator[Flag]:
    for day, events in days.items():
        out = [each for each in events if not _serves(use.local(each), officer)]
        if len(out) >= SEVERAL:
            yield flag(out, "off-duty", day, count=len(out))


def _serves(local: datetime, officer: Officer) -> bool:
    """Whether the officer serves at this local moment, an hour before and after counted in."""
    hour, day = local.hour + local.minute / 60, local.weekday()
    begin, end = officer.hours or (0, 24)
    if begin < end:
        in_hours = begin - TOLERANCE <= hour < end + TOLERANCE
    else:  # over midnight: what is before the end belongs to the day before
        in_hours = hour >= begin - TOLERANCE or hour < end + TOLERANCE
        day = (day - 1) % 7 if hour < end + TOLERANCE else day
    return in_hours and (officer.days is None or day in officer.days)


@dataclass(slots=True)
class _Habit:
    """In how many days an officer was active in each hour, and on each day of the week."""

    active: int
    hours: Counter
    weekdays: Counter


def _habit(use: Use, days: Mapping[date, list[Event]]) -> _Habit:
    hours: Counter[int] = Counter()
    for events in days.values():
        hours.update({use.local(each).hour for each in events})
    return _Habit(len(days), hours, Counter(day.weekday() for day in days))


def _unusual(use: Use, code: str, days: Mapping[date, list[Event]], habits: Mapping[str, _Habit]) -> Iterator[Flag]:
    """Hours and days on which neither he nor his peers were active but now; read from at least a week of each."""
    mine, others = habits[code], [habits[each] for each in use.others(code)]
    peer_days = sum(each.active for each in others)
    if mine.active < HISTORY_DAYS or peer_days < HISTORY_DAYS:
        return
    peer_hours = sum((each.hours for each in others), Counter())
    peer_weekdays = sum((each.weekdays for each in others), Counter())
    rare = {
        hour
        for hour in range(24)
        # An hour counts with its neighbours: who is at work at six is not far off at five.
        if sum(mine.hours[(hour + near) % 24] for near in (-1, 0, 1)) <= max(2, 0.03 * mine.active)
        and sum(peer_hours[(hour + near) % 24] for near in (-1, 0, 1)) <= 0.06 * peer_days
    }
    for day, events in days.items():
        out = [each for each in events if use.local(each).hour in rare]
        if len(out) >= SEVERAL:
            yield flag(out, "unusual-hours", day, count=len(out))
        elif (
            len(events) >= SEVERAL
            and mine.weekdays[day.weekday()] <= max(1, 0.03 * mine.active)
            and peer_weekdays[day.weekday()] <= 0.03 * peer_days
        ):
            yield flag(events, "unusual-day", day, count=len(events))
