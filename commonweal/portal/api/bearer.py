"""Who calls: the token of a warrant, sent as `Authorization: Bearer …`. There are no other credentials."""

from uuid import UUID

from django.http import Http404, HttpRequest
from ninja.security import HttpBearer

from commonweal.databanks import handles
from commonweal.handling import warrants
from commonweal.handling.warrants import Holder


class Bearer(HttpBearer):
    """Any warrant in order; the operation finds the holder at `request.auth` and the token at `request.token`."""

    def authenticate(self, request: HttpRequest, token: str) -> Holder | None:
        holder = warrants.current(token)
        if holder is not None:
            request.token = token
        return holder


def record_of(request: HttpRequest, handle: str) -> UUID:
    """The record that a handle names under the caller's warrant; 404 for a handle of another."""
    try:
        return handles.unseal(handle, request.auth)
    except ValueError:
        raise Http404 from None
