"""Judging on pages and by program: said beside a candidate, set apart in the next answer; certificates."""

import html
import re

import pytest
from django.test import Client

from commonweal.portal.middleware import DESK_COOKIE, PURPOSE_COOKIE
from tests import factories
from tests.search.running import running

MET = {"name": "Tarxonbekov Eldor", "born": "14.03.1984", "document": "N 04118226", "because": "Another face"}
QUESTION = {"what": "Tarxonbekov Eldor", "born": "1984-03-14", "number": "N 04118226"}
HIT = factories.OPEN_LABEL | {"full": [], "core": [], "hit": ["KZ"]}


@pytest.fixture
def world(house, superuser, tmp_path):
    factories.cast(superuser)
    lines = [
        factories.person("UZ-1", "Tarxonbekov", "Eldor"),
        factories.person("UZ-2", "Tarxonbekov", "Eldor", label=HIT),
        factories.person("UZ-3", "Tarkhonbekov", "Eldor"),
    ]
    factories.contribute(tmp_path, lines)
    with running(tmp_path / "index"):
        yield superuser


def browser(officer: str, language: str = "en") -> Client:
    one = Client(raise_request_exception=False, headers={"accept-language": language})
    one.cookies[DESK_COOKIE] = factories.open_as(officer, "desk", "own-records", standing_duty="desk", case_ref="")
    one.cookies[PURPOSE_COOKIE] = factories.open_as(officer)
    return one


def text(response, status: int = 200) -> str:
    assert response.status_code == status
    return html.unescape(response.content.decode())


def answer(officer: str, **other: str) -> str:
    return text(browser(officer).post("/search/", QUESTION | other))


def judge(client: Client, place: int = 0, **other: str) -> str:
    """The candidate at this place of the answer is said not to be the person."""
    page = text(client.post("/search/", QUESTION))
    handles = re.findall(r'action="/judge/([0-9a-f]{32})/"', page)
    assert len(handles) == 3
    form = text(client.post(f"/judge/{handles[place]}/", {"name": MET["name"]}))
    assert 'value="Tarxonbekov Eldor"' in form
    return text(client.post(f"/judge/{handles[place]}/", MET | {"say": "1"} | other), 400 if other else 200)


def told(page: str) -> list[str]:
    return re.findall(r"data-judged>([^<]*)<", page)


def test_what_an_officer_judged_stands_apart_in_the_next_answer_of_his_agency(world):
    judge(browser("KZ-1"))

    assert "not confirmed by the owner yet" in told(answer("KZ-2"))[0]
    assert answer("KZ-2").count("data-row") == 3
    assert told(answer("RU-1")) == []
    last = answer("KZ-2").rindex('class="cw-hit cw-hit--')
    assert "cw-hit--aside" in answer("KZ-2")[last : last + 80]
    assert told(answer("KZ-2", number="N 04118227")) == []


def test_a_judgement_about_a_hit_gives_no_id_and_is_confirmed_by_the_owner(world):
    page = text(browser("KZ-1").post("/search/", QUESTION))
    place = next(at for at, row in enumerate(page.split("data-row")[1:]) if "The owner shows that it holds" in row)
    client = browser("KZ-1")
    judge(client, place)
    ids = {str(one) for (one,) in world.execute("select record_id from databanks_identity where owner_ref = 'UZ-2'")}
    (hidden,) = ids

    assert hidden not in text(client.get("/judgements/"))
    owner = browser("UZ-3")
    listed = text(owner.get("/judgements/"))
    assert "Tarxonbekov Eldor" in listed
    (address,) = re.findall(r'formaction="(/judgements/[^"]+/confirm/)"', listed)
    assert owner.post(address).status_code == 302
    assert "confirmed by the owner" in told(answer("KZ-2"))[0]
    assert "Tarxonbekov" not in text(browser("RU-1").get("/judgements/"))


@pytest.mark.parametrize(
    ("other", "words"),
    [
        ({"because": ""}, "Say in at most 500 characters what shows it"),
        ({"document": "N04"}, "Give the number of the document in full"),
        ({"born": "yesterday"}, "This is no date"),
        ({"days": "400"}, "A judgement holds from 1 to 365 days"),
    ],
)
def test_what_is_missing_is_said_at_its_field(world, other, words):
    assert words in judge(browser("KZ-1"), **other)


def test_two_candidates_are_joined_by_their_owner(world):
    client = browser("UZ-1")
    page = text(client.post("/search/", QUESTION))
    (handle, other) = re.findall(
        r'action="/judge/([0-9a-f]{32})/pair/".*?<option value="([0-9a-f]{32})"', page, re.DOTALL
    )[0]
    assert (
        client.post(f"/judge/{handle}/pair/", {"other": other, "verdict": "same", "because": "One man"}).status_code
        == 200
    )

    assert text(browser("KZ-1").post("/search/", QUESTION)).count("data-pair") in (0, 2)
    assert text(browser("UZ-2").post("/search/", QUESTION)).count("judged the same as") == 2


def test_certificate_is_shown_once_checked_by_its_code_and_revoked(world):
    record = world.execute("select record_id from databanks_identity where owner_ref = 'UZ-1'").fetchone()[0]
    assert browser("KZ-2").get(f"/certificates/issue/{record}/").status_code == 404
    owner = browser("UZ-2")
    assert "Certificate for a namesake" in text(owner.get(f"/certificates/issue/{record}/"))
    paper = text(owner.post(f"/certificates/issue/{record}/", MET | {"country": "kz"}))
    (code, _same) = re.findall(r"N-[0-9A-Z-]{19}", paper)
    assert "UZ-1" not in paper
    assert "Владелец справки" in paper

    checked = text(browser("TJ-1").post("/certificates/", {"code": code.lower()}))
    assert "Tarxonbekov Eldor" in checked
    assert str(record) not in checked
    assert "There is no certificate with this code" in text(browser("TJ-1").post("/certificates/", {"code": "N-1"}))
    assert "Certificate no. C-" in told(answer("KZ-1"))[0]
    (address,) = re.findall(r'action="(/judgements/[^"]+/undo/)"', text(owner.get("/judgements/")))
    assert owner.post(address, {"words": "Wrong number"}).status_code == 302
    assert "does not stand by this certificate" in text(browser("TJ-1").post("/certificates/", {"code": code}))
    assert told(answer("KZ-1")) == []


def test_pages_speak_russian_and_say_what_is_not_there_yet(world):
    assert "Пока таких нет" in text(browser("KZ-1", "ru").get("/judgements/"))
    assert "Чья это справка?" in text(browser("KZ-1", "ru").get("/certificates/"))


def test_the_same_by_program(world):
    client, token = Client(raise_request_exception=False), factories.open_as("KZ-1")

    def call(path: str, body: dict, bearer: str = token):
        return client.post(f"/api/{path}", body, "application/json", headers={"authorization": f"Bearer {bearer}"})

    asked = {"full_name": "Tarxonbekov Eldor", "born": "1984-03-14", "number": "N 04118226"}
    found = call("search", asked).json()["candidates"]
    handle = next(each["record"]["handle"] for each in found if each["record"]["reference"] == "UZ-1")
    made = call(f"judgements/about/{handle}", MET | {"born": "1984-03-14"}).json()
    assert made["state"] == "said"
    after = call("search", asked).json()["candidates"]
    assert [(each["record"]["reference"], each["judged"]["confirmed"]) for each in after if each["judged"]] == [
        ("UZ-1", False)
    ]
    assert after[-1]["judged"]["reason"] == "Another face"
    assert call(f"judgements/{made['id']}/confirm", {"words": ""}, factories.open_as("RU-1", "desk")).status_code == 403
    confirmed = call(f"judgements/{made['id']}/confirm", {"words": ""}, factories.open_as("UZ-3", "desk")).json()
    assert confirmed["state"] == "stands"
    listed = client.get("/api/judgements", headers={"authorization": f"Bearer {token}"}).json()
    assert [(each["side"], each["person"]["document"]) for each in listed] == [("asker", "N 04118226")]
    assert call("certificates/check", {"code": "N-2222"}).status_code == 404
