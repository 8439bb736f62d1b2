"""Files that officers upload before they are a contribution, saved mappings, and work in the background: as they stand.

Reads only, each under a warrant (`commonweal.databanks.protection_intake` says who reads what). The verbs are in
`actions.uploads`, `actions.profiles` and `actions.work`.
"""

import json
import os
import shutil
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import IO

from django.conf import settings
from django.db import connection

from commonweal.common import clock
from commonweal.common.errors import BadInput, NotNow
from commonweal.handling import warrants

LARGEST = 200_000_000
"""Bytes of a file that may be uploaded; what is larger comes by the command line or a pull."""
CHUNK = 1_048_576
"""Bytes of a file in one row."""
KEPT = timedelta(hours=24)
"""How long an upload stays that is not handed in."""
SPARE = 500_000_000
"""Bytes that must stay free on the disk beside what an upload takes."""
CALM = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Upload:
    """What its contributor prepares: what was found in it, how it shall be read, what a dry run counted.

    `files` are the files of which it is made, each with its name and size; several are those of one list.
    """

    id: uuid.UUID
    contributor: str
    file_name: str
    files: list[dict]
    size: int
    sha256: bytes
    found: dict
    settings: dict
    state: str
    report: dict
    batch: uuid.UUID | None
    opened_at: datetime
    expires: datetime


@dataclass(frozen=True, slots=True)
class Profile:
    """A mapping that an agency saved under a name."""

    id: uuid.UUID
    name: str
    format: str
    settings: dict
    made_by: str
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class Work:
    """A piece of work in the background, and how far it is."""

    id: uuid.UUID
    officer: str
    kind: str
    subject: uuid.UUID
    words: dict
    state: str
    done: int
    total: int | None
    opened_at: datetime
    began_at: datetime | None
    changed_at: datetime
    problem: dict | None

    @property
    def running(self) -> bool:
        """Whether it still waits or runs."""
        return self.state in ("queued", "running")

    @property
    def rate(self) -> float:
        """Rows a second since it began; 0 before anything is known."""
        if self.began_at is None or self.changed_at - self.began_at < CALM:
            return 0.0
        return self.done / (self.changed_at - self.began_at).total_seconds()

    @property
    def seconds_left(self) -> int | None:
        """How long the rest takes at this rate; None where nobody can say."""
        if not self.running or not self.total or not self.rate:
            return None
        return max(0, round((self.total - self.done) / self.rate))


UPLOAD = ", ".join(Upload.__slots__)
PROFILE = ", ".join(Profile.__slots__)
WORK = ", ".join(Work.__slots__)
"""Their columns, in order."""


def upload(token: str, upload_id: uuid.UUID) -> Upload:
    """The holder's own upload; raises BadInput where there is none (any more)."""
    with warrants.reading(token), connection.cursor() as cursor:
        return read_upload(cursor, upload_id)


def read_upload(cursor, upload_id: uuid.UUID) -> Upload:
    """The same inside `warrants.reading`."""
    cursor.execute(f"select {UPLOAD} from databanks_upload where id = %s and expires > %s", [upload_id, clock.now()])
    row = cursor.fetchone()
    if row is None:
        raise unknown()
    return _upload(row)


def unknown() -> BadInput:
    """The refusal of an upload that is not there, not there any more, or another's."""
    return BadInput(
        "databanks.upload.unknown",
        "There is no such upload of yours: it was handed in, or its day is over. Upload the file again.",
    )


def uploads(token: str) -> list[Upload]:
    """What the holder has uploaded and not handed in, the newest first."""
    with warrants.reading(token), connection.cursor() as cursor:
        cursor.execute(
            f"select {UPLOAD} from databanks_upload where expires > %s order by opened_at desc", [clock.now()]
        )
        return [_upload(row) for row in cursor.fetchall()]


def _upload(row: tuple) -> Upload:
    values = dict(zip(Upload.__slots__, row, strict=True))
    told = {name: json.loads(values[name]) for name in ("files", "found", "settings", "report")}
    return Upload(**values | told | {"sha256": bytes(values["sha256"])})


def profiles(token: str, *, format: str = "") -> list[Profile]:
    """Saved mappings of the holder's agency, by name; of one format where it is given."""
    with warrants.reading(token), connection.cursor() as cursor:
        cursor.execute(
            f"select {PROFILE} from databanks_profile where %(format)s in ('', format) order by name collate \"C\"",
            {"format": format},
        )
        return [_profile(row) for row in cursor.fetchall()]


def profile(token: str, name: str) -> Profile:
    """One saved mapping by its name; raises BadInput where the agency has none of this name."""
    for each in profiles(token):
        if each.name == name:
            return each
    raise BadInput(
        "databanks.profile.unknown",
        "Your agency has no mapping named {name}; see the list of saved mappings.",
        name=name[:100],
    )


def _profile(row: tuple) -> Profile:
    values = dict(zip(Profile.__slots__, row, strict=True))
    return Profile(**values | {"settings": json.loads(values["settings"])})


def work_on(token: str, subject: uuid.UUID, *, kind: str = "") -> Work | None:
    """The last piece of work on an upload or a batch, or None; with `kind`, the holder's own last one of that kind."""
    with warrants.reading(token) as holder, connection.cursor() as cursor:
        cursor.execute(
            f"select {WORK} from databanks_work where subject = %(subject)s"
            " and (%(kind)s = '' or (kind = %(kind)s and officer = %(officer)s)) order by opened_at desc, id limit 1",
            {"subject": subject, "kind": kind, "officer": holder.officer},
        )
        row = cursor.fetchone()
        return read_work(row) if row else None


def read_work(row: tuple) -> Work:
    """A row of `WORK`."""
    values = dict(zip(Work.__slots__, row, strict=True))
    told = {name: json.loads(values[name] or "null") for name in ("words", "problem")}
    return Work(**values | told)


@dataclass(frozen=True, slots=True)
class Reject:
    """A row that a dry run would refuse: its errors (code, template, params), and its cells as the file has them."""

    number: int
    errors: list[dict]
    cells: list


def rejects(token: str, upload_id: uuid.UUID, *, limit: int | None = None) -> list[Reject]:
    """Rows that the dry run would refuse, in the order of the file."""
    with warrants.reading(token), connection.cursor() as cursor:
        cursor.execute(
            "select number, errors, cells from databanks_upload_reject where upload = %s order by number limit %s",
            [upload_id, limit],
        )
        return [Reject(number, json.loads(errors), json.loads(cells)) for number, errors, cells in cursor.fetchall()]


def text(settings: dict) -> str:
    """Kept settings as the JSON that `formats.from_json` reads."""
    return json.dumps(settings, ensure_ascii=False)


@contextmanager
def private_file() -> Iterator[IO[bytes]]:
    """A file without a name, in a folder that only our account enters: nobody else can open it, and it goes with us.

    Where the file system knows no nameless files Python takes the name away at once.
    """
    folder = Path(settings.INTAKE_FOLDER)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with tempfile.TemporaryFile(dir=folder) as file:
        yield file


def path_of(file: IO[bytes]) -> Path:
    """A path by which this process, and no other account, can open the file again."""
    file.flush()
    return Path(f"/proc/{os.getpid()}/fd/{file.fileno()}")


def check_size(size: int) -> None:
    """Raise where a file of so many bytes cannot be taken: nothing in it, too large, no space left."""
    if size <= 0:
        raise BadInput("databanks.upload.empty", "The file is empty; choose the file that holds the records.")
    if size > LARGEST:
        raise BadInput(
            "databanks.upload.too-large",
            "The file is larger than {most} MB. Split it, or hand it in with the command commonweal import.",
            most=LARGEST // 1_000_000,
        )
    folder = Path(settings.INTAKE_FOLDER)
    free = shutil.disk_usage(folder if folder.is_dir() else folder.parent).free
    # Once in the database and its log, once while it is read, and its records.
    if free < 4 * size + SPARE:
        raise NotNow(
            "databanks.upload.no-space",
            "The server has no room for this file now; nothing was kept. Tell the operator and try again later.",
        )


@contextmanager
def opened(token: str, upload_id: uuid.UUID) -> Iterator[list[Path]]:
    """The uploaded files as paths that only this process can open, for the length of the block.

    Raises BadInput where the upload is removed while it is read: half a file is none.
    """
    found = upload(token, upload_id)
    with ExitStack() as held:
        whole = held.enter_context(private_file())
        _fetch(token, found, whole)
        if len(found.files) < 2:
            yield [path_of(whole)]
            return
        whole.seek(0)
        yield [_part(held.enter_context(private_file()), whole, each["size"]) for each in found.files]


def _part(file: IO[bytes], whole: IO[bytes], size: int) -> Path:
    """The next so many bytes as a file of their own."""
    left = size
    while left:
        left -= file.write(whole.read(min(left, CHUNK)))
    return path_of(file)


def _fetch(token: str, found: Upload, file: IO[bytes]) -> None:
    """Everything that was uploaded, one file behind the other."""
    number = 0
    while True:
        with warrants.reading(token), connection.cursor() as cursor:
            cursor.execute(
                "select body from databanks_upload_chunk where upload = %s and number = %s", [found.id, number]
            )
            row = cursor.fetchone()
        if row is None:
            break
        file.write(row[0])
        number += 1
    if file.tell() != found.size:
        raise unknown()
