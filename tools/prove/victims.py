"""Victims of trafficking: two thousand probes by officers without the right, in a house that knows twelve victims and in
one that knows none. Every answer is the same to the byte, but for what differs between any two answers.

`python -m tools.prove victims`
"""

import logging
import statistics
import time
import uuid
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from random import Random
from typing import NamedTuple

from commonweal.databanks import queries
from commonweal.search import actions as search
from tests import factories, keeper, worlds
from tools.prove import victims_probes, victims_world
from tools.prove.line import Line
from tools.prove.victims_clock import PROBED
from tools.prove.victims_probes import ASKERS, IN_SQL, Hand, Probe, without_chance
from tools.prove.victims_world import PEOPLE, PURPOSE, House

Deed = Callable[[], object]
PROBES = 2_000
ROUNDS = 100
"""Times that each question of the timing is asked."""
SLOWER = 0.1
"""Share by which the middle of one kind of answer may differ from another's and still tell nothing."""
NEVER = ("export", "export of the own", "id, written to")
"""Kinds of probe that find nothing of these records even when nothing protects them: their type leaves the house in no
export, and no address that takes a record's id is written to (owners are asked by handle)."""
TRIES = 3
"""Times that a timing is taken at most: a machine that was busy with something else is not so every time, and a
difference that is there is there every time."""


class Pair(NamedTuple):
    """Milliseconds of the middle answer of one kind and of another; `apart` is the middle of the differences between
    two that were asked one right after the other, as a share of the other."""

    one: float
    other: float
    apart: float


@dataclass
class Outcome:
    """What both houses answered: probes by kind, those that differ, milliseconds by what was asked; and, so that a
    probe which finds nothing says something, what an officer with the right sees of the victims, and how many probes of
    each kind find the same twelve when nothing protects them."""

    kinds: Counter = field(default_factory=Counter)
    differing: list[str] = field(default_factory=list)
    times: dict[str, Pair] = field(default_factory=dict)
    seen: dict[str, int] = field(default_factory=dict)
    unguarded: Counter = field(default_factory=Counter)


def chosen(count: int) -> list[Probe]:
    """So many probes of all kinds, every kind in turn, in an order that depends on nothing."""
    by_kind: dict[str, list[Probe]] = {}
    for probe in victims_probes.probes():
        by_kind.setdefault(probe.kind, []).append(probe)
    dice = Random(11)
    for some in by_kind.values():
        dice.shuffle(some)
    taken: list[Probe] = []
    while len(taken) < count and any(by_kind.values()):
        taken += [some.pop() for some in by_kind.values() if some]
    return taken[:count]


def compare(template: str, *, count: int = PROBES, rounds: int = ROUNDS) -> Outcome:
    """Try the same probes in both houses."""
    outcome, tried = Outcome(), chosen(count)
    outcome.kinds = Counter(probe.kind for probe in tried)
    with victims_world.house(template, with_victims=False) as house:
        without = list(answers(house, tried))
    with victims_world.house(template, with_victims=True) as house:
        outcome.differing = [
            f"{probe.kind}, {probe.asker}: {_difference(expected, answer)}"
            for probe, expected, answer in differing(tried, without, answers(house, tried))
        ]
        outcome.times = {
            "question that means a victim": timed_apart(_questions(house), rounds),
            "id of a victim": timed_apart(_ids(house), rounds),
        }
        outcome.seen = _seen_with_the_right(house)
        victims_world.unprotect(house)
        found = differing(tried, without, answers(house, tried))
        outcome.unguarded = Counter(probe.kind for probe, *_ in found)
    return outcome


def differing(
    tried: list[Probe], without: Iterable[str], with_victims: Iterable[str]
) -> Iterator[tuple[Probe, str, str]]:
    """The probes that two houses answer differently, with both answers."""
    for probe, expected, answer in zip(tried, without, with_victims, strict=True):
        if answer != expected:
            yield probe, expected, answer


def answers(house: House, tried: list[Probe]) -> Iterator[str]:
    """What each probe brings, one after the other, a second apart by the house's clock."""
    house.clock.to(PROBED)
    hands = {name: Hand(house, who) for name, who in IN_SQL.items()}
    for probe in tried:
        house.clock.step()
        yield without_chance(str(probe.run(hands[probe.asker])), house.records)


def _difference(expected: str, answer: str) -> str:
    place = next(
        (n for n, (a, b) in enumerate(zip(expected, answer, strict=False)) if a != b), min(len(expected), len(answer))
    )
    around = slice(max(place - 60, 0), place + 120)
    return f"{expected[around]!r} became {answer[around]!r}"


def _questions(house: House) -> Callable[[int], tuple[Deed, Deed]]:
    """A question that means a victim, and one of the same letters that means nobody."""
    token = Hand(house, ASKERS["listed in full"]).token

    def pair(nth: int) -> tuple[Deed, Deed]:
        family, given, *_ = PEOPLE[nth % len(PEOPLE)]
        asked = {"family": family, "given": given}, {"family": family[::-1], "given": given[::-1]}
        return tuple(partial(search.ask, token, question) for question in asked)

    return pair


def _ids(house: House) -> Callable[[int], tuple[Deed, Deed]]:
    """The id of a victim, and one that nobody has."""
    hand = Hand(house, ASKERS["own agency, desk"])

    def pair(nth: int) -> tuple[Deed, Deed]:
        asked = house.victims[nth % len(PEOPLE)], uuid.uuid4()
        return tuple(partial(hand.program.get, f"/api/records/{record}") for record in asked)

    return pair


def timed_apart(pairs: Callable[[int], tuple[Deed, Deed]], rounds: int) -> Pair:
    """Both deeds of each pair, in turns the one and the other first; of several tries the one nearest to no difference."""
    tries = []
    while len(tries) < TRIES and (not tries or min(tries)[0] > SLOWER):
        taken = [_both(pairs(nth), turned=nth // len(PEOPLE) % 2 == 1) for nth in range(-len(PEOPLE), rounds)]
        taken = taken[len(PEOPLE) :]  # the first of every kind only warm up
        one, other = (statistics.median(times) for times in zip(*taken, strict=True))
        apart = abs(statistics.median(a - b for a, b in taken)) / other
        tries.append((apart, Pair(one, other, apart)))
    return min(tries)[1]


def _both(pair: tuple[Deed, Deed], *, turned: bool) -> tuple[float, float]:
    times = [_timed(deed) for deed in (reversed(pair) if turned else pair)]
    return tuple(reversed(times) if turned else times)


def _timed(deed: Deed) -> float:
    began = time.perf_counter()
    deed()
    return 1000 * (time.perf_counter() - began)


def _seen_with_the_right(house: House) -> dict[str, int]:
    """What an officer of the own agency with the right sees by each way, of twelve victims."""
    token = factories.open_as("UZ-4", "reader", PURPOSE)
    hand = Hand(house, ("UZ-4", "reader", PURPOSE))
    found = [search.ask(token, {"family": family, "given": given}).candidates for family, given, *_ in PEOPLE]
    case = queries.record(token, house.case)
    return {
        "by name": sum(any(each.record.id in house.victims for each in some) for some in found),
        "by id": sum(queries.record(token, record) is not None for record in house.victims),
        "links of the case": 0 if case is None else sum(link.to in house.victims for link in case.links),
        "touched": len({row[0] for row in hand.sql("select record from audit_touch")} & {*house.victims}),
        "in the inbox": hand.sql("select count(*) from workflow_inbox where only_for is not null")[0][0],
    }


def lines(outcome: Outcome) -> list[Line]:
    """Four lines: answers, time, and that there was something to find, and something to find it with."""
    tried = outcome.kinds.total()
    kinds = ", ".join(f"{kind} {count}" for kind, count in outcome.kinds.items())
    shown = "".join(f"; {each}" for each in outcome.differing[:3])
    times = ", ".join(
        f"{name} {pair.one:.1f} ms against {pair.other:.1f}, {pair.apart:.1%} apart"
        for name, pair in outcome.times.items()
    )
    blind = [kind for kind in outcome.kinds if kind not in (*NEVER, *outcome.unguarded)]
    seen = ", ".join(f"{name} {count}" for name, count in outcome.seen.items())
    return [
        Line(
            f"Protected victims: {tried:,} probes by officers without the right answer as in a house without victims",
            f"{len(outcome.differing)} differ ({kinds}){shown}",
            "0 differ, to the byte",
            not outcome.differing,
        ),
        Line(
            "Time tells nothing of them: middle answer for a victim against nobody, in pairs",
            times,
            f"within {SLOWER:.0%}",
            max(pair.apart for pair in outcome.times.values()) <= SLOWER,
        ),
        Line(
            "They are there: an officer of the agency with the right sees, of twelve victims",
            seen,
            "twelve by each way",
            min(outcome.seen.values()) >= len(PEOPLE),
        ),
        Line(
            "The probes would find them: the same ones, tried on the same twelve when nothing protects them",
            f"{outcome.unguarded.total()} differ; kinds that find nothing: {', '.join(blind) or 'none'}",
            f"every kind finds them, but {' and '.join(NEVER)}: the type leaves in no export, no id is written to",
            not blind,
        ),
    ]


def prove() -> list[Line]:
    """The whole proof."""
    logging.getLogger("django.request").setLevel(logging.CRITICAL)  # refusals are what is expected
    with keeper.use():
        return lines(compare(worlds.template()))
