"""Contributing: a file is read, checked and staged; nothing of it is active before another officer approves.

Work is committed in chunks, each with the number of the last line that it holds, so that an importer that was
killed goes on where it stopped and a line is never staged twice.
"""

import hashlib
import uuid
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import islice
from pathlib import Path

from django.db import connection

from commonweal.audit import journal
from commonweal.common import clock
from commonweal.common.errors import NotAllowed, NotNow
from commonweal.databanks import banks, lines
from commonweal.databanks.batches import BATCH, Batch, Source
from commonweal.databanks.formats.rows import Held, Refused, Row
from commonweal.databanks.terms import BatchState
from commonweal.handling import labels, warrants
from commonweal.workflow import actions as workflow

CHUNK = 2_000
"""Lines in one transaction: so few that nobody's commit waits long behind theirs, so many that COPY pays."""

_INTAKE = (
    "batch, line, record_type, owner_ref, label_id, expires, content_hash, identity, narrative, special, basis,"
    " evaluation, retention_class, links, attachments, biometrics"
)


def contribute(
    rows: Iterable[Row | Refused | Held],
    token: str,
    *,
    source: Source,
    progress: Callable[[int], None] | None = None,
    chunk: int = CHUNK,
) -> Batch:
    """Stage the rows of a source under a contributor's warrant; goes on where an earlier attempt with it stopped.

    Any format's reader gives the rows, always the same of the same source. `progress` is told the number of the last
    row staged, `chunk` is how many rows one transaction holds. Nothing becomes active before `approve`.
    """
    batch = begin(token, source=source)
    holder = warrants.current(token)
    if holder is None:
        raise NotAllowed("handling.warrant.not-in-order", "The contributor's warrant is over; open another.")
    ready = (row for row in lines.prepared(rows, reading_of(holder)) if row.line > batch.lines)
    for some in _chunks(ready, chunk):
        batch = stage(batch, some, token=token)
        if progress:
            progress(batch.lines)
    return complete(batch, token=token)


def contribute_file(
    path: Path,
    token: str,
    *,
    list: str = "",
    full: bool = False,
    whole: bool = False,
    progress: Callable[[int], None] | None = None,
    chunk: int = CHUNK,
) -> Batch:
    """Stage a file of Commonweal JSON Lines; otherwise like `contribute`."""
    source = Source(path.name, _hash(path), list=list, full=full, whole=whole)
    with path.open("rb") as file:
        return contribute(lines.json_lines(file), token, source=source, progress=progress, chunk=chunk)


def reading_of(holder: warrants.Holder) -> lines.Reading:
    """By what this contributor's rows are read today."""
    return lines.Reading(
        party=holder.party,
        agency=holder.agency,
        unit=holder.unit,
        today=clock.today(),
        accepts=partial(banks.register().accepts, party=holder.party, kind=holder.kind),
    )


def _hash(path: Path) -> bytes:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").digest()


def _chunks(rows: Iterator, size: int) -> Iterator[list]:
    while chunk := list(islice(rows, size)):
        yield chunk


def begin(token: str, *, source: Source) -> Batch:
    """The batch of this source: the one still being received, if its contributor began it, or a new one."""
    with warrants.reading(token) as holder, connection.cursor() as cursor:
        if holder.role != "contributor":
            raise NotAllowed("databanks.batch.not-contributor", "Contributing needs a warrant in the role contributor.")
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
                source.format,
                source.list,
                source.full,
                source.whole,
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
        journal.record(
            "databanks.batch.opened", by=holder.actor, about=(f"batch/{new}",), file_sha256=source.file_hash.hex()
        )
        return read_batch(cursor, new)


def stage(batch: Batch, rows: list, *, token: str) -> Batch:
    """Stage one chunk: COPY into the intake, then into the protected table, with the line reached; all or nothing."""
    taken = [row for row in rows if isinstance(row, lines.Prepared)]
    refused = [row for row in rows if isinstance(row, Refused)]
    with warrants.reading(token) as holder, connection.cursor() as cursor:
        numbers = labels.intern({row.label for row in taken})
        with cursor.copy(f"copy databanks_intake ({_INTAKE}) from stdin") as copy:
            for row in taken:
                copy.write_row(_intake(batch.id, row, numbers[row.label]))
        cursor.execute("select * from databanks_take_in(%s)", [batch.id])
        counted = cursor.fetchone()
        cursor.executemany(
            "insert into databanks_refused (batch, line, agency, contributor, code, message)"
            " values (%s, %s, %s, %s, %s, %s) on conflict do nothing",
            [(batch.id, row.line, holder.agency, holder.officer, row.code, row.message) for row in refused],
        )
        cursor.execute(
            "update databanks_batch set lines = %s, rows_new = rows_new + %s, rows_changed = rows_changed + %s,"
            " rows_same = rows_same + %s, rows_refused = rows_refused + %s"
            " where id = %s and lines = %s and state = 'receiving'",
            [max(row.line for row in rows), *counted[1:], len(refused), batch.id, batch.lines],
        )
        if cursor.rowcount != 1:
            raise _elsewhere()
        return read_batch(cursor, batch.id)


def _elsewhere() -> NotNow:
    return NotNow("databanks.batch.elsewhere", "Another importer goes on with this batch; let it finish.")


def _intake(batch: uuid.UUID, row: lines.Prepared, label: int) -> tuple:
    return (
        batch,
        row.line,
        row.record_type,
        row.owner_ref,
        label,
        row.expires,
        row.content_hash,
        row.identity,
        row.narrative,
        row.special,
        row.basis,
        row.evaluation,
        row.retention_class,
        row.links,
        row.attachments,
        row.biometrics,
    )


def complete(batch: Batch, *, token: str) -> Batch:
    """Close the receiving of a batch: it waits for an approver, or holds nothing new and needs none."""
    state = BatchState.STAGED if batch.rows_new or batch.rows_changed else BatchState.UNCHANGED
    with warrants.reading(token) as holder, connection.cursor() as cursor:
        cursor.execute("update databanks_batch set state = %s where id = %s and state = 'receiving'", [state, batch.id])
        if cursor.rowcount != 1:
            raise NotNow("databanks.batch.not-receiving", "This batch is no longer being received.")
        batch = read_batch(cursor, batch.id)
        journal.record(
            "databanks.batch.staged",
            by=holder.actor,
            about=(f"batch/{batch.id}",),
            new=batch.rows_new,
            changed=batch.rows_changed,
            same=batch.rows_same,
            refused=batch.rows_refused,
        )
        if state == BatchState.STAGED:
            workflow.post(
                holder.agency,
                kind="batch-staged",
                subject=f"batch/{batch.id}",
                words={
                    "batch": batch.file_name,
                    "officer": holder.officer,
                    "lines": batch.lines,
                    "rejected": batch.rows_refused,
                },
            )
    return batch


def read_batch(cursor, batch: uuid.UUID) -> Batch:
    """The batch as it stands; it must be one that the warrant in force may see."""
    cursor.execute(f"select {BATCH} from databanks_batch where id = %s", [batch])
    return Batch(*cursor.fetchone())
