"""A file is screened and a question kept in a browser; the pages are checked as all pages are (test_pages_browser)."""

import os
import re
import threading
from pathlib import Path

import pytest
from django.db import connection

from commonweal.search import tasks
from tests.journeys.test_pages_browser import browser, language, sign_in, visit  # noqa: F401 - fixtures

pytestmark = pytest.mark.browser
LIST = (
    "Фамилия;Имя;Отчество;Дата рождения;Бумага;Рейс\n"
    "Тарханбеков;Эльдар;Назимович;14.03.1984;N 04118226;HY-601\n"
    "Неизвестный;Никто;;01.02.1990;;HY-601\n"
    ";;;03.03.1991;;HY-602\n"
)
JUDGED = {"en": "not confirmed by the owner yet", "ru": "владельцем ещё не подтверждено"}


def picture(visit, name: str, language: str) -> None:  # noqa: F811
    """Keep a picture to be looked at, where somebody wants them."""
    if folder := os.environ.get("COMMONWEAL_PICTURES"):
        width = visit.page.viewport_size["width"]
        visit.page.screenshot(path=Path(folder) / f"{name}-{language}-{width}.png", full_page=True)


def purpose(visit, address: str) -> None:  # noqa: F811
    """Open a purpose by its page."""
    visit.page.goto(f"{address}/purpose/")
    visit.page.select_option("#f-purpose", "wanted-person")
    visit.page.fill("#f-basis", "Договор о межгосударственном розыске лиц, 10.12.2010")
    visit.page.fill("#f-case_ref", "26/0417-3")
    visit.page.click("main form button.btn-primary")
    visit.page.wait_for_load_state()


def screened(file: str) -> None:
    """The worker's part, in a thread of its own: the browser's must not meet the database."""

    def work() -> None:
        tasks.screen(file, "KZ-1")
        connection.close()

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()


def test_file_is_uploaded_mapped_begun_and_a_question_kept(visit, site, language, tmp_path):  # noqa: F811
    sign_in(visit, site.links["KZ-1"].pop())
    purpose(visit, site.address)
    visit.page.goto(f"{site.address}/search/files/")
    visit.check()
    picture(visit, "files", language)
    file = tmp_path / "passengers.csv"
    file.write_text(LIST, encoding="utf-8")
    visit.page.set_input_files("#f-file", file)
    visit.page.click("main aside form button")
    visit.page.wait_for_load_state()
    visit.page.select_option("#f-number", "Бумага")
    visit.page.locator("main details summary").click()
    visit.page.fill("#f-save_as", "Пассажиры")
    visit.check()
    picture(visit, "mapping", language)
    visit.page.click("main aside button.btn-primary")
    visit.page.wait_for_load_state()
    (found,) = re.findall(r"/search/files/([0-9a-f-]{36})/$", visit.page.url)
    visit.check()
    picture(visit, "begun", language)
    screened(found)
    visit.page.reload()
    if not visit.page.locator("[data-judged]").count():
        visit.page.locator("main form[action^='/judge/'] button").first.click()
        visit.page.wait_for_load_state()
        visit.page.fill("#f-because", "Шрам, другое лицо")
        visit.page.click("main form button.btn-primary")
        visit.page.wait_for_load_state()
        visit.page.goto(f"{site.address}/search/files/{found}/")
    visit.check()
    assert JUDGED[language] in visit.page.inner_text("main")
    picture(visit, "found", language)

    visit.page.goto(f"{site.address}/search/")
    visit.page.fill("#f-what", "Тарханбеков Эльдар")
    visit.page.click("main form button.btn-primary")
    visit.page.wait_for_load_state()
    visit.page.click('summary:has(~ form[action="/search/standing/"])')
    visit.page.fill("#f-kept-name", "our man")
    visit.check()
    visit.page.click('form[action="/search/standing/"] button')
    visit.page.wait_for_load_state()
    visit.check()
    picture(visit, "kept", language)
    visit.page.click("tbody th a")
    visit.page.wait_for_load_state()
    visit.check()
    visit.page.goto(f"{site.address}/search/standing/")
    visit.page.click("tbody tr form:last-of-type button")
    visit.page.wait_for_load_state()
