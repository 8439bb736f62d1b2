"""Pictures of the running demonstration for the README: `python -m tools.pictures LINK-OF-THE-ASKER LINK-OF-AN-OWNER`.

The links are the one-time links that `commonweal demo` prints, while `make serve` runs. Writes docs/pictures/search.png
and record.png; with a folder as third argument, pictures of every page in both languages, wide and narrow, go there.

`python -m tools.pictures scripts` needs no demonstration: it writes scripts.png, where a reader of Latin sees why a
Tajik name is the one that he asked for, as the test of that page leaves it.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

PICTURES = Path(__file__).resolve().parent.parent / "docs" / "pictures"
QUESTION = {"family": "Тарханбеков", "given": "Эльдар", "patronymic": "Назимович", "born": "14.03.1984"}
BASIS = {"en": "Treaty on interstate search, 10 Dec 2010", "ru": "Договор о межгосударственном розыске, 10.12.2010"}
OPENED = "Tarxonbekov Eldor"
"""The record that is pictured: as its owner writes the name."""


def sign_in(browser: Browser, link: str) -> list[dict]:
    """Use a one-time link up; returns the cookies that keep the officer signed in."""
    with browser.new_context(locale="en") as context:
        page = context.new_page()
        page.goto(link)
        page.click("main button")
        return context.cookies()


def opened(browser: Browser, cookies: list[dict], language: str, width: int) -> BrowserContext:
    """A window of this width in this language for the officer with these cookies."""
    context = browser.new_context(locale=language, viewport={"width": width, "height": 900})
    context.add_cookies(cookies)
    return context


def ask(page: Page, address: str, language: str) -> None:
    """Open a purpose and ask the question of the story."""
    page.goto(f"{address}/purpose/")
    page.select_option("#f-purpose", "wanted-person")
    page.fill("#f-basis", BASIS[language])
    page.fill("#f-case_ref", "26/0417-3")
    page.click("main form button.btn-primary")
    for field, text in QUESTION.items():
        page.fill(f"#f-{field}", text)
    page.click("main form button.btn-primary")


def pages(browser: Browser, address: str, asker: list[dict], owner: list[dict], language: str, width: int) -> dict:
    """The four pages as PNG, by name."""
    found = {}
    with opened(browser, asker, language, width) as context:
        page = context.new_page()
        ask(page, address, language)
        found["search"] = page.screenshot(full_page=True)
        record = page.locator(".cw-hit", has_text=OPENED).get_by_role("link").first.get_attribute("href")
    with opened(browser, owner, language, width) as context:
        page = context.new_page()
        for name, path in (("day", "/"), ("record", record), ("touches", "/touches/")):
            page.goto(address + path)
            found[name] = page.screenshot(full_page=True)
    return found


def main(asker_link: str, owner_link: str, folder: str = "") -> None:
    """Take the pictures."""
    parts = urlsplit(asker_link)
    address = f"{parts.scheme}://{parts.netloc}"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        asker, owner = sign_in(browser, asker_link), sign_in(browser, owner_link)
        taken = pages(browser, address, asker, owner, "en", 1440)
        PICTURES.mkdir(exist_ok=True)
        for name in ("search", "record"):
            (PICTURES / f"{name}.png").write_bytes(taken[name])
        for language in ("en", "ru") if folder else ():
            for width in (1440, 360):
                for name, content in pages(browser, address, asker, owner, language, width).items():
                    (Path(folder) / f"{name}.{language}.{width}.png").write_bytes(content)
        browser.close()


def scripts() -> None:
    """Take the picture of a name in two scripts, in the small world of the tests."""
    command = [sys.executable, "-m", "pytest", "tests/journeys/test_scripts_browser.py", "-k", "reads and 1440"]
    subprocess.run(command, check=True, env=os.environ | {"COMMONWEAL_PICTURES": str(PICTURES)})


if __name__ == "__main__":
    scripts() if sys.argv[1:] == ["scripts"] else main(*sys.argv[1:])
