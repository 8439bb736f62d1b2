"""A million records: recall, speed, size, additions, screening.

`python -m tools.prove names_million`
"""

import os
import shutil
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from pyroaring import BitMap

from commonweal.common.errors import BadInput
from commonweal.house.bench.fillers import SEED, fillers
from commonweal.house.bench.peers.commonweal import doc_of
from commonweal.house.bench.run import with_fillers
from commonweal.search.index import Index, Question
from tools.prove import names_base, names_speed
from tools.prove.line import Line
from tools.prove.names_base import Aim, Indexed

FILL = int(os.environ.get("FILL", "1000000"))
SAMPLE = 600
PROMISED = {
    "all scripts": Aim(0.84, 0.95, 0.92, 0.99),
    "eu Cyrl": Aim(0.93, 0.99, 0.97, 1.0),
}
ALSO = ("Arab", "Hebr", "Grek", "typo1", "rom+typo", "joined", "initials+year")
MOST_MEGABYTES = 40
ADDED, LEAST_ADDED = 20_000, 20_000
PATIENCE = 15
"""Seconds that adding may take."""
SCREENED, LEAST_SCREENED, HOPED_SCREENED = 2_000, 800, 2_000


@names_base.needs_lists
def prove() -> list[Line]:
    """The lines of this chapter."""
    began = time.perf_counter()
    people = list(with_fillers(names_base.persons(), FILL))
    print(f"{FILL:,} people made up (seed {SEED}) in {time.perf_counter() - began:.0f} s", flush=True)
    index = Indexed(people)
    print(f"{index.size:,} records indexed in {index.built:.0f} s", flush=True)
    folder = Path(tempfile.mkdtemp(prefix="cw-names-"))
    try:
        index.peer.index.save(folder / "index")
        lines = [*_recall(index), *names_speed.lines(index, people, p50=5, p99=15, hoped="2 / 8 ms")]
        lines += [_size(folder / "index", index.size), _additions(index), _screening(folder / "index")]
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return lines


def _recall(index: Indexed) -> list[Line]:
    sets = names_base.cross()[0] | names_base.noisy(SAMPLE)
    for name in ALSO:
        print(
            f"        {name:14} {names_base.figure(index.ask(name, names_base.some(sets[name], SAMPLE)))}", flush=True
        )
    return [
        names_base.line(f"a million: {name}", index.ask(name, names_base.some(sets[name], SAMPLE)), aim)
        for name, aim in PROMISED.items()
    ]


def _size(folder: Path, size: int) -> Line:
    megabytes = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6 / (size / 1e6)
    return Line(
        "size of the index on disk",
        f"{megabytes:.1f} MB a million records (one name and a year of birth each, those listed more)",
        f"at most {MOST_MEGABYTES} MB",
        megabytes <= MOST_MEGABYTES,
    )


def _additions(index: Indexed) -> Line:
    """New people, folded and added to the index of a million in hundreds; of all a hundred are asked for at once."""
    stream = fillers(names_base.persons(), seed=SEED + 1)
    docs = [doc_of(index.size + number, record) for number, record in zip(range(ADDED), stream, strict=False)]
    began = time.perf_counter()
    added = 0
    while added < ADDED and time.perf_counter() - began < PATIENCE:
        index.peer.index.upsert_all(docs[added : added + 100])
        added += 100
    rate = added / (time.perf_counter() - began)
    asked = docs[: added : added // 100]
    visible = index.peer.index.visible(BitMap(range(index.size + added)))
    found = sum(_is_found(index.peer.index, doc, visible) for doc in asked)
    return Line(
        "additions to the index of a million",
        f"{rate:,.0f} a second; {found} of {len(asked)} found at once",
        f"at least {LEAST_ADDED:,} a second, all found at once",
        rate >= LEAST_ADDED and found == len(asked),
    )


def _is_found(index: Index, doc: object, visible: object) -> bool:
    asked = Question(full_name=doc.names[0], born=doc.births[0], one_word=True)
    return doc.id in {each.id for each in index.search(asked, visible=visible, limit=1000)}


def _screening(folder: Path) -> Line:
    """Two processes on one mapped base, each with its half of a file of names."""
    stream = fillers(names_base.persons(), seed=SEED + 2)
    strangers = [record.names[0][0] for record, _ in zip(stream, range(SCREENED // 2), strict=False)]
    names = [query.text for query in names_base.some(names_base.cross()[0]["all scripts"], SCREENED // 2)] + strangers
    with ProcessPoolExecutor(2, mp_context=get_context("spawn"), initializer=_open, initargs=(folder,)) as pool:
        list(pool.map(_screen, [names[:20], names[20:40]]))  # both have loaded what they need
        began = time.perf_counter()
        hits = sum(pool.map(_screen, [names[start::20] for start in range(20)]))
        rate = len(names) / (time.perf_counter() - began)
    return Line(
        "screening names against a million, two processes",
        f"{rate:,.0f} names a second on {os.cpu_count()} cores, {hits:,} of {len(names):,} with an answer",
        f"at least {LEAST_SCREENED} a second, hoped for {HOPED_SCREENED:,}",
        rate >= LEAST_SCREENED,
    )


_base: Index | None = None
_visible: object = None


def _open(folder: Path) -> None:
    global _base, _visible
    _base = Index.load(folder)
    _visible = _base.visible(BitMap(range(len(_base))))


def _screen(names: list[str]) -> int:
    hits = 0
    for name in names:
        try:
            hits += bool(_base.search(Question(full_name=name), visible=_visible, limit=10))
        except BadInput:
            continue
    return hits
