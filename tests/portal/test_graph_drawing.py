"""The picture of related records: no node covers another, however many there are."""

from itertools import combinations
from math import dist

from hypothesis import given
from hypothesis import strategies as st

from commonweal.portal import graph_drawing
from commonweal.search import related


@given(st.integers(1, related.MOST - 1).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, related.MOST - 1 - n))))
def test_no_node_covers_another(counts):
    places = graph_drawing.places([1, *counts])
    assert len(places) == 1 + sum(counts)
    assert min(dist(*pair) for pair in combinations(places, 2)) > 2 * graph_drawing.NODE


def test_two_nodes_stand_one_above_the_other():
    assert graph_drawing.places([1, 1]) == [(320, 320), (320, 160)]
