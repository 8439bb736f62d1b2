"""Reads of what is asked of owners (corrections, confirmations) and of what an agency set aside in a case.

Each under a warrant: row-level security gives the asker's agency what it asked, and the owner's officers what is asked
about records that they see.
"""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from commonweal.databanks import status
from commonweal.handling import warrants
from commonweal.handling.warrants import Holder
from commonweal.workflow import clocks


@dataclass(frozen=True, slots=True)
class Enquiry:
    """A question to an owner as both sides see it; columns of `databanks_enquiry`, in order."""

    id: uuid.UUID
    kind: str
    record: uuid.UUID
    shown_as: str
    level: int
    bank: str
    classification: int
    owner_party: str
    owner_agency: str
    party: str
    agency: str
    officer: str
    purpose: str
    case_ref: str
    text: str
    evidence: str
    other_ref: str
    state: str
    asked_at: datetime
    due_at: datetime
    answered_at: datetime | None
    answered_by: str
    answer: str
    batch: uuid.UUID | None
    channel: str
    said_by: str
    said_at: datetime | None
    said: str

    @property
    def by_word(self) -> bool:
        """Whether what stands is the owner's word as the asker noted it, and not yet the owner's own answer."""
        return self.state in status.SAID

    @property
    def stands(self) -> bool:
        """Whether the owner confirmed the hit, here or by word."""
        return self.state in ("confirmed", "said-yes")

    @property
    def waits(self) -> bool:
        """Whether the owner has not answered yet."""
        return self.state == status.ASKED

    @property
    def words(self) -> str:
        """The state in English words, to be translated."""
        return status.table(self.kind).states[self.state]

    def late(self, now: datetime) -> bool:
        """Whether the owner's term is over without an answer."""
        return self.waits and self.due_at <= now


ENQUIRY = ", ".join(Enquiry.__slots__)


@dataclass(frozen=True, slots=True)
class Term:
    """How long owners have to answer, and whose word that is."""

    code: str
    amount: int
    unit: str
    source_en: str
    source_ru: str
    verified: bool

    def due(self, start: datetime) -> datetime:
        """The moment at which a term that begins at `start` ends."""
        return (clocks.in_hours if self.unit == "hour" else clocks.in_days)(start, self.amount).due


def terms() -> dict[str, Term]:
    """All terms by code; published."""
    with connection.cursor() as cursor:
        cursor.execute(f"select {', '.join(Term.__slots__)} from databanks_term order by code")
        return {row[0]: Term(*row) for row in cursor.fetchall()}


def term_of(kind: str) -> Term:
    """The term of an enquiry of this kind."""
    return terms()[status.table(kind).name]


def enquiries(
    token: str,
    *,
    of_owner: bool | None = None,
    record: uuid.UUID | None = None,
    waiting: bool = False,
    limit: int = 200,
) -> list[Enquiry]:
    """What was asked: of us (`of_owner`), by us (False), or both; what waits first, the nearest term first.

    With `record` only about this one; with `waiting` only what the owner has still to answer or to mend.
    """
    with warrants.reading(token) as holder:
        return read(holder, of_owner=of_owner, record=record, waiting=waiting, limit=limit)


def read(
    holder: Holder,
    *,
    of_owner: bool | None = None,
    record: uuid.UUID | None = None,
    waiting: bool = False,
    limit: int = 200,
) -> list[Enquiry]:
    """As `enquiries`, inside `warrants.reading`."""
    side = {True: "owner_agency = %(agency)s", False: "agency = %(agency)s", None: "true"}[of_owner]
    with connection.cursor() as cursor:
        cursor.execute(
            f"select {ENQUIRY} from databanks_enquiry where {side}"
            " and (%(record)s::uuid is null or record = %(record)s)"
            " order by state <> 'asked', case when state = 'asked' then due_at end, asked_at desc limit %(limit)s",
            {"agency": holder.agency, "record": record, "limit": limit},
        )
        return [Enquiry(*row) for row in cursor.fetchall()]


def confirmations(records: Iterable[uuid.UUID], *, holder: Holder) -> dict[uuid.UUID, Enquiry]:
    """Of these records, the last hit that the holder's agency put to the owner, taken back or not. Inside `reading`."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"select distinct on (record) {ENQUIRY} from databanks_enquiry"
            " where record = any(%s) and agency = %s and kind = 'confirm' and state <> 'withdrawn'"
            " order by record, coalesce(answered_at, asked_at) desc",
            [list(records), holder.agency],
        )
        return {found.record: found for found in (Enquiry(*row) for row in cursor.fetchall())}


def confirmed(token: str, record: uuid.UUID) -> Enquiry | None:
    """The last hit on this record that the holder's agency put to the owner; None where it put none."""
    with warrants.reading(token) as holder:
        return confirmations([record], holder=holder).get(record)


def enquiry(token: str, enquiry_id: uuid.UUID) -> tuple[Enquiry, str] | None:
    """One enquiry and the side on which the holder stands (owner or asker); None where there is none for him."""
    with warrants.reading(token) as holder:
        return one(holder, enquiry_id)


def one(holder: Holder, enquiry_id: uuid.UUID) -> tuple[Enquiry, str] | None:
    """As `enquiry`, inside `warrants.reading`. Who asked about a record of his own agency answers it as its owner."""
    with connection.cursor() as cursor:
        cursor.execute(f"select {ENQUIRY} from databanks_enquiry where id = %s", [enquiry_id])
        row = cursor.fetchone()
    if row is None:
        return None
    found = Enquiry(*row)
    owner = (found.owner_party, found.owner_agency) == (holder.party, holder.agency)
    return found, "owner" if owner else "asker"


def set_aside(records: Iterable[uuid.UUID], *, holder: Holder) -> dict[uuid.UUID, tuple[str, datetime]]:
    """Of these records, those that the holder's agency set aside in this case: who and when. Inside `reading`."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select record, officer, decided_at from databanks_distinct"
            " where record = any(%s) and agency = %s and case_ref = %s",
            [list(records), holder.agency, holder.case_ref or holder.standing_duty],
        )
        return {record: (officer, at) for record, officer, at in cursor.fetchall()}
