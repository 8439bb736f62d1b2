"""What an administrator does for the sign-in of officers of his: a link, lost means taken away, sessions ended."""

from django.http import HttpRequest
from django.urls import reverse

from commonweal.common.errors import BadInput
from commonweal.handling import warrants
from commonweal.handling.terms import Role
from commonweal.handling.warrants import Holder
from commonweal.members import actions, means, policies, queries, sessions
from commonweal.members.models import Officer
from commonweal.portal.acting import step


def issue_link(request: HttpRequest, holder: Holder, code: str) -> str:
    """The address of a one-time link for this officer. NotAllowed where the holder is no administrator of his."""
    with step(holder.officer, Role.ADMIN) as token, warrants.reading(token) as admin:
        token_of_link = actions.issue_sign_in_link(_officer(code), by=admin.actor)
    return request.build_absolute_uri(reverse("portal:enter", args=(token_of_link,)))


def remove_means(holder: Holder, code: str) -> bool:
    """Take passkeys and codes of an officer away who has lost them; False where he has none."""
    with step(holder.officer, Role.ADMIN) as token, warrants.reading(token) as admin:
        return means.remove_all(_officer(code), by=admin.actor)


def end_sessions(holder: Holder, code: str) -> bool:
    """End all sessions of an officer; False where he has none."""
    with step(holder.officer, Role.ADMIN) as token, warrants.reading(token) as admin:
        officer = _officer(code)
        policies.check_can_manage(admin.actor, officer)
        return sessions.end(officer.code, by=admin.actor)


def _officer(code: str) -> Officer:
    officer = queries.officer(code.strip().upper())
    if officer is None:
        raise BadInput("members.officer.unknown", "There is no officer with this code.")
    return officer
