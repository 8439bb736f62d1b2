"""Contributions of our agency: files that are being prepared, and batches, those that wait first."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from commonweal.databanks import queries, uploads
from commonweal.databanks.batches import Batch
from commonweal.databanks.terms import BatchState
from commonweal.handling.terms import Role
from commonweal.portal.acting import has_role
from commonweal.portal.pages import page


@dataclass(frozen=True, slots=True)
class Line:
    """One batch, and whether this officer may decide on it."""

    batch: Batch
    may_decide: bool


@page(policy="desk", journal="portal.contributions.read")
def contributions(request: HttpRequest) -> HttpResponse:
    """Batches, those that wait first; above them one's own files on their way."""
    approver = has_role(request, Role.APPROVER)
    lines = [
        Line(batch, approver and batch.state == BatchState.STAGED and batch.contributor != request.desk.officer)
        for batch in queries.batches(request.desk_token)
    ]
    context = {
        "lines": lines,
        "uploads": uploads.uploads(request.desk_token),
        "may_contribute": has_role(request, Role.CONTRIBUTOR),
    }
    return render(request, "portal/contributions.html", context)
