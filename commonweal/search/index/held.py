"""The index as one search sees it."""

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from .arrays import Array
from .native import Scratch
from .question import Slot
from .scores import POWER
from .segment import Segment
from .vocabulary import Vocabulary


@dataclass(frozen=True)
class Held:
    """The index as one search sees it: its segments, which record numbers are visible, and the ids for ties."""

    segments: Sequence[Segment]
    seen: Array
    """For every record number, whether the reader may see it and it has not been removed."""
    scratch: Scratch = field(default_factory=Scratch)
    _expanded: dict[tuple[Slot, int], tuple[Array, Array]] = field(default_factory=dict)
    _gained: dict[tuple[Slot, int], Array] = field(default_factory=dict)

    def anew(self) -> "Held":
        """The same for another search, without the words found for this one."""
        _ = self.sees_organisations  # found once for all of them
        other = copy(self)
        object.__setattr__(other, "_expanded", {})
        object.__setattr__(other, "_gained", {})
        return other

    @cached_property
    def sees_organisations(self) -> bool:
        """Whether any visible record has the name of an organisation."""
        return any(
            segment.any_organisation
            and (segment.with_organisations & self.seen[segment.start : segment.start + len(segment)]).any()
            for segment in self.segments
        )

    def expand(self, slot: Slot, place: int) -> tuple[Array, Array]:
        """`expand` in the segment at `place`, once for a search."""
        key = slot, place
        if key not in self._expanded:
            self._expanded[key] = expand(slot, self.segments[place].vocabulary)
        return self._expanded[key]

    def gain(self, slot: Slot, place: int) -> Array:
        """What each of the words of `expand` adds to a record's score."""
        key = slot, place
        if key not in self._gained:
            _, likeness = self.expand(slot, place)
            self._gained[key] = np.float32(slot.weight) * likeness ** np.float32(POWER)
        return self._gained[key]

    def only(self, slot: Slot, place: int, numbers: Array) -> None:
        """Let a slot not met before stand for these words alone in the segment at `place`."""
        self._expanded.setdefault((slot, place), (numbers, np.ones(len(numbers), np.float32)))

    def segment_of(self, numbers: Array) -> Array:
        """Place of the segment of each record number."""
        return np.searchsorted([segment.start for segment in self.segments], numbers, "right") - 1

    def column(self, name: str, numbers: Array) -> Array:
        """A column of the records with these numbers."""
        if len(self.segments) == 1:
            return self.segments[0].arrays[name][numbers]
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
    if slot.exact:
        numbers = np.concatenate(vocabulary.exact(slot.exact))
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
