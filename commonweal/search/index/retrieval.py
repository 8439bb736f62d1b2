"""From slots to candidates: words like the one asked for, the visible records that hold them, the best few thousand."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from .arrays import Array
from .question import Slot
from .segment import Segment
from .vocabulary import Vocabulary

MAX_WORDS = 100
"""Words like the one asked for that are followed; only words that a visible record holds are counted."""
MAX_CANDIDATES = 2000
FLOOR = 0.45
"""Share of the weight of all slots that a record must reach to be looked at."""
POWER = 1.3
_CHUNK = 256


@dataclass(frozen=True, slots=True)
class Held:
    """The index as one search sees it: its segments, which record numbers are visible, and the ids for ties."""

    segments: Sequence[Segment]
    seen: Array
    """For every record number, whether the reader may see it and it has not been removed."""
    _expanded: dict[tuple[Slot, int], tuple[Array, Array]] = field(default_factory=dict)

    def expand(self, slot: Slot, place: int) -> tuple[Array, Array]:
        """`expand` in the segment at `place`, once for a search."""
        key = slot, place
        if key not in self._expanded:
            self._expanded[key] = expand(slot, self.segments[place].vocabulary)
        return self._expanded[key]

    def only(self, slot: Slot, place: int, numbers: Array) -> None:
        """Let a slot not met before stand for these words alone in the segment at `place`."""
        self._expanded.setdefault((slot, place), (numbers, np.ones(len(numbers), np.float32)))

    def segment_of(self, numbers: Array) -> Array:
        """Place of the segment of each record number."""
        return np.searchsorted([segment.start for segment in self.segments], numbers, "right") - 1

    def column(self, name: str, numbers: Array) -> Array:
        """A column of the records with these numbers."""
        owners = self.segment_of(numbers)
        values = np.zeros(len(numbers), self.segments[0].arrays[name].dtype)
        for place, segment in enumerate(self.segments):
            mine = owners == place
            if mine.any():
                values[mine] = segment.arrays[name][numbers[mine] - segment.start]
        return values


def expand(slot: Slot, vocabulary: Vocabulary) -> tuple[Array, Array]:
    """Numbers of the words under which a slot may be found, each once, and their likeness."""
    found = [
        (numbers, likeness * np.float32(factor))
        for form, factor in slot.forms
        for numbers, likeness in [vocabulary.near(form, slot.word.unvowelled)]
    ]
    for form in slot.exact:
        numbers = vocabulary.exact(form)
        found.append((numbers, np.full(len(numbers), slot.exact_factor, np.float32)))
    if len(found) == 1:
        return found[0]
    numbers = np.concatenate([one for one, _ in found])
    order = np.argsort(numbers, kind="stable")
    numbers = numbers[order]
    first = np.flatnonzero(np.diff(numbers, prepend=-1))
    if not len(first):
        return numbers, np.zeros(0, np.float32)
    return numbers[first], np.maximum.reduceat(np.concatenate([one for _, one in found])[order], first)


def visible_postings(slot: Slot, held: Held, *, least: float = 0.0) -> tuple[Array, Array]:
    """Visible records that hold a word like the slot's, and the likeness, the least first; a record may recur.

    The `MAX_WORDS` likest words count that a visible record holds, of likeness `least` at least; equal ones in the
    order of their keys.
    """
    parts = []
    for place, segment in enumerate(held.segments):
        numbers, likeness = held.expand(slot, place)
        if least:
            numbers, likeness = numbers[likeness >= least], likeness[likeness >= least]
        parts.append((np.full(len(numbers), place), numbers, likeness, segment.vocabulary.keys[numbers]))
    owner, numbers, likeness, keys = (np.concatenate(part) for part in zip(*parts, strict=True))
    docs, alike, words = [], [], 0
    last_key = None
    for chunk in _likest_first(likeness, keys):
        chunk_docs, chunk_place = _seen_docs(held, owner[chunk], numbers[chunk])
        if not len(chunk_docs):
            continue
        begins = np.diff(chunk_place, prepend=-1) != 0
        which = np.cumsum(begins) - 1
        held_keys = keys[chunk][chunk_place[begins]]
        fresh = np.concatenate([[last_key is None or held_keys[0] != last_key], held_keys[1:] != held_keys[:-1]])
        rank = words + np.cumsum(fresh)
        kept = rank[which] <= MAX_WORDS
        docs.append(chunk_docs[kept])
        alike.append(likeness[chunk][chunk_place[kept]])
        last_key, words = held_keys[-1], int(rank[-1])
        if words >= MAX_WORDS:
            break
    if not docs:
        return np.zeros(0, np.int64), np.zeros(0, np.float32)
    return np.concatenate(docs)[::-1], np.concatenate(alike)[::-1]


def _likest_first(likeness: Array, keys: Array) -> Iterator[Array]:
    """Places of the words, the likest first and equal ones by their keys, some at a time: mostly the first few are
    enough, and the rest need not be put in order."""
    count = len(likeness)
    if count > 2 * _CHUNK:
        bound = np.partition(likeness, count - _CHUNK)[count - _CHUNK]
        likest = np.flatnonzero(likeness >= bound)
        yield likest[np.lexsort((keys[likest], -likeness[likest]))]
        rest = np.flatnonzero(likeness < bound)
    else:
        rest = np.arange(count)
    order = rest[np.lexsort((keys[rest], -likeness[rest]))]
    yield from (order[at : at + _CHUNK] for at in range(0, len(order), _CHUNK))


def _seen_docs(held: Held, owner: Array, numbers: Array) -> tuple[Array, Array]:
    """Visible records that hold some words, in the order of the words, and the place of each one's word."""
    docs, places = [], []
    for place, segment in enumerate(held.segments):
        mine = np.flatnonzero(owner == place)
        found, lengths = segment.postings.of(numbers[mine])
        found = found.astype(np.int64) + segment.start
        visible = held.seen[found]
        docs.append(found[visible])
        places.append(np.repeat(mine, lengths)[visible])
    joined_docs, joined_places = np.concatenate(docs), np.concatenate(places)
    if len(held.segments) == 1:
        return joined_docs, joined_places
    order = np.argsort(joined_places, kind="stable")
    return joined_docs[order], joined_places[order]


def candidates(
    slots: Sequence[Slot], held: Held, *, value: Callable[[Array, Array], Array], among: Array | None = None
) -> Array:
    """Numbers of the visible records worth scoring, at most `MAX_CANDIDATES`; only of those `among`, where given
    (visible ones, ascending).

    The best are those of greatest `value(numbers, score)`, where `score` is what their words can reach at most; equal
    ones in the order of their ids.
    """
    telling = [slot for slot in slots if not slot.is_initial]
    counted = sum(slot.weight * (0.35 if slot.word.kind == "patronymic" else 1.0) for slot in telling)
    floor = np.float32(FLOOR * counted)
    if among is None:
        numbers, reach = _met(sorted(telling, key=lambda slot: -slot.weight), held, floor)
    else:
        reach = _reached_within(telling, among, held)
        numbers, reach = among[reach >= floor], reach[reach >= floor]
    if len(numbers) <= MAX_CANDIDATES:
        return numbers
    full = np.float32(sum(slot.weight for slot in telling))
    return best_of(numbers, value(numbers, reach / full), held, limit=MAX_CANDIDATES)


def _met(slots: Sequence[Slot], held: Held, floor: np.float32) -> tuple[Array, Array]:
    """Visible records that reach `floor`, ascending, and what they reach.

    Slots come in the order of their fixed weights, the weightiest first. As soon as all that remain would not reach
    the floor together, nobody new is looked for: the words of those met already are read instead, so that the many
    bearers of a common given name are never listed beside a rare family name.
    """
    numbers, reach = np.zeros(0, np.int64), np.zeros(0, np.float32)
    dense = np.zeros(len(held.seen), np.float32)
    touched: list[Array] = []
    left = sum(slot.weight for slot in slots)
    listed = 0
    for slot in slots:
        if listed and left < floor:
            break
        docs, likeness = visible_postings(slot, held)
        # The likest comes last and stays: numpy keeps the last of several values for one place.
        dense[docs] = dense[docs] + np.float32(slot.weight) * likeness ** np.float32(POWER)
        touched.append(docs)
        left -= slot.weight
        listed += 1
    if not touched:
        return numbers, reach
    met = np.concatenate(touched)
    numbers = _each_once(met[dense[met] >= floor - np.float32(left) - np.float32(1e-5)], dense)
    reach = dense[numbers]
    if slots[listed:]:
        reach = reach + _reached_within(slots[listed:], numbers, held)
    kept = reach >= floor
    return numbers[kept], reach[kept]


def _each_once(numbers: Array, space: Array) -> Array:
    """The numbers, each once, ascending; `space` has a place for every record number."""
    last = np.empty(len(space), np.int32)
    places_ = np.arange(len(numbers), dtype=np.int32)
    last[numbers] = places_
    return np.sort(numbers[last[numbers] == places_])


def _reached_within(slots: Sequence[Slot], numbers: Array, held: Held) -> Array:
    """What the slots add to each record, by the likest of its words among those found for them; numbers ascend."""
    reached = np.zeros(len(numbers), np.float32)
    owners = held.segment_of(numbers)
    for place, segment in enumerate(held.segments):
        mine = np.flatnonzero(owners == place)
        tokens, ends = segment.tokens_of(numbers[mine] - segment.start)
        some = np.diff(ends) > 0
        mine, starts = mine[some], ends[:-1][some]
        for slot in slots if len(mine) else ():
            words, likeness = held.expand(slot, place)
            known = np.zeros(len(segment.vocabulary), np.float32)
            known[words] = np.float32(slot.weight) * likeness ** np.float32(POWER)
            reached[mine] += np.maximum.reduceat(known[tokens], starts)
    return reached


def best_of(numbers: Array, values: Array, held: Held, *, limit: int) -> Array:
    """The `limit` record numbers of greatest value, equal ones in the order of their ids; in no particular order."""
    if len(numbers) <= limit:
        return numbers
    bound = np.partition(values, len(values) - limit)[len(values) - limit]
    above, equal = numbers[values > bound], numbers[values == bound]
    order = np.lexsort((held.column("id_low", equal), held.column("id_high", equal)))
    return np.concatenate([above, equal[order[: limit - len(above)]]])
