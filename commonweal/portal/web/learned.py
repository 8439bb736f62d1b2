"""Names learned from records: the secretariat asks for them, and accepts, refuses or undoes each pair with a reason."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from commonweal.common.errors import BadInput, NotNow
from commonweal.handling.terms import Role
from commonweal.portal.acting import step
from commonweal.portal.error_words import sentence
from commonweal.portal.pages import page
from commonweal.search import lessons
from commonweal.search.terms import PairState


@page(policy="secretariat", journal="search.pairs.read")
def pairs(request: HttpRequest) -> HttpResponse:
    """What waits for a word of the secretariat, what was decided, how far a lesson is, and the thresholds."""
    return _list(request)


@page(policy="secretariat", journal="search.lesson.asked", methods=("POST",))
def ask(request: HttpRequest) -> HttpResponse:
    """Let all records that may teach be looked at."""
    try:
        with step(request.desk.officer, Role.SECRETARIAT) as token:
            lessons.ask(token)
    except NotNow as problem:
        return _list(request, sentence(problem))
    return redirect("portal:names")


@page(policy="secretariat", journal="search.pair.accepted", methods=("POST",))
def decide(request: HttpRequest, pair: UUID, event: str) -> HttpResponse:
    """Accept a pair, refuse it, or undo what was decided."""
    try:
        with step(request.desk.officer, Role.SECRETARIAT) as token:
            lessons.decide(token, pair, event, reason=request.POST.get("reason", ""))
    except (BadInput, NotNow) as problem:
        return _list(request, sentence(problem))
    return redirect("portal:names")


def _list(request: HttpRequest, problem: str = "") -> HttpResponse:
    with step(request.desk.officer, Role.SECRETARIAT) as token:
        found, latest = lessons.pairs(token), lessons.lessons(token)
    context = {
        "waiting": [each for each in found if each.state == PairState.PROPOSED],
        "decided": [each for each in found if each.state != PairState.PROPOSED],
        "lesson": latest[0] if latest else None,
        "rules": lessons.rules(),
        "problem": problem,
    }
    return render(request, "portal/learned.html", context, status=400 if problem else 200)
