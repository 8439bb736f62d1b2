"""Clocks at their edges."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from commonweal.workflow import clocks
from commonweal.workflow.clocks import Clock, ClockState, Reading

START = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
HOUR = timedelta(hours=1)


def test_term_in_hours_runs_from_the_moment():
    assert clocks.in_hours(START, 24) == Clock(START, datetime(2026, 11, 25, 9, 30, tzinfo=UTC))


def test_term_in_days_ends_with_the_last_day():
    assert clocks.in_days(START, 30).due == datetime(2026, 12, 25, tzinfo=UTC)


def test_term_in_days_counts_the_days_of_the_zone():
    bishkek = timezone(timedelta(hours=6))
    late = datetime(2026, 11, 24, 20, 0, tzinfo=UTC)  # already the 25th in Bishkek

    assert clocks.in_days(late, 1, zone=bishkek).due == datetime(2026, 11, 27, tzinfo=bishkek)


@pytest.mark.parametrize(
    ("passed_hours", "reading"),
    [
        (-30, Reading(ClockState.NOT_BEGUN, (), 1, "day")),
        (-1, Reading(ClockState.NOT_BEGUN, (), 1, "hour")),
        (0, Reading(ClockState.RUNNING, (), 4, "day")),
        (49, Reading(ClockState.RUNNING, (), 2, "day")),
        (50, Reading(ClockState.RUNNING, (50,), 2, "day")),
        (75, Reading(ClockState.SOON, (50, 75), 1, "day")),
        (90, Reading(ClockState.SOON, (50, 75, 90), 10, "hour")),
        (99.5, Reading(ClockState.SOON, (50, 75, 90), 0, "hour")),
        (100, Reading(ClockState.OVER, (50, 75, 90), 0, "hour")),
        (125, Reading(ClockState.OVER, (50, 75, 90), 1, "day")),
    ],
)
def test_clock_of_a_hundred_hours_is_read(passed_hours, reading):
    assert clocks.in_hours(START, 100).read(START + passed_hours * HOUR) == reading


@pytest.mark.parametrize(
    ("passed_hours", "words"),
    [
        (-30, "begins in 1 day"),
        (49, "2 days left"),
        (75, "only 1 day left"),
        (99, "only 1 hour left"),
        (103, "3 hours late"),
    ],
)
def test_clock_says_where_it_stands(passed_hours, words):
    assert clocks.in_hours(START, 100).read(START + passed_hours * HOUR).words == words


def test_every_state_and_unit_has_both_numbers():
    assert set(clocks.WORDS) == {(state, unit) for state in ClockState for unit in ("hour", "day")}


def test_clock_needs_aware_moments_in_order():
    with pytest.raises(ValueError, match="aware"):
        Clock(START.replace(tzinfo=None), START)
    with pytest.raises(ValueError, match="end after"):
        Clock(START, START)
