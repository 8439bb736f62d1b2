"""Runs the chapters of a proof one after the other, each in a process and a place of its own, and counts.

A chapter prints its lines as it goes; this prints them on. Figures are of this run alone. What a machine cannot run (no root,
no Chromium, no debootstrap) says so in a line and is counted apart.
"""

import os
import re
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from contextlib import nullcontext
from typing import NamedTuple

from tools.prove import scratch

Place = Callable[[], object]
IN_TESTS: Place = lambda: nullcontext(scratch.environment_of_tests())  # noqa: E731
IN_A_HOUSE: Place = scratch.house_folder
ANYWHERE: Place = lambda: nullcontext(os.environ | {"PYTHONPATH": str(scratch.CHECKOUT)})  # noqa: E731
"""For what needs neither database nor house."""
_VERDICT = re.compile(r"^(holds|FAILS|not run)\b")


class Chapter(NamedTuple):
    """`name` is that of a module of this package, `seconds` the budget after which it is ended and has failed."""

    name: str
    title: str
    place: Place
    seconds: int


def run(chapters: Iterable[Chapter], wanted: Sequence[str] = ()) -> int:
    """Run the chapters named, or all; exit code 1 where a promise does not hold, 2 where a name is unknown."""
    chapters = list(chapters)
    if unknown := sorted(set(wanted) - {each.name for each in chapters}):
        print(f"unknown: {', '.join(unknown)}; known are {', '.join(each.name for each in chapters)}", file=sys.stderr)
        return 2
    counted: Counter = Counter()
    began = time.monotonic()
    for each in chapters:
        if wanted and each.name not in wanted:
            continue
        print(f"\n== {each.title} (budget {each.seconds // 60} min)", flush=True)
        with each.place() as environment:
            counted += _run(each, environment)
    print(
        f"\n{counted['holds']} hold, {counted['FAILS']} fail, {counted['not run']} not run;"
        f" {time.monotonic() - began:.0f} s",
        flush=True,
    )
    return 1 if counted["FAILS"] else 0


def _run(chapter: Chapter, environment: dict[str, str]) -> Counter:
    counted: Counter = Counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "tools.prove", chapter.name],
        cwd=scratch.CHECKOUT,
        env=environment | {"PYTHONUNBUFFERED": "1"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    deadline = time.monotonic() + chapter.seconds
    for line in process.stdout:
        print(f"  {line}", end="", flush=True)
        if verdict := _VERDICT.match(line):
            counted[verdict[1]] += 1
        if time.monotonic() > deadline:
            process.kill()
    if process.wait() != 0 and not counted["FAILS"]:
        print(f"  FAILS the chapter {chapter.name} ended with exit code {process.returncode}", flush=True)
        counted["FAILS"] += 1
    return counted
