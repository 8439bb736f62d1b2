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
    known = _known([slot.word.reduced for slot in slots], held)
    for at, slot in enumerate(slots):
        for meant in () if known[at] else slipped(slot):
            docs = holders(meant, held, least=_SLIPPED)
            if len(docs):
                yield (*slots[:at], meant, *slots[at + 1 :]), docs
    parted = [
        (at, words)
        for at, slot in enumerate(slots)
        if not slot.is_initial
        for words in [[fold_word(text, False) for text in texts] for texts in halves(slot)]
    ]
    known = _known([word.reduced for _, words in parted for word in words], held)
    for (at, words), both in zip(parted, zip(known[::2], known[1::2], strict=True), strict=True):
        if all(both):
            docs = holding([_exactly(word.reduced, held) for word in words], held)
            if len(docs):
                slot = slots[at]
                parts = [make_slot(word, slot.part) for word in words]
                for part in parts:
                    for place, segment in enumerate(held.segments):
                        held.only(part, place, segment.vocabulary.exact(part.word.reduced))
                yield (*slots[:at], *parts, *slots[at + 1 :]), docs
    yield from _exchanged(slots, held)


def _exchanged(slots: tuple[Slot, ...], held: Held) -> Iterator[Reading]:
    """The question with each word in turn standing, too, for what it is with two letters exchanged, where held."""
    meant = [(at, form) for at, slot in enumerate(slots) for form in _turned(slot)]
    known = _known([form for _, form in meant], held)
    for at, slot in enumerate(slots):
        forms = tuple(form for (place, form), is_known in zip(meant, known, strict=True) if place == at and is_known)
        if forms:
            words = [np.concatenate(each) for each in zip(*(_exactly(form, held) for form in forms), strict=True)]
            if len(docs := holding([words], held)):
                yield (*slots[:at], replace(slot, exact=forms, exact_factor=EXCHANGED), *slots[at + 1 :]), docs


def _turned(slot: Slot) -> list[str]:
    """The word of a slot with each two neighbouring letters exchanged; none where it has equivalents, being a name."""
    word = slot.word.reduced
    if slot.word.kind not in {"name", "patronymic"} or len(word) < _SHORTEST or slot.exact:
        return []
    turned = [word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(len(word) - 1)]
    return [form for form in dict.fromkeys(turned) if form != word]


def _known(forms: Sequence[str], held: Held) -> list[bool]:
    """Whether any record, seen or not, holds each of the words as it is."""
    found = np.zeros(len(forms), bool)
    for segment in held.segments:
        found |= segment.vocabulary.has(forms)
    return found.tolist()


def _exactly(form: str, held: Held) -> list[Array]:
    """The words of this reduced form in each segment."""
    return [segment.vocabulary.exact(form) for segment in held.segments]
