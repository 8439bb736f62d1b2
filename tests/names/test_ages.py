"""An age, read as years of birth."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.common.errors import BadInput
from commonweal.names import explain_age, parse_age

TODAY = date(2026, 11, 24)
AGE = st.integers(0, 120)


@pytest.mark.parametrize(
    "text, first, last",
    [
        ("35", 1985, 1996),
        ("about 35", 1985, 1996),
        ("около 35 лет", 1985, 1996),
        ("30-40", 1985, 1996),
        ("30 – 40 лет", 1985, 1996),
        ("от 60 до 65", 1960, 1966),
        ("34-34", 1991, 1992),
        ("2", 2018, 2026),
        ("٣٥", 1985, 1996),
    ],
)
def test_an_age_is_read_as_years_of_birth(text, first, last):
    assert parse_age(text, today=TODAY) == (first, last)


@pytest.mark.parametrize("text", ["", "young", "35 years in prison", "40-30", "1984", "1-2-3", "121", "3" * 90])
def test_what_is_no_age_is_refused(text):
    with pytest.raises(BadInput) as refused:
        parse_age(text, today=TODAY)
    assert refused.value.code == "names.age.unreadable"


@given(AGE, AGE, st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_who_is_of_the_age_today_was_born_within_the_years(one, other, today):
    least, most = sorted((one, other))
    years = parse_age(f"{least}-{most}", today=today)
    assert years.beyond(today.year - least) == years.beyond(today.year - most - 1) == 0
    assert (years.beyond(today.year - least + 1), years.beyond(today.year - most - 2)) == (1, 1)


@pytest.mark.parametrize(
    "says, verdict, code, count",
    [
        (["1990-02-01"], "same", "names.age.within", None),
        (["1950", "1985"], "same", "names.age.within", None),
        (["1983"], "variant", "names.age.beyond", 2),
        (["1979-12-31", "2020"], "differs", "names.age.beyond", 6),
        ([], "unknown", "names.explain.not-in-record", None),
    ],
)
def test_an_age_is_compared_with_the_dates_of_birth(says, verdict, code, count):
    found = explain_age("35", parse_age("35", today=TODAY), says)
    assert (found.verdict, found.code, found.params.get("count")) == (verdict, code, count)
