"""The clock's work on a lesson: looks at the names of records that may teach, piece by piece, and proposes pairs.

Runs under the role cw_clock, which reads no table of records: functions of the gauge hand it names, take what they
teach, and hold it against the thresholds. Killed at any moment it goes on where it stopped.
"""

import json
import uuid
from collections.abc import Iterator
from hashlib import blake2b

import psycopg

from commonweal.audit import journal
from commonweal.names import learning
from commonweal.search import learned, reading

AT_ONCE = 500
"""Records in one transaction."""
NAMES, BIRTHS = "names", "births"
TEACHING_KINDS = ("full", "")
"""Kinds of name that are this very person's: an alias, a former or a maiden name is another name."""


def teach(settings: dict) -> int:
    """Do what is left of the lesson that was asked for; returns how many records were looked at.

    `settings` are those of the role cw_clock.
    """
    looked = 0
    with psycopg.connect(**settings, autocommit=True) as connection:
        while (count := piece(connection)) is not None:
            looked += count
    return looked


def piece(connection: psycopg.Connection) -> int | None:
    """Look at the next records, in one transaction with what they taught; None where there was nothing left to do."""
    with connection.transaction():
        found = connection.execute("select lesson, begun from search_lesson_open()").fetchone()
        if found is None:
            return None
        lesson, begun = found
        learned.use(lambda statement: connection.execute(statement).fetchall())  # what is accepted teaches nothing more
        if begun:
            _journal(connection, "search.lesson.begun", lesson)
        rows = connection.execute("select * from search_teach(%s, %s)", [lesson, AT_ONCE]).fetchall()
        if rows:
            lessons = [each for row in rows for each in _of_record(lesson, *row)]
            connection.execute(
                "select search_taught_put(%s, %s, %s)",
                [lesson, rows[-1][0], json.dumps(lessons, ensure_ascii=False)],
            )
        else:
            proposed = connection.execute("select search_lesson_end(%s)", [lesson]).fetchone()[0]
            connection.execute("select search_lesson_tell(%s)", [lesson])
            _journal(connection, "search.lesson.ended", lesson, proposed=proposed)
    return len(rows)


def _of_record(lesson: uuid.UUID, record: uuid.UUID, record_type: str, names: list, births: list) -> Iterator[list]:
    """What one record teaches, as the gauge takes it; one that is of no person teaches nothing."""
    if NAMES not in reading.plan(record_type).names:
        return
    written = [name.get("parts") or name["text"] for name in names if name.get("kind", "") in TEACHING_KINDS]
    born = _hash(lesson, next((birth["date"] for birth in births if len(birth.get("date", "")) == 10), ""))
    for each in learning.taught(written):
        yield [str(record), each.one, each.other, each.part, born, _hash(lesson, each.kin)]


def _hash(lesson: uuid.UUID, text: str) -> str:
    """By which two days or families are told apart within this lesson, and not read."""
    return blake2b(text.encode(), digest_size=12, key=lesson.bytes).hexdigest()


def _journal(connection: psycopg.Connection, verb: str, lesson: uuid.UUID, **facts: object) -> None:
    entry = journal.write(verb, by=journal.systems_actor(purpose="learning"), about=(f"lesson/{lesson}",), **facts)
    connection.execute("select audit_append(%s, '[]')", [entry.entry])
