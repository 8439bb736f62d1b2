"""An answer leaves at whole steps of time; a fault leaves at once."""

import pytest
from django.test import override_settings

from commonweal.search import steps


@pytest.fixture
def slept(monkeypatch) -> list[float]:
    """How long was slept, without sleeping."""
    spans: list[float] = []
    monkeypatch.setattr(steps.time, "sleep", spans.append)
    return spans


@override_settings(SEARCH_STEP=0.05)
def test_the_rest_of_the_step_is_waited_for(slept):
    with steps.whole_steps():
        pass
    assert [0 < span <= 0.05 for span in slept] == [True]


@override_settings(SEARCH_STEP=0.05)
def test_a_fault_leaves_at_once(slept):
    with pytest.raises(ValueError), steps.whole_steps():
        raise ValueError
    assert slept == []


@override_settings(SEARCH_STEP=0)
def test_without_steps_nothing_is_waited_for(slept):
    with steps.whole_steps():
        pass
    assert slept == []
