"""Asking for more of a record on the pages and by program; rules of the owner's page."""

import json

import pytest
from django.test import Client

from commonweal.databanks import disclosures, handles
from commonweal.handling import warrants
from commonweal.portal.middleware import PURPOSE_COOKIE
from tests import factories
from tests.portal.test_pages import record_ids, sit_down, take_purpose

WORDS = {"reason": "He is before us", "facts": "Theft, article 200"}


@pytest.fixture
def world(house, superuser, tmp_path):
    """A record of UZ that AM sees as a hit and TJ not at all."""
    factories.cast(superuser)
    factories.contribute(tmp_path, [factories.person("UZ-REF", "Tarxonbekov", "Eldor")])
    return superuser


def asking(world, officer: str, language: str = "en") -> tuple[Client, str, str]:
    """A browser with a purpose, its token, and the record's handle."""
    browser = take_purpose(Client(raise_request_exception=False), officer)
    browser.cookies["django_language"] = language
    token = browser.cookies[PURPOSE_COOKIE].value
    (record,) = record_ids(world).values()
    return browser, token, handles.seal(record, warrants.current(token))


@pytest.mark.parametrize(("language", "words"), [("en", "With the owner"), ("ru", "У владельца")])
def test_reader_asks_and_an_approver_grants(world, language, words):
    browser, token, handle = asking(world, "AM-1", language)
    form = browser.get(f"/disclose/{handle}/").content.decode()
    assert ("UZ-REF" in form, 'name="facts"' in form) == (False, True)
    assert browser.post(f"/disclose/{handle}/", {"reason": "x"}).status_code == 400
    page = browser.post(f"/disclose/{handle}/", WORDS)["Location"]
    assert words in browser.get(page).content.decode()
    (asked,) = disclosures.disclosures(token)

    owner = sit_down(Client(), "UZ-2")
    assert "Theft, article 200" in owner.get(page).content.decode()
    assert owner.post(f"{page}refuse/", {"ground": ""}).status_code == 400
    assert owner.post(f"{page}grant/", {"days": "7", "words": "yes"}).status_code == 302
    assert "UZ-REF" in browser.get(f"/records/{asked.record}/").content.decode()
    assert owner.get("/disclosures/").status_code == 200


def test_others_and_those_who_see_nothing_get_the_same_page_as_for_nothing(world):
    browser, _token, handle = asking(world, "AM-1")
    page = browser.post(f"/disclose/{handle}/", WORDS)["Location"]
    other, _token, handle = asking(world, "TJ-1")
    nothing = handles.seal(__import__("uuid").uuid4(), warrants.current(_token))
    said = {(answer.status_code, len(answer.content)) for answer in (
        other.get(page), other.get(f"/disclose/{handle}/"), other.get(f"/disclose/{nothing}/")
    )}  # fmt: skip
    assert {status for status, _ in said} == {404}
    assert "He is before us" not in other.get("/disclosures/").content.decode()


def test_rule_is_made_on_the_page_and_gives_by_program_at_once(world):
    owner = sit_down(Client(), "UZ-2")
    rule = {"party": "AM", "kind": "interior", "purpose": "wanted-person", "level": "core", "hours": "48"}
    assert owner.post("/disclosures/", rule | {"handling": ["H1"]}).status_code == 400
    assert owner.post("/disclosures/", rule | {"handling": ["H1"], "reason": "agreed"}).status_code == 302
    assert "agreed" in owner.get("/disclosures/").content.decode()
    _browser, token, handle = asking(world, "AM-1")
    program = Client(headers={"authorization": f"Bearer {token}"})
    asked = {"level": "core", **WORDS}
    made = program.post(f"/api/disclosures/about/{handle}", json.dumps(asked), content_type="application/json").json()
    assert (made["state"], made["wanted"]) == ("granted", 3)
    assert program.get("/api/release-rules").json() == []
