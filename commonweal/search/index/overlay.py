"""What came since the base was made: records added or replaced, found at once.

New records wait in a tail. A search makes a segment of it: one for the moment while it is short, else one that stays.
Small segments are joined when the older one is less than four times as large, so that there are few of them and a
record is moved few times; a long import without a search in between is cut into large pieces at once.
Record numbers never change.
"""

import numpy as np

from .documents import Doc, collect
from .segment import Segment, columns_of, make_segment

SHORT, LONG = 64, 4096
"""Records from which the tail becomes a lasting segment: when it is searched, and at the latest."""
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
        if len(self._tail) >= LONG:
            self._seal()
        return number

    @property
    def _tail_start(self) -> int:
        return self._sealed[-1].start + len(self._sealed[-1]) if self._sealed else self._start

    def segments(self) -> list[Segment]:
        """Everything taken in, as segments."""
        if len(self._tail) >= SHORT:
            self._seal()
        if self._tail and self._tail_segment is None:
            self._tail_segment = make_segment(collect(self._tail), start=self._tail_start)
        return [*self._sealed, self._tail_segment] if self._tail_segment else list(self._sealed)

    def _seal(self) -> None:
        self._sealed.append(make_segment(collect(self._tail), start=self._tail_start))
        self._tail, self._tail_segment = [], None
        while len(self._sealed) > 1 and len(self._sealed[-2]) < _RATIO * len(self._sealed[-1]):
            older, newer = self._sealed[-2:]
            together = columns_of([older, newer], kept=[np.arange(len(older)), np.arange(len(newer))])
            self._sealed[-2:] = [make_segment(together, start=older.start)]
