"""What was recalled: notices that we are to confirm, confirmations that others owe us, records that are contested."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from commonweal.common.errors import BadInput
from commonweal.databanks import contests, recalls
from commonweal.databanks.actions import receipts
from commonweal.databanks.terms import Receipt
from commonweal.handling.terms import Role
from commonweal.portal import acting
from commonweal.portal.error_words import sentence
from commonweal.portal.pages import page


@page(policy="desk", journal="databanks.notices.read")
def all_notices(request: HttpRequest) -> HttpResponse:
    """What waits for us first, then what others owe us; for the secretariat also who owes whom."""
    return _list(request)


def _list(request: HttpRequest, problem: str = "") -> HttpResponse:
    token = acting.widest(request)
    context = {
        "of_us": recalls.notices(token, of_us=True),
        "by_us": recalls.notices(token, of_us=False),
        "contests": contests.contests(token),
        "answers": list(Receipt),
        "problem": problem,
    }
    if acting.has_role(request, Role.SECRETARIAT):
        with acting.step(request.desk.officer, Role.SECRETARIAT) as secretariat:
            context["overdue"] = recalls.overdue(secretariat)
    return render(request, "portal/recalls.html", context, status=400 if problem else 200)


@page(policy="desk", journal="databanks.notice.answered", methods=("POST",))
def confirm(request: HttpRequest, notice: UUID, answer: str) -> HttpResponse:
    """We say what became of what we kept."""
    try:
        receipts.confirm(acting.widest(request), notice, answer=answer)
    except BadInput as problem:
        return _list(request, sentence(problem))
    return redirect("portal:recalls")


@page(policy="desk", journal="databanks.contest.answered", methods=("POST",))
def answer(request: HttpRequest, contest: UUID) -> HttpResponse:
    """The owner answers the commission."""
    try:
        receipts.answer_contest(acting.widest(request), contest, words=request.POST.get("words", ""))
    except BadInput as problem:
        return _list(request, sentence(problem))
    return redirect("portal:recalls")
