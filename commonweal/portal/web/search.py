"""Asking. The question travels in the body of a POST alone: no address, no log line, no history holds a name."""

from collections import Counter

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.debug import sensitive_post_parameters

from commonweal.common.errors import BadInput
from commonweal.databanks import corrections
from commonweal.handling import warrants
from commonweal.portal import forms, words
from commonweal.portal.pages import page
from commonweal.portal.terms import BAND_WORDS, LEVEL_MEANING
from commonweal.search import actions, folders


@page(policy="purpose", journal="search.question.asked", methods=("GET", "POST"))
@sensitive_post_parameters()
def search(request: HttpRequest) -> HttpResponse:
    """GET shows the form; POST asks and answers on the same page."""
    if request.method != "POST":
        return _show(request, forms.Form({}))
    form = forms.question_form(request.POST)
    if form.errors:
        return _show(request, form, status=400)
    try:
        answer = actions.ask(request.purpose_token, forms.question(form))
    except BadInput as problem:
        if not problem.code.startswith("search.question."):
            raise
        forms.cannot_be_asked(form, problem)
        return _show(request, form, status=400)
    return _show(request, form, answer=answer)


def _show(request: HttpRequest, form: forms.Form, *, answer: object = None, status: int = 200) -> HttpResponse:
    values = form.values
    asked = [values.get(name, "") for name in ("what", "family", "given", "patronymic")]
    aside, confirmed = _known_before(request, answer) if answer else ({}, {})
    context = {
        "form": form,
        "answer": answer,
        "open_folders": _open_folders(request) if answer else [],
        "kept_question": forms.question(form) if answer else {},
        "asked_name": _asked_name(form) if answer else "",
        "title": " ".join(filter(None, asked)) or values.get("number", ""),
        "bands": bands(answer) if answer else [],
        # The columns are named once, where the first comparison stands.
        "first_compared": next((each for each in answer.candidates if each.agreements), None) if answer else None,
        "aside": aside,
        "confirmed": confirmed,
        "groups": words.type_groups(),
        "meanings": LEVEL_MEANING,
        "highest": max((each.record.classification for each in answer.candidates), default=None) if answer else None,
    }
    return render(request, "portal/search.html", context, status=status)


def _open_folders(request: HttpRequest) -> list:
    """Case folders into which this search may be put."""
    with warrants.reading(request.purpose_token) as holder:
        return folders.open_folders(holder)


def _asked_name(form: forms.Form) -> str:
    """The name that was asked for, for the form of a judgement: out of the one box, else out of its parts."""
    asked = forms.question(form)
    parts = (asked.get(part, "") for part in ("family", "given", "patronymic"))
    return asked.get("full_name", "") or " ".join(filter(None, parts))


def _known_before(request: HttpRequest, answer: object) -> tuple[dict, dict]:
    """Candidates that the agency set aside in this case (shown grey, never left out), and what owners said of them."""
    shown = [each.record.id for each in answer.candidates]
    with warrants.reading(request.purpose_token) as holder:
        return corrections.set_aside(shown, holder=holder), corrections.confirmations(shown, holder=holder)


def bands(answer: object) -> list[tuple[str, int]]:
    """How many candidates the reader sees in each band, strongest first; bands without any are left out."""
    counted = Counter(each.band for each in answer.candidates)
    return [(band, counted[band]) for band in BAND_WORDS if counted[band]]
