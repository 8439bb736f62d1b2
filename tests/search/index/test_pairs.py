"""Two records compared as a search would."""

import uuid

from commonweal.search.index import Doc
from commonweal.search.index.bands import SAME
from commonweal.search.index.pairs import compare


def person(*names, **more) -> Doc:
    return Doc(uuid.uuid4(), 1, "active", 4e9, names, **more)


def test_compare_is_the_same_both_ways():
    one, other = person("Тарханбеков Эльдар"), person("Tarxonbekov Eldor")
    assert compare(one, other) == compare(other, one)


def test_compare_ranks_the_same_name_before_another_one():
    one = person("Тарханбеков Эльдар Ринатович")
    same, brother = person("Tarkhanbekov Eldar Rinatovich"), person("Tarkhanbekov Timur Rinatovich")
    assert compare(one, same).probability > compare(one, brother).probability


def test_compare_takes_people_with_other_dates_for_two():
    one = person("Тарханбеков Эльдар", births=("1984-03-14",))
    same, other = (compare(one, person("Tarkhanbekov Eldar", births=(born,))) for born in ("1984-03-14", "1991-07-02"))
    assert (same.band, other.band, other.probability < SAME < same.probability) == ("strong", "weak", True)


def test_compare_of_records_without_names_is_nothing():
    assert compare(person(), person()).band == "weak"


def test_compare_of_syllables_is_not_strong_by_the_name_alone():
    assert compare(person("김정호"), person("Kim Jong Ho")).band != "strong"
