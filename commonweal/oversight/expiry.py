"""What the clock process does for cases: lets answers out on their day, erases who asked a year after the end."""

import psycopg

from commonweal.audit import journal

AT_ONCE = 100


def tell(settings: dict) -> int:
    """Close the records of cases whose answer may be read from now on; returns how many cases."""
    told = 0
    with psycopg.connect(**settings, autocommit=True) as connection:
        while count := _some(connection):
            told += count
    return told


def _some(connection: psycopg.Connection) -> int:
    by = journal.systems_actor(purpose="commission")
    with connection.transaction():
        numbers = [row[0] for row in connection.execute("select oversight_tell(%s)", [AT_ONCE]).fetchall()]
        for number in numbers:
            entry = journal.write("oversight.case.told", by=by, about=(f"case/{number}",)).entry
            connection.execute("select audit_append(%s, '[]')", [entry])
    return len(numbers)


def expire(settings: dict) -> int:
    """Erase what is over; returns how many rows. Row-level security gives the role `cw_clock` nothing else."""
    with psycopg.connect(**settings, autocommit=True) as connection:
        return connection.execute("delete from oversight_person").rowcount
