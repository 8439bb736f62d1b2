"""The roster by page and by program: only an administrator, first the plan, then what was shown."""

import io
import json
import re

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from commonweal.members import queries
from tests import factories
from tests.members import cast
from tests.portal.test_pages import sit_down

HEAD = ("code", "rank", "name", "name_latin", "agency", "unit", "clearance", "roles", "from", "until")
NEW = (
    "KZ-77",
    "Captain",
    "Иванова Мария",
    "Ivanova Mariya",
    "KZ-MIA-CP",
    "2",
    "1",
    "desk reader",
    "01.01.2026",
    "31.12.2028",
)
FOREIGN = ("UZ-77", "Captain", "Каримова Лола", "", "UZ-MIA", "2", "1", "reader", "01.01.2026", "31.12.2028")


@pytest.fixture
def register(house):
    cast.load()
    return house


@pytest.fixture
def browser(register):
    return sit_down(Client(raise_request_exception=False), "KZ-3")


def xlsx(*rows: tuple) -> SimpleUploadedFile:
    book = openpyxl.Workbook()
    for row in (HEAD, *rows):
        book.active.append(row)
    held = io.BytesIO()
    book.save(held)
    return SimpleUploadedFile("roster.xlsx", held.getvalue())


def text(response) -> str:
    return response.content.decode()


def held(page: str) -> dict[str, str]:
    """What the form of the plan sends back."""
    rows = re.search(r'<textarea name="rows" hidden>(.*?)</textarea>', page, re.DOTALL).group(1)
    digest = re.search(r'name="digest" value="(\w+)"', page).group(1)
    import html

    return {"rows": html.unescape(rows), "digest": digest}


@pytest.mark.parametrize("language", ["en", "ru"])
def test_roster_is_shown_then_carried_out(browser, language):
    browser.cookies["django_language"] = language
    page = text(browser.post("/officers/roster/", {"file": xlsx(NEW, FOREIGN)}))

    assert [ref in page for ref in ("KZ-77", "UZ-77", "KZ-1", "KZ-2")] == [True] * 4
    assert queries.officer("KZ-77") is None
    wrong = browser.post("/officers/roster/carry-out/", held(page) | {"leave": "7"})
    assert (wrong.status_code, queries.officer("KZ-77")) == (400, None)
    done = browser.post("/officers/roster/carry-out/", held(page) | {"leave": ""})
    assert done.status_code == 200
    assert queries.officer("KZ-77").agency_id == "KZ-MIA-CP"
    assert queries.officer("KZ-1").suspended_at is None
    assert queries.officer("UZ-77") is None


def test_who_is_no_administrator_sees_no_form_and_enters_nobody(register):
    browser = sit_down(Client(raise_request_exception=False), "KZ-1")
    rows = json.dumps([[2, dict(zip(HEAD, NEW, strict=True))]])

    assert browser.get("/officers/roster/").status_code == 403
    assert browser.post("/officers/roster/", {"file": xlsx(NEW)}).status_code == 403
    assert browser.post("/officers/roster/carry-out/", {"rows": rows, "digest": "x"}).status_code == 403
    assert queries.officer("KZ-77") is None


def test_file_that_is_no_roster_is_told_in_a_sentence(browser):
    for file in (
        SimpleUploadedFile("roster.csv", b"a;b\n1;2\n"),
        SimpleUploadedFile("roster.xlsx", b"PK\x03\x04broken"),
    ):
        answer = browser.post("/officers/roster/", {"file": file})
        assert answer.status_code == 400
        assert "cw-errors" in text(answer)
    assert browser.post("/officers/roster/", {}).status_code == 400
    assert browser.post("/officers/roster/carry-out/", {"rows": "{", "digest": "x"}).status_code == 400


def test_what_comes_back_is_planned_anew(browser):
    page = text(browser.post("/officers/roster/", {"file": xlsx(NEW)}))
    forged = held(page) | {"rows": held(page)["rows"].replace("desk reader", "desk admin")}

    assert browser.post("/officers/roster/carry-out/", forged).status_code == 409
    assert queries.officer("KZ-77") is None


def test_form_needs_its_mark(register):
    browser = sit_down(Client(enforce_csrf_checks=True), "KZ-3")

    assert browser.post("/officers/roster/", {"file": xlsx(NEW)}).status_code == 403
    assert queries.officer("KZ-77") is None


def test_api_goes_the_same_way(register):
    def call(officer: str, address: str, body: dict):
        token = factories.open_as(officer, "desk", "own-records")
        caller = Client(headers={"authorization": f"Bearer {token}"}, raise_request_exception=False)
        return caller.post(address, json.dumps(body), content_type="application/json")

    rows = {"rows": [dict(zip(HEAD, row, strict=True)) for row in (NEW, FOREIGN)]}
    plan = call("KZ-3", "/api/officers/plan", rows).json()
    assert [(each["officer"], each["outcome"]) for each in plan["steps"]] == [
        ("KZ-77", "added"), ("UZ-77", "refused"), ("KZ-1", "leaving"), ("KZ-2", "leaving"),
    ]  # fmt: skip
    refused = call("KZ-1", "/api/officers/carry-out", rows | {"digest": plan["digest"]})
    assert (refused.status_code, refused.json()["code"]) == (403, "handling.warrant.no-standing")
    done = call("KZ-3", "/api/officers/carry-out", rows | {"digest": plan["digest"], "leave": 2})
    assert done.status_code == 200
    assert queries.officer("KZ-1").suspended_at is not None
