"""The check of background work: does a worker live, and does anything wait for it in vain?"""

import psycopg

from commonweal.house.checks import Check

LIVES = "select count(*) from procrastinate_workers where last_heartbeat > now() - interval '30 seconds'"
WAITING = """
select count(*) filter (where status = 'todo'),
    count(*) filter (where status = 'todo' and began < now() - interval '15 minutes')
from procrastinate_jobs j
cross join lateral (select max(at) as began from procrastinate_events e where e.job_id = j.id) e
"""


def worker(connection: psycopg.Connection) -> Check:
    """A worker should live when files are handed in; a house that is only looked at needs none."""
    (living,) = connection.execute(LIVES).fetchone()
    waiting, long = connection.execute(WAITING).fetchone()
    none = f"None lives; jobs that wait: {waiting}." if waiting else "None lives, and nothing waits."
    return Check(
        "worker",
        "A worker does what is queued",
        True if living and not long else None,
        f"At work: {living}; jobs that wait: {long} for long, {waiting} in all." if living else none,
        "It is started by commonweal serve. Where it is and jobs wait long, see the end of its log, and whether a "
        "large file is being brought in.",
    )
