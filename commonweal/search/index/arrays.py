"""Small helpers for lists of unequal length kept in one array (values and offsets)."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]
One, Other = TypeVar("One"), TypeVar("Other")


def lengths_at(offsets: Array, chosen: Array) -> Array:
    """Length of each chosen list."""
    return offsets[chosen + 1].astype(np.int64) - offsets[chosen].astype(np.int64)


def places(offsets: Array, chosen: Array) -> tuple[Array, Array]:
    """Places of the values of the chosen lists, one list after the other, and their new offsets."""
    lengths = lengths_at(offsets, chosen)
    ends = np.zeros(len(chosen) + 1, np.int64)
    np.cumsum(lengths, out=ends[1:])
    starts = np.repeat(offsets[chosen].astype(np.int64) - ends[:-1], lengths)
    return starts + np.arange(ends[-1]), ends


def mix(values: Array) -> Array:
    """64-bit values scattered so that their sum identifies the set (finaliser of splitmix64)."""
    mixed = values.astype(np.uint64)
    with np.errstate(over="ignore"):
        mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return mixed ^ (mixed >> np.uint64(31))


def both(one: Callable[[], One], other: Callable[[], Other], *, in_threads: bool) -> tuple[One, Other]:
    """What two functions return; numpy lets threads work beside each other, so `other` may run in one of its own."""
    if not in_threads:
        return one(), other()
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(other)
        return one(), waiting.result()
