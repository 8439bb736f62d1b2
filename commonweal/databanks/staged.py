"""What waits in a batch, for who may decide on it or contributed it: some rows with what they would change, refusals.

A row is readable as long as its batch is not closed; the database gives nothing afterwards.
"""

import json
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from commonweal.databanks.batches import BATCH, Batch
from commonweal.databanks.types import record_type
from commonweal.databanks.uploads import Reject
from commonweal.handling import labels, warrants
from commonweal.handling.decision import Label

PARTS = ("identity", "narrative", "special")
SAMPLE = 6
"""Rows of each outcome that are shown."""


@dataclass(frozen=True, slots=True)
class Change:
    """One property of a row: what the record says now and what it would say; both as lists of values."""

    property: str
    before: list
    after: list


@dataclass(frozen=True, slots=True)
class StagedRow:
    """A row that waits: its place in the file, what would come of it, and what changes."""

    number: int
    outcome: str
    record: uuid.UUID
    type: str
    ref: str
    label: Label
    basis: dict
    evaluation: str
    retention_class: str
    expires: datetime
    changes: list[Change]


_ROWS = """
    select s.number, s.outcome, s.record_id, s.record_type, s.owner_ref, s.label_id,
        s.basis, s.evaluation, s.retention_class, s.expires, s.identity, s.narrative, s.special, i.body, n.body, p.body
    from databanks_staged s
    left join lateral (select d.body from databanks_identity d where d.record_id = s.record_id limit 1) i on true
    left join lateral (select d.body from databanks_narrative d where d.record_id = s.record_id limit 1) n on true
    left join lateral (select d.body from databanks_special d where d.record_id = s.record_id limit 1) p on true
    where s.batch = %s and s.outcome = %s order by s.line limit %s
"""


def batch(token: str, batch_id: uuid.UUID) -> Batch | None:
    """One contribution of the holder's agency, or None."""
    with warrants.reading(token), connection.cursor() as cursor:
        cursor.execute(f"select {BATCH} from databanks_batch where id = %s", [batch_id])
        row = cursor.fetchone()
    return Batch(*row) if row else None


def sample(token: str, batch_id: uuid.UUID, *, limit: int = SAMPLE) -> list[StagedRow]:
    """Some rows that would change a record, then some that would be new, in the order of the file."""
    with warrants.reading(token), connection.cursor() as cursor:
        found = []
        for outcome in ("changed", "new"):
            cursor.execute(_ROWS, [batch_id, outcome, limit])
            found += cursor.fetchall()
        known = {row[5]: labels.read(row[5]) for row in found}
        return [_row(row, known[row[5]]) for row in found]


def _row(row: tuple, label: Label) -> StagedRow:
    """A row as it was fetched, its changes in the order of the type's properties."""
    place = {code: number for number, code in enumerate(record_type(row[3]).properties)}
    changes = sorted(_changes(row[10:13], row[13:]), key=lambda each: place.get(each.property, len(place)))
    return StagedRow(*row[:5], label, json.loads(row[6]), *row[7:10], changes)


def refused(token: str, batch_id: uuid.UUID, *, limit: int | None = None) -> list[Reject]:
    """Refused rows of a batch with every error, in the order of the file; for its contributor and for approvers."""
    with warrants.reading(token), connection.cursor() as cursor:
        cursor.execute(
            "select number, errors from databanks_refused where batch = %s order by line limit %s", [batch_id, limit]
        )
        return [Reject(number, json.loads(errors), []) for number, errors in cursor.fetchall()]


def _body(text: str | None) -> dict:
    return json.loads(text) if text else {}


def _changes(after: Iterable[str | None], before: Iterable[str | None]) -> Iterator[Change]:
    for was, becomes in zip(map(_body, before), map(_body, after), strict=True):
        for code in {**becomes, **was}:
            if was.get(code) != becomes.get(code):
                yield Change(code, was.get(code, []), becomes.get(code, []))
