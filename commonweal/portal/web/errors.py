"""Pages for what cannot be done: what is missing and who can give it, in a sentence; never whether a thing exists."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import loader
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from commonweal.common.errors import BadInput, CommonwealError, NotAllowed, NotNow, RuleBroken
from commonweal.portal import error_words

STATUS = {NotAllowed: 403, NotNow: 409, RuleBroken: 422, BadInput: 400}
TITLES = {
    400: _("This cannot be read"),
    403: _("You may not do this"),
    409: _("Not in its present state"),
    422: _("A rule stands against it"),
}


@dataclass(frozen=True, slots=True)
class Remedy:
    """Where to go next: the name of a page and the words of its link."""

    page: str
    words: object


OPEN_PURPOSE = Remedy("portal:purpose", _("Open a purpose"))
TO_MY_DAY = Remedy("portal:day", _("To my day"))
REMEDIES = {"handling.warrant": OPEN_PURPOSE, "members.link": Remedy("portal:sign-in", _("How to sign in"))}
"""By the first two words of an error's code."""


def status_of(error: CommonwealError) -> int:
    """The status with which an error is answered."""
    return next((number for kind, number in STATUS.items() if isinstance(error, kind)), 400)


def told(request: HttpRequest, error: CommonwealError) -> HttpResponse:
    """The page of an error that has a code."""
    status = status_of(error)
    remedy = REMEDIES.get(".".join(error.code.split(".")[:2]), TO_MY_DAY)
    context = {"title": TITLES[status], "sentence": error_words.sentence(error), "code": error.code, "remedy": remedy}
    return render(request, "portal/error.html", context, status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: the request itself is malformed."""
    context = {
        "title": TITLES[400],
        "sentence": gettext("The browser sent something that this site does not read. Go back and try once more."),
        "code": "portal.request.malformed",
        "remedy": TO_MY_DAY,
    }
    return render(request, "portal/error.html", context, status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403 without a code of ours answers as not found does: it tells nothing."""
    return not_found(request)


def form_refused(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form came without its mark against forgery: mostly a page that was open for too long."""
    context = {
        "title": TITLES[403],
        "sentence": gettext(
            "The form was open too long or came from elsewhere. Open the page again and repeat the step."
        ),
        "code": "portal.form.unmarked",
        "remedy": TO_MY_DAY,
    }
    return render(request, "portal/error.html", context, status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: no such page, or nothing that this reader may see; the two are not told apart."""
    context = {
        "title": gettext("Nothing that you may see"),
        "sentence": gettext(
            "There is no such page, or nothing there that your purpose and accreditation let you see. "
            "Records of other agencies are shown under an open purpose only."
        ),
        "code": "portal.page.none",
        "remedy": OPEN_PURPOSE if getattr(request, "desk", None) else TO_MY_DAY,
    }
    return render(request, "portal/error.html", context, status=404)


def broken(request: HttpRequest) -> HttpResponse:
    """500: a fault of this site. Drawn without the database, for that may be what failed."""
    return HttpResponse(loader.get_template("portal/broken.html").render({}), status=500)
