"""The register of banks: what goes into which bank from whom, who may ask it, and how the secretariat keeps it."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import yaml
from django.db import connection
from django.db.utils import ProgrammingError

from commonweal.common.errors import BadInput, NotAllowed
from commonweal.databanks import actions as contributing
from commonweal.databanks import banks, queries, types
from commonweal.databanks.actions import banks as actions
from commonweal.databanks.migrations import __path__ as migrations_path
from commonweal.handling import warrants
from commonweal.members.terms import AgencyKind
from tests import factories

FILE = Path(migrations_path[0]).parent / "reference" / "banks.yaml"


@pytest.fixture
def world(house, superuser):
    factories.cast(superuser)
    return superuser


def secretariat() -> str:
    return factories.open_as("RU-1", "secretariat", "own-records")


def entry(**facts) -> dict:
    return {"code": "united"} | facts


def participant(*parties: str, **facts) -> dict:
    row = {"contributes": ["interior"], "queries": ["*"], "since": "", "until": "", "source": "test", "verified": False}
    return {"parties": list(parties)} | row | facts


def test_three_banks_stand_after_migration(house):
    found = banks.register().banks

    assert list(found) == ["atc", "bkbop", "united"]
    assert [(bank.operator, bank.operator_verified) for bank in found.values()] == [
        ("ATC", True),
        ("BKBOP", False),
        ("", False),
    ]
    assert [product.every for product in found["atc"].products] == ["month", "half-year", "year"]
    assert all(bank.source and bank.name_ru and bank.what_ru for bank in found.values())
    rows = [row for bank in found.values() for row in bank.participations]
    assert [row.party for row in rows if row.verified and not row.source] == []


def test_reference_file_and_migrated_register_say_the_same(world):
    entries = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    known = {"AM", "KZ", "RU", "TJ", "UZ"}
    for each in entries:
        each.pop("operator")
        each.pop("record_types")  # types that are still to come
        for group in each["participants"]:
            group["parties"] = [party for party in group["parties"] if party in known]

    assert actions.plan(entries) == []


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        (("united", "person", "UZ", "interior"), None),
        (("united", "person", "UZ", "security"), None),
        (("atc", "person", "ATC", "body"), None),
        (("stolen", "person", "UZ", "interior"), "databanks.bank.unknown"),
        (("atc", "cultural-object", "UZ", "interior"), "databanks.bank.other-type"),
        (("united", "person", "GE", "interior"), "databanks.bank.not-participant"),
        (("united", "person", "XX", "interior"), "databanks.bank.not-participant"),
        (("united", "person", "UA", "interior"), "databanks.bank.participation-unknown"),
        (("united", "person", "ATC", "body"), "databanks.bank.kind-does-not-contribute"),
    ],
)
def test_record_goes_only_where_bank_type_party_and_kind_allow(house, asked, code):
    refusal = banks.register().accepts(*asked)

    assert (refusal and refusal.code) == code
    assert refusal is None or "{" not in refusal.sentence()


def test_participation_is_asked_for_the_day(house):
    assert banks.register(on=date(2009, 8, 17)).accepts("united", "person", "GE", "border") is None
    assert banks.register(on=date(2009, 8, 18)).accepts("united", "person", "GE", "border") is not None
    assert banks.register(on=date(2013, 12, 31)).accepts("united", "person", "UA", "border") is None


def test_answers_are_kept_and_asked_once(house):
    register = banks.register()

    assert register.accepts("x", "person", "UZ", "interior") is register.accepts("x", "person", "UZ", "interior")


def test_holder_asks_the_banks_in_which_his_kind_queries(world):
    token = factories.open_as("UZ-1")
    before = [bank.code for bank in banks.askable(warrants.current(token))]
    narrowed = {"code": "atc", "participants": [participant("UZ", queries=["security"])]}
    over = {"code": "bkbop", "participants": [participant("UZ", until="2020-01-01")]}
    actions.bring([narrowed, over], secretariat())

    assert before == ["atc", "bkbop", "united"]
    assert [bank.code for bank in banks.askable(warrants.current(token))] == ["united"]
    assert banks.askable(warrants.current(factories.open_as("UZ-1", "contributor", "contribution"))) == []


def test_secretariat_changes_a_bank_and_the_journal_keeps_what(world):
    changes = actions.bring(
        [entry(basis_en="Agreement of 2027", verified=True, participants=[participant("KZ", until="2027-01-01")])],
        secretariat(),
    )

    assert [(change.party, change.new, sorted(change.values)) for change in changes] == [
        ("", False, ["basis_en", "verified"]),
        ("KZ", False, ["contributes", "source", "until"]),
    ]
    found = banks.register().banks["united"]
    assert (found.basis_en, found.verified) == ("Agreement of 2027", True)
    (said,) = world.execute(
        "select entry::json #>> '{facts,changes,0,values,basis_en}' from audit_entry"
        " where entry::json ->> 'verb' = 'databanks.bank.changed'"
    ).fetchone()
    assert said == "Agreement of 2027"
    assert actions.bring([entry(basis_en="Agreement of 2027")], secretariat()) == []


def test_secretariat_adds_a_bank_with_its_participants(world):
    new = {"code": "migrants", "name_en": "Migrants", "name_ru": "Мигранты", "participants": [participant("UZ", "KZ")]}

    assert [change.new for change in actions.bring([new], secretariat())] == [True, True, True]
    assert banks.register().accepts("migrants", "person", "KZ", "interior") is None


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"code": "Not A Code"}, "code"),
        ({"code": "fresh", "name_en": "Fresh"}, "name_ru"),
        (entry(colour="red"), "colour"),
        (entry(since="last spring"), "since"),
        (entry(operator="NOBODY"), "operator"),
        (entry(record_types=["unicorn"]), "record_types"),
        (entry(verified="yes"), "verified"),
        (entry(what_en=7), "what_en"),
        (entry(products=[{"code": "x"}]), "products"),
        (entry(participants=[participant("NOBODY")]), "parties"),
        (entry(participants=[participant("KZ", contributes=["pirates"])]), "contributes"),
        (entry(participants=[participant("KZ", source="", verified=True)]), "source"),
        (entry(participants=[{"parties": ["KZ"]}]), "participants"),
    ],
)
def test_entry_that_cannot_be_taken_is_named_by_field(world, wrong, field):
    with pytest.raises(BadInput) as refused:
        actions.plan([wrong])

    assert (refused.value.code, refused.value.params["field"]) == ("databanks.bank.malformed", field)


@pytest.mark.parametrize("role", ["reader", "desk", "contributor", "approver", "commission"])
def test_nobody_but_the_secretariat_changes_the_register(world, role):
    token = factories.open_as("RU-1", role, "own-records")

    with pytest.raises(NotAllowed, match="not-secretariat"):
        actions.bring([entry(basis_en="x")], token)
    with warrants.reading(token), connection.cursor() as cursor:
        cursor.execute("update databanks_bank set basis_en = 'x' where code = 'united'")
        assert cursor.rowcount == 0
    with pytest.raises(ProgrammingError), warrants.reading(token), connection.cursor() as cursor:
        cursor.execute(
            "insert into databanks_participation (bank, party, contributes, queries, source) values"
            " ('united', 'XX', '{*}', '{*}', 'x')"
        )


def test_code_of_a_bank_is_not_changed_even_by_the_secretariat(world):
    with pytest.raises(ProgrammingError), warrants.reading(secretariat()), connection.cursor() as cursor:
        cursor.execute("update databanks_bank set code = 'other' where code = 'united'")


def test_kinds_and_types_of_the_file_are_known(house):
    for bank in banks.register().banks.values():
        for row in bank.participations:
            assert {*row.contributes, *row.queries} <= {banks.EVERY, *AgencyKind.values}
    united = banks.register().banks["united"]
    assert replace(united, record_types=("person",)).takes("person")
    assert not replace(united, record_types=("person",)).takes("vehicle")
    assert set(types.all_types()) >= {"person"}


def test_line_for_a_bank_that_does_not_take_it_is_refused_and_the_others_stay(world, tmp_path):
    elsewhere = factories.OPEN_LABEL | {"bank": "stolen"}
    given_up = factories.OPEN_LABEL | {"bank": "bkbop"}
    actions.bring([{"code": "bkbop", "participants": [participant("UZ", until="2020-01-01")]}], secretariat())
    lines = [factories.person("UZ-0", "Karimov", "Aziz")]
    lines += [factories.person(f"UZ-{n}", "Karimov", "Aziz", label=elsewhere) for n in (1, 2, 3)]
    lines += [factories.person("UZ-4", "Karimov", "Aziz", label=given_up)]

    token = factories.open_as("UZ-1", "contributor", "contribution")
    batch = contributing.contribute_file(factories.write(tmp_path, lines), token)

    assert (batch.rows_new, batch.rows_refused) == (1, 4)
    assert [code for _, code, _ in queries.refused(token, batch.id)] == [
        "databanks.bank.unknown",
        "databanks.bank.unknown",
        "databanks.bank.unknown",
        "databanks.bank.not-participant",
    ]
