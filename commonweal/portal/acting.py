"""The warrants under which pages and operations act for an officer: one for a step, closed as soon as it is done."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.http import HttpRequest

from commonweal.handling import warrants
from commonweal.handling.terms import Role
from commonweal.members import queries as members

BASIS = "service duty"
DUTIES = {
    Role.CONTRIBUTOR: ("contribution", "contribution"),
    Role.APPROVER: ("contribution", "approval"),
    Role.REVIEWER: ("contribution", "review"),
    Role.SECRETARIAT: ("own-records", "register"),
    Role.ADMIN: ("own-records", "register"),
    Role.COMMISSION: ("own-records", "complaints"),
    Role.AUDITOR: ("own-records", "supervision"),
}
"""Purpose and standing duty of a step, by its role."""
MINUTES = 60
"""For which the warrant of one step lasts at most."""


@contextmanager
def contributing(request: HttpRequest) -> Iterator[str]:
    """The token of a contributor's warrant for one step; refused to who has not that role."""
    with step(request.desk.officer, Role.CONTRIBUTOR) as token:
        yield token


@contextmanager
def approving(request: HttpRequest) -> Iterator[str]:
    """The token of an approver's warrant for one step; refused to who has not that role."""
    with step(request.desk.officer, Role.APPROVER) as token:
        yield token


@contextmanager
def step(officer: str, role: Role) -> Iterator[str]:
    """The token of a warrant of this officer in a role, for the length of the block."""
    purpose, duty = DUTIES[role]
    opened = warrants.open_warrant(
        officer, role=role, purpose=purpose, basis=BASIS, standing_duty=duty, minutes=MINUTES
    )
    try:
        yield opened.token
    finally:
        warrants.close_warrant(opened.token)


def has_role(request: HttpRequest, role: Role) -> bool:
    """Whether the register gives the officer at the desk this role."""
    officer = members.officer(request.desk.officer)
    return officer is not None and role in officer.roles


def widest(request: HttpRequest) -> str:
    """The token under which most is read: of the open purpose, which reaches protected records too, else the desk's."""
    return request.purpose_token if request.purpose else request.desk_token
