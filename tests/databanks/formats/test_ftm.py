"""FollowTheMoney entities become records with their documents, addresses and edges."""

import json

import pytest

from commonweal.databanks import formats
from commonweal.databanks.formats import Held, Refused, Row
from tests.databanks.formats.settings import read

PERSON = {
    "id": "p1",
    "schema": "Person",
    "properties": {
        "name": ["Примеров Иван"],
        "firstName": ["Иван"],
        "lastName": ["Примеров"],
        "birthDate": ["1970-01-02"],
        "nationality": ["ru"],
        "gender": ["male"],
        "religion": ["none"],
        "political": ["none"],
        "addressEntity": ["a1"],
        "hobby": ["chess"],
    },
}
ADDRESS = {"id": "a1", "schema": "Address", "properties": {"full": ["Казань"], "country": ["ru"]}}
PASSPORT = {
    "id": "d1",
    "schema": "Passport",
    "properties": {"holder": ["p1"], "number": ["X1"], "country": ["ru"], "startDate": ["2010-02-03"]},
}
GROUP = {"id": "o1", "schema": "Organization", "properties": {"name": ["Группа"], "topics": ["sanction"]}}
MEMBER = {
    "id": "e1",
    "schema": "Membership",
    "properties": {"member": ["p1"], "organization": ["o1"], "role": ["treasurer"], "startDate": ["2011"]},
}


def written(folder, *entities):
    path = folder / "entities.json"
    path.write_text("\n".join(json.dumps(each, ensure_ascii=False) for each in entities), encoding="utf-8")
    return path


def test_person_has_what_belongs_to_him_wherever_it_stands(tmp_path):
    path = written(tmp_path, MEMBER, PASSPORT, PERSON, ADDRESS, GROUP)

    person, group = read("ftm-json", path)

    assert formats.detect(path, "entities.json").format == "ftm-json"
    assert (person.number, person.line["ref"], group.line["ref"]) == (3, "ftm/p1", "ftm/o1")
    assert person.line["identity"]["identifiers"] == [
        {"number": "X1", "kind": "passport", "country": "RU", "issued": "2010-02-03"}
    ]
    assert person.line["narrative"]["places"] == [{"text": "Казань", "kind": "residence", "country": "RU"}]
    assert person.line["links"] == [{"to": "ftm/o1", "kind": "member-of", "since": "2011", "source": "role: treasurer"}]
    assert group.line["identity"]["categories"] == ["listed-entity"]


def test_special_categories_go_where_they_are_kept_or_nowhere(tmp_path):
    [person] = read("ftm-json", written(tmp_path, PERSON, ADDRESS))

    assert person.line["special"] == {"religion": [{"text": "none"}]}
    assert [text["text"] for text in person.line["narrative"]["texts"]] == [
        "political: not taken: a special category for which the record type has no property",
        "hobby: chess",
    ]


def test_what_belongs_to_an_absent_entity_is_held_and_joins_it_later(tmp_path):
    [held] = read("ftm-json", written(tmp_path, PASSPORT))

    [person] = read("ftm-json", written(tmp_path, PERSON | {"properties": {"name": ["X"]}}), held=[held])

    assert (type(held), held.parent) == (Held, "ftm/p1")
    assert person.line["identity"]["identifiers"][0]["number"] == "X1"


@pytest.mark.parametrize(
    ("entity", "code"),
    [
        ({"id": "x", "schema": "CourtCase", "properties": {"name": ["x"]}}, "databanks.ftm.unknown-schema"),
        ({"id": "x", "schema": "Security", "properties": {"name": ["x"]}}, "databanks.ftm.unknown-schema"),
        ({"id": "x y", "schema": "Person", "properties": {}}, "databanks.ftm.no-entity"),
        ({"schema": "Person", "properties": {}}, "databanks.ftm.no-entity"),
        ({"id": "x", "schema": "Person", "properties": []}, "databanks.ftm.no-entity"),
        ({"id": "x", "schema": "Passport", "properties": {"number": ["1"]}}, "databanks.ftm.belongs-to-none"),
        (ADDRESS, "databanks.ftm.address-alone"),
    ],
)
def test_entity_that_is_no_record_is_refused(tmp_path, entity, code):
    [refused] = read("ftm-json", written(tmp_path, entity))

    named = "" if code == "databanks.ftm.no-entity" else f"ftm/{entity['id']}"
    assert (type(refused), refused.code, refused.ref) == (Refused, code, named)


@pytest.mark.parametrize(
    ("schema", "properties", "type_", "number"),
    [
        ("Vessel", {"name": ["STAR"], "imoNumber": ["9187629"]}, "vessel", ("9187629", "imo")),
        ("Airplane", {"registrationNumber": ["EP-EXA"]}, "aircraft", ("EP-EXA", "registration")),
        ("Vehicle", {"registrationNumber": ["А123ВС77"]}, "vehicle", ("А123ВС77", "plate")),
        ("Company", {"name": ["ООО"], "innCode": ["7701"]}, "company", ("7701", "tax-number")),
        ("BankAccount", {"iban": ["KZ86 125K"]}, "account", ("KZ86 125K", "iban")),
        ("CryptoWallet", {"publicKey": ["149w62rY"]}, "account", ("149w62rY", "crypto")),
    ],
)
def test_thing_becomes_a_record_of_its_type(tmp_path, schema, properties, type_, number):
    [row] = read("ftm-json", written(tmp_path, {"id": "t", "schema": schema, "properties": properties}))

    identifier = row.line["identity"]["identifiers"][0]
    assert (type(row), row.line["type"], identifier["number"], identifier["kind"]) == (Row, type_, *number)
