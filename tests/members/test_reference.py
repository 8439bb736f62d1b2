"""States and bodies as the sources have them."""

from pathlib import Path

import pytest
import yaml

import commonweal.members
from commonweal.members import actions, status
from commonweal.members.models import Body, Membership, Party
from tests.members.cast import HOUSE, journal

REFERENCE = Path(commonweal.members.__file__).parent / "reference"


def facts() -> list[dict]:
    """Every fact of the two lists that carries a source."""
    lists = [yaml.safe_load((REFERENCE / name).read_text()) for name in ("parties.yaml", "bodies.yaml")]
    return [fact for one in lists for rows in one.values() for fact in rows]


def test_verified_fact_names_its_source():
    assert [fact["code"] for fact in facts() if fact["verified"] and not fact["source"]] == []
    assert [fact["code"] for fact in facts() if fact.get("name_verified") and not fact["name_source"]] == []


def test_every_date_can_be_read():
    for fact in facts():
        for name in {"since", "until", "founded"} & set(fact):
            status.moment(fact[name])


@pytest.fixture
def loaded(house):
    return actions.load_reference(by=HOUSE)


def test_reference_is_loaded_once(loaded, superuser):
    assert loaded == Party.objects.count() + Body.objects.count() + Membership.objects.count()

    assert actions.load_reference(by=HOUSE) == 0

    assert [entry["verb"] for entry in journal(superuser)] == ["members.reference.loaded"]


def test_reference_corrects_a_fact_that_differs(loaded, superuser):
    superuser.execute("update members_membership set until = '2008' where code = 'CIS-GE'")

    assert actions.load_reference(by=HOUSE) == 1
    assert Membership.objects.get(code="CIS-GE").until == "2009-08-18"
