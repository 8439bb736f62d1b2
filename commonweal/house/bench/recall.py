"""How often a name finds its record, how fast, and how much of that hangs on the order of ties."""

import random
import time
from collections import defaultdict
from collections.abc import Sequence
from math import comb

import msgspec

from commonweal.common.errors import BadInput

from .files import Cross, Query, Record
from .peers import Found, Peer

DEEP = 1000
"""Records asked for once more where a tie reaches beyond the tenth."""
ENOUGH = 100
"""Pairs of one source in one script from which they are a set of their own."""


class Result(msgspec.Struct):
    """One set of questions asked of one peer. Milliseconds a question; those of a batch are means."""

    peer: str
    size: int
    set: str
    asked: int
    at_1: float
    at_10: float
    tied: float
    refused: int
    p50: float
    p99: float
    second: float
    """Questions a second."""


def expected_at(place: int, scores: Sequence[float], right: Sequence[bool]) -> float:
    """The chance that a right record is among the first `place`, when records with equal scores stand in any order.

    `scores` fall; `right` says of each whether it is a right one.
    """
    start = 0
    while start < min(place, len(scores)):
        end = start
        while end < len(scores) and scores[end] == scores[start]:
            end += 1
        good, size = sum(right[start:end]), end - start
        if good and end <= place:
            return 1.0
        if good:
            return 1 - comb(size - good, place - start) / comb(size, place - start)
        start = end
    return 0.0


def cross_sets(pairs: Sequence[Cross], indexed: set[int]) -> tuple[dict[str, list[Query]], int]:
    """Questions by set, of groups that have an indexed name; and how many pairs have none."""
    sets: dict[str, list[Query]] = defaultdict(list)
    left = 0
    for pair in pairs:
        if pair.query.group not in indexed:
            left += 1
            continue
        sets["all scripts"].append(pair.query)
        if pair.script:
            sets[pair.script].append(pair.query)
        if pair.source and pair.script:
            sets[f"{pair.source} {pair.script}"].append(pair.query)
    return {name: queries for name, queries in sets.items() if _tells(name, sets)}, left


def _tells(name: str, sets: dict[str, list[Query]]) -> bool:
    """Whether a set says something: one of a source and a script only beside other sources, and with enough pairs."""
    script = name.split()[-1]
    return " " not in name or script not in sets or ENOUGH <= len(sets[name]) < len(sets[script])


def sampled(sets: dict[str, list[Query]], size: int, dice: random.Random) -> dict[str, list[Query]]:
    """At most `size` questions of each set, in an order of chance: whoever is slow answers the first of them."""
    return {name: dice.sample(queries, min(size, len(queries))) for name, queries in sets.items()}


def measure(
    peer: Peer, name: str, queries: Sequence[Query], groups: Sequence[int], *, size: int, seconds: float
) -> Result:
    """Ask the questions in turn for at most `seconds`; `groups` are those of the records by number, fillers beyond."""
    if peer.is_batch:
        return _batch(peer, name, queries, groups, size=size)
    sums, times, refused = [0.0, 0.0, 0.0], [], 0
    ends = time.perf_counter() + seconds
    for query in queries:
        began = time.perf_counter()
        if times and began > ends:
            break
        try:
            found = peer.search(query, limit=10)
        except BadInput:
            found = []
            refused += 1
        times.append(1000 * (time.perf_counter() - began))
        sums = [one + other for one, other in zip(sums, _judged(peer, query, found, groups), strict=True)]
    return _result(peer, name, size, sums, times, refused)


def _judged(peer: Peer, query: Query, found: Found, groups: Sequence[int]) -> tuple[float, float, float]:
    """Found at 1, at 10, and whether records of several groups share the first place."""
    if len(found) >= 10 and not peer.is_batch:
        last = found[9][1]
        if found[0][1] == last or not any(_right(number, query, groups) for number, score in found if score > last):
            found = peer.search(query, limit=DEEP)
    scores = [score for _, score in found]
    right = [_right(number, query, groups) for number, _ in found]
    first = {groups[number] if number < len(groups) else -2 - number for number, score in found if score == scores[0]}
    return expected_at(1, scores, right), expected_at(10, scores, right), float(len(first) > 1)


def _right(number: int, query: Query, groups: Sequence[int]) -> bool:
    return number < len(groups) and groups[number] == query.group


def _batch(peer: Peer, name: str, queries: Sequence[Query], groups: Sequence[int], *, size: int) -> Result:
    began = time.perf_counter()
    answers = peer.search_all(queries, limit=10)
    each = 1000 * (time.perf_counter() - began) / max(1, len(queries))
    judged = [_judged(peer, query, found, groups) for query, found in zip(queries, answers, strict=True)]
    return _result(peer, name, size, [sum(column) for column in zip(*judged, strict=True)], [each] * len(queries), 0)


def _result(peer: Peer, name: str, size: int, sums: Sequence[float], times: list[float], refused: int) -> Result:
    asked, ordered = len(times), sorted(times)
    return Result(
        peer=peer.name,
        size=size,
        set=name,
        asked=asked,
        at_1=sums[0] / asked,
        at_10=sums[1] / asked,
        tied=sums[2] / asked,
        refused=refused,
        p50=ordered[asked // 2],
        p99=ordered[min(asked - 1, int(asked * 0.99))],
        second=1000 * asked / sum(times),
    )


def latin_persons(records: Sequence[Record]) -> list[Record]:
    """The persons that have a name in Latin script: what the index holds."""
    return [record for record in records if record.is_person and record.latin]
