"""Contributions and work that end early: what pages and programs say of them, to whom."""

import pytest

from commonweal.common.errors import BadInput
from commonweal.databanks import actions
from tests import factories
from tests.databanks.test_ends_of_work import LOST
from tests.databanks.test_lists import people, rows, source
from tests.databanks.test_worker import prepared
from tests.portal.contributing.conftest import work
from tests.portal.contributing.test_api import Program


@pytest.fixture
def faulty(world):
    """A contribution whose file broke off."""

    def broken():
        yield from rows(*people(1))
        raise BadInput("databanks.file.too-wide", "Row {row} has more than {most} columns.", row=2, most=2_000)

    with pytest.raises(BadInput):
        actions.contribute(broken(), factories.open_as("UZ-1", "contributor", "contribution"), source=source())
    return world.execute("select id from databanks_batch").fetchone()[0]


def test_reason_of_a_faulty_file_stands_on_the_page_in_the_readers_language(clerk, faulty):
    english = clerk.get(f"/contributions/{faulty}/").content.decode()
    russian = clerk.get(f"/contributions/{faulty}/", headers={"Accept-Language": "ru"}).content.decode()

    assert "Row 2 has more than 2000 columns." in english
    assert "databanks.file.too-wide" in english
    assert "Row 2 has more" not in russian


def test_reason_of_a_faulty_file_is_told_to_programs(clerk, faulty):
    program = Program(clerk)

    told = program("get", f"contributions/{faulty}")

    assert (told["state"], told["code"], told["message"]) == (
        "faulty",
        "databanks.file.too-wide",
        "Row 2 has more than 2000 columns.",
    )


def test_agency_finds_in_its_inbox_that_its_officers_work_ended(world, chief):
    token = factories.open_as("UZ-1", "contributor", "contribution")
    upload = prepared(token, 1)
    actions.hand_in(token, upload.id)
    world.execute(LOST["role"], ["UZ-1"])

    work(world)

    assert (
        "was not taken, and nothing is changed: the officer may no longer contribute" in chief.get("/").content.decode()
    )


def test_failed_approval_is_told_until_another_officer_approves(world, chief):
    token = factories.open_as("UZ-1", "contributor", "contribution")
    batch = actions.contribute(rows(*people(1)), token, source=source())
    actions.begin_work(factories.open_as("UZ-3", "approver", "contribution"), "approve", batch.id)
    world.execute(LOST["role"], ["UZ-3"])
    work(world)

    before = chief.get(f"/contributions/{batch.id}/").content.decode()
    chief.post(f"/contributions/{batch.id}/approve/")
    after = chief.get(f"/contributions/{batch.id}/").content.decode()

    assert ("databanks.work.no-standing" in before, "databanks.work.no-standing" in after) == (True, False)
    assert world.execute("select state from databanks_batch").fetchone() == ("approved",)
