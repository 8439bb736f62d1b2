"""What a warrant takes from the register, and when it takes nothing."""

from datetime import timedelta

import pytest

from commonweal.common.errors import NotAllowed
from commonweal.handling import warrants
from commonweal.members import actions, queries
from tests.members import cast
from tests.members.cast import HOUSE

DESK = {"role": "desk", "purpose": "own-records", "basis": "service duty", "standing_duty": "desk"}


@pytest.fixture
def standing(house, superuser):
    cast.load()

    def ask(officer: str) -> list[tuple]:
        return superuser.execute("select * from handling_standing(%s)", [officer]).fetchall()

    return ask


def test_standing_comes_from_the_register(standing):
    assert standing("KZ-1") == [("KZ", "KZ-MIA-CP", "interior", "2", 2, ["desk", "reader"], cast.UNTIL)]


def test_nobody_has_no_standing(standing):
    assert standing("XX") == []


def test_standing_lasts_to_the_end_of_the_longest_term_that_covers_now(standing):
    longer = cast.UNTIL + timedelta(days=30)
    cast.accredit("KZ-1", since=cast.SINCE, until=longer)
    cast.accredit("KZ-1", since=longer, until=longer + timedelta(days=30))

    assert [row[-1] for row in standing("KZ-1")] == [longer]


def test_standing_ends_with_the_accreditation(standing, clock):
    clock.set(cast.UNTIL - timedelta(minutes=1))
    assert len(standing("KZ-1")) == 1

    clock.set(cast.UNTIL + timedelta(seconds=1))
    assert standing("KZ-1") == []


def test_standing_ends_with_suspension(standing):
    actions.suspend(queries.officer("KZ-1"), because="under inquiry", by=HOUSE)

    assert standing("KZ-1") == []
    assert len(standing("KZ-2")) == 1


def test_standing_needs_an_agency_in_being(standing, clock, superuser):
    superuser.execute("update members_agency set since = '2026-02-01', until = '2027-02-01' where code = 'KZ-MIA-CP'")
    found = {}
    for day in ("2026-01-31T23:59:30", "2026-02-01T00:00:30", "2027-01-31T23:59:30", "2027-02-01T00:00:30"):
        moment = cast.SINCE.fromisoformat(f"{day}+00:00")
        clock.set(moment)
        found[day[:10]] = len(standing("KZ-1"))

    assert found == {"2026-01-31": 0, "2026-02-01": 1, "2027-01-31": 1, "2027-02-01": 0}


def test_warrant_carries_what_the_register_says(standing):
    opened = warrants.open_warrant("KZ-1", **DESK)

    holder = warrants.current(opened.token)
    assert (holder.party, holder.agency, holder.kind, holder.unit, holder.clearance) == (
        "KZ",
        "KZ-MIA-CP",
        "interior",
        "2",
        2,
    )


def test_warrant_in_a_role_that_the_officer_does_not_hold_is_refused(standing):
    with pytest.raises(NotAllowed, match=r"handling\.warrant\.no-standing"):
        warrants.open_warrant("KZ-1", **DESK | {"role": "approver"})


def test_suspension_closes_every_warrant(standing):
    tokens = [warrants.open_warrant("KZ-1", **DESK).token for _ in range(2)]
    other = warrants.open_warrant("KZ-2", **DESK).token

    actions.suspend(queries.officer("KZ-1"), because="under inquiry", by=HOUSE)

    assert [warrants.current(token) for token in tokens] == [None, None]
    assert warrants.current(other).officer == "KZ-2"
    with pytest.raises(NotAllowed):
        warrants.open_warrant("KZ-1", **DESK)
