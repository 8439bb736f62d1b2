"""A whole house that a proof starts, kills and starts again, and the real commands run beside it."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

from commonweal.house import places, postgres, processes
from tools.prove.scratch import CHECKOUT

PARTS = ("record", "identity", "narrative", "special", "custody", "version", "link")


class House:
    """The tree of this proof's own house, watched by a thread, started again after its database was killed."""

    def __init__(self) -> None:
        self._tree, self._ended = processes.Tree(), threading.Event()
        self._names: tuple[str, ...] = ("search", "clock")

    def up(self, children: tuple[str, ...] = ()) -> None:
        """Start the database and these children; the same as before where none are named."""
        self._names = children or self._names
        self._tree, self._ended = processes.Tree(), threading.Event()
        self._tree.up(self._names)
        threading.Thread(target=self._watch, args=(self._tree, self._ended), daemon=True).start()

    @staticmethod
    def _watch(tree: processes.Tree, ended: threading.Event) -> None:
        while not ended.wait(0.2):
            if tree.poll() is not None:
                return

    def down(self) -> None:
        """Stop everything."""
        self._ended.set()
        time.sleep(0.3)
        self._tree.down()

    def kill_database(self) -> None:
        """kill -9 of the postmaster; then the whole house is started again."""
        self.kill_postmaster()
        time.sleep(0.5)
        self.down()
        self.up()

    @staticmethod
    def kill_postmaster() -> None:
        """kill -9 of the postmaster alone."""
        os.kill(postgres.postmaster(places.data_folder()), signal.SIGKILL)

    def kill_search(self) -> None:
        """kill -9 of the search process; the tree starts it again."""
        self.kill("search")

    def kill(self, name: str) -> None:
        """kill -9 of a child; the tree starts it again."""
        os.kill(self._tree.children[name].process.pid, signal.SIGKILL)

    @property
    def is_whole(self) -> bool:
        """Whether all children run, and the search process answers."""
        children = self._tree.children.values()
        return all(child.is_alive() and child.ready() for child in children)

    def calm(self) -> None:
        """Let the tree forget how often its children died, so that it starts the next one without waiting longer."""
        for child in self._tree.children.values():
            child.delay = processes.FIRST_DELAY / 2


@contextmanager
def superuser() -> Iterator[psycopg.Connection]:
    """A connection bound by no policy, for looking."""
    with postgres.connect_super("main", places.database_name()) as connection:
        yield connection


@dataclass
class Command:
    """`commonweal … --json` in a process of its own; what it said to have committed, and the memory it took at most.

    `errors` is whatever else it said on standard error."""

    words: tuple[str, ...]
    acknowledged: list[int] = field(default_factory=list)
    peak: float = 0.0
    seconds: float = 0.0

    def __post_init__(self) -> None:
        self._began = time.monotonic()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "commonweal.house.cli", *self.words, "--json"],
            cwd=CHECKOUT,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.errors: list[str] = []
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    def _read(self) -> None:
        for line in self._process.stderr:
            if line.startswith("{"):
                self.acknowledged += json.loads(line).values()
                self._look_at_memory()
            else:
                self.errors.append(line)

    def _look_at_memory(self) -> None:
        status = Path(f"/proc/{self._process.pid}/status")
        for line in status.read_text().splitlines() if status.exists() else ():
            if line.startswith("VmHWM"):
                self.peak = max(self.peak, int(line.split()[1]) / 1024)

    def until_it_says(self, more_than: int = 0, *, seconds: float = 120) -> None:
        """Wait until it has committed something beyond a number."""
        deadline = time.monotonic() + seconds
        while max(self.acknowledged, default=0) <= more_than:
            if self._process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"commonweal {self.words[0]} did not get so far: {''.join(self.errors)[-800:]}")
            time.sleep(0.01)

    @property
    def runs(self) -> bool:
        """Whether it has not ended."""
        return self._process.poll() is None

    @property
    def pid(self) -> int:
        """Its number."""
        return self._process.pid

    def kill(self) -> int:
        """kill -9; returns the last that it said to have committed."""
        self._process.kill()
        self._process.communicate()
        self._reader.join()
        return max(self.acknowledged, default=0)

    def result(self) -> dict:
        """Let it end; what it printed."""
        output = self._process.stdout.read()
        self._reader.join()
        if self._process.wait() != 0:
            raise RuntimeError(f"commonweal {self.words[0]} failed: {''.join(self.errors)[-800:]}")
        self._process.stdout.close()
        self._process.stderr.close()
        self.seconds = time.monotonic() - self._began
        return json.loads(output)


def eventually(condition: Callable[[], bool], *, seconds: float = 120) -> bool:
    """Whether a condition came true in time."""
    deadline = time.monotonic() + seconds
    while not (found := condition()) and time.monotonic() < deadline:
        time.sleep(0.1)
    return found


def content_digest(connection: psycopg.Connection) -> str:
    """One hash over every column of every row of every part; the order in which a plan reads them does not count."""
    rows = "select md5(t::text) as row from databanks_{part} t"
    parts = [
        f"select '{part}' as part, coalesce(string_agg(row, '' order by row), '') as content from ({rows.format(part=part)}) r"
        for part in PARTS
    ]
    together = "string_agg(content, '/' order by part)"
    whole = f"select encode(sha256(convert_to({together}, 'UTF8')), 'hex') from ({' union all '.join(parts)}) p"
    return connection.execute(whole).fetchone()[0]
