"""Reads of cases before the commission: what it hears, which records a case names, what owners answered.

Inside `warrants.reading`, or with a token; row-level security decides who reads what.
"""

import uuid
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from commonweal.audit import journal
from commonweal.common.errors import BadInput
from commonweal.handling import warrants
from commonweal.oversight import status


@dataclass(frozen=True, slots=True)
class Case:
    """A case, without who asks."""

    id: uuid.UUID
    number: str
    kind: str
    channel: str
    state: str
    agency: str
    received_at: datetime
    due_at: datetime
    admitted_at: datetime | None
    decided_at: datetime | None
    answer_at: datetime | None
    told_at: datetime | None
    form: str
    answer: str
    outcome: str
    reason: str

    @property
    def waits(self) -> bool:
        """Whether its clock runs."""
        return self.state not in (status.DECIDED, status.TOLD, status.REFUSED)

    @property
    def since(self) -> datetime:
        """When the present term began."""
        return self.admitted_at or self.received_at


@dataclass(frozen=True, slots=True)
class Person:
    """Who asks, and for what."""

    name: str
    born: str
    evidence: str
    wants: str
    language: str


@dataclass(frozen=True, slots=True)
class Said:
    """What an owner answered."""

    says: str
    reason: str
    officer: str
    agency: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Named:
    """A record that a case names, as commission and owner read it. `ref` is the owner's reference, where it is seen."""

    case: uuid.UUID
    number: str
    record: uuid.UUID
    agency: str
    owner_party: str
    owner_agency: str
    classification: int
    named_by: str
    named_at: datetime
    question: str
    asked_at: datetime | None
    due_at: datetime | None
    ref: str
    status: str
    answers: tuple[Said, ...] = ()

    @property
    def answered(self) -> bool:
        """Whether the owner answered since he was last asked."""
        return bool(self.answers) and self.asked_at is not None and self.answers[-1].at >= self.asked_at


@dataclass(frozen=True, slots=True)
class Term:
    """How long something may take, with its source."""

    code: str
    amount: int
    unit: str
    source_en: str
    source_ru: str
    verified: bool


COLUMNS = ", ".join(Case.__slots__)


def terms() -> dict[str, Term]:
    """The terms, as they are published."""
    with connection.cursor() as cursor:
        cursor.execute("select code, amount, unit, source_en, source_ru, verified from oversight_term order by code")
        return {row[0]: Term(*row) for row in cursor.fetchall()}


def cases(token: str) -> list[Case]:
    """The cases of the holder's commission and those that no commission took yet; what runs out first comes first."""
    with warrants.reading(token) as holder, connection.cursor() as cursor:
        cursor.execute(
            f"select {COLUMNS} from oversight_case order by state in ('told', 'refused'), due_at, number limit 1000"
        )
        found = [Case(*row) for row in cursor.fetchall()]
        journal.record("oversight.cases.read", by=holder.actor, cases=len(found))
        return found


def case(token: str, wanted: uuid.UUID) -> tuple[Case, Person | None, list[Named]]:
    """A case with who asks (None once his words are erased) and what it names; journalled."""
    with warrants.reading(token) as holder, connection.cursor() as cursor:
        found = read(cursor, wanted)
        cursor.execute(
            "select name, born, evidence, wants, language from oversight_person where case_id = %s", [wanted]
        )
        row = cursor.fetchone()
        journal.record("oversight.case.read", by=holder.actor, about=(f"case/{found.number}",))
        return found, Person(*row) if row else None, named(cursor, wanted)


def read(cursor, wanted: uuid.UUID) -> Case:
    """One case inside `warrants.reading`; raises BadInput where there is none for the holder."""
    cursor.execute(f"select {COLUMNS} from oversight_case where id = %s", [wanted])
    row = cursor.fetchone()
    if row is None:
        raise BadInput("oversight.case.unknown", "Your commission hears no such case.")
    return Case(*row)


_NAMED = """
select n.case_id, n.number, n.record, n.agency, n.owner_party, n.owner_agency, n.classification, n.named_by, n.named_at,
       n.question, n.asked_at, n.due_at, coalesce(i.owner_ref, ''), coalesce(r.status, '')
from oversight_named n left join databanks_record r on r.id = n.record
left join databanks_identity i on i.record_id = n.record
where {where} order by n.named_at, n.record
"""


def named(cursor, wanted: uuid.UUID) -> list[Named]:
    """The records that a case names, as the warrant in force may see them. Inside `warrants.reading`."""
    cursor.execute(_NAMED.format(where="n.case_id = %s"), [wanted])
    return _with_answers(cursor, cursor.fetchall())


def asked_of_us(token: str) -> list[Named]:
    """What commissions ask the holder's agency about its records, open ones first; journalled."""
    with warrants.reading(token) as holder, connection.cursor() as cursor:
        mine = "n.owner_party = %s and n.owner_agency = %s and n.asked_at is not null"
        cursor.execute(_NAMED.format(where=mine), [holder.party, holder.agency])
        found = _with_answers(cursor, cursor.fetchall())
        journal.record("oversight.owner.read", by=holder.actor, records=len(found))
        return sorted(found, key=lambda each: (each.answered, each.due_at))


def _with_answers(cursor, rows: list[tuple]) -> list[Named]:
    said: dict[tuple, list[Said]] = {}
    cursor.execute(
        "select case_id, record, says, reason, officer, agency, at from oversight_answer"
        " where case_id = any(%s) order by at",
        [[row[0] for row in rows]],
    )
    for case_id, record, *rest in cursor.fetchall():
        said.setdefault((case_id, record), []).append(Said(*rest))
    return [Named(*row, answers=tuple(said.get((row[0], row[2]), ()))) for row in rows]
