"""Proves the border post on a slow line: bytes, requests, and the time from the tap to the line of the answer.

A whole house, a Chromium whose line is held down to 400 kbit/s with 400 ms from question to answer (the browser's own
emulation, which delays each request and not the opening of a connection), travellers scanned one after another.
"""

import os
import shutil
import statistics
import tempfile
import time
from pathlib import Path

from commonweal.house import ports, processes
from tests import factories
from tests.names.test_mrz import TD3
from tools.prove.line import Line
from tools.prove.living import House, superuser

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
BYTES_A_SECOND = 400_000 / 8
DELAY = 400
"""Milliseconds from question to answer."""
ROUNDS = 21
NOBODY = "P<UTONOBODY<<KNOWN<<<<<<<<<<<<<<<<<<<<<<<<<<\nX123456785UTO8001014F4001016<<<<<<<<<<<<<<00"
AT_BORDER = factories.OPEN_LABEL | {"purposes": ["border-check"], "full": [], "core": [], "hit": ["KZ"]}


def prove() -> list[Line]:
    """All lines; a minute."""
    chromium = os.environ.get("COMMONWEAL_CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
    if chromium is None:
        return [Line("the border post on a slow line", "no Chromium on this machine", "under a second", None)]
    house = House()
    house.up(processes.ALL)
    try:
        with superuser() as connection, tempfile.TemporaryDirectory() as folder:
            factories.cast(connection)
            line = factories.person("UZ-B-1", "Eriksson", "Anna Maria", born="1974-08-12", label=AT_BORDER)
            factories.contribute(Path(folder), [line])
        return _go(chromium)
    finally:
        house.down()


def _go(chromium: str) -> list[Line]:
    from playwright.sync_api import sync_playwright

    link = _link()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_context(locale="ru", viewport={"width": 360, "height": 740}).new_page()
        page.goto(link)
        page.click("main button")
        page.goto(f"http://localhost:{ports.web_port()}/border/shift/")
        page.fill("#f-standing_duty", "Post 1")
        page.fill("#f-basis", "Agreement, 1999")
        page.click("main form button")
        line = page.context.new_cdp_session(page)
        loads: list[tuple[str, int]] = []
        line.send("Network.enable")
        line.on("Network.loadingFinished", lambda said: loads.append((said["requestId"], said["encodedDataLength"])))
        slow = {"offline": False, "latency": DELAY, "downloadThroughput": BYTES_A_SECOND}
        line.send("Network.emulateNetworkConditions", slow | {"uploadThroughput": BYTES_A_SECOND})
        line.send("Network.clearBrowserCache")
        first = _first(page, loads)
        answers = {name: _ask(page, loads, zone) for name, zone in (("hit", TD3), ("none", NOBODY))}
        browser.close()
    return [first, *(_line(name, *each) for name, each in answers.items())]


def _first(page, loads: list) -> Line:
    loads.clear()
    began = time.monotonic()
    page.goto(f"http://localhost:{ports.web_port()}/border/")
    took = time.monotonic() - began
    figure = f"{len(loads)} requests, {sum(size for _id, size in loads):,} bytes, {took:.2f} s"
    return Line("the page itself, nothing kept by the browser", figure, "at most 32,000 bytes", _bytes(loads) <= 32_000)


def _bytes(loads: list) -> int:
    return sum(size for _id, size in loads)


def _ask(page, loads: list, zone: str) -> tuple[list[float], float]:
    """Seconds from the tap to the answer that is drawn, for each round, and bytes of a round."""
    took = []
    loads.clear()
    for _ in range(ROUNDS):
        page.click("#next")
        page.fill("#f-zone", zone)
        began = time.monotonic()
        page.click("button.go")
        page.wait_for_selector("#answer .small")
        took.append(time.monotonic() - began)
    return took, _bytes(loads) / ROUNDS


def _line(name: str, took: list[float], size: float) -> Line:
    ordered = sorted(took)
    figure = f"median {statistics.median(ordered):.2f} s, worst of {ROUNDS} {ordered[-1]:.2f} s, {size:,.0f} bytes"
    claim = f"from the tap to the answer ({name}) at 400 kbit/s and {DELAY} ms"
    return Line(claim, figure, "every one under 1 s", ordered[-1] < 1)


def _link() -> str:
    from commonweal.audit.journal import systems_actor
    from commonweal.members import actions, queries

    token = actions.issue_sign_in_link(queries.officer("KZ-1"), by=systems_actor(purpose="proof"))
    return f"http://localhost:{ports.web_port()}/sign-in/{token}/"
