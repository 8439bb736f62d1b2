"""The oracle itself is tested: by hand at every row and edge, against a first-match reading, and by its properties."""

import uuid
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from functools import cache
from itertools import combinations, product
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from . import oracle
from .oracle import level, levels, readable, special
from .worlds import (
    ABROAD,
    AGENCY,
    BLIND_ROLES,
    CORE,
    FULL,
    HIT,
    NOTHING,
    NOW,
    PARTY,
    ROLES,
    SILENT,
    STATUSES,
    UNIT,
    Complaint,
    Consent,
    Exchange,
    Label,
    Record,
    Review,
    Warrant,
    World,
    make_world,
)

TICK = timedelta(microseconds=1)
SECOND = timedelta(seconds=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
TODAY = NOW.date()
RECORD = uuid.UUID(int=1)
OTHER = uuid.UUID(int=2)
READER_AGENCY, OWNER_AGENCY = "P01-SEC-1", "P00-INT-1"


def a_warrant(**given) -> Warrant:
    """A reader of another state, in order, cleared for everything."""
    fields = {
        "id": 0,
        "officer": "reader",
        "party": "P01",
        "agency": READER_AGENCY,
        "kind": "security",
        "unit": "U1",
        "clearance": 3,
        "role": "reader",
        "purpose": "drugs",
        "basis": "article 1",
        "case_ref": "case 7",
        "standing_duty": "",
        "opened_at": NOW - HOUR,
        "until": NOW + HOUR,
        "closed_at": None,
        "committed": True,
    }
    return Warrant(**(fields | given))


def of_owner(**given) -> Warrant:
    """A warrant of the very agency that owns the record."""
    return a_warrant(**({"party": "P00", "agency": OWNER_AGENCY, "kind": "interior"} | given))


def of_sister(**given) -> Warrant:
    """A warrant of another agency of the owner's party."""
    return a_warrant(**({"party": "P00", "agency": "P00-SEC-1"} | given))


def a_label(**given) -> Label:
    """A label that lets the reader of another state see everything, if the exchange does."""
    fields = {
        "id": 1,
        "owner_party": "P00",
        "owner_agency": OWNER_AGENCY,
        "owner_unit": "U1",
        "bank": "bank-1",
        "classification": 1,
        "scope": ABROAD,
        "full": {"P01"},
        "core": set(),
        "hit": set(),
        "silent": set(),
        "denied": set(),
        "kinds": {"security", "interior"},
        "purposes": {"drugs"},
        "special_purposes": set(),
        "protected": False,
        "handling": "H0",
    } | given
    return Label(**{name: frozenset(value) if isinstance(value, set) else value for name, value in fields.items()})


def a_record(**given) -> Record:
    return Record(
        **({"id": RECORD, "label": 1, "status": "active", "expires": NOW + DAY, "contributor": "author"} | given)
    )


def a_row(**given) -> Exchange:
    fields = {
        "owner": "P00",
        "bank": "bank-1",
        "reader": "P01",
        "purpose": "*",
        "level": FULL,
        "valid_from": TODAY - DAY,
        "valid_until": None,
        "confirmed": True,
    }
    return Exchange(**(fields | given))


def a_consent(**given) -> Consent:
    fields = {"record": RECORD, "agency": READER_AGENCY, "level": FULL, "until": NOW + DAY, "revoked_at": None}
    return Consent(**(fields | given))


def a_review(**given) -> Review:
    return Review(
        **({"record": RECORD, "agency": READER_AGENCY, "until": NOW + DAY, "closed_at": None} | given),
    )


def a_complaint(**given) -> Complaint:
    return Complaint(
        **({"record": RECORD, "agency": READER_AGENCY, "until": NOW + DAY, "closed_at": None} | given),
    )


def a_world(warrant: Warrant, label: Label, record: Record, **given) -> World:
    facts = {"now": NOW, "exchange": [a_row()], "consents": [], "reviews": [], "complaints": []} | given
    return World(warrants=[warrant], labels=[label], records=[record], **facts)


def seen(warrant: Warrant | None = None, label: Label | None = None, record: Record | None = None, **given) -> int:
    """The level of a literal pair, which both ways of the oracle and the first-match reading must give alike."""
    warrant, label, record = warrant or a_warrant(), label or a_label(), record or a_record()
    world = a_world(warrant, label, record, **given)
    found = level(world, warrant, record)
    assert levels(world, warrant) == [found]
    assert LEVEL_OF_ROW[FirstMatch(world).row(warrant, record)] == found
    return found


# --- a first-match reading of the table, to compare with --------------------------------------------------------------

LEVEL_OF_ROW = dict.fromkeys(range(1, 26), NOTHING)
LEVEL_OF_ROW |= dict.fromkeys((5, 6, 7, 10, 14, 18, 21), FULL) | dict.fromkeys((15, 22), CORE) | {23: HIT, 24: SILENT}


class FirstMatch:
    """The 25 rows in the order of the page."""

    def __init__(self, world: World) -> None:
        self.now, self.settled = world.now, world.settled
        self.labels = world.labels
        valid = [c for c in world.consents if not c.revoked_at and c.until > self.now]
        self.consents = {(c.record, c.agency, c.level) for c in valid}
        self.reviews = {(r.record, r.agency) for r in world.reviews if not r.closed_at and r.until > self.now}
        self.complaints = {(c.record, c.agency) for c in world.complaints if not c.closed_at and c.until > self.now}
        today = self.now.astimezone(UTC).date()
        self.exchange: dict[tuple[str, str, str, str], int] = {}
        for row in world.exchange:
            if row.confirmed and row.valid_from <= today and not (row.valid_until and row.valid_until <= today):
                key = (row.owner, row.bank, row.reader, row.purpose)
                self.exchange[key] = max(row.level, self.exchange.get(key, NOTHING))

    def row(self, w: Warrant, r: Record) -> int:
        label = self.labels[r.label - 1]
        return next((number for number, holds in self._conditions(w, label, r) if holds), 25)

    def _conditions(self, w: Warrant, b: Label, r: Record) -> Iterator[tuple[int, bool]]:
        yield 1, not self._in_order(w)
        yield 2, r.expires <= self.now
        yield 3, b.classification > w.clearance
        yield 4, b.owner_party != w.party and not self.settled
        yield 5, w.role == "commission" and (r.id, w.agency) in self.complaints
        others = w.officer != r.contributor
        yield 6, w.role == "reviewer" and r.status == "draft" and (r.id, w.agency) in self.reviews and others
        owns = b.owner_agency == w.agency and b.owner_party == w.party
        yield 7, w.role == "approver" and owns and others
        yield 8, b.protected and w.purpose not in b.purposes
        yield 9, w.role not in ("reader", "desk")
        yield 10, owns and (b.scope >= AGENCY or w.unit == b.owner_unit)
        yield 11, w.role == "desk"
        yield 12, r.status != "active"
        yield 13, w.party in b.denied
        yield 14, (r.id, w.agency, FULL) in self.consents
        yield 15, (r.id, w.agency, CORE) in self.consents
        yield 16, w.kind not in b.kinds
        yield 17, w.purpose not in b.purposes
        yield 18, b.owner_party == w.party and b.scope >= PARTY
        yield 19, b.owner_party == w.party
        yield 20, b.scope < ABROAD
        rows = ((b.owner_party, b.bank, w.party, purpose) for purpose in (w.purpose, "*"))
        exchanged = max(self.exchange.get(row, NOTHING) for row in rows)
        yield 21, w.party in b.full and exchanged >= FULL
        yield 22, (w.party in b.full or w.party in b.core) and exchanged >= CORE
        yield 23, (w.party in b.full or w.party in b.core or w.party in b.hit) and exchanged >= HIT
        yield 24, w.party in b.silent and exchanged >= HIT

    def _in_order(self, w: Warrant) -> bool:
        if not w.committed or w.closed_at or not w.purpose or not w.basis:
            return False
        return w.opened_at <= self.now < w.until and bool(w.case_ref or w.standing_duty)


# --- by hand: rows 1 to 3 ---------------------------------------------------------------------------------------------


def test_the_defaults_show_everything():
    assert seen() == FULL


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"committed": False}, NOTHING),
        ({"closed_at": NOW - SECOND}, NOTHING),
        ({"closed_at": NOW}, NOTHING),
        ({"closed_at": NOW + SECOND}, NOTHING),
        ({"opened_at": NOW - TICK}, FULL),
        ({"opened_at": NOW}, FULL),
        ({"opened_at": NOW + TICK}, NOTHING),
        ({"until": NOW + TICK}, FULL),
        ({"until": NOW}, NOTHING),
        ({"until": NOW - TICK}, NOTHING),
        ({"purpose": ""}, NOTHING),
        ({"basis": ""}, NOTHING),
        ({"case_ref": "", "standing_duty": ""}, NOTHING),
        ({"case_ref": "", "standing_duty": "patrol"}, FULL),
        ({"case_ref": "case 7", "standing_duty": "patrol"}, FULL),
    ],
)
def test_row_1_a_warrant_not_in_order_sees_nothing(change, expected):
    assert seen(a_warrant(**change)) == expected
    assert seen(of_owner(**change)) == expected
    assert seen(a_warrant(role="commission", **change), complaints=[a_complaint()]) == expected


def test_row_1_without_a_warrant_nothing_is_seen():
    world = a_world(a_warrant(), a_label(), a_record())
    assert level(world, None, world.records[0]) == NOTHING
    assert levels(world, None) == [NOTHING]
    assert not special(world, None, world.records[0])
    assert readable(world, None, world.records[0]) == frozenset()


def test_row_1_an_empty_purpose_does_not_match_an_empty_code():
    label = a_label(purposes={""}, special_purposes={""})
    assert seen(a_warrant(purpose=""), label, exchange=[a_row(purpose="")]) == NOTHING


@pytest.mark.parametrize(
    ("expires", "expected"),
    [(NOW + SECOND, FULL), (NOW + TICK, FULL), (NOW, NOTHING), (NOW - TICK, NOTHING), (NOW - SECOND, NOTHING)],
)
def test_row_2_a_record_ends_at_its_moment_for_everybody(expires, expected):
    record = a_record(expires=expires)
    assert seen(record=record) == expected
    assert seen(of_owner(), record=record) == expected
    assert seen(of_owner(role="approver"), record=record) == expected
    assert seen(record=record, consents=[a_consent()]) == expected
    assert seen(a_warrant(role="commission"), record=record, complaints=[a_complaint()]) == expected
    draft = a_record(expires=expires, status="draft")
    assert seen(a_warrant(role="reviewer"), record=draft, reviews=[a_review()]) == expected


@pytest.mark.parametrize("classification", range(4))
@pytest.mark.parametrize("clearance", range(4))
def test_row_3_the_clearance_must_reach_the_classification(classification, clearance):
    label = a_label(classification=classification)
    expected = NOTHING if classification > clearance else FULL
    assert seen(a_warrant(clearance=clearance), label) == expected
    assert seen(of_owner(clearance=clearance), label) == expected
    assert seen(a_warrant(clearance=clearance), label, consents=[a_consent()]) == expected
    assert seen(of_owner(clearance=clearance, role="approver"), label) == expected
    assert seen(a_warrant(clearance=clearance, role="commission"), label, complaints=[a_complaint()]) == expected


# --- row 4: a journal that is not settled -----------------------------------------------------------------------------


def test_without_a_settled_journal_other_parties_see_nothing_in_any_role():
    late = {"settled": False}
    assert seen(a_warrant(), a_label()) == FULL
    assert seen(a_warrant(), a_label(), **late) == NOTHING
    assert seen(a_warrant(), a_label(), consents=[a_consent()], **late) == NOTHING
    assert seen(a_warrant(role="commission"), a_label(), complaints=[a_complaint()]) == FULL
    assert seen(a_warrant(role="commission"), a_label(), complaints=[a_complaint()], **late) == NOTHING
    draft = a_record(status="draft")
    assert seen(a_warrant(role="reviewer"), a_label(), draft, reviews=[a_review()]) == FULL
    assert seen(a_warrant(role="reviewer"), a_label(), draft, reviews=[a_review()], **late) == NOTHING


def test_without_a_settled_journal_the_own_party_sees_as_before():
    for warrant in (of_owner(), of_owner(role="desk"), of_owner(role="approver"), of_sister()):
        assert seen(warrant, a_label(), settled=False) == seen(warrant, a_label()) == FULL


# --- rows 5 to 9: the offices -----------------------------------------------------------------------------------------

ENDS = [
    ({}, FULL),
    ({"until": NOW + TICK}, FULL),
    ({"until": NOW}, NOTHING),
    ({"until": NOW - TICK}, NOTHING),
    ({"closed_at": NOW - TICK}, NOTHING),
    ({"closed_at": NOW + SECOND}, NOTHING),
    ({"agency": "P02-SEC-1"}, NOTHING),
    ({"record": OTHER}, NOTHING),
]


@pytest.mark.parametrize(("change", "expected"), ENDS)
def test_row_4_a_commission_sees_what_an_open_complaint_is_about(change, expected):
    warrant = a_warrant(role="commission")
    assert seen(warrant, complaints=[a_complaint(**change)]) == expected
    assert seen(warrant, complaints=[a_complaint(agency="P02-SEC-1"), a_complaint(**change)]) == expected


def test_row_4_stands_before_status_denial_lists_and_contributor():
    label = a_label(denied={"P01"}, scope=UNIT, full=set(), kinds=set(), purposes=set())
    for status in STATUSES:
        record = a_record(status=status, contributor="reader")
        assert seen(a_warrant(role="commission"), label, record, complaints=[a_complaint()]) == FULL


@pytest.mark.parametrize("role", sorted({*ROLES, "", "other"} - {"commission"}))
def test_row_4_is_for_the_commission_alone(role):
    assert seen(a_warrant(role=role), a_label(full=set()), complaints=[a_complaint()]) == NOTHING


@pytest.mark.parametrize(("change", "expected"), ENDS)
def test_row_5_a_reviewer_sees_a_draft_under_open_review(change, expected):
    draft = a_record(status="draft")
    assert seen(a_warrant(role="reviewer"), record=draft, reviews=[a_review(**change)]) == expected


@pytest.mark.parametrize("status", STATUSES)
def test_row_5_is_for_drafts_alone(status):
    expected = FULL if status == "draft" else NOTHING
    assert seen(a_warrant(role="reviewer"), record=a_record(status=status), reviews=[a_review()]) == expected


def test_row_5_nobody_reviews_what_they_contributed():
    draft = a_record(status="draft", contributor="reader")
    assert seen(a_warrant(role="reviewer"), record=draft, reviews=[a_review()]) == NOTHING


def test_row_5_stands_before_denial_and_lists():
    label = a_label(denied={"P01"}, scope=UNIT, kinds=set(), purposes=set())
    assert seen(a_warrant(role="reviewer"), label, a_record(status="draft"), reviews=[a_review()]) == FULL


@pytest.mark.parametrize("role", sorted({*ROLES, "", "other"} - {"reviewer"}))
def test_row_5_is_for_the_reviewer_alone(role):
    assert seen(a_warrant(role=role), record=a_record(status="draft"), reviews=[a_review()]) == NOTHING


@pytest.mark.parametrize("status", STATUSES)
@pytest.mark.parametrize("scope", [UNIT, AGENCY, PARTY, ABROAD])
def test_row_6_an_approver_sees_what_the_own_agency_owns(status, scope):
    approver = of_owner(role="approver", unit="U2")
    label = a_label(scope=scope)
    assert seen(approver, label, a_record(status=status)) == FULL
    assert seen(approver, label, a_record(status=status, contributor="reader")) == NOTHING
    assert seen(replace(approver, agency="P00-SEC-1"), label, a_record(status=status)) == NOTHING
    assert seen(replace(approver, party="P01"), label, a_record(status=status)) == NOTHING


@pytest.mark.parametrize("role", sorted({*ROLES, "", "other"} - {"reader", "desk", "approver"}))
def test_row_8_other_roles_see_nothing_of_their_own_either(role):
    assert seen(of_owner(role=role)) == NOTHING
    assert seen(of_sister(role=role)) == NOTHING
    assert seen(a_warrant(role=role), consents=[a_consent()]) == NOTHING


# --- row 8: protected records -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", ["reader", "desk"])
def test_row_7_a_protected_record_is_nothing_without_its_purpose_also_at_home(role):
    named, other = a_label(protected=True), a_label(protected=True, purposes={"finance"})
    assert seen(of_owner(role=role), named) == FULL
    assert seen(of_owner(role=role), other) == NOTHING
    assert seen(of_owner(role=role), a_label(protected=True, purposes=set())) == NOTHING
    assert seen(of_owner(role=role), a_label(purposes={"finance"})) == FULL


def test_row_7_stands_before_consents_and_lists():
    for consents in ([], [a_consent()], [a_consent(level=CORE)]):
        assert seen(label=a_label(protected=True, purposes={"finance"}), consents=consents) == NOTHING
        assert seen(of_sister(), a_label(protected=True, purposes={"finance"}), consents=consents) == NOTHING
    assert seen(label=a_label(protected=True)) == FULL
    assert seen(label=a_label(protected=True, full=set()), consents=[a_consent()]) == FULL


def test_row_7_opens_nothing_and_closes_no_office():
    closed = a_label(protected=True, purposes=set())
    assert seen(of_owner(role="approver"), closed) == FULL
    assert seen(a_warrant(role="commission"), closed, complaints=[a_complaint()]) == FULL
    assert seen(a_warrant(role="reviewer"), closed, a_record(status="draft"), reviews=[a_review()]) == FULL
    for role in BLIND_ROLES:
        assert seen(of_owner(role=role), a_label(protected=True)) == NOTHING


# --- rows 10 to 13: the house -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", ["reader", "desk"])
@pytest.mark.parametrize("status", STATUSES)
def test_row_9_the_owner_sees_its_own_in_every_status(role, status):
    record = a_record(status=status, contributor="reader")
    closed = {"kinds": set(), "purposes": set(), "full": set()}
    for scope in (AGENCY, PARTY, ABROAD):
        assert seen(of_owner(role=role, unit="U2"), a_label(scope=scope, **closed), record) == FULL
    assert seen(of_owner(role=role, unit="U1"), a_label(scope=UNIT, **closed), record) == FULL
    assert seen(of_owner(role=role, unit="U2"), a_label(scope=UNIT, **closed), record) == NOTHING


def test_row_9_is_not_lowered_by_a_consent():
    assert seen(of_owner(), consents=[a_consent(agency=OWNER_AGENCY, level=CORE)]) == FULL


def test_row_9_an_equal_unit_of_another_agency_counts_for_nothing():
    assert seen(of_sister(unit="U1"), a_label(scope=UNIT)) == NOTHING


def test_row_9_an_equal_code_under_another_party_does_not_own():
    namesake = a_warrant(agency=OWNER_AGENCY)
    assert seen(namesake, a_label(full=set())) == NOTHING
    assert seen(namesake, a_label(full=set(), scope=UNIT)) == NOTHING
    assert seen(replace(namesake, role="desk")) == NOTHING


def test_row_10_a_desk_sees_nothing_beyond_its_agency():
    assert seen(a_warrant(role="desk"), consents=[a_consent()]) == NOTHING
    assert seen(of_sister(role="desk")) == NOTHING


@pytest.mark.parametrize("status", STATUSES)
def test_row_11_only_the_active_leaves_the_agency(status):
    expected = FULL if status == "active" else NOTHING
    record = a_record(status=status)
    assert seen(record=record) == expected
    assert seen(of_sister(), record=record) == expected
    assert seen(record=record, consents=[a_consent()]) == expected


def test_row_12_denial_beats_every_list_and_every_consent():
    everywhere = {name: {"P01"} for name in ("full", "core", "hit", "silent")}
    label = a_label(denied={"P01", "P02"}, **everywhere)
    assert seen(label=label) == NOTHING
    assert seen(label=label, consents=[a_consent(), a_consent(level=CORE)]) == NOTHING
    assert seen(label=a_label(denied={"P02"}, **everywhere)) == FULL


# --- rows 14 and 15: consents -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("given_level", [CORE, FULL])
@pytest.mark.parametrize(
    ("change", "valid"),
    [
        ({}, True),
        ({"until": NOW + TICK}, True),
        ({"until": NOW}, False),
        ({"until": NOW - TICK}, False),
        ({"revoked_at": NOW - TICK}, False),
        ({"revoked_at": NOW}, False),
        ({"revoked_at": NOW + SECOND}, False),
        ({"agency": "P02-SEC-1"}, False),
        ({"record": OTHER}, False),
    ],
)
def test_rows_13_and_14_a_valid_consent_needs_no_list(given_level, change, valid):
    label = a_label(full=set(), kinds=set(), purposes=set(), scope=UNIT)
    consent = a_consent(level=given_level, **change)
    assert seen(label=label, consents=[consent], exchange=[]) == (given_level if valid else NOTHING)


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ({"level": CORE}, {"level": FULL}, FULL),
        ({"level": FULL}, {"level": CORE}, FULL),
        ({"level": CORE}, {"level": FULL, "revoked_at": NOW}, CORE),
        ({"level": CORE}, {"level": FULL, "until": NOW}, CORE),
        ({"level": CORE}, {"level": FULL, "agency": "P02-SEC-1"}, CORE),
        ({"level": FULL}, {"level": FULL, "revoked_at": NOW}, FULL),
        ({"level": CORE, "until": NOW}, {"level": FULL, "revoked_at": NOW}, NOTHING),
    ],
)
def test_rows_13_and_14_the_highest_valid_consent_counts(first, second, expected):
    assert seen(label=a_label(full=set()), consents=[a_consent(**first), a_consent(**second)]) == expected


def test_row_13_lifts_a_hit_and_reaches_a_unit_of_the_same_agency():
    assert seen(label=a_label(full=set(), hit={"P01"}), consents=[a_consent()]) == FULL
    consent = a_consent(agency=OWNER_AGENCY)
    assert seen(of_owner(unit="U2"), a_label(scope=UNIT), consents=[consent]) == FULL


def test_row_14_decides_before_lists_that_would_give_more():
    assert seen(consents=[a_consent(level=CORE)]) == CORE
    assert seen(of_sister(), consents=[a_consent(agency="P00-SEC-1", level=CORE)]) == CORE


# --- rows 16 to 20 ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("warrant", [a_warrant(), of_sister()])
def test_rows_15_and_16_an_empty_set_means_nobody(warrant):
    assert seen(warrant) == FULL
    assert seen(warrant, a_label(kinds=set())) == NOTHING
    assert seen(warrant, a_label(kinds={"border"})) == NOTHING
    assert seen(warrant, a_label(purposes=set())) == NOTHING
    assert seen(warrant, a_label(purposes={"finance"})) == NOTHING


@pytest.mark.parametrize(("scope", "expected"), [(UNIT, NOTHING), (AGENCY, NOTHING), (PARTY, FULL), (ABROAD, FULL)])
def test_rows_17_and_18_the_own_party_needs_a_scope_and_no_exchange(scope, expected):
    assert seen(of_sister(), a_label(scope=scope, full=set()), exchange=[]) == expected


def test_row_18_the_own_party_gains_nothing_from_lists():
    label = a_label(scope=AGENCY, full={"P00"})
    assert seen(of_sister(), label, exchange=[a_row(reader="P00")]) == NOTHING


@pytest.mark.parametrize(("scope", "expected"), [(UNIT, NOTHING), (AGENCY, NOTHING), (PARTY, NOTHING), (ABROAD, FULL)])
def test_row_19_abroad_needs_the_widest_scope(scope, expected):
    assert seen(label=a_label(scope=scope)) == expected


# --- rows 21 to 25: lists and exchange --------------------------------------------------------------------------------

LISTED = {
    ("full", FULL): FULL,
    ("full", CORE): CORE,
    ("full", HIT): HIT,
    ("core", FULL): CORE,
    ("core", CORE): CORE,
    ("core", HIT): HIT,
    ("hit", FULL): HIT,
    ("hit", CORE): HIT,
    ("hit", HIT): HIT,
    ("silent", FULL): SILENT,
    ("silent", CORE): SILENT,
    ("silent", HIT): SILENT,
}


@pytest.mark.parametrize(("listed", "exchanged"), LISTED)
def test_rows_20_to_23_list_and_exchange_meet(listed, exchanged):
    label = a_label(**({"full": set()} | {listed: {"P01", "P02"}}))
    assert seen(label=label, exchange=[a_row(level=exchanged)]) == LISTED[listed, exchanged]
    assert seen(label=label, exchange=[]) == NOTHING


@pytest.mark.parametrize(("exchanged", "expected"), [(FULL, FULL), (CORE, CORE), (HIT, HIT)])
def test_rows_20_to_23_in_several_lists_the_highest_counts(exchanged, expected):
    label = a_label(full={"P01"}, core={"P01"}, hit={"P01"}, silent={"P01"})
    assert seen(label=label, exchange=[a_row(level=exchanged)]) == expected
    low = a_label(full=set(), hit={"P01"}, silent={"P01"})
    assert seen(label=low, exchange=[a_row(level=exchanged)]) == HIT


def test_row_24_a_party_in_no_list_sees_nothing():
    assert seen(label=a_label(full={"P02"}, core={"P02"}, hit={"P02"}, silent={"P02"})) == NOTHING


@pytest.mark.parametrize(
    ("change", "counts"),
    [
        ({}, True),
        ({"purpose": "drugs"}, True),
        ({"purpose": "finance"}, False),
        ({"confirmed": False}, False),
        ({"owner": "P02"}, False),
        ({"bank": "bank-2"}, False),
        ({"reader": "P02"}, False),
        ({"owner": "P01", "reader": "P00"}, False),
        ({"valid_from": TODAY}, True),
        ({"valid_from": TODAY + DAY}, False),
        ({"valid_until": TODAY + DAY}, True),
        ({"valid_until": TODAY}, False),
        ({"valid_until": TODAY - DAY, "valid_from": TODAY - 2 * DAY}, False),
    ],
)
def test_exchange_rows_that_count(change, counts):
    row = a_row(**change)
    assert seen(exchange=[row]) == (FULL if counts else NOTHING)
    assert seen(exchange=[row, a_row(level=HIT)]) == (FULL if counts else HIT)
    assert seen(exchange=[a_row(level=HIT), row]) == (FULL if counts else HIT)


def test_exchange_the_highest_of_star_and_purpose_counts():
    assert seen(exchange=[a_row(purpose="drugs", level=HIT), a_row(level=CORE)]) == CORE
    assert seen(exchange=[a_row(purpose="drugs", level=CORE), a_row(level=HIT)]) == CORE


@pytest.mark.parametrize("hours", [-11, -1, 0, 1, 13])
def test_exchange_today_is_the_day_in_utc(hours):
    """The same moment, written in another zone, is the same day."""
    elsewhere = NOW.astimezone(timezone(timedelta(hours=hours)))
    assert seen(now=elsewhere, exchange=[a_row(valid_until=TODAY + DAY)]) == FULL
    assert seen(now=elsewhere, exchange=[a_row(valid_from=TODAY + DAY)]) == NOTHING
    assert seen(now=elsewhere, exchange=[a_row(valid_from=TODAY)]) == FULL


def test_exchange_a_day_turns_at_midnight_in_utc():
    midnight = datetime(NOW.year, NOW.month, NOW.day, tzinfo=UTC) + DAY
    row = a_row(valid_from=TODAY, valid_until=midnight.date())
    assert seen(now=midnight - TICK, exchange=[row]) == FULL
    assert seen(now=midnight, exchange=[row]) == NOTHING


# --- special categories and tables ------------------------------------------------------------------------------------


OPEN = {"record", "identity", "narrative", "attachment"}
OF_SPECIAL = {"special", "biometric", "fingerprint-card"}


def tables(warrant: Warrant, label: Label | None = None, record: Record | None = None, **given) -> set[str]:
    label, record = label or a_label(), record or a_record()
    world = a_world(warrant, label, record, **given)
    found = readable(world, warrant, record)
    assert found & OF_SPECIAL == (OF_SPECIAL if special(world, warrant, record) else set())
    return set(found)


def test_tables_rise_with_the_level():
    assert tables(a_warrant(), exchange=[]) == set()
    assert tables(a_warrant(), a_label(full=set(), silent={"P01"})) == set()
    assert tables(a_warrant(), exchange=[a_row(level=HIT)]) == {"record"}
    assert tables(a_warrant(), exchange=[a_row(level=CORE)]) == {"record", "identity"}
    assert tables(a_warrant()) == OPEN
    assert tables(of_sister()) == OPEN
    assert tables(of_owner()) == {*OPEN, *OF_SPECIAL, "custody", "neutrality"}
    assert tables(of_owner(role="approver")) == {*OPEN, *OF_SPECIAL, "custody", "neutrality"}


def test_special_categories_need_a_purpose_an_owner_or_a_commission():
    assert "special" in tables(a_warrant(), a_label(special_purposes={"drugs"}))
    assert "special" not in tables(a_warrant(), a_label(special_purposes={"finance"}))
    assert "special" in tables(a_warrant(role="commission"), complaints=[a_complaint()])
    assert "special" not in tables(a_warrant(role="commission"))
    draft = a_record(status="draft")
    assert "special" not in tables(a_warrant(role="reviewer"), record=draft, reviews=[a_review()])
    label = a_label(special_purposes={"drugs"})
    assert "special" in tables(a_warrant(role="reviewer"), label, draft, reviews=[a_review()])


def test_answers_of_neutrality_are_for_the_owner_who_reviews_and_a_commission():
    draft = a_record(status="draft")
    assert "neutrality" in tables(a_warrant(role="reviewer"), record=draft, reviews=[a_review()])
    assert "neutrality" not in tables(a_warrant(role="reviewer"), reviews=[a_review()])
    assert "neutrality" in tables(a_warrant(role="commission"), complaints=[a_complaint()])
    assert "neutrality" not in tables(a_warrant(), a_label(special_purposes={"drugs"}))
    assert "neutrality" not in tables(of_sister())


def test_special_categories_need_the_level_full():
    label = a_label(special_purposes={"drugs"})
    assert "special" not in tables(a_warrant(), label, exchange=[a_row(level=CORE)])
    assert "special" not in tables(a_warrant(), label, consents=[a_consent(level=CORE)])


def test_custody_is_for_the_owner_and_no_namesake():
    namesake = a_warrant(agency=OWNER_AGENCY)
    assert tables(namesake) == OPEN
    assert "custody" not in tables(a_warrant(role="commission"), complaints=[a_complaint()])


# --- made worlds ------------------------------------------------------------------------------------------------------


@cache
def made() -> tuple[World, list[list[int]]]:
    world = make_world(1)
    return world, [levels(world, warrant) for warrant in world.warrants]


def test_worlds_depend_on_their_seed_alone():
    small = {"warrants": 30, "records": 200, "labels": 40}
    assert make_world(5, **small) == make_world(5, **small)
    assert make_world(5, **small) != make_world(6, **small)


def test_worlds_keep_what_the_page_demands():
    world, _ = made()
    assert [label.id for label in world.labels] == list(range(1, len(world.labels) + 1))
    assert not any(label.owner_party in label.denied for label in world.labels)
    assert len({record.id for record in world.records}) == len(world.records)


@pytest.mark.parametrize("seed", [2, 3])
def test_levels_is_level_for_every_record(seed):
    world = make_world(seed, warrants=60, records=150, labels=60, parties=4, banks=2)
    for warrant in world.warrants:
        assert levels(world, warrant) == [level(world, warrant, record) for record in world.records]


def test_levels_is_level_on_a_sample_of_a_large_world():
    world, found = made()
    rng = Random(11)
    for _ in range(2_000):
        i, j = rng.randrange(len(world.warrants)), rng.randrange(len(world.records))
        assert found[i][j] == level(world, world.warrants[i], world.records[j])


def test_the_oracle_agrees_with_a_first_match_reading():
    world, found = made()
    reading = FirstMatch(world)
    rng = Random(12)
    for _ in range(200_000):
        i, j = rng.randrange(len(world.warrants)), rng.randrange(len(world.records))
        assert found[i][j] == LEVEL_OF_ROW[reading.row(world.warrants[i], world.records[j])]


@pytest.mark.parametrize("seed", range(20, 26))
def test_the_oracle_agrees_in_small_crowded_worlds(seed):
    """Few records and many facts, so that consents, reviews and complaints meet everything else."""
    world = make_world(seed, warrants=50, records=100, labels=40, parties=3, banks=2, agencies_per_party=2)
    crowd = make_world(seed, warrants=50, records=3_000, labels=40, parties=3, banks=2, agencies_per_party=2)
    ids = [record.id for record in world.records]
    moved = {
        name: [replace(fact, record=ids[i % len(ids)]) for i, fact in enumerate(getattr(crowd, name))]
        for name in ("consents", "reviews", "complaints")
    }
    world = replace(world, **moved)
    reading = FirstMatch(world)
    for warrant in world.warrants:
        rows = [reading.row(warrant, record) for record in world.records]
        assert levels(world, warrant) == [LEVEL_OF_ROW[row] for row in rows]


def test_every_row_decides_often():
    world, found = made()
    reading = FirstMatch(world)
    rows: Counter[int] = Counter()
    for warrant, seen_levels in zip(world.warrants, found, strict=True):
        for record, seen_level in zip(world.records[::2], seen_levels[::2], strict=True):
            row = reading.row(warrant, record)
            rows[row] += 1
            assert LEVEL_OF_ROW[row] == seen_level
    late = replace(world, settled=False)
    reading = FirstMatch(late)
    for warrant in late.warrants[::4]:
        found = [reading.row(warrant, record) for record in late.records]
        rows[4] += found.count(4)
        assert levels(late, warrant) == [LEVEL_OF_ROW[row] for row in found]
    assert {row: rows[row] for row in range(1, 26) if rows[row] < 100} == {}


def test_a_good_share_of_what_readers_meet_is_shared_with_them():
    world, found = made()
    readers = [
        own for w, own in zip(world.warrants, found, strict=True) if w.role == "reader" and oracle.in_order(world, w)
    ]
    shares = Counter(step for own in readers for step in own)
    assert 0.2 < 1 - shares[NOTHING] / shares.total() < 0.4
    assert min(shares[step] / shares.total() for step in (SILENT, HIT, CORE, FULL)) > 0.01


# --- section 4: what holds in every world -----------------------------------------------------------------------------

# Few values of each field, so that everything meets everything; P00 owns, and its code is also one of P01's.
PARTIES = ("P00", "P01", "P02")
AGENCIES = (OWNER_AGENCY, READER_AGENCY)
FEW = settings(max_examples=250, database=None, derandomize=True, deadline=None)

FAULTS = (
    {"committed": False},
    {"closed_at": NOW - TICK},
    {"opened_at": NOW + TICK},
    {"until": NOW},
    {"purpose": ""},
    {"basis": ""},
    {"case_ref": "", "standing_duty": ""},
)


def any_of(build, **values) -> st.SearchStrategy:
    """One of all that can be built from the values, drawn in a single choice, for many choices are slow."""
    made = [build(**dict(zip(values, chosen, strict=True))) for chosen in product(*values.values())]
    return st.sampled_from(made)


def subsets(*codes: str) -> list[frozenset[str]]:
    return [frozenset(chosen) for size in range(len(codes) + 1) for chosen in combinations(codes, size)]


FACT = {
    "record": (RECORD, RECORD, OTHER),
    "agency": AGENCIES,
    "until": (NOW - TICK, NOW, NOW + TICK, NOW + SECOND, NOW + DAY),
}
CLOSINGS = (None, None, None, NOW, NOW + TICK)
CONSENTS = any_of(Consent, **FACT, level=(CORE, FULL), revoked_at=CLOSINGS)
REVIEWS = any_of(Review, **FACT, closed_at=CLOSINGS)
COMPLAINTS = any_of(Complaint, **FACT, closed_at=CLOSINGS)
ROWS = any_of(
    Exchange,
    owner=("P00", "P00", "P02"),
    bank=("bank-1", "bank-1", "bank-2"),
    reader=PARTIES[1:],
    purpose=("*", "drugs", "finance"),
    level=(HIT, CORE, FULL),
    valid_from=(TODAY - DAY, TODAY, TODAY + DAY),
    valid_until=(None, TODAY, TODAY + DAY),
    confirmed=(True, True, False),
)
WARRANTS = any_of(
    dict,
    officer=("author", "reader"),
    party=PARTIES,
    agency=AGENCIES,
    unit=("U1", "U2"),
    kind=("security", "border"),
    purpose=("drugs", "finance"),
    clearance=range(4),
)
ORDERS = st.sampled_from(
    [
        *({"opened_at": opened, "until": until} for opened in (NOW - HOUR, NOW) for until in (NOW + TICK, NOW + HOUR)),
        *({"case_ref": case, "standing_duty": duty} for case, duty in (("7", ""), ("", "patrol"), ("7", "patrol"))),
        *FAULTS,
    ]
)
NAMED = st.tuples(*[st.sampled_from(subsets(*PARTIES))] * 4)
USES = any_of(
    dict,
    kinds=[*subsets("security", "border"), frozenset({"security", "border"})],
    purposes=[*subsets("drugs", "finance"), frozenset({"drugs", "finance"})],
    special_purposes=subsets("drugs", "finance"),
    protected=(False, False, True),
    denied=[*[frozenset()] * 4, *subsets("P01", "P02")],
    scope=(UNIT, AGENCY, PARTY, ABROAD, ABROAD, ABROAD),
    classification=range(4),
)
RECORDS = any_of(
    a_record,
    status=("active", "active", *STATUSES),
    expires=(NOW - TICK, NOW, NOW + TICK, NOW + SECOND, NOW + DAY, NOW + DAY),
    contributor=("author", "reader"),
)


@st.composite
def some_worlds(draw, roles: tuple[str, ...] = ROLES, orders: st.SearchStrategy = ORDERS) -> World:
    """One warrant, one label, one record, and a few facts that may or may not touch them."""
    warrant = a_warrant(**(draw(WARRANTS) | draw(orders)), role=draw(st.sampled_from(roles)))
    full, core, hit, silent = draw(NAMED)
    return a_world(
        warrant,
        a_label(**draw(USES), full=full, core=core, hit=hit, silent=silent),
        draw(RECORDS),
        exchange=draw(st.lists(ROWS, max_size=4)),
        consents=draw(st.lists(CONSENTS, max_size=3)),
        reviews=draw(st.lists(REVIEWS, max_size=2)),
        complaints=draw(st.lists(COMPLAINTS, max_size=2)),
    )


def level_in(world: World) -> int:
    """The level of the one pair of such a world."""
    found = level(world, world.warrants[0], world.records[0])
    assert levels(world, world.warrants[0]) == [found]
    return found


def with_warrant(world: World, **change) -> World:
    return replace(world, warrants=[replace(world.warrants[0], **change)])


def with_label(world: World, **change) -> World:
    return replace(world, labels=[replace(world.labels[0], **change)])


def with_record(world: World, **change) -> World:
    return replace(world, records=[replace(world.records[0], **change)])


def owner_asks(world: World) -> bool:
    warrant, label = world.warrants[0], world.labels[0]
    return warrant.party == label.owner_party and warrant.agency == label.owner_agency


@FEW
@given(some_worlds())
def test_the_reading_and_the_oracle_agree_in_every_world(world):
    row = FirstMatch(world).row(world.warrants[0], world.records[0])
    assert level_in(world) == LEVEL_OF_ROW[row]


@FEW
@given(some_worlds())
def test_denial_beats_every_list_and_every_consent(world):
    """For a reader of another party; the offices of rows 5 to 7 are not asked, nor is the owner."""
    for party in PARTIES[1:]:
        reader = with_warrant(world, role="reader", party=party)
        assert level_in(with_label(reader, denied=world.labels[0].denied | {party})) == NOTHING


@FEW
@given(some_worlds(orders=st.just({})))
def test_the_level_never_rises_when_clearance_falls(world):
    rising = [level_in(with_warrant(world, clearance=clearance)) for clearance in range(4)]
    assert rising == sorted(rising)


@FEW
@given(some_worlds(), st.sampled_from([status for status in STATUSES if status != "active"]))
def test_the_level_never_rises_when_a_record_leaves_active(world, status):
    """For a warrant of another agency; a draft under review is what a reviewer is for, and no other may gain."""
    if owner_asks(world):
        world = with_warrant(world, agency=READER_AGENCY)
    active, left = with_record(world, status="active"), with_record(world, status=status)
    if world.warrants[0].role == "reviewer" and status == "draft":
        assert level_in(active) == NOTHING
    else:
        assert level_in(left) <= level_in(active)


@FEW
@given(some_worlds(), st.sampled_from(PARTIES[1:]))
def test_the_level_never_rises_when_a_party_is_denied(world, party):
    denied = with_label(world, denied=world.labels[0].denied | {party})
    assert level_in(denied) <= level_in(world)


@FEW
@given(some_worlds())
def test_the_level_never_rises_when_an_exchange_row_is_taken_away(world):
    before = level_in(world)
    for i in range(len(world.exchange)):
        assert level_in(replace(world, exchange=world.exchange[:i] + world.exchange[i + 1 :])) <= before


@FEW
@given(some_worlds())
def test_revoking_a_consent_gives_no_more_than_was_given_or_is_listed(world):
    """Row 14 may narrow what a list gives, so the last consent revoked leaves what the list gives, and never more."""
    before, listed = level_in(world), level_in(replace(world, consents=[]))
    for i, consent in enumerate(world.consents):
        revoked = replace(consent, revoked_at=consent.revoked_at or NOW)
        after = level_in(replace(world, consents=[*world.consents[:i], revoked, *world.consents[i + 1 :]]))
        assert after <= before or after == listed


@FEW
@given(some_worlds(), st.sampled_from((NOW, NOW - TICK, NOW - DAY)))
def test_nothing_is_seen_when_the_term_has_ended(world, expires):
    assert level_in(with_record(world, expires=expires)) == NOTHING


@FEW
@given(some_worlds(roles=("reader", "desk"), orders=st.just({})))
def test_the_owner_always_sees_its_own(world):
    """In the roles that row 10 is for, at agency scope or wider, with just the clearance and just before the end.

    What is protected is seen so for a purpose that its label names.
    """
    label = world.labels[0]
    own = with_warrant(world, party=label.owner_party, agency=label.owner_agency, clearance=label.classification)
    own = with_record(with_label(own, scope=max(label.scope, AGENCY)), expires=NOW + TICK)
    assert level_in(with_label(own, protected=False)) == FULL
    named = label.purposes | {own.warrants[0].purpose}
    assert level_in(with_label(own, protected=True, purposes=named)) == FULL


@FEW
@given(some_worlds(roles=("reader", "desk")))
def test_a_protected_record_is_nothing_where_its_label_does_not_name_the_purpose(world):
    without = world.labels[0].purposes - {world.warrants[0].purpose}
    assert level_in(with_label(world, protected=True, purposes=without)) == NOTHING


@FEW
@given(some_worlds())
def test_the_level_never_rises_when_a_record_is_protected(world):
    assert level_in(with_label(world, protected=True)) <= level_in(with_label(world, protected=False))


@FEW
@given(some_worlds(roles=(*BLIND_ROLES, "", "owner"), orders=st.just({})))
def test_other_roles_see_no_record(blind):
    assert level_in(blind) == NOTHING
    assert readable(blind, blind.warrants[0], blind.records[0]) == frozenset()


@FEW
@given(some_worlds())
def test_without_a_warrant_in_order_nothing_is_seen(world):
    for fault in FAULTS:
        assert level_in(with_warrant(world, **fault)) == NOTHING


@FEW
@given(some_worlds())
def test_tables_follow_the_level(world):
    warrant, record = world.warrants[0], world.records[0]
    found, seen_level = readable(world, warrant, record), level_in(world)
    assert ("record" in found) == (seen_level >= HIT)
    assert ("identity" in found) == (seen_level >= CORE)
    assert ("narrative" in found) == ("attachment" in found) == (seen_level == FULL)
    assert ("custody" in found) == (seen_level == FULL and owner_asks(world))
    assert ("special" in found) == special(world, warrant, record)
    assert "special" not in found or seen_level == FULL
