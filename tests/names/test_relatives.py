"""The name of a father or mother that was asked for."""

import pytest

from commonweal.names import Parts, explain_parent, of_part, parse


def verdict(part: str, asked: str, *says: str, patronymic: str = "") -> tuple[str, str]:
    found = explain_parent(part, asked, [parse(each) for each in says], patronymics=of_part(patronymic, "patronymic"))
    return found.verdict, found.code.rpartition(".")[2]


@pytest.mark.parametrize(
    "asked, says, expected",
    [
        ("Карим", "Каримов Карим Рашидович", "same"),
        ("Karim", "Каримов Карим", "same"),
        ("Каримова Зульфия", "Zulfiya Karimova", "same"),
        ("Каримова Зульфия", "Зульфия Петровна Сидоренко", "variant"),
        ("Зульфия", "Зульфия", "same"),
        ("Магомед", "Muhammad", "variant"),
        ("Зульфия", "Каримова Мадина", "differs"),
        ("Карим", "Рахимов Рахим", "differs"),
        ("Виктор", "Виктория", "differs"),
        ("Каримова З.", "Каримова Зульфия", "variant"),
        ("Каримова", "Каримова Зульфия", "unknown"),
    ],
)
def test_a_parent_is_known_by_the_given_name(asked, says, expected):
    assert verdict("mother", asked, says)[0] == expected
    assert verdict("mother", says, asked)[0] == expected


def test_the_best_of_several_names_counts_and_none_says_nothing():
    assert verdict("mother", "Зульфия", "Мадина", "Zulfiya")[0] == "same"
    assert verdict("mother", "Зульфия") == ("unknown", "not-in-record")


def test_a_patronymic_names_the_father_where_the_record_names_none():
    assert verdict("father", "Каримов Карим", patronymic="Каримович") == ("variant", "fathers-name")
    assert verdict("father", "Karim", patronymic="Карим оглы") == ("variant", "fathers-name")
    assert verdict("father", "Yahya", patronymic="Иванович") == ("variant", "fathers-name")
    assert verdict("father", "Karim", patronymic="Р.")[0] == "differs"
    assert verdict("father", "Karim", patronymic="Рустамович")[0] == "differs"
    assert verdict("father", "Karim", "Рустам", patronymic="Каримович")[0] == "differs"
    assert verdict("mother", "Karim", patronymic="Каримович")[0] == "unknown"


def test_an_own_split_of_the_name_is_taken_at_its_word():
    says = Parts(family=of_part("Зульфия", "family"), given=of_part("Мадина", "given"))
    assert explain_parent("mother", "Мадина", [says]).verdict == "same"
