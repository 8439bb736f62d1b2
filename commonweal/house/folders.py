"""Makes the folders of a cluster with the owner and mode that each needs, and refuses foreign ones.

Only folders made here are given away; one that exists with another owner or a wider mode is refused with the reason.

As root two accounts meet at the sockets, so their folder cannot be 0700: it belongs to the service user, its group is
the web's, mode 02710. The web may go through it to a socket whose name it knows, may not list it and may not put
anything into it; the setgid bit gives sockets made inside the web's group. Everyone else stops at the folder.
"""

import os
import pwd
import stat
from pathlib import Path

from commonweal.common import sealed
from commonweal.common.errors import NotNow
from commonweal.house import accounts, places


def prepare(cluster: str) -> None:
    """Make every folder of `cluster`; open the web's keys to the web's group. Idempotent."""
    service, web, starter = accounts.service(), accounts.web(), accounts.me()
    shared = accounts.as_root()
    base = places.cluster_folder(cluster)
    public = (places.var(), places.var() / "static", base, places.configuration_folder(cluster))
    for path in (*public, places.log_folder(cluster)):
        _own(path, starter.uid, starter.gid, 0o755 if shared else 0o700)
        _check_reach(path, service)
    _own(places.data_folder(cluster), service.uid, service.gid, 0o700, secret=True)
    house = places.house_folder(cluster)
    _own(house, starter.uid, starter.gid, 0o755 if shared else 0o700)
    _own(house / "index", service.uid, service.gid, 0o700, secret=True)
    _own(house / "journal", service.uid, service.gid, 0o755 if shared else 0o700)
    _own(house / "journal" / "keys", service.uid, service.gid, 0o700, secret=True)
    _own(base / "intake", web.uid, web.gid, 0o700, secret=True)
    sockets = places.socket_folder(cluster)
    if sockets.parent == places.SYSTEM_RUN:
        _own(sockets.parent, starter.uid, starter.gid, 0o755)
    _own(sockets, service.uid, web.gid, 0o2710 if shared else 0o700, secret=True)
    prepare_keys()


def prepare_keys() -> None:
    """Make the keys of the web: its own, which its group reads, and those of what officers keep, which it owns."""
    starter, web = accounts.me(), accounts.web()
    keys = places.web_key_files()
    key, ring = places.question_key_file(), places.question_ring_file()
    places.make_folder(ring.parent, 0o755 if accounts.as_root() else 0o700)
    sealed.make(key, ring)
    if accounts.as_root():
        for path in keys:
            os.chown(path, starter.uid, web.gid)
            path.chmod(0o640)
        for path in (key, ring):
            os.chown(path, web.uid, web.gid)


def _own(path: Path, uid: int, gid: int, mode: int, *, secret: bool = False) -> None:
    """Make `path` for this owner with this mode, or check an existing one's owner and, where `secret`, its mode."""
    if not os.path.lexists(path):
        places.make_folder(path, 0o700)
        os.chown(path, uid, gid)
        path.chmod(mode)
        return
    found = path.lstat()
    if not stat.S_ISDIR(found.st_mode):
        raise NotNow("house.folder.no-folder", "{path} must be a folder and is not; move it away.", path=path)
    if found.st_uid != uid:
        raise NotNow(
            "house.folder.foreign",
            "{path} belongs to {owner}, but {wanted} needs it. Start as the user who started before, choose another "
            "place with COMMONWEAL_VAR, or remove the folder.",
            path=path,
            owner=_name(found.st_uid),
            wanted=_name(uid),
        )
    if secret and stat.S_IMODE(found.st_mode) & ~mode:
        raise NotNow(
            "house.folder.open",
            "{path} has mode {found:04o}, wider than {mode:04o}: others may have looked in. Check it, then run "
            "chmod {mode:04o} on it.",
            path=path,
            found=stat.S_IMODE(found.st_mode),
            mode=mode,
        )


def _check_reach(path: Path, service: accounts.Account) -> None:
    if not accounts.may_reach(path, service):
        raise NotNow(
            "house.folder.unreachable",
            "The account {name} cannot reach {path}: it or a folder above it is closed. Choose another place with "
            "COMMONWEAL_VAR; permissions of folders that are not ours are not changed.",
            name=service.name,
            path=path,
        )


def _name(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return f"user number {uid}"
