"""Half-read numbers: what a witness, a camera or a wet paper left of one.

`?` and `_` stand for one sign that could not be read, two dots in a row for two; `*`, `…` and three dots for any
number of signs, none included. Spaces, hyphens and single dots only part groups, as in any number.
"""

import re
from typing import NamedTuple

from .identifiers import MAX_LENGTH
from .numbers import fold, telling

ANY = "?"
_TRUNK = re.compile(r"8[379?][0-9?]{9}")
_UNREAD = re.compile(r"[?_*…？＊]|\.\.")


class Pattern(NamedTuple):
    """Folded signs in `runs`, `?` for one unread; between two runs any number of signs is missing.

    `starts` and `ends`: whether the number begins with the first run and ends with the last.
    """

    runs: tuple[str, ...]
    starts: bool = True
    ends: bool = True

    @property
    def known(self) -> str:
        """The signs that were read."""
        return "".join(self.runs).replace(ANY, "")

    @property
    def telling(self) -> int:
        """How many of them tell one number from another."""
        return telling(self.known)

    @property
    def length(self) -> int:
        """Signs that the number has at least."""
        return sum(map(len, self.runs))

    def fits(self, folded: str) -> bool:
        """Whether a folded number may be the one."""
        at = 0
        for place, run in enumerate(self.runs):
            anchored = place == 0 and self.starts
            last = place == len(self.runs) - 1 and self.ends
            first_at = len(folded) - len(run) if last else at
            if first_at < at or (anchored and first_at != 0):
                return False
            found = next((one for one in range(first_at, len(folded) - len(run) + 1) if _fits(run, folded, one)), None)
            if found is None or (anchored and found != 0):
                return False
            at = found + len(run)
        return bool(self.runs)


def _fits(run: str, folded: str, at: int) -> bool:
    return all(sign in (ANY, folded[at + place]) for place, sign in enumerate(run))


def is_half_read(number: str) -> bool:
    """Whether `number` has a mark for signs that could not be read."""
    return bool(_UNREAD.search(number[: 4 * MAX_LENGTH]))


def read_pattern(number: str, how: str = "serial") -> Pattern:
    """The half-read `number`, its signs folded as `how` says (see `numbers.fold`); no runs where nothing was read."""
    text = re.sub(r"\.{3,}|[…＊]", "*", number[: 4 * MAX_LENGTH])
    text = re.sub(r"\.\.|[_？]", lambda found: ANY * len(found[0]), text)
    gaps = text.split("*")
    runs = [_run(gap, how) for gap in gaps]
    return Pattern(
        tuple(run for run in runs if run),
        starts=bool(runs[0]) and bool(runs),
        ends=bool(runs[-1]),
    )


def _run(text: str, how: str) -> str:
    """One stretch without a gap: what was read is folded piece by piece, the unread signs kept in their places."""
    pieces = re.split(r"(\?)", text)
    run = "".join(piece if piece == ANY else fold(piece, how) for piece in pieces)[:MAX_LENGTH]
    if how == "phone" and _TRUNK.fullmatch(run):
        return "7" + run[1:]
    return run


def open_ends(pattern: Pattern) -> tuple[Pattern, ...]:
    """What the number may be where a part of it is missing: behind it, before it; less where it is open already."""
    behind = (pattern._replace(ends=False),) if pattern.ends else ()
    before = (pattern._replace(starts=False),) if pattern.starts else ()
    return behind + before


def gaps_at_spaces(number: str, how: str = "serial") -> Pattern:
    """A number in groups, between which signs may be missing: `А 23 ВС` may be А 123 ВС 77."""
    groups = [fold(group, how) for group in number[: 4 * MAX_LENGTH].split()]
    return Pattern(tuple(group for group in groups if group), ends=False)
