"""Standing questions: kept from an answer, listed, paused, ended, read with what they told of."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters

from commonweal.common.errors import CommonwealError
from commonweal.portal import error_words, forms
from commonweal.portal.pages import page
from commonweal.portal.web import errors
from commonweal.search import actions, judged, kept


@page(policy="purpose", journal="search.question.kept", methods=("GET", "POST"))
@sensitive_post_parameters()
def questions(request: HttpRequest) -> HttpResponse:
    """The officer's questions; POST keeps a further one."""
    if request.method != "POST":
        return _list(request)
    form, days = forms.question_form(request.POST), request.POST.get("days", "")
    if form.errors:
        return redirect("portal:search")
    try:
        question = forms.question(form)
        name = request.POST.get("name", "")
        kept.keep(request.purpose_token, question, name=name, days=int(days) if days.isdecimal() else 0)
    except CommonwealError as problem:
        return _list(request, problem)
    return redirect("portal:kept-questions")


def _list(request: HttpRequest, problem: CommonwealError | None = None) -> HttpResponse:
    context = {
        "questions": kept.kept(request.purpose_token),
        "problem": error_words.sentence(problem) if problem else "",
    }
    return render(request, "portal/kept_list.html", context, status=errors.status_of(problem) if problem else 200)


@page(policy="purpose", journal="search.alerts.read")
def question(request: HttpRequest, question: UUID) -> HttpResponse:
    """What one question told of."""
    found = next((each for each in kept.kept(request.purpose_token) if each.id == question), None)
    alerts = kept.alerts(request.purpose_token, question) if found else []
    context = {
        "question": found,
        "mine": found is not None and found.purpose == request.purpose.purpose,
        "alerts": alerts,
        "person": judged.subject(actions.as_asked(found.question)) if alerts else None,
        "highest": max((each.record.classification for each in alerts), default=None),
    }
    return render(request, "portal/kept.html", context, status=200 if found else 404)


@page(policy="purpose", journal="search.kept.changed", methods=("POST",))
def change(request: HttpRequest, question: UUID) -> HttpResponse:
    """Pause it, or let it go on."""
    kept.set_state(request.purpose_token, question, request.POST.get("state", ""))
    return redirect("portal:kept-questions")


@page(policy="purpose", journal="search.kept.ended", methods=("POST",))
def end(request: HttpRequest, question: UUID) -> HttpResponse:
    """End it."""
    kept.end(request.purpose_token, question)
    return redirect("portal:kept-questions")
