"""How much memory and processor time the processes of a house take while something goes on.

Memory is what a process holds for itself (`RssAnon`): neither the database's shared buffers nor pages of files, which
the system takes back when it needs them.
"""

import os
import threading
import time
from collections import defaultdict
from pathlib import Path
from statistics import median
from typing import NamedTuple

from commonweal.house import places, postgres

EVERY = 0.5
FEWEST = 12
"""Looks at a process from which something is said about it."""
_TICKS = os.sysconf("SC_CLK_TCK")
_NAMES = {"search-process": "search process", "preparing": "preparing", "import": "importer", "approve": "approver"}


class Look(NamedTuple):
    """One look at one process: when, MB of its own, seconds of processor time since it began."""

    at: float
    memory: float
    seconds: float


class Watch:
    """Looks at the postmaster's children and at everything that descends from this process until it is stopped."""

    def __init__(self) -> None:
        self.looks: dict[tuple[str, int], list[Look]] = defaultdict(list)
        self._postmaster = postgres.postmaster(places.data_folder())
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def _run(self) -> None:
        while not self._stop.wait(EVERY):
            now = time.monotonic()
            for pid, name in self._mine():
                if (look := _look(pid, now)) is not None:
                    self.looks[name, pid].append(look)

    def _mine(self) -> list[tuple[int, str]]:
        parents = {pid: _parent(pid) for pid in (int(each.name) for each in Path("/proc").glob("[0-9]*"))}
        mine = []
        for pid in parents:
            above, seen = parents[pid], 0
            while above not in (0, os.getpid(), self._postmaster) and seen < 8:
                above, seen = parents.get(above, 0), seen + 1
            if above and seen < 8 and (name := _name(pid)):
                mine.append((pid, name))
        return mine

    def stop(self) -> None:
        """No further look."""
        self._stop.set()
        self._thread.join()

    def memory(self, began: float, ended: float) -> dict[str, tuple[float, float]]:
        """MB in the first and in the last third of a stretch of time, by process; the middle value of each."""
        found = {}
        for (name, pid), looks in self.looks.items():
            inside = [each for each in looks if began <= each.at <= ended]
            if len(inside) >= FEWEST:
                third = len(inside) // 3
                values = [each.memory for each in inside]
                found[f"{name} {pid}"] = median(values[:third]), median(values[-third:])
        return found

    def seconds(self, began: float, ended: float) -> dict[str, float]:
        """Seconds of processor time in a stretch of time, by name; none that rounds to nothing."""
        spent: dict[str, float] = defaultdict(float)
        for (name, _), looks in self.looks.items():
            inside = [each for each in looks if began <= each.at <= ended]
            if inside:
                before = [each for each in looks if each.at < began]
                spent[name] += inside[-1].seconds - (before[-1].seconds if before else 0.0)
        return {name: took for name, took in sorted(spent.items(), key=lambda each: -each[1]) if took >= 0.5}


def _look(pid: int, now: float) -> Look | None:
    try:
        held = next(line for line in Path(f"/proc/{pid}/status").read_text().splitlines() if line.startswith("RssAnon"))
        spent = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[11:13]
    except (OSError, StopIteration):
        return None
    return Look(now, int(held.split()[1]) / 1024, sum(map(int, spent)) / _TICKS)


def _parent(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[1])
    except OSError:
        return 0


def _name(pid: int) -> str:
    """What a process is; empty where it is none that matters."""
    try:
        words = Path(f"/proc/{pid}/cmdline").read_bytes().decode(errors="replace").split("\0")
    except OSError:
        return ""
    if words[0].startswith("postgres: "):
        role = words[0].split()[1]
        return f"backend of {role}" if role.startswith("cw_") else "checkpointer" if role == "checkpointer" else ""
    text = " ".join(words)
    return next((name for said, name in _NAMES.items() if said in text), "")
