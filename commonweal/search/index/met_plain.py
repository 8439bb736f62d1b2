"""Records that hold words like those asked for, in numpy; `met_native.py` does the same in compiled loops."""

from collections.abc import Iterator, Sequence

import numpy as np

from .arrays import Array
from .held import Held
from .question import Slot
from .scores import POWER

_CHUNK = 256


def visible_postings(slot: Slot, held: Held, *, most: int, least: float = 0.0) -> tuple[Array, Array]:
    """Visible records that hold a word like the slot's, and the likeness, the least first; a record may recur.

    The `most` likest words count that a visible record holds, of likeness `least` at least; equal ones in the
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
        kept = rank[which] <= most
        docs.append(chunk_docs[kept])
        alike.append(likeness[chunk][chunk_place[kept]])
        last_key, words = held_keys[-1], int(rank[-1])
        if words >= most:
            break
    if not docs:
        return np.zeros(0, np.int64), np.zeros(0, np.float32)
    return np.concatenate(docs)[::-1], np.concatenate(alike)[::-1]


def holders(slot: Slot, held: Held, *, most: int, least: float) -> Array:
    """Visible records, ascending and each once, of `visible_postings`."""
    return np.unique(visible_postings(slot, held, most=most, least=least)[0])


def holding(words: Sequence[Sequence[Array]], held: Held) -> Array:
    """Visible records, ascending and each once, that hold one word of each of some lists of words."""
    few, *others = sorted((_holders(one, held) for one in words), key=len)
    for many in others:
        at = np.searchsorted(many, few)
        few = few[many[np.minimum(at, len(many) - 1)] == few] if len(few) else few
    return few


def _holders(words: Sequence[Array], held: Held) -> Array:
    found = []
    for segment, numbers in zip(held.segments, words, strict=True):
        docs = segment.postings.of(numbers)[0].astype(np.int64) + segment.start
        docs = docs[held.seen[docs]]
        found.append(docs if len(numbers) < 2 else np.unique(docs))
    return np.concatenate(found)


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


def met(slots: Sequence[Slot], held: Held, floor: np.float32, *, most: int) -> tuple[Array, Array]:
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
        docs, likeness = visible_postings(slot, held, most=most)
        # The likest comes last and stays: numpy keeps the last of several values for one place.
        dense[docs] = dense[docs] + np.float32(slot.weight) * likeness ** np.float32(POWER)
        touched.append(docs)
        left -= slot.weight
        listed += 1
    if not touched:
        return numbers, reach
    found = np.concatenate(touched)
    numbers = _each_once(found[dense[found] >= floor - np.float32(left) - np.float32(1e-5)], dense)
    reach = dense[numbers]
    if slots[listed:]:
        reach = reach + reached_within(slots[listed:], numbers, held)
    kept = reach >= floor
    return numbers[kept], reach[kept]


def _each_once(numbers: Array, space: Array) -> Array:
    """The numbers, each once, ascending; `space` has a place for every record number."""
    last = np.empty(len(space), np.int32)
    places_ = np.arange(len(numbers), dtype=np.int32)
    last[numbers] = places_
    return np.sort(numbers[last[numbers] == places_])


def reached_within(slots: Sequence[Slot], numbers: Array, held: Held) -> Array:
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
