"""One run: what is brought, every peer on it at every size, told as it goes and kept as data."""

import itertools
import os
import platform
import random
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import NamedTuple

import msgspec

from commonweal.common.errors import BadInput, CommonwealError

from . import files, noise, recall, unlisted, verdicts
from .files import Cross, Labelled, Query, Record
from .fillers import SEED, fillers, missing_frequencies
from .peers import JUDGES, PEERS, Peer, known, missing
from .recall import Result
from .unlisted import Strictness
from .verdicts import Verdict

PACKAGES = ("rapidfuzz", "tantivy", "rigour", "nomenklatura", "recordlinkage", "splink", "icukit-pyicu", "russiannames")


class Wanted(msgspec.Struct):
    """What is measured: records, pairs, questions a set, made-up people beside the list, seconds a set and peer."""

    records: list[Record]
    pairs: list[Cross]
    unlisted: list[Query]
    labelled: dict[str, list[Labelled]]
    sample: int = 300
    fill: tuple[int, ...] = (0,)
    seconds: float = 10
    seed: int = SEED
    peers: tuple[str, ...] = ()
    """Names of the peers; all where empty."""
    sets: tuple[str, ...] = ()
    """Sets of questions; all where empty."""


class Built(msgspec.Struct):
    """How long a peer took to take in the records."""

    peer: str
    setting: str
    size: int
    seconds: float


class Measured(msgspec.Struct):
    """A whole run."""

    machine: dict[str, object]
    data: dict[str, object]
    built: list[Built] = []
    recall: list[Result] = []
    verdicts: list[Verdict] = []
    strictness: list[Strictness] = []
    missing: list[tuple[str, int, str]] = []
    """Peer, size, why it was not measured."""


Say = Callable[[str], None]
OPPOSED = ("all scripts", "Cyrl", "Arab", "typo1", "rom+typo")
"""Sets whose recall is held against people on no list."""


def machine() -> dict[str, object]:
    """This machine as it is now, and the versions of what is compared."""
    found = {}
    for package in PACKAGES:
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            found[package] = "not installed"
    return {
        "python": platform.python_version(),
        "cores": os.cpu_count(),
        "load": [round(load, 2) for load in os.getloadavg()],
        "packages": found,
    }


def run(wanted: Wanted, say: Say) -> Measured:
    """Measure everything; `say` is told each line as it is known.

    Raises BadInput `house.bench.nothing` where no person has a name in Latin script, `house.bench.unknown-peer`; what
    `fillers` raises.
    """
    persons = recall.latin_persons(wanted.records)
    if not persons:
        raise BadInput(
            "house.bench.nothing",
            "No person of the lists has a name in Latin script, so there is nothing to search in.",
        )
    sets, left = questions(wanted, persons)
    measured = Measured(
        machine(),
        {
            "persons": len(persons),
            "names": sum(len(person.latin) for person in persons),
            "pairs of persons": sum(pair.is_person for pair in wanted.pairs),
            "pairs without an indexed name": left,
            "seed": wanted.seed,
        },
    )
    say(f"machine: {measured.machine}")
    say(f"data: {measured.data}")
    strangers = _strangers(wanted, random.Random(wanted.seed))
    groups = [person.group for person in persons]
    for fill in wanted.fill:
        people = list(with_fillers(persons, fill, seed=wanted.seed))
        for kind in chosen(PEERS, wanted.peers):
            _Task(kind, people, groups, sets, strangers, wanted, measured, say).do()
    for file, pairs in wanted.labelled.items():
        judge(file, pairs, wanted, measured, say)
    measured.machine["load at the end"] = [round(load, 2) for load in os.getloadavg()]
    say(f"load at the end: {measured.machine['load at the end']}")
    return measured


def _strangers(wanted: Wanted, dice: random.Random) -> dict[str, list[Query]]:
    """People on no list, by kind."""
    size = 3 * wanted.sample
    brought = dice.sample(wanted.unlisted, min(size, len(wanted.unlisted)))
    kinds = {"brought": [query._replace(born="") for query in brought]}
    if not missing_frequencies():
        kinds["namesakes"] = [query._replace(born="") for query in unlisted.namesakes(dice, size)]
    return {name: queries for name, queries in kinds.items() if queries}


def questions(wanted: Wanted, persons: Sequence[Record]) -> tuple[dict[str, list[Query]], int]:
    """All questions by set, and how many pairs have no indexed name. The same seed gives the same questions."""
    dice = random.Random(wanted.seed)
    pairs = [pair for pair in wanted.pairs if pair.is_person]
    sets, left = recall.cross_sets(pairs, {person.group for person in persons})
    sets = recall.sampled(sets, wanted.sample, dice)
    sets |= noise.noise_sets(persons, dice, wanted.sample)
    if strange := sorted(set(wanted.sets) - set(sets)):
        raise BadInput(
            "house.bench.unknown-set",
            "There are no questions of the set {unknown}; there are {known}.",
            unknown=", ".join(strange),
            known=", ".join(sets),
        )
    return {name: queries for name, queries in sets.items() if not wanted.sets or name in wanted.sets}, left


def chosen(specified: Sequence[str], names: Sequence[str]) -> list[type]:
    """The peers or judges of these names, or all. Raises BadInput `house.bench.unknown-peer`."""
    kinds = known(specified)
    everybody = [kind.name for kind in known((*PEERS, *JUDGES))]
    if strange := sorted(set(names) - set(everybody)):
        raise BadInput(
            "house.bench.unknown-peer",
            "Unknown: {unknown}. Known are {known}.",
            unknown=", ".join(strange),
            known=", ".join(dict.fromkeys(everybody)),
        )
    return [kind for kind in kinds if not names or kind.name in names]


class _Task(NamedTuple):
    """One peer with one size."""

    kind: type[Peer]
    people: Sequence[Record]
    groups: Sequence[int]
    """Of the listed, who come first."""
    sets: dict[str, list[Query]]
    strangers: dict[str, list[Query]]
    wanted: Wanted
    measured: Measured
    say: Say

    @property
    def size(self) -> int:
        return len(self.people)

    def do(self) -> None:
        """Build the peer and ask it everything; what cannot be done is noted."""
        reason = missing(self.kind)
        if self.size > self.kind.up_to:
            reason = f"not asked to hold so many: {self.kind.why_not}"
        peer = self.kind()
        try:
            if not reason:
                self._measure(peer)
        except CommonwealError as problem:
            reason = problem.sentence()
        finally:
            peer.close()
        if reason:
            self.measured.missing.append((self.kind.name, self.size, reason))
            self.say(f"{self.kind.name}: not measured with {self.size:,} records: {reason}")

    def _measure(self, peer: Peer) -> None:
        began = time.perf_counter()
        peer.build(self.people)
        built = Built(peer.name, peer.setting, self.size, time.perf_counter() - began)
        self.measured.built.append(built)
        self.say(f"{peer.name} ({peer.setting}): {self.size:,} records in {built.seconds:.1f} s")
        for queries in self.sets.values():  # what is loaded on first use is loaded before the clock runs
            recall.measure(peer, "", queries[:2], self.groups, size=self.size, seconds=60)
            break
        of_listed = {}
        for name, queries in self.sets.items():
            result, scores = recall.measure(
                peer, name, queries, self.groups, size=self.size, seconds=self.wanted.seconds
            )
            self.measured.recall.append(result)
            self.say(recall.line(result))
            if name in OPPOSED:
                of_listed[name] = scores
        of_strangers = {
            name: unlisted.best_scores(peer, queries, seconds=self.wanted.seconds)
            for name, queries in self.strangers.items()
        }
        for row in unlisted.strictness(peer, self.size, of_strangers, of_listed):
            self.measured.strictness.append(row)
            if row.set == "all scripts":
                self.say(unlisted.line(row))


def judge(file: str, pairs: Sequence[Labelled], wanted: Wanted, measured: Measured, say: Say) -> None:
    """Every judge on the pairs of one file, persons and organisations apart."""
    judges = []
    for kind in chosen(JUDGES, wanted.peers):
        if reason := missing(kind):
            measured.missing.append((f"{kind.name} on pairs", 0, reason))
            say(f"{kind.name}: not measured on {file}: {reason}")
        else:
            judges.append(kind())
    for name, is_person in (("persons", True), ("organisations", False)):
        mine = [pair for pair in pairs if pair.is_person == is_person]
        if not mine:
            continue
        judged = [verdicts.scored(each, mine) for each in judges]
        for verdict in verdicts.compared(file, name, mine, judged, ours="Commonweal", seed=wanted.seed):
            measured.verdicts.append(verdict)
            say(verdicts.line(verdict))
    for each in judges:
        each.close()


def with_fillers(persons: Sequence[Record], fill: int, *, seed: int = SEED) -> Iterator[Record]:
    """The listed persons, then `fill` people who do not exist."""
    yield from persons
    if fill:
        yield from itertools.islice(fillers(persons, seed=seed), fill)


def read(
    lists: Iterable[Path], pairs: Path | None, labelled: Iterable[Path], unlisted: Path | None, **more: object
) -> Wanted:
    """Read what is brought. Raises what `files` raises."""
    return Wanted(
        records=files.records(lists),
        pairs=files.crosses(pairs) if pairs else [],
        unlisted=files.unlisted(unlisted) if unlisted else [],
        labelled={path.name: files.labelled(path) for path in labelled},
        **more,
    )
