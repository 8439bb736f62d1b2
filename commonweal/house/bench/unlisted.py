"""People who are on no list: how often a peer takes one for somebody listed, and what it finds when as strict as that.

Two kinds: *namesakes*, Russians drawn by how often their names occur, the hardest there are; and those *brought* in a
file. A threshold says something only beside what it costs: recall of the listed at the same threshold stands with it.
"""

import itertools
import random
import time
from collections.abc import Sequence

import msgspec

from commonweal.common.errors import BadInput

from .files import Query
from .fillers import russian_people
from .peers import Peer

LEVELS = (0.01, 0.02, 0.05)
"""Shares of the unlisted who may be taken for somebody; the threshold follows from each."""


class Strictness(msgspec.Struct):
    """At the threshold where `false` of the unlisted are taken for somebody listed, `recall` of the listed is found."""

    peer: str
    size: int
    unlisted: str
    asked: int
    false: float
    threshold: float
    set: str
    recall: float


def namesakes(dice: random.Random, count: int) -> list[Query]:
    """Russians by frequency, with a year of birth between 1940 and 2008."""
    people = itertools.islice(russian_people(dice, count), count)
    return [Query(" ".join(words), -1, str(dice.randint(1940, 2008))) for words in people]


def best_scores(peer: Peer, queries: Sequence[Query], *, seconds: float) -> list[float]:
    """The score of the best answer to each question, 0 where there is none; as many as can be asked in `seconds`."""
    if peer.is_batch:
        return [found[0][1] if found else 0.0 for found in peer.search_all(queries, limit=1)]
    ends = time.perf_counter() + seconds
    return [_best(peer, query) for query in itertools.takewhile(lambda _: time.perf_counter() < ends, queries)]


def _best(peer: Peer, query: Query) -> float:
    try:
        found = peer.search(query, limit=1)
    except BadInput:
        return 0.0
    return found[0][1] if found else 0.0


def strictness(
    peer: Peer, size: int, of_unlisted: dict[str, list[float]], of_listed: dict[str, list[float]]
) -> list[Strictness]:
    """For each kind of unlisted people, level and set: threshold and recall."""
    rows = []
    for kind, scores in of_unlisted.items():
        ordered = sorted(scores, reverse=True)
        for level in LEVELS:
            at = int(level * len(ordered))
            threshold = ordered[at] if ordered else 0.0
            false = sum(score > threshold for score in scores) / max(1, len(scores))
            for name, found in of_listed.items():
                recall = sum(score > threshold for score in found) / max(1, len(found))
                rows.append(Strictness(peer.name, size, kind, len(scores), false, threshold, name, recall))
    return rows


def line(row: Strictness) -> str:
    """One line of the table."""
    return (
        f"{row.peer:15} {row.size:>10,} unlisted {row.unlisted:10} n={row.asked:4} false {row.false:.3f}"
        f" above {row.threshold:7.3f}: recall {row.set} {row.recall:.3f}"
    )
