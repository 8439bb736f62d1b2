"""What the likeness of its words says of each part of a name: verdicts, and how unlike the least like word is."""

from collections.abc import Sequence

import numpy as np

from commonweal.names import PARTS

from .question import Slot
from .scores import INITIAL_FOR_NAME, Scores

EQUAL, ALIKE = 0.975, 0.75
"""Likeness from which a part counts as the same, as a variant."""
_EQUAL, _BY_INITIAL = float(np.float32(EQUAL)), float(np.float32(INITIAL_FOR_NAME))
"""As scores hold them, in 32 bits."""

COLUMNS = (*PARTS, "name")
"""Parts of a person's name, and the name of an organisation, which has none."""

WORDS = ("same", "variant", "differs", "unknown")
SAME, VARIANT, DIFFERS, UNKNOWN = range(4)

Gaps = tuple[float, float]
"""How unlike the least like word asked for is, of names and of patronymics."""
Read = tuple[list[int], Gaps]
"""The verdict on each of `COLUMNS`; unknown too where it was not asked."""
NOTHING: Read = ([UNKNOWN] * len(COLUMNS), (0.0, 0.0))


class Reader:
    """Reads what records score by some slots."""

    def __init__(self, slots: Sequence[Slot]) -> None:
        self._slots = slots
        self._parts = []
        for part in COLUMNS:
            mine = [at for at, slot in enumerate(slots) if slot.part == part]
            telling = [at for at in mine if slots[at].word.kind not in {"particle", "form"}]
            self._parts.append((part, telling or mine))
        kinds = [slot.word.kind for slot in slots]
        self._names, self._fathers = (
            [at for at, one in enumerate(kinds) if one == kind] for kind in ("name", "patronymic")
        )

    def read(self, scores: Scores, row: int) -> Read:
        """Of the record in a row of the scores."""
        likeness = scores.likeness[row].tolist()
        spare, spare_father = bool(scores.spare[row]), bool(scores.spare_patronymic[row])
        verdicts = [
            _verdict([(likeness[at], self._slots[at]) for at in mine], spare_father if part == "patronymic" else spare)
            for part, mine in self._parts
        ]
        names, fathers = ([likeness[at] for at in mine] for mine in (self._names, self._fathers))
        return verdicts, (_gap(names, spare), _gap(fathers, spare_father))


def _gap(likeness: Sequence[float], spare: bool) -> float:
    """How unlike the least like of some words asked for is: 0 where all agree or where the record has no word left
    (`spare`) that could stand for it, 1 where it has another one instead."""
    counted = [alike for alike in likeness if alike != _BY_INITIAL and (alike > 0 or spare)]
    return float(np.float32(1 - min(counted, default=1.0)))


def _verdict(words: Sequence[tuple[float, Slot]], spare: bool) -> int:
    """The verdict on the part of which these are the words asked for, with their likeness; unknown where there is none.
    `spare` is whether the record has another word of the kind."""
    if not words:
        return UNKNOWN
    likeness = [alike for alike, _ in words]
    by_initial = any(alike == _BY_INITIAL or (alike > 0 and slot.is_initial) for alike, slot in words)
    if min(likeness) >= _EQUAL and not by_initial:
        return SAME
    if max(likeness) >= ALIKE or by_initial:
        return VARIANT
    return DIFFERS if spare or max(likeness) > 0 else UNKNOWN
