"""Places as papers write them, compared across scripts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.names import localities
from commonweal.names.localities import read, relation


@pytest.mark.parametrize(
    "asked, says, expected",
    [
        ("Самарканд", "Samarqand", "same"),
        ("г. Самарканд", "Samarqand shahri, O‘zbekiston", "same"),
        ("город Самарканд Самаркандской области Узбекской ССР", "Samarkand", "same"),
        ("Фрунзе", "Bishkek", "same"),
        ("Алма-Ата", "Алматы қаласы", "same"),
        ("Ленинград, РСФСР", "Санкт-Петербург, Россия", "same"),
        ("Tbilisi", "თბილისი", "same"),
        ("Երևան", "г. Ереван, Армения", "same"),
        ("Kabul", "کابل", "same"),
        ("Горький", "Nizhny Novgorod", "same"),
        ("с. Иштихан, Самаркандская обл.", "Ishtixon, Samarqand viloyati", "same"),
        ("Ферганская область", "Farg‘ona viloyati", "within"),
        ("Samarkand", "Ургутский район Самаркандской области", "within"),
        ("Urgut tumani", "Samarkand region, Urgut district", "within"),
        ("Ташкентская область", "г. Чирчик, Ташкентская область", "within"),
        ("г. Чирчик, Ташкентская обл.", "г. Ангрен, Ташкентская обл.", "region"),
        ("Moscow, USA", "Москва, Россия", "region"),
        ("Узбекистан", "г. Самарканд, Республика Узбекистан", "country"),
        ("Узбекская ССР", "Uzbekistan", "country"),
        ("Samarkand", "Dushanbe", "another"),
        ("г. Самара", "г. Самарканд", "another"),
        ("Нижний Новгород", "Новгород", "another"),
        ("Ферганская область", "Наманганская область", "another"),
        ("Samarkand, Uzbekistan", "Dushanbe, Tajikistan", "other-country"),
        ("Узбекистан", "Таджикистан", "other-country"),
        ("Омск", "Томск", "untold"),
        ("Urgut", "Ташкентская область", "untold"),
        ("Ургутский район", "Самаркандская область", "untold"),
        ("Samarkand", "", "untold"),
        ("СССР", "Samarkand", "untold"),
    ],
)
def test_places_are_compared_by_what_both_say(asked, says, expected):
    assert relation(read(asked), read(says)) == expected


def test_a_country_that_stands_apart_counts():
    assert relation(read("Самарканд, Узбекистан"), read("Dushanbe", country="TJ")) == "other-country"
    assert relation(read("Узбекистан"), read("", country="UZ")) == "country"


PIECES = st.sampled_from(
    ["г. Самарканд", "Samarkand", "Ургутский район", "Узбекистан", "Таджикская ССР", "Osh", "Омск"]
)
PLACES = st.one_of(st.text(), st.lists(PIECES, max_size=3).map(", ".join))


@given(PLACES, PLACES)
def test_the_comparison_is_total_and_symmetrical(one, other):
    found = relation(read(one), read(other))
    assert found == relation(read(other), read(one))
    assert f"names.place.{found}" in localities.PLACE_REASONS


@given(PLACES)
def test_a_place_never_differs_from_itself(text):
    assert relation(read(text), read(text)) in {"same", "within", "country", "untold"}


def test_every_line_of_the_list_holds_names_of_one_place():
    for line in localities.lines():
        assert len(line) > 1
        assert {relation(read(line[0]), read(name)) for name in line[1:]} <= {"same", "within"}
