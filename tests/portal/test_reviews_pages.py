"""Second reviews by pages and API, and the questions of neutrality on the form of one record."""

import html
import re

import pytest
from django.test import Client

from commonweal.databanks import neutrality
from commonweal.portal.middleware import DESK_COOKIE
from tests import factories
from tests.databanks.test_reviews import approver, doubtful, record, reviewer, standing


@pytest.fixture
def world(house, superuser):
    factories.cast(superuser)
    return superuser


def browser(officer: str, language: str = "en") -> Client:
    one = Client(raise_request_exception=False, headers={"accept-language": language})
    one.cookies[DESK_COOKIE] = factories.open_as(officer, "desk", "own-records", standing_duty="desk", case_ref="")
    return one


def text(response, status: int = 200) -> str:
    assert response.status_code == status, response.content.decode()[:2000]
    return html.unescape(response.content.decode())


def put_before(world, agency: str = "KZ-MIA") -> str:
    """The page on which the draft is reviewed, asked for by the owner's page."""
    owner = browser("UZ-2")
    assert "before nobody yet" in text(owner.get("/reviews/"))
    owner.post("/reviews/ask/", {"record": [str(record(world))], "agency": agency})
    found = re.findall(r'href="(/reviews/[0-9a-f-]{36}/)"', text(browser("KZ-1").get("/reviews/")))
    assert len(found) == 1
    return found[0]


@pytest.mark.parametrize("language", ["en", "ru"])
def test_reviewer_reads_answers_and_accepts_on_the_page(world, tmp_path, language):
    factories.contribute(tmp_path, [doubtful()])
    address, client = put_before(world), browser("KZ-1", language)
    page = text(client.get(address))
    assert neutrality.questions()["political"].name[language] in page
    assert "he once stood for election" in page
    assert "Karimov Aziz" in page
    seen = re.search(r'name="seen" value="([0-9a-f]{64})"', page)[1]

    text(client.post(address, {"do": "refuse", "seen": seen}), 400)
    assert standing(world) == {"UZ-1": "draft"}
    assert client.post(address, {"do": "accept", "seen": seen}).status_code == 302

    assert standing(world) == {"UZ-1": "active"}
    text(client.get(address), 404)


def test_review_that_was_put_before_others_is_no_page_for_us(world, tmp_path):
    factories.contribute(tmp_path, [doubtful()])
    address = put_before(world)
    for officer in ("RU-1", "UZ-3"):
        assert "Karimov" not in text(browser(officer).get(address), 404)
    assert "UZ-1" not in text(browser("RU-1").get("/reviews/"))


def test_program_asks_reads_and_refuses(world, tmp_path):
    factories.contribute(tmp_path, [doubtful()])

    def call(token: str, method: str, path: str, **body):
        found = getattr(Client(), method)(
            f"/api{path}", body, content_type="application/json", headers={"authorization": f"Bearer {token}"}
        )
        return found.status_code, found.json()

    assert {each["code"] for each in call(approver(), "get", "/gate")[1]["classes"]} == {
        "arrest",
        "discreet",
        "extremism",
    }
    ids = [each["record"] for each in call(approver(), "get", "/drafts")[1]]
    assert call(approver(), "post", "/reviews", records=ids, agency="KZ-MIA") == (200, {"asked": 1})
    (waiting,) = call(reviewer(), "get", "/reviews")[1]
    read = call(reviewer(), "get", f"/reviews/{waiting['id']}")[1]
    said = {"accept": False, "seen": read["seen"], "reason": "neutrality"}
    assert call(reviewer("RU-1"), "post", f"/reviews/{waiting['id']}", **said)[0] == 403
    assert call(reviewer(), "post", f"/reviews/{waiting['id']}", **said) == (200, {"status": "withdrawn"})
    assert standing(world) == {"UZ-1": "withdrawn"}


def test_form_of_one_record_asks_and_an_unweighed_yes_is_told_at_its_field(world):
    client = browser("UZ-1")
    assert "neutrality-political" in text(client.get("/contributions/record/?type=wanted-notice"))
    assert "neutrality-political" not in text(client.get("/contributions/record/?type=vehicle"))
    typed = {
        "type": "wanted-notice",
        "do": "hand-in",
        "ref": "UZ-7",
        "category-0-code": "a",
        "names-0-text": "Karimov Aziz",
        "names-0-kind": "full",
        "offence-0-text": "fraud",
        "penalty-0-count": "5",
        "subject-0-code": "accused",
        "facts-0-text": "Did not come",
        "preset": "hit",
        "states": ["KZ"],
        "purposes": ["wanted-person"],
        "kinds": ["interior"],
        "basis_kind": "criminal-case",
        "basis_number": "7",
        "basis_date": "2026-02-01",
        "basis_organ": "Department",
        "years": "2",
        "retention": "wanted",
        "neutrality-political": "yes",
    }
    page = text(client.post("/contributions/record/", typed), 400)
    assert re.findall(r'<li><a href="#f-([^"]+)">', page) == ["weighing"]
    assert 'id="e-weighing"' in page

    assert client.post("/contributions/record/", typed | {"weighing": "A robbery"}).status_code == 302
    found = world.execute("select standing, neutrality -> 'answers' ->> 'political' from databanks_staged").fetchall()
    assert found == [("draft", "yes")]
