"""The steps of a contribution in the database: a batch is opened, filled chunk by chunk, and completed."""

import hashlib
import json
import uuid
from datetime import timedelta

from django.db import connection

from commonweal.audit import journal
from commonweal.common import clock
from commonweal.common.errors import BadInput, NotAllowed, NotNow
from commonweal.databanks import preparing, retention
from commonweal.databanks.actions import sweeping
from commonweal.databanks.batches import BATCH, Batch, Source
from commonweal.databanks.formats.rows import Held, Refused
from commonweal.databanks.lines import repeated
from commonweal.databanks.preparing import Chunk
from commonweal.databanks.terms import BatchState, RetentionClass
from commonweal.handling import labels, warrants
from commonweal.workflow import actions as workflow

HELD_FOR = timedelta(days=round(retention.classes()[RetentionClass.UNSORTED].initial / 12 * 366))
"""How long a row waits for its parent: what nobody can place is kept no longer than what nobody has sorted."""


def begin(token: str, *, source: Source, withdraw_absent: int | None = None) -> Batch:
    """The batch of this source: the one that its contributor began and that is not decided, or a new one.

    A batch that waits for its approver is the answer too: whoever was killed before he could say so hands the same
    file in again. With another word on absent records (`withdraw_absent`), or as another list, it is another one.
    """
    with warrants.reading(token) as holder, connection.cursor() as cursor:
        if holder.role != "contributor":
            raise NotAllowed("databanks.batch.not-contributor", "Contributing needs a warrant in the role contributor.")
        how = (source.format, source.list, source.full, source.whole)
        cursor.execute(
            f"select {BATCH} from databanks_batch where contributor = %s and file_hash = %s"
            " and state in ('staged', 'approving') and withdraw_absent is not distinct from %s"
            ' and (format, list, "full", whole) = (%s, %s, %s, %s) order by opened_at desc limit 1',
            [holder.officer, source.file_hash, withdraw_absent, *how],
        )
        if (waits := cursor.fetchone()) is not None:
            return Batch(*waits)
        new = uuid.uuid4()
        cursor.execute(
            "insert into databanks_batch (id, party, agency, unit, contributor, file_name, file_hash, format, list,"
            ' "full", whole, state, opened_at)'
            " values (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, 'receiving', %s)"
            " on conflict (contributor, file_hash) where state = 'receiving' do nothing",
            [
                new,
                holder.party,
                holder.agency,
                holder.unit,
                holder.officer,
                source.file_name[:200],
                source.file_hash,
                *how,
                clock.now(),
            ],
        )
        if cursor.rowcount == 0:
            cursor.execute(
                f"select {BATCH} from databanks_batch"
                " where contributor = %s and file_hash = %s and state = 'receiving'",
                [holder.officer, source.file_hash],
            )
            if (known := cursor.fetchone()) is None:
                raise _elsewhere()
            return Batch(*known)
        digest = source.file_hash.hex()
        journal.record("databanks.batch.opened", by=holder.actor, about=(f"batch/{new}",), file_sha256=digest)
        return read_batch(cursor, new)


def stage(batch: Batch, chunk: Chunk, *, token: str) -> Batch:
    """Stage one chunk: COPY into the intake, then into the protected table, with the place reached; all or nothing."""
    with warrants.reading(token) as holder, connection.cursor() as cursor:
        _copy(cursor, batch, chunk)
        cursor.execute("select fresh, changed, same from databanks_take_in(%s)", [batch.id])
        counted = cursor.fetchone()
        refuse_rows(cursor, batch.id, holder, chunk.refused)
        _hold(cursor, batch, holder, chunk.held)
        cursor.execute(
            "update databanks_batch set lines = %s, rows_new = rows_new + %s, rows_changed = rows_changed + %s,"
            " rows_same = rows_same + %s, rows_refused = rows_refused + %s, rows_held = rows_held + %s"
            f" where id = %s and lines = %s and state = 'receiving' returning {BATCH}",
            [chunk.last, *counted, len(chunk.refused), len(chunk.held), batch.id, batch.lines],
        )
        if (reached := cursor.fetchone()) is None:
            raise _elsewhere()
        return Batch(*reached)


def _copy(cursor, batch: Batch, chunk: Chunk) -> None:
    numbers = labels.intern(chunk.labels)
    ends = [b"\t%d\t%b\n" % (numbers[label], str(batch.id).encode()) for label in chunk.labels]
    parts = [part for row, label in zip(chunk.rows, chunk.label_of, strict=True) for part in (row, ends[label])]
    with cursor.copy(f"copy databanks_intake ({preparing.COLUMNS}) from stdin") as copy:
        copy.write(b"".join(parts))


def refuse_rows(cursor, batch: uuid.UUID, holder: warrants.Holder, rows: list[tuple[int, Refused]]) -> None:
    """Keep refusals, each with its place; inside `warrants.reading`."""
    cursor.executemany(
        "insert into databanks_refused (batch, line, number, agency, contributor, code, message, owner_ref, errors)"
        " values (%s, %s, %s, %s, %s, %s, %s, %s, %s) on conflict do nothing",
        [
            (
                batch,
                place,
                row.line,
                holder.agency,
                holder.officer,
                row.code,
                row.message,
                row.ref,
                json.dumps([_error(each) for each in (row, *row.also)], ensure_ascii=False, default=str),
            )
            for place, row in rows
        ],
    )


def _error(row: Refused) -> dict:
    """An error of a row as it is kept: to be said in a reader's language later."""
    return {"code": row.code, "template": row.template or row.message, "params": row.params}


def _hold(cursor, batch: Batch, holder: warrants.Holder, rows: list[tuple[int, Held]]) -> None:
    """Keep rows that wait for their parent; one that waits already is not kept twice."""
    cursor.executemany(
        "insert into databanks_held (batch, line, number, agency, contributor, list, parent, body, digest, expires)"
        " values (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s) on conflict do nothing",
        [
            (
                batch.id,
                place,
                row.number,
                holder.agency,
                holder.officer,
                batch.list,
                row.parent,
                json.dumps(row.body, ensure_ascii=False),
                held_digest(row),
                clock.now() + HELD_FOR,
            )
            for place, row in rows
        ],
    )


def held_digest(row: Held) -> bytes:
    """By what a held row is known again: its parent and its content, whatever its number."""
    content = json.dumps([row.parent, row.body], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(content.encode()).digest()


def _elsewhere() -> NotNow:
    return NotNow("databanks.batch.elsewhere", "Another importer goes on with this batch; let it finish.")


def complete(
    batch: Batch, *, token: str, joined: set[bytes] = frozenset(), withdraw_absent: int | None = None
) -> Batch:
    """Close the receiving of a batch: it waits for an approver, needs none, or is faulty where it was all or nothing.

    A reference that stands twice and a change that would end a record's protection are refused now. `joined` are
    digests of held rows that joined their parent in this batch.
    """
    with warrants.reading(token) as holder, connection.cursor() as cursor:
        cursor.execute("select 1 from databanks_batch where id = %s and state = 'receiving' for update", [batch.id])
        if cursor.fetchone() is None:
            raise not_receiving()
        counted = _settle(cursor, batch, holder)
        if withdraw_absent and (nameless := _nameless(cursor, batch)):
            raise absent_uncertain(nameless)
        if withdraw_absent is not None and withdraw_absent != counted["rows_absent"]:
            raise BadInput(
                "databanks.batch.absent-not-confirmed",
                "{absent} records of this list are not in the file; to have them withdrawn, say {absent}, not {said}.",
                absent=counted["rows_absent"],
                said=withdraw_absent,
            )
        if joined:
            cursor.execute(
                "update databanks_held set joined_by = %s where list = %s and digest = any(%s) and joined_by is null",
                [batch.id, batch.list, list(joined)],
            )
        state = _state(batch, counted, withdraw_absent)
        cursor.execute(
            f"update databanks_batch set state = %s, closed_at = %s, withdraw_absent = %s,"
            f" {', '.join(f'{name} = %s' for name in counted)}"
            f" where id = %s returning {BATCH}",
            [
                state,
                None if state == BatchState.STAGED else clock.now(),
                withdraw_absent,
                *counted.values(),
                batch.id,
            ],
        )
        batch = Batch(*cursor.fetchone())
        _tell(batch, holder)
    if state != BatchState.STAGED:
        sweeping.sweep(batch.id, token)
    return batch


def not_receiving() -> NotNow:
    """The refusal of rows for a batch that takes none any more."""
    return NotNow("databanks.batch.not-receiving", "This batch is no longer being received.")


_REMEDIES = {
    "protection": BadInput(
        "databanks.line.protection-stands",
        "Whether a record is protected never changes; withdraw the record and enter another.",
    )
}


def _settle(cursor, batch: Batch, holder: warrants.Holder) -> dict[str, int]:
    """What only the whole tells: rows refused now, and what a full list no longer names; the counts after that."""
    cursor.execute("select line, number, owner_ref, outcome, problem from databanks_settle(%s)", [batch.id])
    found = cursor.fetchall()
    refusals = []
    for place, number, ref, _, problem in found:
        remedy = _REMEDIES.get(problem)
        refusals.append((place, Refused.because(number, remedy, ref=ref) if remedy else repeated(number, ref)))
    refuse_rows(cursor, batch.id, holder, refusals)
    cursor.execute(
        "select rows_new, rows_changed, rows_same, rows_refused from databanks_batch where id = %s", [batch.id]
    )
    names = ("rows_new", "rows_changed", "rows_same", "rows_refused")
    counted = dict(zip(names, cursor.fetchone(), strict=True))
    for *_, outcome, _ in found:
        counted[f"rows_{outcome}"] -= 1
    counted["rows_refused"] += len(found)
    cursor.execute("select count(*) from databanks_absent where batch = %s", [batch.id])
    return counted | {"rows_absent": cursor.fetchone()[0]}


def _nameless(cursor, batch: Batch) -> int:
    cursor.execute("select count(*) from databanks_refused where batch = %s and owner_ref = ''", [batch.id])
    return cursor.fetchone()[0]


def absent_uncertain(rows: int) -> BadInput:
    """The refusal to withdraw what a file no longer names, where nobody can tell whom its refused rows name."""
    return BadInput(
        "databanks.batch.absent-uncertain",
        "{rows} rows are refused whose reference cannot be read: each may be of a record that seems absent. Mend them,"
        " or hand the file in without calling it the full list.",
        rows=rows,
    )


def _state(batch: Batch, counted: dict[str, int], withdraw_absent: int | None) -> BatchState:
    if batch.whole and counted["rows_refused"]:
        return BatchState.FAULTY
    if counted["rows_new"] or counted["rows_changed"] or withdraw_absent:
        return BatchState.STAGED
    return BatchState.UNCHANGED


def _tell(batch: Batch, holder: warrants.Holder) -> None:
    """Journal what was received, and tell the approvers of what waits for them."""
    journal.record(
        "databanks.batch.staged",
        by=holder.actor,
        about=(f"batch/{batch.id}",),
        state=batch.state,
        new=batch.rows_new,
        changed=batch.rows_changed,
        same=batch.rows_same,
        refused=batch.rows_refused,
        held=batch.rows_held,
        absent=batch.rows_absent,
        withdraw_absent=batch.withdraw_absent or 0,
    )
    if batch.state != BatchState.STAGED:
        return
    words = {"batch": batch.file_name, "officer": holder.officer}
    words |= {"lines": batch.lines, "rejected": batch.rows_refused}
    workflow.post(holder.agency, kind="batch-staged", subject=f"batch/{batch.id}", words=words)


def read_batch(cursor, batch: uuid.UUID) -> Batch:
    """The batch as it stands; it must be one that the warrant in force may see."""
    cursor.execute(f"select {BATCH} from databanks_batch where id = %s", [batch])
    return Batch(*cursor.fetchone())
