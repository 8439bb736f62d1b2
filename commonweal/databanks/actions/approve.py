"""Approving a contribution: another officer of the same agency makes its rows active, chunk by chunk.

Each chunk is one transaction with its journal entry and the line that it reached, and a killed approval goes on behind
that. What is new or changed is asked again at this moment, since another batch may have come first.
"""

import hashlib
import uuid
from collections.abc import Callable, Iterable

from django.db import IntegrityError, OperationalError, connection
from psycopg.errors import DeadlockDetected, UniqueViolation

from commonweal.audit import journal
from commonweal.common import clock
from commonweal.common.errors import NotAllowed, NotNow
from commonweal.databanks.actions import activation
from commonweal.databanks.actions.contribute import read_batch
from commonweal.databanks.batches import Batch
from commonweal.handling import warrants
from commonweal.workflow import actions as workflow

CHUNK = 2_000
"""Lines in one transaction."""
ATTEMPTS = 3
"""Times that a chunk is tried when another batch enters the same references at the same moment."""


def approve(
    batch_id: uuid.UUID, token: str, *, progress: Callable[[int], None] | None = None, chunk: int = CHUNK
) -> Batch:
    """Make a staged batch's rows active under an approver's warrant, who is not its contributor.

    `progress` is told how many rows of the batch are done, earlier attempts included; `chunk` is how many lines one
    transaction takes. Links are drawn last, when every row they may lead to exists. A killed approval goes on when it
    is called again.
    """
    last = _check(batch_id, token)
    reached, done = 0, 0
    while reached < last:
        reached, done = _apply(batch_id, token, chunk)
        if progress:
            progress(done)
    for first in range(1, last + 1, chunk):
        _link(batch_id, token, range(first, first + chunk))
    return _finish(batch_id, token)


def _check(batch_id: uuid.UUID, token: str) -> int:
    """The number of the batch's last line; raises where this warrant may not decide on it."""
    with warrants.reading(token) as holder, connection.cursor() as cursor:
        if holder.role != "approver":
            raise NotAllowed("databanks.batch.not-approver", "Approving needs a warrant in the role approver.")
        cursor.execute("select contributor, state, lines from databanks_batch where id = %s", [batch_id])
        found = cursor.fetchone()
        cursor.execute("select databanks_out_of_reach(%s)", [batch_id])
        (beyond,) = cursor.fetchone()
    if found is None:
        raise NotAllowed("databanks.batch.unknown", "There is no such batch that you may approve.")
    if found[0] == holder.officer:
        raise NotAllowed("databanks.batch.own", "Another officer than the contributor must approve a batch.")
    if found[1] != "staged":
        raise NotNow(
            "databanks.batch.not-staged", "This batch is {state}; only a staged batch is approved.", state=found[1]
        )
    if beyond:
        raise NotAllowed(
            "databanks.batch.above-clearance",
            "{rows} rows of this batch are classified above your clearance; an approver who is cleared must decide.",
            rows=beyond,
        )
    return found[2]


def _apply(batch_id: uuid.UUID, token: str, chunk: int) -> tuple[int, int]:
    """Apply the next lines; returns the last line decided on and how many rows of the batch are done by now.

    Where another batch entered one of the references at the same moment, it is looked at again: it is known now.
    """
    for attempt in range(ATTEMPTS):
        try:
            return _apply_next(batch_id, token, chunk)
        except (IntegrityError, OperationalError) as clash:
            if not isinstance(clash.__cause__, UniqueViolation | DeadlockDetected):
                raise
            if attempt == ATTEMPTS - 1:
                raise NotAllowed(
                    "databanks.batch.touches-own",
                    "The batch changes records that you contributed yourself; another approver must decide on it.",
                ) from clash
    raise AssertionError("the last attempt returns or raises")


def _apply_next(batch_id: uuid.UUID, token: str, chunk: int) -> tuple[int, int]:
    with warrants.reading(token) as holder, connection.cursor() as cursor:
        cursor.execute("select applied_to from databanks_batch where id = %s for update", [batch_id])
        reached = cursor.fetchone()
        if reached is None:
            raise _decided()
        lines = list(range(reached[0] + 1, reached[0] + 1 + chunk))
        cursor.execute(activation.NEXT, {"batch": batch_id, "lines": lines})
        rows = cursor.fetchall()
        if rows:
            _activate(cursor, rows, {"batch": batch_id, "now": clock.now(), "by": holder.officer})
            journal.record(
                "databanks.batch.approved",
                by=holder.actor,
                about=(f"batch/{batch_id}",),
                rows=len(rows),
                rows_sha256=hashlib.sha256(b"".join(bytes(content) for _, content, *_ in rows)).hexdigest(),
                first_line=rows[0][0],
                last_line=rows[-1][0],
            )
        cursor.execute(
            "update databanks_batch set rows_applied = rows_applied + %s, applied_to = %s where id = %s"
            " returning applied_to, rows_applied",
            [len(rows), lines[-1], batch_id],
        )
        return cursor.fetchone()


def _activate(cursor, rows: list[tuple], common: dict) -> None:
    """Change the records that are known with another content, add those that are not known, with what they enclose."""
    changed = [(line, record) for line, content, record, known, _ in rows if record is not None and known != content]
    fresh = [line for line, _, record, _, _ in rows if record is None]
    entered = {*fresh, *(line for line, _ in changed)}
    enclosing = [line for line, _, _, _, encloses in rows if encloses and line in entered]
    if changed:
        lines, records = map(list, zip(*changed, strict=True))
        for statement in activation.CHANGE:
            cursor.execute(statement, common | {"lines": lines, "records": records})
    if fresh:
        for statement in activation.ADD:
            cursor.execute(statement, common | {"lines": fresh})
    if enclosing:
        for statement in activation.ENCLOSE:
            cursor.execute(statement, common | {"lines": enclosing})


def _link(batch_id: uuid.UUID, token: str, lines: Iterable[int]) -> None:
    with warrants.reading(token), connection.cursor() as cursor:
        cursor.execute(activation.LINK, {"batch": batch_id, "lines": list(lines)})


def _finish(batch_id: uuid.UUID, token: str) -> Batch:
    with warrants.reading(token) as holder, connection.cursor() as cursor:
        _close(cursor, batch_id, "approved", holder.officer, "")
        return _tell(read_batch(cursor, batch_id), "batch-approved", officer=holder.officer)


def refuse(batch_id: uuid.UUID, token: str, *, because: str) -> Batch:
    """Refuse a staged batch with a reason; nothing of it becomes active."""
    _check(batch_id, token)
    with warrants.reading(token) as holder, connection.cursor() as cursor:
        _close(cursor, batch_id, "refused", holder.officer, because[:500])
        journal.record("databanks.batch.refused", by=holder.actor, about=(f"batch/{batch_id}",), reason=because[:500])
        return _tell(read_batch(cursor, batch_id), "batch-refused", officer=holder.officer, reason=because[:500])


def _tell(batch: Batch, kind: str, **words: str) -> Batch:
    """Put the outcome into the contributor's inbox."""
    workflow.post(
        batch.agency,
        officer=batch.contributor,
        kind=kind,
        subject=f"batch/{batch.id}",
        words={"batch": batch.file_name, **words},
    )
    return batch


def _decided() -> NotNow:
    return NotNow("databanks.batch.decided", "This batch was decided meanwhile.")


def _close(cursor, batch_id: uuid.UUID, state: str, officer: str, reason: str) -> None:
    cursor.execute(
        "update databanks_batch set state = %s, closed_at = %s, closed_by = %s, reason = %s"
        " where id = %s and state = 'staged'",
        [state, clock.now(), officer, reason, batch_id],
    )
    if cursor.rowcount != 1:
        raise _decided()
    cursor.execute(
        "update workflow_inbox set done_at = %s where subject = %s and done_at is null",
        [clock.now(), f"batch/{batch_id}"],
    )
