"""What an owner does with one of its active records: withdraw, block while contested, consent to disclosure."""

import uuid
from datetime import datetime

from django.db import connection

from commonweal.audit import journal
from commonweal.common import clock
from commonweal.common.errors import BadInput, NotAllowed
from commonweal.databanks.standing import RECORD
from commonweal.handling import labels, warrants
from commonweal.handling.terms import Level


def withdraw(record: uuid.UUID, token: str, *, because: str) -> None:
    """The owner withdraws a record: from this statement on nobody outside the agency sees it."""
    _happens("withdraw", record, token, because)


def block(record: uuid.UUID, token: str, *, because: str) -> None:
    """The owner blocks a record while it is contested."""
    _happens("block", record, token, because)


def unblock(record: uuid.UUID, token: str, *, because: str) -> None:
    """The owner lifts a block."""
    _happens("unblock", record, token, because)


def _happens(event: str, record: uuid.UUID, token: str, because: str) -> None:
    """What the table of a record's standing says of this event; raises NotNow where it cannot happen now."""
    if not because.strip():
        raise BadInput("databanks.record.no-reason", "Give the reason; the journal keeps it.")
    with warrants.reading(token) as holder, connection.cursor() as cursor:
        cursor.execute("select status from databanks_custody where record_id = %s", [record])
        found = cursor.fetchone()
        if found is None:
            raise _not_owner()
        line = RECORD.line(found[0], event, who=(holder.role,))
        cursor.execute(
            "update databanks_record set status = %s where id = %s and status = %s", [line.next, record, line.state]
        )
        if cursor.rowcount != 1:
            raise _not_owner()
        touch = journal.Touch(record, holder.party, holder.agency, int(Level.FULL))
        about = (f"record/{record}",)
        journal.record(
            line.verb, by=holder.actor, about=about, touches=(touch,), status=line.next, reason=because[:500]
        )


def consent(
    record: uuid.UUID, token: str, *, agency: str, party: str, level: int, until: datetime, because: str
) -> uuid.UUID:
    """The owner lets one agency of another party see a record at level core or full until a moment.

    Refused for a party that the label denies: denial is taken back first, by another label.
    """
    with warrants.reading(token) as holder, connection.cursor() as cursor:
        cursor.execute("select label_id from databanks_custody where record_id = %s", [record])
        found = cursor.fetchone()
        if found is None:
            raise _not_owner()
        if party in labels.read(found[0]).denied:
            raise NotAllowed(
                "handling.consent.denied-party", "The label denies {party}; change the label first.", party=party
            )
        new = uuid.uuid4()
        cursor.execute(
            "insert into handling_consent (id, record, agency, level, until, given_by, given_agency, given_at, reason)"
            " values (%s, %s, %s, %s, %s, %s, %s, %s, %s)",
            [new, record, agency, level, until, holder.officer, holder.agency, clock.now(), because[:500]],
        )
        touch = journal.Touch(record, holder.party, holder.agency, int(Level.FULL))
        journal.record(
            "handling.consent.given",
            by=holder.actor,
            about=(f"record/{record}",),
            touches=(touch,),
            agency=agency,
            level=level,
        )
        return new


def _not_owner() -> NotAllowed:
    return NotAllowed("databanks.record.not-owner", "There is no such record of your agency that you may change.")
