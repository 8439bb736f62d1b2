"""One line of a proof: what was promised, what was measured, and whether it holds."""

from typing import NamedTuple


class Line(NamedTuple):
    """`figure` is what this run measured, `aim` what was promised, both as people read them. `holds` is None where
    this machine could not try it; the figure then says why."""

    claim: str
    figure: str
    aim: str
    holds: bool | None
