"""Proves contributions: speed, the same file again, kill -9 in the middle of everything, and no warrant that waits.

Runs in a house of its own (`COMMONWEAL_VAR`), with the real commands as processes of their own. What is killed is
started again by the same command, as an operator would. `python -m tools.prove.imports` makes such a house and runs it.
"""

import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from commonweal.common import clock
from tools.prove import persons
from tools.prove.line import Line
from tools.prove.living import Command, House, content_digest, eventually, superuser
from tools.prove.registers import AGENCY, READER, register
from tools.prove.soundness import holds, sound
from tools.prove.waits import WARM, Opening, told, watched

RECORDS = 50_000
LONGEST_DELAY = 50.0
"""Milliseconds by which an import may delay a warrant."""


def prove() -> list[Line]:
    """All lines; about three minutes on a quiet machine."""
    house = House()
    house.up()
    try:
        with tempfile.TemporaryDirectory() as folder:
            contributor, approver = register()
            files = [Path(folder) / f"{prefix}.jsonl" for prefix in "PQR"]
            for file in files:
                persons.write(file, RECORDS, owner=AGENCY, day=clock.today(), prefix=file.stem)
            lines = _speed(files[0], contributor, approver)
            lines += _killed(house, files[1], contributor, approver)
            lines += sound("after five times kill -9", records=2 * RECORDS)
            return lines + _delays(files[2], contributor, approver)
    finally:
        house.down()


def _speed(file: Path, contributor: str, approver: str) -> list[Line]:
    staging = Command(("import", str(file), "--as", contributor))
    batch = staging.result()
    approval = Command(("approve", batch["id"], "--as", approver))
    approval.result()
    with superuser() as connection:
        before = content_digest(connection)
        repeated = Command(("import", str(file), "--as", contributor))
        again = repeated.result()
        after = content_digest(connection)
    rates = [RECORDS / seconds for seconds in (staging.seconds, approval.seconds, staging.seconds + approval.seconds)]
    return [
        Line(
            f"{RECORDS:,} records from JSON Lines",
            f"{batch['rows_new']:,} new, {batch['rows_refused']} refused; staged {rates[0]:,.0f}/s, approved"
            f" {rates[1]:,.0f}/s, both {rates[2]:,.0f}/s at a load of {os.getloadavg()[0]:.1f}; peak memory"
            f" {max(staging.peak, approval.peak):.0f} MB",
            "all of them",
            batch["rows_new"] == RECORDS,
        ),
        Line(
            "the same file again",
            f"{again['rows_same']:,} unchanged, {again['rows_new']} new, {again['rows_changed']} changed in"
            f" {repeated.seconds:.1f} s; every row of every part {'equal' if before == after else 'DIFFERS'}",
            "no change",
            before == after and again["rows_same"] == RECORDS,
        ),
    ]


def _killed(house: House, file: Path, contributor: str, approver: str) -> list[Line]:
    """Five times kill -9: importer, search process, database; importer and database again in the approval."""
    lost: list[str] = []

    def held(column: str) -> int:
        with superuser() as connection:
            return connection.execute(
                f"select {column} from databanks_batch where file_name = %s", [file.name]
            ).fetchone()[0]

    def interrupted(words: tuple[str, ...], column: str, also: Callable[[], None] = lambda: None) -> None:
        command = Command(words)
        command.until_it_says(before.get(column, 0))
        also()
        before[column] = command.kill()
        if held(column) < before[column]:
            lost.append(f"{before[column]} {column}")

    before: dict[str, int] = {}
    staging = ("import", str(file), "--as", contributor)
    interrupted(staging, "lines")
    interrupted(staging, "lines", house.kill_search)
    interrupted(staging, "lines", house.kill_database)
    batch = Command(staging).result()
    approval = ("approve", batch["id"], "--as", approver)
    interrupted(approval, "rows_applied")
    interrupted(approval, "rows_applied", house.kill_database)
    done = Command(approval).result()
    with superuser() as connection:
        rows, references, version, kept = connection.execute(
            "select count(*), count(distinct owner_ref), max(version), (select count(*) from databanks_version)"
            " from databanks_identity where owner_ref like %s",
            [f"%-{file.stem}-%"],
        ).fetchone()
    return [
        Line(
            "kill -9 of importer, search process with importer, database, approver, database; then the same again",
            f"{rows:,} records with {references:,} references, highest version {version}, {kept} earlier states;"
            f" said to be committed and lost: {', '.join(lost) or 'nothing'}",
            "nothing lost, nothing twice",
            (rows, references, version, kept, done["rows_applied"]) == (RECORDS, RECORDS, 1, 0, RECORDS) and not lost,
        )
    ]


def _delays(file: Path, contributor: str, approver: str) -> list[Line]:
    """A warrant every tenth of a second during an import, and for as long again without one."""
    with watched(superuser) as watch:
        opening = Opening(READER)
        began = time.time()
        batch = Command(("import", str(file), "--as", contributor)).result()
        Command(("approve", batch["id"], "--as", approver)).result()
        ended = time.time()
        eventually(lambda: holds(3 * RECORDS))
        quiet = time.time() + WARM
        time.sleep(ended - began + WARM)
        took = opening.stop()
    busy = [milliseconds for moment, milliseconds in took if began <= moment < ended]
    alone = [milliseconds for moment, milliseconds in took if moment >= quiet]
    later = max(busy) - max(alone)
    waits = watch.kinds(began, ended)
    locks = sum(count for kind, count in waits.items() if kind.startswith("Lock"))
    lag = watch.lag(began, ended)
    return [
        Line(
            f"a {RECORDS:,}-row import delays no warrant by more than {LONGEST_DELAY:.0f} ms",
            f"without it {told(alone)}; during it {told(busy)}; slowest against slowest {later:+.0f} ms, at a load of"
            f" {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors",
            f"≤ {LONGEST_DELAY:.0f} ms",
            later <= LONGEST_DELAY,
        ),
        Line(
            "no warrant waits for a lock of the import",
            f"of {sum(waits.values())} looks at a working session {locks} saw it wait for a lock; else:"
            f" {', '.join(f'{kind} {count}' for kind, count in waits.most_common(4))}",
            "none",
            locks == 0,
        ),
        Line("an entry of the journal has its number", f"within {lag:.2f} s during the import", "≤ 1 s", lag <= 1.0),
    ]
