"""A contribution: its counts, what it would change, what was refused; to be approved, refused or undone."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from commonweal.common import tables
from commonweal.databanks import actions, staged, uploads
from commonweal.databanks.batches import Batch
from commonweal.databanks.terms import BatchState
from commonweal.handling.terms import Role
from commonweal.portal import downloads
from commonweal.portal.acting import approving, contributing, has_role
from commonweal.portal.error_words import said_error
from commonweal.portal.pages import page
from commonweal.portal.web.contributing.check import codes, grouped, reasons
from commonweal.portal.web.contributing.fields import Fields, typed

AT_ONCE = 2_000
"""Rows up to which an approval is done while the officer waits; a larger one is the worker's."""
SHOWN_REFUSED = 50
STILL = {
    "approve": (BatchState.STAGED, BatchState.APPROVING),
    "undo": (BatchState.APPROVED, BatchState.UNDOING),
}
"""States in which work that failed is still to be done; afterwards another officer did it, or something else."""


@page(policy="desk", journal="databanks.batch.approved")
def contribution(request: HttpRequest, batch: UUID) -> HttpResponse:
    """The page of a contribution."""
    return _show(request, _found(request, batch), Fields({}))


def _found(request: HttpRequest, batch: UUID) -> Batch:
    found = staged.batch(request.desk_token, batch)
    if found is None:
        raise Http404
    return found


def _show(request: HttpRequest, batch: Batch, form: Fields, *, status: int = 200) -> HttpResponse:
    mine = batch.contributor == request.desk.officer
    work = uploads.work_on(request.desk_token, batch.id)
    running = work is not None and work.running
    approver = not mine and has_role(request, Role.APPROVER)
    may_decide = approver and batch.state in (BatchState.STAGED, BatchState.APPROVING)
    rows, refused = [], []
    if (mine or approver) and not running:
        with (contributing if mine else approving)(request) as token:
            rows = staged.sample(token, batch.id)
            refused = staged.refused(token, batch.id, limit=SHOWN_REFUSED) if batch.rows_refused else []
    problem = (work.problem if work and batch.state in STILL[work.kind] else None) or batch.fault
    context = {
        "batch": batch,
        "mine": mine,
        "work": work,
        "running": running,
        "failed": said_error(problem) if problem else "",
        "failed_code": problem["code"] if problem else "",
        "may_decide": may_decide,
        "may_undo": approver and batch.state in (BatchState.APPROVED, BatchState.UNDOING),
        "rows": rows,
        "type": rows[0].type if rows else "",
        "refused": grouped(refused),
        "more": max(batch.rows_refused - len(refused), 0) if refused else 0,
        "form": form,
    }
    return render(request, "portal/contributing/batch.html", context, status=status)


@page(policy="approver", journal="databanks.batch.approved", methods=("POST",), proof="fresh")
def approve(request: HttpRequest, batch: UUID) -> HttpResponse:
    """Make the batch active: at once where it is small, else in the background."""
    found = _found(request, batch)
    with approving(request) as token:
        if found.rows_new + found.rows_changed <= AT_ONCE:
            actions.approve(batch, token)
        else:
            actions.begin_work(token, "approve", batch)
    return redirect("portal:contribution", batch)


@page(policy="approver", journal="databanks.batch.refused", methods=("POST",))
def refuse(request: HttpRequest, batch: UUID) -> HttpResponse:
    """Send the batch back with a reason."""
    with approving(request) as token:
        actions.refuse(batch, token, because=request.POST.get("reason", "")[:200])
    return redirect("portal:contribution", batch)


@page(policy="approver", journal="databanks.batch.undone", methods=("GET", "POST"), proof="fresh")
def undo(request: HttpRequest, batch: UUID) -> HttpResponse:
    """What undoing would do, and the reason for it; then it is undone in the background."""
    found = _found(request, batch)
    form = Fields(typed(request.POST))
    if request.method == "POST":
        if not form.values.get("because"):
            form.errors["because"] = _("Give the reason; it goes into the journal and to the contributor.")
        else:
            with approving(request) as token:
                actions.begin_work(token, "undo", batch, because=form.values["because"][:500])
            return redirect("portal:contribution", batch)
    with approving(request) as token:
        preview = actions.undo_preview(batch, token)
    context = {"batch": found, "form": form, "preview": preview}
    return render(request, "portal/contributing/undo.html", context, status=400 if form.errors else 200)


@page(policy="desk", journal="databanks.batch.staged")
def rejects(request: HttpRequest, batch: UUID, format: str) -> HttpResponseBase:
    """Every refused row of a contribution with its reasons."""
    found = _found(request, batch)
    mine = found.contributor == request.desk.officer
    with (contributing if mine else approving)(request) as token:
        rows = staged.refused(token, batch)
    table = tables.Table(
        title=_("Refused rows"),
        columns=[_("Row"), _("What is wrong and how to mend it"), _("Code")],
        rows=([each.number, reasons(each), codes(each)] for each in rows),
        widths=[8, 90, 32],
    )
    name = f"{found.file_name.rsplit('.', 1)[0]}-{_('refused')}"
    return downloads.table_response([table], format=format, name=name)
