"""Signing in by a passkey or a one-time link, and out. There is no password and no default account."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from commonweal.handling import warrants
from commonweal.handling.terms import Role
from commonweal.members import actions, means, passkeys, pauses
from commonweal.members.models import Officer
from commonweal.portal import middleware
from commonweal.portal.pages import page

DESK_BASIS = "service duty"
DESK_DUTY = "desk"
DESK_ROLES = (Role.DESK, Role.READER, Role.APPROVER, Role.CONTRIBUTOR)
"""In which role a desk is opened: the first of these that the officer has, else the first that he has at all."""
SHIFT = 720
"""Minutes that a desk stays open."""


@page(policy="anyone")
def explain(request: HttpRequest) -> HttpResponse:
    """How one comes in: with a passkey, else who gives a link and how long it holds."""
    options, state = passkeys.options_to_use()
    return render(request, "portal/sign_in.html", {"token": "", "options": options, "state": state})


@page(policy="key", journal="members.means.used", methods=("POST",))
def by_passkey(request: HttpRequest) -> HttpResponse:
    """The device's answer; whatever does not hold is refused in the same words."""
    with pauses.attempt(address=address_of(request)):
        officer = actions.use_passkey(request.POST.get("answer", ""), request.POST.get("state", ""))
    return _desk(officer)


@page(policy="link", journal="members.link.used", methods=("GET", "POST"))
def enter(request: HttpRequest, token: str) -> HttpResponse:
    """GET shows a button, so that a program that looks ahead does not use the link up; POST uses it."""
    officer = actions.officer_of_link(token)
    if request.method != "POST":
        kinds = {one.kind for one in means.of(officer.code)} if officer else set()
        return render(request, "portal/sign_in.html", {"token": token, "kinds": kinds})
    with pauses.attempt(officer=officer.code if officer else "", address=address_of(request)):
        officer = actions.use_sign_in_link(token, code=request.POST.get("code", ""))
    return _desk(officer)


def address_of(request: HttpRequest) -> str:
    """The network address from which somebody asks."""
    return request.META.get("REMOTE_ADDR", "")


def _desk(officer: Officer) -> HttpResponse:
    """The desk of an officer who has shown who he is."""
    desk = warrants.open_warrant(
        officer.code,
        role=desk_role(officer.roles),
        purpose="own-records",
        basis=DESK_BASIS,
        standing_duty=DESK_DUTY,
        minutes=SHIFT,
    )
    response = redirect("portal:day")
    middleware.keep(response, middleware.DESK_COOKIE, desk.token)
    middleware.forget(response, middleware.PURPOSE_COOKIE)
    return response


def desk_role(roles: list[str]) -> str:
    """The role of an officer's desk. With the purpose "own records" none of them reaches beyond his own agency."""
    return next((role for role in DESK_ROLES if role in roles), roles[0] if roles else Role.DESK)


@page(policy="desk", journal="handling.warrant.closed", methods=("POST",))
def leave(request: HttpRequest) -> HttpResponse:
    """Close purpose and desk."""
    for token in (request.purpose_token, request.desk_token):
        warrants.close_warrant(token)
    response = redirect("portal:sign-in")
    middleware.forget(response, middleware.DESK_COOKIE, middleware.PURPOSE_COOKIE)
    return response
