"""A half-read plate in a browser, by keyboard alone, in both languages, wide and narrow."""

import os
from pathlib import Path

import pytest

from tests.journeys.test_pages_browser import browser, language, sign_in, visit  # noqa: F401 - fixtures

pytestmark = pytest.mark.browser
WORDS = {
    "en": {
        "half": "what was read agrees, 1 character was not read",
        "slip": "one character differs: 8 read as 3",
        "bank": "United Data Bank",
    },
    "ru": {
        "half": "прочитанное совпадает, не прочитан 1 знак",
        "slip": "отличается один знак: 8 прочитано как 3",
        "bank": "Объединённый банк данных",
    },
}


def open_purpose(visit) -> None:  # noqa: F811
    visit.press("g", "s")
    visit.tab_to("#f-purpose")
    visit.page.keyboard.press("ArrowDown")
    visit.write("#f-basis", "Договор о межгосударственном розыске лиц, 10.12.2010")
    visit.write("#f-case_ref", "26/0417-3")
    visit.press("Enter")


def ask(visit, text: str) -> str:  # noqa: F811
    """Type into the one box; what the page then says."""
    visit.page.keyboard.press("/")
    visit.page.keyboard.press("Control+a")
    visit.write("#f-what", text)
    visit.press("Enter")
    visit.check()
    return visit.page.inner_text("main")


def test_a_misread_plate_shows_the_difference_and_a_half_read_one_leads_to_the_vehicle(visit, site, language, request):  # noqa: F811
    sign_in(visit, site.links["KZ-1"].pop())
    open_purpose(visit)

    answer = ask(visit, "А123ВС77")
    assert WORDS[language]["slip"] in answer
    assert visit.page.locator("mark.cw-differs").all_inner_texts() == ["3", "8"]
    assert visit.page.locator(".cw-hit").count() == 2
    picture(visit, request, "misread")

    answer = ask(visit, "A1?3BC 77")
    assert (answer.count(WORDS[language]["half"]), WORDS[language]["bank"] in answer) == (1, True)
    picture(visit, request, "half-read")

    visit.page.keyboard.press("j")
    visit.press_apart("Enter")
    visit.check()
    assert visit.page.url == f"{site.address}/records/{site.records['UZ-V-1']}/"


def picture(visit, request, name: str) -> None:  # noqa: F811
    """Keep what the page looks like, where the environment names a folder for it."""
    if folder := os.environ.get("COMMONWEAL_PICTURES"):
        visit.page.screenshot(path=str(Path(folder) / f"{name}-{request.node.callspec.id}.png"), full_page=True)
