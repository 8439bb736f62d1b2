"""What makes two persons of two names that look alike, and what does not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.names import fold, likeness
from commonweal.names.contradict import (
    ANOTHER_LETTER,
    INITIAL,
    OTHER_VOWELS,
    REASONS,
    TWO_FAMILY_NAMES,
    TWO_FATHERS,
    TWO_GIVEN_NAMES,
    TWO_SEXES,
    contradiction,
)

_WORDS = """
Носов Носков Лисин Lysin Rokov Рогов Олег Oleg Карим كريم سعيد Saad Чжан Zhang Вэй Wei Demirci О. Иванович
"""


def names():
    """Names put together from words that are near to each other, and any text."""
    return st.lists(st.sampled_from(_WORDS.split()), min_size=1, max_size=4).map(" ".join) | st.text(max_size=30)


@pytest.mark.parametrize(
    ("one", "other", "code"),
    [
        ("Тучин Олег Иванович", "Тучин Олег Петрович", TWO_FATHERS),
        ("Тучин Олег Иванович", "Tuchin Oleg Sergeevich", TWO_FATHERS),
        ("Тучин Валентин", "Тучина Валентина", TWO_SEXES),
        ("Тучин Виктор", "Tuchina Viktoria", TWO_SEXES),
        ("Тучина Анна", "Тучина Инна", TWO_GIVEN_NAMES),
        ("Тучин Роман", "Tuchin Rodion", TWO_GIVEN_NAMES),
        ("Тучин Олег Иванович", "Тучин О. С.", INITIAL),
        ("Abd al-Karim Tuchin", "Abd al-Rahim Tuchin", TWO_GIVEN_NAMES),
        ("Попов Олег", "Попков Олег", TWO_FAMILY_NAMES),
        ("Панин Олег", "Панкин Олег", TWO_FAMILY_NAMES),
        ("Мельник Олег", "Melnychuk Oleh", TWO_FAMILY_NAMES),
        ("Савченко Олег", "Савчук Олег", TWO_FAMILY_NAMES),
        ("Громов Олег", "Хромов Олег", TWO_FAMILY_NAMES),
        ("Рязанов Олег", "Розанов Олег", TWO_FAMILY_NAMES),
        ("Кәрімов Олег", "Рахимов Олег", TWO_FAMILY_NAMES),
        ("Oleg Demir", "Oleg Demirci", TWO_FAMILY_NAMES),
        ("Zhang Wei", "Zhong Wei", TWO_FAMILY_NAMES),
        ("Ван Вэй", "Wan Wei", TWO_FAMILY_NAMES),
        ("Цапов Олег", "Chapov Oleg", ANOTHER_LETTER),
        ("Кумов Олег", "Лумов Олег", ANOTHER_LETTER),
        ("Лисин Олег", "Lyssine Oleg", TWO_FAMILY_NAMES),
        ("יעקב תוצין", "Akiva Tutsin", OTHER_VOWELS),
        ("Тучин Егор", "Тучин Игорь", TWO_GIVEN_NAMES),
        ("Тучина Алёна", "Tuchina Alina", TWO_GIVEN_NAMES),
        ("سعيد قاسم", "Saad Qasim", OTHER_VOWELS),
        ("أحمد قاسم", "Hamid Qasim", OTHER_VOWELS),
    ],
)
def test_two_persons(one, other, code):
    assert (contradiction(one, other), contradiction(other, one)) == (code, code)
    assert code in REASONS


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Тучин Олег Иванович", "Tuchin Oleg"),
        ("Тучин Олег Иванович", "Тучин О. И."),
        ("Тучин Дмитрий", "Тучин Дима"),
        ("Тучин Владимир Сергеевич", "Тучін Володимир Сергійович"),
        ("Тучина Светлана", "Tuchin Svetlana"),
        ("Тучин Веньямин", "Тучин Вениамин"),
        ("Қасымов Айнұр Серікқызы", "Касымова Айнур Сериковна"),
        ("Tuchin Oleg", "Tuchim Oleg"),
        ("Носов Олег", "Ноосв Олег"),
        ("Лагов Олег", "Пагов Олег"),
        ("Кумов Олег", "Укмов Олег"),
        ("Лысин Олег", "Lyssine Oleg"),
        ("Лысин Олег", "Lisin Oleg"),
        ("Тучин Егор", "Tuchin Yegor"),
        ("Юрьев Олег", "Jurjew Oleg"),
        ("Рогов Олег", "Rohov Oleh"),
        ("Рогов Олег", "Rofov Oleg"),
        ("Жилин Олег", "Schilin Oleg"),
        ("Токтосунов Олег", "Токтосун Олег"),
        ("Гасанов Олег", "Həsənov Oleq"),
        ("Кривец Олег", "Krivec Oleg"),
        ("Лисенко Олег", "Лысенко Олег"),
        ("سعيد قاسم", "Saeed Ghasem"),
        ("علي قاسم", "Ali Qasim"),
        ("Ли Вэй", "Li Wei"),
        ("Анна Лу", "Anna Lu"),
        ("", "Тучин"),
    ],
)
def test_nothing_contradicts(one, other):
    assert (contradiction(one, other), contradiction(other, one)) == ("", "")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Brzeziński", "Бжезинский"),
        ("Cengiz", "Дженгиз"),
        ("Дзяркач", "Деркач"),
        ("Хьэсэн", "Хасан"),
        ("Κωνσταντίνος", "Konstantinos"),
        ("Jurijs", "Юрий"),
        ("Aljanov", "Алжанов"),
    ],
)
def test_national_spellings_meet(one, other):
    assert likeness(fold(one)[0], fold(other)[0]) >= 0.85


@given(names(), names())
def test_contradiction_is_symmetrical_and_never_between_equals(one, other):
    assert contradiction(one, other) == contradiction(other, one)
    assert contradiction(one, one) == ""


@pytest.mark.parametrize("text", ["Ж" * 400 + " Олег", "zh" * 200 + " Oleg", "ли" * 200 + " ли"])
def test_long_words_are_compared_without_end(text):
    assert contradiction(text, "Жилин Ли") == contradiction("Жилин Ли", text)
