"""Pairs of names learned from many records: asked for, reviewed and used by the word of the secretariat.

Which records teach, and how many must, the database holds (`protection_learning`). Here nobody reads a record, and
counts come as steps.
"""

import uuid
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, connection, transaction

from commonweal.audit import journal
from commonweal.common import clock
from commonweal.common.errors import BadInput, NotAllowed, NotNow
from commonweal.handling import warrants
from commonweal.handling.terms import Role
from commonweal.search.terms import PairState

EVENTS = {"accept": PairState.ACCEPTED, "refuse": PairState.REFUSED, "undo": PairState.PROPOSED}
"""What the secretariat may do with a pair, and what becomes of it."""
VERBS = {"accept": "search.pair.accepted", "refuse": "search.pair.refused", "undo": "search.pair.undone"}
WHOLE = 1 << 32


@dataclass(frozen=True, slots=True)
class Pair:
    """Two written words that are one name; `step` says that at least so many records taught it."""

    id: uuid.UUID
    one: str
    other: str
    part: str
    step: int
    state: str
    proposed_at: datetime
    decided_at: datetime | None
    decided_by: str
    reason: str

    @property
    def words(self) -> tuple[str, str]:
        """The two words as names are written."""
        return self.one.capitalize(), self.other.capitalize()


@dataclass(frozen=True, slots=True)
class Lesson:
    """One look at all records that may teach: waiting, going on or done."""

    id: uuid.UUID
    officer: str
    state: str
    reached: uuid.UUID
    asked_at: datetime
    ended_at: datetime | None
    proposed: int

    @property
    def percent(self) -> int:
        """How far it is: ids are spread evenly, so the last one tells it without counting a record."""
        return 100 if self.state == "done" else round(100 * (self.reached.int >> 96) / WHOLE)


@dataclass(frozen=True, slots=True)
class Rule:
    """A figure of the thresholds, with its source."""

    what: str
    number: int
    source_en: str
    source_ru: str
    verified: bool


_PAIR, _LESSON = ", ".join(Pair.__slots__), ", ".join(Lesson.__slots__)


def ask(token: str) -> Lesson:
    """Let the clock process look at all records that may teach; what enough of them teach is proposed at its end.

    Raises NotNow while another lesson waits or goes on.
    """
    with warrants.reading(token) as holder, connection.cursor() as cursor:
        _secretariat(holder)
        new = uuid.uuid4()
        try:
            with transaction.atomic():
                cursor.execute(
                    "insert into search_lesson (id, party, agency, officer, state, asked_at)"
                    " values (%s, %s, %s, %s, 'asked', common_now())",
                    [new, holder.party, holder.agency, holder.officer],
                )
        except IntegrityError as twice:
            raise NotNow(
                "search.lesson.running", "Names are being learned already; what is proposed stands here at the end."
            ) from twice
        journal.record("search.lesson.asked", by=holder.actor, about=(f"lesson/{new}",))
        return _lessons(cursor)[0]


def lessons(token: str) -> list[Lesson]:
    """The last ten lessons, the newest first."""
    with warrants.reading(token) as holder, connection.cursor() as cursor:
        _secretariat(holder)
        return _lessons(cursor)


def pairs(token: str, state: str = "") -> list[Pair]:
    """All pairs, or those of one state: what waits first, then by the words."""
    if state and state not in set(PairState):
        raise BadInput(
            "search.pair.state", "A pair is {states}, not {state}.", states=", ".join(PairState), state=state[:40]
        )
    with warrants.reading(token) as holder, connection.cursor() as cursor:
        _secretariat(holder)
        cursor.execute(
            f"select {_PAIR} from search_pair where %s in ('', state) order by state <> 'proposed', state, one, other,"
            " part",
            [state],
        )
        found = [Pair(*row) for row in cursor.fetchall()]
        journal.record("search.pairs.read", by=holder.actor, pairs=len(found))
        return found


def decide(token: str, wanted: uuid.UUID, event: str, *, reason: str) -> Pair:
    """Accept a pair: everybody's search uses it from the next moment on. Refuse it: it is not proposed again. Or undo
    either. Each with a reason, and journalled."""
    reason = " ".join(reason.split())[:500]
    if event not in EVENTS:
        raise BadInput("search.pair.event", "A pair is accepted, refused, or that is undone.")
    if not reason or "\x00" in reason:
        raise BadInput("search.pair.no-reason", "Say why: the next reviewer reads it.")
    with warrants.reading(token) as holder, connection.cursor() as cursor:
        _secretariat(holder)
        cursor.execute(f"select {_PAIR} from search_pair where id = %s for update", [wanted])
        row = cursor.fetchone()
        if row is None:
            raise BadInput("search.pair.unknown", "There is no such pair: too few records teach it now.")
        found = Pair(*row)
        if (event == "undo") is (found.state == PairState.PROPOSED):
            raise NotNow(
                "search.pair.other-state",
                "This pair was decided on already, or waits; look at it again.",
            )
        cursor.execute(
            f"update search_pair set state = %s, decided_at = %s, decided_by = %s, reason = %s where id = %s"
            f" returning {_PAIR}",
            [EVENTS[event], clock.now(), holder.officer, reason, wanted],
        )
        decided = Pair(*cursor.fetchone())
        journal.record(
            VERBS[event], by=holder.actor, about=(f"pair/{wanted}",), words=[found.one, found.other], reason=reason
        )
        return decided


def rules() -> list[Rule]:
    """How many must teach the same before it is proposed; published."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select what, number, source_en, source_ru, verified from search_lesson_rule order by"
            " array_position(array['records', 'agencies', 'persons', 'families', 'elsewhere', 'classification'], what)"
        )
        return [Rule(*row) for row in cursor.fetchall()]


def change_rule(token: str, *, what: str, number: int, source_en: str, source_ru: str) -> None:
    """The secretariat raises a threshold, or lowers it again as far as it may go; from the next lesson on."""
    if not source_en.strip() or not source_ru.strip():
        raise BadInput("search.lesson.no-source", "Say in both languages whence the figure comes.")
    with warrants.reading(token) as holder, connection.cursor() as cursor:
        _secretariat(holder)
        if what not in {each.what for each in rules()}:
            raise BadInput("search.lesson.no-rule", "There is no threshold {what}.", what=what[:40])
        try:
            with transaction.atomic():
                cursor.execute(
                    "update search_lesson_rule set number = %s, source_en = %s, source_ru = %s, verified = false"
                    " where what = %s",
                    [number, source_en.strip(), source_ru.strip(), what],
                )
        except IntegrityError as low:
            raise BadInput(
                "search.lesson.too-low",
                "{what} cannot be {number}: fewer would let a person be known by what is learned. At least 5 records of"
                " 5 persons in 5 families and 2 agencies, 2 persons elsewhere; classification 0 or 1.",
                what=what,
                number=number,
            ) from low
        journal.record("search.lesson.rule-changed", by=holder.actor, what=what, number=number)


def _lessons(cursor) -> list[Lesson]:
    cursor.execute(f"select {_LESSON} from search_lesson order by asked_at desc, id limit 10")
    return [Lesson(*row) for row in cursor.fetchall()]


def _secretariat(holder: warrants.Holder) -> None:
    if holder.role != Role.SECRETARIAT:
        raise NotAllowed("search.lesson.not-secretariat", "What is learned of names is reviewed by the secretariat.")
