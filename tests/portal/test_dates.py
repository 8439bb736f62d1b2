"""Dates as people write and read them."""

from datetime import UTC, date, datetime

import pytest
from django.utils import translation

from commonweal.portal import dates

MOMENT = datetime(2026, 11, 24, 9, 14, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "day", "moment", "long_day"),
    [
        ("en", "24 Nov 2026", "24 Nov 2026, 09:14", "Tuesday 24 November 2026"),
        ("ru", "24.11.2026", "24.11.2026, 09:14", "Вторник, 24 ноября 2026"),
    ],
)
def test_dates_are_written_as_the_reader_writes_them(language, day, moment, long_day):
    with translation.override(language):
        assert (dates.day(MOMENT), dates.day(date(2026, 11, 24))) == (day, day)
        assert (dates.moment(MOMENT), dates.long_day(MOMENT)) == (moment, long_day)


@pytest.mark.parametrize(
    ("text", "english", "russian"),
    [
        ("1984-03-14", "14 Mar 1984", "14.03.1984"),
        ("1984-03", "Mar 1984", "03.1984"),
        ("1984", "1984", "1984"),
        ("1984-02-31", "1984-02-31", "1984-02-31"),
        ("", "", ""),
        (None, "", ""),
    ],
)
def test_date_of_any_precision_keeps_its_precision(text, english, russian):
    with translation.override("en"):
        assert dates.partial(text) == english
    with translation.override("ru"):
        assert dates.partial(text) == russian


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("14.03.1984", "1984-03-14"),
        ("14/3/1984", "1984-03-14"),
        ("1984-03-14", "1984-03-14"),
        ("03.1984", "1984-03"),
        ("1984", "1984"),
        ("31.02.1984", None),
        ("84", None),
        ("March", None),
        ("1.2.3.1984", None),
        ("", None),
    ],
)
def test_typed_date_is_read_day_first_or_not_at_all(typed, read):
    assert dates.read_partial(typed) == read
