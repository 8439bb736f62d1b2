"""How often a name finds its record, how fast, and how much of that hangs on the order of ties."""

import random
import time
from collections import defaultdict
from collections.abc import Sequence
from math import comb
from typing import NamedTuple

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


class Answer(NamedTuple):
    """What one question came to: the chance of a right record at 1 and at 10, whether several groups share the first
    place, and the score of the right record (0 where it is not among those given)."""

    at_1: float
    at_10: float
    tied: float
    right: float


def measure(
    peer: Peer, name: str, queries: Sequence[Query], groups: Sequence[int], *, size: int, seconds: float
) -> tuple[Result, list[float]]:
    """Ask the questions in turn for at most `seconds`; `groups` are those of the records by number, fillers beyond.

    Out: the result, and for each question asked the score of the right record.
    """
    if peer.is_batch:
        began = time.perf_counter()
        found = peer.search_all(queries, limit=10)
        each = 1000 * (time.perf_counter() - began) / max(1, len(queries))
        answers = [judged(query, one, groups) for query, one in zip(queries, found, strict=True)]
        return _result(peer, name, size, answers, [each] * len(queries), 0)
    answers, times, refused = [], [], 0
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
        if cut_in_a_tie(query, found, groups):
            found = peer.search(query, limit=DEEP)
        answers.append(judged(query, found, groups))
    return _result(peer, name, size, answers, times, refused)


def cut_in_a_tie(query: Query, found: Found, groups: Sequence[int]) -> bool:
    """Whether records that were not given have the score of the tenth, and it matters."""
    if len(found) < 10:
        return False
    last = found[9][1]
    return found[0][1] == last or not any(_right(number, query, groups) for number, score in found if score > last)


def judged(query: Query, found: Found, groups: Sequence[int]) -> Answer:
    """What the records found for a question are worth."""
    scores = [score for _, score in found]
    right = [_right(number, query, groups) for number, _ in found]
    first = {groups[number] if number < len(groups) else -2 - number for number, score in found if score == scores[0]}
    best = max((score for score, is_right in zip(scores, right, strict=True) if is_right), default=0.0)
    return Answer(expected_at(1, scores, right), expected_at(10, scores, right), float(len(first) > 1), best)


def _right(number: int, query: Query, groups: Sequence[int]) -> bool:
    return number < len(groups) and groups[number] == query.group


def _result(
    peer: Peer, name: str, size: int, answers: Sequence[Answer], times: list[float], refused: int
) -> tuple[Result, list[float]]:
    asked, ordered = len(times), sorted(times)
    result = Result(
        peer=peer.name,
        size=size,
        set=name,
        asked=asked,
        at_1=sum(answer.at_1 for answer in answers) / asked,
        at_10=sum(answer.at_10 for answer in answers) / asked,
        tied=sum(answer.tied for answer in answers) / asked,
        refused=refused,
        p50=ordered[asked // 2],
        p99=ordered[min(asked - 1, int(asked * 0.99))],
        second=1000 * asked / sum(times),
    )
    return result, [answer.right for answer in answers]


def latin_persons(records: Sequence[Record]) -> list[Record]:
    """The persons that have a name in Latin script: what the index holds."""
    return [record for record in records if record.is_person and record.latin]


def line(result: Result) -> str:
    """One line of the table."""
    return (
        f"{result.peer:15} {result.size:>10,} {result.set:14} n={result.asked:4}"
        f"  @1 {result.at_1:.3f}  @10 {result.at_10:.3f}  ties {result.tied:.2f}"
        f"  p50 {result.p50:7.1f}  p99 {result.p99:7.1f} ms  {result.second:7.0f}/s  refused {result.refused}"
    )
