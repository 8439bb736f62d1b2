"""A file is screened on pages: uploaded, mapped, watched, read, taken out, removed; in English and Russian."""

import html
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from commonweal.portal.middleware import DESK_COOKIE, PURPOSE_COOKIE
from commonweal.search import screening, tasks
from tests import factories
from tests.search.running import running

LIST = "Фамилия;Имя;Дата рождения\nКаримов;Азиз;14.03.1984\nЮсупов;Ботир;14.03.1984\nТархонбеков;Эльдор;1984\n"
HIDDEN = factories.OPEN_LABEL | {"full": [], "core": [], "hit": []}
HIT = factories.OPEN_LABEL | {"full": [], "core": [], "hit": ["KZ"]}


@pytest.fixture
def search(house, superuser, tmp_path):
    factories.cast(superuser)
    superuser.execute("update members_officer set roles = roles || '{exporter}' where code = 'KZ-1'")
    lines = [
        factories.person("UZ-1", "Karimov", "Aziz"),
        factories.person("UZ-2", "Yusupov", "Botir", label=HIDDEN),
        factories.person("UZ-3", "Tarxonbekov", "Eldor", label=HIT),
    ]
    factories.contribute(tmp_path, lines)
    with running(tmp_path / "index"):
        yield superuser


def visitor(officer: str = "KZ-1", language: str = "en", **other: str) -> Client:
    browser = Client(raise_request_exception=False, headers={"accept-language": language})
    browser.cookies[DESK_COOKIE] = factories.open_as(officer, "desk", "own-records", standing_duty="desk", case_ref="")
    browser.cookies[PURPOSE_COOKIE] = factories.open_as(officer, **other)
    return browser


def uploaded(browser: Client, text: str = LIST, status: int = 302) -> str:
    answer = browser.post("/search/files/", {"file": SimpleUploadedFile("list.csv", text.encode()), "days": "3"})
    assert answer.status_code == status
    return answer.headers.get("Location") or html.unescape(answer.content.decode())


def read(browser: Client, address: str) -> str:
    return html.unescape(browser.get(address).content.decode())


def screened(browser: Client, **other: str) -> str:
    address = uploaded(browser)
    mapping = {"map-family": "Фамилия", "map-given": "Имя", "map-born": "Дата рождения", "least": "weak"} | other
    assert browser.post(f"{address}begin/", mapping).status_code == 302
    tasks.screen(re.search(r"[0-9a-f-]{36}", address)[0], "KZ-1")
    return address


@pytest.mark.parametrize(("language", "words"), [("en", "Who of this list was found?"), ("ru", "Кто из этого списка")])
def test_what_was_found_stands_beside_its_row_and_what_is_hidden_does_not(search, language, words):
    browser = visitor(language=language)
    seen = read(browser, screened(browser))
    assert words in seen
    assert "<bdi>Каримов</bdi> <bdi>Азиз</bdi> <bdi>14.03.1984</bdi>" in seen
    assert ("Karimov" in seen, "UZ-1" in seen, "Тархонбеков" in seen, "Юсупов" in seen) == (True, True, True, False)
    assert ("UZ-3" in seen, "H-" in seen) == (False, True)


def test_mapping_is_suggested_and_one_that_says_nothing_is_refused_with_its_remedy(search):
    browser = visitor()
    address = uploaded(browser)
    assert '<option value="Фамилия" selected>' in read(browser, address)
    answer = browser.post(f"{address}begin/", {"map-born": "Дата рождения"})
    assert (answer.status_code, "Say in which column" in answer.content.decode()) == (400, True)


OTHER = "who;when\nКаримов Азиз;1984\n"


@pytest.mark.parametrize(
    ("language", "words"), [("en", "by the mapping “guests”"), ("ru", "по сопоставлению «guests»")]
)
def test_mapping_that_was_kept_is_offered_when_a_file_with_the_same_headings_comes(search, language, words):
    browser = visitor(language=language)
    address = uploaded(browser, OTHER)
    assert words not in read(browser, address)
    said = {"map-full_name": "who", "map-born": "when", "least": "strong", "save_for": "agency"}
    assert "80" in html.unescape(browser.post(f"{address}begin/", said | {"save_as": "x" * 81}).content.decode())
    assert browser.post(f"{address}begin/", said | {"save_as": "guests"}).status_code == 302

    colleague = visitor("KZ-2", language)
    again = read(colleague, uploaded(colleague, OTHER))
    assert words in again
    assert ('<option value="who" selected>' in again, '<option value="strong" selected>' in again) == (True, True)
    assert "guests" not in read(visitor("UZ-1", language), uploaded(visitor("UZ-1", language), OTHER))
    listed = read(colleague, "/search/files/")
    (remove,) = re.findall(r'action="(/search/files/mappings/[0-9a-f-]{36}/remove/)"', listed)
    assert visitor("UZ-1").post(remove).status_code == 400
    assert colleague.post(remove).status_code == 302
    assert "guests" not in read(browser, "/search/files/")


def test_saved_mapping_that_fits_is_chosen_on_the_page(search):
    browser = visitor()
    said = {"map-full_name": "who", "save_as": "names alone"}
    assert browser.post(f"{uploaded(browser, OTHER)}begin/", said).status_code == 302
    address = uploaded(browser, OTHER.replace("when", "when;where"))
    page = read(browser, address)
    (chosen,) = re.findall(r'href="(\?mapping=[0-9a-f-]{36})"', page)
    found = ['<option value="who" selected>' in each for each in (page, read(browser, address + chosen))]
    assert found == [False, True]


def test_mapping_by_program(search):
    token = factories.open_as("KZ-1")

    def call(address: str, method: str = "get", **other: object):
        headers = {"authorization": f"Bearer {token}"}
        return getattr(Client(), method)(f"/api/{address}", headers=headers, content_type="application/json", **other)

    wanted = {"name": "guests", "columns": ["who", "when"], "mapping": {"full_name": "who"}, "least": "strong"}
    made = call("screening-mappings", "post", data=wanted).json()
    assert (made["officer"], made["choice"]) == ("KZ-1", {"type": "", "least": "strong"})
    refused = call("screening-mappings", "post", data=wanted | {"mapping": {"full_name": "whom"}})
    assert (refused.status_code, refused.json()["code"]) == (400, "search.screening.unknown-column")
    headers = {"authorization": f"Bearer {token}"}
    received = Client().post("/api/screenings?name=a.csv", OTHER.encode(), "application/octet-stream", headers=headers)
    assert (received.json()["saved"], received.json()["mapping"]) == ("guests", {"full_name": "who"})
    begun = call(f"screenings/{received.json()['id']}/begin", "post", data={}).json()
    assert begun["state"] == "queued"
    (made_of,) = screening.screenings(factories.open_as("KZ-1"))
    assert made_of.choice["least"] == "strong"
    assert call(f"screening-mappings/{made['id']}", "delete").status_code == 200
    assert call("screening-mappings").json() == []


def test_file_that_is_none_is_refused_on_the_page(search):
    assert "Choose the file that is to be screened." in html.unescape(
        visitor().post("/search/files/", {"days": "3"}).content.decode()
    )


@pytest.mark.parametrize("format", ["csv", "xlsx", "json"])
def test_what_was_found_goes_out_with_marks_and_codes(search, format):
    browser = visitor()
    answer = browser.post(f"{screened(browser)}export/", {"format": format, "reason": "check"})
    body = b"".join(answer.streaming_content)
    assert (answer.status_code, answer["X-Commonweal-Export"][:2]) == (200, "E-")
    assert search.execute("select kind, rows, format from databanks_export").fetchall() == [("screened", 2, format)]
    if format != "xlsx":
        text = body.decode()
        canary = search.execute("select canary from databanks_export").fetchone()[0]
        assert ("Karimov" in text, "Yusupov" in text, canary in text, "Tarxonbekov" in text) == (
            True,
            False,
            True,
            False,
        )


@pytest.mark.parametrize(
    ("language", "words"), [("en", "not confirmed by the owner yet"), ("ru", "владельцем ещё не подтверждено")]
)
def test_what_is_remembered_beside_a_row_stands_there_from_then_on_and_in_the_table(search, language, words):
    browser = visitor(language=language)
    address = screened(browser)
    seen = read(browser, address)
    handle = re.findall(r'action="(/judge/[0-9a-f]{32}/)"', seen)[0]
    said = {"name": "Каримов Азиз", "born": "14.03.1984", "document": "N 04118226", "because": "x", "say": "1"}
    assert ("cw-hit--aside" in seen, browser.post(handle, said).status_code) == (False, 200)
    assert "cw-hit--aside" not in read(browser, address)  # the row names no document, and one was compared

    search.execute("update databanks_judgement set document_key = null")
    seen = read(visitor("KZ-1", language), address)
    assert (words in seen, seen.count("cw-hit--aside")) == (True, 1)
    assert "UZ-1" in seen
    assert "UZ-1" not in read(browser, f"{address}?unjudged")
    table = browser.post(f"{address}export/", {"format": "csv", "reason": "check"})
    lines = b"".join(table.streaming_content).decode()
    assert {"en": "not this person, Ministry of KZ", "ru": "не это лицо, МВД KZ"}[language] in lines


def test_foreign_file_is_as_one_that_does_not_exist_and_another_purpose_shows_nothing(search):
    address = screened(visitor())
    strangers = [visitor("KZ-2"), visitor("UZ-3")]
    nothing = re.sub(r"[0-9a-f-]{36}", "0b5e27b0-3d0c-4a3e-8e3e-9d0a3f6f0c11", address)
    for each in strangers:
        assert each.get(address).status_code == each.get(nothing).status_code == 400
    other = read(visitor(purpose="border-check"), address)
    assert ("Karimov" in other, "its own purpose" in other) == (False, True)


def test_file_is_removed_with_all_that_was_found(search):
    browser = visitor()
    address = screened(browser)
    assert browser.post(f"{address}remove/").status_code == 302
    assert search.execute("select count(*) from search_screened").fetchone() == (0,)
    assert "There is none yet." in read(browser, "/search/files/")
