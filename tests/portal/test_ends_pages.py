"""What ends soon, on pages, by program and by command: to whom it is shown, and what may be decided by whom."""

import html
import json
from datetime import timedelta

import pytest
from django.test import Client

from commonweal.common import clock
from commonweal.databanks import expiry
from commonweal.house import database, places
from commonweal.portal.middleware import DESK_COOKIE
from tests import factories
from tests.databanks.test_enquiries import protected_world

LATER = (clock.today() + timedelta(days=500)).isoformat()
GIVEN = {"until": LATER, "reasons": "The search goes on", "weighed": ["need", "basis"]}


def kept(days: int) -> dict:
    return {"class": "wanted", "until": (clock.today() + timedelta(days=days)).isoformat()}


@pytest.fixture
def world(house, superuser, tmp_path):
    """One record of UZ that ends soon and one that does not."""
    factories.cast(superuser)
    lines = [factories.person(f"UZ-{n}", "Karimov", "Aziz", retention=kept(n)) for n in (50, 500)]
    factories.contribute(tmp_path, lines)
    expiry.expire(database.connection_settings("cw_clock", places.database_name()))
    return superuser


def browser(officer: str, language: str = "en") -> Client:
    one = Client(raise_request_exception=False, headers={"accept-language": language})
    one.cookies[DESK_COOKIE] = factories.open_as(officer, "desk", "own-records", standing_duty="desk", case_ref="")
    return one


def text(response, status: int = 200) -> str:
    assert response.status_code == status
    return html.unescape(response.content.decode())


def record(world) -> str:
    return str(world.execute("select record_id from databanks_identity where owner_ref = 'UZ-50'").fetchone()[0])


def end(world):
    return world.execute("select expires from databanks_identity where owner_ref = 'UZ-50'").fetchone()[0]


def bearer(token: str) -> dict:
    return {"headers": {"authorization": f"Bearer {token}"}, "content_type": "application/json"}


def test_owner_reads_what_ends_soon_and_nobody_else_does(world):
    mine, theirs = text(browser("UZ-3").get("/ends/")), text(browser("KZ-3").get("/ends/"))

    assert "UZ-50" in mine
    assert "UZ-500" not in mine
    assert "UZ-50" not in theirs
    assert "five years" not in mine
    assert browser("KZ-3").get(f"/ends/{record(world)}/").status_code == 404
    assert browser("KZ-3").post(f"/ends/{record(world)}/", GIVEN).status_code == 404
    assert 'href="/ends/"' in text(browser("UZ-3").get("/"))


@pytest.mark.parametrize(("language", "said"), [("en", "Waits for an approver"), ("ru", "Ждёт утверждающего")])
def test_keeping_for_longer_goes_through_another_officer(world, language, said):
    asker, other = browser("UZ-3", language), browser("UZ-4", language)
    assert asker.post(f"/ends/{record(world)}/", GIVEN).status_code == 302
    assert said in text(asker.get("/ends/"))
    page = text(other.get("/ends/"))
    assert "The search goes on" in page
    request = world.execute("select id, was from databanks_extension").fetchone()
    assert other.post(f"/ends/extensions/{request[0]}/grant/", {"words": " "}).status_code == 400
    assert end(world) == request[1]
    assert asker.post(f"/ends/extensions/{request[0]}/grant/", {"words": "mine"}).status_code == 403
    assert other.post(f"/ends/extensions/{request[0]}/grant/", {"words": "Still sought"}).status_code == 302
    assert end(world) > request[1]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"until": "soon"}, "f-until"), ({"weighed": []}, "f-weighed"), ({"reasons": ""}, "f-reasons"),
     ({"until": "2099-01-01"}, "f-until")],
)  # fmt: skip
def test_what_is_wrong_is_said_at_its_field(world, wrong, field):
    page = text(browser("UZ-3").post(f"/ends/{record(world)}/", GIVEN | wrong), 400)

    assert f'href="#{field}"' in page
    assert world.execute("select count(*) from databanks_extension").fetchone() == (0,)


def test_program_reads_asks_and_decides(world):
    desk = factories.open_as("UZ-3", "desk", "own-records")
    client = Client(raise_request_exception=False)
    (found,) = client.get("/api/ends", **bearer(desk)).json()
    assert (found["owner_ref"], found["can_be_extended"], found["extension"]) == ("UZ-50", True, "")
    made = client.post(f"/api/ends/{found['record']}/extension", json.dumps(GIVEN), **bearer(desk)).json()
    approver = factories.open_as("UZ-4", "approver", "contribution")
    done = client.post(f"/api/extensions/{made['id']}/grant", json.dumps({"words": "yes"}), **bearer(approver))
    assert (done.status_code, done.json()["state"]) == (200, "granted")
    assert client.get("/api/ends", **bearer(desk)).json() == []
    assert {each["code"] for each in client.get("/api/retention", **bearer(desk)).json()["classes"]} >= {
        "wanted",
        "copy",
    }
    foreign = factories.open_as("KZ-3", "desk", "own-records")
    assert client.get("/api/extensions", **bearer(foreign)).json() == []
    refused = client.post(f"/api/ends/{found['record']}/extension", json.dumps(GIVEN), **bearer(foreign))
    assert (refused.status_code, refused.json()["code"]) == (403, "databanks.extension.not-owner")


def test_end_of_a_protected_record_is_told_under_its_purpose_alone(world, tmp_path, clock):
    about = protected_world(world, tmp_path)
    clock.forward(timedelta(days=800))
    expiry.expire(database.connection_settings("cw_clock", places.database_name()))
    one, other = browser("UZ-3"), factories.open_as("UZ-3", purpose="victim-protection")

    assert "UZ-V" not in text(one.get("/ends/")) + text(one.get("/"))
    assert world.execute(
        "select only_for from workflow_inbox where subject = 'record/' || %s and kind = 'record-expires'", [about]
    ).fetchone() == (["victim-protection"],)
    client = Client(raise_request_exception=False)
    assert [each["owner_ref"] for each in client.get("/api/ends", **bearer(other)).json()] == ["UZ-V"]
