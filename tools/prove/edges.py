"""A world with more at its edges, so that even a small one tells every slip from what is right."""

from dataclasses import replace
from datetime import UTC, timedelta
from random import Random

from tests.handling import oracle
from tests.handling.worlds import CORE, FULL, HIT, UNIT, Consent, Exchange, Warrant, World

TICK = timedelta(microseconds=1)
EACH = 6
"""How many of each kind are added for each warrant that they are meant for."""


def sharpened(world: World, seed: int) -> World:
    """The world with warrants, consents and exchange rows added that stand exactly on an edge."""
    rng = Random(seed)
    sound = [warrant for warrant in world.warrants if oracle.in_order(world, warrant)]
    readers = [warrant for warrant in sound if warrant.role == "reader"]
    consents = [consent for reader in readers for consent in _ending_now(rng, world, reader)]
    consents += [consent for reader in readers for consent in _to_the_owner(rng, world, reader)]
    warrants = world.warrants + _on_the_edge(world, sound, len(world.warrants))
    warrants += _before_protected(rng, world, readers[0], len(warrants))
    return replace(
        world,
        warrants=warrants + _of_new_agencies(readers, len(warrants)),
        consents=world.consents + consents,
        exchange=world.exchange + _from_tomorrow(world, readers),
    )


def _on_the_edge(world: World, sound: list[Warrant], first: int) -> list[Warrant]:
    """One warrant that sees much, as it would be at the first and the last moment, and just outside them."""
    model = max(sound, key=lambda warrant: sum(oracle.levels(world, warrant)))
    edges = (
        {"until": world.now},
        {"until": world.now + TICK},
        {"opened_at": world.now},
        {"opened_at": world.now + TICK},
        {"closed_at": world.now + TICK},
    )
    return [replace(model, id=first + n, **edge) for n, edge in enumerate(edges)]


def _before_protected(rng: Random, world: World, model: Warrant, first: int) -> list[Warrant]:
    """Cleared officers of agencies that own protected records, in each role, for a purpose that is named and another."""
    held = {record.label for record in world.records if record.expires > world.now}
    labels = [label for label in world.labels if label.protected and label.purposes and label.id in held]
    asked = [
        (label, role, purpose)
        for label in rng.sample(labels, min(EACH, len(labels)))
        for role in ("reader", "desk", "approver")
        for purpose in (min(label.purposes), "another")
    ]
    return [
        replace(
            model,
            id=first + n,
            officer=f"guard-{n}",
            party=label.owner_party,
            agency=label.owner_agency,
            unit=label.owner_unit,
            clearance=3,
            role=role,
            purpose=purpose,
        )
        for n, (label, role, purpose) in enumerate(asked)
    ]


def _of_new_agencies(readers: list[Warrant], first: int) -> list[Warrant]:
    """Readers of agencies that nobody ever gave a consent, own nothing, and know only what the lists give; a cleared
    reviewer and a commission before whom nothing was ever put."""
    offices = [replace(readers[0], role=role, clearance=3) for role in ("reviewer", "commission")]
    return [replace(each, id=first + n, agency=f"new-{n}") for n, each in enumerate([*readers[:EACH], *offices])]


def _ending_now(rng: Random, world: World, reader: Warrant) -> list[Consent]:
    """Consents that end at this very moment, on records of which the reader sees nothing."""
    levels = oracle.levels(world, reader)
    hidden = [r for r, level in zip(world.records, levels, strict=True) if not level and r.status == "active"]
    chosen = rng.sample(hidden, min(2 * EACH, len(hidden)))
    return [Consent(r.id, reader.agency, CORE + n % 2, world.now, None) for n, r in enumerate(chosen)]


def _to_the_owner(rng: Random, world: World, reader: Warrant) -> list[Consent]:
    """Consents to the owning agency itself, on records that stay within another of its units."""
    own = {
        label.id
        for label in world.labels
        if (label.owner_party, label.owner_agency) == (reader.party, reader.agency) and label.scope == UNIT
    }
    kept = [record for record in world.records if record.label in own]
    chosen = rng.sample(kept, min(EACH, len(kept)))
    return [Consent(r.id, reader.agency, rng.choice((CORE, FULL)), world.now + TICK, None) for r in chosen]


def _from_tomorrow(world: World, readers: list[Warrant]) -> list[Exchange]:
    """Exchange of hits that begins tomorrow, between parties that exchange nothing from that bank."""
    tomorrow = world.now.astimezone(UTC).date() + timedelta(days=1)
    places = {(label.owner_party, label.bank) for label in world.labels}
    known = {(row.owner, row.bank, row.reader) for row in world.exchange}
    keys = {(*place, reader.party) for place in places for reader in readers} - known
    return [Exchange(*key, "*", HIT, tomorrow, None, True) for key in sorted(keys)]
