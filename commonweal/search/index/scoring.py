"""How well the words of records agree with the words asked for."""

from collections.abc import Sequence

import numpy as np

from . import score_native, score_plain
from .arrays import Array
from .held import Held
from .library import LIBRARY
from .question import Slot
from .scores import Scores


def score_names(numbers: Array, slots: Sequence[Slot], held: Held, *, exact: bool) -> Scores:
    """Scores of records by number; `exact` compares every word of theirs with every slot, not only words found."""
    parts = []
    owners = held.segment_of(numbers) if len(held.segments) > 1 else None
    for place, segment in enumerate(held.segments):
        mine = numbers if owners is None else numbers[owners == place]
        if len(mine):
            expanded = [(None if slot.is_initial else held.expand(slot, place)) for slot in slots]
            if LIBRARY:
                parts.append(score_native.score_in(segment, mine, slots, expanded, exact=exact, scratch=held.scratch))
            else:
                parts.append(score_plain.score_in(segment, mine, slots, expanded, exact=exact))
    if not parts:
        none = np.zeros(0, bool)
        return Scores(numbers, np.zeros(0, np.float32), np.zeros((0, len(slots)), np.float32), none, none)
    if len(parts) == 1:
        return parts[0]
    return Scores(*(np.concatenate([getattr(part, name) for part in parts]) for name in Scores.__slots__))
