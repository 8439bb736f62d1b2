"""Three hundred texts that would run, in every text that a page shows: every page is opened in a
browser that heeds no content policy, so that escaping holds by itself, and every fourth in one that does.
"""

import logging
import os
import shutil
import tempfile
from itertools import islice
from pathlib import Path

from tools.prove import scratch
from tools.prove.line import Line

MOST = 300
SENT = (
    "/search/",
    "/purpose/",
    "/folders/",
    "/contributions/record/",
    "/border/",
    "/exports/",
    "/certificates/",
    "/touches/",
)
"""Pages whose form is filled with payloads and sent, so that the answer shows them again."""
TIMES = 5
AIM = f"0 of {MOST} run, with the content policy and without it"


def prove() -> list[Line]:
    """Four lines, or one that says why they were not tried."""
    from tests.journeys.conftest import BROWSERS

    found = os.environ.get("COMMONWEAL_CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        return [Line("Stored texts run on no page", "no Chromium on this machine", AIM, None)]
    logging.getLogger("django.request").setLevel(logging.CRITICAL)  # refusals are among what is looked at
    with scratch.database() as house, tempfile.TemporaryDirectory() as folder:
        return _prove(house, Path(folder), found)


def _prove(house, folder: Path, chromium: str) -> list[Line]:
    from django.test import override_settings
    from playwright.sync_api import sync_playwright

    from commonweal.house import places
    from tests import stored
    from tests.journeys import running
    from tests.journeys.conftest import searching, served
    from tests.journeys.test_pages_browser import FLAGS
    from tests.payloads import payloads

    some = payloads(MOST)
    with house.superuser() as superuser:
        world = stored.build(superuser, folder, some)
    by_policy = {True: running.Seen(), False: running.Seen()}
    settings = override_settings(SEARCH_SOCKET=places.search_socket())
    with settings, searching(), served() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(FLAGS))
        sees = sum(running.runs_unescaped(browser, each) for each in some)
        for policy, seen in by_policy.items():
            for who, tokens in world.tokens.items():
                with running.watching(browser, address, tokens, seen, policy=policy) as watch:
                    for path in [path for whose, path in world.pages if whose == who][:: 4 if policy else 1]:
                        watch.look(path)
                    for path in SENT:
                        for words in islice(running.in_turn(some, 7), TIMES):
                            watch.send(path, words)
        browser.close()
    return list(_lines(by_policy, world, sees))


def _lines(by_policy: dict, world, sees: int):
    put = f"{world.values:,} values in {world.fields} fields"
    for policy, seen in by_policy.items():
        found = [*seen.ran, *seen.would]
        yield Line(
            f"Stored texts run on no page, {'under' if policy else 'without'} the content policy",
            f"{put}; {seen.pages:,} pages opened, {seen.echoed} of them answers to forms: {len(found)} ran or would run"
            + "".join(f"; {each}" for each in found[:3]),
            "0 run, 0 leave a handler, script, address or element",
            not found,
        )
    seen = by_policy[True]
    amiss = [*seen.unguarded, *seen.broken, *by_policy[False].broken]
    yield Line(
        "Every page sends the strict content policy, and none breaks",
        f"{len(seen.unguarded)} without it, {len(amiss) - len(seen.unguarded)} broken, of {seen.pages:,}"
        + "".join(f"; {each}" for each in amiss[:3]),
        "0 and 0",
        not amiss,
    )
    yield Line(
        "The watch sees them: payloads that run, or would, in a page that escapes nothing",
        f"{sees} of {MOST}; the others need an engine of templates, a style or an old browser",
        "at least 200",
        sees >= 200,
    )
