"""Signing in by a passkey or a one-time link, and out. There is no password and no default account."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from commonweal.handling import warrants
from commonweal.members import actions, means, passkeys
from commonweal.portal import middleware, sign_in
from commonweal.portal.pages import page


@page(policy="anyone")
def explain(request: HttpRequest) -> HttpResponse:
    """How one comes in: with a passkey, else who gives a link and how long it holds."""
    options, state = passkeys.options_to_use()
    return render(request, "portal/sign_in.html", {"token": "", "options": options, "state": state})


@page(policy="key", journal="members.means.used", methods=("POST",))
def by_passkey(request: HttpRequest) -> HttpResponse:
    """The device's answer; whatever does not hold is refused in the same words."""
    return _desk(sign_in.by_passkey(request, request.POST.get("answer", ""), request.POST.get("state", "")))


@page(policy="link", journal="members.link.used", methods=("GET", "POST"))
def enter(request: HttpRequest, token: str) -> HttpResponse:
    """GET shows a button, so that a program that looks ahead does not use the link up; POST uses it."""
    if request.method != "POST":
        officer = actions.officer_of_link(token)
        kinds = {one.kind for one in means.of(officer.code)} if officer else set()
        return render(request, "portal/sign_in.html", {"token": token, "kinds": kinds})
    return _desk(sign_in.by_link(request, token, request.POST.get("code", "")))


def _desk(desk: warrants.Opened) -> HttpResponse:
    """To my day, with the desk just opened."""
    response = redirect("portal:day")
    middleware.keep(response, middleware.DESK_COOKIE, desk.token)
    middleware.forget(response, middleware.PURPOSE_COOKIE)
    return response


@page(policy="desk", journal="handling.warrant.closed", methods=("POST",))
def leave(request: HttpRequest) -> HttpResponse:
    """Close purpose and desk."""
    for token in (request.purpose_token, request.desk_token):
        warrants.close_warrant(token)
    response = redirect("portal:sign-in")
    middleware.forget(response, middleware.DESK_COOKIE, middleware.PURPOSE_COOKIE)
    return response
