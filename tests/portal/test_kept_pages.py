"""Standing questions on pages: kept beside an answer, listed, paused, ended; what they told of, in both languages."""

import html
import re

import pytest

from commonweal.search import watching
from tests import factories
from tests.portal.test_screening_pages import read, visitor
from tests.search.running import running

WORDS = {
    "en": ("What do you keep asking?", "What came in since?"),
    "ru": ("О чём вы спрашиваете постоянно?", "Что поступило"),
}


@pytest.fixture
def search(house, superuser, tmp_path):
    factories.cast(superuser)
    factories.contribute(tmp_path, [factories.person("UZ-1", "Karimov", "Aziz")])
    with running(tmp_path / "index") as process:
        yield process


@pytest.mark.parametrize("language", ["en", "ru"])
def test_question_is_kept_tells_what_comes_in_and_is_ended(search, superuser, tmp_path, language):
    browser = visitor(language=language)
    answer = html.unescape(browser.post("/search/", {"what": "Каримов Азиз"}).content.decode())
    assert 'action="/search/standing/"' in answer
    said = {"what": "Каримов Азиз", "name": "our Aziz", "days": "30"}
    assert browser.post("/search/standing/", said).status_code == 302
    listed = read(browser, "/search/standing/")
    assert (WORDS[language][0] in listed, "our Aziz" in listed) == (True, True)

    factories.contribute(tmp_path, [factories.person("UZ-9", "Karimov", "Aziz")], name="b.jsonl")
    search.keeper.look()
    assert watching.Watcher().look() == 1
    address = re.search(r"/search/standing/[0-9a-f-]{36}/", listed)[0]
    assert "our Aziz" in read(browser, "/")
    told = read(browser, address)
    assert (WORDS[language][1] in told, "UZ-9" in told, "UZ-1" in told) == (True, True, False)
    assert "UZ-9" not in read(visitor(purpose="border-check"), address)
    assert visitor("KZ-2").get(address).status_code == 404

    assert browser.post(f"{address}change/", {"state": "paused"}).status_code == 302
    assert superuser.execute("select state from search_kept").fetchone() == ("paused",)
    assert browser.post(f"{address}end/").status_code == 302
    assert superuser.execute("select count(*) from search_kept").fetchone() == (0,)


def test_question_without_a_name_is_not_kept_and_the_page_says_why(search, superuser):
    answer = visitor().post("/search/standing/", {"what": "Karimov Aziz", "name": "", "days": "30"})
    assert (answer.status_code, "Give the question a name" in answer.content.decode()) == (400, True)
    assert superuser.execute("select count(*) from search_kept").fetchone() == (0,)
