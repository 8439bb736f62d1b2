"""Looking at an upload, and handing it in: what pages, operations and the command line have in common."""

import uuid

import msgspec

from commonweal.common.errors import BadInput
from commonweal.databanks import formats, uploads
from commonweal.databanks.actions import uploads as keeping
from commonweal.databanks.actions import work
from commonweal.databanks.actions.staging import absent_uncertain
from commonweal.databanks.formats import together
from commonweal.databanks.uploads import Upload, Work

TABLES = {"csv", "xlsx"}
"""Formats between which a table wanders without becoming another one."""


def look(token: str, upload: Upload, *, profile: str = "", chosen: formats.Settings | None = None) -> Upload:
    """Find out what the file is and keep it with the upload; what an earlier dry run found is forgotten.

    `chosen` are settings by which it is looked at, `profile` the name of a saved mapping whose settings it gets, as far
    as the file has their format. Raises BadInput where several files are not those of one list.
    """
    saved = formats.from_json(uploads.text(uploads.profile(token, profile).settings)) if profile else None
    with uploads.opened(token, upload.id) as paths:
        if chosen is not None:
            formats.read(paths, chosen)  # nothing is read yet; a format that does not exist is refused here
        found = together.detect_all(paths, [each["name"] for each in upload.files], settings=chosen)
    settings = chosen or found.settings()
    if saved is not None:
        if saved.format != found.format and not {saved.format, found.format} <= TABLES:
            raise BadInput(
                "databanks.profile.other-format",
                "The mapping {name} is for files of the format {format}; this file is {found}.",
                name=profile[:80],
                format=saved.format,
                found=found.format,
            )
        read_so = {name: getattr(found, name) for name in ("format", "encoding", "delimiter", "quote", "sheet")}
        settings = msgspec.structs.replace(saved, **read_so)
    return keeping.note(
        token,
        upload.id,
        "prepare",
        found=msgspec.to_builtins(found),
        settings=msgspec.to_builtins(settings),
        report={},
    )


def hand_in(
    token: str, upload_id: uuid.UUID, *, whole: bool = False, full: bool = False, withdraw_absent: int | None = None
) -> Work:
    """Let the worker make a contribution of what the dry run saw.

    `whole` takes all rows or none; `full` says that the file is the whole of its list, and `withdraw_absent` is the
    word that so many records, which it no longer names, shall be withdrawn. Raises NotNow where the settings were not
    checked, BadInput where the word does not fit what the dry run counted.
    """
    upload = uploads.upload(token, upload_id)
    if upload.state == "staging" and (before := uploads.work_on(token, upload_id, kind="stage")) is not None:
        return work.begin(token, "stage", upload_id, **before.words)  # interrupted: it goes on as it was begun
    if upload.state != "checked":
        raise keeping.unchecked()
    absent = upload.report.get("absent", 0)
    if full and not upload.settings.get("list"):
        raise BadInput(
            "databanks.upload.no-list",
            "Name the list first: only of a named list is it known what is absent.",
        )
    if full and absent and upload.report.get("nameless"):
        raise absent_uncertain(upload.report["nameless"])
    if full and absent and withdraw_absent != absent:
        raise BadInput(
            "databanks.upload.absent-not-confirmed",
            "{absent} records of this list are not in the file; say that number to have them withdrawn.",
            absent=absent,
        )
    if whole and upload.report.get("refused"):
        raise BadInput(
            "databanks.upload.rows-refused",
            "Rows are refused, so all or nothing is nothing. Mend them, or take the good ones.",
        )
    return work.begin(token, "stage", upload_id, full=full, whole=whole, withdraw_absent=absent if full else None)
