"""What the worker does for this room: a file is screened under a warrant of the officer whose file it is.

A job names the file and the officer. The purpose stands with the file, which only a warrant of that officer reads: a
first one looks there, a second one, of that purpose, does the work.
"""

import uuid

from commonweal.common import background
from commonweal.common.errors import CommonwealError, NotAllowed
from commonweal.handling import warrants
from commonweal.search import screening, screening_work, watching

OWN = {"purpose": "own-records", "basis": "service duty", "standing_duty": "screening"}

WATCHER = watching.Watcher()
"""The worker's own; its warrants are closed by their time when the worker ends."""


@background.every("* * * * * */15", "search.watch")
def watch(timestamp: int) -> None:
    """Every quarter of a minute standing questions are asked against what changed."""
    WATCHER.look()


@background.job("search.screen")
def screen(file: str, officer: str) -> None:
    """Screen what is left of a file; what stands against it is told with the file."""
    try:
        _screen(uuid.UUID(file), officer)
    except NotAllowed:
        screening_work.orphan(uuid.UUID(file))


def _screen(wanted: uuid.UUID, officer: str) -> None:
    look = warrants.open_warrant(officer, role="reader", minutes=1, **OWN)
    try:
        found = screening.screening(look.token, wanted)
    except CommonwealError:
        return  # it was removed
    finally:
        warrants.close_warrant(look.token)
    words = {name: getattr(found, name) for name in ("purpose", "basis", "case_ref", "standing_duty")}
    token = warrants.open_warrant(officer, role="reader", minutes=warrants.LONGEST, **words).token
    try:
        screening_work.run(token, wanted)
    except CommonwealError:
        pass  # it stands with the file
    finally:
        warrants.close_warrant(token)
