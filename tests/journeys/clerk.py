"""A clerk's way through the pages, in Russian: a messy register comes in, is mended, approved and found.

Everything is done as a person does it: by what stands on the page. What was seen on the way is handed back.
"""

import time
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from openpyxl import load_workbook
from playwright.sync_api import BrowserContext, Page

from tests.journeys import messy

PATIENCE = 60_000
"""Milliseconds for which a piece of work in the background is waited for."""
MAPPING = "Угон, ежемесячно"


@dataclass
class Seen:
    """What the pages said: counts by their words, refused rows with their codes, and how long each part took."""

    first: dict[str, int] = field(default_factory=dict)
    refused: dict[int, str] = field(default_factory=dict)
    mended: dict[str, int] = field(default_factory=dict)
    as_csv: dict[str, int] = field(default_factory=dict)
    states: list[str] = field(default_factory=list)
    found: str = ""
    seconds: dict[str, float] = field(default_factory=dict)


class Clerk:
    """Who does it: a window of the clerk, one of the officer who approves, one of an officer abroad who searches."""

    def __init__(self, address: str, clerk: BrowserContext, chief: BrowserContext, asker: BrowserContext) -> None:
        self._address = address
        self._clerk, self._chief, self._asker = (each.new_page() for each in (clerk, chief, asker))
        self.seen = Seen()

    def sign_in(self, clerk: str, chief: str, asker: str) -> None:
        """Each by his one-time link."""
        for page, link in ((self._clerk, clerk), (self._chief, chief), (self._asker, asker)):
            page.goto(link)
            page.click("main form button")

    def go(self, register: messy.Register, folder: Path) -> Seen:
        """The whole way."""
        began = time.monotonic()
        self._bring_in(register, folder)
        self.seen.seconds["first file"] = time.monotonic() - began
        self._mend(register, folder)
        self._csv(register, folder)
        self._search(register)
        self.seen.seconds["all"] = time.monotonic() - began
        return self.seen

    def _bring_in(self, register: messy.Register, folder: Path) -> None:
        page = self._upload(folder / "Угон 2024.xlsx", messy.xlsx(register.rows))
        page.click(".cw-head .btn-primary")
        page.select_option("#f-type", "vehicle")
        page.click("button[value=type]")
        page.get_by_label("№ карточки отличает строки").or_(page.get_by_label("№ карточки: отличает строки")).check()
        page.select_option("[name=k0-value]", "stolen")
        page.check("[name=preset][value=full]")
        page.select_option("#f-basis_kind", "criminal-case")
        page.fill("#f-basis_number", "по карточке")
        page.fill("#f-years", "3")
        self._check(page)
        page.click("a:has-text('Указать значение')")
        for said, meant in messy.HOUSE_WORDS.items():
            page.locator("label", has_text=said).locator("xpath=following-sibling::select").select_option(meant)
        page.fill("#f-save_as", MAPPING)
        self._check(page)
        self.seen.first = _figures(page)
        self.seen.refused = self._rejects(page, folder)
        self._hand_in(page)
        self._approve()

    def _upload(self, path: Path, content: bytes, mapping: str = "") -> Page:
        path.write_bytes(content)
        page = self._clerk
        page.goto(f"{self._address}/contributions/file/")
        page.set_input_files("#f-file", path)
        if mapping:
            page.select_option("#f-profile", mapping)
        page.click("main form .btn-primary")
        return page

    def _check(self, page: Page) -> None:
        page.click("button[value=check], form[method=post] >> text=Начать пробный прогон")
        page.wait_for_selector(".cw-figures", timeout=PATIENCE)

    def _rejects(self, page: Page, folder: Path) -> dict[int, str]:
        """Row numbers and codes of the table that the page gives out."""
        with page.expect_download() as download:
            page.click("a:has-text('все в XLSX')")
        path = folder / "refused.xlsx"
        download.value.save_as(path)
        with closing(load_workbook(path, read_only=True)) as book:
            rows = book.active.iter_rows(min_row=2, max_col=3, values_only=True)
            return {int(number): str(code) for number, _reason, code in rows}

    def _hand_in(self, page: Page) -> None:
        page.click("form[action$='hand-in/'] button")
        page.wait_for_url("**/contributions/", timeout=PATIENCE)

    def _approve(self) -> None:
        page = self._chief
        page.goto(f"{self._address}/contributions/")
        page.click("a:has-text('Решить')")
        page.click("button:has-text('Утвердить пакет')")
        page.wait_for_selector(".cw-act .cw-chip--done", timeout=PATIENCE)
        self.seen.states.append(page.inner_text(".cw-act .cw-chip"))

    def _mend(self, register: messy.Register, folder: Path) -> None:
        """The clerk mends the file; only what he mended comes in."""
        page = self._upload(folder / "Угон 2024.xlsx", messy.xlsx(register.corrected), MAPPING)
        self._start(page)
        self.seen.mended = _figures(page)
        self._hand_in(page)
        self._approve()

    def _start(self, page: Page) -> None:
        page.click(".cw-head .btn-primary")
        self._check(page)

    def _csv(self, register: messy.Register, folder: Path) -> None:
        """The same register saved as CSV in CP1251 is the same register."""
        page = self._upload(folder / "Угон 2024.csv", messy.cp1251(register.corrected), MAPPING)
        self._start(page)
        self.seen.as_csv = _figures(page)

    def _search(self, register: messy.Register) -> None:
        """An officer abroad has read a plate but for one character."""
        page = self._asker
        plate = register.plate(11)
        page.goto(f"{self._address}/purpose/")
        page.select_option("#f-purpose", "criminal-investigation")
        page.fill("#f-basis", "Договор о межгосударственном розыске, 10.12.2010")
        page.fill("#f-case_ref", "26/0417-3")
        page.click("main form button.btn-primary")
        page.fill("#f-what", f"{plate[0]}?{plate[2:]}")
        page.click("main form button.btn-primary")
        page.wait_for_selector(".cw-hit")
        self.seen.found = page.inner_text(".cw-hit >> nth=0")


def _figures(page: Page) -> dict[str, int]:
    """Counts by their words."""
    pairs = page.eval_on_selector_all(
        ".cw-figures > div", "all => all.map(e => [e.querySelector('dt').innerText, e.querySelector('dd').innerText])"
    )
    return {words.replace("▲", "").strip(): int("".join(filter(str.isdigit, count))) for words, count in pairs}
