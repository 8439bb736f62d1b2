"""The public page: a person asks what is held of him, or that it be corrected or deleted; and looks up how far that is.

No sign-in, no record is looked at, nothing tells what is held. Who asks travels in the body of a POST alone.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from commonweal.common.errors import BadInput, NotNow
from commonweal.oversight import cases, reception
from commonweal.portal import dates
from commonweal.portal.error_words import sentence
from commonweal.portal.forms import Form
from commonweal.portal.oversight_terms import ANSWER_FORM_WORDS, CASE_KIND_WORDS, STAGE_WORDS
from commonweal.portal.pages import page

FIELDS = ("kind", "name", "born", "evidence", "wants", "code")


def _address(request: HttpRequest) -> str:
    return request.META.get("REMOTE_ADDR", "")


def _shown(request: HttpRequest, form: Form, status: int = 200, **more: object) -> HttpResponse:
    context = {
        "form": form,
        "kinds": CASE_KIND_WORDS.items(),
        "terms": cases.terms(),
        "stage_words": STAGE_WORDS,
        "form_words": ANSWER_FORM_WORDS,
    }
    return render(request, "portal/request.html", context | more, status=status)


def _form(request: HttpRequest) -> Form:
    return Form({name: request.POST.get(name, "").strip()[:2100] for name in FIELDS})


@page(policy="anyone", journal="oversight.request.received", methods=("GET", "POST"))
@sensitive_post_parameters()
def ask(request: HttpRequest) -> HttpResponse:
    """The form; POST hands the request in and shows its code, this once."""
    form = _form(request)
    if request.method != "POST":
        return _shown(request, form)
    form.errors |= {
        name: _("This is needed.") for name in ("kind", "name", "born", "evidence", "wants") if not form.values[name]
    }
    born = dates.read_partial(form.values["born"]) if form.values["born"] else ""
    if born is None:
        form.errors["born"] = _("This is no date. Write 14.03.1984, or 03.1984, or the year alone.")
    if form.errors:
        return _shown(request, form, 400)
    values = {name: form.values[name] for name in ("kind", "name", "evidence", "wants")}
    asked = reception.Request(**values, born=born, language=(get_language() or "en")[:2])
    try:
        made = reception.receive(asked, address=_address(request))
    except NotNow as problem:
        return _shown(request, form, 429, problem=sentence(problem))
    except BadInput as problem:
        form.errors["wants"] = sentence(problem)
        return _shown(request, form, 400)
    return _shown(request, Form({}), made=made)


@page(policy="anyone", journal="oversight.request.looked-up", methods=("POST",))
@sensitive_post_parameters()
def state(request: HttpRequest) -> HttpResponse:
    """How far the request with this code is; a code that nobody has is answered after the same work."""
    form = _form(request)
    try:
        found = reception.look(form.values["code"], address=_address(request))
    except NotNow as problem:
        return _shown(request, form, 429, problem=sentence(problem))
    return _shown(request, Form({}), found=found, looked=True)
