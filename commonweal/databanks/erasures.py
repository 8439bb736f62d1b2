"""The register of erasures outside the database: ids and moments alone, so that a restore erases again what came back.

A line is `erased-at ended record`, appended and forced to the disk before its row counts as kept. A line that stands
twice says the same thing twice.
"""

import os
from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from pathlib import Path
from uuid import UUID

import psycopg

from commonweal.audit import journal
from commonweal.common.errors import BadInput

AT_ONCE = 1_000


def keep(settings: dict, file: Path) -> int:
    """Append to the file what was erased since; returns how many lines. `settings` are those of cw_clock."""
    done = 0
    with psycopg.connect(**settings, autocommit=True) as connection:
        while count := _some(connection, file):
            done += count
    return done


def _some(connection: psycopg.Connection, file: Path) -> int:
    with connection.transaction():
        rows = connection.execute(
            "select erased_at, ended, record from databanks_erasure where not kept order by erased_at limit %s"
            " for update",
            [AT_ONCE],
        ).fetchall()
        if rows:
            with os.fdopen(os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600), "w", encoding="ascii") as kept:
                kept.writelines(
                    f"{erased.isoformat()} {ended.isoformat()} {record}\n" for erased, ended, record in rows
                )
                kept.flush()
                os.fsync(kept.fileno())
            connection.execute(
                "update databanks_erasure set kept = true where record = any(%s)", [[row[2] for row in rows]]
            )
    return len(rows)


def read(file: Path) -> Iterator[tuple[UUID, datetime, datetime]]:
    """Record, its end, the moment of its erasure; BadInput names a line that is none. A torn last line is left out."""
    with file.open(encoding="ascii", errors="replace") as lines:
        for number, line in enumerate(lines, start=1):
            if not line.endswith("\n"):
                return
            try:
                erased, ended, record = line.split()
                yield UUID(record), datetime.fromisoformat(ended), datetime.fromisoformat(erased)
            except ValueError:
                raise BadInput(
                    "databanks.erasures.malformed",
                    "Line {number} of {file} is no erasure; bring back the file as the house wrote it.",
                    number=number,
                    file=file.name,
                ) from None


def replay(settings: dict, file: Path) -> int:
    """Erase again every record of the file that a restore brought back; returns how many. May be run again."""
    done = 0
    with psycopg.connect(**settings, autocommit=True) as connection:
        waiting = read(file)
        while some := list(islice(waiting, AT_ONCE)):
            with connection.transaction():
                rows = connection.execute(
                    "select * from databanks_erase_again(%s, %s, %s)",
                    [list(column) for column in zip(*some, strict=True)],
                ).fetchall()
                if rows:
                    entry = journal.write(
                        "databanks.record.erased-again",
                        by=journal.systems_actor(purpose="retention"),
                        about=[f"record/{record}" for (record,) in rows],
                    ).entry
                    connection.execute("select audit_append(%s, '[]')", [entry])
            done += len(rows)
    return done
