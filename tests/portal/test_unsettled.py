"""A journal that no quorum confirmed in time: nothing of other states is shown, and everybody is told why."""

import html
import json
from datetime import timedelta

import pytest
from django.test import Client

from commonweal.portal.middleware import DESK_COOKIE, NOTICE, PURPOSE_COOKIE
from tests import factories
from tests.portal.test_pages import record_ids, verbs
from tests.search.running import running

CODE = "handling.journal.unsettled"
WORDS = {
    "en": (
        "Only our own records are shown",
        "no quorum of witnesses",
        "How does the journal stand?",
        "does not answer",
    ),
    "ru": ("Показываются только наши записи", "свидетелей", "Как обстоит дело с журналом?", "не отвечает"),
}
WITNESSES = json.dumps({"kz.example/witness": {"size": 1, "at": "2026-11-25T01:00:00+00:00", "fault": "silent"}})


@pytest.fixture(scope="module")
def house_of_two(shared_house, tmp_path_factory):
    folder = tmp_path_factory.mktemp("unsettled")
    with shared_house.superuser() as superuser:
        factories.cast(superuser)
        factories.contribute(folder, [factories.person("UZ-P-1", "Назаров", "Бахром")])
        factories.contribute(folder, [factories.person("KZ-P-1", "Назаров", "Бахром")], party="KZ", name="kz.jsonl")
        with running(folder / "index"):
            yield superuser


@pytest.fixture(params=["en", "ru"])
def language(request) -> str:
    return request.param


@pytest.fixture
def reader(house_of_two) -> str:
    return factories.open_as("KZ-1")


@pytest.fixture
def browser(reader, language) -> Client:
    browser = Client(raise_request_exception=False, headers={"accept-language": language})
    browser.cookies[DESK_COOKIE] = factories.open_as("KZ-1", "desk", "own-records", standing_duty="desk", case_ref="")
    browser.cookies[PURPOSE_COOKIE] = reader
    return browser


@pytest.fixture
def late(house_of_two):
    """The last settled checkpoint is four hours old."""
    house_of_two.execute(
        "update audit_settlement set quorum = 1, until = common_now() - interval '1 ms', size = 1,"
        " settled_at = common_now() - interval '4 hours', witnesses = %s",
        [WITNESSES],
    )
    yield house_of_two
    house_of_two.execute("update audit_settlement set quorum = 0, until = 'infinity', witnesses = '{}'")


def asked(reader: str) -> dict:
    found = Client().post(
        "/api/search",
        json.dumps({"family": "Назаров", "given": "Бахром"}),
        content_type="application/json",
        headers={"authorization": f"Bearer {reader}"},
    )
    return found.json() | {"header": found.headers.get(NOTICE), "status": found.status_code}


def owners(said: dict) -> list[str]:
    return sorted(each["record"]["owner"]["party"] for each in said["candidates"])


def test_answer_holds_the_own_records_alone_and_says_so(house_of_two, reader):
    before = asked(reader)
    assert (owners(before), before["notice"], before["header"]) == (["KZ", "UZ"], None, None)


def test_answer_without_a_settled_journal_holds_the_own_records_alone_and_says_so(late, reader):
    said = asked(reader)
    assert (owners(said), said["header"], said["notice"]["code"], said["status"]) == (["KZ"], CODE, CODE, 200)
    assert "UZ-P-1" not in json.dumps(said)


def test_record_of_another_state_is_not_found_and_ones_own_is(late, browser):
    ids = record_ids(late)
    assert browser.get(f"/records/{ids['UZ-P-1']}/").status_code == 404
    assert browser.get(f"/records/{ids['KZ-P-1']}/").status_code == 200


def test_pages_say_why_and_lead_to_how_the_journal_stands(late, browser, language):
    heading, why, title, fault = WORDS[language]
    said = html.unescape(browser.get("/").content.decode())
    assert (heading in said, why in said, 'href="/journal/"' in said) == (True, True, True)
    page = html.unescape(browser.get("/journal/").content.decode())
    assert (title in page, fault in page, "kz.example/witness" in page) == (True, True, True)
    assert verbs(late)[-1] == "portal.journal.viewed"


def test_pages_of_a_settled_journal_say_nothing_of_it(house_of_two, browser, language):
    said = html.unescape(browser.get("/").content.decode())
    assert WORDS[language][0] not in said
    assert "▲" not in html.unescape(browser.get("/journal/").content.decode())


def test_settling_opens_the_records_of_others_at_once(late, reader):
    assert owners(asked(reader)) == ["KZ"]
    late.execute("update audit_settlement set until = common_now() + %s", [timedelta(hours=4)])
    assert late.execute("select audit_settled()").fetchone() == (True,)
    assert owners(asked(factories.open_as("KZ-1"))) == ["KZ", "UZ"]
