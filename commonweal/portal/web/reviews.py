"""Second reviews: what other states put before us, which entries of ours wait for one, and deciding on a draft."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from commonweal.common import clock
from commonweal.common.errors import BadInput, CommonwealError
from commonweal.databanks import neutrality, reviews
from commonweal.databanks.actions import reviews as actions
from commonweal.handling.terms import Role
from commonweal.portal import acting
from commonweal.portal.error_words import sentence
from commonweal.portal.forms import Form
from commonweal.portal.pages import page
from commonweal.portal.web.contributing import targets
from commonweal.portal.web.records import said
from commonweal.portal.words import tongue

FIELD = {"databanks.review.no-reason": "reason", "databanks.review.other-needs-words": "words"}


@page(policy="desk", journal="portal.reviews.read")
def all_reviews(request: HttpRequest) -> HttpResponse:
    """What waits for our reviewers, what of ours waits, what was decided, and how often entries were refused."""
    return _list(request)


def _list(request: HttpRequest, problem: str = "") -> HttpResponse:
    token = acting.widest(request)
    for_us = []
    if acting.has_role(request, Role.REVIEWER):
        with acting.step(request.desk.officer, Role.REVIEWER) as reviewing:
            for_us = reviews.waiting(reviewing)
    now = clock.now()
    refusals = reviews.refusals(now.year, now.month)
    context = {
        "for_us": for_us,
        "drafts": reviews.drafts(token),
        "verdicts": reviews.verdicts(token),
        "reviewers": reviews.reviewers(token),
        "may_ask": acting.has_role(request, Role.APPROVER),
        "refusals": [(each, _reason(each.reason)) for each in refusals],
        "too_often": reviews.too_often_other(refusals),
        "reasons": {code: each.name[tongue()] for code, each in neutrality.reasons().items()},
        "problem": problem,
    }
    return render(request, "portal/reviews.html", context, status=400 if problem else 200)


def _reason(code: str) -> str:
    return neutrality.reasons()[code].name[tongue()]


@page(policy="approver", journal="databanks.review.asked", methods=("POST",))
def ask(request: HttpRequest) -> HttpResponse:
    """Put the drafts that were ticked before an agency of another state or a common body."""
    try:
        chosen = [UUID(each) for each in request.POST.getlist("record")]
        if not chosen:
            return _list(request, _("Tick the entries that are to be reviewed."))
        with acting.approving(request) as token:
            actions.ask(token, chosen, agency=request.POST.get("agency", ""))
    except ValueError:
        raise Http404 from None
    except BadInput as problem:
        return _list(request, sentence(problem))
    return redirect("portal:reviews")


@page(policy="desk", journal="databanks.review.read", methods=("GET", "POST"), proof="fresh")
def review(request: HttpRequest, review: UUID) -> HttpResponse:
    """One draft with its answers, for a reviewer; POST accepts or refuses it."""
    form = Form({name: request.POST.get(name, "").strip()[:2_000] for name in ("reason", "words")})
    if not acting.has_role(request, Role.REVIEWER):
        raise Http404
    with acting.step(request.desk.officer, Role.REVIEWER) as token:
        if request.method == "POST":
            try:
                accept = request.POST.get("do") == "accept"
                actions.decide(token, review, seen=request.POST.get("seen", ""), accept=accept, **form.values)
                return redirect("portal:reviews")
            except BadInput as problem:
                form.errors[FIELD.get(problem.code, "words")] = sentence(problem)
            except CommonwealError as problem:
                form.errors["words"] = sentence(problem)
        found = reviews.read(token, review)
    if found is None:
        raise Http404
    asked = [(each.name[tongue()], found.answers.get(code, "unknown")) for code, each in neutrality.questions().items()]
    context = said(found.record) | {
        "review": found,
        "basis_kind": dict(targets.basis_kinds()).get(found.record.basis.get("kind"), ""),
        "answers": sorted(asked, key=lambda each: each[1] == "no"),
        "reasons": [(code, each.name[tongue()]) for code, each in neutrality.reasons().items()],
        "form": form,
    }
    return render(request, "portal/review.html", context, status=400 if form.errors else 200)
