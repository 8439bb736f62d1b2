"""What a warrant reads beside the records, from section 3 of ``docs/decision-table.md`` alone.

Each table of that section which is not a part of a record has a function of its name here; ``readable`` asks them all.
Rows are named by their ids, facts of the day by their place in the world.
"""

import uuid

from . import oracle
from .neighbours import Batch, Neighbours
from .worlds import Label, Warrant, World

Rows = set[uuid.UUID] | set[int]
TABLES = ("batch", "staged", "refused", "touch", "inbox", "consent", "review", "complaint", "label")


def readable(world: World, near: Neighbours, warrant: Warrant) -> dict[str, Rows]:
    """By table, the rows that the warrant reads. "Without a warrant in order nothing is seen" (section 4)."""
    if not oracle.in_order(world, warrant):
        return {table: set() for table in TABLES}
    handed = [batch for batch in near.batches if _handed(batch, warrant)]
    return {
        "batch": {batch.id for batch in near.batches if _known(world, batch, warrant)},
        "staged": {batch.id for batch in handed if _waits(world, batch, warrant)},
        "refused": {batch.id for batch in handed},
        "touch": _touches(world, near, warrant),
        "inbox": _inbox(world, near, warrant),
        "consent": _facts(world, warrant, world.consents),
        "review": _facts(world, warrant, world.reviews, served="reviewer"),
        "complaint": _facts(world, warrant, world.complaints, served="commission", gives=False),
        "label": _labels(world, near, warrant),
    }


def _own(party: str, agency: str, warrant: Warrant) -> bool:
    """An agency is its code together with its party, for codes may repeat."""
    return (party, agency) == (warrant.party, warrant.agency)


def _known(world: World, batch: Batch, warrant: Warrant) -> bool:
    """Own agency; of a batch that brings a protected record, its contributor, approvers, and who has its purpose."""
    label = world.labels[batch.label - 1] if batch.label else None
    open_to_all = label is None or not label.protected or warrant.purpose in label.purposes
    right = open_to_all or warrant.officer == batch.contributor or warrant.role == "approver"
    return right and _own(batch.party, batch.agency, warrant)


def _handed(batch: Batch, warrant: Warrant) -> bool:
    """Own agency; then a contributor's own batch, or another officer's before an approver."""
    wanted = {"contributor": True, "approver": False}.get(warrant.role)
    own_work = batch.contributor == warrant.officer
    return wanted is own_work and _own(batch.party, batch.agency, warrant)


def _waits(world: World, batch: Batch, warrant: Warrant) -> bool:
    """Its batch is open, its own term runs, and the warrant is cleared for its label."""
    if not batch.label or batch.state not in {"receiving", "staged", "approving"}:
        return False
    return world.labels[batch.label - 1].classification <= warrant.clearance and world.now < batch.expires


def _touches(world: World, near: Neighbours, warrant: Warrant) -> set[uuid.UUID]:
    if warrant.role not in {"desk", "reader", "approver"}:
        return set()
    closed = _closed(world, warrant, "approver")
    own = [t for t in near.touches if _own(t.owner_party, t.owner_agency, warrant)]
    return {touch.id for touch in own if not {touch.record, touch.through} & closed}


def _inbox(world: World, near: Neighbours, warrant: Warrant) -> set[uuid.UUID]:
    closed = _closed(world, warrant, "approver")
    addressed = [i for i in near.items if i.agency == warrant.agency and i.officer in {"", warrant.officer}]
    return {item.id for item in addressed if item.record not in closed}


def _facts(world: World, warrant: Warrant, facts: list, *, served: str = "", gives: bool = True) -> set[int]:
    """By place: those that serve the warrant's agency, and, where an owner gives them, those that it gave.

    `served` is the role for which a fact is made; as such it is read also where the record is protected.
    """
    to_served, to_giver = _closed(world, warrant, served), _closed(world, warrant, "approver")
    gave = _owning_agencies(world)
    return {
        n
        for n, fact in enumerate(facts)
        if (fact.agency == warrant.agency and fact.record not in to_served)
        or (gives and gave[fact.record] == warrant.agency and fact.record not in to_giver)
    }


def _closed(world: World, warrant: Warrant, role: str) -> set[uuid.UUID]:
    """Protected records of which a warrant that names no purpose of theirs is told nothing, but in this role."""
    if warrant.role == role:
        return set()
    closed = {label.id for label in world.labels if label.protected and warrant.purpose not in label.purposes}
    return {record.id for record in world.records if record.label in closed}


def _labels(world: World, near: Neighbours, warrant: Warrant) -> set[int]:
    """The owner's own; of others, those within the clearance that could give something to the role.

    A protected one, also of the own agency, is there for who approves, for its purposes, for a contributor who brought
    one, and for a reviewer or a commission whose agency ever had a protected record before it.
    """
    named = [label for label in world.labels if not label.protected or warrant.purpose in label.purposes]
    protected = {label.id for label in world.labels if label.protected}
    brought = any(
        b.contributor == warrant.officer and b.label in protected and _known(world, b, warrant) for b in near.batches
    )
    of_house = world.labels if warrant.role == "approver" or (warrant.role == "contributor" and brought) else named
    own = {label.id for label in of_house if _own(label.owner_party, label.owner_agency, warrant)}
    favoured = warrant.agency in {consent.agency for consent in world.consents}
    open_to = {
        "reader": [
            label
            for label in named
            if warrant.party not in label.denied
            and (favoured or warrant.party in {label.owner_party} | label.full | label.core | label.hit)
        ],
        "reviewer": _before(world, warrant, world.reviews),
        "commission": _before(world, warrant, world.complaints),
    }
    open_to_role = [b for b in open_to.get(warrant.role, []) if b.classification <= warrant.clearance]
    return own | {label.id for label in open_to_role}


def _before(world: World, warrant: Warrant, facts: list) -> list[Label]:
    """All labels; protected ones only where a fact about a protected record ever named the warrant's agency."""
    protected = {label.id for label in world.labels if label.protected}
    records = {record.id for record in world.records if record.label in protected}
    had = any(fact.agency == warrant.agency and fact.record in records for fact in facts)
    return [label for label in world.labels if had or not label.protected]


def _owning_agencies(world: World) -> dict[uuid.UUID, str]:
    """Who gives a consent or asks for a review: the agency that owns the record."""
    return {record.id: world.labels[record.label - 1].owner_agency for record in world.records}
