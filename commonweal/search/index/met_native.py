"""Records that hold words like those asked for, by the compiled loops; `met_plain.py` says the same in numpy."""

import ctypes
from collections.abc import Sequence

import numpy as np

from .arrays import Array
from .held import Held
from .library import LIBRARY, at
from .native import table_of
from .question import Slot

_A_RECORD = 30
"""Records in a list that are gone through as fast as the words of one record are read: these lie apart in memory."""
_FIRST = 256
"""Words looked at first: mostly these are enough, and the rest need not be put in order."""


class _Meeting:
    """Records met by slots one after the other, in the room that the index lends."""

    def __init__(self, held: Held) -> None:
        self._held, self._room = held, held.scratch
        self._room.for_records(len(held.seen))
        self._handles = [segment.handle for segment in held.segments]
        self._segments = (ctypes.c_void_p * len(self._handles))(*map(ctypes.addressof, self._handles))
        self._count = self._turn = 0

    def add(self, slot: Slot, *, most: int, least: float = 0.0) -> None:
        """Everybody who holds one of the `most` likest words of a slot that a visible record holds."""
        self._turn += 1
        owners, words, likeness, keys, gain = self._words(slot, least)
        counted = ctypes.c_int64(0)
        room = self._room
        for some in _likest_first(likeness, keys):
            parts = [np.ascontiguousarray(each[some]) for each in (owners, words, keys, gain)]
            self._count = LIBRARY.cw_meet(
                self._segments, at(self._held.seen), *map(at, parts), len(some), most, ctypes.byref(counted),
                at(room.mark), self._turn, at(room.reach), at(room.met), self._count,
            )  # fmt: skip
            if counted.value >= most:
                break

    def _words(self, slot: Slot, least: float) -> list[Array]:
        """Of all segments the words of a slot: the segment, number, likeness, key and gain of each."""
        parts = []
        for place, segment in enumerate(self._held.segments):
            words, likeness = self._held.expand(slot, place)
            gain = self._held.gain(slot, place)
            if least:
                like = likeness >= least
                words, likeness, gain = words[like], likeness[like], gain[like]
            parts.append((np.full(len(words), place), words, likeness, segment.vocabulary.keys[words], gain))
        return list(parts[0]) if len(parts) == 1 else [np.concatenate(part) for part in zip(*parts, strict=True)]

    def keep(self, least: np.float32) -> None:
        """Forget who does not reach `least`."""
        room = self._room
        self._count = LIBRARY.cw_reached(at(room.met), self._count, float(least), at(room.mark), at(room.reach))

    def add_again(self, slot: Slot) -> None:
        """What a slot adds to whoever was met, by the likest of all its words: those who hold the words are gone
        through, or the words of those who were met, whichever are fewer."""
        self._turn += 1
        listed = _listed([self._held.expand(slot, place)[0] for place in range(len(self._handles))], self._held)
        if listed > _A_RECORD * self._count:
            numbers = self._room.met[: self._count].astype(np.int64)
            self._room.reach[numbers] += reached_within([slot], numbers, self._held)
            return
        for place, segment in enumerate(self._held.segments):
            words, likeness = self._held.expand(slot, place)
            order = np.argsort(-likeness, kind="stable")
            words, gain = words[order], self._held.gain(slot, place)[order]
            LIBRARY.cw_meet_again(
                ctypes.byref(segment.handle), at(words), at(gain), len(words), at(self._room.mark), self._turn,
                at(self._room.reach),
            )  # fmt: skip

    def hold(self, words: Sequence[Array]) -> None:
        """Who holds any of some words, which have a part for each segment; of those met before, where any were."""
        self._turn += 1
        room, first = self._room, self._turn == 1
        for place, (segment, some) in enumerate(zip(self._held.segments, words, strict=True)):
            gain = np.ones(len(some), np.float32)
            if first:
                keys = np.ascontiguousarray(segment.vocabulary.keys[some])
                owners, counted = np.full(len(some), place), ctypes.c_int64(0)
                self._count = LIBRARY.cw_meet(
                    self._segments, at(self._held.seen), at(owners), at(some), at(keys), at(gain), len(some),
                    len(some), ctypes.byref(counted), at(room.mark), self._turn, at(room.reach), at(room.met),
                    self._count,
                )  # fmt: skip
            else:
                LIBRARY.cw_meet_again(
                    ctypes.byref(segment.handle), at(some), at(gain), len(some), at(room.mark), self._turn,
                    at(room.reach),
                )  # fmt: skip

    def end(self, least: np.float32) -> tuple[Array, Array]:
        """The records met that reach `least`, in no order, and what they reach; the room is as before."""
        self.keep(least)
        room = self._room
        numbers = room.met[: self._count].astype(np.int64)
        reach = room.reach[numbers]
        room.reach[numbers] = 0
        room.mark[numbers] = 0
        return numbers, reach


def _listed(words: Sequence[Array], held: Held) -> int:
    """Bytes of the lists of some words, which have a part for each segment: at least as many as records."""
    return sum(
        LIBRARY.cw_listed_bytes(ctypes.byref(segment.handle), at(some), len(some))
        for segment, some in zip(held.segments, words, strict=True)
    )


def _likest_first(likeness: Array, keys: Array) -> list[Array]:
    """Places of the words, the likest first and equal ones by their keys, in two stretches."""
    count = len(likeness)
    if count <= 2 * _FIRST:
        return [np.lexsort((keys, -likeness))]
    bound = np.partition(likeness, count - _FIRST)[count - _FIRST]
    stretches = np.flatnonzero(likeness >= bound), np.flatnonzero(likeness < bound)
    return [some[np.lexsort((keys[some], -likeness[some]))] for some in stretches]


def holders(slot: Slot, held: Held, *, most: int, least: float) -> Array:
    """`met_plain.holders`."""
    meeting = _Meeting(held)
    meeting.add(slot, most=most, least=least)
    return np.sort(meeting.end(np.float32(0))[0])


def holding(words: Sequence[Sequence[Array]], held: Held) -> Array:
    """`met_plain.holding`."""
    meeting = _Meeting(held)
    for one in sorted(words, key=lambda one: _listed(one, held)):
        meeting.hold(one)
    return np.sort(meeting.end(np.float32(len(words)))[0])


def met(slots: Sequence[Slot], held: Held, floor: np.float32, *, most: int) -> tuple[Array, Array]:
    """`met_plain.met`."""
    meeting = _Meeting(held)
    left = sum(slot.weight for slot in slots)
    listed = 0
    for slot in slots:
        if listed and left < floor:
            break
        meeting.add(slot, most=most)
        left -= slot.weight
        listed += 1
    meeting.keep(floor - np.float32(left) - np.float32(1e-5))
    for slot in slots[listed:]:
        meeting.add_again(slot)
        left -= slot.weight
        meeting.keep(floor - np.float32(left) - np.float32(1e-5))
    return meeting.end(floor)


def reached_within(slots: Sequence[Slot], numbers: Array, held: Held) -> Array:
    """`met_plain.reached_within`."""
    reached = np.zeros(len(numbers), np.float32)
    owners = held.segment_of(numbers) if len(held.segments) > 1 else None
    for order, segment in enumerate(held.segments):
        mine = slice(None) if owners is None else np.flatnonzero(owners == order)
        local = np.ascontiguousarray(numbers[mine] - segment.start)
        if not len(local):
            continue
        place = held.scratch.for_words(len(segment.vocabulary))
        found = [(held.expand(slot, order)[0], held.gain(slot, order)) for slot in slots]
        words, gain = table_of(found, place)
        added = np.zeros(len(local), np.float32)
        LIBRARY.cw_reach_within(
            ctypes.byref(segment.handle), at(local), len(local), at(place), at(gain), len(slots), at(added)
        )
        place[words] = 0
        reached[mine] += added
    return reached
