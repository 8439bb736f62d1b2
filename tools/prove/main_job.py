"""`make prove-main-job`: every promise of the main job, chapter by chapter, each in a process and a place of its own.

A chapter prints its lines as it goes; this prints them on and counts. Figures are of this run alone. Chapters that a machine
cannot run (no root, no Chromium, no debootstrap) say so in a line and are counted apart.
"""

import os
import re
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from contextlib import nullcontext

from tools.prove import scratch

Environment = Callable[[], object]
IN_TESTS: Environment = lambda: nullcontext(scratch.environment_of_tests())  # noqa: E731
IN_A_HOUSE: Environment = scratch.house_folder
CHAPTERS: tuple[tuple[str, str, Environment, int], ...] = (
    ("policy", "Policy: oracle, row-level security, index filter; mutants", IN_TESTS, 2400),
    ("bypass", "Bypass list, start-up and doctor", IN_TESTS, 900),
    ("addresses", "Every address declares policy and journal verb", IN_TESTS, 300),
    ("journal", "The journal convicts a forger", IN_TESTS, 600),
    ("imports", "Imports: speed, delay of warrants, kill -9", IN_A_HOUSE, 1800),
    ("identities", "Every planted identity in each of its scripts", IN_A_HOUSE, 1200),
    ("pages", "Pages in both languages, by keyboard alone", IN_TESTS, 900),
    ("bare", "A bare Debian, as root and as an ordinary user", IN_A_HOUSE, 5400),
)
"""Name, title, where it runs, its budget in seconds."""
_VERDICT = re.compile(r"^(holds|FAILS|not run)\b")


def main(wanted: list[str]) -> int:
    """Run the chapters named, or all; exit code 1 where a promise does not hold."""
    counted: Counter = Counter()
    began = time.monotonic()
    for name, title, place, seconds in CHAPTERS:
        if wanted and name not in wanted:
            continue
        print(f"\n== {title} (budget {seconds // 60} min)", flush=True)
        with place() as environment:
            counted += _chapter(name, environment, seconds)
    print(
        f"\n{counted['holds']} hold, {counted['FAILS']} fail, {counted['not run']} not run;"
        f" {time.monotonic() - began:.0f} s",
        flush=True,
    )
    return 1 if counted["FAILS"] else 0


def _chapter(name: str, environment: dict[str, str], seconds: int) -> Counter:
    counted: Counter = Counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "tools.prove", name],
        cwd=scratch.CHECKOUT,
        env=environment | {"PYTHONUNBUFFERED": "1"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    deadline = time.monotonic() + seconds
    for line in process.stdout:
        print(f"  {line}", end="", flush=True)
        if verdict := _VERDICT.match(line):
            counted[verdict[1]] += 1
        if time.monotonic() > deadline:
            process.kill()
    if process.wait() != 0 and not counted["FAILS"]:
        print(f"  FAILS the chapter {name} ended with exit code {process.returncode}", flush=True)
        counted["FAILS"] += 1
    return counted


if __name__ == "__main__":
    os.environ.setdefault("COLUMNS", "160")
    raise SystemExit(main(sys.argv[1:]))
