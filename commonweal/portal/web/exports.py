"""Taking records out: what our officers took out and why, and the forms by which an exporter does."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from commonweal.common.errors import BadInput, CommonwealError
from commonweal.databanks import actions, queries
from commonweal.databanks.exports import DAILY, FORMATS, MOST, Choice, exports, may_export
from commonweal.portal import directory, error_words, exporting
from commonweal.portal.pages import page
from commonweal.portal.web import errors
from commonweal.portal.words import type_groups

SHOWN = 50
FIELDS = ("type", "bank", "batch", "list", "format", "reason")


@page(policy="desk", journal="portal.exports.read")
def taken_out(request: HttpRequest) -> HttpResponse:
    """The agency's exports, newest first; for an exporter the form above them."""
    return _page(request, {"format": "xlsx"})


@page(policy="desk", journal="databanks.records.exported", methods=("POST",), proof="fresh")
def own(request: HttpRequest) -> HttpResponseBase:
    """Records of our own agency as a file; where that cannot be, the page again with what stands against it."""
    values = {name: request.POST.get(name, "").strip()[:500] for name in FIELDS}
    try:
        choice = Choice(values["type"], values["bank"], _batch(values["batch"]), values["list"])
        taken = actions.export_own(request.desk_token, choice, format=values["format"], reason=values["reason"])
    except CommonwealError as problem:
        return _page(request, values, problem)
    return exporting.response(taken)


@page(policy="purpose", journal="databanks.records.exported", methods=("POST",), proof="fresh")
def found(request: HttpRequest) -> HttpResponseBase:
    """Records that a search just found, as a file."""
    taken = actions.export_found(
        request.purpose_token,
        [_id(each) for each in request.POST.getlist("record")],
        format=request.POST.get("format", ""),
        reason=request.POST.get("reason", ""),
    )
    return exporting.response(taken)


def _page(request: HttpRequest, values: dict[str, str], problem: CommonwealError | None = None) -> HttpResponse:
    context = {
        "values": values,
        "problem": error_words.sentence(problem) if problem else "",
        "bad": _field_of(problem.code) if problem else "",
        "may": may_export(request.desk_token),
        "rows": exports(request.desk_token, limit=SHOWN),
        "types": type_groups(),
        "banks": directory.bank_names().items(),
        "batches": [each for each in queries.batches(request.desk_token) if each.state == "approved"][:SHOWN],
        "formats": FORMATS,
        "most": MOST,
        "daily": DAILY,
    }
    return render(request, "portal/exports.html", context, status=errors.status_of(problem) if problem else 200)


def _field_of(code: str) -> str:
    """The field of the form that an error is about; else the first."""
    return {"databanks.export.no-reason": "reason", "databanks.export.format": "format"}.get(code, "type")


def _batch(text: str) -> UUID | None:
    return _id(text) if text else None


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise BadInput("portal.export.unreadable", "An id cannot be read. Choose from the list.") from None
