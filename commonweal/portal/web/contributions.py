"""Contributions of our agency: what was handed in, what waits for approval; another officer approves or refuses."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from commonweal.databanks import actions, queries
from commonweal.databanks.terms import BatchState
from commonweal.handling import warrants
from commonweal.handling.terms import Role
from commonweal.members import queries as members
from commonweal.portal.pages import page

APPROVAL = {"role": Role.APPROVER, "purpose": "contribution", "basis": "service duty", "standing_duty": "approval"}
MINUTES = 60
"""For which the warrant of one approval lasts at most; it is closed as soon as the step is done."""


@dataclass(frozen=True, slots=True)
class Line:
    """One batch, and whether this officer may decide on it."""

    batch: object
    may_decide: bool


@page(policy="desk", journal="portal.contributions.read")
def contributions(request: HttpRequest) -> HttpResponse:
    """Batches, those that wait first."""
    officer = members.officer(request.desk.officer)
    approver = officer is not None and Role.APPROVER in officer.roles
    lines = [
        Line(batch, approver and batch.state == BatchState.STAGED and batch.contributor != request.desk.officer)
        for batch in queries.batches(request.desk_token)
    ]
    return render(request, "portal/contributions.html", {"lines": lines})


@page(policy="approver", journal="databanks.batch.approved", methods=("POST",))
def approve(request: HttpRequest, batch: UUID) -> HttpResponse:
    """Make the batch active."""
    with _approving(request) as token:
        actions.approve(batch, token)
    return redirect("portal:contributions")


@page(policy="approver", journal="databanks.batch.refused", methods=("POST",))
def refuse(request: HttpRequest, batch: UUID) -> HttpResponse:
    """Send the batch back with a reason."""
    with _approving(request) as token:
        actions.refuse(batch, token, because=request.POST.get("reason", "")[:200])
    return redirect("portal:contributions")


@contextmanager
def _approving(request: HttpRequest) -> Iterator[str]:
    """The token of an approver's warrant for one step; refused to who has not that role."""
    opened = warrants.open_warrant(request.desk.officer, minutes=MINUTES, **APPROVAL)
    try:
        yield opened.token
    finally:
        warrants.close_warrant(opened.token)
