"""Ten million records: how long building takes on two cores, how large the index is, how fast a question.

The made-up people are written to files first, by two processes; building reads these, as it would read any list.

`python -m tools.prove names_ten_million`
"""

import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from itertools import islice
from pathlib import Path

from commonweal.common.memory import collect_rarely
from commonweal.house.bench.files import Record
from commonweal.house.bench.fillers import SEED, fillers
from tools.prove import names_base, names_speed
from tools.prove.line import Line
from tools.prove.names_base import Aim, Indexed

FILL = int(os.environ.get("FILL", "10000000"))
MOST_SECONDS = 120
SAMPLE = 200
RECALLED = {"all scripts": Aim(0.0, 0.0), "eu Cyrl": Aim(0.0, 0.0)}


@names_base.needs_lists
def prove() -> list[Line]:
    """The lines of this chapter."""
    folder = Path(tempfile.mkdtemp(prefix="cw-names-"))
    try:
        began = time.perf_counter()
        with ProcessPoolExecutor(2) as pool:
            files = list(pool.map(_write, [folder / f"people-{n}" for n in range(2)], range(2)))
        print(
            f"{FILL:,} made-up people (seeds {SEED}, {SEED + 1}) written in {time.perf_counter() - began:.0f} s",
            flush=True,
        )
        collect_rarely()  # as the search process does
        index = Indexed(_people(files))
        lines = [
            Line(
                f"building {index.size:,} records on two cores, from files",
                f"{index.built:.0f} s",
                f"at most {MOST_SECONDS} s",
                index.built <= MOST_SECONDS,
            )
        ]
        index.peer.index.save(folder / "index")
        megabytes = sum(path.stat().st_size for path in (folder / "index").rglob("*") if path.is_file()) / 1e6
        lines.append(
            Line(
                "size of the index of ten million", f"{megabytes:,.0f} MB", "at most 400 MB", megabytes <= FILL / 25_000
            )
        )
        lines += names_speed.lines(index, names_base.persons(), p50=10, p99=40, hoped="5 / 20 ms")
        for name, aim in RECALLED.items():
            queries = names_base.some(names_base.cross()[0][name], SAMPLE)
            lines.append(names_base.line(f"ten million: {name}", index.ask(name, queries), aim)._replace(aim="printed"))
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return lines


def _write(path: Path, part: int) -> Path:
    people = islice(fillers(names_base.persons(), seed=SEED + part), FILL // 2)
    with path.open("w", encoding="utf-8") as file:
        for record in people:
            (text, script), *_ = record.names
            file.write(f"{text}\t{script}\t{record.births[0]}\n")
    return path


def _people(files: list[Path]) -> Iterator[Record]:
    yield from names_base.persons()
    for path in files:
        with path.open(encoding="utf-8") as file:
            for line in file:
                text, script, year = line.rstrip("\n").split("\t")
                yield Record(-2, ((text, script),), (year,), "filler")
