"""Who calls: the token of a warrant, sent as `Authorization: Bearer …`. There are no other credentials."""

from uuid import UUID

from django.http import Http404, HttpRequest
from ninja.security import HttpBearer

from commonweal.databanks import handles
from commonweal.handling import warrants
from commonweal.handling.warrants import Holder
from commonweal.members import sessions
from commonweal.portal import sign_in

OWN = "own-records"
"""Purpose of a desk, to which a session belongs."""


class Bearer(HttpBearer):
    """Any warrant in order; the operation finds the holder at `request.auth` and the token at `request.token`."""

    def authenticate(self, request: HttpRequest, token: str) -> Holder | None:
        holder = warrants.current(token)
        if holder is not None and holder.purpose == OWN and not sessions.seen(token, holder, sign_in.place_of(request)):
            return None
        if holder is not None:
            request.token = token
            request.notice = holder.notice
        return holder


class Proven(Bearer):
    """The same, of a holder who has lately proved that it is he: for what takes out, approves or lets in."""

    def authenticate(self, request: HttpRequest, token: str) -> Holder | None:
        holder = super().authenticate(request, token)
        lacking = sessions.lacks_proof(holder) if holder else None
        if lacking:
            raise lacking
        return holder


def record_of(request: HttpRequest, handle: str) -> UUID:
    """The record that a handle names under the caller's warrant; 404 for a handle of another."""
    try:
        return handles.unseal(handle, request.auth)
    except ValueError:
        raise Http404 from None
