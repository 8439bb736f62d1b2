"""What the worker does for this room: each job opens a warrant of the officer who asked for it, and closes it after.

A job names a piece of work and the officer; what is to be done stands in the work itself, which only his agency reads.
Whatever goes wrong is told there, in a sentence with a code; the log gets the kind of the fault and its place, never
its words, because they may quote a record.
"""

import logging
import time
import traceback
import uuid
from collections.abc import Callable

from django.db import InterfaceError, OperationalError

from commonweal.common import background
from commonweal.common.background import Interrupted
from commonweal.common.errors import CommonwealError, NotAllowed, NotNow
from commonweal.databanks.actions import intake
from commonweal.databanks.actions import work as actions
from commonweal.handling import warrants
from commonweal.handling.terms import Role

log = logging.getLogger(__name__)
WARRANT = {"purpose": "contribution", "basis": "service duty", "standing_duty": "contribution"}


@background.job("databanks.check")
def check(work: str, officer: str) -> None:
    """The dry run of an upload."""
    _do(work, officer, Role.CONTRIBUTOR, intake.check)


@background.job("databanks.stage")
def stage(work: str, officer: str) -> None:
    """An upload becomes a contribution that waits for approval."""
    _do(work, officer, Role.CONTRIBUTOR, intake.stage)


@background.job("databanks.approve")
def approve(work: str, officer: str) -> None:
    """A contribution becomes active."""
    _do(work, officer, Role.APPROVER, intake.approve)


@background.job("databanks.undo")
def undo(work: str, officer: str) -> None:
    """What a contribution did is undone."""
    _do(work, officer, Role.APPROVER, intake.undo)


def _do(work: str, officer: str, role: Role, deed: Callable) -> None:
    """Do it under a warrant; where the officer may not, or no longer, it ends in a state that says so."""
    try:
        token = warrants.open_warrant(officer, role=role, minutes=warrants.LONGEST, **WARRANT).token
        try:
            _done_under(token, uuid.UUID(work), deed)
        finally:
            warrants.close_warrant(token)
    except NotAllowed as lost:
        if not actions.orphan(uuid.UUID(work), _no_standing(officer)):
            _end_anew(uuid.UUID(work), officer, role, lost)


def _no_standing(officer: str) -> NotAllowed:
    return NotAllowed(
        "databanks.work.no-standing",
        "Officer {officer} may not do this any more: the role or the accreditation is over, or the agency is another"
        " now. What was not finished is not active; another officer can do it.",
        officer=officer,
    )


def _end_anew(work: uuid.UUID, officer: str, role: Role, problem: NotAllowed) -> None:
    """His standing is as it was, so another warrant says why the work ended: the first one's time was over."""
    token = warrants.open_warrant(officer, role=role, minutes=1, **WARRANT).token
    try:
        if actions.take(token, work) is not None:
            actions.end(token, work, problem)
    finally:
        warrants.close_warrant(token)


def _done_under(token: str, work: uuid.UUID, deed: Callable) -> None:
    taken = actions.take(token, work)
    if taken is not None:
        progress = actions.teller(token, taken.id, monotonic=time.monotonic)
        actions.end(token, taken.id, _outcome(deed, taken, token, progress))


def _outcome(deed: Callable, *arguments: object) -> CommonwealError | None:
    """None where the deed is done, else why not. An ending worker and a lost database go up: the job runs again."""
    try:
        deed(*arguments)
    except CommonwealError as problem:
        return problem
    except (Interrupted, OperationalError, InterfaceError):
        raise
    except Exception as fault:
        place = "".join(traceback.format_tb(fault.__traceback__))
        log.error("%s in %s at\n%s", type(fault).__name__, deed.__name__, place)
        return NotNow(
            "databanks.work.broken",
            "A fault stopped the work; what it had not finished is not active. Tell the operator.",
        )
    return None
