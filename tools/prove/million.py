"""Proves that a million records of every type come in quickly, and that no process grows while they do.

Staged, approved with their journal entries, and in the index: the clock runs from the start of `commonweal import` until
the index holds them all. In the same run the same rows go by COPY into plain tables with the same columns and primary
keys. `COMMONWEAL_PROOF_RECORDS` makes it another number of records.
"""

import os
import tempfile
import threading
import time
from pathlib import Path

from commonweal.common import clock
from tools.prove import mixture
from tools.prove.line import Line
from tools.prove.living import Command, House, superuser
from tools.prove.memory import Watch
from tools.prove.registers import AGENCY, register
from tools.prove.soundness import holds

RECORDS = int(os.environ.get("COMMONWEAL_PROOF_RECORDS", "1_000_000"))
FASTEST = 4_000
"""Records a second from file to index, at least."""
GROWTH = 0.10
SLACK = 4.0
"""MB by which a process may grow whatever its size: what an allocator rounds to."""
ENTRIES = ("opened", "staged", "approving", "approved")
PARTS = ("record", "identity", "narrative", "special", "custody", "link", "attachment", "biometric")


def prove() -> list[Line]:
    """All lines; about ten minutes on a quiet machine of two cores."""
    house = House()
    house.up()
    try:
        with tempfile.TemporaryDirectory(dir="/var/tmp") as name:
            folder = Path(name)
            contributor, approver = register()
            file = folder / "million.jsonl"
            mixture.write(file, RECORDS, owner=AGENCY, day=clock.today())
            watch = Watch()
            run = _Run(file, contributor, approver)
            watch.stop()
            return [run.speed(_copied(folder), watch), *_flat(watch, run), run.journalled()]
    finally:
        house.down()


class _Run:
    """The file through import and approval until the index holds it; moments on the monotonic clock."""

    def __init__(self, file: Path, contributor: str, approver: str) -> None:
        self.bytes = file.stat().st_size
        self.began = time.monotonic()
        self.batch = Command(("import", str(file), "--as", contributor)).result()
        self.staged = time.monotonic()
        indexed = threading.Thread(target=self._wait)
        indexed.start()
        self.done = Command(("approve", self.batch["id"], "--as", approver)).result()
        self.approved = time.monotonic()
        indexed.join()
        self.load = os.getloadavg()[0]

    def _wait(self) -> None:
        wanted = RECORDS - self.batch["rows_refused"]
        while not holds(wanted):
            time.sleep(0.25)
        self.indexed = time.monotonic()

    def speed(self, copied: float, watch: Watch) -> Line:
        """How fast it was, and how many times as long as COPY."""
        took = self.indexed - self.began
        end = max(self.approved, self.indexed)
        stages = (
            ("validated and staged", self.began, self.staged),
            ("approved and indexed", self.staged, self.approved),
            ("then indexed", self.approved, end),
        )
        told = [_stage(what, watch, since, until) for what, since, until in stages if until - since >= 1.0]
        return Line(
            f"{RECORDS:,} records of every type, {self.bytes / 1e6:,.0f} MB of JSON Lines, validated, staged, approved,"
            " journalled, indexed",
            f"{RECORDS / took:,.0f}/s in {took:.0f} s: {'; '.join(told)}; all in the index"
            f" {self.indexed - self.staged:.0f} s after the approval began; {self.batch['rows_refused']} refused; load"
            f" {self.load:.1f} on {os.cpu_count()} processors; a raw COPY of the same rows takes {copied:.0f} s:"
            f" {took / copied:.1f} times as long",
            f"≥ {FASTEST:,}/s",
            RECORDS / took >= FASTEST and self.batch["rows_new"] == RECORDS == self.done["rows_applied"],
        )

    def journalled(self) -> Line:
        """The batch's entries, with one hash over every row."""
        with superuser() as connection:
            verbs, rows, digest = connection.execute(
                "select array_agg(split_part(entry::jsonb ->> 'verb', '.', 3) order by leaf),"
                " min(entry::jsonb #>> '{facts,rows}')::integer, min(entry::jsonb #>> '{facts,rows_sha256}')"
                " from audit_entry where entry::jsonb -> 'about' ? %s",
                [f"batch/{self.batch['id']}"],
            ).fetchone()
        return Line(
            "its entries in the journal",
            f"{', '.join(verbs)}; over {rows:,} rows, whose hash begins {digest[:12]}",
            ", ".join(ENTRIES),
            tuple(verbs) == ENTRIES and rows == RECORDS,
        )


def _stage(what: str, watch: Watch, since: float, until: float) -> str:
    """A stage in seconds, how many of a processor its processes had, and what each of them took."""
    spent = watch.seconds(since, until)
    names = ", ".join(f"{name} {seconds:.0f}" for name, seconds in spent.items())
    busy = sum(spent.values()) / (until - since)
    return f"{what} in {until - since:.0f} s, {busy:.1f} processors busy with it ({names} s)"


def _copied(folder: Path) -> float:
    """Seconds in which COPY takes the same rows into plain tables with the same columns and primary keys."""
    took = 0.0
    with superuser() as connection:
        connection.execute("create schema plain")
        for part in PARTS:
            file = folder / part
            with file.open("wb") as out, connection.cursor().copy(f"copy databanks_{part} to stdout") as rows:
                for some in rows:
                    out.write(some)
            connection.execute(f"create table plain.{part} (like databanks_{part})")
            key = connection.execute(
                "select pg_get_constraintdef(oid) from pg_constraint where contype = 'p' and conrelid = %s::regclass",
                [f"databanks_{part}"],
            ).fetchone()[0]
            connection.execute(f"alter table plain.{part} add {key}")
            connection.commit()
            began = time.monotonic()
            with file.open("rb") as rows, connection.cursor().copy(f"copy plain.{part} from stdin") as into:
                while some := rows.read(1 << 18):
                    into.write(some)
            connection.commit()
            took += time.monotonic() - began
            file.unlink()
    return took


def _flat(watch: Watch, run: _Run) -> list[Line]:
    """No process of the import and none of the approval grows."""
    return [
        _grown(f"memory while {what}", watch.memory(began, ended))
        for what, began, ended in (
            ("staging", run.began, run.staged),
            ("approving and indexing", run.staged, min(run.approved, run.indexed)),
        )
    ]


def _grown(claim: str, memory: dict[str, tuple[float, float]]) -> Line:
    told = ", ".join(f"{name} {first:.0f} → {last:.0f}" for name, (first, last) in memory.items())
    grown = [name for name, (first, last) in memory.items() if last > first * (1 + GROWTH) + SLACK]
    return Line(
        f"{claim}, MB of its own in the first and the last third",
        f"{told}{'; grown: ' + ', '.join(grown) if grown else ''}",
        f"no process grows by more than {GROWTH:.0%}",
        bool(memory) and not grown,
    )
