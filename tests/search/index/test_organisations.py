"""Organisations in the index: found translated, by acronym, joined, and never met by a person's name."""

import uuid

import pytest
from pyroaring import BitMap

from commonweal.search.index import Doc, Index, Question
from commonweal.search.index.pairs import compare


def doc(number, *, names=(), organisations=()):
    return Doc(uuid.UUID(int=number), 1, "active", 4e9, names, type="any", organisations=organisations)


HELD = [
    doc(1, organisations=("Volna Scientific-Production Enterprise LLC",)),
    doc(2, organisations=("Ministry of Internal Affairs of the Republic of Lilia",)),
    doc(3, organisations=("Good Will Company",)),
    doc(4, organisations=("Zarechensk Shipbuilding Plant named after A. B. Petrov",)),
    doc(5, names=("Volna Marina",)),
    doc(6, organisations=("Scientific and Production Center of Automatics and Instrument-Making",)),
]


def found(text, **question):
    index = Index.build(HELD, position=None)
    asked = Question(full_name=text, one_word=True, **question)
    return [(each.id.int, each.agreements) for each in index.search(asked, visible=BitMap(range(len(HELD))))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ООО «НПП «Волна»", 1),
        ("Научно-производственное предприятие Волна", 1),
        ("Министерство внутренних дел", 2),
        ("Goodwill Co", 3),
        ("Зареченский судостроительный завод", 4),
        ("НПЦАП", 6),
    ],
)
def test_an_organisation_is_found_by_its_name_in_another_language(text, expected):
    number, agreements = found(text)[0]
    assert number == expected
    assert agreements["name"] in {"same", "variant"}


def test_a_person_is_not_met_by_the_name_of_an_organisation():
    assert [number for number, _ in found("Волна Марина")] == [5]


def test_another_legal_form_counts_against_a_record_and_none_does_not():
    one, other = doc(1, organisations=("Lilia Travel GmbH",)), doc(2, organisations=("Lilia Travel AG",))
    none = doc(3, organisations=("Lilia Travel",))
    assert compare(one, other).score < compare(one, none).score


def test_legal_forms_alone_find_nothing():
    assert found("LLC") == []
