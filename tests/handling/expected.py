"""What row-level security and the index should let through: the oracle's answer, by table."""

import uuid
from collections.abc import Callable

from . import oracle, oracle_neighbours
from .neighbours import Neighbours, version_part
from .oracle import CORE, FULL, HIT
from .worlds import Warrant, World

Rows = set


class Expectation:
    """The oracle's levels for one warrant on every record of a world, and what follows from them for each table."""

    def __init__(self, world: World, near: Neighbours, warrant: Warrant) -> None:
        self.world, self.near, self.warrant = world, near, warrant
        self.levels = oracle.levels(world, warrant)
        self._at = {
            least: {r.id for r, level in zip(world.records, self.levels, strict=True) if level >= least}
            for least in (HIT, CORE, FULL)
        }

    def record(self) -> Rows:
        return self._at[HIT]

    def identity(self) -> Rows:
        return self._at[CORE]

    def narrative(self) -> Rows:
        return self._at[FULL]

    def special(self) -> Rows:
        """At level full, by the rule for special categories."""
        return self._full_where(
            lambda label: (
                (label.owner_party, label.owner_agency) == (self.warrant.party, self.warrant.agency)
                or self.warrant.role == "commission"
                or self.warrant.purpose in label.special_purposes
            )
        )

    def biometric(self) -> Rows:
        """As special categories."""
        return self.special()

    def attachment(self) -> Rows:
        """Each record has a document, number 1, and a fingerprint card, number 2, which is as special categories."""
        return {(record, 1) for record in self.narrative()} | {(record, 2) for record in self.special()}

    def custody(self) -> Rows:
        return self._full_where(
            lambda label: (label.owner_party, label.owner_agency) == (self.warrant.party, self.warrant.agency)
        )

    def neutrality(self) -> Rows:
        """At level full, of one's own agency or in an office that reviews or hears."""
        offices = self.warrant.role in ("reviewer", "commission")
        return self._full_where(
            lambda label: (
                offices or (label.owner_party, label.owner_agency) == (self.warrant.party, self.warrant.agency)
            )
        )

    def version(self) -> Rows:
        """Each as the part of which it is the earlier state."""
        parts = {"identity": self.identity()}
        parts |= dict.fromkeys(("narrative", "attachment"), self.narrative())
        parts |= dict.fromkeys(("special", "fingerprint-card", "biometric"), self.special())
        return {record.id for record in self.world.records if record.id in parts[version_part(record.id)]}

    def link(self) -> Rows:
        """Full on the record that it starts from, and at least hit on the record that it leads to."""
        full, hit = self._at[FULL], self._at[HIT]
        return {(start, to) for start, to in self.near.links if start in full and to in hit}

    def parts(self) -> dict[str, Rows]:
        """All tables that hold a record, by the page's names."""
        names = ("record", "identity", "narrative", "special", "attachment", "biometric", "custody", "version", "link")
        return {name: getattr(self, name)() for name in (*names, "neutrality")}

    def beside(self) -> dict[str, Rows]:
        """All tables that hold no record."""
        return oracle_neighbours.readable(self.world, self.near, self.warrant)

    def _full_where(self, admits: Callable) -> set[uuid.UUID]:
        labels = {label.id for label in self.world.labels if admits(label)}
        pairs = zip(self.world.records, self.levels, strict=True)
        return {r.id for r, level in pairs if level == FULL and r.label in labels}
