"""The clock's work on quality: looks at what contributions brought, makes scores and sheets of the month that ended.

Runs under the role cw_clock, which reads no table of records: functions of the gauge hand it records one piece at a
time, take what the rules found, and count. Killed at any moment it goes on where it stopped.
"""

import json
import uuid
from datetime import date, timedelta

import psycopg

from commonweal.audit import journal
from commonweal.common import clock
from commonweal.databanks import quality, types

AT_ONCE = 500
"""Records in one transaction."""


def examine(settings: dict, *, most: int = 1_000_000) -> int:
    """Look at the records of closed contributions that nobody looked at yet, at most so many; returns how many.

    `settings` are those of the role cw_clock.
    """
    done = 0
    with psycopg.connect(**settings, autocommit=True) as connection:
        while done < most and (count := _piece(connection)):
            done += count
    return done


def _piece(connection: psycopg.Connection) -> int:
    with connection.transaction():
        rows = connection.execute("select * from databanks_examine(%s)", [AT_ONCE]).fetchall()
        if not rows:
            return 0
        found = json.dumps([_found(*row[1:]) for row in rows])
        mended = connection.execute("select * from databanks_examined_put(%s, %s)", [rows[0][0], found]).fetchall()
        for enquiry, record in mended:
            about = (f"enquiry/{enquiry}", f"record/{record}", f"batch/{rows[0][0]}")
            _journal(connection, "databanks.correction.mended", about=about)
    return len(rows)


def _found(
    record: uuid.UUID, record_type: str, identity: dict, narrative: dict, basis: dict, entered: date, first: bool
) -> dict:
    """What the rules say of one record, as the gauge takes it. A type that is no longer known has no rules."""
    known = types.all_types().get(record_type)
    if known is None:
        looked = quality.Looked((), 0, 0, None, ())
    else:
        looked = quality.look(quality.Subject(known, identity, narrative, basis, entered))
    return {
        "id": str(record),
        "filled": looked.filled,
        "recommended": looked.recommended,
        "days": looked.days,
        "first": first,
        "findings": [[each.code, each.property] for each in looked.findings],
        "keys": [[key.hex(), property_] for key, property_ in looked.keys],
    }


def month_before(day: date) -> date:
    """The first day of the month before that of `day`."""
    return (day.replace(day=1) - timedelta(days=1)).replace(day=1)


def make_month(settings: dict, month: date | None = None) -> int:
    """Make scores and sheets of a month (its first day), by default the last that ended, if there are none yet.

    Returns the number of rows of the sheets; 0 where the month was made before. A month that is named is made anew.
    """
    asked = month or month_before(clock.today())
    with psycopg.connect(**settings, autocommit=True) as connection, connection.transaction():
        connection.execute("select pg_advisory_xact_lock(hashtext('commonweal.databanks'), hashtext('month'))")
        if month is None and connection.execute("select databanks_month_made(%s)", [asked]).fetchone()[0]:
            return 0
        connection.execute("select databanks_find_stale(%s)", [json.dumps(quality.stale_days())])
        scores = connection.execute("select databanks_make_scores(%s)", [asked]).fetchone()[0]
        searches = json.dumps(_searches(connection, asked))
        rows = connection.execute("select databanks_make_sheets(%s, %s)", [asked, searches]).fetchone()[0]
        if rows or scores:
            _journal(connection, "databanks.sheet.made", month=asked.isoformat(), rows=rows, scores=scores)
    return rows


def _searches(connection: psycopg.Connection, month: date) -> list[list]:
    """Questions of the month by bank and asking party, as the journal has them."""
    return connection.execute(
        "select bank, e.said #>> '{by,party}', count(*)"
        " from (select entry::jsonb said from audit_entry where appended_at >= %(since)s::timestamp at time zone 'UTC'"
        " and appended_at < (%(since)s::date + interval '1 month') at time zone 'UTC'"
        " and entry like '%%\"search.question.asked\"%%') e"
        " cross join lateral jsonb_array_elements_text(coalesce(e.said #> '{facts,banks}', '[]')) bank"
        " where e.said ->> 'verb' = 'search.question.asked' group by 1, 2",
        {"since": month},
    ).fetchall()


def _journal(connection: psycopg.Connection, verb: str, **words: object) -> None:
    entry = journal.write(verb, by=journal.systems_actor(purpose="quality"), **words).entry
    connection.execute("select audit_append(%s, '[]')", [entry])
