"""The first administrator of a party comes in by the operator's token; afterwards he signs in as everybody does."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from commonweal.audit.journal import systems_actor
from commonweal.common.errors import CommonwealError
from commonweal.members import actions, first_run, queries
from commonweal.portal import terms
from commonweal.portal.error_words import sentence
from commonweal.portal.pages import page

FIELDS = (
    ("token", _("Token"), _("As the house printed it at its first start.")),
    ("agency", _("Code of the agency"), _("Capital letters, digits and hyphens, such as KZ-MIA.")),
    ("name_en", _("Name of the agency in English"), ""),
    ("name_ru", _("Name of the agency in Russian"), ""),
    ("officer", _("Code of the officer"), _("It stands in the journal for good and is never used again.")),
    ("rank", _("Rank"), ""),
    ("name", _("Name in his own script"), ""),
    ("name_latin", _("Name in Latin letters"), ""),
)
NEEDED = ("agency", "name_en", "name_ru", "officer", "name")


@page(policy="link", journal="members.first-run.used", methods=("GET", "POST"))
def first(request: HttpRequest) -> HttpResponse:
    """The form; with the token and everything named, the administrator is entered and led to his sign-in link."""
    if request.method != "POST":
        return _show(request, {})
    said = {name: request.POST.get(name, "").strip()[:200] for name in (*(one for one, *_w in FIELDS), "party", "kind")}
    if any(not said[name] for name in NEEDED):
        return _show(request, said, str(_("Fill in everything but rank and Latin name.")))
    agency = {name: said[name] for name in ("party", "kind", "name_en", "name_ru")} | {"code": said["agency"].upper()}
    person = {name: said[name] for name in ("rank", "name", "name_latin")} | {"code": said["officer"].upper()}
    try:
        officer = first_run.use(said["token"], agency=agency, officer=person)
    except CommonwealError as problem:
        return _show(request, said, sentence(problem))
    link = actions.issue_sign_in_link(officer, by=systems_actor(purpose="first run"))
    return redirect("portal:enter", token=link)


def _show(request: HttpRequest, said: dict[str, str], error: str = "") -> HttpResponse:
    context = {
        "fields": [({"name": name, "value": said.get(name, "")}, words, hint) for name, words, hint in FIELDS],
        "parties": queries.parties(),
        "kinds": terms.AGENCY_KIND_WORDS.items(),
        "said": said,
        "error": error,
    }
    return render(request, "portal/first_run.html", context, status=400 if error else 200)
