"""What a warrant reads beside the records, from section 3 of ``docs/decision-table.md`` alone.

Each table of that section which is not a part of a record has a function of its name here; ``readable`` asks them all.
Rows are named by their ids, facts of the day by their place in the world.
"""

import uuid

from . import oracle
from .neighbours import Batch, Neighbours
from .worlds import Warrant, World

Rows = set[uuid.UUID] | set[int]
TABLES = ("batch", "staged", "refused", "touch", "inbox", "consent", "review", "complaint", "label")


def readable(world: World, near: Neighbours, warrant: Warrant) -> dict[str, Rows]:
    """By table, the rows that the warrant reads. "Without a warrant in order nothing is seen" (section 4)."""
    if not oracle.in_order(world, warrant):
        return {table: set() for table in TABLES}
    staged = {batch.id for batch in near.batches if _staged(batch, warrant)}
    gave = _owning_agencies(world)
    return {
        "batch": {batch.id for batch in near.batches if _own(batch.party, batch.agency, warrant)},
        "staged": staged,
        "refused": staged,
        "touch": _touches(near, warrant),
        "inbox": {i.id for i in near.items if i.agency == warrant.agency and i.officer in {"", warrant.officer}},
        "consent": {n for n, c in enumerate(world.consents) if warrant.agency in {c.agency, gave[c.record]}},
        "review": {n for n, r in enumerate(world.reviews) if warrant.agency in {r.agency, gave[r.record]}},
        "complaint": {n for n, c in enumerate(world.complaints) if warrant.agency == c.agency},
        "label": _labels(world, warrant),
    }


def _own(party: str, agency: str, warrant: Warrant) -> bool:
    """An agency is its code together with its party, for codes may repeat."""
    return (party, agency) == (warrant.party, warrant.agency)


def _staged(batch: Batch, warrant: Warrant) -> bool:
    """Own agency; then a contributor's own batch, or another officer's before an approver."""
    wanted = {"contributor": True, "approver": False}.get(warrant.role)
    own_work = batch.contributor == warrant.officer
    return wanted is own_work and _own(batch.party, batch.agency, warrant)


def _touches(near: Neighbours, warrant: Warrant) -> set[uuid.UUID]:
    if warrant.role not in {"desk", "reader", "approver"}:
        return set()
    return {t.id for t in near.touches if _own(t.owner_party, t.owner_agency, warrant)}


def _labels(world: World, warrant: Warrant) -> set[int]:
    """The owner's own; of others, those within the clearance that could give something to the role.

    A protected one, also of the own agency, is there for who enters and approves, and for its purposes.
    """
    named = [label for label in world.labels if not label.protected or warrant.purpose in label.purposes]
    of_house = world.labels if warrant.role in {"contributor", "approver"} else named
    own = {label.id for label in of_house if _own(label.owner_party, label.owner_agency, warrant)}
    favoured = warrant.agency in {consent.agency for consent in world.consents}
    open_to = {
        "reader": [
            label
            for label in named
            if warrant.party not in label.denied
            and (favoured or warrant.party in {label.owner_party} | label.full | label.core | label.hit)
        ],
        "reviewer": world.labels,
        "commission": world.labels,
    }
    open_to_role = [b for b in open_to.get(warrant.role, []) if b.classification <= warrant.clearance]
    return own | {label.id for label in open_to_role}


def _owning_agencies(world: World) -> dict[uuid.UUID, str]:
    """Who gives a consent or asks for a review: the agency that owns the record."""
    return {record.id: world.labels[record.label - 1].owner_agency for record in world.records}
