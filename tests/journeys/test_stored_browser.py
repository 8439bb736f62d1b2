"""Twenty texts that would run, stored wherever a page shows text: nothing runs, with and without the content policy.

All three hundred, in every type of record: `make prove-trust ONLY=trust_content`.
"""

import re

import pytest
from playwright.sync_api import sync_playwright

from commonweal.house import places
from tests import stored
from tests.journeys import running
from tests.journeys.conftest import searching, served
from tests.journeys.test_pages_browser import FLAGS
from tests.payloads import payloads

pytestmark = pytest.mark.browser
SAMPLE = 20
SENT = ("/search/", "/purpose/", "/folders/")


def some_of(pages: list[tuple[str, str]], who: str) -> list[str]:
    """Every list, and some of the pages of one thing."""
    own = [path for whose, path in pages if whose == who]
    return [path for number, path in enumerate(own) if not re.search(r"[0-9a-f]{12}/$", path) or number % 12 == 0]


def test_twenty_payloads_in_every_text_run_nowhere(shared_house, chromium, tmp_path_factory):
    from django.test import override_settings

    some, seen = payloads(SAMPLE), running.Seen()
    with shared_house.superuser() as superuser:
        world = stored.build(superuser, tmp_path_factory.mktemp("lines"), some, kinds=("person", "drug-seizure"))
    settings = override_settings(SEARCH_SOCKET=places.search_socket())
    with settings, searching(), served() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(FLAGS))
        sees = [running.runs_unescaped(browser, each) for each in some]
        for who, tokens in world.tokens.items():
            with running.watching(browser, address, tokens, seen, policy=False) as watch:
                for path in some_of(world.pages, who):
                    watch.look(path)
                for path, words in zip(SENT, running.in_turn(some, 7), strict=False):
                    watch.send(path, words)
        browser.close()

    assert seen.problems == []
    assert seen.pages > 30
    assert sum(sees) >= 16
