"""Related records in a browser: from a record to its graph, and on to another record, by keyboard, wide and narrow."""

import os
from pathlib import Path

import pytest

from tests.journeys.test_numbers_browser import open_purpose
from tests.journeys.test_pages_browser import browser, language, sign_in, visit  # noqa: F401 - fixtures

pytestmark = pytest.mark.browser
SAYS = {"en": "link drawn by the owner", "ru": "связь проведена владельцем"}


def test_a_graph_is_walked_from_record_to_record(visit, site, language, request):  # noqa: F811
    sign_in(visit, site.links["KZ-1"].pop())
    open_purpose(visit)
    visit.page.goto(f"{site.address}/records/{site.records['UZ-P-004417']}/related/?depth=2")
    visit.check()
    if folder := os.environ.get("COMMONWEAL_PICTURES"):
        path = Path(folder) / f"related-{request.node.callspec.id}.png"
        visit.page.screenshot(path=path, full_page=True, caret="initial")

    assert visit.page.locator("svg.cw-graph circle").count() == visit.page.locator("tbody tr").count() >= 2
    assert SAYS[language] in visit.page.inner_text("main")
    visit.page.keyboard.press("j")
    visit.page.keyboard.press("j")
    visit.press("Enter")
    visit.check()
    assert visit.page.url.startswith(f"{site.address}/records/")
