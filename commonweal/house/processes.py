"""The process tree: one parent that starts database, search, clock, worker and web, watches them, stops them in order.

One tree at a time holds `up.lock`. The database is started first and stopped last. A search, clock or worker process
that dies is started again, later each time; the end of the web or of the database ends the tree.
"""

import contextlib
import fcntl
import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import IO

from commonweal.common.errors import BadInput, NotNow
from commonweal.house import (
    accounts,
    database,
    folders,
    migrate,
    places,
    ports,
    postgres,
    reach,
    spawn,
    witness_keeping,
)

ALL = ("search", "clock", "worker", "web")
POLL_SECONDS = 0.2
GRACE_SECONDS = 15.0
READY_SECONDS = 120.0
LOCK_SECONDS = 1.0
FIRST_DELAY, LONGEST_DELAY, CALM_SECONDS = 0.5, 30.0, 60.0
WEB = ("--interface", "wsgi", "--workers", "2", "--blocking-threads", "4", "--no-ws", "--workers-kill-timeout", "10")
ADDRESSES = {
    "search": ("DATABASE_INDEXER_URL",),
    "clock": ("DATABASE_CLOCK_URL",),
    "worker": ("DATABASE_URL",),
    "web": ("DATABASE_URL",),
    "witness": (),
}
"""The server addresses that each child is given: its own role's and no other."""
ROLES = {"search": "cw_indexer", "clock": "cw_clock", "worker": "cw_app"}
"""The database role of each child that is ours; the worker is bound as the web is, and runs on the web's account."""


@dataclass
class Child:
    """One child: how to start it, and how it fares."""

    name: str
    start: Callable[[], subprocess.Popen]
    ready: Callable[[], bool]
    vital: bool
    process: subprocess.Popen | None = None
    started: float = 0.0
    delay: float = FIRST_DELAY
    restart_at: float | None = None

    def begin(self) -> None:
        """Start it now."""
        self.process, self.started, self.restart_at = self.start(), time.monotonic(), None

    def is_alive(self) -> bool:
        """Whether its process runs."""
        return self.process is not None and self.process.poll() is None


@dataclass
class Tree:
    """The running house. `up()` starts it and returns, `watch()` stays until it ends, `down()` stops it."""

    port: int = field(default_factory=ports.web_port)
    children: dict[str, Child] = field(default_factory=dict)
    server: postgres.Server | None = None
    _lock: IO[str] | None = None
    _requests: list[int] = field(default_factory=list)

    def __enter__(self) -> "Tree":
        return self

    def __exit__(self, *_: object) -> None:
        self.down()

    def up(self, children: Sequence[str] = ALL) -> None:
        """Start the database, bring it to the present schema, start `children` and wait until they answer.

        Whatever goes wrong, nothing is left running.
        """
        try:
            self._take_lock()
            if "web" in children:
                ports.refuse_taken_port(self.port)
            self._start_database()
            _renew_dictionary()
            if self._requests:
                raise KeyboardInterrupt
            for name in children:
                self.start(name)
            if "clock" in children and witness_keeping.local_port():
                self.start("witness")
        except BaseException:
            self.down()
            raise

    def start(self, name: str) -> None:
        """Start the child of this name and wait until it answers."""
        self.add(self._child(name))

    def add(self, child: Child) -> None:
        """Start one child and wait until it answers."""
        self.children[child.name] = child
        child.begin()
        deadline = time.monotonic() + READY_SECONDS
        while not child.ready():
            if self._requests:
                raise KeyboardInterrupt
            if not child.is_alive() or time.monotonic() > deadline:
                raise NotNow(
                    "house.tree.child",
                    "The {name} process did not start. The end of its log {log}:\n{lines}",
                    name=child.name,
                    log=log_file(child.name),
                    lines=spawn.last_lines(log_file(child.name), 15),
                )
            time.sleep(0.05)

    def poll(self) -> int | None:
        """Look at everything once; restart what may be restarted. Returns an exit code when the tree must end."""
        if self.server is not None and not self.server.is_alive():
            for child in self.children.values():  # at once: without a database they only fill their logs
                if child.process is not None:
                    spawn.end_group(child.process)
            return 1
        for child in self.children.values():
            if not child.is_alive() and not self._revive(child):
                return 1
        return None

    def _revive(self, child: Child) -> bool:
        """Plan or carry out the restart of a child that has died; False when the tree must end with it."""
        now = time.monotonic()
        if child.restart_at is None:
            if child.process is not None:
                spawn.end_group(child.process)
                child.process = None  # its number may soon be another program's
            if child.vital:
                return False
            child.delay = FIRST_DELAY if now - child.started > CALM_SECONDS else min(child.delay * 2, LONGEST_DELAY)
            child.restart_at = now + child.delay
        elif now >= child.restart_at:
            child.begin()
        return True

    def watch(self) -> int:
        """Stay until Ctrl-C, SIGTERM or the end of a vital process; returns the exit code. Does not stop the tree."""
        with self._signals():
            while not self._requests:
                code = self.poll()
                if code is not None:
                    return code
                time.sleep(POLL_SECONDS)
        return 0

    def run(self, children: Sequence[str] = ALL, ready: Callable[[], None] = lambda: None) -> int:
        """`up`, tell `ready`, `watch`, `down`: the whole life of `commonweal serve`. Returns the exit code."""
        with self._signals():
            try:
                self.up(children)
                ready()
                return self.watch()
            except KeyboardInterrupt:
                return 0
            finally:
                self.down()

    def down(self) -> None:
        """Stop all children, then the database, in order; may be called again."""
        running = [child.process for child in self.children.values() if child.process is not None]
        for process in running:
            if process.poll() is None:
                process.terminate()
        deadline = time.monotonic() + GRACE_SECONDS
        for process in running:
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(max(0.0, deadline - time.monotonic()))
            spawn.end_group(process)
        self.children.clear()
        if self.server is not None:
            self.server.stop()
            self.server = None
        if self._lock is not None:
            self._lock.close()
            self._lock = None

    def _take_lock(self) -> None:
        if self._lock is not None:
            return
        lock = lock_file().open("a+")
        deadline = time.monotonic() + LOCK_SECONDS  # running_process() may hold it for an instant
        while not _try_lock(lock):
            if time.monotonic() > deadline:
                lock.close()
                raise NotNow(
                    "house.tree.running",
                    "The house is already running (process {pid}). Stop it first: Ctrl-C where it runs, or kill {pid}.",
                    pid=running_process() or "unknown",
                )
            time.sleep(0.05)
        self._lock = lock
        self._lock.truncate(0)
        self._lock.write(str(os.getpid()))
        self._lock.flush()

    def _start_database(self) -> None:
        if not database.is_server():
            self.server = postgres.launch()
            postgres.create_database(places.database_name())
        else:
            folders.prepare_keys()
        migrate.migrate_or_check()

    def _child(self, name: str) -> Child:
        if name == "web":
            account, role, answers = accounts.web(), "cw_app", lambda: ports.listens(self.port)
            command = ["-m", "granian", *WEB, "--log-level", "warning", "--host", "127.0.0.1"]
            command += ["--port", str(self.port), "commonweal.house.web:application"]
        elif name == "witness":
            port, folder = witness_keeping.local_port(), witness_keeping.local_folder()
            account, role, answers = accounts.witness(), "none", lambda: ports.listens(port)
            command = ["-m", "commonweal.house.cli", "journal", "witness", "run", str(folder), "--port", str(port)]
        elif name in ROLES:
            account = accounts.web() if name == "worker" else accounts.service()
            role = ROLES[name]
            command = ["-m", "commonweal.house.cli", f"{name}-process"]
            answers = _search_answers if name == "search" else lambda: True
        else:
            raise BadInput(
                "house.tree.unknown-child", "There is no process {name}; there are: {all}.", name=name, all=ALL
            )
        return Child(name, lambda: _start_python(name, command, account, role), answers, vital=name == "web")

    @contextlib.contextmanager
    def _signals(self) -> Iterator[None]:
        """SIGINT and SIGTERM are only noted inside the block; a second one does not disturb the stopping."""

        def note(number: int, _frame: FrameType | None) -> None:
            self._requests.append(number)

        before = {number: signal.signal(number, note) for number in (signal.SIGINT, signal.SIGTERM)}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)


@contextlib.contextmanager
def borrowed(children: Sequence[str] = ()) -> Iterator[Tree | None]:
    """A running house for the length of the block: the one that runs already (None is handed out), else one with
    `children` of our own."""
    if running_process() is None:
        with Tree() as tree:
            tree.up(children)
            yield tree
        return
    if not database.is_server():
        postgres.connect_super().close()
    if "search" in children and not _search_answers():
        raise NotNow("house.tree.no-search", "The running house has no search process; start it with make serve.")
    yield None


def running_process() -> int | None:
    """Number of the process whose tree runs, or None."""
    path = lock_file()
    with path.open("a+") as lock:
        if _try_lock(lock):
            return None
        lock.seek(0)
        text = lock.read().strip()
        return int(text) if text.isdigit() else -1


def _try_lock(lock: IO[str]) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def lock_file() -> Path:
    """File whose lock the running tree holds; its folder is made if needed."""
    places.make_folder(places.var(), 0o755 if accounts.as_root() else 0o700)
    places.make_folder(places.cluster_folder(), 0o755 if accounts.as_root() else 0o700)
    places.make_folder(places.house_folder(), 0o755 if accounts.as_root() else 0o700)
    return places.house_folder() / "up.lock"


def log_file(name: str) -> Path:
    """Log of the child `name`."""
    return places.log_folder() / (
        f"{name}.log" if places.cluster() == "main" else f"{name}-{places.database_name()}.log"
    )


def _start_python(name: str, command: list[str], account: accounts.Account, role: str) -> subprocess.Popen:
    found = reach.code(account)
    more = {key: os.environ[key] for key in ADDRESSES[name] if database.is_server() and key in os.environ}
    if name == "worker":
        more |= {key: value for key, value in os.environ.items() if key.startswith(spawn.FOR_ONE)}
    return spawn.start(
        [found.python, *command],
        account=account,
        log=log_file(name),
        at_parents_end=signal.SIGTERM,
        COMMONWEAL_DB_ROLE=role,
        PYTHONPATH=str(found.folder),
        **more,
    )


def _renew_dictionary() -> None:
    """Compile the operator's dictionary of names anew where this version reads names otherwise, before it is mapped."""
    if places.dictionary_file().exists():
        from commonweal.names import dictionary  # half a tenth of a second, which most starts need not pay

        dictionary.renew(places.dictionary_file())


def _search_answers() -> bool:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as probe:
        return probe.connect_ex(str(places.search_socket())) == 0
