"""Keeps the tests' PostgreSQL running while any test session uses it, and stops it a second after the last one.

Several sessions may run at once (two terminals, two workers); none of them may own the server, because the server
ends with its parent. So it belongs to this small process, which ends when nobody holds the shared lock any more,
however the sessions ended.
"""

import fcntl
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from commonweal.house import folders, places, postgres

IDLE_SECONDS = 1.0


@contextmanager
def use() -> Iterator[None]:
    """The tests' server runs and answers inside the block."""
    folders.prepare("test")
    with (places.cluster_folder("test") / "in-use.lock").open("w") as in_use:
        fcntl.flock(in_use, fcntl.LOCK_SH)
        _start()
        yield


def _start() -> None:
    log = places.log_folder("test") / "keeper.log"
    with log.open("w") as stderr:
        starter = subprocess.Popen(
            [sys.executable, "-m", "tests.keeper"],
            cwd=places.checkout(),
            env=os.environ | {"COMMONWEAL_CLUSTER": "test"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=stderr,
            start_new_session=True,
        )
    if starter.wait() != 0:
        raise RuntimeError(f"the tests' database did not start:\n{log.read_text()}")


def _main() -> None:
    """Fork: the child starts the server and stays with it; the parent ends when the server answers, 0 if it does."""
    reading, writing = os.pipe()
    if os.fork():
        os.close(writing)
        os._exit(0 if os.read(reading, 1) else 1)
    server = postgres.launch("test")
    os.write(writing, b"1")
    os.close(writing)
    if server.process is not None:
        _keep(server)


def _keep(server: postgres.Server) -> None:
    with (places.cluster_folder("test") / "in-use.lock").open("w") as lock:
        while server.process.poll() is None:
            time.sleep(IDLE_SECONDS)
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                continue
            server.stop()  # a session that comes now waits for the lock and then starts a keeper of its own


if __name__ == "__main__":
    _main()
