"""Answers: what a receiver did with what it had kept of a recalled record; what an owner says to a complaint."""

import uuid

from django.db import connection

from commonweal.audit import journal
from commonweal.common import clock
from commonweal.common.errors import BadInput, NotAllowed, NotNow
from commonweal.databanks import recalls
from commonweal.databanks.recalls import Notice
from commonweal.databanks.terms import Receipt
from commonweal.handling import warrants
from commonweal.handling.terms import Level
from commonweal.handling.warrants import Holder

LONGEST, LONGEST_REASON = 4_000, 500


def confirm(token: str, notice: uuid.UUID, *, answer: str) -> Notice:
    """An agency that was shown a record says what became of what it kept (`terms.Receipt`); the owner reads it."""
    if answer not in set(Receipt):
        raise BadInput(
            "databanks.notice.unknown-answer",
            "There is no answer {answer}; there are {known}.",
            answer=answer[:40],
            known=", ".join(Receipt),
        )
    with warrants.reading(token) as holder, connection.cursor() as cursor:
        found = recalls.one(notice)
        if found is None or (found.party, found.agency) != (holder.party, holder.agency):
            raise NotAllowed("databanks.notice.unknown", "There is no such notice for your agency to confirm.")
        cursor.execute(
            "update databanks_notice set answer = %s, answered_by = %s, answered_at = %s where id = %s and answer = ''",
            [answer, holder.officer, clock.now(), notice],
        )
        if cursor.rowcount != 1:
            raise NotNow("databanks.notice.answered", "This was confirmed already.")
        touch = journal.Touch(found.record, found.owner_party, found.owner_agency, int(Level.SILENT))
        about = (f"notice/{notice}", f"record/{found.record}")
        journal.record("databanks.notice.answered", by=holder.actor, about=about, touches=(touch,), answer=answer)
        return recalls.one(notice)


def contest(token: str, record: uuid.UUID, *, because: str) -> None:
    """A commission blocks a record about which a complaint is open before it, until it has heard it; its owner is told.

    Raises NotAllowed in the same words for a record that does not exist and one that is not before the commission.
    """
    if not because.strip() or len(because) > LONGEST_REASON or "\x00" in because:
        raise BadInput("databanks.record.no-reason", "Give the reason; the journal keeps it.")
    with warrants.reading(token) as holder, connection.cursor() as cursor:
        cursor.execute(
            "select r.owner_party, r.owner_agency, databanks_contest_by_commission(r.id) from databanks_record r"
            " where r.id = %s",
            [record],
        )
        found = cursor.fetchone()
        if found is None or not found[2]:
            raise NotAllowed(
                "databanks.contest.not-heard",
                "No complaint about such a record is open before you, or it is blocked for it already.",
            )
        touch = journal.Touch(record, found[0], found[1], int(Level.FULL))
        about = (f"record/{record}",)
        journal.record(
            "databanks.record.contested", by=holder.actor, about=about, touches=(touch,), reason=because.strip()
        )


def answered(holder: Holder, record: uuid.UUID, *, hears: str, words: str) -> None:
    """The owner answered this commission about the record: what contests it waits no more. Inside `reading`."""
    with connection.cursor() as cursor:
        cursor.execute(
            "update databanks_contest set state = 'answered', answer = %s, answered_by = %s, answered_at = %s"
            " where record = %s and hears = %s and owner_agency = %s and cause = 'complaint' and state = 'open'",
            [words, holder.officer, clock.now(), record, hears, holder.agency],
        )


def answer_contest(token: str, contest: uuid.UUID, *, words: str) -> None:
    """The owner answers the commission that hears a complaint about its record; it stays blocked until it is heard."""
    if not words.strip() or len(words) > LONGEST or "\x00" in words:
        raise BadInput(
            "databanks.contest.no-answer",
            "Say why the record is right, or what you change, in at most {longest} characters.",
            longest=LONGEST,
        )
    with warrants.reading(token) as holder, connection.cursor() as cursor:
        cursor.execute(
            "update databanks_contest set state = 'answered', answer = %s, answered_by = %s, answered_at = %s"
            " where id = %s and owner_agency = %s and cause = 'complaint' and state = 'open' returning record",
            [words.strip(), holder.officer, clock.now(), contest, holder.agency],
        )
        row = cursor.fetchone()
        if row is None:
            raise NotAllowed("databanks.contest.unknown", "There is no such complaint that waits for your answer.")
        touch = journal.Touch(row[0], holder.party, holder.agency, int(Level.FULL))
        about = (f"contest/{contest}", f"record/{row[0]}")
        journal.record("databanks.contest.answered", by=holder.actor, about=about, touches=(touch,))
