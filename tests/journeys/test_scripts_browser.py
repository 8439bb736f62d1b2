"""A reader of Latin alone sees on the page why a name in a script that he does not read is the one that he asked for.

With COMMONWEAL_PICTURES set to a folder, the answer in English at 1440 px is kept there as `scripts.png`
(`python -m tools.pictures scripts`).
"""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.journeys import test_pages_browser
from tests.journeys.test_pages_browser import Visit, sign_in

pytestmark = pytest.mark.browser
browser = test_pages_browser.browser
TAJIK, LATIN = ("Ҳоҷизода", "Ҷамолиддин"), ("Khodzhizoda", "Dzhamoliddin")
SAID = {
    "Given name": ("in Latin: Jamoliddin", "same: letter for letter, Tajik ҷ (j) = dzh"),
    "Family name": ("in Latin: Hojizoda", "same: letter for letter, Tajik ҳ (h) = kh, ҷ (j) = dzh"),
}


@pytest.fixture(params=[1440, 360])
def visit(request, browser, site) -> Iterator[Visit]:
    with browser.new_context(viewport={"width": request.param, "height": 900}, locale="en") as context:
        yield Visit(context.new_page(), site.address)


def answer(visit: Visit, site, name: tuple[str, str]) -> Page:
    sign_in(visit, site.links["KZ-1"].pop())
    page = visit.page
    page.goto(f"{site.address}/purpose/")
    page.select_option("#f-purpose", "wanted-person")
    page.fill("#f-basis", "Treaty on interstate search, 10 Dec 2010")
    page.fill("#f-case_ref", "26/0417-3")
    page.click("main form button.btn-primary")
    page.fill("#f-family", name[0])
    page.fill("#f-given", name[1])
    page.click("main form button.btn-primary")
    visit.check()
    return page


def rows(page: Page, record: str) -> dict[str, list[str]]:
    """The comparison with a record: the words of each line by its part."""
    hit = page.locator(".cw-hit", has_text=record)
    cells = [row.locator("th, td").all_inner_texts() for row in hit.locator("tbody tr").all()]
    return {part: [" ".join(cell.split()) for cell in found] for part, *found in cells}


def test_the_page_says_in_latin_how_a_tajik_name_reads_and_which_letters_stand_for_which(visit, site):
    page = answer(visit, site, LATIN)

    assert rows(page, "TJ-P-9") == {
        part: [asked, f"{written} {SAID[part][0]}", SAID[part][1]]
        for part, asked, written in zip(("Family name", "Given name"), LATIN, TAJIK, strict=True)
    }
    folder = os.environ.get("COMMONWEAL_PICTURES")
    if folder and page.viewport_size["width"] == 1440:
        page.screenshot(path=Path(folder) / "scripts.png", full_page=True)


def test_asked_in_tajik_the_page_says_the_same_of_a_record_in_latin(visit, site):
    found = rows(answer(visit, site, TAJIK), "RU-P-9")

    assert found["Family name"] == [
        "Ҳоҷизода in Latin: Hojizoda",
        "Khodzhizoda",
        "same: letter for letter, Tajik kh = ҳ (h), dzh = ҷ (j)",
    ]
