"""What makes two persons of two names that look alike, and what does not."""

import pytest

from commonweal.names import fold, likeness
from commonweal.names.contradict import INITIAL, REASONS, TWO_FATHERS, TWO_GIVEN_NAMES, TWO_SEXES, contradiction


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
        ("Κωνσταντίνος", "Konstantinos"),
        ("Jurijs", "Юрий"),
        ("Aljanov", "Алжанов"),
    ],
)
def test_national_spellings_meet(one, other):
    assert likeness(fold(one)[0], fold(other)[0]) >= 0.85
