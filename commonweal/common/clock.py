"""The one clock of the house.

Every policy and every deadline asks `now()` here, or `common_now()` in SQL, so that tests can move time for both.
"""

from datetime import UTC, date, datetime, timedelta

shift = timedelta(0)
"""How far the clock is moved; always zero outside tests (the SQL clock has its own row, table `common_clock`)."""


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return datetime.now(UTC) + shift


def today() -> date:
    """The day of `now()` in UTC."""
    return now().date()
