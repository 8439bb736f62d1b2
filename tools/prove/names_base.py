"""What the chapters on names share: the public lists beside the checkout, the index of them, questions with their seed."""

import random
import time
from collections.abc import Callable, Iterable, Sequence
from functools import cache, wraps
from pathlib import Path
from typing import NamedTuple

from commonweal.house.bench import files, noise, recall
from commonweal.house.bench.files import Query, Record
from commonweal.house.bench.fillers import SEED
from commonweal.house.bench.peers.commonweal import Commonweal
from commonweal.house.bench.recall import Result
from tools.prove import list_counts
from tools.prove.line import Line

LONG = 3600.0
"""Seconds a set: every question is asked."""


class Aim(NamedTuple):
    """What is promised of a set at the first place and among the first ten, and what is hoped for."""

    at_1: float
    at_10: float
    hoped_1: float | None = None
    hoped_10: float | None = None

    def words(self) -> str:
        """As people read it."""
        hoped = f"; hoped for {self.hoped_1:g}/{self.hoped_10:g}" if self.hoped_1 else ""
        return f"at least {self.at_1:g}/{self.at_10:g}{hoped}"


def needs_lists(prove: Callable[[], list[Line]]) -> Callable[[], list[Line]]:
    """A chapter that is not run where the lists are not."""

    @wraps(prove)
    def proved() -> list[Line]:
        if list_counts.folder() is None:
            return [Line("the public lists", "not on this machine", "read from shared/data", None)]
        return prove()

    return proved


def data() -> Path:
    """The folder of the lists and pairs."""
    return list_counts.folder().parent


@cache
def persons() -> list[Record]:
    """Listed persons with a name in Latin script."""
    lists = [data() / "lists" / f"{name}.jsonl" for name in ("watchlist", "office_holders")]
    return recall.latin_persons(files.records(lists))


@cache
def cross() -> tuple[dict[str, list[Query]], int]:
    """All cross-script questions about persons by set, and how many pairs have no indexed name."""
    pairs = [pair for pair in files.crosses(data() / "names" / "pairs_dev.jsonl") if pair.is_person]
    return recall.cross_sets(pairs, {person.group for person in persons()})


def noisy(size: int) -> dict[str, list[Query]]:
    """Questions with mistakes, by set."""
    return noise.noise_sets(persons(), random.Random(SEED), size)


def some(queries: Sequence[Query], size: int, *, seed: int = SEED) -> list[Query]:
    """A sample by seed, or all where there are fewer."""
    return random.Random(seed).sample(list(queries), min(size, len(queries)))


class Indexed:
    """Commonweal's index of the listed persons and whoever comes behind them; how many, and seconds of indexing."""

    def __init__(self, people: Iterable[Record]) -> None:
        self.groups = [person.group for person in persons()]
        self.peer = Commonweal()
        began = time.perf_counter()
        self.peer.build(people)
        self.built = time.perf_counter() - began
        self.size = len(self.peer.index)

    def ask(self, name: str, queries: Sequence[Query]) -> Result:
        """Ask all questions of a set."""
        return recall.measure(self.peer, name, queries, self.groups, size=self.size, seconds=LONG)[0]


def figure(result: Result) -> str:
    """A result as people read it."""
    refused = f", {result.refused} refused as too little" if result.refused else ""
    return (
        f"@1 {result.at_1:.3f}, @10 {result.at_10:.3f} of {result.asked:,} questions,"
        f" several people share the first place in {100 * result.tied:.0f} %{refused}"
    )


def line(claim: str, result: Result, aim: Aim) -> Line:
    """A result against what was promised; three decimals count."""
    holds = round(result.at_1, 3) >= aim.at_1 and round(result.at_10, 3) >= aim.at_10
    return Line(claim, figure(result), aim.words(), holds)
