"""The index as a whole: build, keep up, search."""

import uuid
from collections.abc import Collection, Iterable, Sequence
from hashlib import blake2b
from pathlib import Path

import numpy as np
from pyroaring import BitMap

from .arrays import Array
from .building import columns
from .documents import Columns, Doc
from .held import Held
from .native import Scratch
from .overlay import Overlay
from .question import Question, read_question
from .ranking import Candidate, rank
from .segment import Segment, columns_of, make_segment
from .store import load_segment, save_segment

_PAGE = 4096


class Visible:
    """What one reader may see, prepared once for many searches. Records added later are not in it."""

    def __init__(self, numbers: BitMap, *, size: int) -> None:
        self.mask = np.zeros(size, bool)
        chosen = np.frombuffer(numbers.to_array(), np.uint32)
        self.mask[chosen[chosen < size]] = True
        self.kept: tuple[object, Held] | None = None
        """What the last search saw of the index, and the state of the index and the types for which it holds."""


class Index:
    """Records found by name; see the package's heading.

    `beside` is a folder for large pieces of what is not saved yet; without one they stay in memory.
    """

    def __init__(self, base: Segment, *, position: object = None, beside: Path | None = None) -> None:
        self.position = position
        self._base = base
        self._overlay = Overlay(start=len(base), beside=beside)
        self._alive = np.ones(len(base), bool)
        self._groups: dict[tuple[int, str], BitMap] | None = None
        self._scratch = Scratch()
        self._changes = 0

    @classmethod
    def build(cls, docs: Iterable[Doc], *, position: object, beside: Path | None = None, processes: int = 1) -> "Index":
        """A new index of `docs` (each id once); `position` is kept with it and given back on loading. More than one
        of `processes` share the folding of many; they are started anew, so the caller's main module must be one that
        may be imported."""
        return cls(make_segment(columns(docs, processes=processes)), position=position, beside=beside)

    @classmethod
    def load(cls, folder: Path, *, beside: Path | None = None) -> "Index":
        """The index saved in `folder`, mapped. Raises IndexUnusable when this version must rebuild it."""
        base, position = load_segment(folder)
        return cls(base, position=position, beside=beside)

    def warm(self) -> None:
        """Make and touch what the first question needs, so that it does not pay for it; the tables of names, too."""
        read_question(Question(full_name="Иванов Иван"))
        for values in self._base.stored.values():
            values.reshape(-1)[:: max(1, _PAGE // max(values.itemsize, 1))].max(initial=0)
        for segment in self._segments():
            _ = segment.vocabulary, segment.ids_sorted
        self.groups()

    def save(self, folder: Path) -> None:
        """Write everything as one base into the new folder `folder`; numbers in the saved index are new ones."""
        unchanged = self._segments() == [self._base] and self._alive.all()
        save_segment(self._base if unchanged else make_segment(self._columns()), folder, position=self.position)

    def _columns(self) -> Columns:
        segments = self._segments()
        kept = [np.flatnonzero(self._alive[one.start : one.start + len(one)]) for one in segments]
        return columns_of(segments, kept=kept)

    def __len__(self) -> int:
        return int(self._alive.sum())

    def _segments(self) -> list[Segment]:
        return [self._base, *self._overlay.segments()]

    def upsert(self, doc: Doc) -> None:
        """Add a record or replace the one with its id; found at once by whoever may see its new number."""
        self.upsert_all([doc])

    def upsert_all(self, docs: Sequence[Doc]) -> None:
        """`upsert` of several, each id once."""
        highs = np.array([doc.id.int >> 64 for doc in docs], np.uint64)
        known = np.array([doc.id in self._overlay.waiting for doc in docs], bool)
        for segment in (self._base, *self._overlay.sealed):
            known |= segment.have(highs)
        for doc, present in zip(docs, known.tolist(), strict=True):
            if present:
                self.remove(doc.id)
            self._add(doc)

    def _add(self, doc: Doc) -> None:
        number = self._overlay.add(doc)
        if number >= len(self._alive):
            self._alive = np.concatenate([self._alive, np.zeros(max(1024, number // 4), bool)])
        self._alive[number] = True
        self._changes += 1
        if self._groups is not None:
            self._groups.setdefault((doc.label, doc.status), BitMap()).add(number)

    def remove(self, id: uuid.UUID) -> bool:
        """Take a record out; whether it was there."""
        number = self.number_of(id)
        if number is None:
            return False
        self._alive[number] = False
        self._changes += 1
        if self._groups is not None:
            for group in self._groups.values():
                group.discard(number)
        return True

    def number_of(self, id: uuid.UUID) -> int | None:
        """The present number of a record; it changes when the record is replaced."""
        number = self._overlay.waiting.get(id)
        if number is not None and self._alive[number]:
            return number
        for segment in (self._base, *self._overlay.sealed):
            for local in segment.number_of(id.int >> 64, id.int & 0xFFFFFFFFFFFFFFFF):
                if self._alive[segment.start + local]:
                    return segment.start + local
        return None

    def groups(self) -> dict[tuple[int, str], BitMap]:
        """Record numbers by label and status, kept up from the first call on; do not change them."""
        if self._groups is None:
            self._groups = {}
            for segment in self._segments():
                self._group(segment)
        return self._groups

    def _group(self, segment: Segment) -> None:
        numbers = np.flatnonzero(self._alive[segment.start : segment.start + len(segment)])
        labels, statuses = segment.arrays["label"][numbers], segment.arrays["status"][numbers]
        order = np.lexsort((numbers, statuses, labels))
        edges = np.flatnonzero((np.diff(labels[order]) != 0) | (np.diff(statuses[order]) != 0)) + 1
        for members in np.split(order, edges) if len(order) else []:
            key = int(labels[members[0]]), segment.named["status"][statuses[members[0]]]
            self._groups.setdefault(key, BitMap()).update((numbers[members] + segment.start).tolist())

    def expired(self, now: float) -> BitMap:
        """Numbers of the records whose term has ended at `now` (Unix time)."""
        columns = [(one.arrays["expires"], one.start) for one in self._segments()]
        numbers = np.concatenate([terms.where(terms.value <= now) + start for terms, start in columns])
        return BitMap(numbers[self._alive[numbers]].tolist())

    def digest(self) -> str:
        """A hash over the content, the same for an index that was kept up and one built anew."""
        parts = []
        for segment in self._segments():
            alive = self._alive[segment.start : segment.start + len(segment)]
            arrays = segment.arrays
            rows = np.stack([arrays["id_high"][:], arrays["id_low"], segment.content_hashes()], axis=1)
            parts.append(rows[alive])
        rows = np.concatenate(parts)
        order = np.lexsort((rows[:, 2], rows[:, 1], rows[:, 0]))
        return blake2b(np.ascontiguousarray(rows[order]).tobytes(), digest_size=16).hexdigest()

    def visible(self, numbers: BitMap) -> Visible:
        """What a reader may see, prepared: worth it when he asks more than once."""
        return Visible(numbers, size=len(self._alive))

    def search(self, question: Question, *, visible: BitMap | Visible, limit: int = 20) -> list[Candidate]:
        """Candidates among the visible records, the strongest first; at most `limit`. One search at a time.

        Raises BadInput `search.question.too-little`, or what `names.parse_date` raises for the date.
        """
        asked = read_question(question)
        held = self._held(visible, question.types)
        try:
            return rank(asked, held, limit=limit)
        except BaseException:
            self._scratch.forget()
            raise

    def _held(self, visible: BitMap | Visible, types: Collection[str] = ()) -> Held:
        prepared = visible if isinstance(visible, Visible) else self.visible(visible)
        state = self._changes, frozenset(types)
        if prepared.kept is None or prepared.kept[0] != state:
            prepared.kept = state, self._seen_by(prepared.mask, types)
        return prepared.kept[1].anew()

    def _seen_by(self, mask: Array, types: Collection[str]) -> Held:
        segments = self._segments()
        size = segments[-1].start + len(segments[-1])
        seen = self._alive[:size].copy()
        seen[: len(mask)] &= mask[:size]
        seen[len(mask) :] = False
        for segment in segments if types else ():
            others = np.array([type not in types for type in segment.named["type"]] or [True])
            kept = segment.arrays["type"]
            seen[kept.where(others[kept.value]) + segment.start] = False
        return Held(segments, seen, self._scratch)
