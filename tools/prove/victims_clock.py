"""A clock that stands, and moves only when it is told to: two houses that do the same at the same moments say the same."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import psycopg

from commonweal.common import clock

ENTERED = datetime(2026, 10, 12, 8, 0, tzinfo=UTC)
"""When the records are entered, and all is done that leaves a trace."""
PROBED = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
"""When the probes begin: the month of the traces has ended, so that scores and sheets are made of it."""


class Standing:
    """The clock of one house, in Python and in SQL. Deeds are a second apart: what is listed by time has one order."""

    def __init__(self, superuser: psycopg.Connection) -> None:
        self._superuser = superuser
        self.moment = ENTERED
        superuser.execute(
            "create or replace function common_now() returns timestamptz language sql stable parallel safe"
            f" return timestamptz '{ENTERED.isoformat()}' + (select shift from common_clock)"
        )

    def step(self) -> None:
        """Let a second pass."""
        self.to(self.moment + timedelta(seconds=1))

    def to(self, moment: datetime) -> None:
        """Make it this moment."""
        self.moment = moment
        self._superuser.execute("update common_clock set shift = %s", [moment - ENTERED])


@contextmanager
def standing(superuser: psycopg.Connection) -> Iterator[Standing]:
    """The clock stands in the block, and runs again after it in Python; the database is the caller's to drop."""
    before, made = clock.now, Standing(superuser)
    clock.now = lambda: made.moment
    try:
        yield made
    finally:
        clock.now = before
