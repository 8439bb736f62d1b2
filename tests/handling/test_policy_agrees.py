"""The decision table in its three forms against the oracle: the pure function, row-level security of every protected
table, and the filter of the search index, on whole worlds.
"""

import time

import psycopg
import pytest

from commonweal.handling import decision
from commonweal.handling.terms import Level
from commonweal.house import database
from commonweal.search.visible import Sight
from tests.handling import oracle, seeding
from tests.handling.worlds import World, make_world

TABLES = {
    "databanks_record": "record",
    "databanks_identity": "identity",
    "databanks_narrative": "narrative",
    "databanks_special": "special",
    "databanks_custody": "custody",
}


@pytest.fixture(scope="module")
def world() -> World:
    return make_world(11, warrants=60, records=4_000, labels=600)


@pytest.fixture(scope="module")
def seeded(shared_house, world):
    with shared_house.superuser() as superuser:
        seeding.seed(superuser, world)
    return shared_house


def cases(world: World, warrant):
    """Every record of the world as a case of this warrant."""
    labels = {
        label.id: decision.Label(**{name: getattr(label, name) for name in decision.Label.__slots__})
        for label in world.labels
    }
    me = decision.Warrant(**{name: getattr(warrant, name) for name in decision.Warrant.__slots__})
    in_order = oracle.in_order(world, warrant)
    facts = Facts(world, warrant)
    for record in world.records:
        label = labels[record.label]
        yield decision.Case(
            warrant=me if in_order else None,
            label=label,
            status=record.status,
            expires=record.expires,
            contributor=record.contributor,
            now=world.now,
            exchange=facts.exchange.get((label.owner_party, label.bank), 0),
            consents=frozenset(facts.consents.get(record.id, ())),
            review_open=record.id in facts.reviews,
            complaint_open=record.id in facts.complaints,
        )


class Facts:
    """The facts of the day that concern one warrant, gathered as the queries of the room gather them."""

    def __init__(self, world: World, warrant) -> None:
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
        self.consents: dict = {}
        for consent in world.consents:
            if consent.agency == warrant.agency and consent.revoked_at is None and world.now < consent.until:
                self.consents.setdefault(consent.record, set()).add(consent.level)
        self.reviews = self._open(world.reviews, warrant, world)
        self.complaints = self._open(world.complaints, warrant, world)

    @staticmethod
    def _open(decisions, warrant, world) -> set:
        return {
            d.record for d in decisions if d.agency == warrant.agency and d.closed_at is None and world.now < d.until
        }


def test_pure_function_agrees_with_the_oracle(world):
    for warrant in world.warrants:
        expected = oracle.levels(world, warrant)
        assert [int(decision.decide(case).level) for case in cases(world, warrant)] == expected, warrant


def expected_tables(world: World, warrant) -> dict[str, set]:
    """By part, the ids that the oracle lets this warrant read; one question to the oracle for the whole world."""
    levels = oracle.levels(world, warrant)
    at = {
        least: {r.id for r, level in zip(world.records, levels, strict=True) if level >= least} for least in (2, 3, 4)
    }
    full = [r for r, level in zip(world.records, levels, strict=True) if level == Level.FULL]
    own = {
        label.id for label in world.labels if (label.owner_party, label.owner_agency) == (warrant.party, warrant.agency)
    }
    return {
        "record": at[2],
        "identity": at[3],
        "narrative": at[4],
        "special": {r.id for r in full if oracle.special(world, warrant, r)},
        "custody": {r.id for r in full if r.label in own},
    }


def test_expectation_is_what_the_oracle_says_of_each_record(world):
    for warrant in world.warrants[:10]:
        expected = expected_tables(world, warrant)
        for record in world.records[:200]:
            named = {name for name, ids in expected.items() if record.id in ids}
            assert named == oracle.readable(world, warrant, record)


def test_row_level_security_of_every_part_agrees_with_the_oracle(world, seeded):
    with seeded.connect() as app:
        for warrant in world.warrants:
            expected = expected_tables(world, warrant)
            for table, name in TABLES.items():
                assert seeding.seen(app, table, warrant) == expected[name], (table, warrant)
            for part, records in seeding.seen_versions(app, warrant).items():
                assert records == expected[part], (part, warrant)


def test_index_filter_agrees_with_the_oracle(world, seeded):
    with psycopg.connect(**_settings(seeded), autocommit=True) as indexer:
        sight = Sight(indexer, time.monotonic)
        for warrant in world.warrants:
            visible = sight.of(seeding.token(warrant))
            expected = oracle.levels(world, warrant)
            for record, level in zip(world.records, expected, strict=True):
                assert _found(visible, record, world) == (level >= Level.HIT), (warrant, record)


def _settings(house) -> dict:
    return database.connection_settings("cw_indexer", house.name)


def _found(visible, record, world) -> bool:
    if visible is None or record.expires <= world.now:
        return False
    if record.id in visible.records:
        return visible.records[record.id] >= Level.HIT
    return (record.label, record.status) in visible.groups
