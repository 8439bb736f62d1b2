"""One reading for all scripts and spellings."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commonweal.names.clean import MAX_LETTERS, MAX_TEXT, MAX_WORDS, clean
from commonweal.names.fold import fold, reduce, skeleton
from commonweal.names.romanise import romanise
from commonweal.names.scripts import repair, script_of


def reduced(text: str) -> list[str]:
    return [word.reduced for word in fold(text)]


def meets(one: str, other: str) -> bool:
    """Whether two one-word names share a reading."""
    (a,), (b,) = fold(one), fold(other)
    return not {a.reduced, *a.readings}.isdisjoint({b.reduced, *b.readings})


@pytest.mark.parametrize(
    "spellings",
    [
        "Тарханбеков Tarkhanbekov Tarxonbekov Tarhanbekov Tarkhanbekow Թարխանբեկով თარხანბეკოვი Tarchanbekow",
        "Хрущёв Khrushchev Chruschtschew Khrouchtchev Хрущев",
        "Щербаков Shcherbakov Schtscherbakow Chtcherbakov Ščerbakov Szczerbakow",
        "Сергей Sergey Sergei Sergej Sergueï",
        "Юрий Yuriy Yuri Yury Iurii Jurij Youri",
        "Алиев Aliyev Əliyev Aliev Alijev Алієв",
        "Жанибек Zhanibek Janibek Jänibek Canibek",
        "Гусейнов Huseynov Hüseynov Guseinov Guseynov",
        "Джавид Cavid Javid Djavid Dzhavid Җавид",
        "Саркисян Sarkisian Sarkisyan Sarkissian",
        "Саргсян Sargsyan Սարգսյան",
        "Хачатрян Khachatryan Xaçatryan Խաչատրյան Khachatrian",
        "Ўктам Oʻktam O'ktam O‘ktam Oktam",
        "Ғуломов Gʻulomov G'ulomov Gulomov",
        "Васильев Vasilyev Vasiliev Vasil'ev Wassiljew Vassiliev",
        "Шевченко Shevchenko Schewtschenko Chevtchenko Szewczenko ",
        "Назарбаев Nazarbayev Nazarbaev Nazarbajew",
        "Жүсіп Zhusip Jüsip Jusip",
    ],
)
def test_spellings_of_one_name_meet(spellings):
    first, *others = spellings.split()
    assert [other for other in others if not meets(first, other)] == []


def test_folded_words_keep_order_and_script():
    words = fold("Тарханбеков Eldor ელდარ")
    assert [(word.script, word.reduced) for word in words] == [
        ("Cyrl", "tarhanbikav"),
        ("Latn", "ildar"),
        ("Geor", "ildar"),
    ]


def test_latin_letters_hidden_in_cyrillic_words_are_repaired():
    assert repair("Сергiй") == ("Сергій", "Cyrl")
    assert repair("Ivanоv") == ("Ivanov", "Latn")
    assert reduced("Сергiй Ивaнов") == reduced("Сергій Иванов")


def test_short_names_are_kept():
    assert [(word.reduced, word.kind) for word in fold("Ли Ю")] == [("li", "name"), ("u", "initial")]
    assert [(word.reduced, word.kind) for word in fold("Цой")] == [("sai", "name")]
    assert [(word.reduced, word.kind) for word in fold("И")] == [("i", "name")]


def test_initials_of_two_letters_are_known_by_the_stop():
    assert [word.kind for word in fold("Yu. Kh. Ivanov")] == ["initial", "initial", "name"]


@pytest.mark.parametrize(
    "text", ["Назимович", "Nozimovich", "Назымұлы", "Nazymuly", "Назымқызы", "Nazimzoda", "Назимовна", "Nazimoğlu"]
)
def test_patronymics_lead_to_the_fathers_name(text):
    (word,) = fold(text)
    assert (word.kind, "nazim" in word.readings) == ("patronymic", True)


def test_sun_letters_are_the_article():
    assert [word.kind for word in fold("ash-Shami al-Din")] == ["particle", "name", "particle", "name"]
    assert reduced("ash-Shami")[0] == reduced("al-Shami")[0]


def test_unknown_scripts_stand_for_themselves():
    assert reduced("さくら") == ["さくら"]


def test_vowels_are_known_to_be_missing():
    assert [word.unvowelled for word in fold("محمد Muhammad")] == [True, False]
    assert fold("محمد")[0].skeleton == fold("Muhammad")[0].skeleton


@pytest.mark.parametrize(
    "hostile",
    [
        "",
        "\x00",
        "\ud800",
        "\u202eвонавИ\u202c",
        "И\u200bва\u00adнов",
        "Z" + "\u0301" * 5000,
        "а" * 10_000,
        "а б " * 5_000,
        "\ufdfa" * 400,
        "12345 67",
        "'''''",
        "\u0640\u0640",
        "ʻʻʻ",
    ],
)
def test_hostile_text_is_bounded(hostile):
    words = fold(hostile)
    assert len(words) <= MAX_WORDS
    assert all(0 < len(word.reduced) <= 4 * MAX_LETTERS for word in words)
    assert len(clean(hostile)) <= MAX_TEXT


def test_invisible_characters_change_nothing():
    assert fold("И\u200bва\u00adно\u202eв") == fold("Иванов")
    assert fold("Иванов\x00Пётр") == fold("Иванов Пётр")


@given(st.text(max_size=60))
def test_any_text_folds(text):
    for word in fold(text):
        assert word.reduced
        assert word.skeleton
        assert reduce(word.reduced, unvowelled=word.unvowelled) == word.reduced
        assert skeleton(word.skeleton) == word.skeleton or word.skeleton == word.reduced


@given(st.text(max_size=60))
def test_clean_is_idempotent(text):
    assert clean(clean(text)) == clean(text)


NAMES = st.lists(
    st.sampled_from(["Тарханбеков", "Nazimovich", "Əliyev", "Սարգսյան", "ელდარ", "Хрущёв", "Ким", "Назымұлы"]),
    min_size=2,
    max_size=4,
)


@given(NAMES, st.randoms(use_true_random=False))
def test_order_case_and_spaces_change_no_word(names, random):
    shuffled = list(names)
    random.shuffle(shuffled)
    assert sorted(reduced(" ".join(names))) == sorted(reduced("  ".join(shuffled).upper() + " \t"))


@settings(max_examples=60)
@given(st.text(alphabet="абвгдежзийклмнопрстуфхцчшщыэюя", min_size=3, max_size=12))
def test_a_reading_aid_leads_back_to_the_name(text):
    (word,) = fold(text)
    (aid,) = fold(romanise(text)) or (word,)
    assert len(aid.skeleton) <= len(word.skeleton) + 3


@pytest.mark.parametrize("text, script", [("Иванов Ivan", "Cyrl"), ("12", "Zyyy"), ("ელდარ", "Geor"), ("نور", "Arab")])
def test_script_is_that_of_most_letters(text, script):
    assert script_of(text) == script
