"""Proves the access policy: whatever decides, decides as the oracle does, on whole worlds and on every table.

Compared with the oracle, which was written from docs/decision-table.md alone: the pure function, row-level security of
every protected table as the database itself applies it, the index filter, and the documents that the index admits by
it. Then mutants (tools/prove/mutants.py) show that such a comparison notices what it should notice.

`python -m tools.prove.policy [--seeds N] [--no-mutants]`
"""

import sys
import time
from collections import Counter
from dataclasses import dataclass, field

import psycopg
from pyroaring import BitMap

from commonweal.handling import decision
from commonweal.search import follow, process
from commonweal.search.index import Index
from commonweal.search.visible import Sight, Visible
from tests.handling import reading, seeding
from tests.handling.cases import Cases
from tests.handling.expected import Expectation
from tests.handling.neighbours import make_neighbours
from tests.handling.oracle import FULL, HIT
from tests.handling.worlds import World, make_world
from tools.prove import mutants, workers
from tools.prove.line import Line

WORLDS = {
    "12 states, 3 banks, 1,500 labels": {},
    "120 states, 40 banks, 20,000 labels": {"parties": 120, "banks": 40, "labels": 20_000},
}
FORMS = ("pure function", "row-level security", "index filter", "index")


@dataclass
class Outcome:
    """What one world showed. `pairs` counts answers compared, a warrant with a row each, by form."""

    world: str
    seed: int
    pairs: Counter = field(default_factory=Counter)
    wrong: Counter = field(default_factory=Counter)
    tables: int = 0
    cases: list[str] = field(default_factory=list)
    seconds: Counter = field(default_factory=Counter)

    def compare(self, form: str, where: str, warrant, *, got, wanted, of: int) -> None:
        """Count what differs, and keep the first few differences in words."""
        self.pairs[form] += of
        if got == wanted:
            return
        differing = got ^ wanted
        self.wrong[form] += len(differing)
        if len(self.cases) < 3:
            shown = sorted(map(str, differing))[0]
            self.cases.append(f"{self.world}, seed {self.seed}, {form}, {where}: {shown} under {warrant}")


class _Timer:
    """Adds the seconds of a block to a counter."""

    def __init__(self, seconds: Counter, name: str) -> None:
        self._seconds, self._name = seconds, name

    def __enter__(self) -> None:
        self._began = time.monotonic()

    def __exit__(self, *_: object) -> None:
        self._seconds[self._name] += time.monotonic() - self._began


class _Admitted:
    """The documents of a real index, built from the seeded database, as the search process admits them."""

    def __init__(self, indexer: psycopg.Connection, world: World) -> None:
        with indexer.transaction():
            self._index = Index.build(follow.documents(indexer), position=None)
        self.numbers = [self._index.number_of(record.id) for record in world.records]

    def by(self, visible: Visible | None) -> BitMap:
        return BitMap() if visible is None else process.bitmap(self._index, visible)


def compare_world(task: tuple[str, int]) -> Outcome:
    """Compare every form with the oracle on one world; `task` is its size (a key of WORLDS) and its seed."""
    size, seed = task
    outcome = Outcome(size, seed)
    with _Timer(outcome.seconds, "making"):
        world = make_world(seed, **WORLDS[size])
        near = make_neighbours(world, seed)
        cases = Cases(world)
    with (
        workers.database() as house,
        seeding.frozen(world.now),
        house.superuser() as superuser,
        house.connect("cw_indexer", autocommit=True) as indexer,
    ):
        with _Timer(outcome.seconds, "making"):
            seeding.seed(superuser, world, near)
            admitted, sight = _Admitted(indexer, world), Sight(indexer, time.monotonic)
        for warrant in world.warrants:
            with _Timer(outcome.seconds, "oracle"):
                expected = Expectation(world, near, warrant)
                tables = expected.parts() | expected.beside()
            with _Timer(outcome.seconds, "pure function"):
                _pure(outcome, cases, expected)
            with _Timer(outcome.seconds, "row-level security"):
                _tables(outcome, superuser, expected, tables)
            with _Timer(outcome.seconds, "index"):
                _index(outcome, sight.of(seeding.token(warrant)), admitted, expected)
    return outcome


def _pure(outcome: Outcome, cases: Cases, expected: Expectation) -> None:
    got, special = set(), set()
    for record, case, level in zip(cases.world.records, cases.of(expected.warrant), expected.levels, strict=True):
        decided = decision.decide(case).level
        if decided != level:
            got.add((record.id, int(decided)))
        if decided == FULL and decision.sees_special(case):
            special.add(record.id)
    count = len(expected.levels)
    outcome.compare("pure function", "level", expected.warrant, got=got, wanted=set(), of=count)
    outcome.compare("pure function", "special", expected.warrant, got=special, wanted=expected.special(), of=count)


def _tables(outcome: Outcome, superuser: psycopg.Connection, expected: Expectation, tables: dict[str, set]) -> None:
    world, near = expected.world, expected.near
    sizes = dict.fromkeys(reading.ALL, near.batches) | dict.fromkeys(reading.RECORDS, world.records)
    sizes |= {"link": near.links, "touch": near.touches, "inbox": near.items}
    sizes |= {"consent": world.consents, "review": world.reviews, "complaint": world.complaints, "label": world.labels}
    with reading.holding(superuser, expected.warrant) as app:
        for table, question in reading.ALL.items():
            seen, rows = reading.rows(app, question), len(sizes[table])
            outcome.compare("row-level security", table, expected.warrant, got=seen, wanted=tables[table], of=rows)
    outcome.tables = len(reading.ALL)


def _index(outcome: Outcome, visible: Visible | None, admitted: _Admitted, expected: Expectation) -> None:
    world, count = expected.world, len(expected.levels)
    differing = {
        record.id
        for record, level in zip(world.records, expected.levels, strict=True)
        if reading.found_level(visible, record, world) != level
    }
    outcome.compare("index filter", "level", expected.warrant, got=differing, wanted=set(), of=count)
    wanted = BitMap(n for n, level in zip(admitted.numbers, expected.levels, strict=True) if level >= HIT)
    outcome.compare("index", "documents", expected.warrant, got=admitted.by(visible), wanted=wanted, of=count)


def _line(size: str, outcomes: list[Outcome]) -> Line:
    """One line for all seeds of a size."""
    pairs, wrong, seconds = Counter(), Counter(), Counter()
    for outcome in outcomes:
        pairs += outcome.pairs
        wrong += outcome.wrong
        seconds += outcome.seconds
    each = ", ".join(f"{form} {wrong[form]} of {pairs[form]:,}" for form in FORMS)
    cases = "".join(f"; {case}" for outcome in outcomes for case in outcome.cases)
    took = ", ".join(f"{name} {spent:.0f} s" for name, spent in seconds.items())
    return Line(
        f"Policy, {size}: oracle, pure function, row-level security of {outcomes[0].tables} tables, index filter and"
        f" index agree for 100 officers × 20,000 records, {len(outcomes)} seeds",
        f"{sum(wrong.values())} mismatches ({each}; {took}){cases}",
        "0 mismatches",
        not sum(wrong.values()),
    )


def prove_policy(*, seeds: int = 5, with_mutants: bool = True, tell=lambda text: None) -> list[Line]:
    """Compare both sizes of world on `seeds` seeds, then run the mutants; about a quarter of an hour on two cores."""
    tasks = [(size, seed) for size in reversed(WORLDS) for seed in range(1, seeds + 1)]
    outcomes: dict[str, list[Outcome]] = {size: [] for size in WORLDS}
    for outcome in workers.side_by_side(compare_world, tasks):
        outcomes[outcome.world].append(outcome)
        tell(f"{outcome.world}, seed {outcome.seed}: {sum(outcome.wrong.values())} mismatches")
    lines = [_line(size, found) for size, found in outcomes.items()]
    return [*lines, *mutants.prove_mutants(tell=tell)] if with_mutants else lines


def prove() -> list[Line]:
    """The whole proof, saying how far it is."""
    return prove_policy(tell=lambda text: print(text, flush=True))


def main(arguments: list[str]) -> int:
    """Prove and print; exit code 1 where a line does not hold."""
    from tools.prove.__main__ import load, show

    seeds = int(arguments[arguments.index("--seeds") + 1]) if "--seeds" in arguments else 5
    load()
    began = time.monotonic()
    holds = show(
        prove_policy(seeds=seeds, with_mutants="--no-mutants" not in arguments, tell=lambda t: print(t, flush=True))
    )
    load()
    print(f"policy: {time.monotonic() - began:.0f} s", flush=True)
    return 0 if holds else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
