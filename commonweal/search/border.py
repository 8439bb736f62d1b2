"""The border post: one traveller, one question, one line of an answer.

A question as any other (`actions.ask`: journalled, owners told, nothing beyond the officer's sight), asked under a
purpose of border check with a standing duty, and brought down to what an officer at the barrier does next. What is
wrong with the document – a check digit, its term – is said apart: it is no match, and no match does not mend it.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from commonweal.common import clock
from commonweal.common.errors import BadInput, NotAllowed
from commonweal.handling import warrants
from commonweal.handling.warrants import Holder
from commonweal.members import queries as members
from commonweal.names import mrz, mrz_faults, parse_date
from commonweal.search import actions
from commonweal.search.actions import Answer, CandidateView
from commonweal.search.terms import Band

PURPOSE = "border-check"


class Line(StrEnum):
    """The one line of the answer."""

    NONE = "no-match"
    CALL = "call"
    CONFIRM = "confirm"


@dataclass(frozen=True, slots=True)
class Document:
    """What the zone says of the document itself. `expired` only where it gives a whole day that is over."""

    zone: mrz.Mrz
    faults: tuple[mrz_faults.Fault, ...]
    expired: bool


@dataclass(frozen=True, slots=True)
class Meant:
    """A candidate that counts, with the duty contact of its owner; None where the record is one's own agency's."""

    candidate: CandidateView
    contact: object | None


@dataclass(frozen=True, slots=True)
class Checked:
    """The answer at the barrier. `meant` made the line; `apart` was judged before not to be this traveller, and `faint`
    are weak resemblances: these make none."""

    line: Line
    answer: Answer
    meant: tuple[Meant, ...]
    apart: tuple[Meant, ...]
    faint: tuple[CandidateView, ...]
    document: Document | None


def on_duty(holder: Holder | None) -> bool:
    """Whether this purpose is a shift at the border: a border check under a standing duty."""
    return holder is not None and holder.purpose == PURPOSE and bool(holder.standing_duty)


def check(token: str, *, zone: str = "", name: str = "", born: str = "") -> Checked:
    """Ask for one traveller: by the machine-readable `zone`, else by `name` in any script with `born`.

    Raises BadInput where the zone is none (`names.mrz.unreadable`) or the name is too little, NotAllowed outside a
    shift, NotNow where the search is away.
    """
    if not on_duty(warrants.current(token)):
        raise NotAllowed(
            "search.border.no-shift",
            "This is asked in a shift at the border: open the purpose border check with the standing duty of the post.",
        )
    document = _document(zone) if zone.strip() else None
    answer = actions.ask(token, _said(document.zone) if document else _typed(name, born))
    strong = [each for each in answer.candidates if each.band != Band.WEAK]
    meant = tuple(Meant(each, _contact(each)) for each in strong if each.judged is None)
    return Checked(
        line=_line(meant),
        answer=answer,
        meant=meant,
        apart=tuple(Meant(each, _contact(each)) for each in strong if each.judged is not None),
        faint=tuple(each for each in answer.candidates if each.band == Band.WEAK),
        document=document,
    )


def _line(meant: tuple[Meant, ...]) -> Line:
    if not meant:
        return Line.NONE
    return Line.CALL if all(each.candidate.level == "hit" for each in meant) else Line.CONFIRM


def _document(text: str) -> Document:
    today = clock.today()
    zone, faults = mrz_faults.examine(text, today=today)
    if zone is None:
        raise mrz.unreadable()
    return Document(zone, faults, _is_over(zone.expires, today))


def _is_over(expires: str, today: date) -> bool:
    return len(expires) == len("YYYY-MM-DD") and expires < today.isoformat()


def _said(zone: mrz.Mrz) -> dict[str, str]:
    parts = {"family": zone.family, "given": zone.given, "born": zone.birth, "sex": zone.sex, "number": zone.number}
    return {part: value for part, value in parts.items() if value}


def _typed(name: str, born: str) -> dict[str, str]:
    if born.strip():
        parse_date(born)
    if not name.strip():
        raise BadInput("search.border.nobody", "Scan or type the zone, or give the name and the date of birth.")
    return {"full_name": name, "born": born}


def _contact(candidate: CandidateView) -> object | None:
    return None if candidate.record.mine else members.contact_for(candidate.record.owner_agency)
