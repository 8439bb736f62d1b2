"""Proves a clerk's journey in the browser, in Russian, on a whole house: five thousand stolen vehicles of a messy register.

Found on the way must be exactly the mistakes that were planted; mended, only they come in; saved as CSV in CP1251 the
register is the same; and an officer abroad finds a vehicle by a plate that he read but for one character.
"""

import os
import shutil
import tempfile
from pathlib import Path

from commonweal.house import ports, postgres, processes
from tests import factories
from tests.journeys import messy
from tests.journeys.clerk import Clerk, Seen
from tools.prove.line import Line
from tools.prove.living import House, superuser

VEHICLES = 5_000
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MOST_MEGABYTES = 1_024


def prove() -> list[Line]:
    """All lines; two minutes."""
    chromium = os.environ.get("COMMONWEAL_CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
    if chromium is None:
        return [Line("a clerk's journey", "no Chromium on this machine", "the whole way", None)]
    house = House()
    house.up(processes.ALL)
    try:
        register = messy.register(VEHICLES)
        seen, megabytes = _go(chromium, register)
    finally:
        house.down()
    return [*_lines(register, seen), *_figures(seen, megabytes)]


def _go(chromium: str, register: messy.Register) -> tuple[Seen, float]:
    from playwright.sync_api import sync_playwright

    with superuser() as connection:
        factories.cast(connection)
    links = _links()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        windows = [browser.new_context(locale="ru", viewport={"width": 1440, "height": 900}) for _ in range(3)]
        clerk = Clerk(f"http://localhost:{ports.web_port()}", *windows)
        clerk.sign_in(*links)
        seen = clerk.go(register, Path(folder))
        megabytes = _memory()
        browser.close()
    return seen, megabytes


def _links() -> list[str]:
    from commonweal.audit.journal import systems_actor
    from commonweal.members import actions, queries

    def link(code: str) -> str:
        token = actions.issue_sign_in_link(queries.officer(code), by=systems_actor(purpose="proof"))
        return f"http://localhost:{ports.web_port()}/sign-in/{token}/"

    return [link(code) for code in ("UZ-1", "UZ-2", "KZ-1")]


def _memory() -> float:
    """Megabytes of the whole house: every process below this one, shared pages counted once; without the browser."""
    below = _descendants(os.getpid()) | _descendants(postgres.postmaster(_data()) or 0)
    return sum(map(_share, below)) / 1_024


def _data() -> Path:
    from commonweal.house import places

    return places.data_folder()


def _descendants(of: int) -> set[int]:
    found, parents = {of}, {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            text = path.read_text()
        except OSError:
            continue
        parents[int(path.parent.name)] = int(text.rpartition(")")[2].split()[1])
    while more := {pid for pid, parent in parents.items() if parent in found} - found:
        found |= more
    return {pid for pid in found if pid not in (0, os.getpid()) and not _is_browser(pid)}


def _is_browser(pid: int) -> bool:
    try:
        words = Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return True
    return b"chrom" in words or b"playwright" in words


def _share(pid: int) -> int:
    """Kilobytes of a process, its part of shared pages counted proportionally."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)


def _lines(register: messy.Register, seen: Seen) -> list[Line]:
    planted, good = len(register.mistakes), VEHICLES - len(register.mistakes)
    told = {row for row, code in seen.refused.items() if register.mistakes.get(row) == code}
    wrong = len(seen.refused) - len(told)
    mended = (seen.mended["новых записей"], seen.mended["будут изменены"], seen.mended["без изменений"])
    same = seen.as_csv["без изменений"]
    card = str(register.corrected[11][messy.CARD])
    return [
        Line(
            f"{planted} planted mistakes of {VEHICLES} rows are found and explained",
            f"{len(told)} found, {wrong} told wrongly; {seen.first['новых записей']} rows good",
            f"{planted}, 0, {good}",
            len(told) == planted and not wrong and seen.first["новых записей"] == good,
        ),
        Line(
            "of the mended file only the mended rows come in",
            f"{mended[0]} new, {mended[1]} changed, {mended[2]} the same",
            f"{planted}, 0, {good}",
            mended == (planted, 0, good) and seen.mended["отклонено"] == 0,
        ),
        Line("saved as CSV in CP1251 it is the same", f"{same} rows", f"{VEHICLES}", same == VEHICLES),
        Line("both are approved by a second officer", f"{len(seen.states)}", "2", len(seen.states) == 2),
        Line(
            "a half-read plate finds the vehicle abroad", "found" if card in seen.found else "not found", "found",
            card in seen.found,
        ),
    ]  # fmt: skip


def _figures(seen: Seen, megabytes: float) -> list[Line]:
    first, whole = seen.seconds["first file"], seen.seconds["all"]
    return [
        Line("from choosing the file to active records, every click included", f"{first:.0f} s", "under 120 s",
             first < 120),
        Line("the whole way with three files", f"{whole:.0f} s", "under 300 s", whole < 300),
        Line("memory of the whole house", f"{megabytes:.0f} MB", f"under {MOST_MEGABYTES} MB",
             megabytes < MOST_MEGABYTES),
    ]  # fmt: skip
