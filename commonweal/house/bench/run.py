"""One run: what is brought, every peer on it at every size, told as it goes and kept as data."""

import itertools
import os
import platform
import random
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import msgspec

from commonweal.common.errors import BadInput, CommonwealError

from . import files, noise, recall
from .files import Cross, Query, Record
from .fillers import SEED, fillers
from .peers import PEERS, Peer, known, missing
from .recall import Result

PACKAGES = ("rapidfuzz", "tantivy", "rigour", "nomenklatura", "recordlinkage", "splink", "icukit-pyicu", "russiannames")


class Wanted(msgspec.Struct):
    """What is measured: records, pairs, questions a set, made-up people beside the list, seconds a set and peer."""

    records: list[Record]
    pairs: list[Cross]
    unlisted: list[Query]
    labelled: dict[str, list[files.Labelled]]
    sample: int = 300
    fill: tuple[int, ...] = (0,)
    seconds: float = 10
    seed: int = SEED
    peers: tuple[str, ...] = ()
    """Names of the peers; all where empty."""


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
    missing: list[tuple[str, int, str]] = []
    """Peer, size, why it was not measured."""


Say = Callable[[str], None]


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
    for kind, fill in itertools.product(chosen(wanted.peers), wanted.fill):
        one(kind, fill, persons, sets, wanted, measured, say)
    measured.machine["load at the end"] = [round(load, 2) for load in os.getloadavg()]
    say(f"load at the end: {measured.machine['load at the end']}")
    return measured


def questions(wanted: Wanted, persons: Sequence[Record]) -> tuple[dict[str, list[Query]], int]:
    """All questions by set, and how many pairs have no indexed name. The same seed gives the same questions."""
    dice = random.Random(wanted.seed)
    pairs = [pair for pair in wanted.pairs if pair.is_person]
    sets, left = recall.cross_sets(pairs, {person.group for person in persons})
    sets = recall.sampled(sets, wanted.sample, dice)
    return sets | noise.noise_sets(persons, dice, wanted.sample), left


def chosen(names: Sequence[str]) -> list[type[Peer]]:
    """The peers of these names, or all. Raises BadInput `house.bench.unknown-peer`."""
    kinds = known(PEERS)
    if unknown := set(names) - {kind.name for kind in kinds}:
        raise BadInput(
            "house.bench.unknown-peer",
            "Unknown: {unknown}. Known are {known}.",
            unknown=", ".join(sorted(unknown)),
            known=", ".join(kind.name for kind in kinds),
        )
    return [kind for kind in kinds if not names or kind.name in names]


def one(
    kind: type[Peer],
    fill: int,
    persons: Sequence[Record],
    sets: dict[str, list[Query]],
    wanted: Wanted,
    measured: Measured,
    say: Say,
) -> None:
    """Build one peer with one size and ask it all questions; what cannot be done is noted."""
    size = len(persons) + fill
    reason = missing(kind) or (f"not asked to hold so many: {kind.why_not}" if size > kind.up_to else "")
    peer = kind()
    if not reason:
        try:
            began = time.perf_counter()
            peer.build(with_fillers(persons, fill, seed=wanted.seed))
            measured.built.append(Built(kind.name, kind.setting, size, time.perf_counter() - began))
            say(f"{kind.name} ({kind.setting}): {size:,} records in {measured.built[-1].seconds:.1f} s")
            groups = [person.group for person in persons]
            for name, queries in sets.items():
                measured.recall.append(
                    recall.measure(peer, name, queries, groups, size=size, seconds=wanted.seconds)
                )  # fmt: skip
                say(row(measured.recall[-1]))
        except CommonwealError as problem:
            reason = problem.sentence()
        finally:
            peer.close()
    if reason:
        measured.missing.append((kind.name, size, reason))
        say(f"{kind.name}: not measured with {size:,} records: {reason}")


def with_fillers(persons: Sequence[Record], fill: int, *, seed: int = SEED) -> Iterator[Record]:
    """The listed persons, then `fill` people who do not exist."""
    yield from persons
    if fill:
        yield from itertools.islice(fillers(persons, seed=seed), fill)


def row(result: Result) -> str:
    """One line of the table."""
    return (
        f"{result.peer:15} {result.size:>10,} {result.set:14} n={result.asked:4}"
        f"  @1 {result.at_1:.3f}  @10 {result.at_10:.3f}  ties {result.tied:.2f}"
        f"  p50 {result.p50:7.1f}  p99 {result.p99:7.1f} ms  {result.second:7.0f}/s  refused {result.refused}"
    )


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
