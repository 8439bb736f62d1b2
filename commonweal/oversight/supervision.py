"""What a supervisor does: judges drawn questions and what the rules flagged; what an officer is asked and answers.

He reads purpose, basis, case and which parts were asked, never the words. No judgement closes or forbids anything.
"""

import json
import uuid
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import connection

from commonweal.audit import journal
from commonweal.audit.receipts import receipt_code
from commonweal.common import clock
from commonweal.common.errors import BadInput, NotAllowed
from commonweal.handling import warrants
from commonweal.members import queries as members
from commonweal.oversight import cases, rules
from commonweal.oversight.status import FLAG, SAMPLE
from commonweal.oversight.terms import Refusal
from commonweal.workflow import actions as workflow
from commonweal.workflow import clocks
from commonweal.workflow import queries as inbox


@dataclass(frozen=True, slots=True)
class Drawn:
    """A question of the sample, with what was said about it."""

    id: uuid.UUID
    day: date
    party: str
    agency: str
    entry: uuid.UUID
    at: datetime
    officer: str
    purpose: str
    basis: str
    case_ref: str
    parts: list[str]
    shown: int
    state: str
    question: str
    asked_at: datetime | None
    reason: str
    words: str
    decided_by: str
    decided_at: datetime | None
    replies: tuple[tuple[str, datetime], ...] = ()

    @property
    def receipt(self) -> str:
        """The receipt of the question's entry in the journal."""
        return receipt_code(self.entry.bytes)

    @property
    def answered(self) -> bool:
        """Whether the officer answered since he was asked."""
        return bool(self.replies)


@dataclass(frozen=True, slots=True)
class Raised:
    """A flag, with what was said of it."""

    id: uuid.UUID
    rule: str
    officer: str
    party: str
    agency: str
    at: datetime
    raised_at: datetime
    params: dict
    entries: list[uuid.UUID]
    state: str
    words: str
    decided_by: str
    decided_at: datetime | None

    @property
    def template(self) -> str:
        """The English sentence of the reason, with places for `params`."""
        return rules.REASONS[self.rule]

    @property
    def receipts(self) -> list[str]:
        """The receipts of the entries that it is about."""
        return [receipt_code(each.bytes) for each in self.entries]


DRAWN = ", ".join(name for name in Drawn.__slots__ if name != "replies")
RAISED = ", ".join(Raised.__slots__)


def sample(token: str, *, days: int = 30) -> list[Drawn]:
    """The questions drawn within so many days: what waits first, the oldest day first; journalled."""
    with warrants.reading(token) as holder, connection.cursor() as cursor:
        only_auditor(holder)
        cursor.execute(
            f"select {DRAWN} from oversight_sample where day > %s and party = %s"
            " order by state in ('accepted', 'refused'), state, day, agency, entry limit 5000",
            [clock.today() - timedelta(days=days), holder.party],
        )
        found = _with_replies(cursor, cursor.fetchall())
        journal.record("oversight.sample.read", by=holder.actor, questions=len(found))
        return found


def _with_replies(cursor, rows: list[tuple]) -> list[Drawn]:
    cursor.execute(
        "select sample, text, at from oversight_reply where sample = any(%s) order by at", [[row[0] for row in rows]]
    )
    said: dict[uuid.UUID, list] = {}
    for wanted, text, at in cursor.fetchall():
        said.setdefault(wanted, []).append((text, at))
    return [Drawn(*row, replies=tuple(said.get(row[0], ()))) for row in rows]


def one(token: str, wanted: uuid.UUID) -> Drawn:
    """One question: for the supervisor, and for the officer who was asked about it; raises BadInput otherwise."""
    with warrants.reading(token), connection.cursor() as cursor:
        return _one(cursor, wanted)


def _one(cursor, wanted: uuid.UUID) -> Drawn:
    cursor.execute(f"select {DRAWN} from oversight_sample where id = %s", [wanted])
    rows = cursor.fetchall()
    if not rows:
        raise BadInput("oversight.sample.unknown", "There is no such question before you.")
    return _with_replies(cursor, rows)[0]


def judge(token: str, wanted: uuid.UUID, event: str, *, words: str = "", reason: str = "") -> Drawn:
    """Accept a question's justification, ask the officer, or refuse it with a coded reason.

    Raises NotNow as the table says, BadInput where asking has no words or a refusal no reason.
    """
    said = words.strip()
    if len(said) > 1000 or "\x00" in said or (event == "ask" and not said):
        raise BadInput("oversight.sample.no-words", "Write what you ask in at most 1,000 characters.")
    if event == "refuse" and reason not in list(Refusal):
        raise BadInput("oversight.sample.no-reason", "Choose the reason of the refusal.")
    with warrants.reading(token) as holder, connection.cursor() as cursor:
        only_auditor(holder)
        found, now = _one(cursor, wanted), clock.now()
        line = SAMPLE.line(found.state, event, who=(holder.role,))
        values = {"state": line.next, "decided_by": holder.officer, "decided_at": now}
        if event == "ask":
            values |= {"question": said, "asked_at": now}
        else:
            values |= {"words": said, "reason": reason if event == "refuse" else ""}
        sets = ", ".join(f"{name} = %s" for name in values)
        cursor.execute(f"update oversight_sample set {sets} where id = %s", [*values.values(), wanted])
        if cursor.rowcount != 1:
            raise NotAllowed("oversight.sample.not-yours", "This question is not before you.")
        if event == "ask":
            workflow.post(
                found.agency,
                officer=found.officer,
                kind="sample-asked",
                subject=f"sample/{wanted}",
                words={"agency": holder.agency, "date": found.day.isoformat(), "case": found.case_ref},
                due=clocks.in_days(now, cases.terms()["sample"].amount).due,
            )
        about = (f"sample/{wanted}", f"officer/{found.officer}")
        journal.record(line.verb, by=holder.actor, about=about, receipt=found.receipt, reason=reason)
        return _one(cursor, wanted)


def reply(token: str, wanted: uuid.UUID, text: str) -> None:
    """The officer answers what his supervisor asks about his question."""
    said = text.strip()
    if not said or len(said) > 2000 or "\x00" in said:
        raise BadInput("oversight.sample.no-reply", "Write your answer in at most 2,000 characters.")
    with warrants.reading(token) as holder, connection.cursor() as cursor:
        found = _one(cursor, wanted)
        if found.officer != holder.officer or found.state != "asked":
            raise BadInput("oversight.sample.not-asked", "Nobody asks you about this question now.")
        cursor.execute(
            "insert into oversight_reply (sample, officer, text, at) values (%s, %s, %s, %s)",
            [wanted, holder.officer, said, clock.now()],
        )
        for item in inbox.waiting():
            if item.kind == "sample-asked" and item.subject == f"sample/{wanted}":
                workflow.done(item, by=holder.actor)
        supervisor = members.officer(found.decided_by)
        workflow.post(
            supervisor.agency_id,
            officer=supervisor.code,
            kind="sample-answered",
            subject=f"sample/{wanted}",
            words={"agency": holder.agency, "officer": holder.officer, "date": found.day.isoformat()},
        )
        journal.record("oversight.sample.answered", by=holder.actor, about=(f"sample/{wanted}",))


def flags(token: str) -> list[Raised]:
    """What the rules flagged of the supervisor's party: open first, the newest first; journalled."""
    with warrants.reading(token) as holder, connection.cursor() as cursor:
        only_auditor(holder)
        cursor.execute(f"select {RAISED} from oversight_flag order by state <> 'open', raised_at desc, id limit 1000")
        found = [_raised(row) for row in cursor.fetchall()]
        journal.record("oversight.flags.read", by=holder.actor, flags=len(found))
        return found


def _raised(row: tuple) -> Raised:
    values = dict(zip(Raised.__slots__, row, strict=True))
    return Raised(**values | {"params": json.loads(values["params"])})


def settle(token: str, wanted: uuid.UUID, event: str, *, words: str) -> None:
    """Say that a flag is explained (a false alarm: it is not raised again) or upheld; needs words, and does no more."""
    said = words.strip()
    if not said or len(said) > 1000 or "\x00" in said:
        raise BadInput("oversight.flag.no-words", "Say in at most 1,000 characters what you found.")
    with warrants.reading(token) as holder, connection.cursor() as cursor:
        only_auditor(holder)
        cursor.execute("select state, officer from oversight_flag where id = %s", [wanted])
        row = cursor.fetchone()
        if row is None:
            raise BadInput("oversight.flag.unknown", "There is no such flag before you.")
        line = FLAG.line(row[0], event, who=(holder.role,))
        cursor.execute(
            "update oversight_flag set state = %s, words = %s, decided_by = %s, decided_at = %s where id = %s",
            [line.next, said, holder.officer, clock.now(), wanted],
        )
        journal.record(line.verb, by=holder.actor, about=(f"flag/{wanted}", f"officer/{row[1]}"))


def mark(token: str, *, agency: str, ref: str, because: str) -> None:
    """The secretariat marks a record as a honeypot: whoever is shown it is flagged; without words the mark goes."""
    with warrants.reading(token) as holder, connection.cursor() as cursor:
        if holder.role != "secretariat":
            raise NotAllowed("oversight.honeypot.secretariat", "Records are marked by the secretariat.")
        cursor.execute("select oversight_mark(%s, %s, %s)", [agency.strip().upper(), ref.strip(), because.strip()])
        if not cursor.fetchone()[0]:
            raise BadInput("oversight.honeypot.unknown", "No record of that agency has this reference.")
        journal.record("oversight.honeypot.marked", by=holder.actor, agency=agency, marked=bool(because.strip()))


def only_auditor(holder) -> None:
    """Raises NotAllowed for every other role."""
    if holder.role != "auditor":
        raise NotAllowed("oversight.supervision.not-auditor", "Supervision is for officers with the role auditor.")
