"""The access policy once more, from ``docs/decision-table.md`` alone, to check whatever else decides.

It is told in another way than the page tells it. The page is a list in which the first row that holds decides; here a
warrant is *granted* levels on a record for several reasons, *vetoes* strike some of the reasons, and the highest grant
left standing is the level. A slip in the order of a list and a slip in the reach of a veto are different slips, so the
two are unlikely to be wrong in the same place.

``level`` decides one pair with names of grants and vetoes. ``levels`` decides a warrant against every record with sets
of positions. ``special`` and ``readable`` follow from the level.
"""

import uuid
from collections.abc import Iterable
from datetime import UTC

from .worlds import Complaint, Consent, Label, Record, Review, Warrant, World

NOTHING, SILENT, HIT, CORE, FULL = 0, 1, 2, 3, 4
AGENCY_SCOPE, PARTY_SCOPE, ABROAD_SCOPE = 1, 2, 3

# Rows 1 to 4 stand before every row that gives anything.
ALWAYS = frozenset({"order", "term", "clearance", "settlement"})
# Rows 8 and 9 stand before row 10; rows 11 to 13 stand between row 10 and the consents.
HOUSE = ALWAYS | {"protection", "role"}
CONSENT = HOUSE | {"desk", "status", "denial"}
# Rows 14 and 15 come before the lists: a consent that is valid decides, even where a list would have given more.
LISTS = CONSENT | {"consent", "kind", "purpose"}

# Which vetoes strike which grant.
STRUCK_BY = {
    "complaint": ALWAYS,
    "review": ALWAYS,
    "approval": ALWAYS,
    "house": HOUSE,
    "consent": CONSENT,
    "home": LISTS,
    "abroad": LISTS | {"home", "scope"},
}


def in_order(world: World, warrant: Warrant | None) -> bool:
    """Section 1: "A warrant is in order when it exists, was committed by an earlier transaction, ..."."""
    if warrant is None or not warrant.committed or warrant.closed_at is not None:
        return False
    grounds = {warrant.case_ref, warrant.standing_duty} - {""}
    return bool(warrant.opened_at <= world.now < warrant.until and warrant.purpose and warrant.basis and grounds)


def level(world: World, warrant: Warrant | None, record: Record) -> int:
    """Section 2: the level at which a warrant sees a record, as the highest grant that no veto strikes."""
    if warrant is None:
        return NOTHING
    label = world.labels[record.label - 1]
    vetoes = _vetoes(world, warrant, label, record)
    grants = _grants(world, warrant, label, record)
    return max((given for name, given in grants.items() if not STRUCK_BY[name] & vetoes), default=NOTHING)


def _vetoes(world: World, warrant: Warrant, label: Label, record: Record) -> set[str]:
    """What stands against the warrant; the comments give the row that says so."""
    found = {
        "order": not in_order(world, warrant),  # 1
        "term": record.expires <= world.now,  # 2
        "clearance": label.classification > warrant.clearance,  # 3
        "settlement": not world.settled and label.owner_party != warrant.party,  # 4
        "protection": label.protected and warrant.purpose not in label.purposes,  # 8
        "role": warrant.role not in {"reader", "desk"},  # 9
        "desk": warrant.role == "desk",  # 11
        "status": record.status != "active",  # 12
        "denial": warrant.party in label.denied,  # 13
        "consent": bool(_consents(world, warrant, record.id)),  # 14 and 15, as against the rows below them
        "kind": warrant.kind not in label.kinds,  # 16
        "purpose": warrant.purpose not in label.purposes,  # 17
        "home": label.owner_party == warrant.party,  # 19
        "scope": label.scope < ABROAD_SCOPE,  # 20
    }
    return {name for name, holds in found.items() if holds}


def _grants(world: World, warrant: Warrant, label: Label, record: Record) -> dict[str, int]:
    """What speaks for the warrant; the comments give the row that says so."""
    owns = _owns(warrant, label)
    foreign_hand = warrant.officer != record.contributor
    grants = {
        "complaint": FULL * (warrant.role == "commission" and _open(world, world.complaints, warrant, record.id)),  # 5
        "review": FULL
        * (
            warrant.role == "reviewer"
            and record.status == "draft"
            and _open(world, world.reviews, warrant, record.id)
            and foreign_hand
        ),  # 6
        "approval": FULL * (warrant.role == "approver" and owns and foreign_hand),  # 7
        "house": FULL * (owns and (label.scope >= AGENCY_SCOPE or label.owner_unit == warrant.unit)),  # 10
        "consent": max(_consents(world, warrant, record.id), default=NOTHING),  # 14, 15
        "home": FULL * (label.owner_party == warrant.party and label.scope >= PARTY_SCOPE),  # 18
        "abroad": _shared(warrant.party, label, _exchange(world, warrant).get((label.owner_party, label.bank), 0)),
    }
    return {name: given for name, given in grants.items() if given}


def _owns(warrant: Warrant, label: Label) -> bool:
    """Section 2: "The warrant's agency owns the record" takes the agency and the party, for codes may repeat."""
    return (label.owner_party, label.owner_agency) == (warrant.party, warrant.agency)


def _consents(world: World, warrant: Warrant, record: uuid.UUID) -> set[int]:
    """Section 1: "It is valid when `revoked_at` is empty and `now < until`"; the levels of those that are."""
    return {c.level for c in world.consents if c.record == record and _stands(world, c) and c.agency == warrant.agency}


def _open(world: World, facts: Iterable[Review | Complaint], warrant: Warrant, record: uuid.UUID) -> bool:
    """Section 1: a review "is open when `closed_at` is empty and `now < until`", a complaint "in the same way"."""
    return any(f.record == record and _stands(world, f) and f.agency == warrant.agency for f in facts)


def _stands(world: World, fact: Consent | Review | Complaint) -> bool:
    """Neither revoked nor closed, whatever moment that bears, and its last moment has not come."""
    ended = fact.revoked_at if isinstance(fact, Consent) else fact.closed_at
    return ended is None and world.now < fact.until


def _exchange(world: World, warrant: Warrant) -> dict[tuple[str, str], int]:
    """Section 1: "The exchange level from an owner to a reader for a bank and a purpose is the highest level ...".

    By owner and bank, for the party and the purpose of the warrant. What is not there is nothing.
    """
    today = world.now.astimezone(UTC).date()
    purposes = {warrant.purpose, "*"}
    best: dict[tuple[str, str], int] = {}
    for row in world.exchange:
        if row.reader != warrant.party or row.purpose not in purposes or not row.confirmed:
            continue
        if row.valid_from <= today and (row.valid_until is None or today < row.valid_until):
            key = row.owner, row.bank
            best[key] = max(best.get(key, NOTHING), row.level)
    return best


def _shared(party: str, label: Label, exchanged: int) -> int:
    """Rows 21 to 25: the list that names the party and the exchange level, whichever is lower.

    A silent hit is the one step that the exchange does not name: it takes an exchange of hits.
    """
    lists = {FULL: label.full, CORE: label.core, HIT: label.hit}
    listed = max((step for step, named in lists.items() if party in named), default=NOTHING)
    silent = SILENT if party in label.silent and exchanged >= HIT else NOTHING
    return max(min(listed, exchanged), silent)


def levels(world: World, warrant: Warrant | None) -> list[int]:
    """Section 2 for one warrant and every record, in the order of the records."""
    out = [NOTHING] * len(world.records)
    if warrant is None or not in_order(world, warrant):
        return out
    cleared = {label.id for label in world.labels if label.classification <= warrant.clearance}
    if not world.settled:  # row 4: what is left is the party's own
        cleared &= {label.id for label in world.labels if label.owner_party == warrant.party}
    # Rows 2 to 4: beyond these positions nothing is seen by anybody.
    within = {i for i, r in enumerate(world.records) if r.label in cleared and r.expires > world.now}
    if warrant.role in {"reader", "desk"}:
        _house_and_beyond(world, warrant, within, out)
    else:
        for i in within & _of_office(world, warrant):
            out[i] = FULL
    return out


def _of_office(world: World, warrant: Warrant) -> set[int]:
    """Rows 5 to 9: the positions that a commission, a reviewer or an approver may see; nobody else any."""
    if warrant.role == "commission":
        named = {c.record for c in world.complaints if c.agency == warrant.agency and _stands(world, c)}
        return {i for i, r in enumerate(world.records) if r.id in named}
    own_work = {i for i, r in enumerate(world.records) if r.contributor == warrant.officer}
    if warrant.role == "reviewer":
        named = {c.record for c in world.reviews if c.agency == warrant.agency and _stands(world, c)}
        return {i for i, r in enumerate(world.records) if r.status == "draft" and r.id in named} - own_work
    if warrant.role == "approver":
        owned = {label.id for label in world.labels if _owns(warrant, label)}
        return {i for i, r in enumerate(world.records) if r.label in owned} - own_work
    return set()


def _house_and_beyond(world: World, warrant: Warrant, within: set[int], out: list[int]) -> None:
    """Rows 8 to 25, for a reader or a desk: first what the lists give, then what replaces it."""
    records = world.records
    closed = {label.id for label in world.labels if label.protected and warrant.purpose not in label.purposes}
    within = {i for i in within if records[i].label not in closed}
    owned = {label.id for label in world.labels if _owns(warrant, label)}
    house = {i for i in owned if world.labels[i - 1].scope >= AGENCY_SCOPE}
    house |= {i for i in owned if world.labels[i - 1].owner_unit == warrant.unit}
    if warrant.role == "reader":
        denying = {label.id for label in world.labels if warrant.party in label.denied}
        beyond = {i for i in within if records[i].status == "active" and records[i].label not in denying}
        by_label = _lists(world, warrant)
        for i in beyond:
            out[i] = by_label.get(records[i].label, NOTHING)
        consented = _consented(world, warrant)
        for i in beyond:
            if records[i].id in consented:
                out[i] = consented[records[i].id]
    for i in within:
        if records[i].label in house:
            out[i] = FULL


def _consented(world: World, warrant: Warrant) -> dict[uuid.UUID, int]:
    """Rows 14 and 15: "Several may stand; the highest valid one counts"."""
    best: dict[uuid.UUID, int] = {}
    for consent in world.consents:
        if consent.agency == warrant.agency and _stands(world, consent):
            best[consent.record] = max(best.get(consent.record, NOTHING), consent.level)
    return best


def _lists(world: World, warrant: Warrant) -> dict[int, int]:
    """Rows 16 to 25: what a label gives to the party of the warrant, its kind and its purpose."""
    usable = [label for label in world.labels if warrant.kind in label.kinds and warrant.purpose in label.purposes]
    home = {label.id: FULL for label in usable if label.owner_party == warrant.party and label.scope >= PARTY_SCOPE}
    exchanged = _exchange(world, warrant)
    abroad = {
        label.id: _shared(warrant.party, label, exchanged.get((label.owner_party, label.bank), NOTHING))
        for label in usable
        if label.owner_party != warrant.party and label.scope == ABROAD_SCOPE
    }
    return home | abroad


def special(world: World, warrant: Warrant | None, record: Record) -> bool:
    """Section 2: special categories are "readable only at level full, and then only if ..."."""
    if warrant is None or level(world, warrant, record) != FULL:
        return False
    label = world.labels[record.label - 1]
    return _owns(warrant, label) or warrant.role == "commission" or warrant.purpose in label.special_purposes


def readable(world: World, warrant: Warrant | None, record: Record) -> frozenset[str]:
    """Section 3: the tables, of those that hold a record, that the warrant may read."""
    seen = level(world, warrant, record)
    least = {"record": HIT, "identity": CORE, "narrative": FULL}
    tables = {table for table, needed in least.items() if seen >= needed}
    if seen == FULL:
        tables.add("attachment")
    if special(world, warrant, record):
        tables |= {"special", "biometric", "fingerprint-card"}
    if warrant is not None and seen == FULL and _owns(warrant, world.labels[record.label - 1]):
        tables |= {"custody", "neutrality"}
    if seen == FULL and warrant.role in ("reviewer", "commission"):
        tables.add("neutrality")
    return frozenset(tables)
