"""Work in the background: queued by an officer, done by the worker under a warrant of the same officer.

A piece of work is a row that says how far it is, and a job that names it. The job may run again after its worker was
killed; what it does goes on where it stopped.
"""

import json
import uuid
from collections.abc import Callable
from datetime import timedelta

from django.db import IntegrityError, connection, transaction

from commonweal.audit import journal
from commonweal.common import background, clock
from commonweal.common.errors import CommonwealError, NotAllowed, NotNow
from commonweal.databanks.actions.ending import told
from commonweal.databanks.standing import WORK as TABLE
from commonweal.databanks.standing import WORKER
from commonweal.databanks.uploads import WORK, Work, read_work
from commonweal.handling import warrants

KEPT = timedelta(days=30)
"""How long a piece of work is remembered."""
TELL_EVERY = 0.5
"""Seconds between two words of how far it is."""


def begin(token: str, kind: str, subject: uuid.UUID, **words: object) -> Work:
    """Queue a piece of work on an upload or a batch. The same work that still waits or runs is refused (NotNow)."""
    new, now = uuid.uuid4(), clock.now()
    with warrants.reading(token) as holder, connection.cursor() as cursor:
        try:
            with transaction.atomic():
                cursor.execute(
                    "insert into databanks_work (id, party, agency, officer, kind, subject, words, opened_at,"
                    " changed_at, expires) values (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)",
                    [
                        new,
                        holder.party,
                        holder.agency,
                        holder.officer,
                        kind,
                        subject,
                        json.dumps(words, ensure_ascii=False),
                        now,
                        now,
                        now + KEPT,
                    ],
                )
        except IntegrityError:
            raise NotNow("databanks.work.running", "This is being done already; wait until it has ended.") from None
        background.later(f"databanks.{kind}", lock=str(subject), work=str(new), officer=holder.officer)
        return read(cursor, new)


def read(cursor, work_id: uuid.UUID) -> Work:
    """The piece of work; inside `warrants.reading`."""
    cursor.execute(f"select {WORK} from databanks_work where id = %s", [work_id])
    row = cursor.fetchone()
    if row is None:
        raise NotAllowed("databanks.work.unknown", "There is no such work of your agency.")
    return read_work(row)


def take(token: str, work_id: uuid.UUID) -> Work | None:
    """The worker takes it up, for the first time or again; None where it has ended meanwhile."""
    with warrants.reading(token), connection.cursor() as cursor:
        found = _locked(cursor, work_id)
        if found.state in TABLE.final:
            return None
        cursor.execute(
            "update databanks_work set state = %(next)s, changed_at = %(now)s,"
            " began_at = coalesce(began_at, %(now)s) where id = %(id)s",
            {"next": TABLE.after(found.state, "take", who=WORKER), "now": clock.now(), "id": work_id},
        )
        return read(cursor, work_id)


def _locked(cursor, work_id: uuid.UUID) -> Work:
    cursor.execute("select 1 from databanks_work where id = %s for update", [work_id])
    return read(cursor, work_id)


def tell(token: str, work_id: uuid.UUID, *, done: int, total: int | None = None) -> None:
    """Say how far it is."""
    with warrants.reading(token), connection.cursor() as cursor:
        cursor.execute(
            "update databanks_work set done = %s, total = coalesce(%s, total), changed_at = %s"
            " where id = %s and state = 'running'",
            [done, total, clock.now(), work_id],
        )


def end(token: str, work_id: uuid.UUID, problem: CommonwealError | None = None) -> None:
    """It has ended; with a problem, it failed. Raises NotNow where it had ended before, or never began."""
    with warrants.reading(token), connection.cursor() as cursor:
        state = _locked(cursor, work_id).state
        cursor.execute(
            "update databanks_work set state = %s, changed_at = %s, problem = %s where id = %s",
            [
                TABLE.after(state, "fail" if problem else "end", who=WORKER),
                clock.now(),
                _kept(problem) if problem else None,
                work_id,
            ],
        )


def orphan(work_id: uuid.UUID, problem: CommonwealError) -> bool:
    """End work whose officer has no standing for it any more; no warrant is needed, for none can be had.

    The upload goes back to its contributor, a batch that was being received is given up, one that waits waits for
    another approver, and the agency is told. False where nothing was done: it has ended, or the officer may well do it.
    """
    entry = journal.write("databanks.work.failed", by=journal.systems_actor(), about=(f"work/{work_id}",)).entry
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("select databanks_orphan_work(%s, %s, %s)", [work_id, _kept(problem), entry])
        return cursor.fetchone()[0]


def _kept(problem: CommonwealError) -> str:
    return json.dumps(told(problem), ensure_ascii=False, default=str)


def teller(token: str, work_id: uuid.UUID, *, monotonic: Callable[[], float]) -> Callable[[int], None]:
    """A `progress` for actions that says how far the work is, at most twice a second; it stops an ending worker."""
    told = monotonic()

    def progress(done: int) -> None:
        nonlocal told
        background.check_stopping()
        if monotonic() - told >= TELL_EVERY:
            tell(token, work_id, done=done)
            told = monotonic()

    return progress
