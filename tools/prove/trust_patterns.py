"""No text can keep a regular expression busy: every pattern of the code against strings made to make it try again."""

import importlib
import pkgutil
import re
import signal
import time
from collections.abc import Iterable, Iterator

import commonweal
from tools.prove.line import Line

LENGTH = 50_000
LONGEST = 0.1
"""Seconds that one pattern may take for one string."""
PATIENCE = 2.0
_PIECES = (
    "a", "A", "1", " ", "\t", "\n", "-", ".", ",", ";", ":", "/", "'", '"', "=", "@", "_", "<", "(", "{",
    "\u0430", "\u0410", "\u0301", "\u00a0", "\u200b", "\u0643", "\u10d0", "\u0561", "\u4e00", "\uac00",
    "a ", "a1", "1a", "1.", "1-", "a.", "a-", "a'", " -", "\u0430 ", "a\n", ", ", "<a", "&a", "//", "--", "00", "1/",
    "\u0430-", "\u0430\u0301",
)  # fmt: skip
"""What is repeated; behind it stands a sign that most patterns do not end with."""
ENDS = "!"


def pumps(most: int = len(_PIECES), length: int = LENGTH) -> list[str]:
    """Strings of this length, one piece over and over, that end otherwise."""
    return [(piece * length)[:length] + ENDS for piece in _PIECES[:most]]


def patterns() -> dict[str, re.Pattern]:
    """Every compiled pattern of the code by module and name, each once; migrations and tests of the bench apart."""
    found: dict[str, re.Pattern] = {}
    known: set[re.Pattern] = set()
    for info in pkgutil.walk_packages(commonweal.__path__, "commonweal."):
        if re.search(r"\.(migrations|bench|demo|wsgi)(\.|$)|^commonweal\.house\.web$", info.name):
            continue
        for name, pattern in _inside(vars(importlib.import_module(info.name)).items()):
            if isinstance(pattern.pattern, str) and pattern not in known:
                known.add(pattern)
                found[f"{info.name.removeprefix('commonweal.')}.{name}"] = pattern
    return found


def _inside(
    named: Iterable[tuple[object, object]], before: str = "", depth: int = 0
) -> Iterator[tuple[str, re.Pattern]]:
    for name, value in list(named):
        if isinstance(value, re.Pattern):
            yield f"{before}{name}", value
        elif depth < 2 and isinstance(value, dict):
            yield from _inside(value.items(), f"{before}{name}.", depth + 1)
        elif depth < 2 and isinstance(value, tuple | list):
            yield from _inside(enumerate(value), f"{before}{name}.", depth + 1)


class _TooLong(Exception):
    pass


def _stop(_signum: int, _frame: object) -> None:
    raise _TooLong


def slow(found: dict[str, re.Pattern], strings: Iterable[str], *, longest: float = LONGEST) -> dict[str, float]:
    """The patterns that take longer for one of the strings, with the seconds of processor time of the slowest one."""
    before, taken = signal.signal(signal.SIGPROF, _stop), {}
    try:
        for name, pattern in found.items():
            for text in strings:
                began = time.process_time()
                signal.setitimer(signal.ITIMER_PROF, PATIENCE)
                try:
                    pattern.search(text)
                except _TooLong:
                    pass
                finally:
                    signal.setitimer(signal.ITIMER_PROF, 0)
                if (took := time.process_time() - began) > longest:
                    taken[name] = max(took, taken.get(name, 0.0))
    finally:
        signal.signal(signal.SIGPROF, before)
    return taken


def prove() -> list[Line]:
    """One line."""
    found, strings = patterns(), pumps()
    taken = slow(found, strings)
    said = "".join(
        f"; {name} {seconds:.2f} s" for name, seconds in sorted(taken.items(), key=lambda each: -each[1])[:9]
    )
    return [
        Line(
            f"No regular expression is kept busy: {len(found)} patterns, {len(strings)} strings of {LENGTH:,} signs",
            f"{len(taken)} take longer{said}",
            f"each within {LONGEST * 1000:.0f} ms",
            not taken,
        )
    ]
