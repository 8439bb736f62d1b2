"""Terms of our records: which end soon, keeping one for longer, and how long the classes are kept."""

from datetime import date
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from commonweal.common.errors import BadInput, CommonwealError
from commonweal.databanks import actions, contests, corrections, life, queries, retention
from commonweal.databanks.actions import extensions
from commonweal.databanks.terms import Outcome, Weighed
from commonweal.handling import warrants
from commonweal.handling.terms import Role
from commonweal.portal import acting, dates
from commonweal.portal.error_words import sentence
from commonweal.portal.forms import Form
from commonweal.portal.pages import page
from commonweal.portal.web import errors

A_PAGE = 50
FIELDS = ("until", "reasons")
FIELD = {
    "databanks.extension.no-reason": "reasons",
    "databanks.extension.nothing-weighed": "weighed",
    "databanks.extension.too-long": "until",
    "databanks.extension.never": "until",
}


@page(policy="desk", journal="databanks.ends.read")
def soon(request: HttpRequest) -> HttpResponse:
    """Which of our records end soon, what waits for an approver, and the classes."""
    return _list(request)


def _list(request: HttpRequest, problem: str = "") -> HttpResponse:
    token, number = acting.widest(request), _number(request.GET.get("page", ""))
    rows = life.ends_soon(token, limit=A_PAGE + 1, skip=(number - 1) * A_PAGE)
    context = {
        "rows": rows[:A_PAGE],
        "more": len(rows) > A_PAGE,
        "number": number,
        "waiting": life.extensions(token, waiting=True),
        "decided": [each for each in life.extensions(token, limit=20) if not each.waits],
        "may_decide": acting.has_role(request, Role.APPROVER),
        "classes": retention.classes().values(),
        "shortened": retention.shortened(),
        "term": corrections.terms()[life.WARNING],
        "problem": problem,
    }
    return render(request, "portal/ends.html", context, status=400 if problem else 200)


@page(policy="record", journal="databanks.extension.asked", methods=("GET", "POST"))
def keep(request: HttpRequest, record: UUID) -> HttpResponse:
    """The form by which an officer asks to keep a record of ours for longer, with what he weighed; and asking it."""
    if request.desk is None:
        raise Http404
    token = acting.widest(request)
    with warrants.reading(token) as holder:
        found = queries.fetch([record], holder=holder).get(record)
    if found is None or not found.mine:
        raise Http404
    form = Form({name: request.POST.get(name, "").strip()[:3_000] for name in FIELDS})
    weighed = [each for each in request.POST.getlist("weighed") if each in set(Weighed)]
    if request.method == "POST":
        until = _day(form)
        try:
            if until is not None:
                extensions.ask(token, record, until=until, reasons=form.values["reasons"], weighed=weighed)
                return redirect("portal:ends")
        except CommonwealError as problem:
            form.errors[FIELD.get(problem.code, "until")] = sentence(problem)
    context = {
        "record": found,
        "form": form,
        "weighed": weighed,
        "codes": list(Weighed),
        "asked": life.extensions(token, record=record),
        "outcomes": list(Outcome),
        "achieved": contests.outcome(token, record),
        "may_decide": acting.has_role(request, Role.APPROVER),
        "class": retention.classes().get(found.retention),
    }
    return render(request, "portal/end.html", context, status=400 if form.errors else 200)


@page(policy="approver", journal="databanks.record.achieved", methods=("POST",))
def achieve(request: HttpRequest, record: UUID) -> HttpResponse:
    """An approver says that the purpose of a record of ours is achieved: it ends within the term."""
    words = {name: request.POST.get(name, "") for name in ("outcome", "because")}
    try:
        with acting.approving(request) as token:
            actions.achieve(record, token, **words)
    except BadInput as problem:
        return errors.told(request, problem)
    return redirect("portal:record", record)


@page(policy="desk", journal="databanks.extension.granted", methods=("POST",))
def decide(request: HttpRequest, extension: UUID, event: str) -> HttpResponse:
    """An approver grants or declines; who asked takes back."""
    try:
        if event == "withdraw":
            extensions.take_back(acting.widest(request), extension)
        else:
            with acting.approving(request) as token:
                extensions.decide(token, extension, event=event, words=request.POST.get("words", ""))
    except BadInput as problem:
        return _list(request, sentence(problem))
    return redirect("portal:ends")


def _day(form: Form) -> date | None:
    read = dates.read_partial(form.values["until"])
    if read is None or len(read) != 10:
        form.errors["until"] = _("This is no day. Write 14.03.2031.")
        return None
    return date.fromisoformat(read)


def _number(text: str) -> int:
    return max(int(text), 1) if text.isdigit() and len(text) < 5 else 1
