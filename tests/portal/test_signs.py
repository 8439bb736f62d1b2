"""Signs: a shape and a word each, in both languages; pictures with attributes only."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import translation

from commonweal.names import PartAgreement
from commonweal.portal import drawing, naming, words
from commonweal.portal.templatetags import cw

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
ARMENIAN = {"text": "Թարխանբեկով Էլդար", "script": "Armn", "kind": "full"}
ARABIC = {"text": "ترخانبيكوف الدار", "script": "Arab", "kind": "full"}
CYRILLIC = {"text": "Тарханбеков Эльдар", "script": "Cyrl", "kind": "alias"}


@pytest.mark.parametrize(
    ("level", "english", "russian"),
    [(4, "In full", "Полностью"), ("hit", "Hit only", "Есть сведения"), (0, "Nothing", "Ничего")],
)
def test_level_is_told_by_number_or_name(level, english, russian):
    with translation.override("en"):
        assert english in cw.level(level)
    with translation.override("ru"):
        assert russian in cw.level(level)


def test_values_are_escaped_everywhere():
    assert cw.level("full", "<b>") == '<span class="cw-level cw-level--full">In full · &lt;b&gt;</span>'
    assert cw.name({"text": "<script>", "script": "Latn"}) == ('<bdi lang="und-Latn" dir="ltr">&lt;script&gt;</bdi>')


def test_name_carries_tongue_and_direction():
    assert cw.name(ARABIC) == f'<bdi lang="und-Arab" dir="rtl">{ARABIC["text"]}</bdi>'
    assert cw.name(ARMENIAN) == f'<bdi lang="hy" dir="ltr">{ARMENIAN["text"]}</bdi>'


def test_first_full_name_stands_first_and_the_others_follow_in_the_owners_order():
    names = [CYRILLIC, ARMENIAN, ARABIC]

    assert naming.primary(names) is ARMENIAN
    assert naming.others(names) == [CYRILLIC, ARABIC]
    assert (naming.primary([]), naming.others([])) == (None, [])


def test_reading_aid_is_given_only_to_who_reads_none_of_the_owners_forms():
    with translation.override("en"):
        assert naming.aid([ARMENIAN, CYRILLIC]) == "Tarkhanbekov Eldar"
        assert naming.aid([{"text": "Karimov Rustam"}]) == ""
    with translation.override("ru"):
        assert (naming.aid([ARMENIAN, CYRILLIC]), naming.aid([ARMENIAN])) == ("", "Tarkhanbekov Eldar")
        assert naming.aid_words([ARABIC]) == "для чтения: краткие гласные не пишутся"


@pytest.mark.parametrize(
    ("agreement", "english", "russian"),
    [
        (
            PartAgreement("born", "1984-03-14", "1984", "variant", "names.date.year-only", {}),
            "fits: year only",
            "не противоречит: указан только год",
        ),
        (
            PartAgreement("family", "а", "б", "variant", "names.explain.letters-differ", {"count": 2}),
            "variant: 2 letters differ",
            "вариант: отличаются 2 буквы",
        ),
        (
            PartAgreement(
                "given", "а", "б", "variant", "names.explain.letters-language", {"letters": "x = х", "language": "uz"}
            ),
            "variant: Uzbek x = х",
            "вариант: узб. x = х",
        ),
        (PartAgreement("sex", "male", "male", "same", "names.explain.equal", {}), "same", "совпадает"),
    ],
)
def test_comparison_gives_verdict_and_reason_in_words(agreement, english, russian):
    for language, told in (("en", english), ("ru", russian)):
        with translation.override(language):
            assert re.sub(r"<[^>]+>", "", cw.comparison(agreement)) == told


@pytest.mark.parametrize(
    ("left", "english", "russian"),
    [(timedelta(minutes=24), "24 min left", "ещё 24 мин"), (timedelta(hours=5), "5 h left", "ещё 5 ч")],
)
def test_time_left_is_told_in_minutes_then_in_hours(left, english, russian, monkeypatch):
    monkeypatch.setattr(words.house_clock, "now", lambda: NOW)
    with translation.override("en"):
        assert words.time_left(NOW + left) == english
    with translation.override("ru"):
        assert words.time_left(NOW + left) == russian


def test_thousands_are_parted_by_a_thin_space():
    assert (cw.thousands(1204), cw.thousands(7), cw.thousands(None)) == ("1\u202f204", "7", "")


def test_tile_map_gives_every_party_one_tile_and_no_style():
    tiles = [drawing.Tile(code, "hit", "hit", f"{code}: hit only") for code in ("KZ", "UZ", "ATC")]
    drawn = drawing.tile_map(tiles, "What each state sees")

    assert re.findall(r"<title>([^<]+)</title>", drawn) == ["KZ: hit only", "UZ: hit only", "ATC: hit only"]
    assert len(set(re.findall(r'<rect x="(\d+)" y="(\d+)"', drawn))) == 3
    assert "style" not in drawn


def test_clock_bar_never_leaves_its_frame():
    assert 'width="100.0"' in drawing.clock_bar(7.5, "late")
    assert 'width="0.0"' in drawing.clock_bar(-1, "not begun")


def test_axis_shows_only_its_fourteen_days_and_no_two_words_overlap():
    marks = [drawing.Mark(NOW + timedelta(days=days), f"item {days}") for days in (1, 1.1, 1.2, 20)]
    drawn = drawing.axis(marks, now=NOW, day_words=[str(day) for day in range(14)], label="what ends")

    assert re.findall(r">(item [^<]+)<", drawn) == ["item 1", "item 1.1", "item 1.2"]
    assert len(set(re.findall(r'class="e" x="[\d.]+" y="(\d+)"', drawn))) == 3
