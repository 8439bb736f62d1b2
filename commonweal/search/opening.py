"""Opening one record: what the databanks disclose, counted where it is another agency's and shown in full."""

import uuid
from collections.abc import Callable
from typing import TypeVar

from django.db import transaction

from commonweal.databanks import queries
from commonweal.databanks.queries import RecordView
from commonweal.handling import warrants
from commonweal.search import limits

Found = TypeVar("Found")


@transaction.atomic
def record(token: str, record_id: uuid.UUID) -> RecordView | None:
    """One record as the warrant may see it; None where there is nothing for it.

    Raises NotNow, and nothing is disclosed, where the officer has opened as many in full as he may within a day.
    """
    found = queries.record(token, record_id)
    if found is not None and _counts(found):
        with warrants.reading(token) as holder:
            limits.count_view(holder, found.id)
    return found


@transaction.atomic
def admitted(token: str, record_id: uuid.UUID, ask: Callable[[str], Found | None]) -> Found | None:
    """What `ask` gives of a record under this token (its earlier states, an attachment, its print), counted alike."""
    given = ask(token)
    if given is not None:
        with warrants.reading(token) as holder:
            found = queries.fetch([record_id], holder=holder).get(record_id)
            if found is not None and _counts(found):
                limits.count_view(holder, record_id)
    return given


def _counts(found: RecordView) -> bool:
    return found.level == "full" and not found.mine
