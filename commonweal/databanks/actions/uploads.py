"""Uploading a file, saying how it shall be read, and letting go of it. Nothing of it is a contribution yet."""

import hashlib
import json
import uuid
from collections.abc import Sequence
from typing import IO

from django.db import connection

from commonweal.audit import journal
from commonweal.common import clock
from commonweal.common.errors import NotAllowed, NotNow
from commonweal.databanks import uploads
from commonweal.databanks.actions import ending
from commonweal.databanks.formats import together
from commonweal.databanks.standing import CONTRIBUTOR, WORKER
from commonweal.databanks.standing import UPLOAD as UPLOAD_TABLE
from commonweal.databanks.uploads import CHUNK, KEPT, Reject, Upload
from commonweal.handling import warrants

ACTORS = (*CONTRIBUTOR, *WORKER)
"""Who may prepare an upload: its contributor, and the worker under his warrant."""
MOST_OPEN = 20
"""Uploads of one officer that may wait at once."""


def receive(file: IO[bytes], token: str, *, name: str = "", files: Sequence[tuple[str, int]] = ()) -> Upload:
    """Keep a file (read from its beginning) as the contributor's upload, for a day; all of it or nothing.

    `files` are names and sizes where several stand in it, one behind the other: those of one list. Raises BadInput
    where one is empty or all are too large, NotNow where there is no space or too many uploads wait.
    """
    size = file.seek(0, 2)
    parts = [(clean_name(each), length) for each, length in files or [(name, size)]]
    for length in (size, *(length for _name, length in parts)):
        uploads.check_size(length)
    digest = _digest(file, [length for _name, length in parts])
    file.seek(0)
    new, now = uuid.uuid4(), clock.now()
    with warrants.reading(token) as holder, connection.cursor() as cursor:
        _check_contributor(holder, cursor)
        cursor.execute(
            "insert into databanks_upload (id, party, agency, unit, contributor, file_name, files, size, sha256,"
            " state, opened_at, expires) values (%s, %s, %s, %s, %s, %s, %s, %s, %s, 'open', %s, %s)",
            [
                new,
                holder.party,
                holder.agency,
                holder.unit,
                holder.officer,
                together.name_of([each for each, _length in parts]),
                json.dumps([{"name": each, "size": length} for each, length in parts], ensure_ascii=False),
                size,
                digest,
                now,
                now + KEPT,
            ],
        )
        for number in range((size + CHUNK - 1) // CHUNK):
            cursor.execute(
                "insert into databanks_upload_chunk (upload, number, contributor, body) values (%s, %s, %s, %s)",
                [new, number, holder.officer, file.read(CHUNK)],
            )
        journal.record(
            "databanks.upload.received",
            by=holder.actor,
            about=(f"upload/{new}",),
            file_sha256=digest.hex(),
            size=size,
        )
        return uploads.read_upload(cursor, new)


def _digest(file: IO[bytes], sizes: list[int]) -> bytes:
    """The hash of a file; of several, the hash over the hash of each: the same files are the same source."""
    file.seek(0)
    if len(sizes) == 1:
        return hashlib.file_digest(file, "sha256").digest()
    over_all = hashlib.sha256()
    for size in sizes:
        one, left = hashlib.sha256(), size
        while left:
            some = file.read(min(left, CHUNK))
            one.update(some)
            left -= len(some)
        over_all.update(one.digest())
    return over_all.digest()


def _check_contributor(holder: warrants.Holder, cursor) -> None:
    if holder.role != "contributor":
        raise NotAllowed("databanks.batch.not-contributor", "Contributing needs a warrant in the role contributor.")
    cursor.execute("select count(*) from databanks_upload where expires > %s", [clock.now()])
    if cursor.fetchone()[0] >= MOST_OPEN:
        raise NotNow(
            "databanks.upload.too-many",
            "{most} uploads of yours wait already; hand one in or remove it.",
            most=MOST_OPEN,
        )


def clean_name(name: str) -> str:
    """The file's own name without folders and controls; "file" where nothing is left."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    kept = "".join(sign for sign in last if sign.isprintable()).strip()
    return kept[-together.LONGEST_NAME :] or "file"


def note(token: str, upload_id: uuid.UUID, event: str, *, read_as: dict | None = None, **values: object) -> Upload:
    """Let something happen to the upload (`standing.UPLOAD`), and write what was found in it, how it is read, what it
    became. Raises NotNow where that cannot happen to it as it stands, or where it is no longer read as `read_as` says.
    """
    unknown = set(values) - {"found", "settings", "report", "batch"}
    if unknown:
        raise ValueError(f"an upload has no {unknown}")
    texts = {key: _json(value) if isinstance(value, dict) else value for key, value in values.items()}
    with warrants.reading(token), connection.cursor() as cursor:
        cursor.execute("select 1 from databanks_upload where id = %s for update", [upload_id])
        before = uploads.read_upload(cursor, upload_id)
        if read_as not in (None, before.settings):
            raise unchecked()
        texts["state"] = UPLOAD_TABLE.after(before.state, event, who=ACTORS)
        cursor.execute(
            f"update databanks_upload set {', '.join(f'{key} = %({key})s' for key in texts)} where id = %(id)s",
            texts | {"id": upload_id},
        )
        return uploads.read_upload(cursor, upload_id)


def unchecked() -> NotNow:
    """The refusal of what nobody has looked at as it is read now."""
    return NotNow("databanks.upload.unchecked", "Let the file be checked first; its settings have changed since.")


def forget(token: str, upload_id: uuid.UUID) -> None:
    """Remove an upload with everything of it, and give up what was begun of its contribution.

    Removing what is gone changes nothing.
    """
    with warrants.reading(token) as holder, connection.cursor() as cursor:
        cursor.execute("delete from databanks_upload where id = %s returning batch", [upload_id])
        if (row := cursor.fetchone()) is None:
            return
        journal.record("databanks.upload.removed", by=holder.actor, about=(f"upload/{upload_id}",))
        ending.let_go(cursor, row[0], holder)


def keep_rejects(token: str, upload_id: uuid.UUID, rejects: list[Reject], *, anew: bool) -> None:
    """Keep rows that a dry run would refuse; with `anew` those of earlier runs go."""
    with warrants.reading(token) as holder, connection.cursor() as cursor:
        if anew:
            cursor.execute("delete from databanks_upload_reject where upload = %s", [upload_id])
        cursor.executemany(
            "insert into databanks_upload_reject (upload, number, contributor, errors, cells)"
            " values (%s, %s, %s, %s, %s) on conflict do nothing",
            [(upload_id, each.number, holder.officer, _json(each.errors), _json(each.cells)) for each in rejects],
        )


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)
