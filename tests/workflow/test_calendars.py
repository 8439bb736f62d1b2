"""Working days: what the data says, and terms that count them."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.workflow import calendars
from commonweal.workflow.calendars import Calendar

STATES = sorted(calendars.calendars())
DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))


def test_data_holds_twelve_states_and_each_names_a_source_and_whether_it_was_read():
    assert STATES == ["AM", "AZ", "BY", "GE", "KG", "KZ", "MD", "RU", "TJ", "TM", "UA", "UZ"]
    for each in calendars.calendars().values():
        assert each.source
        assert each.verified in (True, False)
        assert [day for day in each.holidays if date.fromisoformat(f"2024-{day}") is None] == []


@pytest.mark.parametrize(
    ("state", "day", "expected"),
    [
        ("KZ", date(2026, 12, 15), date(2026, 12, 17)),  # Independence Day on the 16th
        ("UZ", date(2026, 12, 15), date(2026, 12, 16)),
        ("RU", date(2025, 12, 31), date(2026, 1, 9)),
        ("UZ", date(2026, 11, 27), date(2026, 11, 30)),  # over a weekend
        ("XX", date(2026, 11, 27), date(2026, 11, 30)),  # not in the data: Monday to Friday
    ],
)
def test_next_working_day(state, day, expected):
    assert calendars.next_working_day(day, state) == expected


def test_decree_goes_before_weekend_and_holiday():
    free, worked = frozenset({date(2026, 12, 17)}), frozenset({date(2026, 12, 19)})
    known = Calendar(holidays=frozenset({"12-16"}), free=free, worked=worked)
    days = [date(2026, 12, day) for day in (15, 16, 17, 18, 19, 20)]
    assert [known.works(day) for day in days] == [True, False, False, True, True, False]


def test_calendar_without_working_days_is_told_and_does_not_hang(monkeypatch):
    monkeypatch.setattr(calendars, "calendar", lambda _state: Calendar(weekend=frozenset(range(1, 8))))
    with pytest.raises(ValueError, match="no working day"):
        calendars.next_working_day(date(2026, 1, 1), "XX")


@given(day=DAYS, state=st.sampled_from(STATES))
def test_next_working_day_is_worked_and_none_between_is(day, state):
    found = calendars.next_working_day(day, state)
    between = [day + timedelta(days=n) for n in range(1, (found - day).days)]
    assert (calendars.is_working(found, state), any(calendars.is_working(each, state) for each in between)) == (
        True,
        False,
    )


@given(day=DAYS, state=st.sampled_from(STATES), days=st.integers(1, 30))
def test_term_holds_so_many_working_days_behind_its_first(day, state, days):
    start = datetime.combine(day, datetime.min.time(), tzinfo=UTC) + timedelta(hours=9)
    term = calendars.in_working_days(start, days, state)
    inside = [day + timedelta(days=n) for n in range(1, (term.due.date() - day).days)]
    assert sum(calendars.is_working(each, state) for each in inside) == days
