"""What an owner is to mend: findings about his records, and his agency's scores by month. Each read under a warrant.

Row-level security gives findings about the records that the officer sees in full, and scores of his own agency.
"""

import json
import uuid
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection

from commonweal.handling import warrants


@dataclass(frozen=True, slots=True)
class Amiss:
    """What one rule found in one record: properties, and of a double the other record's reference. No values."""

    record: uuid.UUID
    owner_ref: str
    record_type: str
    bank: str
    code: str
    properties: tuple[str, ...]
    other: uuid.UUID | None
    other_ref: str
    found_at: datetime


@dataclass(frozen=True, slots=True)
class Choice:
    """Which findings are asked for; empty is any."""

    code: str = ""
    record_type: str = ""
    bank: str = ""
    property: str = ""


@dataclass(frozen=True, slots=True)
class Score:
    """An agency's records in a month: how many, how many with something amiss besides missing fields, recommended
    fields filled of how many, and records by the code of what is amiss."""

    month: date
    records: int
    flawed: int
    filled: int
    recommended: int
    by_code: dict[str, int]

    @property
    def completeness(self) -> float:
        """Per cent of the recommended fields that are filled."""
        return round(100 * self.filled / self.recommended, 1) if self.recommended else 100.0

    @property
    def sound(self) -> float:
        """Per cent of the records of which no rule but a missing field says anything."""
        return round(100 * (self.records - self.flawed) / self.records, 1) if self.records else 100.0


_CHOSEN = (
    " from databanks_finding f join databanks_identity i on i.record_id = f.record_id"
    " join databanks_record r on r.id = f.record_id and r.status = 'active'"
    " where %(code)s in ('', f.code) and %(record_type)s in ('', f.record_type) and %(bank)s in ('', f.bank)"
    " and %(property)s in ('', f.property)"
)


def amiss(token: str, choice: Choice, *, limit: int, skip: int = 0) -> list[Amiss]:
    """What is amiss in active records, by rule, then by reference; `skip` so many first."""
    with warrants.reading(token), connection.cursor() as cursor:
        cursor.execute(
            "select f.record_id, i.owner_ref, f.record_type, f.bank, f.code,"
            " array_agg(f.property order by f.property) filter (where f.property <> ''),"
            " min(f.other::text)::uuid, coalesce(min(o.owner_ref), ''), max(f.found_at)"
            + _CHOSEN.replace(" where ", " left join databanks_identity o on o.record_id = f.other where ", 1)
            + " group by f.record_id, i.owner_ref, f.record_type, f.bank, f.code"
            " order by f.code = 'missing', f.code, i.owner_ref limit %(limit)s offset %(skip)s",
            _values(choice) | {"limit": limit, "skip": skip},
        )
        return [Amiss(*row[:5], tuple(row[5] or ()), *row[6:]) for row in cursor.fetchall()]


def counted(token: str, choice: Choice) -> dict[str, int]:
    """How many records that the officer sees have something amiss, by the rule's code."""
    with warrants.reading(token), connection.cursor() as cursor:
        cursor.execute(
            "select f.code, count(distinct f.record_id)" + _CHOSEN + " group by f.code order by 2 desc", _values(choice)
        )
        return dict(cursor.fetchall())


def _values(choice: Choice) -> dict[str, str]:
    return {name: getattr(choice, name) for name in Choice.__slots__}


def scores(token: str, *, limit: int = 12) -> list[Score]:
    """Scores of the holder's agency, the newest month last."""
    with warrants.reading(token), connection.cursor() as cursor:
        cursor.execute(
            "select month, records, flawed, filled, recommended, by_code from databanks_score"
            " order by month desc limit %s",
            [limit],
        )
        return [Score(*row[:5], json.loads(row[5])) for row in reversed(cursor.fetchall())]
