"""Reads of recalls: what we are to confirm, what others still owe us, and for the secretariat who owes whom."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from commonweal.handling import warrants


@dataclass(frozen=True, slots=True)
class Notice:
    """That a record which an agency was shown is no longer as it was; columns of `databanks_notice`, in order."""

    id: uuid.UUID
    record: uuid.UUID
    shown_as: str
    event: str
    bank: str
    owner_party: str
    owner_agency: str
    party: str
    agency: str
    taken_out: bool
    at: datetime
    due_at: datetime
    answer: str
    answered_by: str
    answered_at: datetime | None

    @property
    def waits(self) -> bool:
        """Whether it is not confirmed yet."""
        return not self.answer

    def late(self, now: datetime) -> bool:
        """Whether the term is over without a confirmation."""
        return self.waits and self.due_at <= now


@dataclass(frozen=True, slots=True)
class Overdue:
    """How many confirmations one agency owes another beyond the term, since when; no record is named."""

    owner_party: str
    owner_agency: str
    party: str
    agency: str
    many: int
    oldest: datetime


NOTICE = ", ".join(Notice.__slots__)


def notices(token: str, *, of_us: bool, limit: int = 200) -> list[Notice]:
    """What the holder's agency is to confirm (`of_us`), or what others are to confirm to it; what waits first."""
    with warrants.reading(token) as holder, connection.cursor() as cursor:
        mine = ("party", "agency") if of_us else ("owner_party", "owner_agency")
        cursor.execute(
            f"select {NOTICE} from databanks_notice where {mine[0]} = %s and {mine[1]} = %s"
            " order by answer <> '', case when answer = '' then due_at end, at desc limit %s",
            [holder.party, holder.agency, limit],
        )
        return [Notice(*row) for row in cursor.fetchall()]


def one(notice: uuid.UUID) -> Notice | None:
    """One notice, inside `warrants.reading`; None where there is none for the holder."""
    with connection.cursor() as cursor:
        cursor.execute(f"select {NOTICE} from databanks_notice where id = %s", [notice])
        row = cursor.fetchone()
    return Notice(*row) if row else None


def overdue(token: str) -> list[Overdue]:
    """Who owes confirmations to whom beyond the term, under a warrant of the secretariat; nothing under any other."""
    with warrants.reading(token), connection.cursor() as cursor:
        cursor.execute("select * from databanks_receipts_overdue()")
        return [Overdue(*row) for row in cursor.fetchall()]
