"""Contributions by program: how they stand, what was refused, and the decisions of another officer."""

from datetime import datetime
from uuid import UUID

from django.http import Http404, HttpRequest
from ninja import Field, Query, Router, Schema

from commonweal.common.operations import operation
from commonweal.databanks import actions, queries, staged, uploads
from commonweal.databanks.batches import Batch
from commonweal.handling.terms import Role
from commonweal.portal import acting
from commonweal.portal.api.bearer import Bearer, Proven
from commonweal.portal.api.problems import answers
from commonweal.portal.api.uploads import ErrorOut, WorkOut, errors_out, needs_desk, work_out

router = Router(tags=["contributions"])


class BatchOut(Schema):
    """A contribution of the agency."""

    id: UUID
    contributor: str
    file_name: str
    format: str
    list: str
    full: bool
    whole: bool
    state: str
    rows: int
    new: int
    changed: int
    same: int
    refused: int
    held: int
    absent: int
    applied: int
    opened_at: datetime
    closed_at: datetime | None
    closed_by: str
    reason: str
    code: str = Field(description="Why its file was not taken, where it was not")
    message: str
    work: WorkOut | None


class RefusedOut(Schema):
    """A refused row of a contribution: its number in the file, and every reason."""

    number: int
    errors: list[ErrorOut]


class Reason(Schema):
    """Why; it goes into the journal and to the contributor."""

    because: str = Field(min_length=1, max_length=500)


COUNTS = {
    "rows": "lines",
    "new": "rows_new",
    "changed": "rows_changed",
    "same": "rows_same",
    "refused": "rows_refused",
    "held": "rows_held",
    "absent": "rows_absent",
    "applied": "rows_applied",
}
"""Names of the counts here, and as the room has them."""


def _out(request: HttpRequest, batch: Batch) -> dict:
    names = ("id", "contributor", "file_name", "format", "list", "full", "whole", "state")
    names += ("opened_at", "closed_at", "closed_by", "reason")
    counts = {name: getattr(batch, own) for name, own in COUNTS.items()}
    work = work_out(uploads.work_on(request.token, batch.id))
    fault = errors_out([batch.fault])[0] if batch.fault else {"code": "", "message": ""}
    return {name: getattr(batch, name) for name in names} | counts | fault | {"work": work}


def _found(request: HttpRequest, batch: UUID) -> Batch:
    needs_desk(request)
    found = staged.batch(request.token, batch)
    if found is None:
        raise Http404
    return found


@router.get("/contributions", response=answers(list[BatchOut]), auth=Bearer(), summary="Contributions of the agency")
@operation(policy="desk", journal="databanks.batch.staged")
def contributions(request: HttpRequest, limit: int = Query(100, ge=1, le=1000)) -> list[dict]:
    """Those that wait first, then the newest."""
    needs_desk(request)
    return [_out(request, each) for each in queries.batches(request.token, limit=limit)]


@router.get("/contributions/{uuid:batch}", response=answers(BatchOut), auth=Bearer(), summary="One contribution")
@operation(policy="desk", journal="databanks.batch.staged")
def contribution(request: HttpRequest, batch: UUID) -> dict:
    """How it stands, and how far the work on it is."""
    return _out(request, _found(request, batch))


@router.get(
    "/contributions/{uuid:batch}/rejects", response=answers(list[RefusedOut]), auth=Bearer(), summary="Refused rows"
)
@operation(policy="desk", journal="databanks.batch.staged")
def rejects(request: HttpRequest, batch: UUID) -> list[dict]:
    """Every refused row, for its contributor and for officers who approve."""
    found = _found(request, batch)
    role = Role.CONTRIBUTOR if found.contributor == request.auth.officer else Role.APPROVER
    with acting.step(request.auth.officer, role) as token:
        rows = staged.refused(token, batch)
    return [{"number": each.number, "errors": errors_out(each.errors)} for each in rows]


@router.post("/contributions/{uuid:batch}/approve", response=answers(WorkOut), auth=Proven(), summary="Approve")
@operation(policy="approver", journal="databanks.batch.approved")
def approve(request: HttpRequest, batch: UUID) -> dict | None:
    """Make it active in the background; its contributor cannot. Read the contribution to see how far it is."""
    _found(request, batch)
    with acting.step(request.auth.officer, Role.APPROVER) as token:
        return work_out(actions.begin_work(token, "approve", batch))


@router.post("/contributions/{uuid:batch}/refuse", response=answers(BatchOut), auth=Bearer(), summary="Refuse")
@operation(policy="approver", journal="databanks.batch.refused")
def refuse(request: HttpRequest, batch: UUID, why: Reason) -> dict:
    """Send it back with a reason; nothing of it becomes active."""
    _found(request, batch)
    with acting.step(request.auth.officer, Role.APPROVER) as token:
        return _out(request, actions.refuse(batch, token, because=why.because))


@router.post("/contributions/{uuid:batch}/undo", response=answers(WorkOut), auth=Proven(), summary="Undo")
@operation(policy="approver", journal="databanks.batch.undone")
def undo(request: HttpRequest, batch: UUID, why: Reason) -> dict | None:
    """Take back in the background what an approved contribution did."""
    _found(request, batch)
    with acting.step(request.auth.officer, Role.APPROVER) as token:
        return work_out(actions.begin_work(token, "undo", batch, because=why.because))
