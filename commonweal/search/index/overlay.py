"""What came since the base was made: records added or replaced, found at once.

New records wait in a short tail, which is made a small segment when it is searched or full; small segments are joined
when the older one is less than four times as large, so that there are few of them and a record is moved few times.
Record numbers never change.
"""

import numpy as np

from .documents import Doc, collect
from .segment import Segment, columns_of, make_segment

TAIL = 64
_RATIO = 4


class Overlay:
    """Segments in memory behind a base of `start` records."""

    def __init__(self, *, start: int) -> None:
        self._start = start
        self._sealed: list[Segment] = []
        self._tail: list[Doc] = []
        self._tail_segment: Segment | None = None

    def add(self, doc: Doc) -> int:
        """Take in a record; its number."""
        self._tail.append(doc)
        self._tail_segment = None
        number = self._tail_start + len(self._tail) - 1
        if len(self._tail) >= TAIL:
            self._seal()
        return number

    @property
    def _tail_start(self) -> int:
        return self._sealed[-1].start + len(self._sealed[-1]) if self._sealed else self._start

    def segments(self) -> list[Segment]:
        """Everything taken in, as segments."""
        if self._tail and self._tail_segment is None:
            self._tail_segment = make_segment(collect(self._tail), start=self._tail_start)
        return [*self._sealed, self._tail_segment] if self._tail_segment else list(self._sealed)

    def _seal(self) -> None:
        self._sealed = self.segments()
        self._tail, self._tail_segment = [], None
        while len(self._sealed) > 1 and len(self._sealed[-2]) < _RATIO * len(self._sealed[-1]):
            older, newer = self._sealed[-2:]
            together = columns_of([older, newer], kept=[np.arange(len(older)), np.arange(len(newer))])
            self._sealed[-2:] = [make_segment(together, start=older.start)]
