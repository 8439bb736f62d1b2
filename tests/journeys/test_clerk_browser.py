"""A clerk brings a messy register in, in Russian, with every process of the house that it needs.

Small here; `tools.prove.clerk` takes the same way with five thousand vehicles.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.test import override_settings
from playwright.sync_api import sync_playwright

from tests import factories
from tests.journeys import messy
from tests.journeys.clerk import Clerk
from tests.journeys.conftest import searching, served
from tests.journeys.test_pages_browser import FLAGS

pytestmark = pytest.mark.browser
VEHICLES = 300


@contextmanager
def working() -> Iterator[None]:
    """The worker, as the house starts it."""
    environment = os.environ | {"COMMONWEAL_CLUSTER": "test", "COMMONWEAL_DB_ROLE": "cw_app"}
    command = [sys.executable, "-m", "commonweal.house.cli", "worker-process"]
    with subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL) as process:
        try:
            yield
        finally:
            process.terminate()


@pytest.fixture(scope="module")
def site(shared_house, chromium) -> Iterator[tuple[str, dict[str, str]]]:
    """An empty commonwealth that serves: its address, a one-time link for each of three officers."""
    from commonweal.audit.journal import systems_actor
    from commonweal.house import places
    from commonweal.members import actions, queries

    with shared_house.superuser() as superuser:
        factories.cast(superuser)
    settings = override_settings(SEARCH_SOCKET=places.search_socket())
    with settings, searching(), working(), served() as address:
        links = {
            code: f"{address}/sign-in/{actions.issue_sign_in_link(queries.officer(code), by=systems_actor())}/"
            for code in ("UZ-1", "UZ-2", "KZ-1")
        }
        yield address, links


def test_messy_register_comes_in_is_mended_approved_and_found(site, chromium, tmp_path):
    address, links = site
    register = messy.register(VEHICLES)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        windows = [browser.new_context(locale="ru", viewport={"width": 1440, "height": 900}) for _ in range(3)]
        clerk = Clerk(address, *windows)
        clerk.sign_in(*(links[code] for code in ("UZ-1", "UZ-2", "KZ-1")))
        seen = clerk.go(register, tmp_path)
        browser.close()

    good = VEHICLES - messy.PLANTED
    assert seen.first["новых записей"] == good
    assert seen.refused == register.mistakes
    assert (seen.mended["новых записей"], seen.mended["без изменений"]) == (messy.PLANTED, good)
    assert (seen.mended["будут изменены"], seen.mended["отклонено"]) == (0, 0)
    assert seen.as_csv["без изменений"] == VEHICLES
    assert len(seen.states) == 2
    assert register.corrected[11][messy.CARD] in seen.found
