"""Chance that falls the same everywhere: a seeded stream of choices.

Python promises that `random.Random(seed).random()` gives the same numbers in every version and on every machine, and
promises it of no other method; so every choice here is made from `random()` alone.
"""

import random
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import TypeVar

T = TypeVar("T")


def total(weights: Iterable[float]) -> float:
    """The plain running sum: `sum()` adds floats more exactly from Python 3.12 on, so it differs by version."""
    result = 0.0
    for weight in weights:
        result += weight
    return result


class Dice:
    """A stream of choices that depends on its seed only; `seed` is a number or a text (never `hash()` of anything)."""

    def __init__(self, seed: int | str) -> None:
        self._random = random.Random(seed).random  # noqa: S311 - a demonstration is not a secret

    def below(self, n: int) -> int:
        """A whole number from 0 to n - 1."""
        return int(self._random() * n)

    def between(self, low: int, high: int) -> int:
        """A whole number from low to high, both included."""
        return low + self.below(high - low + 1)

    def chance(self, share: float) -> bool:
        """True with the probability `share` (0 to 1)."""
        return self._random() < share

    def pick(self, things: Sequence[T]) -> T:
        """One of the things, each as likely as the other."""
        return things[self.below(len(things))]

    def weighted(self, table: Sequence[tuple[T, float]]) -> T:
        """One of the things of (thing, weight) rows, by weight."""
        whole = 0.0  # as `total` adds, without a generator: a hundred thousand records come through here
        for _, weight in table:
            whole += weight
        left = self._random() * whole
        for thing, weight in table:
            left -= weight
            if left < 0:
                return thing
        return table[-1][0]

    def some(self, things: Sequence[T], count: int) -> list[T]:
        """`count` different things (all of them when there are fewer), in the order in which they stand."""
        left = list(range(len(things)))
        chosen = [left.pop(self.below(len(left))) for _ in range(min(count, len(things)))]
        return [things[i] for i in sorted(chosen)]

    def shuffled(self, things: Sequence[T]) -> list[T]:
        """The things in a new order."""
        left = list(things)
        return [left.pop(self.below(len(left))) for _ in range(len(things))]

    def day(self, first: date, last: date) -> date:
        """A day from first to last, both included."""
        return first + timedelta(days=self.between(0, (last - first).days))

    def digits(self, count: int) -> str:
        """A text of `count` decimal digits (at most 15)."""
        return f"{self.below(10**count):0{count}d}"
