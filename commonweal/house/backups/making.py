"""Making a backup: the database is copied, packed, encrypted, the copy started and looked at, the file read again.

So a backup counts only when its database has started, its journal holds and every byte on the disk decrypts to what the
manifest says. What was found of the tables goes into the manifest; a restore must find the same.
"""

import json
import os
import secrets
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from commonweal.common.errors import BadInput, NotNow
from commonweal.house import accounts, database, folders, places
from commonweal.house.backups import archive, base, container, facts

SUFFIX = ".backup"
APART = {"pgdata", "index", "run", "log", "conf", "intake", "static", "code", "templates"}
"""Folders that are not packed as they lie: the database is copied, the rest is made anew at the next start."""
NOT_KEPT = (".lock", ".new", ".partial")

Say = Callable[[str, int, int], None]
"""Told what is being done, and how many bytes of how many."""


@dataclass(frozen=True)
class Made:
    """A backup as the house remembers it, one line of its register."""

    made: str
    file: str
    size: int
    sha256: str
    key: str
    with_keys: bool
    seconds: float


def recipient_file() -> Path:
    """The public key for which this house's backups are encrypted."""
    return places.var() / "keys" / "backup.pub"


def register_file() -> Path:
    """The list of backups that were made, one JSON object a line."""
    return places.house_folder() / "backups"


def registered() -> list[Made]:
    """Backups that were made, the last one last."""
    path = register_file()
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    return [Made(**json.loads(line)) for line in lines]


def make(target: Path, *, recipient: container.Recipient, with_keys: bool = False, say: Say) -> tuple[Made, dict]:
    """Write a backup of this house to a new file, or into a folder under a name with the moment; returns it and its
    facts. The database must run. NotNow on a server: its operator has the tools."""
    if database.is_server():
        raise NotNow(
            "house.backup.server",
            "The database is on a server: have its operator copy it with a tool of its own (pg_basebackup, pgBackRest,"
            " Barman), as a role that row-level security does not bind, and copy {folder} and the keys beside it.",
            folder=places.house_folder(),
        )
    began, moment = time.monotonic(), datetime.now(UTC)
    if target.is_dir():
        target = target / f"commonweal-{moment:%Y%m%dT%H%M%SZ}{SUFFIX}"
    draft = target.with_name(target.name + ".partial")
    if target.exists() or draft.exists():
        raise NotNow("house.backup.there", "{path} is there already; name another file.", path=target)
    if not target.parent.is_dir():
        raise BadInput("house.backup.no-folder", "There is no folder {folder}.", folder=target.parent)
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
            key, manifest = _write(out, recipient, with_keys, say)
            out.flush()
            os.fsync(out.fileno())
        digest = _read_again(draft, key, manifest, say)
        size = draft.stat().st_size
        draft.rename(target)
    finally:
        draft.unlink(missing_ok=True)
    made = Made(
        made=moment.isoformat(timespec="seconds"),
        file=target.name,
        size=size,
        sha256=digest,
        key=recipient.name.hex(),
        with_keys=with_keys,
        seconds=round(time.monotonic() - began, 1),
    )
    _remember(made)
    return made, manifest.facts


def _write(out, recipient: container.Recipient, with_keys: bool, say: Say) -> tuple[bytes, archive.Manifest]:
    encrypted = container.Writer(out, recipient)
    with _staging() as staging:
        own = list(_own_files(with_keys))  # first: the database then holds all that these checkpoints cover
        data = staging / places.cluster() / "pgdata"
        say("copy", 0, 0)
        base.take(data, places.socket_folder(), base.major(places.data_folder()))
        files = list(base.walk(data))
        total = sum(path.stat().st_size for path in files) + sum(path.stat().st_size for path, _ in own)
        packed = archive.Archive(encrypted, counted(say, "pack", total))
        for path, name in own:
            packed.add(path, name)
        listed = base.files(data)
        for path in files:
            name = path.relative_to(data).as_posix()
            digest = packed.add(path, f"pgdata/{name}")
            if name in listed and (path.stat().st_size, digest) != tuple(listed[name]):
                raise container.Damaged(
                    "house.backup.file", "{file} is not in the backup as the manifest says.", file=f"pgdata/{name}"
                )
        say("try", 0, 0)
        _put_journal(staging)
        with places.elsewhere(staging), facts.at_rest():
            found = facts.gather()
        found |= {"made": datetime.now(UTC).isoformat(timespec="seconds"), "postgres": base.major(data)}
        manifest = packed.close(found | {"keys": with_keys, "cluster": places.cluster()})
    encrypted.close()
    return encrypted.key, manifest


@contextmanager
def _staging() -> Iterator[Path]:
    """A folder for a place in which the copy is started; nothing of it stays."""
    folder = places.cluster_folder() / f"staging-{secrets.token_hex(4)}"
    places.make_folder(folder, 0o755 if accounts.as_root() else 0o700)
    try:
        with places.elsewhere(folder):
            folders.prepare(places.cluster())
            sockets = places.socket_folder()
        yield folder
    finally:
        with suppress(OSError):
            shutil.rmtree(sockets)
        shutil.rmtree(folder, ignore_errors=True)


def _own_files(with_keys: bool) -> Iterator[tuple[Path, str]]:
    """Files of the house beside the database, each with its name in the backup; private keys only where asked for."""
    roots = [(places.cluster_folder(), "cluster")]
    if with_keys:
        roots.append((places.var() / "keys", "keys"))
    for root, head in roots:
        for path in base.walk(root):
            inside = path.relative_to(root)
            if head == "cluster" and not _belongs(inside, with_keys):
                continue
            yield path, f"{head}/{inside.as_posix()}"


def _belongs(inside: Path, with_keys: bool) -> bool:
    """Whether a file of the cluster's folder is packed: those of this database, and those that belong to none."""
    first = inside.parts[0]
    if set(inside.parts) & APART or first.startswith("staging-") or inside.name.endswith(NOT_KEPT):
        return False
    if len(inside.parts) > 1 and first != places.database_name():
        return False
    private = inside.suffix == ".key" or "keys" in inside.parts[:-1]
    return with_keys or not private


def _put_journal(staging: Path) -> None:
    """Checkpoints and public key beside the copy, so that its journal can be verified."""
    source = places.checkpoint_file().parent
    with places.elsewhere(staging):
        target = places.checkpoint_file().parent
    for path in source.iterdir() if source.exists() else ():
        if path.is_file():
            shutil.copyfile(path, target / path.name)
            if accounts.as_root():
                os.chown(target / path.name, accounts.service().uid, accounts.service().gid)


def _read_again(path: Path, key: bytes, manifest: archive.Manifest, say: Say) -> str:
    """Read the file from the disk, decrypt it and hold it against the manifest; returns its SHA-256."""
    told = counted(say, "check", path.stat().st_size)
    with path.open("rb") as file:
        hashed = archive.Hashed(file, told)
        hashed.read(container.HEAD)
        if archive.check(container.Reader(hashed, key)) != manifest:
            raise container.Damaged(
                "house.backup.file", "{file} is not in the backup as the manifest says.", file=archive.MANIFEST
            )
    return hashed.hash.hexdigest()


def counted(say: Say, what: str, total: int) -> archive.Progress:
    """Adds up what is told of piece by piece."""
    done = 0

    def told(count: int) -> None:
        nonlocal done
        done += count
        say(what, done, total)

    return told


def _remember(made: Made) -> None:
    """Into the journal, and into the house's own list."""
    import psycopg

    from commonweal.audit import journal, terms, verbs

    verbs.register("audit", terms.JOURNAL_VERBS)
    said = {name: value for name, value in asdict(made).items() if name in ("size", "sha256", "key", "with_keys")}
    entry = journal.write("audit.backup.made", by=journal.systems_actor(purpose="continuity"), **said).entry
    with psycopg.connect(**database.connection_settings("cw_clock"), autocommit=True) as connection:
        connection.execute("select audit_append(%s, '[]')", [entry])
    with register_file().open("a", encoding="utf-8") as file:
        file.write(json.dumps(asdict(made), ensure_ascii=False) + "\n")
