"""What the register refuses. Nothing stays of a refusal, so one database serves all of these."""

from datetime import timedelta

import pytest

from commonweal.common import clock as now_clock
from commonweal.common.errors import BadInput, NotAllowed, RuleBroken
from commonweal.members import actions, queries
from commonweal.members.models import Party
from tests.members import cast
from tests.members.cast import HOUSE


@pytest.fixture(scope="module")
def entered(shared_house):
    cast.load()


@pytest.mark.parametrize("change", [{"clearance": 3}, {"roles": ["desk"]}, {"agency": "UZ-MIA"}, {"unit": "3"}])
def test_standing_of_an_officer_is_never_changed(entered, change):
    with pytest.raises(RuleBroken) as refusal:
        cast.load(officers=[{**cast.READER, **change}])

    assert refusal.value.code == "members.register.fixed"
    assert queries.officer("KZ-1").clearance == 2


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"officers": [{**cast.READER, "roles": ["king"]}]}, "members.officer.unknown-role"),
        ({"officers": [{**cast.READER, "code": "kz 1"}]}, "members.register.row"),
        ({"officers": [{**cast.READER, "shoe_size": 44}]}, "members.register.unreadable"),
        ({"agencies": [{**cast.MINISTRY, "code": "KZ-NAVY", "kind": "navy"}]}, "members.register.row"),
        ({"contacts": [{"agency": "KZ-MIA", "telephone": "1", "confirmed_on": "soon"}]}, "members.register.unreadable"),
        ({"contacts": [{"agency": "XX", "telephone": "1"}]}, "members.register.dangling"),
    ],
)
def test_row_that_cannot_be_entered_is_refused_and_nothing_stays(entered, change, code):
    with pytest.raises(BadInput) as refusal:
        cast.load(**{"parties": [{**cast.PARTIES[0], "code": "XX"}], **change})

    assert refusal.value.code == code
    assert not Party.objects.filter(code="XX").exists()


@pytest.mark.parametrize("days", [0, -1, 5 * 366 + 1])
def test_accreditation_needs_a_term(entered, days):
    now = now_clock.now()
    with pytest.raises(BadInput, match=r"members\.accreditation\.term"):
        cast.accredit("KZ-1", since=now, until=now + timedelta(days=days))


def test_suspension_needs_a_reason(entered):
    with pytest.raises(BadInput, match=r"members\.officer\.no-reason"):
        actions.suspend(queries.officer("KZ-1"), because=" ", by=HOUSE)


@pytest.mark.parametrize(
    "change",
    [
        {"officers": [*cast.OFFICERS, {**cast.READER, "code": "KZ-9"}]},
        {"agencies": [{**cast.MINISTRY, "code": "KZ-MIA-9", "parent": "KZ-MIA"}]},
        {"agencies": [{**cast.MINISTRY, "until": "2099-01-01"}]},
        {"accreditations": [{"officer": "KZ-1", "since": cast.UNTIL, "until": cast.UNTIL + timedelta(days=1)}]},
    ],
)
def test_list_gives_no_rights_once_the_register_is_in_force(entered, change):
    with pytest.raises(NotAllowed, match=r"members\.register\.in-force"):
        cast.load(**change)


def test_house_accredits_nobody(entered):
    with pytest.raises(NotAllowed, match=r"members\.officer\.house-accredits-nobody"):
        actions.accredit(queries.officer("KZ-1"), since=cast.SINCE, until=cast.UNTIL, by=HOUSE)
