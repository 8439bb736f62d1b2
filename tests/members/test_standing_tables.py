"""Tables of officers, links and warrants are what happens: every line of a warrant's, run."""

from datetime import timedelta

import pytest

from commonweal.audit.journal import systems_actor
from commonweal.common.errors import NotAllowed
from commonweal.handling import warrants
from commonweal.members.standing import HOLDER, LINK, WARRANT
from tests import factories


@pytest.fixture
def world(house, superuser):
    factories.cast(superuser)
    return superuser


def _close(token, superuser, clock):
    warrants.close_warrant(token)


def _suspend(token, superuser, clock):
    superuser.execute("update members_officer set suspended_at = now() where code = 'KZ-1'")


def _lapse(token, superuser, clock):
    clock.forward(timedelta(minutes=31))


@pytest.mark.parametrize(("event", "deed"), [("close", _close), ("suspend", _suspend), ("lapse", _lapse)])
def test_warrant_ends_as_its_table_says(world, superuser, clock, event, deed):
    token = factories.open_as("KZ-1")
    assert warrants.current(token) is not None
    deed(token, superuser, clock)

    line = next(each for each in WARRANT.transitions if each.event == event)
    closed = superuser.execute("select closed_at is not null from handling_warrant").fetchone()[0]
    assert warrants.current(token) is None
    assert closed == (line.next == "closed")


def test_link_is_used_once_as_its_table_says(world):
    from commonweal.members import actions, queries

    token = actions.issue_sign_in_link(queries.officer("KZ-1"), by=systems_actor())
    actions.use_sign_in_link(token)

    assert LINK.after("issued", "use", who=HOLDER) == "used"
    assert LINK.events("used") == ()
    with pytest.raises(NotAllowed):
        actions.use_sign_in_link(token)
