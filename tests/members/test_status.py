"""Dates of any precision and the three answers that follow from them."""

from datetime import date

import pytest

from commonweal.members.status import Moment, Term, member_on, moment, within


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("2009-08-18", date(2009, 8, 18), date(2009, 8, 18)),
        ("2008-02", date(2008, 2, 1), date(2008, 2, 29)),
        ("2009", date(2009, 1, 1), date(2009, 12, 31)),
        ("1991-12-08/1995", date(1991, 12, 8), date(1995, 12, 31)),
        ("2014/..", date(2014, 1, 1), date.max),
        ("../1997-03", date.min, date(1997, 3, 31)),
        ("", date.min, date.max),
    ],
)
def test_moment_is_read(text, earliest, latest):
    assert moment(text) == Moment(earliest, latest)


@pytest.mark.parametrize("text", ["soon", "2009-13", "2009-02-30", "1995/1991", "2009-08-18-1"])
def test_moment_that_is_none_is_refused(text):
    with pytest.raises(ValueError):
        moment(text)


@pytest.mark.parametrize(
    ("since", "until", "day", "answer"),
    [
        ("2000-01-25", "2009-08-18", date(2000, 1, 24), False),
        ("2000-01-25", "2009-08-18", date(2000, 1, 25), True),
        ("2000-01-25", "2009-08-18", date(2009, 8, 17), True),
        ("2000-01-25", "2009-08-18", date(2009, 8, 18), False),
        ("2000", "2009-08-18", date(1999, 12, 31), False),
        ("2000", "2009-08-18", date(2000, 1, 1), None),
        ("2000", "2009-08-18", date(2000, 12, 31), True),
        ("2000", "2009", date(2008, 12, 31), True),
        ("2000", "2009", date(2009, 1, 1), None),
        ("2000", "2009", date(2009, 12, 31), False),
        ("", "2009", date(1, 1, 2), None),
        ("", "2009", date(2010, 1, 1), False),
        ("2000", "", date(9999, 12, 30), True),
        ("2000", "2014/..", date(2013, 12, 31), True),
        ("2000", "2014/..", date(2014, 1, 1), None),
    ],
)
def test_term_holds_a_day(since, until, day, answer):
    assert within(Term("member", since, until), day) is answer


def test_state_of_which_nothing_is_known_is_not_said_to_be_out():
    assert member_on([], date(2004, 4, 8)) is None


def test_one_sure_term_outweighs_a_doubtful_one():
    terms = [Term("member", ""), Term("member", "2000")]

    assert member_on(terms, date(2004, 4, 8)) is True


def test_doubt_outweighs_a_no():
    terms = [Term("member", "2020"), Term("member", "", "2010/..")]

    assert member_on(terms, date(2004, 4, 8)) is None


def test_observer_is_no_member():
    terms = [Term("observer", "2000")]

    assert member_on(terms, date(2004, 4, 8)) is False
    assert member_on(terms, date(2004, 4, 8), kinds=["observer"]) is True
