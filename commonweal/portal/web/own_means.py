"""My sign-in: the passkeys and codes that an officer has, entered and taken away by himself."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from commonweal.handling import warrants
from commonweal.members import codes, means, passkeys, queries, sessions
from commonweal.portal import sign_in
from commonweal.portal.pages import page
from commonweal.portal.web.purposes import safe_next


@page(policy="desk", journal="portal.sign-in.read")
def mine(request: HttpRequest) -> HttpResponse:
    """What I have, and how to add to it."""
    return _show(request)


@page(policy="desk", journal="members.means.added", methods=("POST",), proof="if-any")
def add_passkey(request: HttpRequest) -> HttpResponse:
    """The passkey that the device has made."""
    said = request.POST
    with warrants.reading(request.desk_token) as holder:
        passkeys.add(said.get("answer", ""), said.get("state", ""), said.get("name", ""), by=holder.actor)
    return redirect("portal:own-means")


@page(policy="desk", journal="members.means.added", methods=("POST",), proof="if-any")
def add_codes(request: HttpRequest) -> HttpResponse:
    """First the key for the device, then, with the first code of it, the device is entered and paper codes are told."""
    sealed = request.POST.get("sealed", "")
    if not sealed:
        key, address, sealed = codes.begin(request.desk.officer)
        return _show(request, key=key, address=address, sealed=sealed)
    with warrants.reading(request.desk_token) as holder:
        codes.finish(sealed, request.POST.get("code", ""), request.POST.get("name", ""), by=holder.actor)
        told = codes.make_recovery(by=holder.actor)
    return _show(request, told=told)


@page(policy="desk", journal="members.recovery.made", methods=("POST",), proof="if-any")
def make_recovery(request: HttpRequest) -> HttpResponse:
    """New recovery codes, shown this once."""
    with warrants.reading(request.desk_token) as holder:
        if not means.of(holder.officer):
            raise Http404
        told = codes.make_recovery(by=holder.actor)
    return _show(request, told=told)


@page(policy="desk", journal="members.means.removed", methods=("POST",), proof="if-any")
def remove(request: HttpRequest, one: UUID) -> HttpResponse:
    """Take one of mine away."""
    with warrants.reading(request.desk_token) as holder:
        if not means.remove(one, by=holder.actor):
            raise Http404
    return redirect("portal:own-means")


@page(policy="desk", journal="members.session.ended", methods=("POST",))
def end(request: HttpRequest) -> HttpResponse:
    """End one of my sessions, or all but this."""
    said = request.POST.get("session", "")
    with warrants.reading(request.desk_token) as holder:
        one = next((each.id for each in sessions.of(holder.officer) if str(each.id) == said), None)
        if said and one is None:
            raise Http404
        sessions.end(holder.officer, one, keep=None if one else holder.id, by=holder.actor)
    return redirect("portal:own-means")


@page(policy="desk", journal="members.proof.given", methods=("GET", "POST"))
def prove(request: HttpRequest) -> HttpResponse:
    """Proving anew that it is I, before what takes out, approves or lets in; then back to where it was asked for."""
    onward = safe_next(request, request.POST.get("next", request.GET.get("next", "")))
    if request.method != "POST":
        options, state = passkeys.options_to_use(request.desk.officer)
        context = {"options": options, "state": state, "onward": onward, "minutes": sessions.rules()["proof"]}
        kinds = {one.kind for one in means.of(request.desk.officer)}
        return render(request, "portal/proof.html", context | {"kinds": kinds})
    said = {name: request.POST.get(name, "") for name in ("code", "answer", "state")}
    sign_in.prove(request, request.desk, request.desk_token, **said)
    return redirect(onward or "portal:day")


def _show(request: HttpRequest, **more: object) -> HttpResponse:
    officer = queries.officer(request.desk.officer)
    options, state = passkeys.options_to_add(officer)
    with warrants.reading(request.desk_token):
        places = sessions.of(officer.code)
    context = {
        "places": places,
        "means": means.of(officer.code),
        "left": codes.recovery_left(officer.code),
        "options": options,
        "state": state,
    }
    return render(request, "portal/own_means.html", context | more)
