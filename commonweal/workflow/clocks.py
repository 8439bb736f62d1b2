"""Clocks: how much of a term has passed, and in which words to say so.

Pure: takes moments, returns values; the present moment is always handed in (`commonweal.common.clock.now()`).
A term in hours runs from the moment. A term in days does not count the day on which it begins and ends with the last
day (at the following midnight of `zone`), so that nobody loses the evening of the last day.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from enum import StrEnum

MARKS = (50, 75, 90)
"""Per cent of a term at which the one who must act is reminded."""
SOON = 75
"""From this mark on a clock is shown as `soon`."""


class ClockState(StrEnum):
    """Where a clock stands."""

    NOT_BEGUN = "not-begun"
    RUNNING = "running"
    SOON = "soon"
    OVER = "over"


WORDS = {
    (ClockState.NOT_BEGUN, "hour"): ("begins in {n} hour", "begins in {n} hours"),
    (ClockState.NOT_BEGUN, "day"): ("begins in {n} day", "begins in {n} days"),
    (ClockState.RUNNING, "hour"): ("{n} hour left", "{n} hours left"),
    (ClockState.RUNNING, "day"): ("{n} day left", "{n} days left"),
    (ClockState.SOON, "hour"): ("only {n} hour left", "only {n} hours left"),
    (ClockState.SOON, "day"): ("only {n} day left", "only {n} days left"),
    (ClockState.OVER, "hour"): ("{n} hour late", "{n} hours late"),
    (ClockState.OVER, "day"): ("{n} day late", "{n} days late"),
}
"""Singular and plural of every sentence a clock can say: whoever shows them translates both by number."""


@dataclass(frozen=True)
class Reading:
    """A clock read at a moment: its state, the marks passed, and the whole hours or days until it begins or ends.

    Time left is rounded down and lateness too, so that “1 day left” never means less than a day; under one hour
    `n` is 0.
    """

    state: ClockState
    passed: tuple[int, ...]
    n: int
    unit: str

    @property
    def words(self) -> str:
        """The English sentence."""
        one, many = WORDS[self.state, self.unit]
        return (one if self.n == 1 else many).format(n=self.n)


@dataclass(frozen=True)
class Clock:
    """A term from `start` to `due` (aware moments)."""

    start: datetime
    due: datetime

    def __post_init__(self) -> None:
        if self.start.tzinfo is None or self.due.tzinfo is None:
            raise ValueError("a clock needs aware moments")
        if self.due <= self.start:
            raise ValueError("a clock must end after it begins")

    def mark(self, per_cent: int) -> datetime:
        """The moment at which `per_cent` of the term have passed."""
        return self.start + (self.due - self.start) * per_cent / 100

    def read(self, now: datetime) -> Reading:
        """Where the clock stands at `now`."""
        passed = tuple(mark for mark in MARKS if now >= self.mark(mark))
        if now < self.start:
            return _reading(ClockState.NOT_BEGUN, passed, self.start - now)
        if now >= self.due:
            return _reading(ClockState.OVER, passed, now - self.due)
        state = ClockState.SOON if now >= self.mark(SOON) else ClockState.RUNNING
        return _reading(state, passed, self.due - now)


def in_hours(start: datetime, hours: int) -> Clock:
    """A term of `hours` from the moment `start`."""
    return Clock(start, start + timedelta(hours=hours))


def in_days(start: datetime, days: int, *, zone: tzinfo = UTC) -> Clock:
    """A term of `days` calendar days in `zone`; the day of `start` is not counted, the last day counts whole."""
    begins = start.astimezone(zone)
    last_midnight = datetime.combine(begins.date() + timedelta(days=days + 1), datetime.min.time(), tzinfo=zone)
    return Clock(start, last_midnight)


def _reading(state: ClockState, passed: tuple[int, ...], span: timedelta) -> Reading:
    if span >= timedelta(days=1):
        return Reading(state, passed, span // timedelta(days=1), "day")
    return Reading(state, passed, span // timedelta(hours=1), "hour")
