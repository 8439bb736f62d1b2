"""Packed columns read like the arrays that they were made of, by place, by stretch and after a file."""

import ctypes
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.search.index import library, packed, postings
from commonweal.search.index.native import offsets_of
from commonweal.search.index.packed import Bits, Ids, Lists, Offsets, Recurring, sorts, words_and_classes
from commonweal.search.index.postings import Postings, make_postings

numbers = st.one_of(st.integers(0, 3), st.integers(0, 2**16), st.integers(0, 2**32 - 1))
columns = st.lists(numbers, max_size=80).map(lambda values: np.array(values, np.int64))
places = st.lists(st.integers(0, 10_000), max_size=30)


def read(kind, values, chosen):
    """A column packed and opened: whole, from the third on, at some places; and the same of the array."""
    column, at = kind(**kind.pack(values)), np.array(chosen, np.int64) % max(len(values), 1)
    at = at[: len(values)]
    return [(len(one), one[:].tolist(), one[2:].tolist(), one[at].tolist()) for one in (column, values)]


@given(columns, places)
def test_numbers_in_bits_are_read_back(values, chosen):
    found, given_ = read(Bits, values, chosen)
    assert found == given_


@given(columns, places)
def test_values_that_recur_are_read_back(values, chosen):
    found, given_ = read(Recurring, values.astype(np.float64) / 2, chosen)
    assert found == given_
    found, given_ = read(Recurring, values.astype(np.uint16), chosen)
    assert found == given_
    column = Recurring(**Recurring.pack(values))
    assert column.where(column.value % 2 == 1).tolist() == np.flatnonzero(values % 2 == 1).tolist()


@given(st.lists(st.integers(0, 70), max_size=100), places)
def test_offsets_are_read_back(lengths, chosen):
    found, given_ = read(Offsets, np.cumsum([0, *lengths]), chosen)
    assert found == given_


@given(st.lists(st.integers(0, 2**64 - 1), max_size=40), places)
def test_halves_of_ids_are_read_back(values, chosen):
    found, given_ = read(Ids, np.array(values, np.uint64), chosen)
    assert found == given_


@given(st.lists(st.lists(st.integers(1, 5), max_size=3), min_size=1, max_size=30), places)
def test_short_lists_are_read_back(lists, chosen):
    ends = np.cumsum([0, *map(len, lists)])
    column = Lists(**Lists.pack(np.array([one for some in lists for one in some], np.int32), ends))
    at = [place % len(lists) for place in chosen]
    values, ends = column.of(np.array(at, np.int64))
    assert [values[a:b].tolist() for a, b in pairwise(ends)] == [lists[one] for one in at]


@given(st.lists(st.lists(st.integers(1, 3), min_size=1, max_size=5), min_size=1, max_size=20), st.data())
def test_words_of_names_are_read_back(names, data):
    """`names` are so many readings of each word."""
    words = [[place for place, readings in enumerate(name) for _ in range(readings)] for name in names]
    ends = np.cumsum([0, *map(len, words)])
    size = int(ends[-1])
    classes = np.array(data.draw(st.lists(st.integers(0, 43), min_size=size, max_size=size)), np.uint8)
    arrays = {"token_word": np.concatenate(words).astype(np.uint8), "token_class": classes, "row_tokens": ends}
    found, weights = words_and_classes(sorts(arrays), ends)
    assert (found.tolist(), weights.tolist()) == (arrays["token_word"].tolist(), classes.tolist())


def test_many_numbers_are_packed_in_pieces(monkeypatch):
    values = np.arange(100) * 77
    whole = Bits.pack(values)["bits"].tolist()
    monkeypatch.setattr(packed, "_PIECE", 16)
    assert Bits.pack(values)["bits"].tolist() == whole
    assert Bits(**Bits.pack(values))[:].tolist() == values.tolist()
    recurring = Recurring(**Recurring.pack(values % 5))
    assert recurring.where(recurring.value == 3).tolist() == np.flatnonzero(values % 5 == 3).tolist()


gaps = st.one_of(st.integers(1, 200), st.integers(1, 2**15), st.integers(1, 2**22))
lists_of_records = st.lists(st.lists(gaps, max_size=6).map(lambda some: np.cumsum(some).tolist()), max_size=6)


def postings_of(lists):
    words = np.repeat(np.arange(len(lists)), [len(one) for one in lists])
    return make_postings(words, np.array([each for one in lists for each in one], np.int64), words=len(lists))


@given(lists_of_records, places)
def test_records_of_words_are_read_back(lists, chosen):
    words = [place % len(lists) for place in chosen] if lists else []
    known = Postings(postings_of(lists))
    for loops in {None, library.LIBRARY}:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(postings, "LIBRARY", loops)
            found, lengths = known.of(np.array(words, np.int64))
        assert lengths.tolist() == [len(lists[word]) for word in words]
        assert found.tolist() == [each for word in words for each in lists[word]]


@pytest.mark.skipif(library.LIBRARY is None, reason="loops not compiled from this source: make install")
@given(lists_of_records.filter(bool))
def test_the_compiled_loops_read_the_same_records(lists):
    arrays = postings_of(lists)
    starts = Offsets(**Offsets.pack(arrays["posting_start"]))
    segment = library.Segment(posting=library.at(arrays["posting"]), posting_start=offsets_of(starts))
    met = np.ones(max((one[-1] for one in lists if one), default=0) + 1, np.uint8)
    reach = np.zeros(len(met), np.float32)
    words, gain = np.arange(len(lists)), np.ones(len(lists), np.float32)
    at = library.at
    library.LIBRARY.cw_meet_again(ctypes.byref(segment), at(words), at(gain), len(words), at(met), 2, at(reach))
    assert np.flatnonzero(reach).tolist() == sorted({each for one in lists for each in one})


def test_a_number_too_large_is_refused_not_cut():
    with pytest.raises(OverflowError):
        packed.Bits.pack(np.array([2**33]))
