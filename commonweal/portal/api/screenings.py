"""Screening of files and standing questions by program: the same verbs as the pages."""

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponseBase
from ninja import Field, Query, Router, Schema

from commonweal.common.operations import operation
from commonweal.portal import error_words, exporting, uploading
from commonweal.portal.api import records
from commonweal.portal.api.bearer import Bearer, Proven
from commonweal.portal.api.exports import FILE
from commonweal.portal.api.problems import answers
from commonweal.portal.api.search import JudgedOut, QuestionIn, judged_of
from commonweal.portal.api.uploads import BODY
from commonweal.search import kept, mappings, queries, screening, screening_work

router = Router(tags=["screening"])


class ScreeningOut(Schema):
    """A file that is screened, and how far it is."""

    id: UUID
    file_name: str
    state: str = Field(description="open, queued, running, stopped or done")
    columns: list[str]
    mapping: dict
    saved: str = Field(description="name of the saved mapping that it was received with, as its headings are known")
    purpose: str
    done: int
    total: int | None
    matched: int = Field(description="Rows with a candidate")
    refused: int = Field(description="Rows that could not be asked")
    rate: float = Field(description="Rows a second")
    seconds_left: int | None
    code: str = Field(description="Why it stopped")
    message: str
    expires: datetime


class BeginIn(Schema):
    """What is asked: `mapping` names for each part of a question its column. What is null is as the mapping that was
    saved for such a file has it, else as the headings suggest."""

    mapping: dict[str, str] | None = None
    type: str | None = Field(None, max_length=40)
    banks: list[str] = Field([], max_length=10)
    least: str | None = Field(None, max_length=20, description="the weakest band that is shown; possible if none says")


class MappingIn(Schema):
    """A mapping that is kept under a name, for a file with these headings; `agency`: for all officers of the agency."""

    name: str = Field(max_length=80)
    columns: list[str] = Field(max_length=500)
    mapping: dict[str, str]
    type: str = Field("", max_length=40)
    least: str = Field("possible", max_length=20)
    agency: bool = False


class MappingOut(Schema):
    """A saved mapping; `officer` is empty where it is the agency's."""

    id: UUID
    officer: str
    name: str
    columns: list[str]
    mapping: dict[str, str]
    choice: dict[str, str]
    changed_at: datetime
    expires: datetime


class MatchOut(Schema):
    """A row of the file with a record that may be meant."""

    row: int
    place: int
    band: str
    said: dict
    record: records.RecordOut
    judged: JudgedOut | None = Field(description="that the person of the row was judged not to be meant")
    pairs: list[JudgedOut]


class TakeIn(Schema):
    """How what was found is taken out, and for what."""

    format: str = Field("csv", max_length=10, description="csv, xlsx or json")
    reason: str = Field(max_length=500)
    band: str = Field("", max_length=20)


class KeptIn(Schema):
    """A question to be kept."""

    question: QuestionIn
    name: str = Field(max_length=120)
    days: int = Field(ge=1, le=365)


class KeptOut(Schema):
    """A standing question."""

    id: UUID
    name: str
    state: str = Field(description="active, paused or suspended")
    purpose: str
    expires: datetime


class AlertOut(Schema):
    """A record of which a standing question told."""

    band: str
    at: datetime
    record: records.RecordOut
    judged: JudgedOut | None = Field(description="that the person asked about was judged not to be meant")
    pairs: list[JudgedOut]


class StateIn(Schema):
    """active or paused."""

    state: str = Field(max_length=20)


def _out(found: screening.Screening) -> dict:
    problem = found.problem or {}
    told = ("id", "file_name", "state", "mapping", "purpose", "done", "total", "matched", "refused", "rate", "expires")
    return {name: getattr(found, name) for name in told} | {
        "columns": found.found["columns"],
        "saved": found.choice.get("saved", ""),
        "seconds_left": found.seconds_left,
        "code": problem.get("code", ""),
        "message": error_words.in_english(problem) if problem else "",
    }


@router.post("/screenings", response=answers(ScreeningOut), auth=Bearer(), summary="Upload a file", openapi_extra=BODY)
@operation(policy="purpose", journal="search.screening.received")
def receive(
    request: HttpRequest,
    name: str = Query("file", max_length=255),
    days: int = Query(7),
    saved: str = Query("", max_length=80, description="name of a saved mapping; else the one kept for such a file"),
) -> dict:
    """The body is the file: CSV, XLSX or JSON Lines. It stays for so many days, thirty at most."""
    with uploading.raw(request) as file:
        return _out(screening_work.receive(file, request.token, name=name, days=days, saved=saved))


@router.get("/screenings", response=answers(list[ScreeningOut]), auth=Bearer(), summary="My files")
@operation(policy="purpose", journal="search.screening.received")
def listed(request: HttpRequest) -> list[dict]:
    """The officer's files, the newest first."""
    return [_out(each) for each in screening.screenings(request.token)]


@router.get("/screenings/{file}", response=answers(ScreeningOut), auth=Bearer(), summary="How far a file is")
@operation(policy="purpose", journal="search.screening.received")
def one(request: HttpRequest, file: UUID) -> dict:
    """State, rows done, rate, time left, and why it stopped."""
    return _out(screening.screening(request.token, file))


@router.post("/screenings/{file}/begin", response=answers(ScreeningOut), auth=Bearer(), summary="Begin or go on")
@operation(policy="purpose", journal="search.screening.begun")
def begin(request: HttpRequest, file: UUID, wanted: BeginIn) -> dict:
    """Begin under this purpose; what stopped goes on, under another warrant of the same purpose."""
    return _out(screening_work.begin(request.token, file, **wanted.dict()))


@router.get("/screenings/{file}/found", response=answers(list[MatchOut]), auth=Bearer(), summary="What was found")
@operation(policy="purpose", journal="search.screening.read")
def found(
    request: HttpRequest,
    file: UUID,
    row: int = Query(0, ge=0),
    place: int = Query(-1, ge=-1),
    limit: int = Query(50, ge=1, le=500),
    band: str = Query("", max_length=20),
    unjudged: bool = Query(False, description="without what was judged not to be meant"),
) -> list[dict]:
    """In the order of the file, behind `row` and `place`; only what the warrant sees now."""
    matches = screening.matches(
        request.token, file, after=(row, place), limit=limit, band=band, judged_too=not unjudged
    )
    told = ("place", "band", "said")
    return [
        {"row": each.number, "record": records.record_out(each.record, request.auth)}
        | {name: getattr(each, name) for name in told}
        | judged_of(each, request.auth)
        for each in matches
    ]


@router.post("/screenings/{file}/export", response=FILE, auth=Proven(), summary="Take out what was found")
@operation(policy="purpose", journal="databanks.records.exported")
def export(request: HttpRequest, file: UUID, wanted: TakeIn) -> HttpResponseBase:
    """The file. Needs the role exporter."""
    return exporting.screened_response(*exporting.take_screened(request.token, file, **wanted.dict()))


@router.delete("/screenings/{file}", response=answers(dict), auth=Bearer(), summary="Remove a file")
@operation(policy="purpose", journal="search.screening.removed")
def remove(request: HttpRequest, file: UUID) -> dict:
    """With everything that was found for it."""
    screening_work.forget(request.token, file)
    return {}


@router.get("/screening-mappings", response=answers(list[MappingOut]), auth=Bearer(), summary="Saved mappings")
@operation(policy="purpose", journal="search.mapping.saved")
def saved_mappings(request: HttpRequest) -> list[mappings.Mapping]:
    """The officer's and his agency's, by name."""
    return mappings.mappings(request.token)


@router.post("/screening-mappings", response=answers(MappingOut), auth=Bearer(), summary="Keep a mapping")
@operation(policy="purpose", journal="search.mapping.saved")
def save_mapping(request: HttpRequest, wanted: MappingIn) -> mappings.Mapping:
    """Applied when a file with the same headings is received; one that has the name already is replaced."""
    return mappings.save(request.token, **wanted.dict())


@router.delete("/screening-mappings/{mapping}", response=answers(dict), auth=Bearer(), summary="Remove a mapping")
@operation(policy="purpose", journal="search.mapping.removed")
def remove_mapping(request: HttpRequest, mapping: UUID) -> dict:
    """One's own or the agency's."""
    mappings.remove(request.token, mapping)
    return {}


@router.post("/standing", response=answers(KeptOut), auth=Bearer(), summary="Keep a question")
@operation(policy="purpose", journal="search.question.kept")
def keep(request: HttpRequest, wanted: KeptIn) -> kept.Kept:
    """It is asked once now; later only what is new or changed is told."""
    asked = wanted.question.dict()
    for name, value in queries.understood(asked.pop("text")).items():
        asked[name] = asked[name] or value
    return kept.keep(request.token, asked, name=wanted.name, days=wanted.days)[0]


@router.get("/standing", response=answers(list[KeptOut]), auth=Bearer(), summary="My standing questions")
@operation(policy="purpose", journal="search.kept.changed")
def standing(request: HttpRequest) -> list[kept.Kept]:
    """The newest first."""
    return kept.kept(request.token)


@router.get("/standing/{question}", response=answers(list[AlertOut]), auth=Bearer(), summary="What one told of")
@operation(policy="purpose", journal="search.alerts.read")
def alerts(request: HttpRequest, question: UUID) -> list[dict]:
    """The newest first; only what the warrant sees now."""
    return [
        {"band": each.band, "at": each.at, "record": records.record_out(each.record, request.auth)}
        | judged_of(each, request.auth)
        for each in kept.alerts(request.token, question)
    ]


@router.post("/standing/{question}", response=answers(KeptOut), auth=Bearer(), summary="Pause it or let it go on")
@operation(policy="purpose", journal="search.kept.changed")
def change(request: HttpRequest, question: UUID, wanted: StateIn) -> kept.Kept:
    """`active` or `paused`."""
    return kept.set_state(request.token, question, wanted.state)


@router.delete("/standing/{question}", response=answers(dict), auth=Bearer(), summary="End a standing question")
@operation(policy="purpose", journal="search.kept.ended")
def end(request: HttpRequest, question: UUID) -> dict:
    """Its words and its alerts go."""
    kept.end(request.token, question)
    return {}
