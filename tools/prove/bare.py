"""Proof of the two commands on a bare Debian: `make demo` and `make test`, as root and as an ordinary user.

Each command runs in a system of its own that holds git, make and Python with venv and nothing else, from a clone of
HEAD in a home of mode 0700; the second `make demo` runs without any network. Measured are seconds, the peak memory of
all its processes (proportional set size, looked at twice a second), what pip fetched and the disk that it takes; and
what is left afterwards, in the checkout and outside it. The logs are kept.

`PROVE_BARE_ONLY` (demo, test) and `PROVE_BARE_AS` (root, user) choose parts of it.
"""

import fcntl
import os
import re
import subprocess
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from tools.prove import bare_root, bare_traces
from tools.prove.bare_root import Account, Root
from tools.prove.line import Line

LOGS = bare_root.STORE / "bare"
USER = "askar"
LONGEST = 1500.0
"""Seconds after which a command is ended."""
SAMPLE_SECONDS = 0.5
MB = 1_000_000
UNITS = {"bytes": 1, "kB": 1_000, "MB": MB, "GB": 1_000 * MB}
CLAIM = "On a bare Debian"


@dataclass(frozen=True)
class Step:
    """One command: file name of its log, what is run, the part it belongs to, the seconds it may take. One that is run
    again finds everything on disk and gets no network."""

    log: str
    command: tuple[str, ...]
    part: str
    seconds: float | None = None
    again: bool = False


STEPS = (
    Step("demo-1", ("make", "demo"), "demo", 300),
    Step("demo-2", ("make", "demo"), "demo", 60, again=True),
    Step("test", ("make", "test"), "test"),
    Step("clean", ("make", "clean"), ""),
)


@dataclass(frozen=True)
class Measured:
    """What one command did: exit code, seconds, bytes, processes left, its output, changes in the clone."""

    code: int
    seconds: float
    memory: int
    fetched: str
    disk: int
    left: tuple[str, ...]
    changed: str
    output: str


def prove() -> list[Line]:
    """The lines of this chapter."""
    reason = bare_root.why_not()
    if reason:
        return [Line(f"{CLAIM} both commands succeed", reason, "exit 0", None)]
    LOGS.mkdir(parents=True, exist_ok=True)
    with (LOGS / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # figures are read from the logs: a second proof waits for the first
        with bare_root.fresh() as root:
            return _both(root)


def _both(root: Root) -> list[Line]:
    only, who = os.environ.get("PROVE_BARE_ONLY", ""), os.environ.get("PROVE_BARE_AS", "")
    accounts = {"root": Account("root", 0, 0, "/root"), "user": root.add_user(USER)}
    lines = []
    for kind, account in accounts.items():
        if who in ("", kind):
            root.clone(account)
            lines += _as(root, account, kind, [step for step in STEPS if step.part in ("", only or step.part)])
    return lines


def _as(root: Root, account: Account, kind: str, steps: list[Step]) -> list[Line]:
    lines, before = [], bare_traces.listing(root, account)
    who = "root" if kind == "root" else "an ordinary user"
    for step in steps:
        measured = _measure(root, account, step, LOGS / f"{kind}-{step.log}.log")
        lines.append(_line(step, who, measured))
        print(f"… {lines[-1].claim}: {lines[-1].figure}", flush=True)
    return [*lines, _traces(root, account, before, who)]


def _traces(root: Root, account: Account, before: bare_traces.Listing, who: str) -> Line:
    """What is left when everything is over, clean included."""
    found = bare_traces.strangers(before, bare_traces.listing(root, account), account)
    found += bare_traces.leftovers(root, account)
    aim = "nothing" if account.uid else "three system accounts and /var/lib/commonweal, as docs/operations.md says"
    figure = f"{len(found)}: {', '.join(found[:10])}" if found else "nothing beyond the aim"
    return Line(f"{CLAIM}, as {who}: what is left after make clean", figure, aim, not found)


def _line(step: Step, who: str, measured: Measured) -> Line:
    figure = f"exit {measured.code} in {measured.seconds:.0f} s, peak memory {measured.memory / MB:.0f} MB"
    figure += f", {measured.fetched} fetched, {measured.disk / MB:+.0f} MB of disk"
    if step.part == "test":
        figure += f"; {_summary(measured.output)}"
    if measured.left:
        figure += f"; still running: {'; '.join(measured.left)}"
    if measured.changed:
        figure += f"; git status: {measured.changed}"
    aim = "exit 0" + (f" within {step.seconds:.0f} s" if step.seconds else "")
    if step.part == "test":
        aim += ", browser tests skipped with the reason"
    good = measured.code == 0 and not measured.left and not measured.changed
    good = good and (step.seconds is None or measured.seconds < step.seconds)
    name = f"{' '.join(step.command)}{', again, without network' if step.again else ''}"
    return Line(f"{CLAIM}, as {who}: {name}", figure, f"{aim}, nothing left running, clone unchanged", good)


def _summary(output: str) -> str:
    """Pytest's last line, and each reason for skipping with the number of tests."""
    results = re.findall(r"^=* ?(\d+ (?:passed|failed|skipped|error).*?) in [\d.]+s", output, re.MULTILINE)
    reasons: dict[str, int] = {}
    for count, reason in re.findall(r"^SKIPPED \[(\d+)\] \S+ (.*)$", output, re.MULTILINE):
        reasons[reason] = reasons.get(reason, 0) + int(count)
    told = "; ".join(f"{count} skipped: {reason}" for reason, count in reasons.items())
    return "; ".join(filter(None, (results[-1] if results else "no summary of pytest", told)))


def _measure(root: Root, account: Account, step: Step, log: Path) -> Measured:
    root.pip_log(account).unlink(missing_ok=True)
    disk, began = bare_traces.space(root), time.monotonic()
    with log.open("w") as output:
        process = root.start(account, list(step.command), output, network=not step.again)
        watch = _Watch(process.pid)
        watch.start()
        try:
            code = process.wait(LONGEST)
        except subprocess.TimeoutExpired:
            process.kill()
            code = process.wait()
        finally:
            watch.over.set()
    seconds = time.monotonic() - began - bare_root.LINGER_SECONDS
    watch.join()
    text = log.read_text(encoding="utf-8", errors="replace")
    left = tuple(re.findall(r"^== left: (.*)$", text, re.MULTILINE))
    disk = bare_traces.space(root) - disk
    fetched = _fetched(root.pip_log(account))
    return Measured(code, seconds, watch.peak, fetched, disk, left, _changed(root, account), text)


def _changed(root: Root, account: Account) -> str:
    """What `git status --porcelain` says inside, in one line."""
    status = root.start(account, ["git", "status", "--porcelain"], subprocess.PIPE)
    said = status.communicate()[0].decode(errors="replace").split("\n")
    return "; ".join(filter(None, said)) or ("" if status.returncode == 0 else f"exit {status.returncode}")


def _fetched(log: Path) -> str:
    """What pip fetched, by its own log: other programs of this machine use the network too."""
    text = log.read_text(encoding="utf-8", errors="replace") if log.exists() else ""
    found = re.findall(r"^\S+ +Downloading \S+ \(([\d.]+) (\w+)\)", text, re.MULTILINE)
    size = sum(float(number) * UNITS[unit] for number, unit in found)
    return f"{size / MB:.0f} MB in {len(found)} packages" if found else "nothing"


class _Watch(threading.Thread):
    """Looks at the memory of all processes in the process namespace that `unshare` opens for its children."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.peak = 0
        self.over = threading.Event()
        self._pid = pid
        self._own = Path("/proc/self/ns/pid").readlink()

    def run(self) -> None:
        """Look until it is over."""
        while not self.over.wait(SAMPLE_SECONDS):
            try:
                space = Path(f"/proc/{self._pid}/ns/pid_for_children").readlink()
            except OSError:
                continue
            if space != self._own:
                self.peak = max(self.peak, sum(_memory(Path(name), space) for name in Path("/proc").glob("[0-9]*")))


def _memory(process: Path, space: Path) -> int:
    """Proportional set size in bytes of a process that belongs to the namespace; 0 of any other."""
    try:
        if (process / "ns/pid").readlink() != space:
            return 0
        found = re.search(r"^Pss:\s+(\d+) kB", (process / "smaps_rollup").read_text(encoding="ascii"), re.MULTILINE)
    except OSError:  # it has just ended
        return 0
    return int(found[1]) * 1024 if found else 0
