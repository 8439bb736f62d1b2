"""What the clock process removes of this room: how much was asked, and what was shown, once its time is over.

Row-level security gives the role `cw_clock` what is over, and nothing else; so nothing is chosen here.
"""

import psycopg

OVER = (
    "delete from search_use",
    "delete from search_shown",
    "delete from search_screening",
    "delete from search_kept",
    "delete from search_folder",
    "delete from search_mapping",
)
"""Each removes everything that the policy gives it."""


def expire(settings: dict) -> int:
    """Remove what is over; returns how many rows. `settings` are those of the role cw_clock."""
    with psycopg.connect(**settings, autocommit=True) as connection:
        return sum(connection.execute(each).rowcount for each in OVER)
