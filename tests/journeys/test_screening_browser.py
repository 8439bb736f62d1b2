"""A file is screened and a question kept in a browser; the pages are checked as all pages are (test_pages_browser)."""

import os
import re
from pathlib import Path

import pytest

from tests.journeys.test_pages_browser import browser, language, sign_in, visit  # noqa: F401 - fixtures

pytestmark = pytest.mark.browser
LIST = (
    "Фамилия;Имя;Отчество;Дата рождения;Рейс\n"
    "Тарханбеков;Эльдар;Назимович;14.03.1984;HY-601\n"
    "Неизвестный;Никто;;01.02.1990;HY-601\n"
    ";;;03.03.1991;HY-602\n"
)


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
    visit.check()
    picture(visit, "mapping", language)
    visit.page.click("main aside button.btn-primary")
    visit.page.wait_for_load_state()
    assert re.search(r"/search/files/[0-9a-f-]{36}/$", visit.page.url)
    visit.check()
    picture(visit, "begun", language)

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
