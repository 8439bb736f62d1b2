"""Proves the journal's promises by measuring them on a scratch database."""

import random
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

import psycopg

from commonweal.audit import checkpoint, verify
from commonweal.audit.sequencer import Sequencer
from tools.prove.forger import KINDS, append_plain, tamper
from tools.prove.line import Line

CHANGES = 1_000
ENTRIES = 1_000
EVERY = 100
IMPORT = 50_000
SWEEP = 100
"""Changes after which the dead rows of rolled back changes are swept."""
LARGE = 100_000


def prove_journal(connect: Callable[[], psycopg.Connection], *, seed: int = 20261124) -> list[Line]:
    """Measure the journal's promises; takes about a minute.

    `connect` opens superuser connections in autocommit to a migrated scratch database whose journal is empty; it is
    full afterwards.
    """
    with tempfile.TemporaryDirectory() as folder, connect() as forger, connect() as keeper:
        key = checkpoint.SigningKey.generate("commonweal.proof/journal")
        file = checkpoint.CheckpointFile(Path(folder) / "checkpoints")
        sequencer = Sequencer(keeper, key=key, file=file, every=EVERY)
        sequencer.start()
        append_plain(forger, ENTRIES)
        sequencer.step()
        content = file.read()
        lines = _plant_changes(forger, content, key.public, random.Random(seed))
        lines += _appending_during_import(connect, sequencer)
        while sequencer.step():
            pass
        append_plain(forger, max(0, LARGE - sequencer.size))
        sequencer.stop()
        return lines + _verify_large(forger, file, key.public)


def _plant_changes(
    forger: psycopg.Connection, content: str, key: checkpoint.PublicKey, chance: random.Random
) -> list[Line]:
    found = named = careful = 0
    began = time.monotonic()
    plan = [(kind, recompute) for kind in KINDS for recompute in (False, True)] * (CHANGES // (2 * len(KINDS)))
    for count, (kind, recompute) in enumerate(plan):
        if count % SWEEP == 0:
            forger.execute("vacuum audit_entry")
        position = chance.randrange(ENTRIES - 1)
        with forger.transaction(force_rollback=True):
            tamper(forger, kind, position, recompute=recompute, chance=chance)
            report = verify.verify(forger, content, key)
        found += not report.holds
        named += _is_named(report, position)
        careful += recompute
    untouched = verify.verify(forger, content, key).holds
    took = f"{time.monotonic() - began:.0f} s, {careful} with every hash recomputed"
    aim = f"{CHANGES} of {CHANGES}"
    return [
        Line(
            "Planted changes below the last checkpoint are found",
            f"{found} of {len(plan)} ({took})",
            aim,
            found == CHANGES,
        ),
        Line(
            "The first bad entry is named, else the two checkpoints around it",
            f"{named} of {len(plan)}",
            aim,
            named == CHANGES,
        ),
        Line("An untouched journal holds", "holds" if untouched else "does not hold", "holds", untouched),
    ]


def _is_named(report: verify.Report, position: int) -> bool:
    """Whether the report leads to the place: the very entry, or the pair of neighbouring checkpoints around it."""
    if report.first_bad is not None:
        return report.first_bad == position
    if report.between is None:
        return False
    lower, upper = report.between
    return lower <= position < upper == lower + EVERY


def _appending_during_import(connect: Callable[[], psycopg.Connection], sequencer: Sequencer) -> list[Line]:
    """How long a small append takes while another transaction appends 50,000 entries and stays open.

    The 99th percentile, not the slowest: on a busy machine that one tells of the machine.
    """
    with connect() as importer, connect() as other:
        alone = _late(_appends(other, 300))
        ready, done = threading.Event(), threading.Event()

        def work() -> None:
            with importer.transaction():
                for _ in range(IMPORT // 500):
                    append_plain(importer, 500)
                ready.set()
                done.wait()

        thread = threading.Thread(target=work)
        thread.start()
        busy = []
        while not ready.is_set():
            busy += _appends(other, 20)
            time.sleep(0.02)
        size = sequencer.size
        _appends(other, 5)
        began = time.monotonic()
        sequencer.step()
        numbered, took = sequencer.size > size, time.monotonic() - began
        done.set()
        thread.join()
    late = _late(busy)
    return [
        Line(
            f"A transaction with {IMPORT:,} entries delays no other append",
            f"99 % within {late:.1f} ms, {alone:.1f} ms alone ({len(busy)} appends, slowest {max(busy):.1f} ms)",
            "at most 50 ms more",
            late - alone <= 50,
        ),
        Line(
            "While it is open, other entries are numbered",
            f"after {took * 1000:.0f} ms",
            "within 1 s",
            numbered and took < 1,
        ),
    ]


def _appends(connection: psycopg.Connection, count: int) -> list[float]:
    """Milliseconds of each of `count` appends, each committed."""
    took = []
    for _ in range(count):
        began = time.monotonic()
        append_plain(connection, 1)
        took.append((time.monotonic() - began) * 1000)
    return took


def _late(times: list[float]) -> float:
    """The 99th percentile."""
    return sorted(times)[(len(times) * 99 - 1) // 100]


def _verify_large(
    connection: psycopg.Connection, file: checkpoint.CheckpointFile, key: checkpoint.PublicKey
) -> list[Line]:
    report = verify.verify(connection, file, key)
    figure = f"{report.seconds:.1f} s for {report.entries:,} entries and {report.checkpoints:,} checkpoints"
    good = report.holds and report.entries == report.signed >= LARGE and report.seconds <= 10
    return [Line("A large journal is verified in seconds", figure, f"at most 10 s for {LARGE:,}", good)]


def prove() -> list[Line]:
    """The same on a scratch database of the tests' server."""
    from tools.prove import scratch

    with scratch.database() as house:
        return prove_journal(house.superuser)
