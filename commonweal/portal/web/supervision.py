"""The supervisor's pages: the day's sample, one question at a time by keyboard; flags; and what an officer is asked."""

from collections import Counter
from datetime import date, timedelta
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render

from commonweal.common import clock, tables
from commonweal.common.errors import BadInput, NotNow
from commonweal.handling.terms import Role
from commonweal.oversight import inspection, supervision
from commonweal.portal import acting, dates, downloads
from commonweal.portal.acting import step
from commonweal.portal.error_words import sentence
from commonweal.portal.oversight_terms import REFUSAL_WORDS
from commonweal.portal.pages import page

SHOWN = 200
WITHIN = timedelta(days=31)
SAMPLE_EVENTS, FLAG_EVENTS = ("accept", "ask", "refuse"), ("explain", "uphold")


@page(policy="auditor", journal="oversight.sample.read")
def sample(request: HttpRequest) -> HttpResponse:
    """The question to be judged now, how far the sample is, and what was judged."""
    return _sample(request)


def _sample(request: HttpRequest, problem: str = "") -> HttpResponse:
    with step(request.desk.officer, Role.AUDITOR) as token:
        drawn = supervision.sample(token)
    waiting = [each for each in drawn if each.state == "drawn" or (each.state == "asked" and each.answered)]
    states = Counter(each.state for each in drawn)
    refused = Counter((each.agency, each.officer) for each in drawn if each.state == "refused")
    context = {
        "question": waiting[0] if waiting else None,
        "waiting": len(waiting),
        "judged": states["accepted"] + states["refused"],
        "total": len(drawn),
        "asked": [each for each in drawn if each.state == "asked" and not each.answered],
        "ended": [each for each in drawn if each.state in ("accepted", "refused")][:SHOWN],
        "refused": [(agency, officer, count) for (agency, officer), count in refused.most_common()],
        "reasons": REFUSAL_WORDS.items(),
        "problem": problem,
    }
    return render(request, "portal/sample.html", context, status=400 if problem else 200)


@page(policy="auditor", journal="oversight.sample.accepted", methods=("POST",))
def judge(request: HttpRequest, question: UUID, event: str) -> HttpResponse:
    """Accept, ask or refuse; the next question follows."""
    if event not in SAMPLE_EVENTS:
        raise Http404
    words, reason = request.POST.get("words", ""), request.POST.get("reason", "")
    try:
        with step(request.desk.officer, Role.AUDITOR) as token:
            supervision.judge(token, question, event, words=words, reason=reason)
    except (BadInput, NotNow) as problem:
        return _sample(request, sentence(problem))
    return redirect("portal:sample")


@page(policy="auditor", journal="oversight.flags.read")
def flags(request: HttpRequest) -> HttpResponse:
    """What the rules of misuse flagged, open first."""
    return _flags(request)


def _flags(request: HttpRequest, problem: str = "") -> HttpResponse:
    with step(request.desk.officer, Role.AUDITOR) as token:
        found = supervision.flags(token)
    context = {"rows": found[:SHOWN], "problem": problem}
    return render(request, "portal/flags.html", context, status=400 if problem else 200)


@page(policy="auditor", journal="oversight.flag.explained", methods=("POST",))
def settle(request: HttpRequest, flag: UUID, event: str) -> HttpResponse:
    """Say that a flag is explained, or uphold it."""
    if event not in FLAG_EVENTS:
        raise Http404
    try:
        with step(request.desk.officer, Role.AUDITOR) as token:
            supervision.settle(token, flag, event, words=request.POST.get("words", ""))
    except (BadInput, NotNow) as problem:
        return _flags(request, sentence(problem))
    return redirect("portal:flags")


@page(policy="auditor", journal="oversight.evidence.taken", methods=("POST",), proof="fresh")
def evidence(request: HttpRequest) -> HttpResponseBase:
    """The evidence file of an inspection as a table (`as`: csv or xlsx)."""
    given = {name: request.POST.get(name, "").strip()[:60] for name in ("since", "until", "agency", "officer")}
    today = clock.today()
    since, until = _day(given["since"]) or today - WITHIN, _day(given["until"]) or today
    try:
        with step(request.desk.officer, Role.AUDITOR) as token:
            found = inspection.evidence(
                token, since=since, until=until, agency=given["agency"].upper(), officer=given["officer"].upper()
            )
    except BadInput as problem:
        return _sample(request, sentence(problem))
    form = tables.XLSX if request.POST.get("as") == "xlsx" else tables.CSV
    sheet = tables.Table("inspection", inspection.COLUMNS, found.rows, head=tuple(inspection.head(found)))
    return downloads.table_response([sheet], format=form, name=f"inspection-{found.receipt}")


def _day(text: str) -> date | None:
    """A day as it was typed; None for anything else."""
    found = dates.read_partial(text) if text else None
    return date.fromisoformat(found) if found and len(found) == 10 else None


@page(policy="desk", journal="oversight.sample.answered", methods=("GET", "POST"))
def asked(request: HttpRequest, question: UUID) -> HttpResponse:
    """What an officer is asked about his own question; POST answers."""
    token, problem = acting.widest(request), ""
    try:
        if request.method == "POST":
            supervision.reply(token, question, request.POST.get("text", ""))
            return redirect("portal:day")
    except BadInput as refused:
        problem = sentence(refused)
    try:
        found = supervision.one(token, question)
    except BadInput:
        raise Http404 from None
    context = {"question": found, "problem": problem}
    return render(request, "portal/sample_asked.html", context, status=400 if problem else 200)
