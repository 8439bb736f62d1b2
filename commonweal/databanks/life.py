"""Reads of what an owner has to decide before records end: which end soon, and who asks to keep one for longer.

Each under a warrant of the owner's; row-level security gives what its officer sees of his agency's custody.
"""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection

from commonweal.common import clock
from commonweal.databanks import corrections, retention
from commonweal.handling import warrants
from commonweal.handling.warrants import Holder

WARNING = "warning"
"""Code of the term so long before its end an owner is told of a record."""


@dataclass(frozen=True, slots=True)
class Ending:
    """A record of ours that ends soon; `extension`: the state of what was last asked for this end, "" where nothing."""

    record: uuid.UUID
    owner_ref: str
    record_type: str
    bank: str
    status: str
    retention_class: str
    expires: datetime
    warned_at: datetime | None
    extension: str

    @property
    def last_day(self) -> str:
        """The last day of the term."""
        return (self.expires - timedelta(microseconds=1)).date().isoformat()

    @property
    def can_be_extended(self) -> bool:
        """Whether its class is ever extended."""
        return retention.classes()[self.retention_class].longest is not None


@dataclass(frozen=True, slots=True)
class Extension:
    """That somebody asks to keep a record for longer, and what was decided; columns of `databanks_extension`."""

    id: uuid.UUID
    record: uuid.UUID
    asked_by: str
    asked_at: datetime
    was: datetime
    until: datetime
    reasons: str
    weighed: tuple[str, ...]
    state: str
    decided_by: str
    decided_at: datetime | None
    words: str
    owner_ref: str = ""

    @property
    def waits(self) -> bool:
        """Whether nobody decided yet."""
        return self.state == "asked"


_ENDING = """
    select r.id, i.owner_ref, i.record_type, r.bank, r.status, n.retention_class, r.expires,
        (select w.warned_at from databanks_warning w where w.record = r.id and w.ends = r.expires),
        coalesce((select e.state from databanks_extension e where e.record = r.id and e.was = r.expires
                  order by e.asked_at desc limit 1), '')
    from databanks_record r join databanks_identity i on i.record_id = r.id
    join databanks_narrative n on n.record_id = r.id join databanks_custody c on c.record_id = r.id
    where r.owner_agency = %s and r.expires <= %s order by r.expires, i.owner_ref limit %s offset %s
"""
_COLUMNS = "e.id, e.record, e.asked_by, e.asked_at, e.was, e.until, e.reasons, e.weighed, e.state, e.decided_by,"
EXTENSION = f"{_COLUMNS} e.decided_at, e.words, i.owner_ref"
FROM = "databanks_extension e join databanks_identity i on i.record_id = e.record"


def ends_soon(token: str, *, limit: int = 100, skip: int = 0) -> list[Ending]:
    """The records of the holder's agency that end within the time of the warning, the nearest first."""
    till = corrections.terms()[WARNING].due(clock.now())
    with warrants.reading(token) as holder, connection.cursor() as cursor:
        cursor.execute(_ENDING, [holder.agency, till, limit, skip])
        return [Ending(*row) for row in cursor.fetchall()]


def extensions(
    token: str, *, waiting: bool = False, record: uuid.UUID | None = None, limit: int = 100
) -> list[Extension]:
    """What was asked for in the holder's agency; what waits first, the nearest end first."""
    with warrants.reading(token), connection.cursor() as cursor:
        cursor.execute(
            f"select {EXTENSION} from {FROM} where (not %s or e.state = 'asked')"
            " and (%s::uuid is null or e.record = %s)"
            " order by e.state <> 'asked', case when e.state = 'asked' then e.was end, e.asked_at desc limit %s",
            [waiting, record, record, limit],
        )
        return [_extension(row) for row in cursor.fetchall()]


def one(holder: Holder, extension: uuid.UUID) -> Extension | None:
    """One of them, inside `warrants.reading`; None where there is none for the holder."""
    with connection.cursor() as cursor:
        cursor.execute(f"select {EXTENSION} from {FROM} where e.id = %s", [extension])
        row = cursor.fetchone()
    return _extension(row) if row else None


def _extension(row: tuple) -> Extension:
    return Extension(*row[:7], tuple(row[7]), *row[8:])
