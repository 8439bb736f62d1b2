"""Which word is which part."""

import pytest

from commonweal.names import expected_bearers, of_part, parse, share


@pytest.mark.parametrize(
    "text, family, given, patronymic",
    [
        ("Тарханбеков Эльдар Назимович", "Тарханбеков", "Эльдар", "Назимович"),
        ("Эльдар Назимович Тарханбеков", "Тарханбеков", "Эльдар", "Назимович"),
        ("Tarxonbekov Eldor Nozimovich", "Tarxonbekov", "Eldor", "Nozimovich"),
        ("Ким Ли", "Ким", "Ли", ""),
        ("А. С. Пушкин", "Пушкин", "А С", ""),
        ("Цой В. Р.", "Цой", "В Р", ""),
        ("ABDOLLAHI Hamed", "ABDOLLAHI", "Hamed", ""),
        ("Иванов, Иван Иванович", "Иванов", "Иван", "Иванович"),
        ("Алиев Вагиф Мамед оглы", "Алиев", "Вагиф", "Мамед оглы"),
        ("Петрович Анна", "Петрович", "Анна", ""),
        ("Иван Петрович", "", "Иван", "Петрович"),
        ("Сергей Иванов", "Иванов", "Сергей", ""),
        ("Нино Беридзе", "Беридзе", "Нино", ""),
        ("Ли", "Ли", "", ""),
        ("", "", "", ""),
    ],
)
def test_full_name_is_split(text, family, given, patronymic):
    parts = parse(text)
    assert [parts.text(part) for part in ("family", "given", "patronymic")] == [family, given, patronymic]


def test_a_known_part_overrules_the_form():
    assert [word.kind for word in of_part("Петрович", "family")] == ["name"]
    assert [word.kind for word in of_part("Назим", "patronymic")] == ["patronymic"]
    assert [word.kind for word in of_part("И", "family")] == ["name"]
    assert [word.kind for word in of_part("И.", "given")] == ["initial"]


def test_common_names_have_many_bearers_and_rare_ones_few():
    assert expected_bearers(parse("Иванова Анна").words()) > 1_000
    assert expected_bearers(parse("Ivanov Aleksandr").words()) > 1_000
    assert expected_bearers(parse("Тарханбеков Эльдар Назимович").words()) < 1


def test_share_does_not_depend_on_the_spelling():
    assert share("ivanav") == share("ivanava", part="family") > share("tarhanbikav")
