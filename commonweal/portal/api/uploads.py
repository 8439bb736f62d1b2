"""Bringing a file in by program: upload, settings, dry run, hand in. The same verbs as the pages."""

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema

from commonweal.common.errors import BadInput, NotAllowed
from commonweal.common.operations import operation
from commonweal.databanks import actions, formats, uploads
from commonweal.databanks.formats import together
from commonweal.handling.terms import Role
from commonweal.portal import acting, error_words, uploading
from commonweal.portal.api.bearer import Bearer
from commonweal.portal.api.problems import answers

router = Router(tags=["bringing records in"])
BODY = {
    "requestBody": {
        "required": True,
        "content": {
            "application/octet-stream": {"schema": {"type": "string", "format": "binary"}},
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "properties": {"file": {"type": "array", "items": {"type": "string", "format": "binary"}}},
                }
            },
        },
    }
}
"""The body of an upload, for the description: the file itself, or a form with `file` once, or once a file of a list."""


class WorkOut(Schema):
    """Work in the background: how far it is, and why it failed where it did."""

    id: UUID
    kind: str
    state: str = Field(description="queued, running, done or failed")
    done: int = Field(description="Rows that are done")
    total: int | None
    rate: float = Field(description="Rows a second")
    seconds_left: int | None
    code: str
    message: str


class FileOut(Schema):
    """A file of an upload."""

    name: str
    size: int


class UploadOut(Schema):
    """What is being prepared: what was found in it, how it is read, what the dry run counted."""

    id: UUID
    file_name: str
    files: list[FileOut] = Field(description="One file, or those of one list")
    size: int
    state: str
    found: dict
    settings: dict
    report: dict
    opened_at: datetime
    expires: datetime
    work: WorkOut | None


class SettingsIn(Schema):
    """How the file shall be read: settings as docs/formats.md has them, or the name of a saved mapping."""

    settings: dict | None = None
    profile: str = Field("", max_length=80)
    save_as: str = Field("", max_length=80, description="Keep these settings for the agency under this name")


class HandIn(Schema):
    """How what the dry run found is handed in."""

    whole: bool = Field(False, description="All rows or none")
    full: bool = Field(False, description="The file is the whole of its list")
    withdraw_absent: int | None = Field(
        None, ge=0, description="With `full`: the number of absent records to be withdrawn, as the dry run counted it"
    )


class ErrorOut(Schema):
    """One reason for which a row is refused."""

    code: str
    message: str


class RejectOut(Schema):
    """A row that is refused: its number in the file, why, and its cells as they stand there."""

    number: int
    errors: list[ErrorOut]
    cells: list[str]


class ProfileOut(Schema):
    """A mapping that the agency keeps under a name."""

    name: str
    format: str
    settings: dict
    made_by: str
    changed_at: datetime


class ProfileIn(Schema):
    """Settings to be kept."""

    settings: dict


class Done(Schema):
    """It is done."""

    done: bool = True


def needs_desk(request: HttpRequest) -> None:
    """Raise where the token is not that of a desk: the steps open their own warrants."""
    if request.auth.role != Role.DESK:
        raise NotAllowed("api.contributions.needs-desk", "Records are brought in from the desk: send the desk's token.")


def work_out(work: uploads.Work | None) -> dict | None:
    """A piece of work in plain values."""
    if work is None:
        return None
    problem = work.problem or {"code": "", "template": "", "params": {}}
    names = ("id", "kind", "state", "done", "total", "rate", "seconds_left")
    told = {"code": problem["code"], "message": error_words.in_english(problem)}
    return {name: getattr(work, name) for name in names} | told


def _out(token: str, upload: uploads.Upload) -> dict:
    names = ("id", "file_name", "files", "size", "state", "found", "settings", "report", "opened_at", "expires")
    return {name: getattr(upload, name) for name in names} | {"work": work_out(uploads.work_on(token, upload.id))}


@router.post(
    "/uploads", response=answers(UploadOut), auth=Bearer(), summary="Upload a file to prepare", openapi_extra=BODY
)
@operation(policy="desk", journal="databanks.upload.received")
def receive(request: HttpRequest, name: str = Query("file", max_length=200), profile: str = "") -> dict:
    """Take a file (the body itself, or a form's field `file`), find out what it is; kept for a day, for you alone.

    The files of one list (OFAC's: sdn, alt, add) come together, in a form that has the field `file` several times.
    """
    needs_desk(request)
    with acting.step(request.auth.officer, Role.CONTRIBUTOR) as token:
        if request.content_type == "multipart/form-data":
            with uploading.receiving(request, most=together.MOST) as handler:
                request.FILES  # noqa: B018 - with it the files come in
                if handler.refusal:
                    raise handler.refusal
                if not handler.files:
                    raise BadInput("api.upload.no-file", "Send the file as the body, or in the form's field file.")
                upload = actions.receive(handler.target, token, files=handler.files)
        else:
            with uploading.raw(request) as file:
                upload = actions.receive(file, token, name=name)
        try:
            upload = actions.look(token, upload, profile=profile)
        except BadInput:
            actions.forget(token, upload.id)
            raise
        return _out(token, upload)


@router.get("/uploads", response=answers(list[UploadOut]), auth=Bearer(), summary="Your files on their way")
@operation(policy="desk", journal="databanks.upload.received")
def list_uploads(request: HttpRequest) -> list[dict]:
    """What you uploaded and did not hand in yet."""
    needs_desk(request)
    return [_out(request.token, each) for each in uploads.uploads(request.token)]


@router.get("/uploads/{uuid:upload}", response=answers(UploadOut), auth=Bearer(), summary="One file and its work")
@operation(policy="desk", journal="databanks.upload.received")
def read_upload(request: HttpRequest, upload: UUID) -> dict:
    """How it stands: what was found, what the dry run counted, how far its work is."""
    needs_desk(request)
    return _out(request.token, uploads.upload(request.token, upload))


@router.delete("/uploads/{uuid:upload}", response=answers(Done), auth=Bearer(), summary="Remove an upload")
@operation(policy="desk", journal="databanks.upload.removed")
def remove(request: HttpRequest, upload: UUID) -> dict:
    """Let go of it at once."""
    needs_desk(request)
    with acting.step(request.auth.officer, Role.CONTRIBUTOR) as token:
        actions.forget(token, upload)
    return {"done": True}


@router.put("/uploads/{uuid:upload}/settings", response=answers(UploadOut), auth=Bearer(), summary="Say how it is read")
@operation(policy="desk", journal="databanks.profile.saved")
def put_settings(request: HttpRequest, upload: UUID, given: SettingsIn) -> dict:
    """Settings with mapping and defaults, or a saved mapping; what is found in the file is found anew by them."""
    needs_desk(request)
    with acting.step(request.auth.officer, Role.CONTRIBUTOR) as token:
        found = uploads.upload(token, upload)
        chosen = None if given.settings is None else formats.from_json(uploads.text(given.settings))
        found = actions.look(token, found, profile=given.profile, chosen=chosen)
        if given.save_as:
            actions.save_profile(token, name=given.save_as, format=found.settings["format"], settings=found.settings)
        return _out(token, found)


@router.post("/uploads/{uuid:upload}/check", response=answers(WorkOut), auth=Bearer(), summary="Start the dry run")
@operation(policy="desk", journal="databanks.batch.staged")
def check(request: HttpRequest, upload: UUID) -> dict | None:
    """Count what would come of every row; nothing is written. Read the upload to see how far it is."""
    needs_desk(request)
    with acting.step(request.auth.officer, Role.CONTRIBUTOR) as token:
        return work_out(actions.begin_work(token, "check", uploads.upload(token, upload).id))


@router.get(
    "/uploads/{uuid:upload}/rejects", response=answers(list[RejectOut]), auth=Bearer(), summary="Rows it would refuse"
)
@operation(policy="desk", journal="databanks.upload.received")
def rejects(request: HttpRequest, upload: UUID) -> list[dict]:
    """Every row that the dry run would refuse, with every reason and its cells."""
    needs_desk(request)
    with acting.step(request.auth.officer, Role.CONTRIBUTOR) as token:
        rows = uploads.rejects(token, uploads.upload(token, upload).id)
    return [{"number": each.number, "errors": errors_out(each.errors), "cells": each.cells} for each in rows]


def errors_out(errors: list[dict]) -> list[dict]:
    """Kept errors as code and English sentence."""
    return [{"code": each["code"], "message": error_words.in_english(each)} for each in errors]


@router.post("/uploads/{uuid:upload}/hand-in", response=answers(WorkOut), auth=Bearer(), summary="Hand it in")
@operation(policy="desk", journal="databanks.batch.staged")
def hand_in(request: HttpRequest, upload: UUID, how: HandIn) -> dict | None:
    """Make a contribution of it, which another officer approves. The dry run must have seen the present settings."""
    needs_desk(request)
    with acting.step(request.auth.officer, Role.CONTRIBUTOR) as token:
        work = actions.hand_in(token, upload, whole=how.whole, full=how.full, withdraw_absent=how.withdraw_absent)
        return work_out(work)


@router.get("/profiles", response=answers(list[ProfileOut]), auth=Bearer(), summary="Saved mappings of the agency")
@operation(policy="desk", journal="databanks.profile.saved")
def profiles(request: HttpRequest) -> list[dict]:
    """Every mapping that the agency keeps."""
    needs_desk(request)
    names = ("name", "format", "settings", "made_by", "changed_at")
    return [{name: getattr(each, name) for name in names} for each in uploads.profiles(request.token)]


@router.put("/profiles/{name}", response=answers(ProfileOut), auth=Bearer(), summary="Keep a mapping")
@operation(policy="desk", journal="databanks.profile.saved")
def save_profile(request: HttpRequest, name: str, given: ProfileIn) -> uploads.Profile:
    """Keep settings under a name; one that has the name already is replaced."""
    needs_desk(request)
    said = formats.from_json(uploads.text(given.settings))
    with acting.step(request.auth.officer, Role.CONTRIBUTOR) as token:
        return actions.save_profile(token, name=name, format=said.format, settings=given.settings)


@router.delete("/profiles/{name}", response=answers(Done), auth=Bearer(), summary="Remove a mapping")
@operation(policy="desk", journal="databanks.profile.removed")
def remove_profile(request: HttpRequest, name: str) -> dict:
    """Remove a mapping of the agency."""
    needs_desk(request)
    with acting.step(request.auth.officer, Role.CONTRIBUTOR) as token:
        actions.remove_profile(token, name)
    return {"done": True}
