"""Telling owners of silent hits: somebody asked about a record that its owner watches, and learned nothing.

Runs in the clock process. A note, the owner's item, its line in the journal of touches and the removal of the note are
one transaction: a process killed between them tells later, and tells once.
"""

import json
import uuid

import psycopg

from commonweal.audit import journal
from commonweal.common import clock
from commonweal.handling.terms import Level
from commonweal.workflow import queries as workflow

AT_ONCE = 100
_COLUMNS = "record, owner_party, owner_agency, owner_ref, officer, party, agency, role, purpose, basis, case_ref"
_NOTES = (
    "delete from databanks_silent where (question, record) in"
    f" (select question, record from databanks_silent order by noted_at limit %s) returning {_COLUMNS}"
)


def tell(settings: dict) -> int:
    """Tell the owners of everything noted; returns how many notes. `settings` are those of the role cw_clock."""
    told = 0
    with psycopg.connect(**settings, autocommit=True) as connection:
        while count := _some(connection):
            told += count
    return told


def _some(connection: psycopg.Connection) -> int:
    with connection.transaction():
        notes = connection.execute(_NOTES, [AT_ONCE]).fetchall()
        for record, owner_party, owner_agency, ref, *asker in notes:
            officer, party, agency, role, purpose, basis, case = asker
            by = journal.Actor(officer, party, agency, role, purpose, basis, case)
            touches = (journal.Touch(record, owner_party, owner_agency, int(Level.SILENT)),)
            entry = journal.write(
                "databanks.record.asked-silently", by=by, about=(f"record/{record}",), touches=touches
            ).entry
            connection.execute("select audit_append(%s, %s::jsonb)", [entry, journal.touches_json(touches)])
            words = {"party": party, "agency": agency, "ref": ref, "purpose": purpose, "case": case}
            workflow.template("silent-hit", words)
            connection.execute(
                "insert into workflow_inbox (id, agency, officer, kind, subject, words, created_at)"
                " values (%s, %s, '', 'silent-hit', %s, %s, %s)",
                [uuid.uuid4(), owner_agency, f"record/{record}", json.dumps(words), clock.now()],
            )
    return len(notes)
