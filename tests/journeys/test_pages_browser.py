"""The main job in a browser, by keyboard alone, in both languages, wide and narrow.

On every page: no console message, no request outside, nothing inline, nothing wider than the page, axe without
serious findings.
"""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

pytestmark = pytest.mark.browser
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost",
)
RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
    "resultTypes": ["violations"],
    "preload": False,
}
"""What axe looks for. Style sheets and sounds are not fetched anew for it: no rule of these tags asks for them here."""
FINDINGS = """async (options) => (await axe.run(document, options)).violations
    .filter((each) => ["serious", "critical"].includes(each.impact))
    .map((each) => `${each.id}: ${each.nodes[0].html.slice(0, 120)}`)"""
"""Only what is found leaves the browser: all that passed is megabytes a page, most of the time of these tests."""
WORDS = {
    "en": {
        "level": "In full",
        "same": "same: to the day",
        "hit": "Hit only",
        "found": "Our records were found",
    },
    "ru": {
        "level": "Полностью",
        "same": "совпадает: день в день",
        "hit": "Есть сведения",
        "found": "Наши записи найдены",
    },
}
TOO_WIDE = """() => [...document.querySelectorAll("body *")]
    .filter((each) => each.getBoundingClientRect().right > document.documentElement.clientWidth + 1
        && !each.closest(".cw-scroll, .visually-hidden, thead, .cw-skip"))
    .map((each) => each.outerHTML.slice(0, 100))"""
AXE = Axe().axe_script
INLINE = """() => [...document.querySelectorAll("[style], style, script:not([src])")]
    .map((each) => each.outerHTML.slice(0, 100))"""


class Visit:
    """A page and everything that went wrong on it."""

    def __init__(self, page: Page, address: str) -> None:
        self.page, self._address = page, address
        self.problems: list[str] = []
        self._listen(page)

    def _listen(self, page: Page) -> None:
        page.on("console", lambda message: self.problems.append(f"console: {message.text}"))
        page.on("pageerror", lambda error: self.problems.append(f"script: {error}"))
        page.on("request", lambda request: self._inside(request.url))

    def _inside(self, url: str) -> None:
        if not url.startswith(self._address):
            self.problems.append(f"outside: {url}")

    def check(self) -> None:
        """Everything that must hold on every page."""
        self.problems += [f"inline: {each}" for each in self.page.evaluate(INLINE)]
        self.problems += [f"too wide: {each}" for each in self.page.evaluate(TOO_WIDE)]
        self.page.evaluate(AXE)
        self.problems += [f"axe {each}" for each in self.page.evaluate(FINDINGS, RULES)]
        assert self.problems == []

    def tab_to(self, selector: str) -> None:
        """Press Tab until the element has the focus."""
        for _ in range(80):
            if self.page.evaluate("(s) => document.activeElement.matches(s)", selector):
                return
            self.page.keyboard.press("Tab")
        pytest.fail(f"{selector} is not reached with Tab")

    def press(self, *keys: str) -> None:
        """Press keys that lead to another page."""
        with self.page.expect_navigation():
            for key in keys:
                self.page.keyboard.press(key)

    def press_apart(self, *keys: str) -> None:
        """Press keys that open a page in a tab of its own, and go on there."""
        with self.page.context.expect_page() as opened:
            for key in keys:
                self.page.keyboard.press(key)
        self.go_on(opened.value)

    def go_on(self, page: Page) -> None:
        """Go on in this page."""
        self.page = page
        self._listen(page)
        page.wait_for_load_state()

    def write(self, selector: str, text: str) -> None:
        """Go to a field and type."""
        self.tab_to(selector)
        self.page.keyboard.type(text)


@pytest.fixture(scope="module")
def browser(site, chromium) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture(params=["en", "ru"])
def language(request) -> str:
    return request.param


@pytest.fixture(params=[1440, 360])
def visit(request, browser, site, language) -> Iterator[Visit]:
    context = browser.new_context(viewport={"width": request.param, "height": 900}, locale=language)
    yield Visit(context.new_page(), site.address)
    context.close()


def sign_in(visit: Visit, link: str) -> None:
    visit.page.goto(link)
    visit.check()
    visit.tab_to("main button")
    with visit.page.expect_navigation():  # who goes on before would go on as nobody
        visit.press("Enter")


def test_question_is_asked_and_a_record_opened_by_keyboard_alone(visit, site, language):
    sign_in(visit, site.links["KZ-1"].pop())
    visit.check()

    visit.press("g", "s")
    visit.tab_to("#f-purpose")
    visit.page.keyboard.press("ArrowDown")
    visit.write("#f-basis", "Договор о межгосударственном розыске лиц, 10.12.2010")
    visit.write("#f-case_ref", "26/0417-3")
    visit.check()
    visit.press("Enter")

    visit.page.keyboard.press("/")
    for field, text in (("family", "Тарханбеков"), ("given", "Эльдар"), ("patronymic", "Назимович")):
        visit.write(f"#f-{field}", text)
    visit.write("#f-born", "14.03.1984")
    visit.check()
    visit.press("Enter")
    visit.check()
    answer = visit.page.inner_text("main")
    assert all(WORDS[language][word] in answer for word in ("level", "same", "hit"))
    assert visit.page.url == f"{site.address}/search/"

    visit.page.keyboard.press("j")
    visit.press_apart("Enter")
    visit.check()
    assert visit.page.url == f"{site.address}/records/{site.records['UZ-P-004417']}/"
    assert visit.page.inner_text("h1") == "Tarxonbekov Eldor Nozimovich"


def test_owner_sees_who_found_the_record(visit, site, language):
    sign_in(visit, site.links["UZ-3"].pop())
    visit.check()
    assert WORDS[language]["found"] in visit.page.inner_text("main")

    visit.press("g", "t")
    visit.check()
    visit.press("g", "c")
    visit.check()
    visit.press("?")
    visit.check()
    visit.page.goto(f"{site.address}/records/{site.records['UZ-P-004417']}/")
    visit.check()
    assert visit.page.locator(".cw-tiles g").count() == 5
