"""Addresses that two records share, as far as the warrant in force reads both; nothing here decides access."""

import uuid
from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from django.db import connection

_NEAR = """
    select distinct b.record_id
    from databanks_address a join databanks_address b on b.key = a.key
    join databanks_record r on r.id = b.record_id
    where a.record_id = any(%s) and b.record_id <> all(%s) and r.bank = any(%s)
    order by b.record_id limit %s
"""
_SAID = """
    select k.key, n.record_id, k.said
    from databanks_narrative n cross join databanks_address_keys(n.body) k where n.record_id = any(%s)
    order by k.key, n.record_id, k.said
"""


class Shared(NamedTuple):
    """An address that two records name, as each wrote it."""

    one: uuid.UUID
    other: uuid.UUID
    said: str
    other_said: str


def near(ids: Sequence[uuid.UUID], banks: Sequence[str], most: int) -> list[uuid.UUID]:
    """Other records of these banks that name an address of one of `ids`, `most` at most. Inside `warrants.reading`."""
    with connection.cursor() as cursor:
        cursor.execute(_NEAR, [list(ids), list(ids), list(banks), most])
        return [record for (record,) in cursor.fetchall()]


def shared(ids: Sequence[uuid.UUID]) -> list[Shared]:
    """Each address that two of these records name, once for two. Inside `warrants.reading`."""
    naming: dict[str, dict[uuid.UUID, str]] = defaultdict(dict)
    with connection.cursor() as cursor:
        cursor.execute(_SAID, [list(ids)])
        for key, record, said in cursor.fetchall():
            naming[key].setdefault(record, said)
    return [
        Shared(one, other, said, other_said)
        for those in naming.values()
        for at, (one, said) in enumerate(those.items())
        for other, other_said in list(those.items())[at + 1 :]
    ]
