"""Numbers in the index: what is found, how closely, and that it is what reading every number would find."""

import string

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commonweal.common.errors import BadInput
from commonweal.names.numbers import fold, one_off
from commonweal.names.patterns import Pattern, read_pattern
from commonweal.search.index import POSSIBLE, STRONG, WEAK, Number, Question, with_number
from commonweal.search.index.numbers import Numbers, encode, make_numbers, taken_out

from .makers import HIDDEN, ask, doc, ids, index_of, visible_to_reader

FEW = st.text("AB8", min_size=1, max_size=5)
MANY = st.lists(FEW, min_size=1, max_size=40)


def table_of(numbers: list[str]) -> Numbers:
    """A table in which the record of each number is its place in the list."""
    return Numbers(make_numbers(columns_of(numbers)))


def columns_of(numbers: list[str]) -> dict:
    texts = [encode(number) for number in numbers]
    return {
        "number_text": np.frombuffer(b"".join(texts), np.uint8),
        "number_length": np.array([len(text) for text in texts], np.uint8),
        "number_doc": np.arange(len(texts), dtype=np.uint32),
        "number_sort": np.zeros(len(texts), np.uint32),
    }


def found(numbers: list[str], rows) -> list[int]:
    return sorted(make_numbers(columns_of(numbers))["number_doc"][rows].tolist())


@settings(deadline=None)
@given(MANY, FEW)
def test_whole_numbers_and_slips_are_those_that_reading_every_number_finds(numbers, asked):
    table = table_of(numbers)
    assert found(numbers, table.whole([encode(asked)])) == [at for at, one in enumerate(numbers) if one == asked]
    assert found(numbers, table.one_slip(encode(asked))) == [
        at for at, one in enumerate(numbers) if one_off(asked, one) is not None
    ]


@settings(deadline=None)
@given(MANY, st.lists(st.text("AB8?", min_size=1, max_size=3), min_size=1, max_size=3), st.booleans(), st.booleans())
def test_half_read_numbers_are_those_that_reading_every_number_finds(numbers, runs, starts, ends):
    pattern = Pattern(tuple(runs), starts, ends)
    rows = table_of(numbers).fitting(pattern)
    assert found(numbers, rows) == [at for at, one in enumerate(numbers) if pattern.fits(one)]


@given(MANY, st.data())
def test_rows_taken_out_make_the_same_table(numbers, data):
    arrays = make_numbers(columns_of(numbers))
    chosen = np.array(sorted(data.draw(st.sets(st.integers(0, len(numbers) - 1)))), np.int64)
    again = make_numbers(taken_out(arrays, chosen))
    assert again["number_doc"].tolist() == arrays["number_doc"][chosen].tolist()


@given(st.text(string.printable + "АБВГДЩЫЯІЇҐ", max_size=20))
def test_every_folded_number_is_one_byte_a_sign(text):
    folded = fold(text)
    assert len(encode(folded)) == len(folded)
    assert b"\x00" not in encode(folded)


@pytest.fixture(scope="module")
def index():
    plate = {"fold": "plate", "kind": "plate"}
    return index_of(
        doc(1, identifiers=(Number("А 123 ВС 77 RUS", country="RU", **plate),), type="vehicle"),
        doc(2, identifiers=(Number("A1238C77", country="RU", **plate),), type="vehicle"),
        doc(3, identifiers=(Number("A123BC", **plate),), type="vehicle"),
        doc(4, identifiers=(Number("01 A 123 BC", country="UZ", **plate),), type="vehicle"),
        doc(5, identifiers=(Number("1M8GDM9AXKP042788", kind="vin"),), type="vehicle"),
        doc(6, identifiers=(Number("A123BC77", kind="frame"),), type="firearm"),
        doc(7, "Иванов Иван", identifiers=(Number("8 916 123-45-67", "phone", "phone"),), type="person"),
        doc(8, "ООО Рассвет", identifiers=(Number("490154203237518", "digits", "imei"),), type="phone"),
        doc(9, "Петров Пётр", identifiers=(Number("0000123"),), type="person"),
    )


def bands(found_) -> dict[int, str]:
    return {one.id.int: one.band for one in found_}


def test_one_plate_is_found_in_every_writing_and_with_a_slip(index):
    found_ = ask(index, number="а123вс77")
    assert bands(found_) == {1: STRONG, 6: STRONG, 2: POSSIBLE, 3: POSSIBLE}
    assert ids(found_)[:3] == [1, 6, 2]
    assert [one.agreements["number"] for one in found_] == ["same", "same", "variant", "variant"]
    assert ids(ask(index, number="A123BC77RUS"))[:2] == [1, 6]


def test_a_part_may_be_missing_at_either_end(index):
    assert bands(ask(index, number="123 BC 77")) == {1: POSSIBLE, 6: POSSIBLE}
    assert bands(ask(index, number="A123BC")) == {3: STRONG, 1: POSSIBLE, 6: POSSIBLE}
    assert bands(ask(index, number="GDM9AXKP04")) == {}
    assert bands(ask(index, number="1M8GDM9A")) == {5: WEAK}
    assert bands(ask(index, number="KP042788")) == {5: WEAK}


@pytest.mark.parametrize(
    "number, meant",
    [
        ("А?23ВС77", [1, 6]),
        ("А?23?С77", [1, 2, 6]),
        ("*23ВС*", [3, 1, 4, 6]),
        ("A1...77", [1, 2, 6]),
        ("1M8GD*042788", [5]),
        ("8916???4567", [7]),
        ("+7 916 ..3 45 67", [7]),
        ("4901?42?3237518", [8]),
    ],
)
def test_half_read_numbers_are_found(index, number, meant):
    assert ids(ask(index, number=number)) == meant


@pytest.mark.parametrize("number", ["А?2?", "***", "????????", "*000*", "*777777*", "A?23"])
def test_too_little_of_a_half_read_number_is_refused_with_a_remedy(index, number):
    with pytest.raises(BadInput) as refused:
        ask(index, number=number)
    assert refused.value.code == "search.question.number-too-little"


def test_type_kind_and_country_narrow(index):
    assert ids(ask(index, number="A123BC77", types=("firearm",))) == [6]
    assert ids(ask(index, number="A123BC77", kind="frame")) == [6]
    assert ids(ask(index, number="A123BC", countries=("UZ",))) == [3, 6]
    assert ids(ask(index, full_name="Иванов Иван", types=("firearm",))) == []


def test_a_slip_helps_a_name_but_does_not_replace_it(index):
    (one,) = ask(index, full_name="Иванов Иван", number="8 916 123-45-76")
    assert (one.id.int, one.band, one.agreements["number"]) == (7, STRONG, "variant")
    assert ids(ask(index, full_name="Сидоров Сидор", number="8 916 123-45-76")) == []
    assert bands(ask(index, full_name="Сидоров Сидор", number="8 916 123-45-67")) == {7: POSSIBLE}


def test_short_numbers_are_found_whole_alone(index):
    assert ids(ask(index, number="0000123")) == [9]
    assert ids(ask(index, number="123")) == []


def test_at_most_twenty_closest_first():
    crowd = [doc(100 - at, identifiers=(Number(f"A123BC{at:02d}"),)) for at in range(60)]
    found_ = ask(index_of(*crowd), number="A123BC07")
    assert (len(found_), found_[0].id.int, found_[0].band) == (15, 93, STRONG)
    assert len(ask(index_of(*crowd), number="A123BC*")) == 20
    assert ids(ask(index_of(*crowd), number="A123BC*")) == list(range(41, 61))


def test_read_pattern_is_what_the_index_understands():
    assert read_pattern("A?23*").known == "A23"


@pytest.mark.parametrize("at_once", [1, 3, 1000])
def test_a_cap_counts_visible_records_alone_and_follows_the_numbers_order(monkeypatch, at_once):
    monkeypatch.setattr(with_number, "MAX_MATCHES", 4)
    monkeypatch.setattr(with_number, "_AT_ONCE", at_once)
    crowd = [doc(100 - at, identifiers=(Number(f"A123BC{at // 3:02d}"),)) for at in range(30)]
    hidden = [doc(200 + at, identifiers=(Number(f"A123BC{at // 3:02d}"),), label=HIDDEN) for at in range(30)]
    alone, among = index_of(*crowd), index_of(*hidden, *crowd)
    later = index_of(*crowd[::2])
    for record in crowd[1::2]:
        later.upsert(record)
    question = Question(number="A123BC*")
    answers = [one.search(question, visible=visible_to_reader(one)) for one in (alone, among, later)]
    assert [ids(one) for one in answers] == [[95, 96, 97, 98, 99, 100]] * 3
