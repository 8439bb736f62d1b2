"""How well the words of a record agree with the words asked for, in numpy: whole arrays at a time, no loop over
records. `score_native.py` does the same in compiled loops."""

from collections.abc import Sequence

import numpy as np

from .arrays import Array, places
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
from .segment import Rows, Segment


def score_in(
    segment: Segment, numbers: Array, slots: Sequence[Slot], expanded: Sequence[Expanded], *, exact: bool
) -> Scores:
    """Scores of the records of one segment: the best of their written names; 0 for a record without a name."""
    rows_at, ends = places(segment.arrays["doc_rows"], numbers - segment.start)
    named = np.diff(ends) > 0
    score = np.zeros(len(numbers), np.float32)
    by_slot = np.zeros((len(numbers), len(slots)), np.float32)
    spare, spare_patronymic = np.zeros(len(numbers), bool), np.zeros(len(numbers), bool)
    if named.any():
        rows = segment.words_of_rows(rows_at)
        of_rows = _score_rows(rows, _likeness(segment, rows, slots, expanded, exact=exact), slots)
        best = _first_best(of_rows[0], ends[:-1][named], len(rows_at))
        score[named], by_slot[named], spare[named], spare_patronymic[named] = (values[best] for values in of_rows)
    return Scores(numbers, score, by_slot, spare, spare_patronymic)


def _first_best(score: Array, starts: Array, count: int) -> Array:
    """For each list of rows the place of the first with the greatest score."""
    best = np.repeat(np.maximum.reduceat(score, starts), np.diff(starts, append=count))
    place = np.where(score == best, np.arange(count), count)
    return np.minimum.reduceat(place, starts)


def _likeness(
    segment: Segment, rows: Rows, slots: Sequence[Slot], expanded: Sequence[Expanded], *, exact: bool
) -> Array:
    """Likeness of every slot to every token of the rows."""
    vocabulary = segment.vocabulary
    words, inverse = _each_word(rows.token, len(vocabulary))
    table = np.zeros((len(slots), len(words)), np.float32)
    known = np.zeros(len(vocabulary), np.float32)
    for place, (slot, found) in enumerate(zip(slots, expanded, strict=True)):
        if found is None:
            table[place] = _begins(slot, segment, words)
            continue
        known[found[0]] = found[1]
        table[place] = known[words]
        known[found[0]] = 0
        if exact:
            full = vocabulary.likeness(slot.word.reduced, slot.word.unvowelled, words)
            np.maximum(table[place], full, out=table[place])
        table[place][_fitting_initials(slot, segment, words)] = INITIAL_FOR_NAME
    return table[:, inverse]


def _each_word(tokens: Array, size: int) -> tuple[Array, Array]:
    """What `numpy.unique` with the inverse gives, without sorting; the tokens are below `size`."""
    used = np.zeros(size, bool)
    used[tokens] = True
    words = np.flatnonzero(used)
    place = np.empty(size, np.int32)
    place[words] = np.arange(len(words), dtype=np.int32)
    return words, place[tokens]


def _fitting_initials(slot: Slot, segment: Segment, words: Array) -> Array:
    """Which of the words are initials that the slot's word may begin with."""
    return np.isin(words, segment.vocabulary.initials_for(slot.beginnings))


def _begins(slot: Slot, segment: Segment, words: Array) -> Array:
    """1 for every word that begins as the initial asked for, and for initials that may stand for the same."""
    letters = np.zeros(256, bool)
    letters[[ord(letter) & 0xFF for letter in slot.beginnings]] = True
    return (letters[segment.vocabulary.first[words]] | _fitting_initials(slot, segment, words)).astype(np.float32)


def _score_rows(rows: Rows, likeness: Array, slots: Sequence[Slot]) -> tuple[Array, Array, Array, Array]:
    """Score, likeness by slot, and what remains, for each row: slots take their likest free word, the weightiest
    slot first."""
    used = np.zeros(len(rows.token), bool)
    by_slot = np.zeros((len(rows.lengths), len(slots)), np.float32)
    optional = {"patronymic": (NO_PATRONYMIC, rows.max(rows.patronymic)), "form": (NO_FORM, rows.max(rows.form))}
    always = 1.0, np.ones(len(rows.lengths), bool)
    reached = np.zeros(len(rows.lengths), np.float32)
    possible = np.zeros(len(rows.lengths), np.float32)
    missed = np.zeros(len(rows.lengths), np.float32)
    for place in sorted(range(len(slots)), key=lambda at: (-slots[at].weight, at)):
        free = np.where(used, np.float32(0), likeness[place])
        best = rows.max(free)
        best = np.where(best >= MATCHED, best, np.float32(0))
        taken = _word_taken(rows, free, best)
        used |= taken
        by_slot[:, place] = best
        weight = np.float32(slots[place].weight)
        lost, has_one = optional.get(slots[place].word.kind, always)
        reached += weight * best ** np.float32(POWER)
        counted = weight * np.where(has_one | (best > 0), 1.0, lost).astype(np.float32)
        possible += counted
        missed += np.where(best > 0, np.float32(0), counted)
    covered = rows.sum(np.where(rows.main & used, rows.weight, 0)) / np.maximum(rows.row_weight, np.float32(1e-6))
    open_words = rows.main & ~used & ~rows.initial
    spare = rows.max(open_words & ~rows.patronymic & ~rows.particle)
    spare_patronymic = rows.max(open_words & rows.patronymic)
    complete = ~spare & ~spare_patronymic & ((by_slot > LIKE).sum(axis=1) > 1)
    possible -= np.where(complete, np.float32(1 - SHORTER) * missed, np.float32(0))
    score = (
        reached
        / np.maximum(possible, np.float32(1e-6))
        * (1 - np.where(rows.organisation, np.float32(UNCOVERED_ORGANISATION), np.float32(UNCOVERED)) * (1 - covered))
    )
    return np.round(score.astype(np.float32), 4), by_slot, spare, spare_patronymic


def _word_taken(rows: Rows, free: Array, best: Array) -> Array:
    """The tokens of the first word of each row that reaches the row's best likeness; none where that is 0."""
    hit = (free == best[rows.row]) & (best[rows.row] > 0)
    at = np.where(hit, np.arange(len(free)), len(free) - 1 if len(free) else 0)
    first = np.minimum.reduceat(at, rows.starts)
    return (rows.word == rows.word[first][rows.row]) & (best[rows.row] > 0)
