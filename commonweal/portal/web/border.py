"""The border post: a page for a telephone, a slow line and the night; one traveller, one line of an answer."""

from dataclasses import dataclass, field

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters

from commonweal.common import clock
from commonweal.common.errors import CommonwealError
from commonweal.handling import warrants
from commonweal.members import sessions
from commonweal.names import mrz_faults
from commonweal.portal import border_words, error_words, forms, middleware
from commonweal.portal.pages import page
from commonweal.portal.web import errors
from commonweal.search import border

SHIFTS = (4, 8, 12)
"""Hours for which a shift may be opened."""
PART = "Commonweal-Part"
"""Header by which the page's script asks for the answer alone."""
MOST = {"zone": 200, "name": 200, "born": 40}


@dataclass
class Asked:
    """What was typed, and what became of it."""

    values: dict[str, str]
    checked: border.Checked | None = None
    problem: str = ""
    code: str = ""
    faults: list[str] = field(default_factory=list)
    status: int = 200


@page(policy="border", journal="search.question.asked", methods=("GET", "POST"))
@sensitive_post_parameters()
def post(request: HttpRequest) -> HttpResponse:
    """GET shows the empty form; POST answers on the same page, or with the answer alone where the script asks so."""
    asked = Asked(dict.fromkeys(MOST, ""))
    if request.method == "POST":
        asked = _ask(request)
    alone = bool(request.headers.get(PART))
    context = {"asked": asked, "words": border_words.live(), "holds": border_words.HOLDS}
    template = "portal/border_answer.html" if alone else "portal/border.html"
    response = render(request, template, context | _answer(asked), status=asked.status)
    if alone:
        response[PART] = "answer"
    return response


def _ask(request: HttpRequest) -> Asked:
    asked = Asked({name: request.POST.get(name, "").strip()[:most] for name, most in MOST.items()})
    try:
        asked.checked = border.check(request.purpose_token, **asked.values)
    except CommonwealError as problem:
        asked.problem, asked.code = error_words.sentence(problem), problem.code
        asked.status = errors.status_of(problem)
        if problem.code == "names.mrz.unreadable":
            found = mrz_faults.examine(asked.values["zone"], today=clock.today())
            asked.faults = [border_words.fault(each) for each in found.faults]
    return asked


def _answer(asked: Asked) -> dict[str, object]:
    if asked.checked is None:
        return {}
    line, document = asked.checked.line, asked.checked.document
    return {
        "line": line,
        "sign": border_words.SIGNS[line],
        "word": border_words.headline(asked.checked),
        "meaning": border_words.meaning(asked.checked),
        "faults": [border_words.fault(each) for each in document.faults] if document else [],
    }


@page(policy="desk", journal="handling.warrant.opened", methods=("GET", "POST"))
def shift(request: HttpRequest) -> HttpResponse:
    """Begin a shift: one warrant for border checks under a standing duty, until its end."""
    if request.method != "POST":
        return _shift(request, forms.Form({"hours": "8"}))
    form = forms.shift_form(request.POST, hours=SHIFTS)
    if form.errors:
        return _shift(request, form, status=400)
    opened = warrants.open_warrant(
        request.desk.officer,
        role="reader",
        purpose=border.PURPOSE,
        basis=form.values["basis"],
        standing_duty=form.values["standing_duty"],
        minutes=int(form.values["hours"]) * 60,
    )
    sessions.note_opened(request.desk.id, opened.id)
    warrants.close_warrant(request.purpose_token)
    response = redirect("portal:border")
    middleware.keep(response, middleware.PURPOSE_COOKIE, opened.token)
    return response


def _shift(request: HttpRequest, form: forms.Form, *, status: int = 200) -> HttpResponse:
    return render(request, "portal/border_shift.html", {"form": form, "shifts": SHIFTS}, status=status)
