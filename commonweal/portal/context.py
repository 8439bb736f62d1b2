"""What every template may use: who is here, for what, which rooms exist, how the reader wants the page."""

from collections.abc import Mapping

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from commonweal.common import clock
from commonweal.handling.terms import Role
from commonweal.members.terms import AgencyKind
from commonweal.portal import directory, error_words
from commonweal.search import border

ROOMS = (
    ("day", _("My day")),
    ("search", _("Search")),
    ("folders", _("Folders")),
    ("touches", _("Our records touched")),
    ("contributions", _("Contributions")),
    ("exports", _("Exports")),
    ("ends", _("Ends soon")),
    ("corrections", _("Enquiries")),
    ("quality", _("Quality")),
    ("contested", pgettext_lazy("room", "Contested")),
    ("banks", _("Banks")),
)
"""Only rooms that exist: a link that leads nowhere is worse than none."""
ROSTER = ("roster", _("Roster of officers"))
NAMES = ("names", pgettext_lazy("room", "Names"))
CASES = ("cases", pgettext_lazy("room", "Complaints"))
REVIEWS = ("reviews", _("Second reviews"))
"""For who asks for second reviews of entries, and who decides on them."""
SUPERVISION = ("sample", pgettext_lazy("room", "Supervision"))
BORDER_POST = ("border", _("Border post"))
"""For agencies of border guards, and for whoever checks at the border now."""
THEMES = ("light", "dark")
LOOK_COOKIE = "cw_look"
KEYS_COOKIE = "cw_keys"


def _rooms(request: HttpRequest) -> tuple:
    """The rooms of whoever is here; who keeps officers has the roster besides, who guards a border its post, the
    secretariat what was learned of names, a commission its cases."""
    desk, purpose = getattr(request, "desk", None), getattr(request, "purpose", None)
    if desk is None:
        return ROOMS
    guards = directory.agency_kind(desk.agency) == AgencyKind.BORDER
    checks = purpose is not None and purpose.purpose == border.PURPOSE
    post = (BORDER_POST,) if guards or checks else ()
    roles = directory.roles(desk.officer)
    roster = (ROSTER,) if Role.ADMIN in roles else ()
    learned = (NAMES,) if Role.SECRETARIAT in roles else ()
    heard = (CASES,) if Role.COMMISSION in roles else ()
    reviewing = (REVIEWS,) if {Role.REVIEWER, Role.APPROVER} & set(roles) else ()
    return (*ROOMS, *post, *reviewing, *roster, *learned, *heard)
    supervised = (SUPERVISION,) if Role.AUDITOR in roles else ()
    return (*ROOMS, *post, *roster, *learned, *heard, *supervised)


def _room(path: str) -> str:
    """The room in which an address lies: its own page, or one below it; "" where it lies in none."""
    rooms = (name for name, _words in (*ROOMS, BORDER_POST, REVIEWS, ROSTER, NAMES, CASES) if name != "day")
    rooms = (name for name, _words in (*ROOMS, BORDER_POST, ROSTER, NAMES, CASES, SUPERVISION) if name != "day")
    under = (name for name in rooms if path.startswith(reverse(f"portal:{name}")))
    return next(under, "day" if path == reverse("portal:day") else "")


def _notice(request: HttpRequest) -> str:
    """What whoever is here must be told on every page, while he is shown less than his due; else nothing."""
    desk = getattr(request, "desk", None)
    return error_words.sentence(desk.notice) if desk and desk.notice else ""


def house(request: HttpRequest) -> Mapping[str, object]:
    """Values for base.html; an error page may ask before anybody is known."""
    match = request.resolver_match
    look = request.COOKIES.get(LOOK_COOKIE, "")
    return {
        "request": request,
        "desk": getattr(request, "desk", None),
        "purpose": getattr(request, "purpose", None),
        "rooms": _rooms(request),
        "here": match.url_name if match else "",
        "room": _room(request.path),
        "look": look if look in THEMES else "",
        "keys": "off" if request.COOKIES.get(KEYS_COOKIE) == "off" else "on",
        "now": clock.now(),
        "notice": _notice(request),
    }
