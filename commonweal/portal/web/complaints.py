"""The commission's pages: its cases, the records that a case names, the decision; and what owners are asked about."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.debug import sensitive_post_parameters

from commonweal.common.errors import BadInput, CommonwealError, NotNow
from commonweal.databanks import actions as databanks
from commonweal.handling.terms import Role
from commonweal.oversight import cases, hearing, owners, reception
from commonweal.oversight.status import CASE
from commonweal.portal import acting
from commonweal.portal.acting import step
from commonweal.portal.error_words import sentence
from commonweal.portal.oversight_terms import (
    ANSWER_FORM_WORDS,
    CASE_EVENT_WORDS,
    CASE_KIND_WORDS,
    OUTCOME_WORDS,
    OWNER_SAYS_WORDS,
)
from commonweal.portal.pages import page
from commonweal.portal.web.records import said

FIELDS = ("agency", "ref", "number", "born", "words")


@page(policy="commission", journal="oversight.cases.read")
def all_cases(request: HttpRequest) -> HttpResponse:
    """The commission's cases and those that nobody took yet, with their terms."""
    with step(request.desk.officer, Role.COMMISSION) as token:
        found = cases.cases(token)
    context = {
        "open": [each for each in found if each.waits],
        "ended": [each for each in found if not each.waits],
        "terms": cases.terms().values(),
        "kinds": CASE_KIND_WORDS.items(),
    }
    return render(request, "portal/cases.html", context)


@page(policy="commission", journal="oversight.case.entered", methods=("POST",))
@sensitive_post_parameters()
def enter(request: HttpRequest) -> HttpResponse:
    """Enter a request that came by letter; its code is shown once, to be sent to the person."""
    names = ("kind", "name", "born", "evidence", "wants")
    values = {name: request.POST.get(name, "").strip()[:2100] for name in names}
    asked = reception.Request(**values, language=(get_language() or "en")[:2])
    try:
        with step(request.desk.officer, Role.COMMISSION) as token:
            made, found = reception.receive(asked, token=token), cases.cases(token)
    except BadInput as problem:
        return render(request, "portal/case_entered.html", {"problem": sentence(problem)}, status=400)
    entered = next(each for each in found if each.number == made.number)
    return render(request, "portal/case_entered.html", {"made": made, "case": entered})


@page(policy="commission", journal="oversight.case.read")
def case(request: HttpRequest, case: UUID) -> HttpResponse:
    """One case: who asks, what it names, what owners said, and the next steps."""
    return _case(request, case)


def _case(request: HttpRequest, case: UUID, problem: str = "", named: int | None = None) -> HttpResponse:
    try:
        with step(request.desk.officer, Role.COMMISSION) as token:
            found, person, records = cases.case(token, case)
    except BadInput:
        raise Http404 from None
    context = {
        "case": found,
        "person": person,
        "records": records,
        "events": CASE.events(found.state, who=("commission",)),
        "event_words": CASE_EVENT_WORDS,
        "forms": ANSWER_FORM_WORDS.items(),
        "outcomes": [each for each in OUTCOME_WORDS.items() if each[0] != "refused"],
        "problem": problem,
        "named": named,
    }
    return render(request, "portal/case.html", context, status=400 if problem else 200)


@page(policy="commission", journal="oversight.case.decided", methods=("POST",))
@sensitive_post_parameters()
def act(request: HttpRequest, case: UUID, event: str) -> HttpResponse:
    """One step of a case; what cannot be done is said on the page of the case."""
    if event not in CASE_EVENT_WORDS:
        raise Http404
    try:
        with step(request.desk.officer, Role.COMMISSION) as token:
            named = _act(token, case, event, request.POST)
    except (BadInput, NotNow) as problem:
        return _case(request, case, sentence(problem))
    return redirect("portal:case", case) if named is None else _case(request, case, named=named)


def _act(token: str, case: UUID, event: str, given) -> int | None:
    words = given.get("words", "")
    if event == "name":
        return len(hearing.name(token, case, **{name: given.get(name, "")[:300] for name in FIELDS}))
    if event == "refuse":
        hearing.refuse(token, case, because=words)
    elif event == "consult":
        hearing.consult(token, case, question=words)
    elif event == "decide":
        hearing.decide(token, case, form=given.get("form", ""), outcome=given.get("outcome", ""), answer=words)
    else:
        {"identify": hearing.identify, "admit": hearing.admit}[event](token, case)
    return None


@page(policy="commission", journal="databanks.record.disclosed")
def record(request: HttpRequest, case: UUID, record: UUID) -> HttpResponse:
    """A record inside the case that names it; elsewhere it is not there."""
    try:
        with step(request.desk.officer, Role.COMMISSION) as token:
            found = hearing.record(token, case, record)
    except CommonwealError:
        raise Http404 from None
    if found is None:
        raise Http404
    return render(request, "portal/case_record.html", said(found) | {"case": case})


@page(policy="desk", journal="oversight.owner.read")
def contested(request: HttpRequest) -> HttpResponse:
    """What commissions ask us about our records."""
    return _contested(request)


def _contested(request: HttpRequest, problem: str = "") -> HttpResponse:
    context = {
        "rows": cases.asked_of_us(acting.widest(request)),
        "says": OWNER_SAYS_WORDS.items(),
        "problem": problem,
        "may_block": acting.has_role(request, Role.APPROVER),
    }
    return render(request, "portal/contested.html", context, status=400 if problem else 200)


@page(policy="desk", journal="oversight.owner.answered", methods=("POST",))
def answer(request: HttpRequest, case: UUID, record: UUID) -> HttpResponse:
    """Answer the commission, or block our record while it is contested (`says` is block)."""
    says, reason = request.POST.get("says", ""), request.POST.get("reason", "")
    try:
        if says == "block":
            with acting.approving(request) as token:
                databanks.block(record, token, because=reason)
        else:
            owners.answer(acting.widest(request), case, record, says=says, reason=reason)
    except CommonwealError as problem:
        return _contested(request, sentence(problem))
    return redirect("portal:contested")
