"""The last two steps: the dry run with its counts and what it would refuse; handing in, and how far that is."""

from collections.abc import Iterator
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from commonweal.common import tables
from commonweal.common.errors import BadInput
from commonweal.databanks import actions, uploads
from commonweal.portal import downloads
from commonweal.portal.pages import page
from commonweal.portal.web.contributing import steps
from commonweal.portal.web.contributing.acting import contributing
from commonweal.portal.web.contributing.fields import Fields, typed
from commonweal.portal.words import said_error

SHOWN = 50
"""Refused rows that the page shows; the download has them all."""


@page(policy="desk", journal="databanks.batch.staged", methods=("GET", "POST"))
def check(request: HttpRequest, upload: UUID) -> HttpResponse:
    """What the dry run found, and how far the work is; a POST starts a dry run."""
    if request.method == "POST":
        with contributing(request) as token:
            actions.begin_work(token, "check", upload)
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
        "rejects": rejects,
        "more": max(upload.report.get("refused", 0) - len(rejects), 0),
        "words": sum(len(each) for each in upload.report.get("words", {}).values()),
        "form": form,
        "steps": steps.of("hand-in" if running and work.kind == "stage" else "check", upload),
    }
    return render(request, "portal/contributing/check.html", context, status=status)


@page(policy="desk", journal="databanks.batch.staged", methods=("POST",))
def hand_in(request: HttpRequest, upload: UUID) -> HttpResponse:
    """Hand in what the dry run found good: all or nothing, or the good rows; as a full list, if it is one."""
    found = uploads.upload(request.desk_token, upload)
    form = Fields(typed(request.POST))
    full, absent = form.values.get("full") == "on", found.report.get("absent", 0)
    if found.state != "checked":
        raise BadInput("portal.hand-in.unchecked", "Let the file be checked first; its settings have changed since.")
    if full and not found.settings.get("list"):
        form.errors["full"] = _("Name the list in the step before: only of a named list is it known what is absent.")
    if full and absent and form.values.get("absent", "") != str(absent):
        form.errors["absent"] = _("Type the number of records that would be withdrawn, or untick the whole list.")
    whole = form.values.get("take") == "whole"
    if whole and found.report.get("refused"):
        form.errors["take"] = _("Rows are refused, so all or nothing is nothing. Mend them, or take the good ones.")
    if form.errors:
        return _show(request, found, uploads.work_on(request.desk_token, upload), form, status=400)
    with contributing(request) as token:
        actions.begin_work(token, "stage", upload, full=full, whole=whole, withdraw=absent if full else None)
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
        reasons = "\n".join(said_error(error, type_) for error in each.errors)
        codes = "\n".join(dict.fromkeys(error["code"] for error in each.errors))
        yield [each.number, reasons, codes, *each.cells[:width], *([""] * (width - len(each.cells)))]
