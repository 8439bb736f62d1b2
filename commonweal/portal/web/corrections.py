"""Enquiries to owners: corrections, hits to be confirmed; and candidates that an officer sets aside for his case."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from commonweal.common import clock
from commonweal.common.errors import BadInput, NotAllowed
from commonweal.databanks import corrections, handles, queries, status
from commonweal.databanks.actions import distinct, enquiries
from commonweal.databanks.terms import Channel, EnquiryKind
from commonweal.handling import warrants
from commonweal.members import queries as members
from commonweal.portal import acting, forms
from commonweal.portal.bank_words import ENQUIRY_WORDS
from commonweal.portal.error_words import sentence
from commonweal.portal.forms import Form
from commonweal.portal.pages import page

ASKED = ("kind", "text", "evidence", "other_ref")
NOTES = ("note-yes", "note-no")
FIELD = {"databanks.enquiry.no-text": "text", "databanks.enquiry.no-other": "other_ref"}
CORRECTIONS = [kind for kind in ENQUIRY_WORDS if kind != EnquiryKind.CONFIRM]


@page(policy="desk", journal="portal.enquiries.read")
def all_enquiries(request: HttpRequest) -> HttpResponse:
    """What is asked of us, and what we asked; what waits first."""
    token = acting.widest(request)
    context = {
        "of_us": corrections.enquiries(token, of_owner=True),
        "by_us": corrections.enquiries(token, of_owner=False),
        "terms": corrections.terms().values(),
    }
    return render(request, "portal/corrections.html", context)


@page(policy="desk", journal="portal.enquiries.read")
def enquiry(request: HttpRequest, enquiry: UUID) -> HttpResponse:
    """One enquiry with what may be done about it; none and a hidden one answer alike."""
    return _show(request, enquiry)


def _show(request: HttpRequest, enquiry_id: UUID, *, error: str = "", words: str = "") -> HttpResponse:
    found = corrections.enquiry(acting.widest(request), enquiry_id)
    if found is None:
        raise Http404
    asked, side = found
    events = status.table(asked.kind).events(asked.state, who=(side,))
    context = {
        "enquiry": asked,
        "side": side,
        "events": [each for each in events if each not in NOTES],
        "notes": [each for each in events if each in NOTES],
        "channels": [each for each in Channel if each != Channel.HOUSE],
        "now": clock.now(),
        "contact": members.contact_for(asked.agency if side == "owner" else asked.owner_agency),
        "error": error,
        "words": words,
    }
    return render(request, "portal/enquiry.html", context, status=400 if error else 200)


@page(policy="desk", journal="databanks.correction.accepted", methods=("POST",))
def act(request: HttpRequest, enquiry: UUID, event: str) -> HttpResponse:
    """The owner answers or says that it is mended; the asker takes back."""
    token, words = acting.widest(request), request.POST.get("words", "")
    try:
        if event == "withdraw":
            enquiries.take_back(token, enquiry)
        elif event == "mend":
            enquiries.mend(token, enquiry)
        elif event in NOTES:
            enquiries.note(token, enquiry, event=event, words=words, **_noted(request))
        else:
            enquiries.answer(token, enquiry, event=event, words=words)
    except BadInput as problem:
        return _show(request, enquiry, error=sentence(problem), words=words)
    return redirect("portal:enquiry", enquiry)


def _noted(request: HttpRequest) -> dict[str, object]:
    """Who spoke for the owner, how and when, as typed; a moment that cannot be read is refused with its remedy."""
    return {
        "said_by": request.POST.get("said_by", ""),
        "channel": request.POST.get("channel", ""),
        "said_at": forms.moment(request.POST.get("said_at", "")),
    }


@page(policy="record", journal="databanks.correction.asked", methods=("GET", "POST"))
def ask(request: HttpRequest, handle: str) -> HttpResponse:
    """The form of an enquiry about a record that the purpose, else the desk, sees; and asking it."""
    token, warrant, record = named(request, handle)
    values = {name: request.POST.get(name, request.GET.get(name, "")) for name in ASKED}
    form = Form(values)
    if record.level == "hit":
        values["kind"] = EnquiryKind.CONFIRM
    if request.method == "POST":
        try:
            made = enquiries.ask(token, record.id, **values)
        except BadInput as problem:
            form.errors[FIELD.get(problem.code, str(problem.params.get("field", "kind")))] = sentence(problem)
        else:
            return redirect("portal:enquiry", made.id)
    confirming = values["kind"] == EnquiryKind.CONFIRM
    context = {
        "record": record,
        "warrant": warrant,
        "handle": handle,
        "form": form,
        "confirming": confirming,
        "kinds": [] if confirming else CORRECTIONS,
        "term": corrections.term_of(values["kind"] if confirming else "wrong"),
    }
    return render(request, "portal/ask_owner.html", context, status=400 if form.errors else 200)


def named(request: HttpRequest, handle: str) -> tuple:
    """Token, holder and record that a handle names under the purpose, else under the desk; else 404."""
    for token, holder in ((request.purpose_token, request.purpose), (request.desk_token, request.desk)):
        if holder is None:
            continue
        try:
            record = handles.unseal(handle, holder)
        except ValueError:
            raise Http404 from None
        with warrants.reading(token) as reader:
            found = queries.fetch([record], holder=reader).get(record)
        if found is not None:
            return token, holder, found
    raise Http404


@page(policy="purpose", journal="databanks.candidate.set-aside", methods=("POST",))
def set_aside(request: HttpRequest, handle: str) -> HttpResponse:
    """Not this person: remembered for the case and the agency; or taken back. Leads back to the search."""
    try:
        record = handles.unseal(handle, request.purpose)
    except ValueError:
        raise Http404 from None
    if request.POST.get("undo"):
        distinct.take_up(request.purpose_token, record)
    else:
        try:
            distinct.set_aside(request.purpose_token, record, because=request.POST.get("because", ""))
        except NotAllowed:
            raise Http404 from None
    return render(request, "portal/set_aside.html", {"undone": bool(request.POST.get("undo")), "title": _("Noted")})
