"""How fast a question is answered, on one core, from folding it to explaining its first ten answers.

Nothing that an earlier question found is used: expansions of words are forgotten before each. Warrant, journal, the
database's fetch and padding are not in these figures: `names_costs` tells them apart.
"""

import os
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import NamedTuple

from commonweal.common.errors import BadInput
from commonweal.common.memory import keep_for_good
from commonweal.house.bench.files import Query, Record
from commonweal.search import explanation, wire
from commonweal.search.index import Index
from tools.prove import names_base
from tools.prove.line import Line
from tools.prove.names_base import Indexed

SETS = ("all scripts", "eu Cyrl", "Arab", "typo1", "initials", "rom+typo", "joined")
EACH = 150
"""Questions of each set."""


class Spent(NamedTuple):
    """Milliseconds of the middle question and of the slowest in a hundred."""

    p50: float
    p99: float

    def words(self) -> str:
        """As people read it."""
        return f"{self.p50:.1f} / {self.p99:.1f} ms"


@contextmanager
def one_core() -> Iterator[None]:
    """This process on one core alone."""
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {max(before)})
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


def questions() -> dict[str, list[Query]]:
    """A sample of each set."""
    sets = names_base.cross()[0] | names_base.noisy(EACH)
    return {name: names_base.some(sets[name], EACH) for name in SETS}


def forget(index: Index) -> None:
    """Drop what earlier questions left behind."""
    for segment in index._segments():
        segment.vocabulary.near.cache_clear()


def measure(index: Indexed, people: Sequence[Record]) -> dict[str, Spent]:
    """Time of every set on one core, and of all together; `people` are the records by number, as far as they are kept."""
    times: dict[str, list[float]] = {}
    with one_core():
        asked = questions()
        keep_for_good()  # as the search process does
        _asked(index, people, asked[SETS[0]][0])  # tables of the house are read once, before the clock counts
        for name, queries in asked.items():
            times[name] = [_asked(index, people, query) for query in queries]
    times["all sets"] = [each for some in times.values() for each in some]
    return {name: spent(each) for name, each in times.items()}


def spent(times: Sequence[float]) -> Spent:
    """The middle and the slowest in a hundred."""
    ordered = sorted(times)
    return Spent(ordered[len(ordered) // 2], ordered[min(len(ordered) - 1, int(0.99 * len(ordered)))])


def _asked(index: Indexed, people: Sequence[Record], query: Query) -> float:
    forget(index.peer.index)
    began = time.perf_counter()
    try:
        found = index.peer.search(query, limit=10)
    except BadInput:
        found = []
    asked = wire.Question(full_name=query.text)
    for number, _ in found:
        record = people[number] if number < len(people) else people[0]
        names = [{"text": text} for text, _ in record.names]
        explanation.explain(asked, "person", {"names": names, "births": []})
    return 1000 * (time.perf_counter() - began)


def lines(index: Indexed, people: Sequence[Record], *, p50: float, p99: float, hoped: str) -> list[Line]:
    """What was promised at this size."""
    found = measure(index, people)
    told = ", ".join(f"{name} {each.words()}" for name, each in found.items() if name != "all sets")
    every = found["all sets"]
    return [
        Line(
            f"{index.size:,} records, one core, fold to explanation, no cached expansion: p50 / p99",
            f"{every.words()} over {len(SETS) * EACH:,} questions ({told})",
            f"at most {p50:g} / {p99:g} ms, hoped for {hoped}",
            every.p50 <= p50 and every.p99 <= p99,
        )
    ]
