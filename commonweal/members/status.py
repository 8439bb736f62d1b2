"""Was a state a member on a day: yes, no, or not known; and what may happen to officers and warrants (`TABLES`). Pure.

Sources give dates of any precision, so a date is written as people find it:

    2009-08-18              that day
    2005-08, 2009           a day of that month, of that year
    1991-12-08/1995-05-26   a day not before the first and not after the second
    2014/..                 not before 2014, perhaps never
    ../1997                 not after 1997
    (empty)                 as a beginning: not known; as an end: none known, it stands
"""

import re
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from commonweal.members import standing

TABLES = standing.TABLES
OPEN = ".."
_WRITTEN = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)


@dataclass(frozen=True)
class Moment:
    """A day known only to lie between `earliest` and `latest`, both included."""

    earliest: date
    latest: date


@dataclass(frozen=True)
class Term:
    """A time during which a state belonged to an organisation in one way (`kind`); dates as written above."""

    kind: str
    since: str
    until: str = ""


def moment(text: str) -> Moment:
    """Read a date of any precision; raises ValueError where it is none."""
    first, _, last = text.partition("/") if "/" in text else (text, "", text)
    earliest = date.min if first in ("", OPEN) else _bounds(first)[0]
    latest = date.max if last in ("", OPEN) else _bounds(last)[1]
    if earliest > latest:
        raise ValueError(f"{text} ends before it begins")
    return Moment(earliest, latest)


def within(term: Term, day: date) -> bool | None:
    """Whether `day` lies in the term, whose last day is the one before `until`; None where the dates do not say."""
    begins = moment(term.since)
    ends = moment(term.until) if term.until else Moment(date.max, date.max)
    if day < begins.earliest or day >= ends.latest:
        return False
    if day >= begins.latest and day < ends.earliest:
        return True
    return None


def member_on(terms: Iterable[Term], day: date, *, kinds: Iterable[str] = ("member",)) -> bool | None:
    """Whether any term of one of `kinds` (`terms.MembershipKind`) holds on `day`.

    True where one surely does, None where one perhaps does or nothing at all is known of the state, else False.
    """
    wanted, terms = set(kinds), list(terms)
    answers = [within(term, day) for term in terms if term.kind in wanted]
    if True in answers:
        return True
    return None if None in answers or not terms else False


def _bounds(text: str) -> tuple[date, date]:
    written = _WRITTEN.fullmatch(text)
    if written is None:
        raise ValueError(f"{text} is no date")
    year, month, day = (int(part or 0) for part in written.groups())
    if not month:
        return date(year, 1, 1), date(year, 12, 31)
    if not day:
        return date(year, month, 1), date(year, month, monthrange(year, month)[1])
    return date(year, month, day), date(year, month, day)
