"""Plain records of what officers did, of whom they are, and of what is to be looked at: what the rules of misuse take.

Pure. `rules.flags` says how they are used.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

QUESTION, OPENED = "question", "opened"


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that an officer did under a purpose.

    `id`: a stable reference (a receipt). `at`: aware moment. `kind`: `question` (asked) or `opened` (a record read).
    `justification`: what it was asked for: the case's reference, or words. `standing`: it rests on a standing duty (a
    shift at the border), whose text is the same for everybody. `records`: ids of the records shown or opened.
    `names`: blind tokens of whom it is about, made with one key: `full:…` of the whole name, `family:…`, `given:…`,
    `patronymic:…` (of the father's name), `address:…`; equal tokens mean equal words, and nothing else can be read in
    them. Empty where nothing is known. `honeypots`: those of the records that are marked to be touched by nobody.
    """

    id: str
    at: datetime
    officer: str
    kind: str = QUESTION
    purpose: str = ""
    justification: str = ""
    standing: bool = False
    records: tuple[str, ...] = ()
    names: frozenset[str] = frozenset()
    honeypots: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Officer:
    """An officer, as far as the register knows him.

    `post`: the kind of post; officers of one post are peers. `own`: tokens of his own name (and address), as
    `Event.names` has them. `offset`: minutes by which his local time is before UTC. `hours`: first and last hour of
    his service, as (9, 18); may go over midnight, as (20, 8); None where nobody entered it. `days`: his working days,
    Monday is 0; None as above. `away`: spans of leave, from and before.
    """

    code: str
    party: str = ""
    agency: str = ""
    post: str = ""
    own: frozenset[str] = frozenset()
    offset: int = 0
    hours: tuple[int, int] | None = None
    days: frozenset[int] | None = None
    away: tuple[tuple[datetime, datetime], ...] = ()


@dataclass(frozen=True, slots=True)
class Flag:
    """Something to be looked at. `key` is the same whenever the same thing is found again, so that what a supervisor
    said of it is remembered. `reason` is an English sentence with `params` for its places."""

    officer: str
    rule: str
    at: datetime
    reason: str
    params: Mapping[str, object]
    events: tuple[str, ...]
    key: str


REASONS = {
    "own-name": "Asked about a person of the officer's own name",
    "relative": "Asked about a person who bears the officer's family name or address and may be a relative: {why}",
    "family": "Asked {count} times about persons who bear the officer's family name, which is rare here",
    "away": "Asked while on leave",
    "off-duty": "Asked {count} times outside the hours of service",
    "unusual-hours": "Asked {count} times at hours at which neither the officer nor others at such a post ask",
    "unusual-day": "Asked {count} times on a day of the week on which neither the officer nor others at such a post"
    " ask",
    "volume": "Asked {count} questions in a day; others at such a post ask {usual}, and more than {bound} are rare",
    "steady-volume": "Asks {count} questions a day on average; others at such a post ask {usual}",
    "honeypot": "Was shown a record that is marked because nobody has a reason to open it",
    "same-person": "One of {count} officers who asked about one person within a week, not in one case",
    "reused": "Gave one justification for {count} persons; others give one for {usual}",
}
"""Rule → what a supervisor reads."""
WEEK = timedelta(days=7)
SIGMAS = 3.0
HISTORY_DAYS = 8
"""Days on which an officer was active, from which his habits are read."""


class Use:
    """The events by officer and by local day, and who are peers."""

    def __init__(self, events: Sequence[Event], officers: Mapping[str, Officer]) -> None:
        self.events = events
        self.officers = officers
        self.by_officer: dict[str, list[Event]] = defaultdict(list)
        self.days: dict[str, dict[date, list[Event]]] = defaultdict(lambda: defaultdict(list))
        for each in events:
            self.by_officer[each.officer].append(each)
            self.days[each.officer][self.local(each).date()].append(each)
        self.peers: dict[str, list[str]] = defaultdict(list)
        for code in self.by_officer:
            self.peers[officers[code].post].append(code)

    def local(self, event: Event) -> datetime:
        """The moment on the officer's clock."""
        return event.at + timedelta(minutes=self.officers[event.officer].offset)

    def others(self, code: str) -> list[str]:
        """Active peers; everybody where the post has none."""
        mine = [each for each in self.peers[self.officers[code].post] if each != code]
        return mine if len(mine) >= 2 else [each for each in self.by_officer if each != code]


def flag(events: Sequence[Event], rule: str, key: object, **params: object) -> Flag:
    first = events[0]
    ids = tuple(each.id for each in events[:20])
    return Flag(first.officer, rule, events[-1].at, REASONS[rule], params, ids, f"{rule}|{first.officer}|{key}")


def of(tokens: frozenset[str], part: str) -> frozenset[str]:
    return frozenset(each for each in tokens if each.startswith(f"{part}:"))


def values(tokens: frozenset[str], part: str) -> frozenset[str]:
    return frozenset(each.partition(":")[2] for each in tokens if each.startswith(f"{part}:"))
