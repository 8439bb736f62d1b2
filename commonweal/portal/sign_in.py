"""What pages and operations of sign-in share: from where somebody asks, and the desk that is opened for him."""

from django.http import HttpRequest

from commonweal.handling import warrants
from commonweal.handling.terms import Role
from commonweal.handling.warrants import Opened
from commonweal.members import actions, codes, means, passkeys, pauses, sessions
from commonweal.members.models import Officer

DESK_BASIS = "service duty"
DESK_DUTY = "desk"
DESK_ROLES = (Role.DESK, Role.READER, Role.APPROVER, Role.CONTRIBUTOR)
"""In which role a desk is opened: the first of these that the officer has, else the first that he has at all."""


def place_of(request: HttpRequest) -> sessions.Where:
    """From where a request comes."""
    return sessions.where(request.headers, request.META.get("REMOTE_ADDR", ""))


def by_link(request: HttpRequest, token: str, code: str) -> Opened:
    """A desk for who shows a one-time link, and a code besides where he has passkeys or codes."""
    officer = actions.officer_of_link(token)
    with pauses.attempt(officer=officer.code if officer else "", address=place_of(request).address):
        officer = actions.use_sign_in_link(token, code=code)
    return open_desk(request, officer, how="link-code" if means.of(officer.code) else "link")


def by_passkey(request: HttpRequest, answer: str, state: str) -> Opened:
    """A desk for who shows a passkey."""
    with pauses.attempt(address=place_of(request).address):
        officer = actions.use_passkey(answer, state)
    return open_desk(request, officer, how="passkey")


def open_desk(request: HttpRequest, officer: Officer, *, how: str) -> Opened:
    """The desk of an officer who has shown who he is, and its session."""
    desk = warrants.open_warrant(
        officer.code,
        role=desk_role(officer.roles),
        purpose="own-records",
        basis=DESK_BASIS,
        standing_duty=DESK_DUTY,
        minutes=sessions.ends_for(officer).longest,
    )
    sessions.begin(desk.id, officer, place_of(request), how=how)
    return desk


def desk_role(roles: list[str]) -> str:
    """The role of an officer's desk. With the purpose "own records" none of them reaches beyond his own agency."""
    return next((role for role in DESK_ROLES if role in roles), roles[0] if roles else Role.DESK)


def prove(request: HttpRequest, holder: warrants.Holder, token: str, *, code: str, answer: str, state: str) -> None:
    """Note that the holder has proved anew that it is he, by a passkey of his or a code; NotAllowed if he has not."""
    with pauses.attempt(officer=holder.officer, address=place_of(request).address), warrants.reading(token):
        if answer:
            shown = passkeys.use(answer, state, officer=holder.officer, why="proof") is not None
        else:
            shown = codes.use(holder.officer, code, why="proof")
        if not shown:
            raise means.not_let_in()
        sessions.prove(holder)
