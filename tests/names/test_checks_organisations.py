"""Check digits of organisations' numbers; every number here is made up by the rule itself or a textbook example."""

import pytest

from commonweal.names.checks import checks


@pytest.mark.parametrize(
    ("scheme", "stem"),
    [
        ("ogrn", "102770000000"),
        ("ogrn", "30477000000000"),
        ("idno", "100260000000"),
        ("unp", "20000000"),
        ("edrpou", "1234567"),
        ("edrpou", "3234567"),
    ],
)
def test_at_most_one_check_digit_fits(scheme, stem):
    assert sum(bool(checks(f"{stem}{digit}", scheme)) for digit in range(10)) == 1


@pytest.mark.parametrize(
    ("scheme", "number"), [("stir", "200000001"), ("voen", "1000000001"), ("kg-inn", "1" * 14), ("unp", "AB1234567")]
)
def test_a_scheme_without_a_known_rule_cannot_say(scheme, number):
    assert checks(number, scheme) is None
    assert checks(number[:-1], scheme) is False
