"""“Not this person”: what an officer set aside for his case, kept for his agency and shown grey the next time.

It is no fact about the person: no owner and no other agency reads it, and a record is judged anew in every case.
"""

import uuid

from django.db import connection

from commonweal.audit import journal
from commonweal.common import clock
from commonweal.common.errors import BadInput, NotAllowed
from commonweal.databanks import queries
from commonweal.handling import warrants


def set_aside(token: str, record: uuid.UUID, *, because: str) -> None:
    """Note for the case of this warrant that the record is not about the person meant; twice changes nothing."""
    if len(because) > 500 or "\x00" in because:
        raise BadInput("databanks.candidate.too-long", "The reason holds at most {longest} characters.", longest=500)
    with warrants.reading(token) as holder, connection.cursor() as cursor:
        if holder.role != "reader" or record not in queries.fetch([record], holder=holder):
            raise NotAllowed(
                "databanks.candidate.not-seen", "There is no such candidate under the purpose that is open."
            )
        case = holder.case_ref or holder.standing_duty
        cursor.execute(
            "insert into databanks_distinct (record, party, agency, officer, case_ref, reason, decided_at)"
            " values (%s, %s, %s, %s, %s, %s, %s) on conflict do nothing",
            [record, holder.party, holder.agency, holder.officer, case, because.strip(), clock.now()],
        )
        if cursor.rowcount:
            journal.record("databanks.candidate.set-aside", by=holder.actor, about=(f"record/{record}",))


def take_up(token: str, record: uuid.UUID) -> None:
    """Take the note back; where there is none, nothing happens."""
    with warrants.reading(token) as holder, connection.cursor() as cursor:
        cursor.execute(
            "delete from databanks_distinct where record = %s and agency = %s and case_ref = %s",
            [record, holder.agency, holder.case_ref or holder.standing_duty],
        )
        if cursor.rowcount:
            journal.record("databanks.candidate.taken-up", by=holder.actor, about=(f"record/{record}",))
