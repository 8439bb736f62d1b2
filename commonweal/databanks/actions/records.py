"""What an owner does with one of its records: withdraw, block while contested, end by its purpose, consent."""

import uuid
from datetime import datetime

from django.db import connection

from commonweal.audit import journal
from commonweal.common import clock
from commonweal.common.errors import BadInput, NotAllowed, NotNow
from commonweal.databanks import contests
from commonweal.databanks.standing import RECORD
from commonweal.databanks.terms import Outcome
from commonweal.handling import labels, warrants
from commonweal.handling.terms import Level
from commonweal.handling.warrants import Holder
from commonweal.workflow.transitions import Transition


def withdraw(record: uuid.UUID, token: str, *, because: str) -> None:
    """The owner withdraws a record: from this statement on nobody outside the agency sees it."""
    _happens("withdraw", record, token, because)


def block(record: uuid.UUID, token: str, *, because: str) -> None:
    """The owner blocks a record while it is contested."""
    _happens("block", record, token, because)


def unblock(record: uuid.UUID, token: str, *, because: str) -> None:
    """The owner lifts a block; what a second reviewer has to look at is a draft from then on, not active."""
    _happens("unblock", record, token, because)


def achieve(record: uuid.UUID, token: str, *, outcome: str, because: str) -> datetime:
    """The owner says that the purpose is achieved (`terms.Outcome`); returns the end, which comes within the term."""
    if outcome not in set(Outcome):
        raise BadInput(
            "databanks.record.unknown-outcome",
            "There is no outcome {outcome}; there are {known}.",
            outcome=outcome[:40],
            known=", ".join(Outcome),
        )
    if not because.strip():
        raise _no_reason()
    with warrants.reading(token) as holder, connection.cursor() as cursor:
        line = _line("achieve", record, holder, cursor)
        cursor.execute(
            "insert into databanks_achieved (record, outcome, at, by_officer) values (%s, %s, %s, %s)"
            " on conflict do nothing",
            [record, outcome, clock.now(), holder.officer],
        )
        if cursor.rowcount != 1:
            raise NotNow("databanks.record.achieved", "This was said already; the record ends on its day.")
        cursor.execute("select expires from databanks_record where id = %s", [record])
        (ends,) = cursor.fetchone()
        touch = journal.Touch(record, holder.party, holder.agency, int(Level.FULL))
        facts = {"outcome": outcome, "reason": because[:500]}
        journal.record(line.verb, by=holder.actor, about=(f"record/{record}",), touches=(touch,), **facts)
    return ends


def _line(event: str, record: uuid.UUID, holder: Holder, cursor) -> Transition:
    """What the table of a record's standing says of this event; raises NotNow where it cannot happen now."""
    cursor.execute("select status from databanks_custody where record_id = %s", [record])
    found = cursor.fetchone()
    if found is None:
        raise _not_owner()
    return RECORD.line(found[0], event, who=(holder.role,))


def _no_reason() -> BadInput:
    return BadInput("databanks.record.no-reason", "Give the reason; the journal keeps it.")


def _happens(event: str, record: uuid.UUID, token: str, because: str) -> None:
    if not because.strip():
        raise _no_reason()
    with warrants.reading(token) as holder, connection.cursor() as cursor:
        line = _line(event, record, holder, cursor)
        if event == "unblock" and contests.heard(record):
            raise NotNow("databanks.record.contested", "A commission hears a complaint about it: it stays blocked.")
        cursor.execute(
            "update databanks_record set status = %s where id = %s and status = %s returning status",
            [line.next, record, line.state],
        )
        if (became := cursor.fetchone()) is None:
            raise _not_owner()
        touch = journal.Touch(record, holder.party, holder.agency, int(Level.FULL))
        about = (f"record/{record}",)
        journal.record(
            line.verb, by=holder.actor, about=about, touches=(touch,), status=became[0], reason=because[:500]
        )


def consent(
    record: uuid.UUID, token: str, *, agency: str, party: str, level: int, until: datetime, because: str
) -> uuid.UUID:
    """The owner lets one agency of another party see a record at level core or full until a moment.

    Refused for a party that the label denies: denial is taken back first, by another label.
    """
    with warrants.reading(token) as holder:
        return give(holder, record, agency=agency, party=party, level=level, until=until, because=because)


def give(
    holder: Holder, record: uuid.UUID, *, agency: str, party: str, level: int, until: datetime, because: str
) -> uuid.UUID:
    """As `consent`, inside `warrants.reading`."""
    with connection.cursor() as cursor:
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
