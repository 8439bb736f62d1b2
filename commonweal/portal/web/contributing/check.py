"""The last two steps: the dry run with its counts and what it would refuse; handing in, and how far that is."""

import json
from collections.abc import Iterator
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from commonweal.common import tables
from commonweal.common.errors import BadInput
from commonweal.databanks import actions, uploads
from commonweal.portal import downloads
from commonweal.portal.acting import contributing
from commonweal.portal.error_words import said_error
from commonweal.portal.pages import page
from commonweal.portal.web.contributing import steps
from commonweal.portal.web.contributing.fields import Fields, typed

SHOWN = 200
"""Refused rows that the page shows; the download has them all."""


@page(policy="desk", journal="databanks.batch.staged", methods=("GET", "POST"))
def check(request: HttpRequest, upload: UUID) -> HttpResponse:
    """What the dry run found, and how far the work is; a POST starts a dry run."""
    if request.method == "POST":
        with contributing(request) as token:
            actions.begin_work(token, "check", uploads.upload(token, upload).id)
        return redirect("portal:contribute-check", upload)
    work = uploads.work_on(request.desk_token, upload)
    try:
        found = uploads.upload(request.desk_token, upload)
    except BadInput:
        # Handed in meanwhile: it has become a batch.
        if work is not None and work.kind == "stage" and work.state == "done":
            return redirect("portal:contributions")
        raise
    return _show(request, found, work, Fields({}))


def _show(
    request: HttpRequest, upload: uploads.Upload, work: uploads.Work | None, form: Fields, *, status: int = 200
) -> HttpResponse:
    running = work is not None and work.running
    rejects: list[uploads.Reject] = []
    if upload.report.get("refused") and not running:
        with contributing(request) as token:
            rejects = uploads.rejects(token, upload.id, limit=SHOWN)
    context = {
        "upload": upload,
        "columns": upload.found.get("columns", []),
        "work": work,
        "running": running,
        "failed": said_error(work.problem) if work and work.problem else "",
        "failed_code": work.problem["code"] if work and work.problem else "",
        "report": upload.report,
        "good": sum(upload.report.get(name, 0) for name in ("new", "changed", "same")),
        "rejects": grouped(rejects),
        "more": max(upload.report.get("refused", 0) - len(rejects), 0),
        "words": sum(len(each) for each in upload.report.get("words", {}).values()),
        "form": form,
        "steps": steps.of("hand-in" if running and work.kind == "stage" else "check", upload),
    }
    return render(request, "portal/contributing/check.html", context, status=status)


PLACES = {
    "databanks.upload.no-list": "full",
    "databanks.upload.absent-not-confirmed": "absent",
    "databanks.batch.absent-uncertain": "full",
    "databanks.upload.rows-refused": "take",
}
"""Which field of the form an error belongs to."""


@page(policy="desk", journal="databanks.batch.staged", methods=("POST",))
def hand_in(request: HttpRequest, upload: UUID) -> HttpResponse:
    """Hand in what the dry run found good: all or nothing, or the good rows; as a full list, if it is one."""
    form = Fields(typed(request.POST))
    said = form.values.get("absent", "")
    how = {"whole": form.values.get("take") == "whole", "full": form.values.get("full") == "on"}
    with contributing(request) as token:
        try:
            actions.hand_in(token, upload, withdraw_absent=int(said) if said.isdecimal() else None, **how)
        except BadInput as refusal:
            if refusal.code not in PLACES:
                raise
            form.refuse(PLACES[refusal.code], refusal)
    if form.errors:
        found = uploads.upload(request.desk_token, upload)
        return _show(request, found, uploads.work_on(request.desk_token, upload), form, status=400)
    return redirect("portal:contribute-check", upload)


@page(policy="desk", journal="databanks.upload.received")
def rejects(request: HttpRequest, upload: UUID, format: str) -> HttpResponseBase:
    """Every row that would be refused, with every reason, and its cells to be mended in place."""
    found = uploads.upload(request.desk_token, upload)
    with contributing(request) as token:
        rows = uploads.rejects(token, upload)
    columns = found.found.get("columns", [])
    table = tables.Table(
        title=_("Refused rows"),
        columns=[_("Row"), _("What is wrong and how to mend it"), _("Code"), *columns],
        rows=_lines(rows, len(columns), found.settings.get("defaults", {}).get("type", "")),
        widths=[8, 80, 30, *([18] * len(columns))],
    )
    return downloads.table_response([table], format=format, name=f"{found.file_name.rsplit('.', 1)[0]}-{_('refused')}")


def _lines(rows: list[uploads.Reject], width: int, type_: str) -> Iterator[list]:
    for each in rows:
        yield [
            each.number,
            reasons(each, type_),
            codes(each),
            *each.cells[:width],
            *([""] * (width - len(each.cells))),
        ]


def reasons(reject: uploads.Reject, type_: str = "") -> str:
    """Every reason of a refused row in the reader's language, one a line."""
    return "\n".join(said_error(error, type_) for error in reject.errors)


def codes(reject: uploads.Reject) -> str:
    """The codes of its errors, each once."""
    return "\n".join(dict.fromkeys(error["code"] for error in reject.errors))


def grouped(rejects: list[uploads.Reject]) -> list[dict]:
    """Refused rows with the same errors together, in the order of the file."""
    groups: dict[str, dict] = {}
    for each in rejects:
        key = json.dumps(each.errors, sort_keys=True, default=str)
        groups.setdefault(key, {"errors": each.errors, "numbers": []})["numbers"].append(each.number)
    return list(groups.values())
