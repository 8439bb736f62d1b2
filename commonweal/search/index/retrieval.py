"""From slots to candidates: words like the one asked for, the visible records that hold them, the best few thousand."""

from collections.abc import Callable, Sequence

import numpy as np

from . import met_native, met_plain
from .arrays import Array
from .held import Held
from .library import LIBRARY
from .question import Slot

MAX_WORDS = 100
"""Words like the one asked for that are followed; only words that a visible record holds are counted."""
MAX_CANDIDATES = 1200
FLOOR, LOWEST = 0.45, 0.25
"""Share of the weight of all slots that a record must reach to be looked at; where nobody was found by the first."""
_LOOPS = met_native if LIBRARY else met_plain


def candidates(
    slots: Sequence[Slot],
    held: Held,
    *,
    value: Callable[[Array, Array], Array],
    among: Array | None = None,
    share: float = FLOOR,
) -> Array:
    """Numbers of the visible records worth scoring, at most `MAX_CANDIDATES`; only of those `among`, where given
    (visible ones, ascending).

    In no particular order. The best are those of greatest `value(numbers, score)`, where `score` is what their words
    can reach at most; equal ones in the order of their ids.
    """
    telling = [slot for slot in slots if not slot.is_initial]
    counted = sum(slot.weight * (0.35 if slot.word.kind == "patronymic" else 1.0) for slot in telling)
    floor = np.float32(share * counted)
    if among is None:
        numbers, reach = _LOOPS.met(sorted(telling, key=lambda slot: -slot.weight), held, floor, most=MAX_WORDS)
    else:
        reach = _LOOPS.reached_within(telling, among, held)
        numbers, reach = among[reach >= floor], reach[reach >= floor]
    if len(numbers) <= MAX_CANDIDATES:
        return numbers
    full = np.float32(sum(slot.weight for slot in telling))
    return best_of(numbers, value(numbers, reach / full), held, limit=MAX_CANDIDATES)


def best_of(numbers: Array, values: Array, held: Held, *, limit: int) -> Array:
    """The `limit` record numbers of greatest value, equal ones in the order of their ids; in no particular order."""
    if len(numbers) <= limit:
        return numbers
    bound = np.partition(values, len(values) - limit)[len(values) - limit]
    above, equal = numbers[values > bound], numbers[values == bound]
    return np.concatenate([above, _first_by_id(equal, held, limit=limit - len(above))])


def _first_by_id(numbers: Array, held: Held, *, limit: int) -> Array:
    """The first `limit` records in the order of their ids."""
    if len(numbers) <= limit:
        return numbers
    high = held.column("id_high", numbers)
    # Tens of thousands may bear a name: few of them are put in order.
    some = high <= np.partition(high, limit - 1)[limit - 1]
    numbers, high = numbers[some], high[some]
    return numbers[np.lexsort((held.column("id_low", numbers), high))[:limit]]


def holders(slot: Slot, held: Held, *, least: float) -> Array:
    """Visible records, ascending and each once, that hold a word like the slot's, of likeness `least` at least."""
    return _LOOPS.holders(slot, held, most=MAX_WORDS, least=least)


def holding(words: Sequence[Sequence[Array]], held: Held) -> Array:
    """Visible records, ascending and each once, that hold one word of each of some lists of words, which have a part
    for each segment."""
    return _LOOPS.holding(words, held)
