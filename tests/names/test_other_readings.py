"""Names of East Asia in their romanisations, words typed in the wrong layout, figures for letters, equivalent names."""

import pytest

from commonweal.names import aliases, fold, likeness, skeleton
from commonweal.names.aliases import groups
from commonweal.names.layout import as_meant


def _alike(one: str, other: str) -> float:
    return min(likeness(a, b) for a, b in zip(fold(one), fold(other), strict=True))


@pytest.mark.parametrize(
    ("cyrillic", "latin"),
    [
        ("Чжан Сюэцинь", "Zhang Xueqin"),
        ("Сун Лянъюй", "Song Liangyu"),
        ("Хэ Сяо", "He Xiao"),
        ("Цай Юнжэнь", "Cai Yongren"),
        ("Ци Вэйцян", "Qi Weiqiang"),
        ("Чжан Сюэцинь", "张学勤"),
        ("Хун Мэйлин", "Hung Mei-ling".replace("-l", "l")),
    ],
)
def test_palladius_meets_pinyin(cyrillic, latin):
    assert _alike(cyrillic, latin) >= 0.9


@pytest.mark.parametrize(
    ("cyrillic", "latin"), [("Кан Хёнмин", "Kang Hyeonmin"), ("Пак Чхольхо", "Bak Cheolho"), ("Пак Чхольхо", "박철호")]
)
def test_kontsevich_meets_korean_spellings(cyrillic, latin):
    assert _alike(cyrillic, latin) >= 0.9


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Bdfyjd", "Иванов"),
        ("Regwjdf Lfhmz Bkmbybxyf", "Купцова Дарья Ильинична"),
        ('Wsgkfrjd "lefhl', "Цыплаков Эдуард"),
        ("};frtdbx", "Їжакевич"),
    ],
)
def test_a_name_typed_in_the_wrong_layout_is_read_as_meant(typed, meant):
    assert [word.reduced for word in fold(typed)] == [word.reduced for word in fold(meant)]


@pytest.mark.parametrize(
    "name",
    [
        *("Schtschukarjow Sachar", "Krzysztof Brzezicki", "Chtchoukarev", "Mkrtchyan", "Zhyburt Dzmitry", "Wright"),
        *("GmbH", "PTE LTD", "JSC SRZ", "Ng", "Raevschi", "Tskhovrebova", "O'Brien", "D'Souza"),
    ],
)
def test_a_name_in_latin_letters_stays_one(name):
    assert as_meant(name) == name


def test_figures_among_letters_are_read_as_letters():
    assert [word.reduced for word in fold("3арубин 6орис")] == [word.reduced for word in fold("Зарубин Борис")]
    assert [word.text for word in fold("дом 15 A3")] == ["дом", "A"]


@pytest.mark.parametrize(
    ("one", "other"),
    [("Юсуф", "Жүсіп"), ("Дмитрий", "Дима"), ("Lee", "Ри"), ("Đorđe", "Георгий"), ("Наталья", "Natallia")],
)
def test_equivalent_names_of_the_file(one, other):
    assert fold(other)[0].reduced in {fold(one)[0].reduced, *aliases(fold(one)[0].reduced)}


def test_every_group_has_a_kind_and_two_names():
    assert [names for kind, names in groups() if kind not in {"given", "family", "short"} or len(names) < 2] == []


@pytest.mark.parametrize(
    ("joined", "apart"),
    [("عبدالرحمن", "عبد الرحمن"), ("محمدرضا", "محمد رضا"), ("غلامرضا", "غلام رضا"), ("عبد الله", "عبدالله")],
)
def test_arabic_compounds_are_read_alike_joined_and_apart(joined, apart):
    assert [word.reduced for word in fold(joined)] == [word.reduced for word in fold(apart)]


def test_the_article_sounds_as_the_letter_behind_it():
    (joined,) = fold("سيفالدين")
    (latin,) = fold("Seifeddine")
    assert latin.skeleton in {joined.skeleton, *map(skeleton, joined.readings)}


def test_a_letter_with_a_mark_of_stress_from_another_script_is_repaired():
    assert [word.reduced for word in fold("Анатóлий")] == [word.reduced for word in fold("Анатолий")]


def test_alexander_is_spelled_with_and_without_its_last_vowel():
    assert fold("Alexander")[0].reduced == fold("Александр")[0].reduced
