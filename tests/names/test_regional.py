"""The regional test set keeps its form. What a matcher makes of it is measured elsewhere, never here."""

from collections import Counter
from pathlib import Path

import pytest

from tools.bench import regional
from tools.bench.exact import SYSTEMS

LANGUAGES = """
ru uk be kk ky uz tg tk az hy hyw ka ro ce av dar lez
kum os kbd ady krc inh tt ba ar fa ps tr he el zh ko
"""
CATEGORIES = {
    "romanisation",
    "two passports",
    "patronymic",
    "gender ending",
    "married name",
    "married and former name",
    "particles and kunya",
    "initials",
    "order",
    "joined and split parts",
    "short names",
    "scanner",
    "keyboard",
    "look-alike letters",
    "equivalent names",
    "one letter",
    "given name",
    "man and woman",
    "brothers, father and son",
    "twins",
    "namesakes",
}
SYSTEMS_BY_HAND = {"Palladius", "Kontsevich", "Polish press", "Western Armenian", "Belarus MVD 288-2008"}


@pytest.fixture(scope="module")
def pairs() -> list[regional.Pair]:
    return [pair for half in regional.HALVES for pair in regional.load(half)]


def test_set_is_large_enough(pairs):
    assert len(pairs) >= 600
    assert sum(not pair.same for pair in pairs) >= 150


def test_every_pair_has_its_form(pairs):
    assert [(pair.a, pair.b, found) for pair in pairs if (found := regional.problems(pair))] == []


def test_no_pair_stands_twice_in_either_direction(pairs):
    known = Counter((*sorted(((pair.a, pair.born_a), (pair.b, pair.born_b))),) for pair in pairs)
    assert [pair for pair, count in known.items() if count > 1] == []


def test_every_pair_is_in_the_half_of_its_hash():
    wrong = [
        (half, pair.a, pair.b)
        for half in regional.HALVES
        for pair in regional.load(half)
        if regional.half_of(pair.a, pair.b) != half
    ]
    assert wrong == []


@pytest.mark.parametrize("half", regional.HALVES)
def test_half_is_about_half_and_has_both_verdicts(half, pairs):
    own = regional.load(half)
    assert 0.45 <= len(own) / len(pairs) <= 0.55
    assert sum(not pair.same for pair in own) >= 100


def test_unknown_half_is_refused():
    with pytest.raises(ValueError, match="open and held"):
        regional.load("both")


def test_every_language_is_covered(pairs):
    held = {code for pair in pairs for code in pair.language}
    assert [code for code in LANGUAGES.split() if code not in held] == []


def test_every_kind_of_difference_is_covered(pairs):
    assert CATEGORIES - {pair.category for pair in pairs} == set()


def test_every_system_is_covered(pairs):
    assert (set(SYSTEMS) | SYSTEMS_BY_HAND) - {pair.system for pair in pairs} == set()


def test_most_different_people_are_told_by_name_alone(pairs):
    assert sum(not pair.same and not pair.needs_dates for pair in pairs) >= 200


@pytest.mark.parametrize(
    ("system", "own", "made"),
    [
        ("ICAO Doc 9303", "Подъячев Юрий", "Podieiachev Iurii"),
        ("BGN/PCGN 1947 Russian", "Елисеев Ильич", "Yeliseyev Il’ich"),
        ("Soviet French-style", "Гусев Сергей", "Goussev Serguei"),
        ("German press (Duden)", "Евсеев Щукарёв", "Jewsejew Schtschukarjow"),
        ("Ukraine KMU 55-2010", "Згурський Євген", "Zghurskyi Yevhen"),
        ("Kazakh Latin 2018", "Өтеуов Дәурен", "Óteýov Dáýren"),
        ("Kazakh Latin 2021", "Ибраһимұлы", "İbrahimūly"),
        ("Uzbek Latin 1995", "Исоев Ўктам", "Isoyev Oʻktam"),
        ("Turkmen Latin 1999", "Вепаева Язмырат", "Wepaýewa Ýazmyrat"),
        ("BGN/PCGN 1981 Armenian", "Ոսկանյան", "Voskanyan"),
        ("Georgia national 2002", "წერეთელი", "Ts’ereteli"),
        ("keyboard left in English", "Иванов Юрий", "Bdfyjd >hbq"),
        ("keyboard left in Russian", "Ivanov", "Шмфтщм"),
    ],
)
def test_table_romanises_as_its_standard(system, own, made):
    assert SYSTEMS[system](own) == made


def test_malformed_pair_is_told(tmp_path):
    (tmp_path / "pairs_open.csv").write_text(
        Path(regional.FOLDER / "pairs_open.csv").read_text(encoding="utf-8").splitlines()[0]
        + "\nИванов,Ivanow,true,ru,Latn,Latn,ICAO Doc 9303,romanisation,,source,true,1984,\n",
        encoding="utf-8",
    )
    [pair] = regional.load("open", tmp_path)
    assert regional.problems(pair) == [
        "reason is empty",
        "scripts are Cyrl and Latn, not Latn and Latn",
        "one birth date without the other",
        "ICAO Doc 9303 makes Ivanov",
    ]
