"""The published list of who may query a bank: agencies and numbers, never names."""

from datetime import UTC, datetime, timedelta

import pytest

from commonweal.common import clock as now
from commonweal.databanks import usage
from commonweal.databanks.actions import banks
from tests import factories


@pytest.fixture
def world(house, superuser):
    factories.cast(superuser)
    return superuser


def listed(bank="united", day=None) -> dict[str, int]:
    return {row.agency: row.officers for row in usage.access_list(bank, day or now.today())}


def test_accredited_readers_of_agencies_that_query_are_counted(world):
    assert listed() == {f"{party}-MIA": 4 for party in ("AM", "KZ", "RU", "TJ", "UZ")}
    assert listed("nowhere") == {}


def test_list_of_a_day_counts_who_was_accredited_and_not_suspended_then(world):
    today = now.today()
    begin = datetime(today.year, today.month, today.day, tzinfo=UTC)
    world.execute("update members_officer set suspended_at = %s where code = 'KZ-1'", [begin - timedelta(days=2)])
    world.execute("update members_officer set roles = '{desk}' where code = 'KZ-2'")
    world.execute("update members_accreditation set until = %s where officer_id = 'UZ-1'", [begin - timedelta(days=1)])
    world.execute("update members_agency set until = %s where code = 'TJ-MIA'", [today])

    assert (listed()["KZ-MIA"], listed()["UZ-MIA"], "TJ-MIA" in listed()) == (2, 3, False)
    before = today - timedelta(days=3)
    assert (listed(day=before)["KZ-MIA"], listed(day=before)["UZ-MIA"], listed(day=before)["TJ-MIA"]) == (3, 4, 4)
    assert listed(day=today - timedelta(days=365)) == {}


def test_agency_whose_kind_or_party_does_not_query_is_not_listed(world):
    row = {"contributes": ["*"], "since": "", "until": "", "source": "test", "verified": False}
    narrowed = [row | {"parties": ["KZ"], "queries": ["security"]}]
    banks.bring([{"code": "atc", "participants": narrowed}], factories.open_as("RU-1", "secretariat", "own-records"))

    assert sorted(listed("atc")) == ["AM-MIA", "RU-MIA", "TJ-MIA", "UZ-MIA"]
