"""Case folders by program: open, read, fill, share, close, take records out."""

from datetime import datetime
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponseBase
from ninja import Field, Router, Schema

from commonweal.common.operations import operation
from commonweal.databanks import actions
from commonweal.handling.warrants import Holder
from commonweal.portal import exporting
from commonweal.portal.api import records
from commonweal.portal.api.bearer import Bearer, Proven, record_of
from commonweal.portal.api.exports import FILE
from commonweal.portal.api.problems import answers
from commonweal.search import folder_work, folders

router = Router(tags=["folders"])


class FolderIn(Schema):
    """A folder for the case of the warrant that is sent."""

    title: str = Field(max_length=200)
    open_days: int = Field(folder_work.OPEN_DAYS, ge=1, le=folder_work.MOST_OPEN)
    keep_days: int = Field(folder_work.KEEP_DAYS, ge=0, le=folder_work.MOST_KEPT)


class FolderOut(Schema):
    """A folder, without what it holds."""

    id: UUID
    title: str
    officer: str
    agency: str
    purpose: str
    basis: str
    case_ref: str
    opened_at: datetime
    closes: datetime
    closed_at: datetime | None
    expires: datetime


class KeptOut(Schema):
    """A thing in a folder: of a search its words and candidates, a record as the warrant sees it, or a note."""

    id: UUID
    kind: str
    officer: str
    kept_at: datetime
    receipt: str
    said: dict[str, str]
    band: str
    note: str
    record: records.RecordOut | None
    found: list["KeptOut"]


class WholeOut(Schema):
    """A folder with the officers named in it and what it holds, newest first."""

    folder: FolderOut
    officers: list[str]
    items: list[KeptOut]


class Candidate(Schema):
    """A candidate of the answer that is kept."""

    handle: str = Field(max_length=32)
    band: str = Field(max_length=20)


class SearchIn(Schema):
    """A search with the words in which it was asked, as `/search` answered it."""

    question: dict[str, str] = Field(max_length=20)
    receipt: str = Field("", max_length=40)
    candidates: list[Candidate] = Field([], max_length=folder_work.AT_ONCE)


class Word(Schema):
    """The text of a note, the code of an officer, or the id of a thing in the folder."""

    word: str = Field("", max_length=4000)


class ExportIn(Schema):
    """In which format, and for what."""

    format: str = Field("csv", max_length=10, description="csv, xlsx or json")
    reason: str = Field(max_length=500)


class Done(Schema):
    """The step is done."""

    done: bool


@router.get("/folders", response=answers(list[FolderOut]), auth=Bearer(), summary="Folders that name the holder")
@operation(policy="desk", journal="search.folders.listed")
def read_folders(request: HttpRequest) -> list[folders.Folder]:
    """Open ones first, the newest first."""
    return folders.folders(request.token)


@router.post("/folders", response=answers(FolderOut), auth=Bearer(), summary="Open a folder")
@operation(policy="purpose", journal="search.folder.opened")
def create(request: HttpRequest, wanted: FolderIn) -> folders.Folder:
    """For the case of the warrant; its holder is named in it."""
    return folder_work.create(request.token, **wanted.dict())


@router.get("/folders/{uuid:folder}", response=answers(WholeOut), auth=Bearer(), summary="One folder")
@operation(policy="desk", journal="search.folder.read")
def read_folder(request: HttpRequest, folder: UUID) -> dict:
    """With each record as far as the warrant sees it."""
    found = folders.read(request.token, folder)
    if found is None:
        raise Http404
    items = [_kept(each, request.auth) for each in found[2]]
    return {"folder": found[0], "officers": [each.officer for each in found[1]], "items": items}


def _kept(each: folders.Kept, holder: Holder) -> dict:
    values = {name: getattr(each, name) for name in folders.Kept.__slots__}
    return values | {
        "record": each.record and records.record_out(each.record, holder),
        "found": [_kept(one, holder) for one in each.found],
    }


@router.post("/folders/{uuid:folder}/search", response=answers(Done), auth=Bearer(), summary="Keep a search")
@operation(policy="purpose", journal="search.folder.added")
def keep_search(request: HttpRequest, folder: UUID, kept: SearchIn) -> dict:
    """Its words stand in the folder alone, and go with it."""
    found = [(record_of(request, each.handle), each.band) for each in kept.candidates]
    folder_work.keep_search(request.token, folder, kept.question, found, kept.receipt)
    return {"done": True}


@router.post("/folders/{uuid:folder}/record/{handle}", response=answers(Done), auth=Bearer(), summary="Keep a record")
@operation(policy="purpose", journal="search.folder.added")
def keep_record(request: HttpRequest, folder: UUID, handle: str) -> dict:
    """A record that the warrant sees."""
    folder_work.keep_record(request.token, folder, record_of(request, handle))
    return {"done": True}


@router.post("/folders/{uuid:folder}/export", response=FILE, auth=Proven(), summary="Take out a folder's records")
@operation(policy="purpose", journal="databanks.records.exported")
def export(request: HttpRequest, folder: UUID, wanted: ExportIn) -> HttpResponseBase:
    """Those that the warrant sees and whose owners' codes let them be taken out."""
    found = folders.records_in(request.token, folder)
    return exporting.response(actions.export_gathered(request.token, found, format=wanted.format, reason=wanted.reason))


DEEDS = {
    "note": folder_work.keep_note,
    "invite": folder_work.invite,
    "leave": folder_work.leave,
    "drop": lambda token, folder, word: folder_work.drop(token, folder, _id(word)),
    "close": lambda token, folder, _word: folder_work.close(token, folder),
    "remove": lambda token, folder, _word: folder_work.remove(token, folder),
}


@router.post("/folders/{uuid:folder}/{deed}", response=answers(Done), auth=Bearer(), summary="Note, share, close")
@operation(policy="desk", journal="search.folder.added")
def act(request: HttpRequest, folder: UUID, deed: str, said: Word) -> dict:
    """`note`, `invite` and `leave` (an officer's code), `drop` (an item's id), `close`, `remove`."""
    if deed not in DEEDS:
        raise Http404
    DEEDS[deed](request.token, folder, said.word)
    return {"done": True}


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Http404 from None
