"""Who is compared: each peer with its best setting, behind one interface.

A peer that is not installed is told, with what is missing; it is never left out in silence.
"""

from collections.abc import Iterable, Sequence
from importlib import import_module
from importlib.util import find_spec
from typing import ClassVar

from ..files import Query, Record

Found = list[tuple[int, float]]
"""Numbers of records (as counted on building) with their scores, the best first."""


class Peer:
    """One way of finding a name. Subclasses say what they need and up to what size they can be asked to serve."""

    name: ClassVar[str]
    setting: ClassVar[str]
    """The best setting found, in words."""
    needs: ClassVar[tuple[str, ...]] = ()
    """Modules that must be installed."""
    up_to: ClassVar[int] = 1_500_000
    """Records with which it is still measured."""
    why_not: ClassVar[str] = "one process of Python holds every name; not built for it"
    """Why it is not measured with more."""
    is_batch: ClassVar[bool] = False
    """Whether it answers files of questions only: `search_all` instead of `search`."""

    def build(self, records: Iterable[Record]) -> None:
        """Take in the records; only forms in Latin script count where a record has one, else all."""
        raise NotImplementedError

    def search(self, query: Query, *, limit: int) -> Found:
        """The best `limit` records. Raises BadInput where it refuses the question."""
        raise NotImplementedError

    def search_all(self, queries: Sequence[Query], *, limit: int) -> list[Found]:
        """The same for several questions at once."""
        return [self.search(query, limit=limit) for query in queries]

    def close(self) -> None:
        """Let go of what was started or mapped."""


class Judge:
    """One way of saying whether two written forms are one. `threshold` is the one that its makers name."""

    name: ClassVar[str]
    setting: ClassVar[str]
    needs: ClassVar[tuple[str, ...]] = ()
    threshold: ClassVar[float]

    def compare(self, one: str, other: str, *, is_person: bool, births: tuple[str, str] = ("", "")) -> float:
        """Likeness from 0 to 1."""
        raise NotImplementedError

    def close(self) -> None:
        """Let go of what was started."""


PEERS = (
    "commonweal:Commonweal",
    "trigram:Trigram",
    "scan:Scan",
    "logic:Logic",
    "keys:Keys",
    "linkage:Linkage",
    "linked:Splink",
)
JUDGES = (
    "commonweal:CommonwealJudge",
    "logic:LogicJudge",
    "judges:RatioJudge",
    "judges:WinklerJudge",
    "judges:TrigramJudge",
)


def known(names: Sequence[str]) -> list[type]:
    """The classes behind `module:class` names, in their order."""
    found = []
    for name in names:
        module, _, attribute = name.partition(":")
        found.append(getattr(import_module(f"{__name__}.{module}"), attribute))
    return found


def missing(kind: type[Peer] | type[Judge]) -> str:
    """What of its needs is not installed, in words; "" when all is there."""
    absent = [module for module in kind.needs if find_spec(module) is None]
    return f"not installed: {', '.join(absent)} (make bench-names installs the group)" if absent else ""


def forms(record: Record) -> tuple[str, ...]:
    """The forms of a record that are indexed: those in Latin script, all where it has none (people made up)."""
    return record.latin or tuple(text for text, _ in record.names)
