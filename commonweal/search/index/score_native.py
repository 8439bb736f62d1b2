"""How well the words of a record agree with the words asked for, by the compiled loops; `score_plain.py` says the same
in numpy."""

import ctypes
from collections.abc import Sequence

import numpy as np

from . import library
from .arrays import Array
from .documents import CLASS_WEIGHTS, FORM, INITIAL, KIND_WEIGHTS, PARTICLE, PATRONYMIC
from .library import LIBRARY, at
from .native import Scratch, table_of
from .question import Slot
from .scores import (
    INITIAL_FOR_NAME,
    LIKE,
    MATCHED,
    NO_FORM,
    NO_PATRONYMIC,
    POWER,
    SHORTER,
    UNCOVERED,
    UNCOVERED_ORGANISATION,
    Expanded,
    Scores,
)
from .segment import Segment

_OPTIONAL = {"patronymic": 1, "form": 2}


def score_in(
    segment: Segment,
    numbers: Array,
    slots: Sequence[Slot],
    expanded: Sequence[Expanded],
    *,
    exact: bool,
    scratch: Scratch,
) -> Scores:
    """`score_plain.score_in`."""
    handle = ctypes.byref(segment.handle)
    local, count = np.ascontiguousarray(numbers - segment.start), len(numbers)
    place = scratch.for_words(len(segment.vocabulary))
    order = sorted(range(len(slots)), key=lambda each: (-slots[each].weight, each))
    chosen, found = [slots[each] for each in order], [expanded[each] for each in order]
    if exact or None in found:
        words = scratch.words[: LIBRARY.cw_words(handle, at(local), count, at(place), at(scratch.words))]
        likeness = _of_all(segment, words, place, chosen, found, exact=exact)
    else:
        words, likeness = _of_found(segment, place, chosen, found)
    weight = np.array([slot.weight for slot in chosen], np.float32)
    gain = np.zeros_like(likeness)
    some = np.nonzero(likeness >= MATCHED)
    gain[some] = weight[some[1]] * likeness[some] ** np.float32(POWER)
    score, by_slot = np.zeros(count, np.float32), np.zeros((count, len(slots)), np.float32)
    spare, spare_patronymic = np.zeros(count, bool), np.zeros(count, bool)
    optional = np.array([_OPTIONAL.get(slot.word.kind, 0) for slot in chosen], np.int32)
    rules = library.Rules(
        len(slots), len(KIND_WEIGHTS), at(weight), at(optional), NO_PATRONYMIC, NO_FORM, MATCHED, LIKE, SHORTER,
        UNCOVERED, UNCOVERED_ORGANISATION, PATRONYMIC, PARTICLE, INITIAL, FORM, at(CLASS_WEIGHTS),
    )  # fmt: skip
    LIBRARY.cw_score(
        handle, ctypes.byref(rules), at(local), count, at(place), at(likeness), at(gain), at(score),
        at(by_slot), at(spare), at(spare_patronymic),
    )  # fmt: skip
    place[words] = 0
    in_order = np.empty_like(by_slot)
    in_order[:, order] = by_slot
    return Scores(numbers, score, in_order, spare, spare_patronymic)


def _of_found(
    segment: Segment, place: Array, slots: Sequence[Slot], found: Sequence[tuple[Array, Array]]
) -> tuple[Array, Array]:
    """The words found for any slot and the initials that may stand for one, to which `place` leads then, and their
    likeness: a row for each after a row of zeros, a column for each slot. Further words are like none of them."""
    initials = [segment.vocabulary.initials_for(slot.beginnings) for slot in slots]
    also = [(numbers, np.zeros(len(numbers), np.float32)) for numbers in initials]
    words, table = table_of([*found, *also], place)
    table = np.ascontiguousarray(table[:, : len(slots)])
    for column, numbers in enumerate(initials):
        table[place[numbers], column] = INITIAL_FOR_NAME
    return words, table


def _of_all(
    segment: Segment,
    words: Array,
    place: Array,
    slots: Sequence[Slot],
    expanded: Sequence[Expanded],
    *,
    exact: bool,
) -> Array:
    """The same of given words, to which `place` leads; `exact` compares each of them with every slot."""
    vocabulary = segment.vocabulary
    table = np.zeros((len(words) + 1, len(slots)), np.float32)
    for column, (slot, found) in enumerate(zip(slots, expanded, strict=True)):
        fitting = place[vocabulary.initials_for(slot.beginnings)]
        row = np.zeros(len(words) + 1, np.float32)
        if found is None:
            letters = np.zeros(256, np.float32)
            letters[[ord(letter) & 0xFF for letter in slot.beginnings]] = 1
            row[1:] = letters[vocabulary.first[words]]
            row[fitting] = 1
        else:
            row[place[found[0]]] = found[1]
            if exact:
                vocabulary.raise_to(slot.word.reduced, slot.word.unvowelled, words, row[1:], least=MATCHED)
            row[fitting] = INITIAL_FOR_NAME
        table[1:, column] = row[1:]
    return table
