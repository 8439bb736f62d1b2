"""What lies in a backup: a compressed tar of files, and behind them a manifest with each one's size and SHA-256.

Written and read as a stream, in constant memory. The manifest is the last member: what is not in it, or is otherwise
than it says, is named.
"""

import gzip
import hashlib
import io
import json
import tarfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from commonweal.house.backups.container import Damaged

MANIFEST = "manifest.json"
STEP = 1 << 18
Progress = Callable[[int], None]
"""Told how many bytes were done since it was last told."""


@dataclass
class Manifest:
    """`files`: path in the backup → size, SHA-256. `facts`: what was found in the database when it was tried."""

    files: dict[str, tuple[int, str]] = field(default_factory=dict)
    facts: dict = field(default_factory=dict)


class Hashed:
    """A file that is hashed while it is read."""

    def __init__(self, file: BinaryIO, progress: Progress) -> None:
        self._file, self._progress, self.hash = file, progress, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        data = self._file.read(size)
        self.hash.update(data)
        self._progress(len(data))
        return data


class Archive:
    """An archive that is being written into `out`."""

    def __init__(self, out: BinaryIO, progress: Progress) -> None:
        self.manifest = Manifest()
        self._progress = progress
        self._zip = gzip.GzipFile(fileobj=out, mode="wb", compresslevel=1, mtime=0)
        self._tar = tarfile.open(fileobj=self._zip, mode="w|", bufsize=STEP)  # noqa: SIM115 - closed by `close`

    def add(self, path: Path, name: str) -> str:
        """Add a file under this name, as long as it is now; returns its SHA-256."""
        with path.open("rb") as file:
            info = tarfile.TarInfo(name)
            info.size, info.mode = path.stat().st_size, path.stat().st_mode & 0o777
            hashed = Hashed(file, self._progress)
            self._tar.addfile(info, hashed)
        self.manifest.files[name] = (info.size, hashed.hash.hexdigest())
        return self.manifest.files[name][1]

    def close(self, facts: dict) -> Manifest:
        """Add the manifest with these facts and end."""
        self.manifest.facts = facts
        text = json.dumps({"files": self.manifest.files, "facts": facts}, ensure_ascii=False).encode()
        info = tarfile.TarInfo(MANIFEST)
        info.size = len(text)
        self._tar.addfile(info, io.BytesIO(text))
        self._tar.close()
        self._zip.close()
        return self.manifest


@contextmanager
def _members(source: BinaryIO) -> Iterator[Iterator[tuple[tarfile.TarInfo, BinaryIO]]]:
    """Name, size, mode and content of each member, the manifest last; Damaged says in which member it broke off."""
    at = "the first file"

    def each() -> Iterator[tuple[tarfile.TarInfo, BinaryIO]]:
        nonlocal at
        with gzip.GzipFile(fileobj=source, mode="rb") as plain, tarfile.open(fileobj=plain, mode="r|") as tar:
            for info in tar:
                at = info.name
                path = PurePosixPath(info.name)
                if not info.isfile() or path.is_absolute() or ".." in path.parts:
                    raise _broken(info.name)
                yield info, tar.extractfile(info)
            at = "the end"
            while plain.read(STEP):
                pass
        while source.read(STEP):
            pass

    try:
        yield each()
    except Damaged as problem:
        if problem.code != "house.backup.damaged-piece":
            raise
        raise Damaged(
            "house.backup.damaged",
            "The backup was changed or cut off: bytes {first} to {last} are not as they were written. They hold {file},"
            " or what stands behind it.",
            **problem.params | {"file": at},
        ) from problem
    except (tarfile.TarError, zlib.error, EOFError, gzip.BadGzipFile, ValueError) as problem:
        raise _broken(at) from problem


def check(source: BinaryIO, put: Callable[[str, int, Iterable[bytes]], None] | None = None) -> Manifest:
    """Read a whole archive and hold every file against the manifest; `put` is given each file's name, mode and content.

    Raises Damaged, with the name of the file, where anything is not as it was written.
    """
    found: dict[str, tuple[int, str]] = {}
    said: dict | None = None
    with _members(source) as members:
        for info, file in members:
            name = info.name
            if name == MANIFEST:
                said = json.loads(file.read())
                continue
            digest = hashlib.sha256()
            pieces = _pieces(file, digest)
            if put:
                put(name, info.mode, pieces)
            for _rest in pieces:
                pass
            found[name] = (info.size, digest.hexdigest())
    if said is None:
        raise _broken(MANIFEST)
    manifest = Manifest({name: (size, digest) for name, (size, digest) in said["files"].items()}, said["facts"])
    for name in sorted(found.keys() | manifest.files.keys()):
        if found.get(name) != manifest.files.get(name):
            raise _broken(name)
    return manifest


def _pieces(file: BinaryIO, digest: "hashlib._Hash") -> Iterator[bytes]:
    while data := file.read(STEP):
        digest.update(data)
        yield data


def _broken(name: str) -> Damaged:
    return Damaged("house.backup.file", "{file} is not in the backup as the manifest says.", file=name)
