"""Likeness, alignment and reasons."""

import pytest

from commonweal.names import REASONS, align, explain_birth, explain_name, explain_value, fold, likeness, parse, sentence


def verdicts(asked: str, says: str) -> list[tuple[str, str, str]]:
    return [(one.part, one.verdict, sentence(one)) for one in explain_name(parse(asked), parse(says))]


def test_likeness_is_one_for_a_name_in_another_script():
    assert likeness(*fold("Тарханбеков Tarxonbekov")) == 1.0


@pytest.mark.parametrize("pair", ["Иванов Петров", "Ли Ким", "Эльдар Анна"])
def test_likeness_is_low_for_other_names(pair):
    assert likeness(*fold(pair)) < 0.6


@pytest.mark.parametrize("pair", ["Сергей Serhiy", "محمد Магомед", "А. Александр", "Иванов Ивонав"])
def test_likeness_is_symmetrical(pair):
    one, other = fold(pair)
    assert likeness(one, other) == likeness(other, one) >= 0.7


def test_words_are_aligned_one_to_one():
    pairs = align(fold("Иванов Иван"), fold("Ivan Ivan Ivanov"))
    assert [pair.says.text for pair in pairs] == ["Ivanov", "Ivan"]
    assert align(fold("Иванов"), fold("Сидоренко"))[0].says is None


def test_uzbek_spelling_is_explained_by_letters():
    assert verdicts("Тарханбеков Эльдар Назимович", "Tarxonbekov Eldor Nozimovich") == [
        ("family", "variant", "uz x = х, o = а"),
        ("given", "variant", "uz o = а"),
        ("patronymic", "variant", "uz o = а"),
    ]


def test_other_script_letter_for_letter_is_the_same():
    assert verdicts("Тарханбеков Эльдар Назимович", "Թարխանբեկով Էլդար") == [
        ("family", "same", "letter for letter"),
        ("given", "same", "letter for letter"),
        ("patronymic", "unknown", "none in the record"),
    ]


def test_kazakh_patronymic_is_explained_by_its_ending():
    assert verdicts("Тарханбеков Эльдар Назимович", "Тарханбеков Ельдар Назымұлы") == [
        ("family", "same", "written the same"),
        ("given", "variant", "е = э"),
        ("patronymic", "variant", "-ұлы = -ович"),
    ]


@pytest.mark.parametrize(
    "asked, says, expected",
    [
        ("Тарханбеков Эльдар", "ترخانبيكوف الدار", "consonants agree, short vowels are not written"),
        ("Иванов Иван", "Иванова Иван", "feminine and masculine form"),
        ("Сергей Иванов", "Serhiy Ivanov", "letter for letter"),
        ("Тарханбеков Эльдар", "Тарханпеков Эльдар", "1 letters differ"),
    ],
)
def test_reason_for_the_family_name(asked, says, expected):
    assert verdicts(asked, says)[0][2] == expected


def test_exchanged_parts_are_found_and_said():
    (family, given) = explain_name(parse("Ганиев, Карим"), parse("Карим, Ганиев"))
    assert [(part.verdict, part.params) for part in (family, given)] == [
        ("variant", {"other": "given"}),
        ("variant", {"other": "family"}),
    ]


def test_initial_and_other_name():
    assert verdicts("Пушкин Александр", "Пушкин А.")[1][1:] == ("variant", "initial only")
    assert verdicts("Пушкин Александр", "Пушкин Борис")[1][1:] == ("differs", "another name")


def test_birth_takes_the_date_that_agrees_best():
    assert explain_birth("14.03.1984", ["1986-03-14", "1984"])[3:5] == ("variant", "names.date.year-only")
    assert explain_birth("14.03.1984", ["1986-03-14"])[3:] == ("differs", "names.date.years-apart", {"count": 2})
    assert explain_birth("14.03.1984", [])[3] == "unknown"


def test_document_numbers_agree_by_normal_form():
    assert explain_value("identifier", "N 04 118 226", ["N04118226"]).verdict == "same"
    assert explain_value("identifier", "N 04 118 226", ["N04118227"]).verdict == "differs"
    assert explain_value("sex", "male", []).verdict == "unknown"


def test_every_reason_is_an_english_sentence():
    values = {"letters": "x", "language": "uz", "says": "a", "asked": "b", "count": 2, "of": 3, "other": "given"}
    values["words"] = "w"
    assert all(text.format(**values) for text in REASONS.values())
