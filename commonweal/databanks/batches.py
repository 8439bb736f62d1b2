"""A contribution as it stands in the database."""

import uuid
from dataclasses import dataclass
from datetime import datetime


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
    opened_at: datetime
    closed_at: datetime | None
    closed_by: str
    reason: str


BATCH = ", ".join(f'"{name}"' for name in Batch.__slots__)
"""Its columns, in order."""
