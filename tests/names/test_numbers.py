"""Numbers folded, checked, half-read, misread."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.names import normal_form
from commonweal.names.agreement import compare_checks, compare_numbers
from commonweal.names.checks import CHECKS, _mod_97, checks
from commonweal.names.numbers import FOLDS, fold, one_off, readings, telling
from commonweal.names.patterns import Pattern, is_half_read, read_pattern

CYRILLIC = str.maketrans("ABEKMHOPCTYX", "АВЕКМНОРСТУХ")
GREEK = str.maketrans("ABEKMHOPTYX", "ΑΒΕΚΜΗΟΡΤΥΧ")
SIGNS = string.digits + "ABCEHKMOPTXY"
PLATES = st.text(SIGNS, min_size=6, max_size=9)
GOOD = [
    ("1M8GDM9AXKP042788", "vin"), ("490154203237518", "imei"), ("GB82 WEST 1234 5698 7654 32", "iban"),
    ("IMO 9074729", "imo"), ("4539 1488 0343 6467", "luhn"), ("7707083893", "inn"), ("500100732259", "inn"),
    ("978-3-16-148410-0", "isbn"), ("0-306-40615-2", "isbn"), ("4006381333931", "ean"),
    ("5493001KJTIIGC8Y1R12", "lei"), ("971240001315", "bin"),
]  # fmt: skip


@given(st.text(max_size=80), st.sampled_from(FOLDS))
def test_folding_twice_changes_nothing(text, how):
    assert fold(fold(text, how), how) == fold(text, how)


@given(PLATES, st.sampled_from(FOLDS), st.sampled_from([CYRILLIC, GREEK]))
def test_letters_of_another_script_that_look_alike_fold_alike(plate, how, script):
    assert fold(plate.translate(script), how) == fold(plate.lower(), how) == fold(" ".join(plate), how)


@pytest.mark.parametrize(
    "number, how, folded",
    [
        ("А 123 ВС 77 RUS", "plate", "A123BC77"),
        ("о001оо99", "plate", "00010099"),
        ("І-БА № 123 456", "document", "1БA123456"),
        ("+998 90 123-45-67", "phone", "998901234567"),
        ("00998901234567", "phone", "998901234567"),
        ("8 (916) 123-45-67", "phone", "79161234567"),
        ("84 91 234 56 78", "phone", "84912345678"),
        ("+44 (0)20 7946 0000", "phone", "442079460000"),
        ("49O154 203237S18", "digits", "490154203237518"),
        ("№ -", "serial", ""),
    ],
)
def test_each_sort_of_number_is_folded_in_its_way(number, how, folded):
    assert fold(number, how) == folded


@given(st.text(st.characters(max_codepoint=0x7F), max_size=200))
def test_a_number_of_plain_signs_is_folded_as_among_others(text):
    assert fold(text + "Ж") == (fold(text) + "Ж")[:64]


def test_an_unknown_way_of_folding_is_a_mistake_of_the_caller():
    with pytest.raises(ValueError, match="no way to fold"):
        fold("1", "colour")
    with pytest.raises(ValueError, match="no such check"):
        checks("1", "colour")


def test_a_number_of_no_known_sort_is_read_in_every_way_that_it_may_be_meant():
    assert readings("8 (916) 123-45-67") == ("89161234567", "79161234567")
    assert readings("А123ВС77RUS") == ("A123BC77RUS", "A123BC77")
    assert readings("..") == ()


@pytest.mark.parametrize("number, check", GOOD)
def test_checks_accept_numbers_in_order(number, check):
    assert checks(number, check)


def test_the_check_digit_of_a_frame_is_advice_outside_north_america():
    assert checks("1M8GDM9AXKP042789", "vin") is False
    assert checks("XTA210990Y2745862", "vin") is None
    assert checks("XTA210990Y274586", "vin") is False
    assert checks("49015420323751", "imei") is None


def test_shapes_without_a_check_digit():
    assert [checks(one, "mmsi") for one in ("273345678", "111273001", "173345678")] == [True, True, False]
    assert [checks(one, "icao24") for one in ("4B1814", "FFFFFF", "4G1814")] == [True, False, False]
    assert [checks(one, "swift") for one in ("DEUTDEFF500", "DEUT")] == [True, False]


@given(st.data())
@pytest.mark.parametrize("check", ["imei", "luhn", "ean", "isbn"])
def test_a_single_changed_digit_never_passes(check, data):
    number = data.draw(st.sampled_from([normal_form(one) for one, of in GOOD if of == check]))
    place = data.draw(st.integers(0, len(number) - 1))
    other = data.draw(st.sampled_from(sorted(set(string.digits) - {number[place]})))
    changed = number[:place] + other + number[place + 1 :]
    assert checks(changed, check) is False


@given(st.text(string.digits + string.ascii_uppercase, min_size=11, max_size=30), st.data())
def test_an_account_made_by_the_rule_passes_and_no_changed_sign_does(account, data):
    number = f"DE{98 - _mod_97(account + 'DE00'):02d}{account}"
    assert checks(number, "iban")
    place = data.draw(st.integers(4, len(number) - 1))
    kind = string.digits if number[place].isdecimal() else string.ascii_uppercase
    other = data.draw(st.sampled_from(sorted(set(kind) - {number[place]})))
    assert checks(number[:place] + other + number[place + 1 :], "iban") is False


@given(st.text("0123456789ABCDEFGHJKLMNPRSTUVWXYZ", min_size=16, max_size=16), st.integers(0, 15), st.data())
def test_a_frame_made_by_the_rule_passes_and_no_changed_digit_does(signs, place, data):
    made = [f"1{signs[:7]}{digit}{signs[7:15]}" for digit in "0123456789X"]
    (number,) = [one for one in made if checks(one, "vin")]
    place += place >= 8
    other = data.draw(st.sampled_from(sorted(set(string.digits) - {number[place]})))
    if number[place].isdecimal() and place > 0:
        assert checks(number[:place] + other + number[place + 1 :], "vin") is False


@given(st.text(max_size=40), st.sampled_from(CHECKS))
def test_checks_accept_any_text(text, check):
    assert checks(text, check) in {True, False, None}


@pytest.mark.parametrize(
    "asked, says, slip",
    [
        ("A123BC77", "A1238C77", ("misread", 4, "B", "8")),
        ("A123BC77", "A123KC77", ("other", 4, "B", "K")),
        ("A123BC77", "A132BC77", ("swapped", 2, "23", "32")),
        ("A123BC7", "A123BC77", ("missing", 7, "", "7")),
        ("AA123BC77", "A123BC77", ("extra", 1, "A", "")),
        ("A123BC77", "A123BC77", None),
        ("A123BC77", "A124BC78", None),
        ("", "", None),
    ],
)
def test_one_slip_is_named(asked, says, slip):
    assert one_off(asked, says) == slip


@given(PLATES, st.data())
def test_one_slip_is_found_from_both_sides(plate, data):
    place = data.draw(st.integers(0, len(plate) - 1))
    sign = data.draw(st.sampled_from(SIGNS))
    for other in (plate[:place] + sign + plate[place + 1 :], plate[:place] + plate[place + 1 :]):
        assert (one_off(plate, other) is None) == (plate == other) == (one_off(other, plate) is None)


@pytest.mark.parametrize(
    "text, pattern",
    [
        ("А?23ВС 77", Pattern(("A?23BC77",))),
        ("А..3ВС*", Pattern(("A??3BC",), ends=False)),
        ("…23 77", Pattern(("2377",), starts=False)),
        ("A1...77", Pattern(("A1", "77"))),
        ("12.345.678", Pattern(("12345678",))),
        ("*", Pattern((), starts=False, ends=False)),
    ],
)
def test_half_read_numbers(text, pattern):
    assert read_pattern(text) == pattern


@given(PLATES, st.data())
def test_a_number_fits_every_half_reading_of_itself(plate, data):
    folded = fold(plate)
    marks = data.draw(st.lists(st.sampled_from(["", "", "?"]), min_size=len(plate), max_size=len(plate)))
    from_, until = sorted(data.draw(st.tuples(st.integers(0, len(plate)), st.integers(0, len(plate)))))
    half = "".join(mark or sign for mark, sign in zip(marks, plate, strict=True))
    for text in (half, half[:from_] + "*" + half[until:]):
        pattern = read_pattern(text)
        assert pattern.fits(folded) == bool(pattern.runs)
        assert is_half_read(text) == bool(set(text) & set("?*"))


@pytest.mark.parametrize("known, count", [("0000", 0), ("0077", 2), ("7777", 2), ("A777AA77", 7), ("A123BC", 6)])
def test_what_tells_one_number_from_another(known, count):
    assert telling(known) == count


@pytest.mark.parametrize(
    "asked, says, relation",
    [
        ("А123ВС77", "А 123 ВС 77", "same"),
        ("A123BC77", "А 123 ВС 77", "look-alike"),
        ("A123BC", "А 123 ВС 77", "goes-on"),
        ("23 ВС 77", "А 123 ВС 77", "begins-before"),
        ("A123BC77", "А 123 ВС", "ends-before"),
        ("А?23ВС", "А 123 ВС", "half-read"),
        ("А?23ВС", "А 123 ВС 77", "half-read"),
        ("А 3 ВС", "А 123 ВС 77", "gaps"),
        ("А124ВС", "А 123 ВС 77", "another"),
    ],
)
def test_how_numbers_agree(asked, says, relation):
    assert compare_numbers(asked, says, "plate").relation == relation


def test_the_differing_sign_is_shown_as_it_was_written():
    found = compare_numbers("A 128 BC 77", "А 12З-ВС 77", "plate")
    assert (found.relation, found.asked, found.says) == ("misread", "8", "З")
    assert ("A 128 BC 77"[slice(*found.asked_at)], "А 12З-ВС 77"[slice(*found.says_at)]) == ("8", "З")


def test_check_digits_say_which_number_was_misread():
    assert compare_checks("490154203237519", "490154203237518", "imei") == "names.check.asked"
    assert compare_checks("490154203237518", "490154203237519", "imei") == "names.check.says"
    assert compare_checks("XTA210990Y2745862", "XTA210990Y2745863", "vin") == ""
    assert compare_checks("4901?", "490154203237519", "imei") == ""
