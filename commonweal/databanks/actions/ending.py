"""The end of a contribution that is not received to its end: with its reason, at once."""

import json
import uuid

from django.db import connection

from commonweal.audit import journal
from commonweal.common import clock
from commonweal.common.errors import CommonwealError
from commonweal.databanks.actions import sweeping
from commonweal.databanks.standing import BATCH
from commonweal.databanks.terms import BatchState
from commonweal.handling import warrants
from commonweal.handling.warrants import Holder


def told(problem: CommonwealError) -> dict:
    """An error to be kept and said later in a reader's language."""
    return {"code": problem.code, "template": problem.message, "params": problem.params}


def break_off(batch: uuid.UUID, problem: CommonwealError, token: str) -> None:
    """Close a batch of the contributor's that is being received, with the reason; nothing of it is left.

    One that is closed already, also by another, stays as it is.
    """
    with warrants.reading(token) as holder, connection.cursor() as cursor:
        kept = json.dumps(told(problem), ensure_ascii=False, default=str)
        if not _close(cursor, batch, "break off", holder, problem=kept):
            return
        about = (f"batch/{batch}",)
        journal.record("databanks.batch.broken-off", by=holder.actor, about=about, code=problem.code)
    sweeping.sweep(batch, token)


def let_go(cursor, batch: uuid.UUID | None, holder: Holder) -> None:
    """Give up a batch that its contributor does not want any more; inside `warrants.reading`.

    One that another upload of his fills (the same file, uploaded twice) goes on.
    """
    if batch is None:
        return
    cursor.execute("select exists (select 1 from databanks_upload where batch = %s)", [batch])
    if not cursor.fetchone()[0] and _close(cursor, batch, "let go", holder, problem=None):
        journal.record("databanks.batch.given-up", by=holder.actor, about=(f"batch/{batch}",))


def _close(cursor, batch: uuid.UUID, event: str, holder: Holder, *, problem: str | None) -> bool:
    """Whether it was being received, and is closed now."""
    cursor.execute(
        "update databanks_batch set state = %s, closed_at = %s, closed_by = %s, problem = %s"
        " where id = %s and state = %s",
        [
            BATCH.after(BatchState.RECEIVING, event, who=(holder.role,)),
            clock.now(),
            holder.officer,
            problem,
            batch,
            BatchState.RECEIVING,
        ],
    )
    return cursor.rowcount > 0
