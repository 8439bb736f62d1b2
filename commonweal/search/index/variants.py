"""Other readings of a question: words written together that the record writes apart, and the reverse."""

from collections.abc import Iterator, Sequence

import numpy as np

from .arrays import Array
from .question import Slot, halves, joined
from .retrieval import Held, visible_postings

FACTOR = 0.985
"""What is left of a score reached through another reading."""
MOST = 3
_LIKE = 0.85


def variants(slots: Sequence[Slot], held: Held) -> Iterator[tuple[Slot, ...]]:
    """At most `MOST` other slot lists that some visible record supports, joined words before parted ones."""
    left = MOST
    for reading in _candidates(slots, held):
        yield reading
        left -= 1
        if not left:
            return


def _candidates(slots: Sequence[Slot], held: Held) -> Iterator[tuple[Slot, ...]]:
    slots = tuple(slots)
    pairs = [at for at in range(len(slots) - 1) if not slots[at].is_initial and not slots[at + 1].is_initial]
    for at in sorted(pairs, key=lambda at: len(slots[at].word.text) + len(slots[at + 1].word.text)):
        together = joined(slots[at], slots[at + 1])
        _, likeness = visible_postings(together, held)
        if len(likeness) and likeness[-1] >= _LIKE:
            yield (*slots[:at], together, *slots[at + 2 :])
    for at, slot in enumerate(slots):
        if not slot.is_initial:
            for first, second in halves(slot):
                if _stand_together(first, second, held):
                    yield (*slots[:at], first, second, *slots[at + 1 :])


def _stand_together(first: Slot, second: Slot, held: Held) -> bool:
    """Whether a visible record holds both words as they are."""
    docs = _holders(first, held)
    return bool(len(docs)) and bool(np.intersect1d(docs, _holders(second, held)).size)


def _holders(slot: Slot, held: Held) -> Array:
    found = []
    for segment in held.segments:
        docs, _ = segment.postings.of(segment.vocabulary.exact(slot.word.reduced))
        docs = docs.astype(np.int64) + segment.start
        found.append(docs[held.seen[docs]])
    return np.concatenate(found)
