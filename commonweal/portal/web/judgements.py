"""What was judged: a person met who is not the one of a record, two records the same or different, certificates.

Who a person is travels in the body of a POST alone, as the words of a question do.
"""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from commonweal.common.errors import BadInput, CommonwealError, NotAllowed
from commonweal.databanks import handles, queries
from commonweal.databanks import judgements as judged
from commonweal.databanks.actions import judgements as actions
from commonweal.databanks.judgements import Subject
from commonweal.handling import warrants
from commonweal.portal import acting, dates
from commonweal.portal.error_words import sentence
from commonweal.portal.forms import Form
from commonweal.portal.pages import page
from commonweal.portal.web import errors

FIELDS = ("name", "born", "document", "country", "because", "days", "code")
FIELD = {
    "databanks.judgement.no-reason": "because",
    "databanks.judgement.too-long": "days",
    "databanks.judgement.no-document": "document",
    "databanks.judgement.same-document": "document",
    "databanks.certificate.no-holder": "name",
}


def _form(request: HttpRequest) -> Form:
    return Form({name: request.POST.get(name, "").strip()[:600] for name in FIELDS})


def _subject(form: Form) -> Subject:
    born = dates.read_partial(form.values["born"]) if form.values["born"] else ""
    if born is None:
        form.errors["born"] = _("This is no date. Write 14.03.1984, or 03.1984, or the year alone.")
    return Subject(form.values["name"], born or "", form.values["document"])


def _days(form: Form) -> int:
    return int(form.values["days"]) if form.values["days"].isdecimal() else actions.LONGEST


@page(policy="desk", journal="databanks.judgements.read")
def all_judgements(request: HttpRequest) -> HttpResponse:
    """What we judged, and what others judged of our records; what waits for the owner first."""
    return _list(request)


def _list(request: HttpRequest, problem: str = "") -> HttpResponse:
    rows = judged.read(acting.widest(request))
    return render(request, "portal/judgements.html", {"rows": rows, "problem": problem}, status=400 if problem else 200)


@page(policy="desk", journal="databanks.judgement.confirmed", methods=("POST",))
def act(request: HttpRequest, judgement: UUID, event: str) -> HttpResponse:
    """The owner confirms or declines; either side undoes."""
    token, words = acting.widest(request), request.POST.get("words", "")
    try:
        if event == "undo":
            actions.undo(token, judgement, words=words)
        else:
            actions.decide(token, judgement, event=event, words=words)
    except BadInput as problem:
        return _list(request, sentence(problem))
    return redirect("portal:judgements")


@page(policy="purpose", journal="databanks.judgement.said", methods=("POST",))
@sensitive_post_parameters()
def judge(request: HttpRequest, handle: str) -> HttpResponse:
    """The form by which an officer says that a person is not the one of a record (`say` is set when he says it)."""
    record, form = _named(request, handle), _form(request)
    if "say" in request.POST:
        subject = _subject(form)
        try:
            if not form.errors:
                made = actions.judge(
                    request.purpose_token, record.id, subject, because=form.values["because"], days=_days(form)
                )
                return render(request, "portal/judged.html", {"made": made, "record": record, "title": _("Noted")})
        except BadInput as problem:
            form.errors[FIELD.get(problem.code, "name")] = sentence(problem)
    context = {"record": record, "handle": handle, "form": form, "longest": actions.LONGEST}
    return render(request, "portal/judge.html", context, status=400 if form.errors else 200)


@page(policy="purpose", journal="databanks.judgement.made", methods=("POST",))
def pair(request: HttpRequest, handle: str) -> HttpResponse:
    """An owner says of two candidates that they are the same or different."""
    record, other = _named(request, handle), _named(request, request.POST.get("other", ""))
    try:
        made = actions.compare(
            request.purpose_token,
            record.id,
            other.id,
            verdict=request.POST.get("verdict", ""),
            because=request.POST.get("because", ""),
        )
    except BadInput as problem:
        return errors.told(request, problem)
    except NotAllowed:
        raise Http404 from None
    return render(request, "portal/judged.html", {"made": made, "record": record, "title": _("Noted")})


def _named(request: HttpRequest, handle: str) -> queries.RecordView:
    """The record that a handle names under the purpose, else 404."""
    try:
        record = handles.unseal(handle, request.purpose)
    except ValueError:
        raise Http404 from None
    with warrants.reading(request.purpose_token) as holder:
        found = queries.fetch([record], holder=holder).get(record)
    if found is None:
        raise Http404
    return found


@page(policy="record", journal="databanks.certificate.issued", methods=("GET", "POST"), proof="fresh")
@sensitive_post_parameters()
def certify(request: HttpRequest, record: UUID) -> HttpResponse:
    """The form of a certificate about a record of ours; POST issues it and shows its paper once."""
    if request.desk is None:
        raise Http404
    with warrants.reading(request.desk_token) as holder:
        found = queries.fetch([record], holder=holder).get(record)
    if found is None or not found.mine:
        raise Http404
    form = _form(request)
    if request.method == "POST":
        subject = _subject(form)
        try:
            if not form.errors:
                return _issued(request, found, subject, form)
        except BadInput as problem:
            form.errors[FIELD.get(problem.code, "name")] = sentence(problem)
        except CommonwealError as problem:
            return errors.told(request, problem)
    context = {"record": found, "form": form, "longest": actions.LONGEST}
    return render(request, "portal/certify.html", context, status=400 if form.errors else 200)


def _issued(request: HttpRequest, found: queries.RecordView, subject: Subject, form: Form) -> HttpResponse:
    with acting.approving(request) as token:
        made, code = actions.certify(
            token,
            found.id,
            subject,
            because=form.values["because"],
            country=form.values["country"],
            days=_days(form),
        )
    context = {"made": made, "code": code, "subject": subject, "country": form.values["country"].upper()[:2]}
    return render(request, "portal/certificate_print.html", context)


@page(policy="desk", journal="databanks.certificate.checked", methods=("GET", "POST"))
@sensitive_post_parameters()
def check(request: HttpRequest) -> HttpResponse:
    """Type the code of a certificate's paper: whom it names, and whether its issuer still stands by it."""
    form = _form(request)
    found = judged.certificate(acting.widest(request), form.values["code"]) if form.values["code"] else None
    context = {"form": form, "asked": bool(form.values["code"]), "found": found}
    return render(request, "portal/certificate_check.html", context)
