"""The secretariat reviews what records teach of names, in a browser, in both languages, wide and narrow."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.db import connection

from commonweal.house import database
from commonweal.search import lessons, teaching
from tests.journeys.test_judging_browser import send
from tests.journeys.test_numbers_browser import picture
from tests.journeys.test_pages_browser import browser, language, sign_in, visit  # noqa: F401 - fixtures
from tests.search.test_lessons import hold, person, secretariat

pytestmark = pytest.mark.browser
WORDS = {"en": ("One name, used by all", "5 records or more"), "ru": ("Одно имя, действует для всех", "записей: 5")}


@pytest.fixture(scope="module")
def taught(site, tmp_path_factory) -> None:
    """Three pairs of words that enough people teach, and a lesson that waits for its turn. In a thread: the browser's
    event loop must not meet the database in one."""
    with ThreadPoolExecutor(1) as one:
        one.submit(_teach, tmp_path_factory.mktemp("taught")).result()


def _teach(folder: Path) -> None:
    for place, words in enumerate((("Шоу", "Shaw"), ("Уоллес", "Wallace"), ("Мур", "Moore"))):
        lines = [person(6 * place + number, words) for number in range(5)]
        hold(folder, lines[:3], "UZ")
        hold(folder, lines[3:], "KZ")
    lessons.ask(secretariat())
    teaching.teach(database.connection_settings("cw_clock"))
    lessons.ask(secretariat())
    connection.close()


def test_a_pair_is_accepted_and_undone(visit, site, taught, language, request):  # noqa: F811
    used, step = WORDS[language]
    page = visit.page
    sign_in(visit, site.links["UZ-3"].pop())
    page.goto(f"{site.address}/names/")
    visit.check()
    picture(visit, request, "proposed")
    assert step in page.inner_text("main")
    page.fill("input[name=reason]", "usual spelling")
    send(visit, "form[action$='/accept/'] .btn-primary")
    assert used in page.inner_text("main")
    picture(visit, request, "accepted")
    page.locator("details summary").first.click()
    page.fill("form[action$='/undo/'] input[name=reason]", "for the next reader")
    send(visit, "form[action$='/undo/'] button")
    assert used not in page.inner_text("main")
