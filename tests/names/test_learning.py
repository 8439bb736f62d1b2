"""What two names of one person teach, and what they do not."""

from hypothesis import given
from hypothesis import strategies as st

from commonweal.names import dictionary, fold, likeness
from commonweal.names.learning import KNOWN, Taught, taught

SHAW = [{"family": "Шоу", "given": "Иван"}, {"family": "Shaw", "given": "Ivan"}]


def words(*names) -> list[tuple[str, str]]:
    return sorted((each.one, each.other) for each in taught(names))


def test_two_scripts_teach_what_the_fold_does_not_give():
    assert taught(SHAW) == {Taught("shaw", "шоу", "family", "")}


def test_names_in_one_field_teach_as_those_in_parts():
    assert words("ШОУ Иван Петрович", "SHAW Ivan Petrovich") == [("shaw", "шоу")]


def test_kin_is_the_father_of_a_family_name_and_the_family_of_a_given_one():
    family = {"family": "Шоу", "given": "Иван", "patronymic": "Петрович"}
    assert {each.kin for each in taught([family, SHAW[1]])} == {fold("Петрович")[0].skeleton}
    other = [{"family": "Ким", "given": "Шоу"}, {"family": "Kim", "given": "Shaw"}]
    assert {(each.part, each.kin) for each in taught(other)} == {("given", fold("Ким")[0].skeleton)}


def test_what_the_house_knows_teaches_nothing():
    assert words("Каримов Азиз", "Karimov Aziz") == []
    assert words("Каримов Сергей", "Karimov Serhiy") == []


def test_another_name_is_no_other_spelling():
    assert words({"family": "Иванов", "given": "Пётр"}, {"family": "Smith", "given": "Hassan"}) == []
    assert words({"family": "Shaw", "given": "Ivan"}, {"family": "Shore", "given": "Ivan"}) == []


def test_initials_and_names_of_several_words_teach_nothing():
    assert words({"family": "Ш", "given": "Иван"}, {"family": "Shaw", "given": "Ivan"}) == []
    assert words({"family": "Шоу Мур"}, {"family": "Shaw Moore"}) == []


@given(st.lists(st.text(max_size=30), max_size=4))
def test_whatever_is_written_teaches_pairs_in_a_fixed_order_that_the_house_does_not_know(names):
    assert words(*names[::-1]) == words(*names)
    assert all(one <= other for one, other in words(*names))


def test_what_was_learned_teaches_nothing_more():
    dictionary.learn([("Шоу", "Shaw")], as_of=1)
    try:
        assert taught(SHAW) == set()
        assert likeness(fold("Шоу")[0], fold("Shaw")[0]) >= KNOWN
    finally:
        dictionary.learn([], as_of=0)
