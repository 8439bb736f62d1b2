"""A world as the pure function is asked about it: one case for each pair of warrant and record."""

import uuid
from collections.abc import Iterable, Iterator

from commonweal.handling import decision

from . import oracle
from .worlds import Complaint, Review, Warrant, World


class Cases:
    """The records and labels of a world in the shapes of `commonweal.handling.decision`."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.labels = {label.id: decision.Label(**_fields(label, decision.Label)) for label in world.labels}

    def of(self, warrant: Warrant) -> Iterator[decision.Case]:
        """Every record of the world as a case of this warrant, in the order of the records."""
        me = decision.Warrant(**_fields(warrant, decision.Warrant)) if oracle.in_order(self.world, warrant) else None
        facts = Facts(self.world, warrant)
        none: frozenset[int] = frozenset()
        for record in self.world.records:
            label = self.labels[record.label]
            yield decision.Case(
                warrant=me,
                label=label,
                status=record.status,
                expires=record.expires,
                contributor=record.contributor,
                now=self.world.now,
                exchange=facts.exchange.get((label.owner_party, label.bank), 0),
                consents=facts.consents.get(record.id, none),
                review_open=record.id in facts.reviews,
                complaint_open=record.id in facts.complaints,
                settled=self.world.settled,
            )


def _fields(thing: Warrant | object, shape: type) -> dict:
    return {name: getattr(thing, name) for name in shape.__slots__}


class Facts:
    """The facts of the day that concern one warrant, gathered as the queries of the room gather them."""

    def __init__(self, world: World, warrant: Warrant) -> None:
        today = world.now.date()
        self.exchange: dict[tuple[str, str], int] = {}
        for row in world.exchange:
            if (
                row.reader == warrant.party
                and row.purpose in (warrant.purpose, "*")
                and row.confirmed
                and row.valid_from <= today
                and (row.valid_until is None or today < row.valid_until)
            ):
                key = (row.owner, row.bank)
                self.exchange[key] = max(self.exchange.get(key, 0), row.level)
        self.consents: dict[uuid.UUID, frozenset[int]] = {}
        for consent in world.consents:
            if consent.agency == warrant.agency and consent.revoked_at is None and world.now < consent.until:
                self.consents[consent.record] = self.consents.get(consent.record, frozenset()) | {consent.level}
        self.reviews = _open(world.reviews, warrant, world)
        self.complaints = _open(world.complaints, warrant, world)


def _open(facts: Iterable[Review | Complaint], warrant: Warrant, world: World) -> set[uuid.UUID]:
    return {f.record for f in facts if f.agency == warrant.agency and f.closed_at is None and world.now < f.until}
