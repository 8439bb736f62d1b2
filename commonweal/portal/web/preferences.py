"""How the reader wants the pages: language, light or dark, single keys; and the page that explains the keys."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from commonweal.portal import charts
from commonweal.portal.context import KEYS_COOKIE, LOOK_COOKIE, THEMES
from commonweal.portal.pages import page
from commonweal.portal.terms import CLASSIFICATION_WORDS, HANDLING_WORDS
from commonweal.portal.web.purposes import safe_next

A_YEAR = 365 * 24 * 3600


@page(policy="anyone", methods=("POST",))
def language(request: HttpRequest) -> HttpResponse:
    """Keep the language that the reader chose."""
    response = redirect(safe_next(request, request.POST.get("next", "")) or "portal:day")
    chosen = request.POST.get("language", "")
    if chosen in dict(settings.LANGUAGES):
        _keep(response, settings.LANGUAGE_COOKIE_NAME, chosen)
    return response


@page(policy="anyone", methods=("POST",))
def look(request: HttpRequest) -> HttpResponse:
    """Keep light, dark or the system's choice, and whether single keys act."""
    response = redirect("portal:help")
    theme = request.POST.get("look", "")
    if theme in THEMES:
        _keep(response, LOOK_COOKIE, theme)
    else:
        response.delete_cookie(LOOK_COOKIE, samesite="Strict")
    _keep(response, KEYS_COOKIE, "on" if request.POST.get("keys") == "on" else "off")
    return response


@page(policy="anyone")
def states(request: HttpRequest) -> HttpResponse:
    """How things move from state to state: every transition table as a picture and in words."""
    told = [
        {
            "table": table,
            "title": charts.title(table),
            "chart": charts.chart(table),
            "lines": [
                (each, charts.event_words(each.event), charts.role_words(each.who)) for each in table.transitions
            ],
        }
        for table in charts.TABLES
    ]
    return render(request, "portal/help_states.html", {"tables": told})


@page(policy="anyone")
def help_page(request: HttpRequest) -> HttpResponse:
    """Keys, signs and the choices above."""
    context = {"degrees": range(len(CLASSIFICATION_WORDS)), "handling_words": HANDLING_WORDS.items()}
    return render(request, "portal/help.html", context)


def _keep(response: HttpResponse, cookie: str, value: str) -> None:
    response.set_cookie(
        cookie, value, max_age=A_YEAR, httponly=True, samesite="Strict", secure=settings.SESSION_COOKIE_SECURE
    )
