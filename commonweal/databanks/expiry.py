"""The expiry job: deletes records whose term is over, with a journal entry that names none of their content.

Row-level security has hidden them since the moment of their end; if this job were dead, nothing would be shown.
Runs under its own role, which may read of a record its id, owner and end, and delete what is over.
"""

import psycopg

from commonweal.audit import journal

BATCH = 1_000
INTAKE = ("databanks_upload", "databanks_work")
"""What came in and was never handed in, and work that has long ended: gone without a word."""


def expire(settings: dict) -> int:
    """Delete everything that is over; returns how many records. `settings` are those of the role cw_clock."""
    done = 0
    with psycopg.connect(**settings, autocommit=True) as connection:
        while count := _batch(connection):
            done += count
        for table in INTAKE:
            connection.execute(f"delete from {table} where expires <= common_now()")
    return done


def _batch(connection: psycopg.Connection) -> int:
    with connection.transaction():
        gone = connection.execute(
            "delete from databanks_record where id in (select id from databanks_record where expires <= common_now()"
            " limit %s) returning id, owner_agency",
            [BATCH],
        ).fetchall()
        if gone:
            owners: dict[str, int] = {}
            for _, agency in gone:
                owners[agency] = owners.get(agency, 0) + 1
            entry = journal.write(
                "databanks.record.expired",
                by=journal.systems_actor(purpose="retention"),
                about=[f"record/{record}" for record, _ in gone],
                owners=owners,
            ).entry
            connection.execute("select audit_append(%s, '[]')", [entry])
    return len(gone)
