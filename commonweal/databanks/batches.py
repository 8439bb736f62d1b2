"""A contribution as it stands in the database."""

import uuid
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Batch:
    """A contribution as its contributor and the approvers of the same agency see it."""

    id: uuid.UUID
    agency: str
    contributor: str
    file_name: str
    state: str
    lines: int
    rows_new: int
    rows_changed: int
    rows_same: int
    rows_refused: int
    rows_applied: int
    opened_at: datetime
    closed_at: datetime | None
    closed_by: str
    reason: str


BATCH = ", ".join(Batch.__slots__)
"""Its columns, in order."""
