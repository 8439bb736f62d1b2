"""Asking an owner for more of a record, the owner's decision, and the rules by which the owner gives it at once."""

from datetime import datetime, timedelta
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from commonweal.common import clock
from commonweal.common.errors import BadInput, CommonwealError
from commonweal.databanks import disclosures, status
from commonweal.databanks.actions import disclosures as actions
from commonweal.handling.terms import HandlingCode, Level, Role
from commonweal.members import queries as members
from commonweal.portal import acting, forms
from commonweal.portal.error_words import sentence
from commonweal.portal.pages import page
from commonweal.portal.terms import AGENCY_KIND_WORDS
from commonweal.portal.web import errors
from commonweal.portal.web.corrections import named

ASKED = ("level", "reason", "facts")
RULE = ("party", "kind", "purpose", "level", "reason")
NEXT = {"hit": "core", "core": "full"}
DAYS = (1, 3, 7, 30, 90, 366)
"""For which an officer may grant, as the page offers it."""


@page(policy="desk", journal="portal.disclosures.read", methods=("GET", "POST"))
def all_disclosures(request: HttpRequest) -> HttpResponse:
    """What is asked of us and by us, what waits first; our rules, and for an approver the form of another."""
    values, problem = dict.fromkeys(RULE, "") | {"hours": "48", "handling": ["H0"]}, None
    if request.method == "POST":
        values = {name: request.POST.get(name, "") for name in (*RULE, "hours")}
        values["handling"] = request.POST.getlist("handling")
        try:
            hours = int(values["hours"]) if values["hours"].isdecimal() else 0
            with acting.approving(request) as token:
                actions.make_rule(token, **values | {"hours": hours})
            return redirect("portal:disclosures")
        except CommonwealError as refused:
            problem = refused
    token = acting.widest(request)
    context = {
        "of_us": disclosures.disclosures(token, of_owner=True),
        "by_us": disclosures.disclosures(token, of_owner=False),
        "rules": disclosures.rules(request.desk_token),
        "may": acting.has_role(request, Role.APPROVER),
        "values": values,
        "problem": sentence(problem) if problem else "",
        "parties": [each for each in members.parties() if each.code != request.desk.party],
        "kinds": AGENCY_KIND_WORDS,
        "purposes": forms.purposes(),
        "codes": list(HandlingCode),
        "hours": (24, 48, 72, 168, 720),
    }
    return render(request, "portal/disclosures.html", context, status=errors.status_of(problem) if problem else 200)


@page(policy="desk", journal="databanks.release-rule.ended", methods=("POST",))
def end_rule(request: HttpRequest, rule: UUID) -> HttpResponse:
    """An approver ends a rule of our agency."""
    with acting.approving(request) as token:
        actions.end_rule(token, rule)
    return redirect("portal:disclosures")


@page(policy="desk", journal="portal.disclosures.read")
def disclosure(request: HttpRequest, disclosure: UUID) -> HttpResponse:
    """One request with what may be done about it; none and a hidden one answer alike."""
    return _show(request, disclosure)


def _show(request: HttpRequest, wanted: UUID, problem: CommonwealError | None = None) -> HttpResponse:
    found = disclosures.disclosure(acting.widest(request), wanted)
    if found is None:
        raise Http404
    asked, side = found
    may = side == "asker" or acting.has_role(request, Role.APPROVER)
    state = asked.state_on(clock.now())
    context = {
        "asked": asked,
        "side": side,
        "state": state,
        "events": status.DISCLOSURE.events(state, who=(side,)) if may else (),
        "needs_approver": not may,
        "grounds": disclosures.grounds().values(),
        "ground": disclosures.grounds().get(asked.ground),
        "days": DAYS,
        "contact": members.contact_for(asked.agency if side == "owner" else asked.owner_agency),
        "problem": sentence(problem) if problem else "",
    }
    return render(request, "portal/disclosure.html", context, status=errors.status_of(problem) if problem else 200)


@page(policy="desk", journal="databanks.disclosure.granted", methods=("POST",))
def act(request: HttpRequest, disclosure: UUID, event: str) -> HttpResponse:
    """The owner's approver grants, refuses or takes back; the asker takes the request back."""
    words = request.POST.get("words", "")
    try:
        if event == "withdraw":
            actions.take_back(acting.widest(request), disclosure)
        else:
            with acting.approving(request) as token:
                if event == "grant":
                    actions.grant(token, disclosure, until=_until(request), words=words)
                elif event == "refuse":
                    actions.refuse(token, disclosure, ground=request.POST.get("ground", ""), words=words)
                elif event == "revoke":
                    actions.revoke(token, disclosure, words=words)
                else:
                    raise Http404
    except BadInput as problem:
        return _show(request, disclosure, problem)
    return redirect("portal:disclosure", disclosure)


def _until(request: HttpRequest) -> datetime:
    days = request.POST.get("days", "")
    return clock.now() + timedelta(days=min(int(days), 366) if days.isdecimal() else 0)


@page(policy="purpose", journal="databanks.disclosure.asked", methods=("GET", "POST"))
def ask(request: HttpRequest, handle: str) -> HttpResponse:
    """The form by which a reader asks for the next level of a record, and asking it."""
    token, warrant, record = named(request, handle)
    values = {name: request.POST.get(name, "") for name in ASKED} | {"level": NEXT.get(record.level, "")}
    if record.mine or not values["level"] or warrant != request.purpose:
        raise Http404
    problem = None
    if request.method == "POST":
        try:
            made = actions.ask(token, record.id, urgent=bool(request.POST.get("urgent")), **values)
            return redirect("portal:disclosure", made.id)
        except CommonwealError as refused:
            problem = refused
    context = {
        "record": record,
        "warrant": warrant,
        "values": values,
        "wanted": int(Level[values["level"].upper()]),
        "problem": sentence(problem) if problem else "",
    }
    return render(request, "portal/disclose.html", context, status=errors.status_of(problem) if problem else 200)
