"""What came since the base was made: records added or replaced, found at once.

New records wait in a tail. A search makes a segment of it: one for the moment while it is short, else one that stays.
Four segments of about one size are joined into one, so that there are few of them and a record is moved few times: a
million records a handful of times each. A long import without a search in between is cut into large pieces at once.
Record numbers never change. Large segments lie in files without a name: memory does not grow with what is taken in.
"""

import contextlib
import math
import uuid
from pathlib import Path

import numpy as np

from commonweal.common.memory import give_back

from .collector import Collector, collect
from .documents import Columns, Doc
from .segment import Segment, columns_of, make_segment
from .store import laid_down

SHORT, LONG = 64, 4096
"""Records from which the tail becomes a lasting segment: when it is searched, and at the latest."""
FEW = 4
"""So many segments of one size are joined; a size goes up to `FEW` times the one below it."""
LARGE = 65_536
"""Records from which a segment lies in a file."""
MANY_WORDS = 1 << 15
"""Words remembered from one piece to the next: what recurs in them is read once, and memory has a bound."""


class Overlay:
    """Segments behind a base of `start` records: `sealed` ones, and in the tail `waiting` ids with their numbers.

    `beside` is the folder for files of large ones."""

    def __init__(self, *, start: int, beside: Path | None = None) -> None:
        self._start, self._beside = start, beside
        self.sealed: list[Segment] = []
        self.waiting: dict[uuid.UUID, int] = {}
        self._tail: list[Doc] = []
        self._tail_segment: Segment | None = None
        self._collector = Collector()

    def add(self, doc: Doc) -> int:
        """Take in a record; its number."""
        self._tail.append(doc)
        self._tail_segment = None
        number = self.waiting[doc.id] = self._tail_start + len(self._tail) - 1
        if len(self._tail) >= LONG:
            self._seal()
        return number

    @property
    def _tail_start(self) -> int:
        return self.sealed[-1].start + len(self.sealed[-1]) if self.sealed else self._start

    def segments(self) -> list[Segment]:
        """Everything taken in, as segments."""
        if len(self._tail) >= SHORT:
            self._seal()
        if self._tail and self._tail_segment is None:
            self._tail_segment = make_segment(collect(self._tail), start=self._tail_start)
        return [*self.sealed, self._tail_segment] if self._tail_segment else list(self.sealed)

    def _seal(self) -> None:
        self._join()
        if len(self.sealed[-1]) >= LARGE:
            give_back()

    def _join(self) -> None:
        """Make a segment of the tail, and one of those that are now of one size."""
        self.sealed.append(self._made(self._collector.columns(self._tail), self._tail_start))
        if self._collector.words_known > MANY_WORDS:
            self._collector = Collector()
        self._tail, self._tail_segment = [], None
        self.waiting.clear()
        while len(alike := self._alike()) >= FEW:
            together = columns_of(alike, kept=[np.arange(len(one)) for one in alike])
            self.sealed[-len(alike) :] = [self._made(together, alike[0].start)]

    def _made(self, columns: Columns, start: int) -> Segment:
        """A segment that stays; where there is no room for its file it stays in memory."""
        segment = make_segment(columns, start=start)
        if self._beside is not None and len(segment) >= LARGE:
            with contextlib.suppress(OSError):
                return laid_down(segment, self._beside)
        return segment

    def _alike(self) -> list[Segment]:
        """The last segments, back to the first that is of a larger size than the newest."""
        largest = _size(self.sealed[-1])
        larger = [place for place, one in enumerate(self.sealed) if _size(one) > largest]
        return self.sealed[larger[-1] + 1 if larger else 0 :]


def _size(segment: Segment) -> int:
    """The power of `FEW` below the number of records."""
    return int(math.log(len(segment), FEW))
