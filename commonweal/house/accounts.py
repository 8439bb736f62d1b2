"""The operating-system accounts of the house.

Started by an ordinary user, everything runs on that one account. Started by root, database, search and clock run as
`commonweal`, the web as `commonweal-web`, the demonstration's witness as `commonweal-witness`; each is made when
missing, and nothing of PostgreSQL ever runs as root.
"""

import grp
import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from commonweal.common.errors import NotNow

SERVICE = "commonweal"
WEB = "commonweal-web"
WITNESS = "commonweal-witness"
ADMIN_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"


@dataclass(frozen=True)
class Account:
    """One operating-system account: its name and numbers."""

    name: str
    uid: int
    gid: int


def as_root() -> bool:
    """Whether this process is root and must therefore hand work to accounts with less power."""
    return os.geteuid() == 0


def me() -> Account:
    """The account of this process. PostgreSQL's peer authentication needs it to have a name."""
    try:
        entry = pwd.getpwuid(os.geteuid())
    except KeyError:
        raise NotNow(
            "house.account.nameless",
            "This process runs as user number {uid}, which has no name in /etc/passwd; add one: the database "
            "recognises its clients by name.",
            uid=os.geteuid(),
        ) from None
    return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)


def service() -> Account:
    """The account of database, search and clock; made when root asks for it the first time."""
    return _ensure(SERVICE) if as_root() else me()


def web() -> Account:
    """The account of the web; made when root asks for it the first time."""
    return _ensure(WEB) if as_root() else me()


def witness() -> Account:
    """The account of the demonstration's witness, which the database does not know; made when root first asks."""
    return _ensure(WITNESS) if as_root() else me()


def _ensure(name: str) -> Account:
    for attempt in range(2):
        try:
            entry = pwd.getpwnam(name)
            return Account(name, entry.pw_uid, entry.pw_gid)
        except KeyError:
            if attempt == 0:
                _make(name)
    raise NotNow(
        "house.account.missing", "The account {name} was made but cannot be found; see getent passwd.", name=name
    )


def _make(name: str) -> None:
    tool = shutil.which("useradd", path=ADMIN_PATH)
    if tool is None:
        raise NotNow(
            "house.account.no-useradd", "useradd is missing; make the system account {name} by hand.", name=name
        )
    command = [tool, "--system", "--user-group", "--no-create-home", "--home-dir", "/nonexistent"]
    done = subprocess.run(
        [*command, "--shell", "/usr/sbin/nologin", name], capture_output=True, text=True, env={"PATH": ADMIN_PATH}
    )
    try:
        pwd.getpwnam(name)  # another launcher may have been quicker: then useradd's refusal does not matter
    except KeyError:
        raise NotNow(
            "house.account.refused",
            "useradd could not make the account {name}: {reason}",
            name=name,
            reason=done.stderr.strip(),
        ) from None


def may_reach(path: Path, account: Account) -> bool:
    """Whether `account` may walk down to `path` and read it (execute it, when it is a folder or a program)."""
    if account.uid == os.geteuid():
        return os.access(path, os.R_OK)
    groups = {account.gid} | {entry.gr_gid for entry in grp.getgrall() if account.name in entry.gr_mem}
    return all(_allows(step, account.uid, groups, 1) for step in path.resolve().parents) and _allows(
        path.resolve(), account.uid, groups, 5 if path.is_dir() else 4
    )


def _allows(path: Path, uid: int, groups: set[int], wanted: int) -> bool:
    found = path.stat()
    if found.st_uid == uid:
        bits = found.st_mode >> 6
    elif found.st_gid in groups:
        bits = found.st_mode >> 3
    else:
        bits = found.st_mode
    return bits & wanted == wanted
