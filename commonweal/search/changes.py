"""Which records changed lately, by the search process's own count: standing questions are asked against them alone."""

import uuid
from collections import deque
from collections.abc import Iterable
from itertools import islice

from pyroaring import BitMap

from commonweal.search.index import Index

MOST = 200_000
"""Changes that are remembered; who looked longer ago is asked against everything."""


class Changes:
    """Records in the order of their changes. A position is good for as long as this object lives."""

    def __init__(self) -> None:
        self._name = uuid.uuid4().hex
        self._records: deque[uuid.UUID] = deque(maxlen=MOST)
        self._count = 0

    def note(self, records: Iterable[uuid.UUID]) -> None:
        """These changed, and the index knows them."""
        for record in records:
            self._records.append(record)
            self._count += 1

    @property
    def position(self) -> str:
        """Where we are now."""
        return f"{self._name}:{self._count}"

    def since(self, position: str, index: Index) -> BitMap | None:
        """The documents that changed since; None where that is not known, so that everything counts."""
        name, _, count = position.partition(":")
        if name != self._name or not count.isdecimal():
            return None
        missed = self._count - int(count)
        if missed > len(self._records):
            return None
        recent = islice(self._records, len(self._records) - missed, None)
        numbers = (index.number_of(record) for record in set(recent))
        return BitMap(number for number in numbers if number is not None)
