"""Taking records out by program, as by page: the file comes back, its receipt and code in the headers."""

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponseBase
from ninja import Field, Query, Router, Schema

from commonweal.common.errors import NotAllowed
from commonweal.common.operations import operation
from commonweal.databanks import actions
from commonweal.databanks.exports import FOUND, Choice, exports
from commonweal.portal import exporting
from commonweal.portal.api.bearer import Bearer, Proven
from commonweal.portal.api.problems import Problem, answers

router = Router(tags=["exports"])
FILE = {200: None} | dict.fromkeys((400, 401, 403, 404, 409, 422), Problem)


class OwnIn(Schema):
    """Which records of the own agency (all where a field is empty), in which format, and for what."""

    type: str = Field("", max_length=60)
    bank: str = Field("", max_length=60)
    batch: UUID | None = None
    list: str = Field("", max_length=120)
    format: str = Field("csv", max_length=10, description="csv, xlsx or json")
    reason: str = Field(max_length=500)


class FoundIn(Schema):
    """Records that a search found, in which format, and for what."""

    records: list[UUID] = Field(max_length=FOUND)
    format: str = Field("csv", max_length=10, description="csv, xlsx or json")
    reason: str = Field(max_length=500)


class ExportOut(Schema):
    """What an officer of the agency took out."""

    code: str
    officer: str
    kind: str
    format: str
    rows: int
    left_out: int
    purpose: str
    case_ref: str
    reason: str
    receipt: str
    made_at: datetime


@router.post("/exports/own", response=FILE, auth=Proven(), summary="Take out records of the own agency")
@operation(policy="desk", journal="databanks.records.exported")
def export_own(request: HttpRequest, wanted: OwnIn) -> HttpResponseBase:
    """The file. Needs the role exporter; at most 1,000 rows, and a daily number of rows for each officer."""
    choice = Choice(wanted.type, wanted.bank, wanted.batch, wanted.list)
    return exporting.response(actions.export_own(request.token, choice, format=wanted.format, reason=wanted.reason))


@router.post("/exports/found", response=FILE, auth=Proven(), summary="Take out what a search found")
@operation(policy="purpose", journal="databanks.records.exported")
def export_found(request: HttpRequest, wanted: FoundIn) -> HttpResponseBase:
    """The file, with the records that the warrant sees and whose owners' codes let them be taken out."""
    return exporting.response(
        actions.export_found(request.token, wanted.records, format=wanted.format, reason=wanted.reason)
    )


@router.get("/exports", response=answers(list[ExportOut]), auth=Bearer(), summary="What our agency took out")
@operation(policy="desk", journal="portal.exports.read")
def read_exports(request: HttpRequest, limit: int = Query(100, ge=1, le=1000)) -> list[object]:
    """Exports and prints by officers of the holder's agency, newest first."""
    if request.auth.role != "desk":
        raise NotAllowed("databanks.export.needs-desk", "This is read from the desk: send the desk's token.")
    return exports(request.token, limit=limit)
