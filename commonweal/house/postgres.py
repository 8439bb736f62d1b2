"""The launcher of the embedded PostgreSQL: makes a cluster, starts it, attaches to a running one, stops it.

The server is a direct child (no pg_ctl with its own idea of time) and gets SIGINT when its parent dies, so that no
database outlives the house. SIGINT is PostgreSQL's fast stop; SIGTERM would wait for every pooled client.
"""

import fcntl
import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import psycopg

from commonweal.common.errors import NotNow
from commonweal.house import accounts, binaries, configuration, database, folders, places, roles, spawn

READY = "commonweal.ready"
"""Marker in the data folder, written last: PG_VERSION appears early and does not prove that initdb finished."""
SESSIONS_SECONDS = 30.0
"""Seconds to wait for the sessions of a server that was killed."""
PATIENCE = 600.0
"""Seconds to wait for a server that is alive but not yet ready (crash recovery) or not yet gone."""


@dataclass
class Server:
    """A running embedded server. `process` is None when another process started it: then it is not ours to stop."""

    cluster: str
    process: subprocess.Popen | None

    def connect(self, name: str = "postgres") -> psycopg.Connection:
        """A connection as `cw_super` with autocommit."""
        return connect_super(self.cluster, name)

    def is_alive(self) -> bool:
        """Whether the server runs."""
        if self.process is None:
            return postmaster(places.data_folder(self.cluster)) is not None
        return self.process.poll() is None

    def stop(self) -> None:
        """Stop the server if we started it."""
        if self.process is not None:
            stop_process(self.process)


def connect_super(cluster: str | None = None, name: str = "postgres") -> psycopg.Connection:
    """A connection as `cw_super` with autocommit to the embedded cluster."""
    host = str(places.socket_folder(cluster))
    return psycopg.connect(host=host, user=roles.SUPER, dbname=name, autocommit=True)


def launch(cluster: str | None = None) -> Server:
    """The running server of `cluster`: made, started and given its roles where needed, attached to where it runs.

    Call it from a thread that lives as long as the server should: the kernel ties the child to it.
    """
    cluster = cluster or places.cluster()
    folders.prepare(cluster)
    with _launch_lock(cluster):
        if _attach(cluster):
            return Server(cluster, None)
        data = places.data_folder(cluster)
        (data / "postmaster.pid").unlink(missing_ok=True)  # stale: _attach has seen that nobody stands behind it
        programs = _programs(data)
        if not (data / READY).exists():
            _initialise(programs, data)
        configuration.write(cluster)
        process = _start_and_wait(programs, cluster)
        try:
            ensure_roles(cluster)
        except BaseException:
            stop_process(process)
            raise
    return Server(cluster, process)


def ensure_roles(cluster: str | None = None) -> None:
    """Bring the embedded cluster's roles to their right attributes."""
    with connect_super(cluster) as connection:
        roles.ensure_roles(connection)


def create_database(name: str, cluster: str | None = None) -> None:
    """Create database `name` with its grants unless it exists; an existing one gets its grants anew."""
    with connect_super(cluster) as connection:
        new = not roles.exists(connection, name)
        if new:
            roles.create_database(connection, name)
        else:
            roles.grant_database(connection, name)
    with connect_super(cluster, name) as connection:
        for statement in [*(roles.schema_statements() if new else []), *roles.quiet_statements()]:
            connection.execute(statement)


@contextmanager
def owner_login() -> Iterator[None]:
    """Let `cw_owner` log in for the length of the block. On a server the operator decides; nothing is done there."""
    if database.is_server():
        yield
        return
    with connect_super() as connection, roles.owner_may_login(connection):
        yield


def stop_process(process: subprocess.Popen, patience: float = 60.0) -> None:
    """Stop a server: fast, and if that takes longer than `patience` seconds, at once (recovery at the next start)."""
    for request in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
        if process.poll() is not None:
            return
        process.send_signal(request)
        try:
            process.wait(patience)
        except subprocess.TimeoutExpired:
            continue


@contextmanager
def _launch_lock(cluster: str) -> Iterator[None]:
    """One launcher at a time decides whether to start or to attach."""
    with (places.cluster_folder(cluster) / "launch.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _attach(cluster: str) -> bool:
    """Whether a server of this cluster runs and answers; one that is stopping is waited for."""
    data = places.data_folder(cluster)
    if postmaster(data) is None:
        return False
    try:
        _wait_ready(cluster, lambda: postmaster(data) is not None)
    except NotNow:
        if postmaster(data) is not None:
            raise
        return False
    return True


def postmaster(data: Path) -> int | None:
    """Process number of the server that holds `data`, or None. A number that now belongs to another program is stale:
    PostgreSQL itself would refuse to start over it when that program runs under the same account."""
    try:
        pid = int((data / "postmaster.pid").read_text(encoding="utf-8").split("\n", 1)[0])
        command = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    except (FileNotFoundError, ProcessLookupError, ValueError):
        return None
    program = Path(os.fsdecode(command[0])).name
    return pid if program == "postgres" and os.fsencode(data) in command else None


def _programs(data: Path) -> binaries.Binaries:
    if (data / READY).exists():
        return binaries.find(int((data / "PG_VERSION").read_text(encoding="ascii").strip()))
    return binaries.find()


def _initialise(programs: binaries.Binaries, data: Path) -> None:
    """Make a new cluster; what an interrupted attempt left is moved aside, never deleted."""
    if any(data.iterdir()):
        data.rename(data.with_name(f"{data.name}.unfinished-{datetime.now(UTC):%Y%m%dT%H%M%S%f}"))
        folders.prepare(data.parent.name)
    command = [programs.program("initdb"), "-D", data, "-U", roles.SUPER, "-A", "peer", "-E", "UTF8"]
    command += ["--locale=C.UTF-8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "-k"]
    command += ["-N"] if data.parent.name == "test" else []  # what the power may take need not be flushed
    done = subprocess.run(
        [*command, "--no-instructions"],
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        preexec_fn=spawn.tie_to_parent(signal.SIGKILL),
        **spawn.arguments(accounts.service()),
    )
    if done.returncode != 0:
        raise NotNow(
            "house.postgres.initdb", "initdb failed: {reason}", reason=(done.stderr or done.stdout).strip()[-2000:]
        )
    marker = os.open(data / READY, os.O_CREAT | os.O_EXCL | os.O_WRONLY | os.O_NOFOLLOW, 0o600)
    os.fchown(marker, accounts.service().uid, accounts.service().gid)
    os.fsync(marker)
    os.close(marker)


def _start_and_wait(programs: binaries.Binaries, cluster: str) -> subprocess.Popen:
    """Start the server and wait until it answers.

    After a kill -9 the dead server's sessions need a moment to notice; until the last is gone PostgreSQL rightly
    refuses to start (it knows them by the shared memory), so it is asked again for a while.
    """
    deadline = time.monotonic() + SESSIONS_SECONDS
    while True:
        process = _start(programs, cluster)
        try:
            _wait_ready(cluster, Server(cluster, process).is_alive)
        except NotNow:
            stop_process(process)
            log = spawn.last_lines(places.log_folder(cluster) / "postgres.log", 3)
            if "still in use" not in log or time.monotonic() > deadline:
                raise
            time.sleep(0.2)
        except BaseException:
            stop_process(process)
            raise
        else:
            return process


def _start(programs: binaries.Binaries, cluster: str) -> subprocess.Popen:
    conf = places.configuration_folder(cluster)
    command = [programs.program("postgres"), "-D", places.data_folder(cluster)]
    for name, file in (
        ("config_file", "postgresql.conf"),
        ("hba_file", "pg_hba.conf"),
        ("ident_file", "pg_ident.conf"),
    ):
        command += ["-c", f"{name}={conf / file}"]  # the command line wins over ALTER SYSTEM
    command += ["-c", "listen_addresses="]
    log = places.log_folder(cluster) / "postgres.log"
    return spawn.start(command, account=accounts.service(), log=log, at_parents_end=signal.SIGINT)


def _wait_ready(cluster: str, alive: Callable[[], bool]) -> None:
    """Wait until the server of this very data folder answers a connection, as long as it is alive."""
    data = places.data_folder(cluster)
    deadline, problem = time.monotonic() + PATIENCE, None
    while alive() and time.monotonic() < deadline:
        try:
            with connect_super(cluster) as connection:
                row = connection.execute("show data_directory").fetchone()
        except psycopg.OperationalError as error:
            problem = error
            time.sleep(0.02)
            continue
        if row is None or Path(row[0]).resolve() != data.resolve():
            raise NotNow(
                "house.postgres.other",
                "On the socket in {folder} another cluster answers; stop it or choose another COMMONWEAL_VAR.",
                folder=places.socket_folder(cluster),
            )
        return
    raise NotNow(
        "house.postgres.not-ready",
        "The database did not start: {reason} Its log: {log}",
        reason=spawn.last_lines(places.log_folder(cluster) / "postgres.log") or problem,
        log=places.log_folder(cluster) / "postgres.log",
    )
