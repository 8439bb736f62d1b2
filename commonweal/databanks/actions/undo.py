"""Undoing an approved contribution: what came with it is withdrawn, what it changed gets its earlier state back.

Each piece is one transaction with its journal entry, and a killed undoing goes on when it is called again. Whoever
calls it asks before; `preview` gives the numbers for the question.
"""

import hashlib
import uuid
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from django.db import connection

from commonweal.audit import journal
from commonweal.common.errors import BadInput
from commonweal.databanks.actions.approve import check, close, decided, in_turn, refusals, tell
from commonweal.databanks.batches import BATCH, Batch
from commonweal.databanks.terms import BatchState
from commonweal.handling import warrants

CHUNK = 2_000
"""Records in one transaction."""
_STATES = (BatchState.APPROVED, BatchState.UNDOING)


@dataclass(frozen=True, slots=True)
class Preview:
    """What undoing would do: records withdrawn, brought back to an earlier state, active again after a full list had
    withdrawn them; and records that stay because a later batch has changed them since."""

    withdrawn: int
    restored: int
    reappear: int
    kept: int


def preview(batch_id: uuid.UUID, token: str) -> Preview:
    """The numbers, before anything is undone."""
    check(batch_id, token, _STATES)
    with warrants.reading(token), connection.cursor() as cursor, refusals():
        cursor.execute("select withdrawn, restored, reappear, kept from databanks_undo_preview(%s)", [batch_id])
        return Preview(*cursor.fetchone())


def undo(
    batch_id: uuid.UUID,
    token: str,
    *,
    because: str,
    progress: Callable[[int], None] | None = None,
    chunk: int = CHUNK,
) -> Batch:
    """Take an approved batch back under an approver's warrant, who is not its contributor; goes on where it stopped.

    `progress` is told how many records are done.
    """
    if not because.strip():
        raise BadInput("databanks.batch.no-reason", "Give the reason; the contributor and the journal get it.")
    batch = _begin(batch_id, token)
    while (step := in_turn(lambda: _step(batch_id, token, because[:500], chunk))) is not None:
        batch = step
        if progress:
            progress(batch.rows_undone)
    with warrants.reading(token) as holder, connection.cursor() as cursor:
        batch = close(cursor, batch_id, "undoing", "undone", holder.officer, because[:500])
        return tell(batch, "batch-undone", officer=holder.officer, reason=because[:500], records=batch.rows_undone)


def _begin(batch_id: uuid.UUID, token: str) -> Batch:
    """Say that this officer undoes the batch, if that was not said yet."""
    batch = check(batch_id, token, _STATES)
    kept = preview(batch_id, token).kept if batch.state == BatchState.APPROVED else batch.rows_kept
    with warrants.reading(token) as holder, connection.cursor() as cursor:
        cursor.execute(
            "update databanks_batch set state = 'undoing', closed_by = %s, rows_kept = %s"
            f" where id = %s and state = %s returning {BATCH}",
            [holder.officer, kept, batch_id, batch.state],
        )
        if (row := cursor.fetchone()) is None:
            raise decided()
        return Batch(*row)


def _step(batch_id: uuid.UUID, token: str, because: str, chunk: int) -> Batch | None:
    """Undo the next records; None where there are no more."""
    with warrants.reading(token) as holder, connection.cursor() as cursor, refusals():
        cursor.execute("select 1 from databanks_batch where id = %s and state = 'undoing' for update", [batch_id])
        cursor.execute("select record_id, content_hash, what from databanks_undo(%s, %s)", [batch_id, chunk])
        if not (rows := cursor.fetchall()):
            return None
        done = Counter(what for *_, what in rows)
        kept = done.pop("kept", 0)
        cursor.execute(
            "update databanks_batch set rows_undone = rows_undone + %s, rows_kept = rows_kept + %s where id = %s"
            f" returning {BATCH}",
            [done.total(), kept, batch_id],
        )
        batch = Batch(*cursor.fetchone())
        journal.record(
            "databanks.batch.undone",
            by=holder.actor,
            about=(f"batch/{batch_id}",),
            **done,
            rows_sha256=hashlib.sha256(b"".join(bytes(content) for _, content, _ in rows)).hexdigest(),
            reason=because,
        )
    return batch
