"""Other readings of a question: words written together that the record writes apart, and the reverse; words with two
neighbouring letters exchanged.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from commonweal.names.fold import fold_word

from .arrays import Array
from .held import Held
from .question import Slot, halves, joined, make_slot, slipped
from .retrieval import holders, holding

FACTOR = 0.985
"""What is left of a score reached through another reading."""
EXCHANGED = 0.85
"""Likeness of a word in which two letters have changed places: one slip, though comparing letters counts two."""
_SHORTEST = 4
MOST = 4
_LIKE = 0.85
_SLIPPED = 0.7

Reading = tuple[tuple[Slot, ...], Array]
"""Slots, and the visible records (ascending) that hold the words which this reading has and the question has not."""


def variants(slots: Sequence[Slot], held: Held) -> Iterator[Reading]:
    """At most `MOST` other readings that some visible record supports, joined words before parted ones.

    Only these records are scored by the reading: one without its new words fits the question as written about as well.
    """
    left = MOST
    for reading in _candidates(slots, held):
        yield reading
        left -= 1
        if not left:
            return


def _candidates(slots: Sequence[Slot], held: Held) -> Iterator[Reading]:
    slots = tuple(slots)
    pairs = [at for at in range(len(slots) - 1) if not slots[at].is_initial and not slots[at + 1].is_initial]
    for at in sorted(pairs, key=lambda at: len(slots[at].word.text) + len(slots[at + 1].word.text)):
        together = joined(slots[at], slots[at + 1])
        docs = holders(together, held, least=_LIKE)
        if len(docs):
            yield (*slots[:at], together, *slots[at + 2 :]), docs
    known = _exactly([slot.word.reduced for slot in slots], held)
    for at, slot in enumerate(slots):
        for meant in () if _any(known[at]) else slipped(slot):
            docs = holders(meant, held, least=_SLIPPED)
            if len(docs):
                yield (*slots[:at], meant, *slots[at + 1 :]), docs
    for at, slot in enumerate(slots):
        for parts, words in () if slot.is_initial else _parted(slot, held):
            docs = holding(words, held)
            if len(docs):
                for part, here in zip(parts, words, strict=True):
                    for place, numbers in enumerate(here):
                        held.only(part, place, numbers)
                yield (*slots[:at], *parts, *slots[at + 1 :]), docs
    yield from _exchanged(slots, held)


def _parted(slot: Slot, held: Held) -> Iterator[tuple[list[Slot], list[list[Array]]]]:
    """The word of a slot as two words that the index knows: their slots, and the words in each segment."""
    both = halves(slot)
    # Folding costs more than looking up: the second half is read only where the first one is a word.
    known = _exactly([fold_word(first, False).reduced for first, _ in both], held)
    both = [(*texts, words) for texts, words in zip(both, known, strict=True) if _any(words)]
    others = _exactly([fold_word(second, False).reduced for _, second, _ in both], held)
    for (*texts, words), other in zip(both, others, strict=True):
        if _any(other):
            yield [make_slot(fold_word(text, False), slot.part) for text in texts], [words, other]


def _exchanged(slots: tuple[Slot, ...], held: Held) -> Iterator[Reading]:
    """The question with each word in turn standing, too, for what it is with two letters exchanged, where held."""
    for at, slot in enumerate(slots):
        turned = _turned(slot)
        known = {form: words for form, words in zip(turned, _exactly(turned, held), strict=True) if _any(words)}
        if known:
            words = [np.concatenate(each) for each in zip(*known.values(), strict=True)]
            if len(docs := holding([words], held)):
                yield (*slots[:at], replace(slot, exact=tuple(known), exact_factor=EXCHANGED), *slots[at + 1 :]), docs


def _turned(slot: Slot) -> list[str]:
    """The word of a slot with each two neighbouring letters exchanged; none where it has equivalents, being a name."""
    word = slot.word.reduced
    if slot.word.kind not in {"name", "patronymic"} or len(word) < _SHORTEST or slot.exact:
        return []
    turned = [word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(len(word) - 1)]
    return [form for form in dict.fromkeys(turned) if form != word]


def _exactly(forms: Sequence[str], held: Held) -> list[list[Array]]:
    """For each of the reduced forms its words in each segment."""
    found = [segment.vocabulary.exact(forms) for segment in held.segments]
    return [list(words) for words in zip(*found, strict=True)]


def _any(words: Sequence[Array]) -> bool:
    """Whether any record, seen or not, holds one of the words."""
    return any(map(len, words))
