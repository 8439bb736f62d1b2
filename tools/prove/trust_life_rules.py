"""The oracle of the time machine: what is seen, warned of, erased and recalled, from the rules alone.

Knows no database and no code of the house. Moments are aware, in UTC. Sources: docs/decision-table.md, rows 2 and 11;
docs/rooms/databanks.md, "How long a record is kept".
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta

DAY = timedelta(days=1)
WARNING = 123 * DAY
"""Four months: no four months have more days."""


def midnight_behind(moment: datetime, days: int) -> datetime:
    """The end of a term of days: the day on which it begins is not counted, the last counts whole."""
    first = datetime.combine(moment.astimezone(UTC).date(), time(), UTC)
    return first + (days + 1) * DAY


@dataclass(slots=True)
class Kept:
    """One record: its end, since when that is its end, and what befell it."""

    ref: str
    end: datetime
    since: datetime
    blocked: bool = False
    withdrawn: bool = False
    erased: datetime | None = None
    shown: set[str] = field(default_factory=set)
    owed: set[str] = field(default_factory=set)
    heard_by: datetime | None = None
    asked: datetime | None = None
    contested: bool = False

    def seen(self, now: datetime) -> bool:
        """Whether another state's reader, to whom its label gives it in full, sees it."""
        return self.erased is None and now < self.end and not self.blocked and not self.withdrawn

    def recall(self) -> None:
        """Whoever was shown it so far owes a confirmation."""
        self.owed |= self.shown

    def ends(self, end: datetime, now: datetime) -> None:
        """Another end, from now on."""
        if end != self.end:
            self.end, self.since = end, now

    def block(self) -> None:
        """Out of others' sight."""
        if not self.blocked and not self.withdrawn:
            self.blocked = True
            self.recall()


def clock_runs(records: list[Kept], now: datetime) -> None:
    """What the house does by itself at this moment, in this order: contests, then erasures."""
    for each in records:
        if each.erased is not None:
            continue
        alive = now < each.end
        if each.asked is not None and not each.contested and each.asked <= now and alive:
            each.contested = True
            each.block()
        if each.heard_by is not None and each.heard_by <= now:
            each.ends(min(each.end, now), now)
        if each.end <= now:
            each.erased = now
            each.recall()
