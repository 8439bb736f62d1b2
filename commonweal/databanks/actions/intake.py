"""What is done with an upload or a batch in the background. Each deed goes on where an earlier attempt stopped."""

import hashlib
import json
import uuid
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from django.db import connection

from commonweal.common.errors import NotAllowed
from commonweal.databanks import formats, lines, uploads
from commonweal.databanks.actions import uploads as keeping
from commonweal.databanks.actions.approve import approve as make_active
from commonweal.databanks.actions.contribute import begin, contribute, read_batch, reading_of
from commonweal.databanks.batches import Source
from commonweal.databanks.formats import delimited, sheets
from commonweal.databanks.formats.rows import Held, Refused
from commonweal.databanks.terms import BatchState
from commonweal.databanks.uploads import Reject, Upload, Work
from commonweal.handling import warrants

Progress = Callable[[int], None]
MOST_REJECTS = 20_000
"""Refused rows that a dry run keeps with their cells; it counts them all."""
MOST_WORDS = 60
"""Words of one column that were not understood and are offered for mapping."""
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
    """What went by while rows were read: how many, which were refused and why, words that nobody understood."""

    rows: int = 0
    rejects: list[Reject] = field(default_factory=list)
    codes: Counter = field(default_factory=Counter)
    words: dict[str, Counter] = field(default_factory=dict)

    def note(self, row: object) -> None:
        """One row went by."""
        self.rows += 1
        if not isinstance(row, Refused):
            return
        errors = [row, *row.also]
        for each in errors:
            self.codes[each.code] += 1
            if each.code == NOT_UNDERSTOOD:
                seen = self.words.setdefault(str(each.params["column"]), Counter())
                if each.params["value"] in seen or len(seen) < MOST_WORDS:
                    seen[each.params["value"]] += 1
        if len(self.rejects) < MOST_REJECTS:
            told = [{"code": each.code, "template": each.template, "params": each.params} for each in errors]
            self.rejects.append(Reject(row.line, told, []))


def check(work: Work, token: str, progress: Progress) -> None:
    """Count what the upload would bring and keep what would be refused; nothing else is written."""
    upload = uploads.upload(token, work.subject)
    settings = settings_of(upload)
    told = Told()
    with uploads.opened(token, upload.id) as path:
        report = count(watched(formats.read(path, settings), told, token, progress), token, settings=settings)
        cells = _cells(path, settings, {each.number for each in told.rejects})
    rejects = [Reject(each.number, each.errors, cells.get(each.number, [])) for each in told.rejects]
    keeping.keep_rejects(token, upload.id, rejects, anew=True)
    words = {column: dict(seen.most_common()) for column, seen in told.words.items()}
    report |= {"rows": told.rows, "by_code": dict(told.codes.most_common()), "words": words}
    keeping.note(token, upload.id, report=report, state="checked")


def watched(rows: Iterable, told: Told, token: str, progress: Progress) -> Iterator:
    """The rows prepared, each noted as it goes by."""
    holder = warrants.current(token)
    if holder is None:
        raise NotAllowed("handling.warrant.not-in-order", "The contributor's warrant is over; open another.")
    for row in lines.prepared(rows, reading_of(holder)):
        told.note(row)
        yield row
        if told.rows % 500 == 0:
            progress(told.rows)


def stage(work: Work, token: str, progress: Progress) -> None:
    """Stage the upload as a batch, then let go of it. A batch that an earlier attempt completed is not begun again."""
    upload = uploads.upload(token, work.subject)
    settings = settings_of(upload)
    source = source_of(upload, settings, full=bool(work.words.get("full")), whole=bool(work.words.get("whole")))
    if upload.batch is None:
        upload = keeping.note(token, upload.id, state="staging", batch=begin(token, source=source).id)
    if _state(token, upload.batch) == BatchState.RECEIVING:
        with uploads.opened(token, upload.id) as path:
            contribute(formats.read(path, settings), token, source=source, progress=progress)
    keeping.forget(token, upload.id)


def _state(token: str, batch: uuid.UUID) -> str:
    with warrants.reading(token), connection.cursor() as cursor:
        return read_batch(cursor, batch).state


def approve(work: Work, token: str, progress: Progress) -> None:
    """Make a batch active."""
    make_active(work.subject, token, progress=progress)


def undo(work: Work, token: str, progress: Progress) -> None:
    """Undo a batch."""
    raise NotImplementedError


def count(rows: Iterable, token: str, *, settings: formats.Settings) -> dict:
    good = held = refused = 0
    for row in rows:
        held += isinstance(row, Held)
        refused += isinstance(row, Refused)
        good += not isinstance(row, Held | Refused)
    return {"new": good, "changed": 0, "same": 0, "refused": refused, "held": held, "absent": 0}


def _cells(path: Path, settings: formats.Settings, wanted: set[int]) -> dict[int, list[str]]:
    """The rows of a table with these numbers as they stand in the file; nothing for formats without columns."""
    if not wanted or settings.format not in ("csv", "xlsx"):
        return {}
    with closing(_raw(path, settings)) as raw:
        return {each[0]: each[1] for each in raw if not isinstance(each, Refused) and each[0] in wanted}


def _raw(path: Path, settings: formats.Settings) -> Iterator:
    if settings.format == "xlsx":
        return sheets.open_book(path, settings.sheet)[1]
    found = formats.detect(path, settings=settings) if not (settings.encoding and settings.delimiter) else settings
    return delimited.rows(path, encoding=found.encoding, delimiter=found.delimiter, quote=found.quote)
