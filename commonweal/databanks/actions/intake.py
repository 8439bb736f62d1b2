"""What is done with an upload or a batch in the background. Each deed goes on where an earlier attempt stopped."""

import hashlib
import json
import uuid
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from django.db import connection

from commonweal.common.errors import BadInput, CommonwealError, NotNow
from commonweal.databanks import formats, uploads
from commonweal.databanks.actions import ending
from commonweal.databanks.actions import uploads as keeping
from commonweal.databanks.actions.approve import approve as make_active
from commonweal.databanks.actions.check import check as dry_run
from commonweal.databanks.actions.contribute import contribute
from commonweal.databanks.actions.staging import begin, not_receiving, read_batch
from commonweal.databanks.actions.undo import preview
from commonweal.databanks.actions.undo import undo as take_back
from commonweal.databanks.actions.work import tell
from commonweal.databanks.batches import Batch, Source, held_rows
from commonweal.databanks.formats import delimited, sheets
from commonweal.databanks.formats.rows import Refused
from commonweal.databanks.standing import CONTRIBUTOR, UPLOAD, WORKER
from commonweal.databanks.terms import BatchState
from commonweal.databanks.uploads import Reject, Upload, Work
from commonweal.handling import warrants

Progress = Callable[[int], None]
MOST_REJECTS = 20_000
"""Refused rows that a dry run keeps with their cells; it counts them all."""
MOST_WORDS = 60
"""Words of one column that were not understood and are offered for mapping."""
COUNTS = ("new", "changed", "same", "refused", "held", "absent")
NOT_UNDERSTOOD = "databanks.cell.unknown-word"


def settings_of(upload: Upload) -> formats.Settings:
    """How the upload shall be read; raises BadInput where nobody has said so yet."""
    return formats.from_json(json.dumps(upload.settings))


def source_of(upload: Upload, settings: formats.Settings, *, full: bool = False, whole: bool = False) -> Source:
    """The upload as a source: the same file, read in the same way, is the same source."""
    said = formats.to_json(settings) + bytes((full, whole))
    digest = hashlib.sha256(upload.sha256 + said).digest()
    return Source(upload.file_name, digest, format=settings.format, list=settings.list, full=full, whole=whole)


@dataclass
class Told:
    """What a dry run was told of refused rows: each with its reasons, and the words that nobody understood.

    Files of one list are counted each from its first row: rows of the same number stand together, with every reason.
    """

    rejects: list[Reject] = field(default_factory=list)
    by_number: dict[int, Reject] = field(default_factory=dict)
    words: dict[str, Counter] = field(default_factory=dict)

    def note(self, row: Refused) -> None:
        """One row is refused."""
        errors = [row, *row.also]
        for each in errors:
            if each.code == NOT_UNDERSTOOD:
                seen = self.words.setdefault(str(each.params["column"]), Counter())
                if each.params["value"] in seen or len(seen) < MOST_WORDS:
                    seen[each.params["value"]] += 1
        told = [{"code": each.code, "template": each.template, "params": each.params} for each in errors]
        if row.line in self.by_number:
            self.by_number[row.line].errors.extend(told)
        elif len(self.rejects) < MOST_REJECTS:
            self.by_number[row.line] = reject = Reject(row.line, told, [])
            self.rejects.append(reject)


def check(work: Work, token: str, progress: Progress) -> None:
    """Count what the upload would bring and keep what would be refused; nothing else is written."""
    upload = uploads.upload(token, work.subject)
    UPLOAD.line(upload.state, "check", who=WORKER)
    settings = settings_of(upload)
    told, held = Told(), held_rows(token, settings.list)
    with uploads.opened(token, upload.id) as paths:
        tell(token, work.id, done=0, total=_lines(paths, settings))
        rows = formats.read(paths, settings, held=held, as_written=True)
        report = dry_run(rows, token, list=settings.list, refused=told.note, progress=progress)
        cells = _cells(paths, settings, {each.number for each in told.rejects})
    rejects = [Reject(each.number, each.errors, cells.get(each.number, [])) for each in told.rejects]
    keeping.keep_rejects(token, upload.id, rejects, anew=True)
    counts = {name: getattr(report, name) for name in COUNTS}
    words = {column: dict(seen.most_common()) for column, seen in told.words.items()}
    found = {
        "rows": sum(counts.values()) - report.absent,
        "by_code": dict(report.by_code.most_common()),
        "nameless": report.nameless,
        "words": words,
    }
    keeping.note(token, upload.id, "check", report=counts | found, read_as=upload.settings)


def _lines(paths: list[Path], settings: formats.Settings) -> int | None:
    """About how many rows there are, where a row is a line."""
    if settings.format not in ("csv", "jsonl"):
        return None
    with paths[0].open("rb") as file:
        return sum(chunk.count(b"\n") for chunk in iter(lambda: file.read(1_048_576), b""))


def stage(work: Work, token: str, progress: Progress) -> None:
    """Stage the upload as a batch, then let go of it. A batch that an earlier attempt completed is not begun again.

    What is wrong with the file, or with what its contributor said of it, closes the batch with its reason and gives the
    upload back. What only interrupts leaves both: handed in again, it goes on.
    """
    upload = uploads.upload(token, work.subject)
    settings = settings_of(upload)
    source = source_of(upload, settings, full=bool(work.words.get("full")), whole=bool(work.words.get("whole")))
    if upload.batch is None:
        UPLOAD.line(upload.state, "hand in", who=CONTRIBUTOR)
        batch = begin(token, source=source, withdraw_absent=work.words.get("withdraw_absent"))
        upload = keeping.note(token, upload.id, "hand in", batch=batch.id)
    batch = _batch(token, upload.batch)
    if batch.state == BatchState.RECEIVING:
        with _given_back(token, upload):
            _fill(work, token, upload, source, progress)
    elif batch.fault or batch.state == BatchState.WITHDRAWN:
        # It was closed, and nothing of it is left: by an attempt that was killed before it could say so, or by an
        # upload of the same file. Nobody may think that it came in.
        keeping.note(token, upload.id, "fail", batch=None, report={})
        raise _closed(batch)
    keeping.forget(token, upload.id)


def _closed(batch: Batch) -> CommonwealError:
    if fault := batch.fault:
        return BadInput(fault["code"], fault["template"], **fault["params"])
    return not_receiving()


@contextmanager
def _given_back(token: str, upload: Upload) -> Iterator[None]:
    """A problem that no second attempt mends closes the batch of the upload, which its contributor gets back."""
    try:
        yield
    except NotNow:
        raise
    except CommonwealError as problem:
        ending.break_off(upload.batch, problem, token)
        with suppress(BadInput):  # it was removed meanwhile
            keeping.note(token, upload.id, "fail", batch=None, report={})
        raise


def _fill(work: Work, token: str, upload: Upload, source: Source, progress: Progress) -> None:
    settings = settings_of(upload)
    tell(token, work.id, done=0, total=upload.report.get("rows"))
    held = held_rows(token, settings.list)
    with uploads.opened(token, upload.id) as paths:
        contribute(
            formats.read(paths, settings, held=held, as_written=True),
            token,
            source=source,
            held=held,
            withdraw_absent=work.words.get("withdraw_absent"),
            progress=progress,
        )


def _batch(token: str, batch: uuid.UUID) -> Batch:
    with warrants.reading(token), connection.cursor() as cursor:
        return read_batch(cursor, batch)


def approve(work: Work, token: str, progress: Progress) -> None:
    """Make a batch active; one that an earlier attempt finished stays as it is."""
    batch = _batch(token, work.subject)
    if batch.state == BatchState.APPROVED and batch.closed_by == work.officer:
        return
    tell(token, work.id, done=0, total=batch.rows_new + batch.rows_changed)
    make_active(work.subject, token, progress=progress)


def undo(work: Work, token: str, progress: Progress) -> None:
    """Undo a batch; one that an earlier attempt finished stays as it is."""
    if _batch(token, work.subject).state == BatchState.UNDONE:
        return
    would = preview(work.subject, token)
    tell(token, work.id, done=0, total=would.withdrawn + would.restored + would.reappear)
    take_back(work.subject, token, because=str(work.words.get("because", "")), progress=progress)


def _cells(paths: list[Path], settings: formats.Settings, wanted: set[int]) -> dict[int, list[str]]:
    """The rows of a table with these numbers as they stand in the file; nothing for formats without columns."""
    if not wanted or settings.format not in ("csv", "xlsx"):
        return {}
    with closing(_raw(paths[0], settings)) as raw:
        return {each[0]: each[1] for each in raw if not isinstance(each, Refused) and each[0] in wanted}


def _raw(path: Path, settings: formats.Settings) -> Iterator:
    if settings.format == "xlsx":
        return sheets.open_book(path, settings.sheet)[1]
    found = formats.detect(path, settings=settings) if not (settings.encoding and settings.delimiter) else settings
    return delimited.rows(path, encoding=found.encoding, delimiter=found.delimiter, quote=found.quote)
