"""What a measurement counts: ties by chance, questions from lists, refusals told."""

import random

import pytest

from commonweal.house.bench.files import Cross, Query, Record
from commonweal.house.bench.noise import SYSTEMS, joined, noise_sets, one_edit, romanised, swapped
from commonweal.house.bench.recall import cross_sets, expected_at, measure


@pytest.mark.parametrize(
    ("place", "scores", "right", "expected"),
    [
        (1, [], [], 0.0),
        (1, [0.9, 0.8], [True, False], 1.0),
        (1, [0.9, 0.8], [False, True], 0.0),
        (1, [0.9, 0.9], [False, True], 0.5),
        (1, [0.9, 0.9, 0.9, 0.1], [True, False, True, True], 2 / 3),
        (10, [0.9] * 20, [False] * 19 + [True], 0.5),
        (3, [0.9, 0.5, 0.5, 0.5, 0.5], [False, True, False, True, False], 1 - 1 / 6),
        (3, [0.9, 0.5, 0.5, 0.1], [False, False, True, False], 1.0),
    ],
)
def test_ties_are_counted_by_chance(place, scores, right, expected):
    assert expected_at(place, scores, right) == pytest.approx(expected)


def test_questions_without_an_indexed_name_are_counted_apart():
    pairs = [Cross(Query(text, group), "Cyrl", "eu", True) for text, group in (("Иван Петров", 1), ("Олег Ким", 2))]

    sets, left = cross_sets(pairs, {1})

    assert (sets, left) == ({"all scripts": [pairs[0].query], "Cyrl": [pairs[0].query]}, 1)


@pytest.mark.parametrize(
    ("system", "expected"),
    [("BGN", "Dzhafarov Yuriy"), ("AZ", "Cafarov Yuriy"), ("DE", "Dzhafarow Jurij"), ("FR", "Dzhafarov Iouriy")],
)
def test_names_are_romanised_by_system(system, expected):
    assert romanised("Джафаров Юрий", system) == expected


def test_nine_systems_are_known():
    assert len(SYSTEMS) == 9


def test_one_edit_changes_one_letter():
    dice = random.Random(1)
    made = [one_edit("Karimov", dice) for _ in range(200)]
    assert "Karimov" not in {text for text in made if len(text) != 7}
    assert {len(text) for text in made} == {6, 7, 8}


def test_order_and_joints_are_changed():
    assert (swapped("Abu Ali Hasan"), joined("Al-Din Hasan"), joined("Ali Hasan")) == (
        "Ali Hasan Abu",
        "AlDin Hasan",
        "AliHasan",
    )


def test_noise_is_the_same_for_the_same_seed():
    persons = [
        Record(number, ((f"Karimov{number} Olim Rustamovich", "Latn"), ("Каримов Олим Рустамович", "Cyrl")), ("1970",))
        for number in range(20)
    ]
    made = [noise_sets(persons, random.Random(7), 5) for _ in range(2)]
    assert made[0] == made[1]
    assert {len(queries) for queries in made[0].values()} == {5}
    assert {query.born for query in made[0]["initials+year"]} == {"1970"}


class Namesakes:
    """A peer that finds twelve records of one score."""

    name, is_batch = "namesakes", False

    def search(self, query, *, limit):
        return [(number, 1.0) for number in range(12)][:limit]


def test_a_tie_beyond_the_tenth_is_asked_for_whole():
    found, scores = measure(Namesakes(), "set", [Query("x", 11)], list(range(12)), size=12, seconds=1)
    assert scores == [1.0]
    assert (found.at_1, found.at_10, found.tied) == (pytest.approx(1 / 12), pytest.approx(10 / 12), 1.0)
