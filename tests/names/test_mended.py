"""Slips that break a sound of several letters or move a space: what a question may have meant."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.names import fold, in_place, mended, nearly_aliases


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("DavidP rayor", "David Prayor"),
        ("MeriK rej", "Meri Krej"),
        ("zDhon Smit", "Dzhon Smit"),
        ("Din eBrrou", "Din Berrou"),
        ("Ivan dAngelo", "Ivan dAngelo"),
        ("oBrien Mary", "oBrien Mary"),
        ("IVANOV ivan", "IVANOV ivan"),
        ("McDonald Ronald", "McDonald Ronald"),
        ("", ""),
    ],
)
def test_capitals_betray_a_moved_letter(typed, meant):
    assert in_place(typed) == meant


@given(st.text())
def test_no_letter_is_lost(text):
    assert sorted(in_place(text).replace(" ", "")) == sorted("".join(text.split()))


@pytest.mark.parametrize("broken", ["Dlhon", "Dhon", "Dvhon", "Dzgon", "Dzlhon"])
def test_a_broken_sound_is_mended(broken):
    (word,) = fold(broken)
    assert fold("Dzhon")[0].reduced in [one.reduced for one in mended(word)]


@pytest.mark.parametrize("whole", ["Ivanov", "Dzhon", "Schröder", "Shcherbakov", "Mohammad", "Ньютон", "Smith"])
def test_a_whole_name_is_left_alone(whole):
    assert mended(fold(whole)[0]) == []


@given(st.text(alphabet="dzhschtkaeio", min_size=1, max_size=20))
def test_few_readings_and_none_of_them_the_word_itself(text):
    for word in fold(text):
        found = [one.reduced for one in mended(word)]
        assert len(found) == len(set(found)) <= 4
        assert word.reduced not in found


def test_a_known_name_with_a_slip_stands_for_the_name_in_other_languages():
    (slip,), (known,) = fold("Dzhorezh"), fold("Dzhordzh")
    (george,) = fold("George")
    assert 0.75 <= nearly_aliases(slip.reduced)[george.reduced] < 1
    assert nearly_aliases(known.reduced) == {}
