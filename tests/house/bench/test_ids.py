"""Ids of records made up for measuring are like those of the house."""

from hypothesis import given
from hypothesis import strategies as st

from commonweal.house.bench.peers.commonweal import id_of, number_of


@given(st.integers(0, 2**40))
def test_an_id_leads_back_to_its_record(number):
    assert number_of(id_of(number)) == number


def test_records_that_come_in_together_share_the_beginning_alone():
    ids = [id_of(number) for number in range(6_000)]
    assert len({one.int >> 96 for one in ids}) == 3
    assert len({one.int & 2**96 - 1 for one in ids}) == 6_000
    assert len({one.int >> 64 & 2**32 - 1 for one in ids}) > 5_990
