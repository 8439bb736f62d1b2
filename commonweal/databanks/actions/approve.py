"""Approving a contribution: another officer of the same agency makes its rows active, chunk by chunk.

The journal says so, with a hash over the hash of every row in order, before the first row is active; then each chunk is
one transaction with the place that it reached, and a killed approval goes on behind that, under any approver who may.
What is new or changed is asked again at that moment, since another batch may have come first.
"""

import hashlib
import uuid
from collections.abc import Callable
from typing import TypeVar

from django.db import IntegrityError, InternalError, OperationalError, ProgrammingError, connection
from psycopg.errors import DeadlockDetected, InsufficientPrivilege, UniqueViolation

from commonweal.audit import journal
from commonweal.common import clock
from commonweal.common.errors import BadInput, NotAllowed, NotNow
from commonweal.databanks.actions import sweeping
from commonweal.databanks.batches import BATCH, Batch
from commonweal.databanks.terms import BatchState
from commonweal.handling import warrants
from commonweal.workflow import actions as workflow

CHUNK = 5_000
"""Rows in one transaction."""
ATTEMPTS = 3
"""Times that a chunk is tried when another batch enters the same references at the same moment."""
Step = TypeVar("Step")
TOLD = 5
"""Links that lead nowhere which the contributor is told by name."""


def approve(
    batch_id: uuid.UUID, token: str, *, progress: Callable[[int], None] | None = None, chunk: int = CHUNK
) -> Batch:
    """Make a staged batch's rows active under an approver's warrant, who is not its contributor.

    `progress` is told how many rows of the batch are done, earlier attempts included; `chunk` is how many rows one
    transaction takes. Links are drawn last, when every row they may lead to exists; then what a full list no longer
    names is withdrawn, where its contributor said so. A killed approval goes on when it is called again.
    """
    batch = _begin(batch_id, token)
    reached, done = 0, 0
    while reached < batch.lines:
        reached, done = _apply(batch_id, token, chunk)
        if progress:
            progress(done)
    links_open, links_open_to = _link(batch_id, token, chunk)
    if batch.withdraw_absent:
        _withdraw_absent(batch_id, token, chunk)
    batch = _finish(batch_id, token, links_open=links_open, links_open_to=links_open_to)
    sweeping.sweep(batch_id, token)
    return batch


def check(batch_id: uuid.UUID, token: str, states: tuple[str, ...]) -> Batch:
    """The batch, in one of these states; raises where this warrant may not decide on it."""
    with warrants.reading(token) as holder, connection.cursor() as cursor:
        if holder.role != "approver":
            raise NotAllowed("databanks.batch.not-approver", "Approving needs a warrant in the role approver.")
        cursor.execute(f"select {BATCH} from databanks_batch where id = %s", [batch_id])
        found = cursor.fetchone()
        cursor.execute("select databanks_out_of_reach(%s)", [batch_id])
        (beyond,) = cursor.fetchone()
    if found is None:
        raise NotAllowed("databanks.batch.unknown", "There is no such batch that you may approve.")
    batch = Batch(*found)
    if batch.contributor == holder.officer:
        raise NotAllowed("databanks.batch.own", "Another officer than the contributor must approve a batch.")
    if batch.state not in states:
        raise NotNow(
            "databanks.batch.not-now",
            "The state of this batch is “{state}”; this is done with one in the state “{wanted}”.",
            state=batch.state,
            wanted=states[0],
        )
    if beyond:
        raise NotAllowed(
            "databanks.batch.above-clearance",
            "{rows} rows of this batch are classified above your clearance; an approver who is cleared must decide.",
            rows=beyond,
        )
    return batch


def _begin(batch_id: uuid.UUID, token: str) -> Batch:
    """Say in the journal that this officer approves the batch, if that was not said yet."""
    batch = check(batch_id, token, (BatchState.STAGED, BatchState.APPROVING))
    with warrants.reading(token) as holder, connection.cursor() as cursor:
        if batch.state == BatchState.APPROVING and batch.closed_by == holder.officer:
            return batch
        rows, digest = _digest(cursor, batch)
        cursor.execute(
            "update databanks_batch set state = 'approving', closed_by = %s, rows_hash = %s"
            f" where id = %s and state = %s returning {BATCH}",
            [holder.officer, digest, batch_id, batch.state],
        )
        if (row := cursor.fetchone()) is None:
            raise decided()
        journal.record(
            "databanks.batch.approving",
            by=holder.actor,
            about=(f"batch/{batch_id}",),
            rows=rows,
            rows_sha256=digest.hex(),
            withdraw_absent=batch.withdraw_absent or 0,
        )
        return Batch(*row)


def _digest(cursor, batch: Batch) -> tuple[int, bytes]:
    """How many rows are approved, and the hash over the hash of every one in order, read piece by piece.

    Kept from the beginning of the approval, since rows whose term ends meanwhile are removed.
    """
    if batch.state == BatchState.APPROVING:
        cursor.execute("select rows_hash from databanks_batch where id = %s", [batch.id])
        return batch.rows_new + batch.rows_changed + batch.rows_same, bytes(cursor.fetchone()[0])
    digest, rows = hashlib.sha256(), 0
    with connection.chunked_cursor() as reading:
        reading.execute("select content_hash from databanks_staged where batch = %s order by line", [batch.id])
        while some := reading.fetchmany(10_000):
            digest.update(b"".join(bytes(row) for (row,) in some))
            rows += len(some)
    return rows, digest.digest()


def _apply(batch_id: uuid.UUID, token: str, chunk: int) -> tuple[int, int]:
    """Apply the next rows; returns the last place decided on and how many rows of the batch are done by now.

    Where another batch entered one of the references at the same moment, it is looked at again: it is known now.
    """
    return in_turn(lambda: _apply_next(batch_id, token, chunk))


def in_turn(step: Callable[[], Step]) -> Step:
    """What a step gives; one that met another batch at the same records is taken again."""
    for attempt in range(ATTEMPTS):
        try:
            return step()
        except (IntegrityError, OperationalError) as clash:
            if attempt == ATTEMPTS - 1 or not isinstance(clash.__cause__, UniqueViolation | DeadlockDetected):
                raise
    raise AssertionError("the last attempt returns or raises")


def _apply_next(batch_id: uuid.UUID, token: str, chunk: int) -> tuple[int, int]:
    with warrants.reading(token), connection.cursor() as cursor, refusals():
        cursor.execute(
            "select applied_to from databanks_batch where id = %s and state = 'approving' for update", [batch_id]
        )
        reached = cursor.fetchone()
        if reached is None:
            raise decided()
        first, last = reached[0] + 1, reached[0] + chunk
        cursor.execute("select fresh + changed from databanks_enter(%s, %s, %s)", [batch_id, first, last])
        (rows,) = cursor.fetchone()
        cursor.execute(
            "update databanks_batch set rows_applied = rows_applied + %s, applied_to = %s where id = %s"
            " returning applied_to, rows_applied",
            [rows, last, batch_id],
        )
        return cursor.fetchone()


def _link(batch_id: uuid.UUID, token: str, chunk: int) -> tuple[int, list[str]]:
    """Draw the links; how many lead to no record, and to which references."""
    reached: int | None = 0
    lost, to = 0, []
    while reached is not None:
        with warrants.reading(token), connection.cursor() as cursor, refusals():
            cursor.execute(
                "select last, lost, lost_to from databanks_draw_links(%s, %s, %s)", [batch_id, reached, chunk]
            )
            reached, more, named = cursor.fetchone()
        lost += more or 0
        to = [*to, *(named or [])][:20]
    return lost, to


def _withdraw_absent(batch_id: uuid.UUID, token: str, chunk: int) -> None:
    looked_at = chunk
    while looked_at == chunk:
        with warrants.reading(token), connection.cursor() as cursor, refusals():
            cursor.execute("select looked_at, withdrawn from databanks_withdraw_absent(%s, %s)", [batch_id, chunk])
            looked_at, withdrawn = cursor.fetchone()
            cursor.execute(
                "update databanks_batch set rows_withdrawn = rows_withdrawn + %s where id = %s", [withdrawn, batch_id]
            )


class refusals:  # noqa: N801 - read like a function, as contextlib's are
    """Turns what the functions of the database refuse into errors with a sentence."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, _kind: object, error: BaseException | None, _traceback: object) -> None:
        if isinstance(error, ProgrammingError | InternalError) and isinstance(error.__cause__, InsufficientPrivilege):
            code = str(error).split("\n")[0].split(":")[0]
            if code in _REFUSED:
                raise NotAllowed(code, _REFUSED[code]) from None


_TOUCHES_OWN = NotAllowed(
    "databanks.batch.touches-own",
    "The batch changes records that you contributed yourself or are not cleared for; another approver must decide.",
)
_NOT_YOURS = NotAllowed("databanks.batch.not-yours", "This batch is not one that you may decide on.")
_REFUSED = {each.code: each.message for each in (_TOUCHES_OWN, _NOT_YOURS)}


def _finish(batch_id: uuid.UUID, token: str, *, links_open: int, links_open_to: list[str]) -> Batch:
    with warrants.reading(token) as holder, connection.cursor() as cursor:
        cursor.execute(
            "update databanks_batch set links_open = %s, links_open_to = %s where id = %s",
            [links_open, links_open_to, batch_id],
        )
        batch = close(cursor, batch_id, "approving", "approved", holder.officer)
        journal.record(
            "databanks.batch.approved",
            by=holder.actor,
            about=(f"batch/{batch_id}",),
            rows=batch.rows_applied,
            withdrawn=batch.rows_withdrawn,
            links_open=links_open,
            rows_sha256=_kept_digest(cursor, batch_id),
        )
        words: dict[str, object] = {"officer": holder.officer}
        _tell_of_drafts(cursor, batch)
        if not links_open:
            return tell(batch, "batch-approved", **words)
        return tell(batch, "batch-links-open", **words, links=links_open, refs=", ".join(links_open_to[:TOLD]))


def _tell_of_drafts(cursor, batch: Batch) -> None:
    """Tell the agency of entries that wait for a second reviewer of another party, whom an approver is to ask."""
    cursor.execute("select count(*) from databanks_custody where batch = %s and status = 'draft'", [batch.id])
    if entries := cursor.fetchone()[0]:
        words = {"batch": batch.file_name, "entries": entries}
        workflow.post(batch.agency, kind="drafts-wait", subject=f"batch/{batch.id}", words=words)


def _kept_digest(cursor, batch_id: uuid.UUID) -> str:
    cursor.execute("select rows_hash from databanks_batch where id = %s", [batch_id])
    return bytes(cursor.fetchone()[0]).hex()


def refuse(batch_id: uuid.UUID, token: str, *, because: str) -> Batch:
    """Refuse a staged batch with a reason; nothing of it becomes active."""
    if not because.strip():
        raise BadInput("databanks.batch.no-reason", "Give the reason; the contributor and the journal get it.")
    check(batch_id, token, (BatchState.STAGED,))
    with warrants.reading(token) as holder, connection.cursor() as cursor:
        batch = close(cursor, batch_id, "staged", "refused", holder.officer, because[:500])
        journal.record("databanks.batch.refused", by=holder.actor, about=(f"batch/{batch_id}",), reason=because[:500])
        tell(batch, "batch-refused", officer=holder.officer, reason=because[:500])
    sweeping.sweep(batch_id, token)
    return batch


def tell(batch: Batch, kind: str, **words: object) -> Batch:
    """Put the outcome into the contributor's inbox."""
    workflow.post(
        batch.agency,
        officer=batch.contributor,
        kind=kind,
        subject=f"batch/{batch.id}",
        words={"batch": batch.file_name, **words},
    )
    return batch


def decided() -> NotNow:
    """Another officer was quicker."""
    return NotNow("databanks.batch.decided", "This batch was decided meanwhile.")


def close(cursor, batch_id: uuid.UUID, was: str, state: str, officer: str, reason: str = "") -> Batch:
    """Bring the batch to its end; what waited for somebody because of it is done."""
    cursor.execute(
        "update databanks_batch set state = %s, closed_at = %s, closed_by = %s, reason = %s"
        f" where id = %s and state = %s returning {BATCH}",
        [state, clock.now(), officer, reason, batch_id, was],
    )
    if (row := cursor.fetchone()) is None:
        raise decided()
    cursor.execute(
        "update workflow_inbox set done_at = %s where subject = %s and done_at is null",
        [clock.now(), f"batch/{batch_id}"],
    )
    return Batch(*row)
