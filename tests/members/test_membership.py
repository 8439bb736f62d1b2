"""Who was a member on a day, as far as the sources say: Georgia, Turkmenistan and Ukraine are the hard cases."""

from datetime import date

import pytest

from commonweal.members import actions, queries
from commonweal.members.models import Body
from tests.members.cast import HOUSE

KYIV = date(2004, 4, 8)


@pytest.fixture(scope="module", autouse=True)
def reference(shared_house):
    actions.load_reference(by=HOUSE)


@pytest.mark.parametrize(
    ("party", "day", "answer"),
    [
        ("GE", date(1991, 12, 7), False),
        ("GE", date(1993, 6, 1), None),
        ("GE", KYIV, True),
        ("GE", date(2009, 8, 17), True),
        ("GE", date(2009, 8, 18), False),
        ("TM", date(2004, 4, 8), None),
        ("TM", date(2005, 8, 26), False),
        ("UA", KYIV, True),
        ("UA", date(2013, 12, 31), True),
        ("UA", date(2014, 1, 1), None),
        ("UA", date(2026, 11, 24), None),
        ("MD", date(2026, 11, 24), True),
        ("MD", date(2027, 1, 19), None),
        ("KZ", KYIV, True),
        ("XX", KYIV, None),
    ],
)
def test_member_on(party, day, answer):
    assert queries.member_on(party, day) is answer


def test_associate_is_named_as_what_it_is():
    assert queries.kinds_on("TM", date(2026, 11, 24)) == {"associate": True, "member": False}


def test_states_that_took_part_on_a_day():
    at_kyiv = {party.code for party in queries.parties(KYIV)}
    today = {party.code for party in queries.parties(date(2026, 11, 24))}

    assert at_kyiv == {"AM", "AZ", "BY", "GE", "KG", "KZ", "MD", "RU", "TJ", "TM", "UA", "UZ"}
    assert today == at_kyiv - {"GE"}


def test_belonging_to_a_body_is_a_matter_of_its_own():
    assert queries.member_on("GE", date(2009, 8, 18), organisation="SKPV") is False
    assert queries.member_on("AZ", KYIV, organisation="SKPV") is False
    assert queries.kinds_on("AZ", KYIV, organisation="SKPV") == {"observer": None}
    assert queries.member_on("UZ", KYIV, organisation="KSGP") is None


def test_every_body_of_the_founding_description_is_there():
    named = {"CHS", "CHG", "CFM", "IPA", "KSGP", "SMVD", "SORB", "SKPV", "KSONR", "SRTS", "ATC", "BKBOP"}

    assert named - set(Body.objects.values_list("party_id", flat=True)) == set()
    assert Body.objects.get(party="ATC").under_id == "SORB"
    assert Body.objects.get(party="BKBOP").founded == "1993-09-24"
