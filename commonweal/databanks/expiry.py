"""The expiry job: warns owners before records end, deletes those whose term is over, journals both without content.

Row-level security has hidden them since the moment of their end; if this job were dead, nothing would be shown.
Runs under its own role, which may read of a record its id, owner and end, and delete what is over and warned of. Of
contributions it gives up those whose receiving nobody ended, and deletes rows that waited longer than their own term or
that a closed batch left behind.
"""

from collections import Counter

import psycopg

from commonweal.audit import journal
from commonweal.databanks import protection_contributions

BATCH = 1_000
INTAKE = ("databanks_upload", "databanks_work", "databanks_held")
"""What came in and was never handed in, work that has long ended, rows whose parent never came: gone without a word."""

_OPEN = protection_contributions.OPEN
LEFT_BEHIND = (
    "delete from databanks_staged where (batch, line) in"
    " (select batch, line from databanks_staged where expires <= common_now() limit %s)",
    "delete from databanks_staged where (batch, line) in (select s.batch, s.line from databanks_batch b"
    f" join databanks_staged s on s.batch = b.id where b.state not in {_OPEN} limit %s)",
)
"""Rows of contributions that wait for nobody: over, or of a batch that is closed."""


def expire(settings: dict) -> int:
    """Warn of what ends soon, delete what is over; returns how many records. `settings` are those of cw_clock."""
    done = 0
    with psycopg.connect(**settings, autocommit=True) as connection:
        _contests(connection)
        while _warn(connection):
            pass
        while count := _batch(connection):
            done += count
        _give_up(connection)
        for statement in LEFT_BEHIND:
            while connection.execute(statement, [BATCH]).rowcount:
                pass
        for table in INTAKE:
            connection.execute(f"delete from {table} where expires <= common_now()")
        connection.execute("delete from databanks_judgement where until <= common_now()")
    return done


BEFELL = {
    "contested": "databanks.record.contested",
    "heard": "databanks.record.heard",
    "silent-delete": "databanks.record.left-silent",
    "silent-blocked": "databanks.record.left-silent",
}
"""What the database did with contested records → its verb."""


def _contests(connection: psycopg.Connection) -> None:
    """Block what is contested, end what was heard, and let silence have its consequence."""
    with connection.transaction():
        rows = connection.execute("select record, agency, what from databanks_contests_due(%s)", [BATCH]).fetchall()
        for what, verb in BEFELL.items():
            _say(connection, verb, [row[:2] for row in rows if row[2] == what], what=what)


def _warn(connection: psycopg.Connection) -> int:
    """Tell owners of records that end soon, once for each end; what was entered for less is told of at once."""
    with connection.transaction():
        told = connection.execute("select record, agency from databanks_warn(%s)", [BATCH]).fetchall()
        _say(connection, "databanks.records.warned", told)
    return len(told)


def _batch(connection: psycopg.Connection) -> int:
    with connection.transaction():
        gone = connection.execute(
            "delete from databanks_record where id in (select r.id from databanks_record r"
            " where r.expires <= common_now() and exists (select 1 from databanks_warning w"
            " where w.record = r.id and w.ends = r.expires) limit %s) returning id, owner_agency",
            [BATCH],
        ).fetchall()
        _say(connection, "databanks.record.expired", gone)
    return len(gone)


def _say(connection: psycopg.Connection, verb: str, records: list[tuple], **facts: str) -> None:
    """The journal's entry about these records, each with its owner's agency."""
    if records:
        entry = journal.write(
            verb,
            by=journal.systems_actor(purpose="retention"),
            about=[f"record/{record}" for record, _ in records],
            owners=dict(Counter(agency for _, agency in records)),
            **facts,
        ).entry
        connection.execute("select audit_append(%s, '[]')", [entry])


def _give_up(connection: psycopg.Connection) -> None:
    """Close contributions that are still being received after so long; their rows go with what is left behind."""
    with connection.transaction():
        gone = connection.execute(
            "update databanks_batch set state = 'withdrawn', closed_at = common_now(), reason = 'never finished'"
            " where state = 'receiving' and opened_at <= common_now() - %s::interval returning id",
            [protection_contributions.ABANDONED],
        ).fetchall()
        if gone:
            about = [f"batch/{batch}" for (batch,) in gone]
            entry = journal.write(
                "databanks.batch.given-up", by=journal.systems_actor(purpose="retention"), about=about
            ).entry
            connection.execute("select audit_append(%s, '[]')", [entry])
