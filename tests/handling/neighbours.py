"""Rows that lie beside a world's records: links between them, earlier states, contributions, touches, the inbox.

Made like the world itself: from a seed alone, leaning towards the edges. Agencies and officers are those of the
warrants, so that most rows are somebody's and many are nearly somebody's: the same agency code in another party, the
right agency with another officer.
"""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from .worlds import Warrant, World

PARTS = ("identity", "narrative", "special", "attachment", "fingerprint-card", "biometric")
TICK = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Batch:
    """A contribution. One row of it waits for approval, with a label of its agency (0 where that has none, and then
    without such a row) and a term of its own; one line was refused."""

    id: uuid.UUID
    party: str
    agency: str
    unit: str
    contributor: str
    state: str
    label: int
    expires: datetime


@dataclass(frozen=True, slots=True)
class Touch:
    """One deed that touched one record of an owner: a record of the world, or one that is gone. `through` is the
    record with which it was named as linked, where that is how it was touched."""

    id: uuid.UUID
    record: uuid.UUID
    owner_party: str
    owner_agency: str
    through: uuid.UUID | None


@dataclass(frozen=True, slots=True)
class Item:
    """What waits for an agency; `officer` is empty where anybody of it may take it. `record` is the record that it is
    about, if it is about one."""

    id: uuid.UUID
    agency: str
    officer: str
    record: uuid.UUID | None


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Everything beside the records. A link is the pair of the record it starts from and the one it leads to."""

    links: list[tuple[uuid.UUID, uuid.UUID]]
    batches: list[Batch]
    touches: list[Touch]
    items: list[Item]


def version_part(record: uuid.UUID) -> str:
    """The part of which an earlier state of this record is kept: each record has one, so a sixth has each."""
    return PARTS[record.int % len(PARTS)]


def make_neighbours(world: World, seed: int, *, each: int = 400) -> Neighbours:
    """As many links as records; `each` batches, touches and items."""
    rng = Random(seed)
    return Neighbours(
        links=_links(rng, world),
        batches=[_batch(rng, world) for _ in range(each)],
        touches=[_touch(rng, world) for _ in range(each)],
        items=[_item(rng, world) for _ in range(each)],
    )


def _id(rng: Random) -> uuid.UUID:
    return uuid.UUID(int=rng.getrandbits(128), version=4)


def _links(rng: Random, world: World) -> list[tuple[uuid.UUID, uuid.UUID]]:
    """Random pairs, many in both directions, some inside one label: seen or hidden at either end, or at both."""
    of_label: dict[int, list[uuid.UUID]] = {}
    for record in world.records:
        of_label.setdefault(record.label, []).append(record.id)
    pairs: dict[tuple[uuid.UUID, uuid.UUID], None] = {}
    while len(pairs) < len(world.records) and len(world.records) > 1:
        start = rng.choice(world.records)
        drawn = rng.random()
        to = rng.choice(of_label[start.label]) if drawn < 0.3 else rng.choice(world.records).id
        if to == start.id:
            continue
        pairs[start.id, to] = None
        if drawn > 0.7:
            pairs[to, start.id] = None
    return list(pairs)


def _about(rng: Random, world: World) -> uuid.UUID:
    """A record, half the time a protected one; at times one that does not exist any more."""
    drawn = rng.random()
    protected = {label.id for label in world.labels if label.protected}
    chosen = [record for record in world.records if record.label in protected] if drawn < 0.5 else world.records
    return _id(rng) if drawn > 0.9 or not chosen else rng.choice(chosen).id


def _batch(rng: Random, world: World) -> Batch:
    """Mostly by somebody who contributes or approves; at times its agency or party is another's.

    Its row waits in a batch that may be closed, ends soon or has just ended, and may be classified above a clearance.
    """
    able = [w for w in world.warrants if w.role in ("contributor", "approver")] or world.warrants
    author: Warrant = rng.choice(able if rng.random() < 0.8 else world.warrants)
    place: Warrant = author if rng.random() < 0.5 else rng.choice(able)
    party = place.party if rng.random() < 0.8 else rng.choice(world.warrants).party
    labels = [b.id for b in world.labels if (b.owner_party, b.owner_agency) == (party, place.agency)] or [0]
    closed = ("unchanged", "faulty", "approved", "refused", "withdrawn", "undoing", "undone")
    state = rng.choice(("receiving", "staged", "approving") if rng.random() < 0.6 else closed)
    ends = rng.choice((timedelta(0), -TICK, TICK, TICK, timedelta(days=9), timedelta(days=90)))
    return Batch(_id(rng), party, place.agency, place.unit, author.officer, state, rng.choice(labels), world.now + ends)


def _owner(rng: Random, world: World) -> tuple[str, str]:
    warrant = rng.choice(world.warrants)
    return warrant.party if rng.random() < 0.8 else rng.choice(world.warrants).party, warrant.agency


def _touch(rng: Random, world: World) -> Touch:
    touched, owner = _about(rng, world), _owner(rng, world)
    return Touch(_id(rng), touched, *owner, _about(rng, world) if rng.random() < 0.4 else None)


def _item(rng: Random, world: World) -> Item:
    warrant = rng.choice(world.warrants)
    drawn = rng.random()
    officer = "" if drawn < 0.4 else warrant.officer if drawn < 0.8 else rng.choice(world.warrants).officer
    return Item(_id(rng), warrant.agency, officer, _about(rng, world) if rng.random() < 0.6 else None)
