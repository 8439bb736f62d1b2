"""What stands against a machine-readable zone, by line and position, so that whoever types it sees where to look.

`examine(text, today=…)` reads as `mrz.read` does, and says besides which check digits fail and where they are printed;
of a text that is no zone yet it says which line is too short or too long, and which character cannot stand there.
"""

import re
from datetime import date
from typing import NamedTuple

from commonweal.common.errors import BadInput
from commonweal.names import mrz

_NOT_A_SIGN = re.compile(r"[^A-Z0-9<]", re.ASCII)
CHECK_DIGITS = {
    "TD1": {"number": (1, 15), "birth": (2, 7), "expires": (2, 15), "composite": (2, 30)},
    "TD2": {"number": (2, 10), "birth": (2, 20), "expires": (2, 28), "composite": (2, 36)},
    "TD3": {"number": (2, 10), "birth": (2, 20), "expires": (2, 28), "optional": (2, 43), "composite": (2, 44)},
    "MRV-A": {"number": (2, 10), "birth": (2, 20), "expires": (2, 28)},
    "MRV-B": {"number": (2, 10), "birth": (2, 20), "expires": (2, 28)},
}
"""Form → field → line and position of its check digit, counted from 1 (ICAO Doc 9303, parts 4 to 7). Of a number of
more than nine characters, whose own digit stands behind it, the place is that of the filler in its stead."""
SIZES = {"TD1": (3, 30), "TD2": (2, 36), "TD3": (2, 44)}
"""Form → lines and characters in each; a visa's forms are as TD3 and TD2."""


class Fault(NamedTuple):
    """One thing that is wrong: `kind` is check (a digit does not hold), length, sign (no character of a zone) or day.

    `line` and `place` count from 1, 0 where there is no one place; `field` is the checked field, `length` how many
    characters the line should have.
    """

    kind: str
    line: int
    place: int
    field: str = ""
    length: int = 0


class Examined(NamedTuple):
    """The zone, or None where there is none, and everything that is wrong."""

    zone: mrz.Mrz | None
    faults: tuple[Fault, ...]


def examine(text: str, *, today: date) -> Examined:
    """Read the zone in `text` and say what is wrong with it; two-figure years are meant as of `today`."""
    try:
        zone = mrz.read(text, today=today)
    except BadInput:
        return Examined(None, _torn(text))
    return Examined(zone, tuple(_failed(zone)))


def _failed(zone: mrz.Mrz) -> list[Fault]:
    places = CHECK_DIGITS[zone.form]
    found = [Fault("check", *places[field], field) for field, holds in zone.checks.items() if not holds]
    return sorted(found, key=lambda each: (each.line, each.place))


def _torn(text: str) -> tuple[Fault, ...]:
    """Why lines that were meant as a zone are none: the first reason of each line; else the dates."""
    lines = [line for line in map(_bare, text[: mrz.LONGEST].translate(mrz.FILLERS).splitlines()) if line][:3]
    if not lines:
        return ()
    length = (
        30
        if len(lines) == 3 or (len(lines[0]) <= 30 and lines[0][:1] in "AIC")
        else 44
        if max(map(len, lines)) > 36
        else 36
    )
    faults = []
    for number in range(1, (3 if length == 30 else 2) + 1):
        line = lines[number - 1] if number <= len(lines) else ""
        if wrong := _NOT_A_SIGN.search(line):
            faults.append(Fault("sign", number, wrong.start() + 1))
        elif len(line) != length:
            faults.append(Fault("length", number, len(line), length=length))
    return tuple(faults) or (Fault("day", 2, 1 if length == 30 else 14),)


def _bare(line: str) -> str:
    return re.sub(r"\s+", "", line).upper()
