"""Where records are fetched instead of handed in: a view of a national system's PostgreSQL, a folder of files.

A view is copied whole into a private file before a row of it is looked at: the foreign transaction is short, read-only
and bounded in time, and what was fetched is a file like any other, with a hash. Who may be asked, and as whom, stands
in the operator's configuration (`commonweal.house.pulls`), never in anything that a user sends.
"""

import csv
import io
import time
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import IO

import psycopg
from psycopg import sql

from commonweal.common.errors import BadInput, NotNow

AT_ONCE = 2_000
"""Rows that are fetched in one piece."""
CONNECT_SECONDS = 15
UNFINISHED = (".part", ".tmp", ".filepart", ".crdownload", ".swp")
"""Ends of the names of files that somebody is still writing."""


def copy_view(conninfo: str, view: str, target: IO[bytes], *, order: Sequence[str] = (), seconds: int = 300) -> int:
    """Copy a view, `schema.name`, as CSV with its column names on top; returns how many rows.

    `conninfo` may say how the server is verified (sslmode, sslrootcert …). `seconds` bounds every statement and the
    whole. Raises NotNow where the server is away, refuses or is too slow, BadInput where a value is no text or number.
    """
    text = io.TextIOWrapper(target, encoding="utf-8", newline="", write_through=True)
    writer = csv.writer(text, delimiter=";", lineterminator="\n")
    deadline = time.monotonic() + seconds
    rows = 0
    try:
        with _connected(conninfo, seconds) as connection, connection.cursor(name="commonweal_pull") as cursor:
            cursor.itersize = AT_ONCE
            cursor.execute(_select(view, order))
            for number, row in enumerate(cursor):
                if number == 0:
                    writer.writerow([column.name for column in cursor.description])
                writer.writerow([_cell(value, number + 2) for value in row])
                rows = number + 1
                if time.monotonic() > deadline:
                    raise _too_slow(seconds)
    except psycopg.errors.QueryCanceled:
        raise _too_slow(seconds) from None
    except psycopg.Error as problem:
        # The server's own words may quote the address or a value.
        raise NotNow(
            "databanks.pull.server",
            "The other system did not give its view ({kind}); nothing was taken. It is tried again at the next time.",
            kind=type(problem).__name__,
        ) from None
    finally:
        text.flush()
        text.detach()
    return rows


def _connected(conninfo: str, seconds: int) -> psycopg.Connection:
    connection = psycopg.connect(
        conninfo,
        connect_timeout=CONNECT_SECONDS,
        application_name="commonweal",
        options=f"-c default_transaction_read_only=on -c statement_timeout={seconds * 1000}",
    )
    connection.read_only = True
    connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
    return connection


def _select(view: str, order: Sequence[str]) -> sql.Composed:
    name = sql.Identifier(*view.split("."))
    by = sql.SQL(", ").join(map(sql.Identifier, order))
    return sql.SQL("select * from {}{}{}").format(name, sql.SQL(" order by " if order else ""), by)


def _too_slow(seconds: int) -> NotNow:
    return NotNow(
        "databanks.pull.too-slow",
        "The other system did not give its view within {seconds} seconds; nothing was taken.",
        seconds=seconds,
    )


def _cell(value: object, row: int) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, bytes | memoryview | dict):
        raise BadInput(
            "databanks.pull.no-cell",
            "Row {row} of the view holds {kind}; let the view give texts, numbers and dates.",
            row=row,
            kind=type(value).__name__,
        )
    if isinstance(value, list | tuple):
        return ";".join(_cell(each, row) for each in value)
    return str(value)


def complete_files(folder: Path, pattern: str, *, still: float) -> Iterator[Path]:
    """Files of a folder that nobody writes any more, oldest first: unchanged for `still` seconds, and not so named."""
    found = [path for path in folder.glob(pattern) if path.is_file() and not path.is_symlink()]
    for path in sorted(found, key=lambda each: (each.stat().st_mtime, each.name)):
        quiet = time.time() - path.stat().st_mtime
        if quiet >= still and not path.name.startswith(".") and path.suffix.lower() not in UNFINISHED:
            yield path


def set_aside(path: Path, place: str, told: str) -> Path:
    """Move a file into a folder beside it, with what became of it in a file of its own; never over another file."""
    folder = path.parent / place
    folder.mkdir(exist_ok=True)
    target = folder / path.name
    number = 1
    while target.exists():
        number += 1
        target = folder / f"{path.stem}-{number}{path.suffix}"
    path.rename(target)
    target.with_name(f"{target.name}.outcome.json").write_text(told, encoding="utf-8")
    return target
