"""Who calls: the token of a warrant, sent as `Authorization: Bearer …`. There are no other credentials."""

from django.http import HttpRequest
from ninja.security import HttpBearer

from commonweal.handling import warrants
from commonweal.handling.warrants import Holder


class Bearer(HttpBearer):
    """Any warrant in order; the operation finds the holder at `request.auth` and the token at `request.token`."""

    def authenticate(self, request: HttpRequest, token: str) -> Holder | None:
        holder = warrants.current(token)
        if holder is not None:
            request.token = token
        return holder
