"""Records in a browser, by keyboard where it matters: a thing's page, its earlier states, its print, a table taken out.

Every text of the seizure is one that would run as markup; the pages are checked as all pages are (test_pages_browser).
"""

import csv
import io

import pytest
from playwright.sync_api import expect

from tests import samples
from tests.journeys.test_pages_browser import browser, language, sign_in, visit  # noqa: F401 - fixtures

pytestmark = pytest.mark.browser
WORDS = {
    "en": {
        "linked": "seized from",
        "inverse": "seized from this one",
        "changed": "source usually reliable",
        "conditions": "In judicial proceedings only with the owner’s consent.",
        "states": "How things move from state to state",
    },
    "ru": {
        "linked": "изъято у",
        "inverse": "изъято у него",
        "changed": "источник обычно надёжный",
        "conditions": "В судопроизводстве – только с согласия владельца.",
        "states": "Как меняются состояния",
    },
}


def nothing_ran(page) -> bool:
    """Whether the words of the seizure stayed words."""
    return page.title() != "1" and page.locator("main img[src=x]").count() == 0


def test_thing_is_read_traced_back_and_printed(visit, site, language):  # noqa: F811
    words, record = WORDS[language], site.records["UZ-D-12"]
    sign_in(visit, site.links["UZ-3"].pop())

    visit.page.goto(f"{site.address}/records/{record}/")
    visit.check()
    said = visit.page.inner_text("main")
    assert words["linked"] in said
    assert samples.HOSTILE in said
    assert nothing_ran(visit.page)
    picture = visit.page.locator(".cw-files img")
    picture.scroll_into_view_if_needed()
    expect(picture).to_have_js_property("naturalWidth", 2)

    visit.tab_to(f'a[href="/records/{record}/versions/"]')
    visit.press("Enter")
    visit.check()
    assert words["changed"] in visit.page.inner_text("del")
    visit.tab_to("details summary")
    visit.page.keyboard.press("Enter")
    assert visit.page.locator("details[open] dt").count() > 10
    assert nothing_ran(visit.page)

    visit.page.goto(f"{site.address}/records/{record}/print/")
    visit.check()
    assert words["conditions"] in visit.page.inner_text("main")
    assert visit.page.locator("nav").count() == 0
    assert nothing_ran(visit.page)


def test_link_is_worded_from_the_other_side_and_leads_back(visit, site, language):  # noqa: F811
    sign_in(visit, site.links["UZ-3"].pop())
    visit.page.goto(f"{site.address}/records/{site.records['UZ-P-004417']}/")
    row = visit.page.locator("tr[data-row]", has_text="UZ-D-12")

    assert WORDS[language]["inverse"] in row.inner_text()
    visit.tab_to(f'a[href="/records/{site.records["UZ-D-12"]}/"]')
    visit.press("Enter")
    assert visit.page.url == f"{site.address}/records/{site.records['UZ-D-12']}/"


def test_own_records_are_taken_out_by_keyboard(visit, site, language):  # noqa: F811
    sign_in(visit, site.links["UZ-3"].pop())
    visit.page.goto(f"{site.address}/exports/")
    visit.check()
    visit.tab_to("form button.btn-primary")
    visit.press("Enter")
    visit.problems = [each for each in visit.problems if "status of 400" not in each]  # the browser says so itself
    visit.check()
    assert visit.page.evaluate("document.activeElement.matches('.cw-errors')")

    visit.page.select_option("#f-type", "drug-seizure")
    visit.write("#f-reason", "check")
    visit.page.check('input[value="csv"]')
    with visit.page.expect_download() as waiting:
        visit.page.click("form button.btn-primary")
    content = waiting.value.path().read_text(encoding="utf-8-sig")
    rows = [row for row in csv.reader(io.StringIO(content, newline="")) if row[6:7] == ["UZ-D-12"]]

    assert len(rows) == 1
    assert waiting.value.suggested_filename.startswith("commonweal-E-")
    visit.page.goto(f"{site.address}/exports/")
    assert rows[0][2] not in visit.page.inner_text("main")  # the mark of a file is known to its holder alone


def test_states_are_drawn(visit, site, language):  # noqa: F811
    visit.page.goto(f"{site.address}/help/states/")
    visit.check()
    assert visit.page.inner_text("h1") == WORDS[language]["states"]
