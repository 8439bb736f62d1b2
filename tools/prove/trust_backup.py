"""The drill: back up, lose, restore; a bit that flips in a backup; the database killed in the middle of an import; forward
to a new version and back.

Runs in a house of its own (`COMMONWEAL_VAR`), under eight minutes. `COMMONWEAL_DRILL` is the number of records.
`python -m tools.prove trust_backup`
"""

import logging
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from commonweal.audit import checkpoint
from commonweal.common import clock
from commonweal.common.errors import CommonwealError
from commonweal.databanks import expiry
from commonweal.house import accounts, binaries, database, erasing, journal_keeping, migrate, places, postgres, spawn
from commonweal.house.backups import base, container, facts, making, restoring
from tools.prove import persons
from tools.prove.line import Line
from tools.prove.living import Command, House, eventually, superuser
from tools.prove.registers import AGENCY, register
from tools.prove.scratch import CHECKOUT
from tools.prove.soundness import sound

RECORDS = int(os.environ.get("COMMONWEAL_DRILL", "20000"))
ERASED, FLIPS, KILLS = 500, 100, 10
DICE = random.Random(11)


class Watch:
    """Told what a backup or a restore is doing; keeps how many seconds each part took."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._what, self._since = "", time.monotonic()

    def __call__(self, what: str, done: int, total: int) -> None:
        if what != self._what:
            self.close()
            self._what = what

    def close(self) -> None:
        """The last part has ended."""
        now = time.monotonic()
        if self._what:
            self.seconds[self._what] = self.seconds.get(self._what, 0.0) + now - self._since
        self._since = now

    def __str__(self) -> str:
        return ", ".join(f"{what} {took:.1f} s" for what, took in self.seconds.items())


def prove() -> list[Line]:
    """All lines."""
    logging.getLogger("psycopg.pool").setLevel(logging.CRITICAL)  # that connections are lost is the point
    with tempfile.TemporaryDirectory(dir="/var/tmp", prefix="cw-drill-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        house = House()
        house.up()
        try:
            contributor, approver = register()
            lines = _killed(house, folder, contributor, approver)
            lines += _drill(folder)
        finally:
            house.down()
        return lines + _sums() + _forward_and_back(folder)


def _drill(folder: Path) -> list[Line]:
    key = container.Private.make(folder / "private.key")
    watch = Watch()
    with superuser() as looking:
        held = looking.execute("select count(*) from databanks_record").fetchone()[0]
    eventually(_signed, seconds=30)
    made, found = making.make(folder, recipient=key.recipient, say=watch)
    watch.close()
    gone = _erase()
    backup, into = folder / made.file, folder / "restored"
    done = restoring.restore(backup, into, key=key, say=Watch())
    shutil.copytree(places.var() / "keys", into / "keys")  # as an operator brings them
    with places.elsewhere(into), facts.at_rest(), superuser() as looking:
        back = looking.execute("select count(*) from databanks_record where id = any(%s)", [gone]).fetchone()[0]
        there = looking.execute("select count(*) from databanks_record").fetchone()[0]
    shutil.rmtree(into)
    seconds = sum(done.seconds.values())
    tables, rows = len(found["tables"]), sum(count for count, *_ in found["tables"].values())
    return [
        Line(
            f"a backup of {held:,} records, tried and read again",
            f"{made.seconds} s ({watch}), {made.size / 1e6:.1f} MB, at a load of {os.getloadavg()[0]:.1f}",
            "counts only when its copy started and the file decrypts whole",
            True,
        ),
        Line(
            "restored into a fresh place it is the same",
            f"{tables} tables with {rows:,} rows equal by hash, {len(found['forced'])} bound by forced policies, {found['seen']}"
            f" asked without a warrant show nothing, the journal holds to entry {found['journal']['signed']:,} of"
            f" {found['journal']['entries']:,}",
            "all equal, nothing seen, the journal verifies to the last checkpoint",
            found["journal"]["signed"] == found["journal"]["entries"] > 0,
        ),
        Line(
            f"time to the restored house (RTO) at {held:,} records",
            f"{seconds:.1f} s: " + ", ".join(f"{what} {took} s" for what, took in done.seconds.items()),
            "≤ 600 s at a million records",
            seconds <= 600 * max(0.1, held / 1_000_000),
        ),
        Line(
            "what may be lost (RPO)",
            f"nothing that was committed when the backup began: {there + len(gone):,} of {held:,} records are back or erased; what"
            f" came later is lost; a backup took {made.seconds:.0f} s, so one every so many seconds is the bound",
            "nothing committed before it",
            there + len(gone) == held,
        ),
        Line(
            f"a backup older than {len(gone)} erasures",
            f"{done.erased} records were erased again, {back} are back",
            "0 are back",
            back == 0 and done.erased == len(gone) == ERASED,
        ),
        *_flipped(backup, key, folder),
    ]


def _signed() -> bool:
    """Whether everything in the journal is under a checkpoint."""
    with superuser() as looking:
        count = looking.execute("select count(*) from audit_entry").fetchone()[0]
    note = journal_keeping.checkpoints().last()
    return bool(note) and checkpoint.parse(note).size == count


def _erase() -> list:
    """End 500 records, let the clock's work erase them, and keep their register."""
    settings = database.connection_settings("cw_clock")
    with superuser() as looking:
        ids = [row[0] for row in looking.execute("select id from databanks_record order by id limit %s", [ERASED])]
        looking.execute("update databanks_record set expires = now() + interval '3 seconds' where id = any(%s)", [ids])
        expiry.expire(settings)
        time.sleep(4)
        for _ in range(60):
            expiry.expire(settings)
            left = looking.execute("select count(*) from databanks_record where id = any(%s)", [ids]).fetchone()[0]
            if not left:
                break
            time.sleep(0.5)
    erasing.keep(settings)
    return ids


def _flipped(backup: Path, key: container.Private, folder: Path) -> list[Line]:
    found, named, bad = 0, 0, folder / "bad"
    size = backup.stat().st_size
    shutil.copyfile(backup, bad)
    with bad.open("r+b") as file:
        for bit in [*range(0, 400, 40), *(DICE.randrange(size * 8) for _ in range(FLIPS - 10))]:
            _flip(file, bit)
            try:
                restoring.check(bad, key, lambda what, done, total: None)
            except CommonwealError as problem:
                found += 1
                named += "file" in problem.params or bit < container.HEAD * 8
            _flip(file, bit)
    bad.unlink()
    return [
        Line(
            "a bit that flips in an encrypted backup",
            f"{found} of {FLIPS} found, {named} with the file in it or that the beginning is damaged",
            f"{FLIPS} of {FLIPS}",
            found == named == FLIPS,
        ),
        _flipped_copy(folder),
    ]


def _flip(file, bit: int) -> None:
    file.seek(bit // 8)
    byte = file.read(1)[0]
    file.seek(bit // 8)
    file.write(bytes([byte ^ 1 << bit % 8]))
    file.flush()


def _flipped_copy(folder: Path) -> Line:
    """The same in the copy that PostgreSQL made, against its own manifest: the very file is named."""
    target, times, named = folder / "base", 20, 0
    target.mkdir()
    if accounts.as_root():
        os.chown(target, accounts.service().uid, accounts.service().gid)
    began = time.monotonic()
    base.take(target, places.socket_folder(), base.major(places.data_folder()))
    copied = time.monotonic() - began
    began = time.monotonic()
    count = base.check(target)
    checked = time.monotonic() - began
    names = sorted(name for name, (size, _) in base.files(target).items() if size)
    for name in DICE.sample(names, times):
        with (target / name).open("r+b") as file:
            bit = DICE.randrange((target / name).stat().st_size * 8)
            _flip(file, bit)
            try:
                base.check(target)
            except container.Damaged as problem:
                named += problem.params["file"] == f"pgdata/{name}"
            _flip(file, bit)
    shutil.rmtree(target)
    return Line(
        "a bit that flips in PostgreSQL's copy",
        f"the very file is named {named} of {times} times; copied in {copied:.1f} s, {count:,} files checked in"
        f" {checked:.1f} s",
        f"{times} of {times}",
        named == times,
    )


def _killed(house: House, folder: Path, contributor: str, approver: str) -> list[Line]:
    """kill -9 of the postmaster in the middle of an import and of its approval; the same commands again bring all in."""
    file = folder / "people.jsonl"
    persons.write(file, RECORDS, owner=AGENCY, day=clock.today(), prefix="D")
    kills, lost, batch, away = 0, 0, "", 0.0
    for words, times in ((("import", str(file)), 6), (("approve",), KILLS - 6)):
        for left in range(times, -1, -1):
            who = contributor if words[0] == "import" else approver
            command = Command((*words, *([batch] if words[0] == "approve" else []), "--as", who))
            if left == 0:
                batch = _result(command, batch)
                break
            try:
                command.until_it_says()
                time.sleep(DICE.random() * 0.3)
            except RuntimeError:
                if command.runs:
                    command.kill()
                    raise
            told = max(command.acknowledged, default=0)
            began = time.monotonic()
            house.kill_postmaster()
            kills += 1
            if command.runs:
                command.kill()
            time.sleep(0.5)
            house.down()
            house.up()
            away = max(away, time.monotonic() - began)
            lost += words[0] == "import" and _staged() < told
    with superuser() as looking:
        held, refs = looking.execute("select count(*), count(distinct owner_ref) from databanks_identity").fetchone()
        batches = looking.execute("select count(*) from databanks_batch where state = 'approved'").fetchone()[0]
    return [
        Line(
            f"kill -9 of the database during an import, {kills} times",
            f"{held:,} records, {refs:,} references, {batches} batch approved; what was acknowledged was missing {lost} times;"
            f" away {away:.1f} s at most",
            f"{RECORDS:,} records, none twice, nothing acknowledged lost",
            (held, refs, batches, lost, kills) == (RECORDS, RECORDS, 1, 0, KILLS),
        ),
        *sound(f"after {kills} times kill -9 of the database", records=RECORDS),
    ]


def _result(command: Command, batch: str) -> str:
    """The batch that a command brought in or approved; approved already, where a kill came after its last transaction."""
    try:
        return command.result().get("id", batch)
    except RuntimeError as problem:
        if "databanks.batch.not-now" not in str(problem):
            raise
        return batch


def _staged() -> int:
    with superuser() as looking:
        return looking.execute(
            "select (select count(*) from databanks_staged) + (select count(*) from databanks_record)"
        ).fetchone()[0]


def _sums() -> list[Line]:
    """The server's own check of every page, while it is stopped."""
    data = places.data_folder()
    program = binaries.find(base.major(data)).program("pg_checksums")
    done = subprocess.run(
        [program, "--check", "-D", data], capture_output=True, text=True, **spawn.arguments(accounts.service())
    )
    said = [line.strip() for line in done.stdout.splitlines() if "scanned" in line or "Bad" in line]
    return [Line("checksums of all pages after it", "; ".join(said), "no bad page", done.returncode == 0)]


def _forward_and_back(folder: Path) -> list[Line]:
    """A house of the version before the newest migration: backed up, brought forward, brought back, run by it again."""
    claim = "forward to this version and back by a restore"
    added = _git("log", "-1", "--diff-filter=A", "--format=%H", "--", "commonweal/*/migrations/0*.py")
    if not added or not _git("rev-parse", "--verify", "-q", f"{added}^"):
        return [Line(claim, "the history of the code is not here", "the former house again", None)]
    old, var, into = folder / "old", folder / "var", folder / "back"
    _git("worktree", "add", "--detach", str(old), f"{added}^")
    try:
        _run(old, var, "-m", "commonweal.house.cli", "migrate")
        key = container.Private.make(folder / "upgrade.key")
        with places.elsewhere(var):
            server = postgres.launch()
            try:
                before = migrate.applied()
                making.make(folder / "before.backup", recipient=key.recipient, say=lambda what, done, total: None)
            finally:
                server.stop()
        _run(CHECKOUT, var, "-m", "commonweal.house.cli", "migrate")
        with places.elsewhere(var), facts.at_rest():
            forward = migrate.applied()
        with places.elsewhere(var):  # its register of erasures, not that of the house of the drill
            restoring.restore(folder / "before.backup", into, key=key, say=lambda what, done, total: None)
        shutil.copytree(var / "keys", into / "keys")
        with places.elsewhere(into), facts.at_rest():
            back = migrate.applied()
        again = _run(old, into, "-m", "commonweal.house.cli", "migrate")
    finally:
        _git("worktree", "remove", "--force", str(old))
    return [
        Line(
            claim,
            f"schema {before} → {forward} → {back}; the former version says: {again.strip()}",
            "the former house again, with nothing for the former version to do",
            before == back != forward == migrate.fingerprint() and "up to date" in again,
        )
    ]


def _git(*words: str) -> str:
    done = subprocess.run(
        ["git", "-C", str(CHECKOUT), *words], capture_output=True, text=True, stdin=subprocess.DEVNULL
    )
    return done.stdout.strip()


def _run(checkout: Path, var: Path, *words: str) -> str:
    environment = os.environ | {"PYTHONPATH": str(checkout), "COMMONWEAL_VAR": str(var)}
    environment.pop("COMMONWEAL_DB_ROLE", None)
    done = subprocess.run(
        [sys.executable, *words],
        cwd=checkout,
        env=environment,
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
    )
    if done.returncode:
        raise RuntimeError(done.stderr[-800:])
    return done.stdout
