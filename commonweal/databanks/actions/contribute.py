"""Contributing: rows are prepared and staged; nothing of them is active before another officer approves.

Work is committed in chunks, each with the place of the last row that it holds, so that an importer that was killed
goes on where it stopped and a row is never staged twice. A row's place is where it stands in the order in which its
source is read; its number is what its contributor knows it by.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path

from commonweal.common import clock
from commonweal.common.errors import BadInput, NotAllowed
from commonweal.databanks import banks, formats, lines, preparing, retention
from commonweal.databanks.actions.ending import break_off
from commonweal.databanks.actions.staging import begin, complete, held_digest, read_batch, stage
from commonweal.databanks.batches import Batch, Source
from commonweal.databanks.formats.rows import Held, Refused, Row
from commonweal.databanks.terms import BatchState
from commonweal.handling import warrants

__all__ = ["begin", "complete", "contribute", "contribute_file", "read_batch", "reading_of", "stage"]

CHUNK = 2_000
"""Rows in one transaction: so few that nobody's commit waits long behind theirs, so many that COPY pays."""

Rows = Iterable[Row | Refused | Held]


def contribute(
    rows: Rows,
    token: str,
    *,
    source: Source,
    held: Iterable[Held] = (),
    withdraw_absent: int | None = None,
    progress: Callable[[int], None] | None = None,
    chunk: int = CHUNK,
) -> Batch:
    """Stage the rows of a source under a contributor's warrant; goes on where an earlier attempt with it stopped.

    Any format's reader gives the rows, always the same of the same source. `held` are the rows of earlier contributions
    that the reader was handed; those that it does not give back have joined their parent here. `withdraw_absent` is the
    contributor's word that so many records, which a full list no longer names, shall be withdrawn; raises BadInput
    where there are more or fewer. A fault of the file closes the batch with its reason, and is raised. `progress` is
    told how many rows are done, `chunk` is how many one transaction holds. Nothing becomes active before `approve`; a
    batch of this source that waits for it is given back as it is.
    """
    batch = begin(token, source=source, withdraw_absent=withdraw_absent)
    if batch.state != BatchState.RECEIVING:
        return batch
    holder = holder_of(token)
    waiting = {held_digest(each) for each in held}
    ready = preparing.chunks(_behind(rows, batch.lines, waiting), reading_of(holder), chunk)
    try:
        for some in ready:
            batch = stage(batch, some, token=token)
            if progress:
                progress(batch.lines)
    except BadInput as fault:
        break_off(batch.id, fault, token)
        raise
    return complete(batch, token=token, joined=waiting, withdraw_absent=withdraw_absent)


def _behind(rows: Rows, reached: int, waiting: set[bytes]) -> Iterator[preparing.Item]:
    """The rows behind the place that was reached, with their places; what is held again no longer counts as joined."""
    for place, row in enumerate(rows, start=1):
        if isinstance(row, Held):
            waiting.discard(held_digest(row))
        if place > reached:
            yield place, row


def contribute_file(
    path: Path,
    token: str,
    *,
    list: str = "",
    full: bool = False,
    whole: bool = False,
    withdraw_absent: int | None = None,
    progress: Callable[[int], None] | None = None,
    chunk: int = CHUNK,
) -> Batch:
    """Stage a file of Commonweal JSON Lines; otherwise like `contribute`."""
    source = Source(path.name, _hash(path), list=list, full=full, whole=whole)
    rows = formats.read(path, formats.Settings(format="jsonl"), as_written=True)
    return contribute(rows, token, source=source, withdraw_absent=withdraw_absent, progress=progress, chunk=chunk)


def holder_of(token: str) -> warrants.Holder:
    """Who contributes; raises NotAllowed where his warrant is over."""
    holder = warrants.current(token)
    if holder is None:
        raise NotAllowed("handling.warrant.not-in-order", "The contributor's warrant is over; open another.")
    return holder


def reading_of(holder: warrants.Holder) -> lines.Reading:
    """By what this contributor's rows are read today."""
    return lines.Reading(
        party=holder.party,
        agency=holder.agency,
        unit=holder.unit,
        today=clock.today(),
        accepts=partial(banks.register().accepts, party=holder.party, kind=holder.kind),
        shorter=retention.months_of(holder.party),
    )


def _hash(path: Path) -> bytes:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").digest()
