"""kill -9, again and again: what is killed and in which step of whose work is planned, the moment inside it is drawn."""

import contextlib
import os
import signal
import time
from collections import Counter
from pathlib import Path
from random import Random

import psycopg

from commonweal.house import places
from tools.prove.kills_lanes import CommandLane, Trouble, WorkerLane
from tools.prove.living import House, eventually, superuser

PLAN = {
    "importer": {"stage": 13, "approve": 12},
    "database": {"check": 4, "stage": 11, "approve": 10},
    "worker": {"check": 6, "stage": 10, "approve": 9},
    "index writer": {"stage": 6, "approve": 14, "save": 5},
}
"""How often each victim is killed in which step of the work that goes on."""
LATEST = {"save": 0.05}
"""Seconds into a step at which the latest kill comes; else those of `LATE`."""
LATE = 1.8
PATIENCE = 120.0
"""Seconds after which a step that does not come is given up."""
_AT_WORK = (
    "select pid from pg_stat_activity where backend_type = 'client backend' and usename like 'cw\\_%' and pid <>"
    " pg_backend_pid() order by usename <> 'cw_app', xact_start is null, xact_start desc nulls last limit 1"
)


class Killer:
    """Kills by the plan; `done` counts victim and step, `done_to` what of importer and database was hit, `away` is how
    many seconds the house was away at most."""

    def __init__(
        self, house: House, trouble: Trouble, lanes: tuple[CommandLane, WorkerLane], *, seed: int, share: int = 1
    ) -> None:
        self._house, self._trouble = house, trouble
        self._command, self._worker = lanes
        self._dice = Random(seed)
        self._left = [
            (victim, step) for victim, steps in PLAN.items() for step, times in steps.items() for _ in range(times)
        ][::share]
        self.done: Counter = Counter()
        self.done_to: Counter = Counter()
        self.given_up: list[str] = []
        self.away = 0.0

    def run(self) -> None:
        """All kills, the next one as soon as the house has recovered from the last."""
        waited = time.monotonic()
        while self._left and time.monotonic() - waited < PATIENCE and all(lane.is_alive() for lane in self._lanes):
            possible = sorted({each for each in self._left if self._is(*each)})
            if not possible:
                time.sleep(0.02)
                continue
            victim, step = self._dice.choice(possible)
            time.sleep(self._dice.uniform(0, LATEST.get(step, LATE)))
            if not self._is(victim, step):
                continue
            self._house.calm()
            if self._kill(victim):
                self._left.remove((victim, step))
                self.done[victim, step] += 1
                waited = time.monotonic()
        self.given_up = [f"{victim} in {step}" for victim, step in self._left]

    @property
    def _lanes(self) -> tuple[CommandLane, WorkerLane]:
        return self._command, self._worker

    def _is(self, victim: str, step: str) -> bool:
        """Whether the victim could be killed in this step now."""
        if victim == "importer":
            return self._command.step == step and self._command.command.runs
        if victim == "worker":
            return self._worker.step == step and self._house.is_whole
        if step == "save":
            return any(places.index_folder().glob(".base-*"))
        return self._house.is_whole and step in (self._command.step, self._worker.step)

    def _kill(self, victim: str) -> bool:
        self._trouble.kills += 1
        try:
            if victim == "importer":
                self._kill_importer()
            elif victim == "database":
                return self._kill_database()
            else:
                self._house.kill("worker" if victim == "worker" else "search")
        except (ProcessLookupError, AttributeError):  # it ended by itself, or its successor has not been started
            return False
        return True

    def _kill_importer(self) -> None:
        """The command, or every third time one of the processes that prepare its rows."""
        command = self._command.command
        children = _children(command.pid) if self._dice.random() < 0.4 else []
        os.kill(self._dice.choice(children) if children else command.pid, signal.SIGKILL)
        self.done_to["a process that prepares rows" if children else "the importing command"] += 1

    def _kill_database(self) -> bool:
        """The postmaster, or a session at work, upon which all others end. Nobody begins anything meanwhile.

        Returns whether anything was killed: at this moment no session may be at work.
        """
        began = time.monotonic()
        self._trouble.opened.clear()
        if self._dice.random() < 0.5:
            if not _kill_session():
                self._trouble.opened.set()
                return False
            self.done_to["a session of the database"] += 1
            time.sleep(0.2)
            self._wait_for_command()
            eventually(_answers)
        else:
            self._house.kill_postmaster()
            self.done_to["the postmaster"] += 1
            self._wait_for_command()
            self._house.down()
            self._house.up()
        eventually(lambda: self._house.is_whole)
        self._trouble.opened.set()
        self.away = max(self.away, time.monotonic() - began)
        return True

    def _wait_for_command(self) -> None:
        """A command whose database is gone ends by itself."""
        if not eventually(lambda: not (self._command.command and self._command.command.runs), seconds=30):
            self.given_up.append("a command that lost its database did not end")
            os.kill(self._command.command.pid, signal.SIGKILL)


def _kill_session() -> bool:
    """Kill a session at work, and with it our own; false where none is at work or the database is away."""
    killed = False
    with contextlib.suppress(psycopg.OperationalError), superuser() as looking:
        if found := looking.execute(_AT_WORK).fetchone():
            os.kill(found[0], signal.SIGKILL)
            killed = True
    return killed


def _answers() -> bool:
    try:
        with superuser():
            return True
    except psycopg.OperationalError:
        return False


def _children(pid: int) -> list[int]:
    """Children of a process, whichever of its threads began them."""
    found = Path(f"/proc/{pid}/task").glob("*/children")
    with contextlib.suppress(FileNotFoundError, ProcessLookupError):
        return [int(each) for listed in found for each in listed.read_text().split()]
    return []
