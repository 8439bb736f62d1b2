"""Victims of trafficking: two thousand probes by officers without the right, in a house that knows twelve victims and in
one that knows none. Every answer is the same to the byte, but for what differs between any two answers.

`python -m tools.prove victims`
"""

import statistics
import time
import uuid
from collections import Counter
from dataclasses import dataclass, field
from random import Random

from commonweal.databanks import queries
from commonweal.search import actions as search
from tests import factories, keeper, worlds
from tools.prove import victims_probes, victims_world
from tools.prove.line import Line
from tools.prove.victims_probes import ASKERS, IN_SQL, MASKED, Hand, Probe
from tools.prove.victims_world import PEOPLE, PURPOSE, House

PROBES = 2_000
ROUNDS = 100
"""Times that each question of the timing is asked."""
SLOWER = 0.1
"""Share by which the middle of one kind of answer may differ from another's and still tell nothing."""


@dataclass
class Outcome:
    """What both houses answered: probes by kind, those that differ, milliseconds by what was asked, and what an officer
    with the right sees of the victims, so that a probe which finds nothing says something."""

    kinds: Counter = field(default_factory=Counter)
    differing: list[str] = field(default_factory=list)
    times: dict[str, tuple[float, float]] = field(default_factory=dict)
    seen: dict[str, int] = field(default_factory=dict)


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
        without = [answer for _, answer in _answers(house, tried)]
    with victims_world.house(template, with_victims=True) as house:
        for nth, ((probe, answer), expected) in enumerate(zip(_answers(house, tried), without, strict=True)):
            if answer != expected:
                outcome.differing.append(f"{nth}: {probe.kind}, {probe.asker}: {_difference(expected, answer)}")
        outcome.times["question that means a victim"] = _question_times(house, rounds)
        outcome.times["id of a victim"] = _id_times(house, rounds)
        outcome.seen = _seen_with_the_right(house)
    return outcome


def _answers(house: House, tried: list[Probe]):
    hands = {name: Hand(house, who) for name, who in IN_SQL.items()}
    for probe in tried:
        yield probe, MASKED.sub("*", str(probe.run(hands[probe.asker])))


def _difference(expected: str, answer: str) -> str:
    place = next(
        (n for n, (a, b) in enumerate(zip(expected, answer, strict=False)) if a != b), min(len(expected), len(answer))
    )
    around = slice(max(place - 60, 0), place + 120)
    return f"{expected[around]!r} became {answer[around]!r}"


def _question_times(house: House, rounds: int) -> tuple[float, float]:
    """Milliseconds of the middle answer to a question that means a victim, and to one that means nobody, in turns."""
    token = Hand(house, ASKERS["listed in full"]).token
    taken: tuple[list[float], list[float]] = ([], [])
    for nth in range(rounds):
        family, given, *_ = PEOPLE[nth % len(PEOPLE)]
        nobody = {"family": family[::-1], "given": given[::-1]}
        for times, question in zip(taken, ({"family": family, "given": given}, nobody), strict=True):
            times.append(_timed(lambda q=question: search.ask(token, q)))
    return statistics.median(taken[0]), statistics.median(taken[1])


def _id_times(house: House, rounds: int) -> tuple[float, float]:
    """The same for the id of a victim and for one that nobody has."""
    hand = Hand(house, ASKERS["own agency, desk"])
    taken: tuple[list[float], list[float]] = ([], [])
    for nth in range(rounds):
        for times, record in zip(taken, (house.victims[nth % len(PEOPLE)], uuid.uuid4()), strict=True):
            times.append(_timed(lambda r=record: hand.program.get(f"/api/records/{r}")))
    return statistics.median(taken[0]), statistics.median(taken[1])


def _timed(deed) -> float:
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
    """Three lines: answers, time, and that there was something to find."""
    tried = outcome.kinds.total()
    kinds = ", ".join(f"{kind} {count}" for kind, count in outcome.kinds.items())
    shown = "".join(f"; {each}" for each in outcome.differing[:3])
    apart = {name: abs(one - other) / other for name, (one, other) in outcome.times.items()}
    times = ", ".join(f"{name} {one:.1f} ms against {other:.1f}" for name, (one, other) in outcome.times.items())
    seen = ", ".join(f"{name} {count}" for name, count in outcome.seen.items())
    return [
        Line(
            f"Protected victims: {tried:,} probes by officers without the right answer as in a house without victims",
            f"{len(outcome.differing)} differ ({kinds}){shown}",
            "0 differ, to the byte",
            not outcome.differing,
        ),
        Line(
            "Time tells nothing of them: middle answer for a victim and for nobody",
            times,
            f"within {SLOWER:.0%}",
            max(apart.values()) <= SLOWER,
        ),
        Line(
            "They are there: an officer of the agency with the right sees, of twelve victims",
            seen,
            "twelve by each way",
            min(outcome.seen.values()) >= len(PEOPLE),
        ),
    ]


def prove() -> list[Line]:
    """The whole proof."""
    with keeper.use():
        return lines(compare(worlds.template()))
