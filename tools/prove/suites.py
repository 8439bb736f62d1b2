"""Promises that a test suite shows: the suite is run, and what it counted is the figure."""

import re
import sys
from subprocess import run

from tools.prove.line import Line
from tools.prove.scratch import CHECKOUT

_COUNT = re.compile(r"(\d+) (passed|failed|skipped|error)")


def suite(claim: str, *paths: str, aim: str = "all pass") -> Line:
    """Run these tests; the line holds when some passed, none failed and none was skipped. Where all were skipped it was
    not run, and the figure says why."""
    done = run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *paths],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        stdin=None,
    )
    counts = {what: int(number) for number, what in _COUNT.findall(done.stdout.strip().splitlines()[-1])}
    figure = ", ".join(f"{number} {what}" for what, number in counts.items()) or done.stdout[-300:]
    if counts.get("failed") or counts.get("error"):
        figure += "".join(
            f"\n         {line}" for line in done.stdout.splitlines() if line.startswith(("FAILED", "ERROR"))
        )
    if counts.get("skipped"):
        figure += "".join(f"\n         {line}" for line in done.stdout.splitlines() if line.startswith("SKIPPED"))
    if set(counts) == {"skipped"}:
        return Line(claim, figure, aim, None)
    return Line(claim, figure, aim, done.returncode == 0 and counts.get("passed", 0) > 0 and not counts.get("skipped"))
