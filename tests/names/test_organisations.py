"""Names of organisations: legal form, meaning, acronym, figure; and why two agree."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.names import explain_organisation, sentence
from commonweal.names import organisation_lists as lists
from commonweal.names.organisations import MARKS, WEIGHTS, acronyms, legal_classes, read, readings


def kinds(text):
    return [(word.text, word.kind) for word in read(text)]


def meanings(text):
    return {key for word in read(text) for key in word.keys if key[0] == "="}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ООО «Ромашка»", "llc"),
        ("Общество с ограниченной ответственностью «Ромашка»", "llc"),
        ("Obshchestvo s ogranichennoy otvetstvennostyu Romashka", "llc"),
        ("Romashka LLC", "llc"),
        ("ТОО «Ромашка»", "llc"),
        ("«Ромашка» MChJ", "llc"),
        ("ҶДММ «Ситора»", "llc"),
        ("ААТ «Вяснянка»", "jsc"),
        ("Романтика ПАО", "jsc"),
        ("Lilien Gesellschaft mit beschränkter Haftung", "llc"),
        ("LilienGmbH", "llc"),
        ("Lilien G.m.b.H.", "llc"),
        ("Floarea S.R.L.", "llc"),
        ("შპს ყვავილი", "llc"),
        ("Ծաղիկ ՍՊԸ", "llc"),
        ("Lala MMC", "llc"),
        ("شركة الزهرة ذ.م.م", "llc"),
        ("Joynt Stock Company Lily", "jsc"),
        ("Фонд «Надежда»", ""),
    ],
)
def test_legal_form_is_known_in_the_languages_of_the_states(text, expected):
    assert legal_classes(read(text)) == (frozenset({expected}) if expected else frozenset())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Министерство внутренних дел", "Ministry of Internal Affairs"),
        ("МВД", "Ministry of Internal Affairs"),
        ("Судостроительный завод", "Shipbuilding plant"),
        ("НИИ", "Scientific Research Institute"),
        ("Университет", "Üniversitesi"),
        ("بنك", "bank"),
    ],
)
def test_translated_words_share_their_meaning(one, other):
    assert meanings(one) & meanings(other)
    assert explain_organisation(one, other)[0].verdict == "same"


def test_figures_are_read_in_words_in_signs_and_in_roman():
    assert [read(text)[-1].keys for text in ("Brigade 44", "Brigade Forty-Four", "Бригада № 44")] == [("#44",)] * 3
    assert read("Fund VII")[-1].keys == ("#7",)


def test_initial_letters_are_taken_in_either_language():
    assert "@miao" in acronyms("Moscow Institute of Aviation Oils")
    assert "@mia" in acronyms("Министерство внутренних дел")
    assert "@mvd" in acronyms("Ministry of Internal Affairs")


def test_in_whose_honour_it_is_named_weighs_little():
    assert ("Зверева", "honour") in kinds("Красногорский завод имени С. А. Зверева")


def test_a_country_in_brackets_is_not_left_out():
    assert [reading.how for reading in readings("Lily Global Solutions (Spain)")] == ["", "joined", "acronym"]
    assert "without-brackets" in [reading.how for reading in readings("Lily Global Solutions (Lily)")]


@pytest.mark.parametrize(
    ("asked", "says", "expected"),
    [
        ("ООО «НПП Волна»", "Volna Scientific-Production Enterprise LLC", ["same", "same"]),
        ("Завод «Волна»", "Volna Plant OJSC", ["same", "unknown"]),
        ("ООО Сигнал", "Signal JSC", ["same", "differs"]),
        ("НПЦАП", "Научно-производственный центр автоматики и приборостроения", ["variant"]),
        ("Goodwill Company", "Good Will Company", ["variant"]),
        ("Сигнал", "Ромашка", ["differs"]),
    ],
)
def test_agreement_is_said_for_name_and_form(asked, says, expected):
    assert [part.verdict for part in explain_organisation(asked, says)] == expected


def test_an_acronym_stands_for_its_words_in_the_sentence():
    told = sentence(explain_organisation("НПП Волна", "Scientific Production Enterprise Volna")[0])
    assert told == "also translated: НПП = Scientific Production Enterprise, Волна = Volna"


@given(st.text(max_size=500))
def test_any_string_can_be_read(text):
    for reading in readings(text):
        for word in reading.words:
            assert word.kind in {*WEIGHTS, "filler"}
            assert all(key[0] in MARKS for key in word.keys)


@pytest.mark.parametrize(
    "table", ["legal_forms", "organisation_terms", "organisation_acronyms", "organisation_figures"]
)
def test_lists_say_their_source_and_mix_no_scripts_in_a_word(table):
    text = (lists.TABLES / f"{table}.txt").read_text(encoding="utf-8")
    assert re.search(r"^# source: \S", text, re.MULTILINE)
    assert re.search(r"^# verified: (true|false)$", text, re.MULTILINE)
    words = {word for line in lists.lines(table) for word in re.split(r"[\s_;|.-]+", line)}
    scripts = {word: {unicodedata.name(sign).split()[0] for sign in word if sign.isalpha()} for word in words}
    assert [word for word, found in scripts.items() if len(found - {"MODIFIER", "CJK"}) > 1] == []


def test_every_weight_class_of_the_list_is_known():
    assert {line.split()[0] for line in lists.lines("organisation_terms")} == set("sgtpn")
