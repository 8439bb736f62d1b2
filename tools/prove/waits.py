"""What warrants wait for, and how far the journal's numbering is behind, while something else goes on."""

import json
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from tools.prove.opening import NAME
from tools.prove.scratch import CHECKOUT

EVERY = 0.005
WAITING = (
    "select coalesce(wait_event_type, 'running'), coalesce(wait_event, '') from pg_stat_activity"
    f" where application_name = '{NAME}' and backend_type = 'client backend' and state = 'active'"
)
WARM = 1.0
"""Seconds at the beginning that do not count: first connection, caches."""


class Opening:
    """A process that opens warrants, one every tenth of a second."""

    def __init__(self, officer: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tools.prove.opening", officer], cwd=CHECKOUT, stdout=subprocess.PIPE, text=True
        )
        time.sleep(3 * WARM)

    def stop(self) -> list[tuple[float, float]]:
        """End it; moment and milliseconds of each."""
        self._process.terminate()
        output, _ = self._process.communicate()
        return json.loads(output)


class Watch:
    """Looks every few milliseconds what the opening session waits for and which entries have no number yet."""

    def __init__(self, connect: Callable) -> None:
        self._connect, self._stop = connect, threading.Event()
        self.waits: list[tuple[float, str, str]] = []
        self.behind: dict[object, list[float]] = {}
        self._thread = threading.Thread(target=self._look)
        self._thread.start()

    def _look(self) -> None:
        with self._connect() as superuser:
            while not self._stop.wait(EVERY):
                now = time.time()
                self.waits += [(now, *row) for row in superuser.execute(WAITING).fetchall()]
                for (entry,) in superuser.execute("select id from audit_entry where leaf is null").fetchall():
                    self.behind.setdefault(entry, [now, now])[1] = now

    def stop(self) -> None:
        """End it."""
        self._stop.set()
        self._thread.join()

    def kinds(self, since: float, until: float) -> Counter:
        """How many looks between two moments saw the session waiting for what."""
        return Counter(f"{kind} {what}".strip() for at, kind, what in self.waits if since <= at < until)

    def lag(self, since: float, until: float) -> float:
        """The longest time in seconds that a committed entry waited for its number."""
        spans = [last - first for first, last in self.behind.values() if since <= first < until]
        return max(spans, default=0.0) + EVERY


@contextmanager
def watched(connect: Callable) -> Iterator[Watch]:
    """A watch for the length of the block."""
    watch = Watch(connect)
    try:
        yield watch
    finally:
        watch.stop()


def told(milliseconds: list[float]) -> str:
    """Middle, 99th of a hundred, slowest and how many."""
    ordered = sorted(milliseconds)
    p99 = ordered[min(len(ordered) - 1, len(ordered) * 99 // 100)]
    return f"p50 {ordered[len(ordered) // 2]:.0f}, p99 {p99:.0f}, slowest {ordered[-1]:.0f} ms of {len(ordered)}"
