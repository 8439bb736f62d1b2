"""What was taken out of the house: its marks, its limits, and the reads of what was taken when.

Every export and every print has a code by which people name it (E-…) and a canary (K-…), drawn at random and known to
nobody else, that stands on every row: a leaked piece of either leads back to the officer, the day and the reason.
"""

import re
import secrets
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import datetime

from django.db import connection, transaction

from commonweal.audit import journal
from commonweal.databanks.views import RecordView
from commonweal.handling import warrants

MOST = 1_000
"""Rows of one export at most (security.md, threat 8: 1,001 rows are refused)."""
DAILY = 3_000
"""Rows that one officer may take out in a day (24 hours), prints included."""
FOUND = 20
"""Rows of one answer to a question, the longest that a search gives."""
FORMATS = ("csv", "xlsx", "json")
CLOSED_CODES = ("H2", "H3")
"""Handling codes under which rows of another agency are taken out only with its consent."""
NOT_PRINTED = ("H3",)
"""Handling codes under which a record of another agency is printed only with its consent."""

_SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
_DASH = r"[-\u2010-\u2015\u2212 ]?"
_GROUP = rf"([{_SIGNS}]{{4}})"
_MARK = re.compile(rf"\b([EK]){_DASH}{_GROUP}{_DASH}{_GROUP}(?:{_DASH}{_GROUP})?\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Export:
    """An export or a print as its agency and the operator who traces it see it; columns of `databanks_export`."""

    id: uuid.UUID
    code: str
    canary: str
    party: str
    agency: str
    officer: str
    kind: str
    format: str
    rows: int
    left_out: int
    classification: int
    handling: str
    purpose: str
    basis: str
    case_ref: str
    reason: str
    receipt: str
    made_at: datetime


COLUMNS = ", ".join(each.name for each in fields(Export))
"""Its columns, in order."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Which of the agency's own records: all of them where a field is empty."""

    type: str = ""
    bank: str = ""
    batch: uuid.UUID | None = None
    list: str = ""


@dataclass(frozen=True, slots=True)
class Taken:
    """What was taken out: the export, and the records that it may hold."""

    export: Export
    records: Sequence[RecordView]


def new_mark(kind: str, groups: int) -> str:
    """A mark of random signs: E-7Q2M-41KD."""
    return "-".join([kind, *("".join(secrets.choice(_SIGNS) for _ in range(4)) for _ in range(groups))])


def marks_in(text: str) -> list[str]:
    """Every code and canary that stands in a text, in the order found; letter case and kind of dash do not count."""
    found = []
    for kind, *groups in _MARK.findall(text):
        signs = [group.upper() for group in groups if group]
        if len(signs) == (2 if kind.upper() == "E" else 3):
            found.append("-".join([kind.upper(), *signs]))
    return list(dict.fromkeys(found))


def exports(token: str, *, limit: int = 100) -> list[Export]:
    """What officers of the holder's agency took out, newest first."""
    with warrants.reading(token), connection.cursor() as cursor:
        cursor.execute(f"select {COLUMNS} from databanks_export order by made_at desc, id limit %s", [limit])
        return [Export(*row) for row in cursor.fetchall()]


def may_export(token: str) -> bool:
    """Whether the register gives the holder the role exporter."""
    with warrants.reading(token) as holder, connection.cursor() as cursor:
        return is_exporter(cursor, holder.officer)


def is_exporter(cursor: object, officer: str) -> bool:
    """Whether the register gives this officer the role exporter."""
    cursor.execute("select 'exporter' = any(roles) from members_officer where code = %s", [officer])
    row = cursor.fetchone()
    return bool(row and row[0])


def trace(marks: Iterable[str]) -> list[Export]:
    """The exports that bear these marks, oldest first; for the operator, on a connection in the role `cw_clock`.

    What is traced is journalled.
    """
    wanted = list(marks)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            f"select {COLUMNS} from databanks_export where code = any(%s) or canary = any(%s) order by made_at, id",
            [wanted, wanted],
        )
        found = [Export(*row) for row in cursor.fetchall()]
        about = [f"export/{each.id}" for each in found]
        journal.record("databanks.export.traced", by=journal.systems_actor(), about=about, marks=len(wanted))
    return found
