"""Reads of what contests records and of how their purposes were achieved.

Contests are their owner's and the hearing commission's; the outcome is told with the identity.
"""

import uuid
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from commonweal.handling import warrants


@dataclass(frozen=True, slots=True)
class Contest:
    """That a record is contested, and what the owner said; columns of `databanks_contest`."""

    id: uuid.UUID
    record: uuid.UUID
    cause: str
    subject: uuid.UUID
    hears: str
    opened_at: datetime
    due_at: datetime
    state: str
    answer: str
    answered_by: str
    answered_at: datetime | None
    owner_ref: str = ""

    @property
    def waits(self) -> bool:
        """Whether the owner has still to answer."""
        return self.state == "open"


CONTEST = ", ".join(f"c.{name}" for name in Contest.__slots__[:-1])


def contests(token: str, *, record: uuid.UUID | None = None, limit: int = 100) -> list[Contest]:
    """What contests records of the holder's agency, or is heard by it; what waits first, the nearest term first."""
    with warrants.reading(token), connection.cursor() as cursor:
        cursor.execute(
            f"select {CONTEST}, coalesce(i.owner_ref, '') from databanks_contest c"
            " left join databanks_identity i on i.record_id = c.record"
            " where %s::uuid is null or c.record = %s order by c.state <> 'open', c.due_at limit %s",
            [record, record, limit],
        )
        return [Contest(*row) for row in cursor.fetchall()]


def heard(record: uuid.UUID) -> bool:
    """Whether a commission hears a complaint about the record; inside `warrants.reading`, for its owner."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select exists (select 1 from databanks_contest c where c.record = %s and c.cause = 'complaint'"
            " and c.state in ('open', 'answered', 'silent'))",
            [record],
        )
        return cursor.fetchone()[0]


def outcome(token: str, record: uuid.UUID) -> tuple[str, datetime] | None:
    """How and when the purpose of the record was achieved; None where it was not, or is not the holder's to know."""
    with warrants.reading(token), connection.cursor() as cursor:
        cursor.execute("select outcome, at from databanks_achieved where record = %s", [record])
        return cursor.fetchone()
