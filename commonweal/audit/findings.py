"""What a verification holds against a journal."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass

MOST = 20
"""How many findings of one kind are told one by one; a journal changed from end to end needs no million sentences."""


@dataclass(frozen=True)
class Finding:
    """One thing that does not fit. `leaf`: the number of the entry concerned; `between`: the enclosing checkpoints.

    Kinds: `entry`, `missing`, `double`, `receipt`, `touches` (of one entry), `root`, `short` (of the tree),
    `signature`, `order`, `file`, `unsigned` (of the checkpoints), `orphans` (touches without an entry).
    """

    kind: str
    sentence: str
    leaf: int | None = None
    between: tuple[int, int] | None = None

    def as_json(self) -> dict[str, object]:
        """The finding in plain values."""
        return asdict(self)


class Findings:
    """Collects findings, the first ones of each kind in full and the rest by their number."""

    def __init__(self) -> None:
        self._kept: list[Finding] = []
        self._counts: Counter[str] = Counter()

    def add(self, kind: str, sentence: str, *, leaf: int | None = None, between: tuple[int, int] | None = None) -> None:
        """Take in one finding."""
        self.extend([Finding(kind, sentence, leaf, between)])

    def extend(self, findings: Iterable[Finding]) -> None:
        """Take in several."""
        for finding in findings:
            self._counts[finding.kind] += 1
            if self._counts[finding.kind] <= MOST:
                self._kept.append(finding)

    def all(self) -> tuple[Finding, ...]:
        """Everything, with a closing line for each kind of which there were too many to tell."""
        rest = [
            Finding(kind, f"… and {count - MOST} more of the kind “{kind}”.")
            for kind, count in self._counts.items()
            if count > MOST
        ]
        return (*self._kept, *rest)
