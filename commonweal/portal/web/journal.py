"""How the journal stands: what its witnesses last confirmed, and who of them is behind."""

from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from commonweal.audit import witnessing
from commonweal.common import clock
from commonweal.common.errors import CommonwealError
from commonweal.databanks import receipts
from commonweal.portal import downloads, error_words
from commonweal.portal.forms import CHOICE_FIELDS, Form
from commonweal.portal.pages import page
from commonweal.portal.web import errors, touches


@page(policy="desk", journal="portal.journal.viewed")
def stands(request: HttpRequest) -> HttpResponse:
    """The last settled checkpoint, until when it keeps records of others open, each witness."""
    return _page(request, Form(dict.fromkeys(CHOICE_FIELDS, "")))


@page(policy="desk", journal="databanks.receipts.taken")
def proofs(request: HttpRequest) -> HttpResponseBase:
    """The receipts of a period, or the one with a code, as a file."""
    form, since, until = touches.period(request)
    code = request.GET.get("code", "").strip()[:40]
    if form.errors:
        return _page(request, form)
    try:
        bundle = receipts.receipts(request.desk_token, since=since, until=until, code=code)
    except CommonwealError as problem:
        return _page(request, form, problem)
    name = f"{code or f'receipts-{clock.today():%Y-%m-%d}'}.json"
    return downloads.file_response(receipts.as_text(bundle).encode(), content_type="application/json", name=name)


def _page(request: HttpRequest, form: Form, problem: CommonwealError | None = None) -> HttpResponse:
    now = witnessing.standing(connection)
    rows = [
        {
            "name": name,
            "size": seen.get("size", 0) if seen.get("at") else None,
            "at": witnessing.cosigned_at(seen),
            "behind": max(0, now.size - seen["size"]) if seen.get("at") else 0,
            "fault": seen.get("fault", ""),
        }
        for name, seen in sorted(now.witnesses.items())
    ]
    context = {"stand": now, "witnesses": rows, "hours": now.seconds / 3600, "form": form}
    context["problem"] = error_words.sentence(problem) if problem else ""
    status = errors.status_of(problem) if problem else 400 if form.errors else 200
    return render(request, "portal/journal.html", context, status=status)
