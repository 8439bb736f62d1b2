"""The public statistics of a year: requests, owners' answers, the sample, flags; no count under ten stands in them.

They are made when the year is over and never again: two states of one table would tell what came between them.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import psycopg
from django.db import connection

from commonweal.audit import journal
from commonweal.common import clock
from commonweal.oversight.doings import REASONS
from commonweal.oversight.suppress import Published, published
from commonweal.oversight.terms import CaseKind, Outcome, OwnerSays

COLUMNS: dict[str, tuple[str, ...]] = {
    "requests": (*map(str, Outcome), "open"),
    "owners": tuple(map(str, OwnerSays)),
    "sample": ("accepted", "refused", "open"),
    "flags": ("explained", "upheld", "open"),
}
"""Table → its columns."""
ROWS: dict[str, tuple[str, ...]] = {"requests": tuple(map(str, CaseKind)), "flags": tuple(REASONS)}
"""Table → its rows; those of the others are the parties that had any."""


@dataclass(frozen=True, slots=True)
class Table:
    """One table of a year, as it is published. Empty codes are the sums."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[int | None, ...]], ...]


def make(settings: dict, year: int | None = None) -> int:
    """Make the statistics of a year that is over, by default the last, if there are none; returns how many cells.

    `settings` are those of the role cw_clock.
    """
    wanted = year or clock.today().year - 1
    if wanted >= clock.today().year:
        return 0
    with psycopg.connect(**settings, autocommit=True) as own, own.transaction():
        own.execute("select pg_advisory_xact_lock(hashtext('commonweal.oversight'), hashtext('statistics'))")
        if own.execute("select 1 from oversight_statistic where year = %s limit 1", [wanted]).fetchone():
            return 0
        counts: dict[str, dict[tuple[str, str], int]] = {name: {} for name in COLUMNS}
        for name, row, column, number in own.execute("select * from oversight_count(%s)", [wanted]).fetchall():
            counts[name][row, column] = number
        if not any(counts.values()):
            return 0
        rows = [cell for name in COLUMNS for cell in _cells(wanted, name, counts[name])]
        with own.cursor() as cursor:
            cursor.executemany("insert into oversight_statistic values (%s, %s, %s, %s, %s, %s)", rows)
        by = journal.systems_actor(purpose="statistics")
        entry = journal.write("oversight.statistics.made", by=by, year=wanted, cells=len(rows)).entry
        own.execute("select audit_append(%s, '[]')", [entry])
    return len(rows)


def _cells(year: int, name: str, counts: dict[tuple[str, str], int]) -> list[tuple]:
    rows: Sequence[str] = ROWS.get(name) or sorted({row for row, _ in counts})
    shown: Published = published(counts, rows, COLUMNS[name])
    placed = [
        (row, column, shown.cells[y][x]) for y, row in enumerate(shown.rows) for x, column in enumerate(shown.columns)
    ]
    return [(year, name, place, *each) for place, each in enumerate(placed)]


def years() -> list[int]:
    """The years that are published, the latest first."""
    with connection.cursor() as cursor:
        cursor.execute("select distinct year from oversight_statistic order by year desc")
        return [row[0] for row in cursor.fetchall()]


def of_year(year: int) -> list[Table]:
    """The tables of a year; [] where it is not published."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select name, row_code, column_code, number from oversight_statistic where year = %s order by name, place",
            [year],
        )
        found = cursor.fetchall()
    tables = []
    for name in COLUMNS:
        cells = [row[1:] for row in found if row[0] == name]
        columns = tuple(dict.fromkeys(column for _, column, _ in cells))
        rows: dict[str, list] = {}
        for row, _, number in cells:
            rows.setdefault(row, []).append(number)
        if cells:
            tables.append(Table(name, columns, tuple((row, tuple(numbers)) for row, numbers in rows.items())))
    return tables
