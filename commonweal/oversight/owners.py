"""What the owner of a contested record does: reads what the commission asks, and answers. He never learns who asks."""

import uuid

from django.db import connection

from commonweal.audit import journal
from commonweal.common import clock
from commonweal.common.errors import BadInput
from commonweal.databanks.actions import receipts
from commonweal.handling import warrants
from commonweal.oversight import cases
from commonweal.oversight.terms import OwnerSays
from commonweal.workflow import actions as workflow
from commonweal.workflow import queries as inbox


def answer(token: str, case: uuid.UUID, record: uuid.UUID, *, says: str, reason: str) -> None:
    """Answer the commission about one of the holder's agency's records; a later answer stands beside the earlier one.

    Raises BadInput where nothing is asked or the reason is missing.
    """
    words = reason.strip()
    if says not in list(OwnerSays) or not words or len(words) > 2000 or "\x00" in words:
        raise BadInput("oversight.owner.no-answer", "Choose an answer and give its reason in at most 2,000 characters.")
    with warrants.reading(token) as holder, connection.cursor() as cursor:
        found = next((each for each in cases.named(cursor, case) if each.record == record), None)
        if found is None or (found.owner_party, found.owner_agency) != (holder.party, holder.agency):
            raise BadInput("oversight.owner.not-asked", "No commission asks your agency about such a record.")
        cursor.execute(
            "insert into oversight_answer (case_id, record, says, reason, officer, agency, at)"
            " values (%s, %s, %s, %s, %s, %s, %s)",
            [case, record, says, words, holder.officer, holder.agency, clock.now()],
        )
        receipts.answered(holder, record, hears=found.agency, words=words)
        for item in inbox.waiting():
            if item.kind == "complaint-asked" and item.subject == f"record/{record}":
                workflow.done(item, by=holder.actor)
        workflow.post(
            found.agency,
            kind="complaint-answered",
            subject=f"case/{case}",
            words={"agency": holder.agency, "case": found.number, "ref": found.ref or "-"},
        )
        journal.record(
            "oversight.owner.answered", by=holder.actor, about=(f"record/{record}", f"case/{found.number}"), says=says
        )
