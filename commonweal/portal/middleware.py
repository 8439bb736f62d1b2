"""What surrounds every page: the content policy, errors in words, and who sits at the desk."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control

from commonweal.common.errors import CommonwealError
from commonweal.handling import warrants
from commonweal.members import sessions
from commonweal.portal import sign_in
from commonweal.portal.web import errors

DESK_COOKIE = "cw_desk"
PURPOSE_COOKIE = "cw_purpose"
NOTICE = "Commonweal-Notice"
"""Header of every answer of the API while the caller is shown less than his due; its value is the code."""
CONTENT_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
TOLD = {"search.limit.views-day"}
"""Refusals on a record that are told: they come only where the reader may see it in full."""
Respond = Callable[[HttpRequest], HttpResponse]


class ContentSecurity:
    """Nothing from outside, nothing inline, nothing kept by caches, no device asked for."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", CONTENT_POLICY)
        # Not "no-referrer": with it browsers send "Origin: null" with every form, and none passes the forgery check.
        response.headers.setdefault("Referrer-Policy", "same-origin")
        response.headers.setdefault(
            "Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"
        )
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        patch_cache_control(response, no_store=True, private=True)
        return response


class Errors:
    """An error with a code becomes a page with code, sentence and remedy; never a stack, never a term of a question."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, CommonwealError):
            return None
        match = request.resolver_match
        if match is not None and getattr(match.func, "policy", "") == "record" and error.code not in TOLD:
            # What may not be seen and what does not exist answer alike.
            return errors.not_found(request)
        return errors.told(request, error)


class Desk:
    """Attaches `request.desk` and `request.purpose`: who holds the two tokens, or None.

    The desk warrant is the sign-in: when it is closed or over, both cookies go, as when its session was idle for
    too long, or the token is shown by another browser. A purpose counts only beside a desk of the same officer.
    """

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.desk_token = request.COOKIES.get(DESK_COOKIE, "")
        request.purpose_token = request.COOKIES.get(PURPOSE_COOKIE, "")
        request.desk = warrants.current(request.desk_token)
        if request.desk and not sessions.seen(request.desk_token, request.desk, sign_in.place_of(request)):
            request.desk = None
        request.purpose = warrants.current(request.purpose_token) if request.desk else None
        if request.purpose is not None and request.purpose.officer != request.desk.officer:
            request.purpose = None
        response = self.get_response(request)
        if getattr(request, "notice", None):  # set where an operation of the API was called
            response.headers[NOTICE] = request.notice.code
        if request.desk_token and request.desk is None and DESK_COOKIE not in response.cookies:
            forget(response, DESK_COOKIE, PURPOSE_COOKIE)
        elif request.purpose_token and request.purpose is None and PURPOSE_COOKIE not in response.cookies:
            forget(response, PURPOSE_COOKIE)
        return response


def keep(response: HttpResponse, cookie: str, token: str) -> None:
    """Put a token into a cookie that scripts cannot read and that ends with the browser."""
    response.set_cookie(cookie, token, httponly=True, samesite="Strict", secure=settings.SESSION_COOKIE_SECURE)


def forget(response: HttpResponse, *cookies: str) -> None:
    """Take the cookies away."""
    for cookie in cookies:
        response.delete_cookie(cookie, samesite="Strict")
