"""Standing questions: kept, paused, ended, and read with what they brought.

A question is asked once when it is kept, like every question; what that answer showed is known, and later only what is
new or changed is told.
"""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection

from commonweal.audit import journal
from commonweal.common import clock, sealed
from commonweal.common.errors import BadInput, CommonwealError, NotNow
from commonweal.databanks import queries as databanks
from commonweal.databanks.judgements import Judgement
from commonweal.databanks.queries import RecordView
from commonweal.handling import warrants
from commonweal.search import actions, judged, stored

MOST_DAYS = 365
MOST = 100
"""Questions that one officer may keep at once."""
ACTIVE, PAUSED, SUSPENDED = "active", "paused", "suspended"


@dataclass(frozen=True, slots=True)
class Kept:
    """A question that its officer keeps asking."""

    id: uuid.UUID
    officer: str
    name: str
    question: dict
    purpose: str
    basis: str
    case_ref: str
    standing_duty: str
    state: str
    problem: dict | None
    opened_at: datetime
    changed_at: datetime
    expires: datetime

    @property
    def under(self) -> dict[str, str]:
        """The words of the warrant under which it is asked."""
        return {name: getattr(self, name) for name in ("purpose", "basis", "case_ref", "standing_duty")}


@dataclass(frozen=True, slots=True)
class Alert:
    """A record of which a question told, as its officer may see it now, and what was judged of it."""

    band: str
    at: datetime
    record: RecordView
    contact: object | None
    judged: Judgement | None = None
    pairs: tuple[Judgement, ...] = ()


COLUMNS = ", ".join(Kept.__slots__)
SEALED = ("name", "question")


def keep(token: str, question: Mapping[str, object], *, name: str, days: int) -> tuple[Kept, actions.Answer]:
    """Ask a question and keep it for so many days, 365 at most; raises as `actions.ask`."""
    name = " ".join(name.split())[:120]
    if not name or "\x00" in name:
        raise BadInput("search.kept.no-name", "Give the question a name by which you will know it.")
    if not 1 <= days <= MOST_DAYS:
        raise BadInput("search.kept.days", "A question is kept between 1 and {most} days.", most=MOST_DAYS)
    answer = actions.ask(token, question)
    new, now = uuid.uuid4(), clock.now()
    with warrants.reading(token) as holder, connection.cursor() as cursor:
        cursor.execute("select count(*) from search_kept")
        if cursor.fetchone()[0] >= MOST:
            raise NotNow("search.kept.too-many", "You keep {most} questions already; end one.", most=MOST)
        said = {part: value for part, value in question.items() if value}
        cursor.execute(
            "insert into search_kept (id, party, agency, officer, name, question, purpose, basis, case_ref,"
            " standing_duty, state, opened_at, changed_at, expires)"
            " values (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, 'active', %s, %s, %s)",
            [
                *(new, holder.party, holder.agency, holder.officer),
                *(_sealed(new, "name", name), _sealed(new, "question", said)),
                *(holder.purpose, holder.basis, holder.case_ref, holder.standing_duty),
                *(now, now, now + timedelta(days=days)),
            ],
        )
        seen = databanks.fetch([each.record.id for each in answer.candidates], holder=holder)
        for each in answer.candidates:
            if each.record.id in seen:
                enter(cursor, new, seen[each.record.id], officer=holder.officer, band=each.band, told=False)
        journal.record("search.question.kept", by=holder.actor, about=(f"kept/{new}",), days=days, parts=sorted(said))
        return read(cursor, new), answer


def enter(
    cursor, kept: uuid.UUID, record: RecordView, *, officer: str, band: str, told: bool, held: bool = False
) -> bool:
    """Note that the officer knows of this state of a record; False where he knew. At level hit there is one state.

    `held` says that the record holds the very number asked for.
    """
    version = 0 if record.level == "hit" else record.version
    cursor.execute(
        "insert into search_alert (kept, record, version, officer, band, told, held, at)"
        " values (%s, %s, %s, %s, %s, %s, %s, %s) on conflict do nothing",
        [kept, record.id, version, officer, band, told, held, clock.now()],
    )
    return bool(cursor.rowcount)


def kept(token: str) -> list[Kept]:
    """The holder's questions, the newest first."""
    with warrants.reading(token), connection.cursor() as cursor:
        cursor.execute(f"select {COLUMNS} from search_kept order by opened_at desc, id")
        return [_kept(row) for row in cursor.fetchall()]


def one(token: str, wanted: uuid.UUID) -> Kept:
    """One of the holder's questions; raises BadInput where there is none (any more)."""
    with warrants.reading(token), connection.cursor() as cursor:
        return read(cursor, wanted)


def read(cursor, wanted: uuid.UUID) -> Kept:
    """The same inside `warrants.reading`."""
    cursor.execute(f"select {COLUMNS} from search_kept where id = %s", [wanted])
    row = cursor.fetchone()
    if row is None:
        raise BadInput("search.kept.unknown", "There is no such question of yours: it was ended, or its term is over.")
    return _kept(row)


def _kept(row: tuple) -> Kept:
    values = dict(zip(Kept.__slots__, row, strict=True))
    opened = {name: sealed.unseal(values[name], sealed.place("search_kept", row[0], name)) for name in SEALED}
    return Kept(**values | opened | {"problem": stored.told(values["problem"], "search_kept", row[0])})


def _sealed(wanted: uuid.UUID, column: str, value: object) -> bytes:
    return sealed.seal(value, sealed.place("search_kept", wanted, column))


def alerts(token: str, wanted: uuid.UUID, *, limit: int = 100) -> list[Alert]:
    """What a question told of, the newest first, as the holder may see it now; journalled with a touch each.

    What was judged not to be the person asked about stands behind the others.
    """
    with warrants.reading(token) as holder, connection.cursor() as cursor:
        cursor.execute(
            "select record, band, at, held from search_alert where kept = %s and told"
            " order by at desc, record limit %s",
            [wanted, limit],
        )
        rows = cursor.fetchall()
        seen = databanks.fetch([row[0] for row in rows], holder=holder)
        shown = [
            Alert(band, at, seen[record], actions.contact(seen[record]))
            for record, band, at, _held in rows
            if record in seen
        ]
        if shown:
            question = actions.as_asked(read(cursor, wanted).question)
            held = {record for record, *_, held in rows if held}
            (shown,) = judged.marked([judged.Asked(question, shown, held)])
        touches = [databanks.touch(record) for record in seen.values()]
        journal.record("search.alerts.read", by=holder.actor, about=(f"kept/{wanted}",), touches=touches)
        return list(shown)


def set_state(token: str, wanted: uuid.UUID, state: str) -> Kept:
    """Pause a question, or let it go on; what happened meanwhile is told when it goes on."""
    if state not in (ACTIVE, PAUSED):
        raise BadInput("search.kept.state", "A question is made active or paused.")
    with warrants.reading(token) as holder, connection.cursor() as cursor:
        cursor.execute(
            "update search_kept set state = %s, problem = null, changed_at = %s where id = %s",
            [state, clock.now(), wanted],
        )
        found = read(cursor, wanted)
        journal.record("search.kept.changed", by=holder.actor, about=(f"kept/{wanted}",), state=state)
        return found


def suspend(token: str, wanted: uuid.UUID, problem: CommonwealError) -> None:
    """A question that cannot be asked any more stands still and says why; its officer lets it go on or ends it."""
    why = stored.problem(problem, "search_kept", wanted)
    with warrants.reading(token) as holder, connection.cursor() as cursor:
        cursor.execute(
            "update search_kept set state = %s, problem = %s, changed_at = %s where id = %s and state = %s",
            [SUSPENDED, why, clock.now(), wanted, ACTIVE],
        )
        if cursor.rowcount:
            journal.record("search.kept.suspended", by=holder.actor, about=(f"kept/{wanted}",))


def end(token: str, wanted: uuid.UUID) -> None:
    """End a question: its words and its alerts go. Ending what is gone changes nothing."""
    with warrants.reading(token) as holder, connection.cursor() as cursor:
        cursor.execute("delete from search_kept where id = %s", [wanted])
        if cursor.rowcount:
            journal.record("search.kept.ended", by=holder.actor, about=(f"kept/{wanted}",))
