"""Case folders on pages and by program: a search is kept from its answer, read by those named, taken out as a table."""

import html
import re
import uuid

import pytest
from django.test import Client

from commonweal.portal.middleware import DESK_COOKIE, PURPOSE_COOKIE
from tests import factories
from tests.search.running import running

HIT = factories.OPEN_LABEL | {"full": ["KZ"], "core": [], "hit": ["AM"]}


@pytest.fixture
def world(house, superuser, tmp_path):
    factories.cast(superuser)
    superuser.execute("update members_officer set roles = roles || '{exporter}' where code = 'KZ-1'")
    factories.contribute(tmp_path, [factories.person("UZ-1", "Tarxonbekov", "Eldor", label=HIT)])
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


def kept(client: Client) -> str:
    """The address of a new folder with a search in it, kept as the page does."""
    address = client.post("/folders/open/", {"title": "Brothers T."})["Location"]
    page = text(client.post("/search/", {"what": "Tarxonbekov Eldor", "born": "1984"}))
    form = page[page.index('action="/folders/keep/"') :]
    fields = re.findall(r'name="(\w+)" value="([^"]*)"', form[: form.index("</form>")])
    values = {name: [each for one, each in fields if one == name] for name, _value in fields}
    (folder,) = re.findall(r'<option value="([0-9a-f-]{36})">Brothers', form)
    assert client.post("/folders/keep/", values | {"folder": folder})["Location"] == address
    return address


def test_search_is_kept_from_its_answer_and_read_by_who_is_named(world):
    client = browser("KZ-1")
    address = kept(client)

    page = text(client.get(address))
    assert [words in page for words in ("Brothers T.", "UZ-1", "1984", "Open a purpose")] == [True, True, True, False]
    record = str(world.execute("select record_id from databanks_identity").fetchone()[0])
    assert record in page
    assert [browser(who).get(address).status_code for who in ("KZ-2", "AM-1", "TJ-1")] == [404] * 3
    assert client.post(f"{address}invite/", {"word": "AM-1"}).status_code == 302
    shown = text(browser("AM-1").get(address))
    assert ("Tarxonbekov Eldor" in shown, record in shown, "UZ-1" in shown, "H-" in shown) == (True, False, False, True)
    assert "names you" in text(browser("TJ-1").get("/folders/"))


@pytest.mark.parametrize(("language", "words"), [("en", "are not shown now"), ("ru", "сейчас не показаны")])
def test_beyond_the_records_of_a_day_a_folder_shows_its_notes_alone(world, language, words):
    address = kept(browser("KZ-1"))
    browser("KZ-1").post(f"{address}note/", {"word": "Called the owner"})
    browser("KZ-1").post(f"{address}invite/", {"word": "KZ-2"})
    world.execute("update search_limit set most = 0 where what = 'shown-day'")
    page = text(browser("KZ-2", language).get(address))
    assert [each in page for each in (words, "Called the owner", "UZ-1")] == [True, True, False]


def test_notes_faults_and_the_end(world):
    client = browser("KZ-1")
    address = kept(client)
    client.post(f"{address}note/", {"word": "Called the owner"})
    assert "Called the owner" in text(client.get(address))
    assert "no accredited officer" in text(client.post(f"{address}invite/", {"word": "XX-9"}), 400)
    assert "holds 1 to 4000 characters" in text(client.post(f"{address}note/", {"word": " "}), 400)
    assert "holds 1 to 200 characters" in text(client.post("/folders/open/", {"title": ""}), 400)
    assert client.post(f"{address}close/").status_code == 302
    assert "nothing is added to it any more" in text(client.post(f"{address}note/", {"word": "x"}), 400)
    assert client.post(f"{address}remove/")["Location"] == "/folders/"
    assert client.get(address).status_code == client.get(f"/folders/{uuid.uuid4()}/").status_code == 404


def test_records_of_a_folder_are_taken_out_with_their_mark(world):
    client = browser("KZ-1")
    address = kept(client)

    for format in ("csv", "xlsx", "json"):
        response = client.post(f"{address}export/", {"format": format, "reason": "File 12"})
        assert (response.status_code, response["X-Commonweal-Export"][:2]) == (200, "E-")
        body = b"".join(response.streaming_content)
        assert ("UZ-1" in body.decode()) if format != "xlsx" else body.startswith(b"PK")
    assert "Say in at most 500 characters" in text(client.post(f"{address}export/", {"format": "csv"}), 400)
    assert browser("KZ-2").post(f"{address}export/", {"format": "csv", "reason": "x"}).status_code == 404


def test_pages_speak_russian(world):
    assert "Вас пока нет ни в одной папке" in text(browser("KZ-2", "ru").get("/folders/"))


def test_the_same_by_program(world):
    client, token = Client(raise_request_exception=False), factories.open_as("KZ-1")
    head = {"authorization": f"Bearer {token}"}

    def call(path: str, body: dict | None = None):
        if body is None:
            return client.get(f"/api/{path}", headers=head)
        return client.post(f"/api/{path}", body, "application/json", headers=head)

    answer = call("search", {"full_name": "Tarxonbekov Eldor", "born": "1984"}).json()
    found = [{"handle": each["record"]["handle"], "band": each["band"]} for each in answer["candidates"]]
    folder = call("folders", {"title": "Brothers T."}).json()["id"]
    asked = {"question": {"full_name": "Tarxonbekov Eldor"}, "receipt": answer["receipt"], "candidates": found}
    assert call(f"folders/{folder}/search", asked).json() == {"done": True}
    assert call(f"folders/{folder}/record/{found[0]['handle']}", {}).json() == {"done": True}
    assert call(f"folders/{folder}/note", {"word": "Called"}).json() == {"done": True}
    whole = call(f"folders/{folder}").json()
    assert ([each["kind"] for each in whole["items"]], whole["officers"]) == (["note", "record", "search"], ["KZ-1"])
    assert [each["record"]["reference"] for each in whole["items"][2]["found"]] == ["UZ-1"]
    assert [each["id"] for each in call("folders").json()] == [folder]
    assert call(f"folders/{folder}/burn", {"word": ""}).status_code == 404
    assert call(f"folders/{folder}/remove", {"word": ""}).json() == {"done": True}
    assert call(f"folders/{folder}").status_code == 404
