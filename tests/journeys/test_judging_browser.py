"""Judging a hit and keeping a search in a folder, in a browser, in both languages, wide and narrow."""

import pytest

from tests.journeys.test_numbers_browser import open_purpose, picture
from tests.journeys.test_pages_browser import browser, language, sign_in, visit  # noqa: F401 - fixtures

pytestmark = pytest.mark.browser
WORDS = {
    "en": ("not confirmed by the owner yet", "What is in it, newest first", "Confirm for everybody", "Valid through"),
    "ru": ("владельцем ещё не подтверждено", "Содержимое, сначала новое", "Подтвердить для всех", "Действует по"),
}


def send(visit, where: str) -> None:  # noqa: F811
    """Press the first button at this place and look at the page that comes."""
    with visit.page.expect_navigation():
        visit.page.locator(where).first.click()
    visit.check()


def test_a_namesake_is_remembered_confirmed_and_the_search_kept(visit, site, language, request):  # noqa: F811
    judged, inside, confirm, valid = WORDS[language]
    page = visit.page
    sign_in(visit, site.links["KZ-1"].pop())
    open_purpose(visit)
    page.goto(f"{site.address}/folders/")
    visit.check()
    page.fill("#f-title", "Тарханбеков")
    send(visit, "main form .btn-primary")

    def ask() -> None:
        page.goto(f"{site.address}/search/")
        page.fill("#f-what", "Tarxonbekov Eldor")
        page.fill("#f-born", "14.03.1984")
        page.fill("#f-number", "N 04118226")
        send(visit, "main form .btn-primary")

    ask()
    # Candidates that are alike stand in the order of ids, which are chance: the one whose owner answers is named.
    whose = f".cw-hit:has(a[href*='{site.records['UZ-P-004417']}'])"
    send(visit, f"{whose} form[action^='/judge/'] button")
    page.fill("#f-because", "Шрам, другое лицо")
    picture(visit, request, "judge")
    send(visit, "main form .btn-primary")
    ask()
    assert judged in page.inner_text("main")
    page.locator("summary", has=page.locator("xpath=../form[@action='/folders/keep/']")).first.click()
    picture(visit, request, "answer")
    send(visit, "form[action='/folders/keep/'] button")
    assert inside.casefold() in page.inner_text("main").casefold()
    picture(visit, request, "folder")
    page.goto(f"{site.address}/folders/")
    visit.check()
    page.goto(f"{site.address}/judgements/")
    visit.check()
    picture(visit, request, "judgements")

    send(visit, "form[action='/sign-out/'] button")
    sign_in(visit, site.links["UZ-3"].pop())
    page.goto(f"{site.address}/judgements/")
    page.locator("main summary").first.click()
    visit.check()
    assert confirm in page.inner_text("main")
    picture(visit, request, "owner")
    page.goto(f"{site.address}/certificates/issue/{site.records['UZ-P-004417']}/")
    visit.check()
    for name, value in (("name", "Tarxonbekov Eldor"), ("document", "N 777123"), ("because", "Compared")):
        page.fill(f"#f-{name}", value)
    picture(visit, request, "certify")
    send(visit, "main form .btn-primary")
    assert valid in page.inner_text("main")
    picture(visit, request, "paper")
    page.goto(f"{site.address}/certificates/")
    visit.check()
    picture(visit, request, "check")
