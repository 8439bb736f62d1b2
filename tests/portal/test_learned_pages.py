"""Learned names by page and by program: for the secretariat alone, each decision with a reason."""

import html
import json
import re

import pytest
from django.test import Client

from commonweal.house import database
from commonweal.names import dictionary
from commonweal.portal.middleware import DESK_COOKIE
from commonweal.search import teaching
from tests import factories
from tests.portal.test_pages import sit_down
from tests.search.test_lessons import hold, person


@pytest.fixture
def world(house, superuser, tmp_path):
    factories.cast(superuser)
    superuser.execute("update members_officer set roles = '{desk,reader}' where code = 'KZ-4'")
    hold(tmp_path, [person(number) for number in range(3)], "UZ")
    hold(tmp_path, [person(number) for number in range(3, 5)], "KZ")
    yield superuser
    dictionary.learn([], as_of=0)


@pytest.fixture
def browser(world):
    return sit_down(Client(raise_request_exception=False, headers={"accept-language": "en"}), "RU-3")


def text(response, status: int = 200) -> str:
    assert response.status_code == status
    return html.unescape(response.content.decode())


def learn(browser) -> str:
    """The records are looked at; the page then."""
    assert browser.post("/names/ask/").status_code == 302
    teaching.teach(database.connection_settings("cw_clock"))
    return text(browser.get("/names/"))


def test_pair_is_proposed_accepted_and_undone_on_the_page(browser):
    assert "Nothing waits" in text(browser.get("/names/"))
    page = learn(browser)
    assert "may be one name wait for a decision: 1" in text(browser.get("/"))
    assert "<bdi>Shaw</bdi> = <bdi>Шоу</bdi> <small>(" in page
    assert "5 records or more" in page
    accept = re.search(r'action="(/names/[0-9a-f-]+/accept/)"', page).group(1)
    assert "Say why" in text(browser.post(accept, {"reason": " "}), 400)
    assert browser.post(accept, {"reason": "usual spelling"}).status_code == 302
    page = text(browser.get("/names/"))
    assert ("One name, used by all" in page, "usual spelling" in page, "/accept/" in page) == (True, True, False)
    assert browser.post(accept.replace("accept", "undo"), {"reason": "a mistake"}).status_code == 302
    assert "/accept/" in text(browser.get("/names/"))


def test_a_lesson_that_goes_on_is_shown_and_not_asked_for_again(browser):
    browser.post("/names/ask/")
    page = text(browser.get("/names/"))
    assert ("data-poll" in page, 'action="/names/ask/"' in page) == (True, False)
    assert "being learned already" in text(browser.post("/names/ask/"), 400)


def test_nobody_else_sees_or_does_anything(browser, world):
    accept = re.search(r'action="(/names/[0-9a-f-]+/accept/)"', learn(browser)).group(1)
    other = sit_down(Client(raise_request_exception=False, headers={"accept-language": "en"}), "KZ-4")
    answers = [other.get("/names/"), other.post("/names/ask/"), other.post(accept, {"reason": "x"})]
    assert [each.status_code for each in answers] == [403] * 3
    assert not any(word in each.content.decode() for each in answers for word in ("Shaw", "Шоу"))
    assert 'href="/names/"' not in text(other.get("/"))
    assert 'href="/names/"' in text(browser.get("/"))
    assert world.execute("select state from search_pair").fetchall() == [("proposed",)]


def program(browser, method: str, address: str, body: dict | None = None):
    arguments = {"data": json.dumps(body), "content_type": "application/json"} if body is not None else {}
    headers = {"Authorization": f"Bearer {browser.cookies[DESK_COOKIE].value}"}
    return getattr(Client(raise_request_exception=False), method)(f"/api/{address}", headers=headers, **arguments)


def test_the_same_by_program(browser):
    assert program(browser, "post", "names/lessons", {}).json()["state"] == "asked"
    teaching.teach(database.connection_settings("cw_clock"))
    told = program(browser, "get", "names?state=proposed").json()
    assert [(each["one"], each["other"], each["step"]) for each in told["pairs"]] == [("shaw", "шоу", 5)]
    assert (told["lessons"][0]["percent"], {each["what"] for each in told["rules"]} >= {"records"}) == (100, True)
    address = f"names/{told['pairs'][0]['id']}"
    assert program(browser, "post", address, {"event": "refuse", "reason": "two"}).json()["state"] == "refused"
    assert program(browser, "post", address, {"event": "accept", "reason": "x"}).json()["code"] == (
        "search.pair.other-state"
    )
    assert program(browser, "get", "names?state=odd").json()["code"] == "search.pair.state"
    other = sit_down(Client(), "KZ-4")
    assert program(other, "get", "names").status_code == 403
