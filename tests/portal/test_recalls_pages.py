"""Recalls and purposes achieved, on pages and by program."""

import json

import pytest
from django.test import Client

from commonweal.databanks import actions, queries
from tests import factories
from tests.portal.test_ends_pages import bearer, browser, text


@pytest.fixture
def world(house, superuser, tmp_path):
    """One record of UZ, withdrawn after KZ was shown it in full; one that stands."""
    factories.cast(superuser)
    factories.contribute(tmp_path, [factories.person(f"UZ-{n}", "Tarxonbekov", "Eldor") for n in (1, 2)])
    about = record(superuser, "UZ-1")
    assert queries.record(factories.open_as("KZ-1"), about) is not None
    actions.withdraw(about, factories.open_as("UZ-2", "approver", "contribution"), because="SECRET-WORDS")
    return superuser


def record(world, ref: str):
    return world.execute("select record_id from databanks_identity where owner_ref = %s", [ref]).fetchone()[0]


@pytest.mark.parametrize(("language", "said"), [("en", "Never kept"), ("ru", "Не хранилось")])
def test_receiver_confirms_and_the_owner_reads_it(world, language, said):
    receiver = browser("KZ-3", language)
    page = text(receiver.get("/recalls/"))
    assert "UZ-1" in page
    assert "SECRET-WORDS" not in page
    assert '/recalls/"' in text(receiver.get("/"))
    for other in ("RU-3", "AM-3"):
        assert "UZ-1" not in text(browser(other).get("/recalls/"))
    notice = world.execute("select id from databanks_notice").fetchone()[0]
    assert receiver.post(f"/recalls/{notice}/kept/").status_code == 400
    assert browser("RU-3").post(f"/recalls/{notice}/deleted/").status_code == 403
    assert receiver.post(f"/recalls/{notice}/never-kept/").status_code == 302
    assert said in text(browser("UZ-3", language).get("/recalls/"))


def test_program_confirms_and_the_secretariat_counts(world):
    client, desk = Client(raise_request_exception=False), factories.open_as("KZ-3", "desk", "own-records")
    (found,) = client.get("/api/recalls", **bearer(desk)).json()
    assert client.get("/api/recalls/overdue", **bearer(desk)).json() == []
    done = client.post(f"/api/recalls/{found['id']}", json.dumps({"answer": "deleted"}), **bearer(desk))
    assert (done.status_code, done.json()["answer"]) == (200, "deleted")
    assert client.get("/api/contests", **bearer(desk)).json() == []


def test_purpose_achieved_is_said_by_an_approver_and_stands_on_the_page_for_all_who_see_the_identity(world):
    about = record(world, "UZ-2")
    given = {"outcome": "located", "because": "found"}
    assert "The purpose is achieved" in text(browser("UZ-3").get(f"/ends/{about}/"))
    assert browser("KZ-3").post(f"/ends/{about}/achieved/", given).status_code == 403
    assert browser("UZ-3").post(f"/ends/{about}/achieved/", given | {"because": ""}).status_code == 400
    assert browser("UZ-3").post(f"/ends/{about}/achieved/", given).status_code == 302
    assert "do not act on it" in text(browser("UZ-3").get(f"/records/{about}/"))
