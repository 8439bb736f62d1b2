"""A base backup of the embedded cluster into a folder, and our own check of PostgreSQL's manifest of it.

PostgreSQL's program for the check, pg_verifybackup, crashes in one of the wheels that bring the server; what it does is
little: each file's size and SHA-256, and the manifest's own.
"""

import hashlib
import json
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

from commonweal.common.errors import NotNow
from commonweal.house import accounts, binaries, places, roles, spawn
from commonweal.house.backups.container import Damaged

MANIFEST = "backup_manifest"
CLAIM = '"Manifest-Checksum"'


def take(target: Path, host: Path, major: int) -> None:
    """Copy the cluster that answers in the folder `host` into the empty folder `target`, with the log that makes it
    whole (pg_basebackup, manifest with SHA-256)."""
    command = [binaries.find(major).program("pg_basebackup"), "-h", host, "-U", roles.SUPER, "-D", target, "-F", "p"]
    command += ["-X", "stream", "-c", "fast", "--manifest-checksums=SHA256", "--no-password"]
    done = subprocess.run(
        command,
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        preexec_fn=spawn.tie_to_parent(signal.SIGKILL),
        **spawn.arguments(accounts.service()),
    )
    if done.returncode != 0:
        raise NotNow(
            "house.backup.base",
            "The database could not be copied: {reason}. A house that was started by an earlier version lets nobody"
            " copy it: start it again.",
            reason=done.stderr.strip()[-1000:],
        )


def files(data: Path) -> dict[str, tuple[int, str]]:
    """What PostgreSQL's manifest says: path → size, SHA-256; Damaged where the manifest itself was changed."""
    raw = (data / MANIFEST).read_bytes()
    before, found, _ = raw.rpartition(CLAIM.encode())
    try:
        said = json.loads(raw)
        claimed = said["Manifest-Checksum"]
        listed = {each["Path"]: (each["Size"], each["Checksum"]) for each in said["Files"]}
    except (ValueError, KeyError, TypeError):
        raise _differs(MANIFEST) from None
    if not found or hashlib.sha256(before).hexdigest() != claimed:
        raise _differs(MANIFEST)
    return listed


def check(data: Path) -> int:
    """Hold every file of a base backup that was not started yet against PostgreSQL's manifest; returns how many.

    Damaged names the first file that is missing, too many or otherwise than it was copied.
    """
    listed = files(data)
    here = {path.relative_to(data).as_posix() for path in walk(data)} - {MANIFEST}
    here = {name for name in here if not name.startswith("pg_wal/")}  # checked by the server when it reads it
    for name in sorted(here ^ listed.keys()):
        raise _differs(name)
    for name, (size, digest) in listed.items():
        with (data / name).open("rb") as file:
            if (data / name).stat().st_size != size or hashlib.file_digest(file, "sha256").hexdigest() != digest:
                raise _differs(name)
    return len(listed)


def walk(folder: Path) -> Iterator[Path]:
    """Every file under a folder, in order of their names."""
    yield from sorted(path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())


def major(data: Path) -> int:
    """The version of PostgreSQL whose data these are."""
    return int((data / "PG_VERSION").read_text(encoding="ascii").strip())


def present() -> Path:
    """The data folder of the cluster of this process."""
    return places.data_folder()


def _differs(name: str) -> Damaged:
    return Damaged("house.backup.file", "{file} is not in the backup as the manifest says.", file=f"pgdata/{name}")
