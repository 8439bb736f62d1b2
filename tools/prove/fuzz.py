"""Fuzzes the parsers: mutated files, 20 minutes for each, in processes of their own; goes on where it stopped.

`python -m tools.prove.fuzz [--seconds N] [PARSER …]` runs each parser until it has run N seconds in all (1,200 if
nothing is said); what was run counts as long as the parser's source stays the same. The state lies in `var/fuzz` of the
checkout. A case must end within 5 seconds of processor time and 60 on the clock; nothing but coded refusals may come
out of it; a process may not take more than 512 MB nor grow.
"""

import ctypes
import gc
import json
import multiprocessing
import os
import resource
import signal
import sys
import tempfile
import time
import traceback
from ctypes.util import find_library
from dataclasses import asdict, dataclass, field
from pathlib import Path

from tools.prove import corpora
from tools.prove.line import Line
from tools.prove.scratch import CHECKOUT

SECONDS = 1_200
STATE = CHECKOUT / "var" / "fuzz"
LONGEST_CPU, LONGEST_CLOCK = 5.0, 60.0
MOST_MEMORY, MOST_GROWTH = 512, 96
"""Megabytes: at the peak, and between the end of the first round and the end."""
WARM = 300
"""Cases after which memory is looked at for the first time."""
ROUND = 30.0
"""Seconds after which a process writes down how far it is."""


@dataclass
class State:
    """How far the fuzz of one parser is."""

    parser: str
    digest: str
    cases: int = 0
    clock: float = 0.0
    cpu: float = 0.0
    peak: float = 0.0
    growth: float = 0.0
    findings: list[str] = field(default_factory=list)

    def path(self) -> Path:
        return STATE / f"{self.parser}.json"

    def save(self) -> None:
        STATE.mkdir(parents=True, exist_ok=True)
        self.path().write_text(json.dumps(asdict(self), ensure_ascii=False, indent=1))


def load(parser: str) -> State:
    """The state of a parser; a new one where its source is another than then."""
    from tools.prove.fuzz_targets import TARGETS

    fresh = State(parser, TARGETS[parser].digest())
    try:
        known = State(**json.loads(fresh.path().read_text()))
    except (FileNotFoundError, ValueError, TypeError):
        return fresh
    return known if known.digest == fresh.digest else fresh


class _TooLong(Exception):
    pass


def _stop(signum: int, frame: object) -> None:
    raise _TooLong


def work(parser: str, seconds: float, *, keep: bool = True) -> State:
    """Fuzz one parser in this process until it has run `seconds` in all; returns how far it is."""
    from tools.prove import fuzz_cases
    from tools.prove.fuzz_targets import TARGETS

    state = load(parser) if keep else State(parser, TARGETS[parser].digest())
    before = {each: signal.signal(each, _stop) for each in (signal.SIGALRM, signal.SIGPROF)}
    began, ran, cpu = time.monotonic(), state.clock, time.process_time()
    saved, cases, warm = began, 0, 0.0
    try:
        with tempfile.TemporaryDirectory(prefix="cw-fuzz-") as folder:
            path = Path(folder) / "case"
            while ran + time.monotonic() - began < seconds:
                path.write_bytes(fuzz_cases.case(parser, state.cases))
                if keep:
                    _note(state)
                if finding := _one(TARGETS[parser].run, path):
                    state.findings.append(f"case {state.cases}: {finding}")
                state.cases += 1
                cases += 1
                warm = _resident() if cases == WARM else warm
                if keep and time.monotonic() - saved > ROUND:
                    saved = time.monotonic()
                    _measure(state, ran + saved - began, time.process_time() - cpu, warm)
                    cpu = time.process_time()
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)
    _measure(state, ran + time.monotonic() - began, time.process_time() - cpu, warm, save=keep)
    return state


def _note(state: State) -> None:
    """Say which case runs now, for the one who looks after a process that was lost."""
    (STATE / f"{state.parser}.running").write_text(f"{state.cases} {time.time():.0f}")


def _one(run, path: Path) -> str:
    """What went wrong with one case, empty where nothing did."""
    signal.setitimer(signal.ITIMER_REAL, LONGEST_CLOCK)
    signal.setitimer(signal.ITIMER_PROF, LONGEST_CPU)
    try:
        run(path)
    except _TooLong:
        return f"not done after {LONGEST_CPU:.0f} s of processor time or {LONGEST_CLOCK:.0f} s on the clock"
    except MemoryError:
        return "out of memory"
    except Exception as error:
        last = traceback.extract_tb(error.__traceback__)[-1]
        return f"{type(error).__name__}: {str(error)[:160]} ({Path(last.filename).name}:{last.lineno})"
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.setitimer(signal.ITIMER_PROF, 0)
    return ""


def _resident() -> float:
    """Megabytes that this process holds now, without what it has given back and its allocator keeps for later."""
    gc.collect()
    if find_library("c"):
        ctypes.CDLL(find_library("c")).malloc_trim(0)
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize() / 1e6


def _measure(state: State, clock: float, cpu: float, warm: float, *, save: bool = True) -> None:
    peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) / 1024
    state.clock, state.cpu, state.peak = clock, state.cpu + cpu, max(state.peak, peak)
    if warm:
        state.growth = max(state.growth, _resident() - warm)
    if save:
        state.save()


def run(parsers: list[str], seconds: float) -> list[State]:
    """Fuzz parsers side by side, as many as there are processors; a process that is lost is a finding."""
    STATE.mkdir(parents=True, exist_ok=True)
    waiting = [each for each in parsers if load(each).clock < seconds]
    running: dict[str, multiprocessing.Process] = {}
    context = multiprocessing.get_context("spawn")
    while waiting or running:
        while waiting and len(running) < (os.cpu_count() or 1):
            parser = waiting.pop(0)
            _note(load(parser))
            running[parser] = context.Process(target=work, args=(parser, seconds))
            running[parser].start()
        time.sleep(0.5)
        for parser, process in list(running.items()):
            if process.is_alive() and not _stuck(parser):
                continue
            lost = process.is_alive() or process.exitcode != 0
            process.kill()
            process.join()
            del running[parser]
            if lost:
                _lost(parser, process.exitcode)
    return [load(each) for each in parsers]


def _stuck(parser: str) -> bool:
    """Whether a case runs on though its process should have ended it."""
    try:
        _, since = (STATE / f"{parser}.running").read_text().split()
    except (FileNotFoundError, ValueError):
        return False
    return time.time() - float(since) > 3 * LONGEST_CLOCK


def _lost(parser: str, code: int | None) -> None:
    """Note the case at which a process was lost, and begin behind it next time."""
    state = load(parser)
    case = (STATE / f"{parser}.running").read_text().split()[0]
    state.findings.append(f"case {case}: the process ended with {code}, or hung")
    state.cases = int(case) + 1
    state.save()


def prove(parsers: list[str] | None = None, seconds: float = SECONDS) -> list[Line]:
    """A line for each parser, and the corpora."""
    from tools.prove.fuzz_targets import TARGETS

    states = run(parsers or list(TARGETS), seconds)
    return [*(_line(state, seconds) for state in states), *(() if parsers else corpora.prove())]


def _line(state: State, seconds: float) -> Line:
    figure = (
        f"{state.cases:,} cases in {state.clock:,.0f} s ({state.cpu:,.0f} s of processor time) of source {state.digest};"
        f" {len(state.findings)} findings{': ' + '; '.join(state.findings[:3]) if state.findings else ''}; peak"
        f" {state.peak:.0f} MB, growth {state.growth:+.0f} MB"
    )
    sound = not state.findings and state.peak <= MOST_MEMORY and state.growth <= MOST_GROWTH
    return Line(
        f"{state.parser} under fuzz",
        figure,
        f"{seconds:,.0f} s, no crash, no hang, ≤ {MOST_MEMORY} MB, growth ≤ {MOST_GROWTH} MB",
        sound and state.clock >= seconds * 0.999,
    )


def main(words: list[str]) -> int:
    """`[--seconds N] [PARSER …]`."""
    from tools.prove.__main__ import load as machine
    from tools.prove.__main__ import show

    seconds = float(SECONDS)
    if "--seconds" in words:
        at = words.index("--seconds")
        seconds = float(words[at + 1])
        words = words[:at] + words[at + 2 :]
    machine()
    return 0 if show(prove(words or None, seconds)) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
