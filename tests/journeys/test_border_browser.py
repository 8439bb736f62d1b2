"""A shift at the border in a browser: a zone typed as readers type it, its faults told live, a line that is lost."""

import os
from pathlib import Path

import pytest

from tests.journeys.test_pages_browser import browser, language, sign_in, visit  # noqa: F401 - fixtures
from tests.names.test_mrz import TD1, TD2, TD3

pytestmark = pytest.mark.browser
NOBODY = "P<UTONOBODY<<KNOWN<<<<<<<<<<<<<<<<<<<<<<<<<<\nX123456785UTO8001014F4001016<<<<<<<<<<<<<<00"
WORDS = {
    "en": {
        "call": "Call +000 1 (Ministry of AM, AM)",
        "none": "No match",
        "confirm": "Do not act before confirming",
        "digit": "Line 2, position 20: the check digit of the date of birth does not hold.",
        "holds": "The zone is whole and all its check digits hold.",
        "lost": "There is no answer",
    },
    "ru": {
        "call": "Позвонить: +000 1 (МВД AM, AM)",
        "none": "Совпадений нет",
        "confirm": "Ничего не предпринимать до подтверждения",
        "digit": "Строка 2, позиция 20: неверна контрольная цифра даты рождения.",
        "holds": "Зона полная, все контрольные цифры верны.",
        "lost": "Ответа нет",
    },
}


def picture(visit, request, name: str) -> None:  # noqa: F811
    """Keep a picture to look at, where a folder is named."""
    if folder := os.environ.get("COMMONWEAL_PICTURES"):
        visit.page.screenshot(
            path=Path(folder) / f"border-{name}-{request.node.callspec.id}.png", full_page=True, caret="initial"
        )


def begin(visit, site, request) -> None:  # noqa: F811
    sign_in(visit, site.links["KZ-1"].pop())
    visit.page.goto(f"{site.address}/border/")
    visit.write("#f-standing_duty", "Post Dostyk, 2")
    visit.write("#f-basis", "Agreement, 1999")
    visit.check()
    picture(visit, request, "shift")
    visit.press("Enter")
    visit.check()
    assert visit.page.evaluate("document.activeElement.id") == "f-zone"


def scan(visit, text: str) -> str:  # noqa: F811
    """What a reader does: it types the lines with Enter behind each; then the headline."""
    for line in text.split("\n"):
        visit.page.keyboard.type(line)
        visit.page.keyboard.press("Enter")
    visit.page.wait_for_selector("#answer .small")
    visit.check()
    return visit.page.inner_text("#answer h2")


def test_travellers_are_scanned_one_after_another(visit, site, language, request):  # noqa: F811
    words = WORDS[language]
    begin(visit, site, request)
    assert words["call"] in scan(visit, TD3)
    picture(visit, request, "call")
    assert words["none"] in scan(visit, NOBODY)  # the first key clears what stands
    picture(visit, request, "none")

    visit.tab_to("#next")
    visit.page.keyboard.press("Enter")
    assert (visit.page.inner_text("#answer"), visit.page.input_value("#f-zone")) == ("", "")
    visit.write("#f-name", "Саркисян Тигран")
    visit.write("#f-born", "03.02.1990")
    visit.page.keyboard.press("Enter")
    visit.page.wait_for_selector(".line-confirm")
    visit.check()
    picture(visit, request, "confirm")
    assert words["confirm"] in visit.page.inner_text("#answer h2")


def test_faults_are_told_live_and_a_lost_line_gives_no_answer(visit, site, language, request):  # noqa: F811
    words = WORDS[language]
    begin(visit, site, request)
    for specimen in (TD1, TD2, TD3):
        visit.page.fill("#f-zone", specimen)
        assert visit.page.inner_text("#live").strip() == words["holds"]
    visit.page.fill("#f-zone", TD3.replace("2F12", "3F12"))
    assert words["digit"] in visit.page.inner_text("#live")
    visit.check()
    picture(visit, request, "digit")

    visit.page.context.set_offline(True)
    visit.page.click("button.go")
    visit.page.wait_for_selector(".line-fault")
    assert words["lost"] in visit.page.inner_text("#answer")
    picture(visit, request, "lost")
    visit.page.context.set_offline(False)
