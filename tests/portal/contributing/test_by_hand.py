"""One record by hand: the form of every type, read as a file is, handed in as a batch of one."""

import re

import pytest

from commonweal.databanks import types
from tests.portal.contributing.test_wizard import MAPPED, errors, page

FRAME = {name: value for name, value in MAPPED.items() if not re.match(r"[ck]\d", name)} | {"do": "hand-in"}
CAR = FRAME | {
    "ref": "11-77",
    "identifiers-0-kind": "plate",
    "identifiers-0-number": "А123ВС77",
    "identifiers-0-country": "Россия",
    "circumstance-0-code": "stolen",
    "since-0-date": "14.03.2024",
}


@pytest.mark.parametrize("code", types.all_types())
def test_every_type_has_its_form(clerk, code):
    answer = clerk.get("/contributions/record/", {"type": code})

    assert answer.status_code == 200
    for prop in types.record_type(code).properties:
        assert f'name="{prop}-0-' in page(answer)


def test_record_is_handed_in_as_a_batch_of_one_and_approved(clerk, chief, world):
    answer = clerk.post("/contributions/record/", CAR)
    assert answer.status_code == 302, errors(answer)
    assert chief.post(f"{answer['Location']}approve/").status_code == 302

    ((ref, body),) = world.execute("select owner_ref, body from databanks_identity").fetchall()
    assert ref == "11-77"
    assert body["identifiers"] == [{"kind": "plate", "number": "А123ВС77", "country": "RU"}]


def test_what_is_wrong_stands_at_its_field(clerk):
    answer = clerk.post("/contributions/record/", CAR | {"ref": "", "since-0-date": "soon"})

    assert (answer.status_code, errors(answer)) == (400, ["since-0-date", "ref"])
    assert "Column “Date of the circumstance”: “soon” is no date" in page(answer)
    assert 'value="А123ВС77"' in page(answer)


def test_required_property_that_is_empty_is_told(clerk):
    answer = clerk.post("/contributions/record/", {**CAR, "circumstance-0-code": ""})

    assert (answer.status_code, errors(answer)) == (400, ["circumstance-0-code"])


def test_one_more_value_is_asked_for_without_losing_what_was_typed(clerk):
    answer = clerk.post("/contributions/record/", CAR | {"do": "more:identifiers"})

    assert answer.status_code == 200
    assert 'name="identifiers-1-number"' in page(answer)
    assert 'value="А123ВС77"' in page(answer)


def test_two_values_of_a_property_are_two(clerk, chief, world):
    more = {"identifiers-1-kind": "vin", "identifiers-1-number": "XTA210990Y2765431"}
    answer = clerk.post("/contributions/record/", CAR | more)
    chief.post(f"{answer['Location']}approve/")

    ((body,),) = world.execute("select body from databanks_identity").fetchall()
    assert [each["kind"] for each in body["identifiers"]] == ["plate", "vin"]
