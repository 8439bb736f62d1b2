"""Verdicts on pairs: rates, the best threshold, and a lead with its bounds."""

import pytest

from commonweal.house.bench.files import Labelled
from commonweal.house.bench.unlisted import strictness
from commonweal.house.bench.verdicts import Scored, compared, rates

PAIRS = [Labelled("a", "b", same, True) for same in (True, True, False, False)]


@pytest.mark.parametrize(
    ("calls", "expected"),
    [
        ([True, True, False, False], (1.0, 1.0, 1.0)),
        ([True, False, True, False], (0.5, 0.5, 0.5)),
        ([False, False, False, False], (0.0, 0.0, 0.0)),
    ],
)
def test_rates_of_calls(calls, expected):
    assert rates([True, True, False, False], calls) == expected


def test_lead_is_of_each_judge_at_its_own_threshold():
    ours = Scored("Commonweal", 0.5, [0.9, 0.8, 0.1, 0.2])
    other = Scored("other", 0.9, [0.8, 0.95, 0.3, 0.92])

    mine, theirs = compared("file", "persons", PAIRS, [ours, other], ours="Commonweal", seed=1)

    assert (mine.f1, mine.right, mine.lead) == (1.0, 1.0, None)
    assert (theirs.f1, theirs.right, theirs.best_f1) == (0.5, 0.5, pytest.approx(0.8))
    assert theirs.lead[1] <= theirs.lead[0] <= theirs.lead[2]


class Somebody:
    name = "somebody"


def test_recall_is_told_at_the_threshold_of_a_share_of_strangers():
    rows = strictness(Somebody(), 5, {"namesakes": [score / 100 for score in range(100)]}, {"set": [0.5, 0.96, 0.995]})
    assert [(row.threshold, row.recall) for row in rows] == [
        (0.98, pytest.approx(1 / 3)),
        (0.97, pytest.approx(1 / 3)),
        (0.94, pytest.approx(2 / 3)),
    ]
