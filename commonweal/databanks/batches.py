"""A contribution as it stands in the database."""

import json
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from commonweal.databanks.formats.rows import Held
from commonweal.handling import warrants


@dataclass(frozen=True, slots=True)
class Source:
    """What rows come from.

    `file_hash` is 32 bytes over the file and the settings by which it was read: the same source goes on where it
    stopped. `list` is the owner's code of the list that the rows are of; `full` says that the rows are all of that
    list, so that what is absent may be withdrawn; `whole` that all rows are taken or none.
    """

    file_name: str
    file_hash: bytes
    format: str = "jsonl"
    list: str = ""
    full: bool = False
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Batch:
    """A contribution as its contributor and the approvers of the same agency see it."""

    id: uuid.UUID
    agency: str
    contributor: str
    file_name: str
    format: str
    list: str
    full: bool
    whole: bool
    state: str
    lines: int
    rows_new: int
    rows_changed: int
    rows_same: int
    rows_refused: int
    rows_held: int
    rows_absent: int
    withdraw_absent: int | None
    rows_applied: int
    rows_withdrawn: int
    rows_undone: int
    rows_kept: int
    links_open: int
    links_open_to: Sequence[str]
    opened_at: datetime
    closed_at: datetime | None
    closed_by: str
    reason: str
    problem: str | None

    @property
    def fault(self) -> dict | None:
        """Why it was not taken: code, template and values; None where nothing was wrong with it as a whole."""
        return json.loads(self.problem) if self.problem else None


BATCH = ", ".join(f'"{name}"' for name in Batch.__slots__)
"""Its columns, in order."""


def batches(token: str, *, limit: int = 100) -> list[Batch]:
    """Contributions of the holder's agency, those that wait first, then the newest."""
    with warrants.reading(token), connection.cursor() as cursor:
        cursor.execute(
            f"select {BATCH} from databanks_batch order by state <> 'staged', opened_at desc limit %s",
            [limit],
        )
        return [Batch(*row) for row in cursor.fetchall()]


def refused(token: str, batch: uuid.UUID, *, limit: int | None = 1000) -> list[tuple[int, str, str]]:
    """Refused rows of a batch: number, code, sentence. For its contributor, or an approver of the agency."""
    with warrants.reading(token), connection.cursor() as cursor:
        cursor.execute(
            "select number, code, message from databanks_refused where batch = %s order by line limit %s",
            [batch, limit],
        )
        return cursor.fetchall()


def held_rows(token: str, list: str) -> list[Held]:
    """Rows of the agency's contributions of this list that still wait for their parent; for a contributor.

    Handed to the reader with a newer main file, those whose parent has come join it.
    """
    with warrants.reading(token) as holder, connection.cursor() as cursor:
        cursor.execute(
            "select distinct on (h.parent, h.digest) h.number, h.parent, h.body from databanks_held h"
            " where h.agency = %s and h.list = %s and (h.joined_by is null or h.joined_by in"
            " (select b.id from databanks_batch b where b.state in ('faulty', 'refused', 'withdrawn', 'undone')))"
            " order by h.parent, h.digest, h.number",
            [holder.agency, list],
        )
        return [Held(number, parent, json.loads(body)) for number, parent, body in cursor.fetchall()]


def absent(token: str, batch: uuid.UUID, *, limit: int = 1000) -> list[tuple[uuid.UUID, str]]:
    """Records that a batch's full list no longer names, with the owner's reference; for an approver of the agency."""
    with warrants.reading(token), connection.cursor() as cursor:
        cursor.execute(
            "select a.record_id, i.owner_ref from databanks_absent a"
            " join databanks_identity i on i.record_id = a.record_id"
            " where a.batch = %s order by i.owner_ref limit %s",
            [batch, limit],
        )
        return cursor.fetchall()
