"""Restoring a backup into a fresh place: everything is checked before anything is written, and tried before it counts.

The place is a folder of all data (`COMMONWEAL_VAR`). The database is started there alone, and must hold what the backup
said of it; what was erased since is erased again; the search index is made anew at the first start.
"""

import os
import shutil
import time
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from commonweal.common.errors import NotNow, RuleBroken
from commonweal.house import accounts, database, erasing, folders, places, postgres
from commonweal.house.backups import archive, container, facts
from commonweal.house.backups.making import Say, counted


@dataclass
class Restored:
    """What was restored: facts of the backup, records erased again, keys that have to be brought, how long it took."""

    facts: dict
    erased: int
    missing: list[str]
    seconds: dict[str, float] = field(default_factory=dict)


def check(file: Path, key: container.Private, say: Say) -> archive.Manifest:
    """Read a whole backup; raises Damaged with the file in it that is not as it was written."""
    with file.open("rb") as source:
        return archive.check(container.opened(_told(source, file, say), key))


def _told(source, file: Path, say: Say, what: str = "check") -> archive.Hashed:
    return archive.Hashed(source, counted(say, what, file.stat().st_size))


def restore(file: Path, into: Path, *, key: container.Private, erasures: Iterable[Path] = (), say: Say) -> Restored:
    """Restore a backup into a folder that is empty or not there yet.

    `erasures` are copies of the register of erasures that are newer than the backup; the backup's own, and that of this
    house where it still stands, are used besides. Raises NotNow for a folder in use, Damaged for a backup that is not
    whole, RuleBroken where the database is not what the backup said; then nothing is left of the attempt.
    """
    into = into.resolve()
    if into.exists() and (not into.is_dir() or any(into.iterdir())):
        raise NotNow(
            "house.restore.in-use", "{folder} is in use: restore into a folder that is empty or new.", folder=into
        )
    if database.is_server():
        raise NotNow(
            "house.restore.server",
            "The database is on a server: have its operator restore it with the tool that copied it.",
        )
    registers = [path for path in (*erasures, erasing.file()) if path.exists()]
    seconds: dict[str, float] = {}
    with _timed(seconds, "check"):
        manifest = check(file, key, say)
    try:
        with places.elsewhere(into):
            with _timed(seconds, "unpack"):
                _unpack(file, key, into, say)
            say("try", 0, 0)
            with _timed(seconds, "start"):
                server = postgres.launch()
            try:
                with _timed(seconds, "verify"):
                    _compare(manifest)
                with _timed(seconds, "erase"):
                    erased = _erase([*registers, erasing.file()])
            finally:
                server.stop()
            missing = _settle_keys(into, manifest)
    except BaseException:
        _remove(into)
        raise
    return Restored(manifest.facts, erased, missing, seconds)


class _timed:  # noqa: N801 - reads as a statement
    """Notes the seconds of its block under a name."""

    def __init__(self, seconds: dict[str, float], name: str) -> None:
        self._seconds, self._name = seconds, name

    def __enter__(self) -> None:
        self._began = time.monotonic()

    def __exit__(self, *_: object) -> None:
        self._seconds[self._name] = round(time.monotonic() - self._began, 2)


def _unpack(file: Path, key: container.Private, into: Path, say: Say) -> None:
    """Make the folders of a house and put every file into its place, for the account that it belongs to."""
    places.make_folder(into, 0o755 if accounts.as_root() else 0o700)
    folders.prepare(places.cluster())
    shutil.rmtree(into / "keys")  # made for a house that is new; this one brings its own, or is brought them
    places.question_ring_file().unlink()
    roots = {"pgdata": places.data_folder(), "cluster": places.cluster_folder(), "keys": into / "keys"}

    def put(name: str, mode: int, pieces: Iterable[bytes]) -> None:
        head, _, inside = name.partition("/")
        path = roots[head] / inside
        account = _account(head, PurePosixPath(inside))
        _make_folders(path.parent, roots[head], account)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as out:
            out.writelines(pieces)
            os.fchmod(out.fileno(), mode)
            if accounts.as_root():
                os.fchown(out.fileno(), account.uid, account.gid)

    with file.open("rb") as source:
        archive.check(container.opened(_told(source, file, say, "unpack"), key), put)
    for name in ("pg_wal/archive_status", "pg_wal/summaries", *EMPTY):
        _make_folders(places.data_folder() / name, places.data_folder(), accounts.service())
    os.sync()  # once: thousands of files one by one take ten times as long
    ring = places.question_ring_file()
    if ring.exists() and not places.question_key_file().exists():
        ring.rename(_aside(ring))  # the trial makes its own, and needs none


def _aside(path: Path) -> Path:
    return path.with_name(f"{path.name}.restored")


EMPTY = (
    "pg_commit_ts", "pg_dynshmem", "pg_logical/mappings", "pg_logical/snapshots", "pg_notify", "pg_replslot",
    "pg_serial", "pg_snapshots", "pg_stat", "pg_stat_tmp", "pg_tblspc", "pg_twophase", "pg_multixact/members",
    "pg_multixact/offsets", "pg_subtrans", "pg_xact",
)  # fmt: skip
"""Folders that PostgreSQL expects, empty or not; an archive of files holds no empty ones."""


def _account(head: str, inside: PurePosixPath) -> accounts.Account:
    if head == "keys" or inside.name == "questions.ring":
        return accounts.web()
    if head == "pgdata" or "journal" in inside.parts:
        return accounts.service()
    return accounts.me()


def _make_folders(folder: Path, root: Path, account: accounts.Account) -> None:
    if folder.is_dir():
        return
    _make_folders(folder.parent, root, account)
    folder.mkdir(mode=0o700)
    if accounts.as_root():
        os.chown(folder, account.uid, account.gid)


def _compare(manifest: archive.Manifest) -> None:
    found = facts.gather()
    if differ := facts.differences(manifest.facts, found):
        raise RuleBroken(
            "house.restore.differs",
            "What was restored is not what was backed up: {what}. Nothing of it is left; take another backup.",
            what=", ".join(differ),
        )


def _erase(registers: Iterable[Path]) -> int:
    """Erase again what any of these registers says was erased."""
    from django.apps import apps

    from commonweal.house.cli import prepare_django

    if not apps.ready:  # else the role of this process is chosen already
        prepare_django("cw_clock")
    from commonweal.databanks import erasures

    settings = database.connection_settings("cw_clock", places.database_name())
    return sum(erasures.replay(settings, path) for path in dict.fromkeys(registers) if path.exists())


def _settle_keys(into: Path, manifest: archive.Manifest) -> list[str]:
    """Names of keys that this place needs and the backup does not hold; what the trial made in their place goes."""
    wanted = (places.question_key_file(), places.web_key_file(), places.codes_key_file())
    wanted += (places.journal_key_folder() / "journal.key",)
    if manifest.facts["keys"]:
        return [str(path.relative_to(into)) for path in wanted if not path.exists()]
    shutil.rmtree(into / "keys", ignore_errors=True)
    ring = places.question_ring_file()
    if _aside(ring).exists():
        _aside(ring).replace(ring)
    return [str(path.relative_to(into)) for path in wanted if into in path.parents]


def _remove(into: Path) -> None:
    """Nothing is left of an attempt that failed."""
    with places.elsewhere(into), suppress(OSError):
        sockets = places.socket_folder()
        if into not in sockets.parents:
            shutil.rmtree(sockets)
    for path in into.iterdir() if into.is_dir() else ():
        shutil.rmtree(path, ignore_errors=True) if path.is_dir() else path.unlink()
