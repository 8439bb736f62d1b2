"""Undoing an installation: stops what runs, removes what the house itself made, and nothing else."""

import errno
import os
import shutil
import signal
import time
from pathlib import Path

from commonweal.common.errors import NotNow
from commonweal.house import accounts, places, postgres, processes

OURS = (*places.CLUSTERS, "keys", "static", "code")
STOP_SECONDS = 60.0
REMOVE_SECONDS = 5.0


def clean() -> list[str]:
    """Stop the running house and remove its data; returns what was done, in sentences."""
    done = []
    if not places.var().exists():
        return ["There is nothing to remove."]
    pid = processes.running_process() if places.house_folder().exists() else None
    if pid is not None:
        _stop(pid, signal.SIGTERM)
        done.append(f"Stopped the running house (process {pid}).")
    for cluster in places.CLUSTERS:
        server = postgres.postmaster(places.data_folder(cluster))
        if server is not None:
            _stop(server, signal.SIGINT)
            done.append(f"Stopped the database (process {server}).")
    for path in _paths():
        if path.exists():
            _remove(path)
            done.append(f"Removed {path}.")
    if not any(places.var().iterdir()):
        places.var().rmdir()
    if accounts.as_root():
        done.append(
            f"The accounts {accounts.SERVICE}, {accounts.WEB}, {accounts.WITNESS} and programs in"
            f" {places.SYSTEM_DATA} may serve other checkouts and stay; userdel and rm remove them."
        )
    return done


def _paths() -> list[Path]:
    sockets = [places.socket_folder(cluster) for cluster in places.CLUSTERS]
    folders = [places.var() / name for name in OURS]
    return [*folders, *(path for path in sockets if places.var() not in path.parents)]


def _remove(path: Path) -> None:
    """Remove a folder; again where a process that was just ending wrote one more file into it."""
    deadline = time.monotonic() + REMOVE_SECONDS
    while True:
        try:
            return shutil.rmtree(path)
        except OSError as problem:
            if problem.errno not in (errno.ENOTEMPTY, errno.ENOENT) or time.monotonic() > deadline:
                raise NotNow(
                    "house.clean.busy",
                    "{folder} cannot be removed: {what}. End what still uses it and try again.",
                    folder=path,
                    what=problem.strerror,
                ) from problem
        time.sleep(0.1)


def _stop(pid: int, request: signal.Signals) -> None:
    """Ask process `pid` to end and wait until it has."""
    deadline = time.monotonic() + STOP_SECONDS
    os.kill(pid, request)
    while Path(f"/proc/{pid}").exists():
        if time.monotonic() > deadline:
            raise NotNow("house.clean.alive", "Process {pid} does not stop; end it and try again.", pid=pid)
        time.sleep(0.1)
