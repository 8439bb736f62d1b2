"""Proves that a record type is added by following docs/record-types.md alone, in a house that runs: its own steps, its own
files, nothing changed in the package.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
from datetime import timedelta
from pathlib import Path

from django.test import Client

from commonweal.common import clock
from commonweal.databanks import type_folders, types
from commonweal.handling import warrants
from commonweal.portal.middleware import DESK_COOKIE, PURPOSE_COOKIE
from commonweal.search import actions
from tools.prove.line import Line
from tools.prove.living import Command, House, eventually
from tools.prove.registers import READER, register
from tools.prove.scratch import CHECKOUT

PAGE = CHECKOUT / "docs" / "record-types.md"
CODE = "livestock"
QUESTIONS = (
    ("its number", {"identifier": "KG 417 0032 118"}),
    ("its number without spaces, in look-alike Cyrillic letters", {"identifier": "КG4170032118"}),
    ("its number half-read", {"identifier": "KG 417 00?? 118"}),
    ("one misread sign", {"identifier": "KG 417 0032 113"}),
    ("its name in the other script", {"full_name": "Tulpar", "type": CODE}),
)
SAID = {
    "en": ("Livestock", "Species", "horse", "410 kg", "95\u202f000.00 KGS"),
    "ru": ("Сельскохозяйственное животное", "Вид животного", "лошадь", "410 кг", "95\u202f000,00 KGS"),
}


def prove() -> list[Line]:
    """All lines; about a minute."""
    before = _package()
    with tempfile.TemporaryDirectory(dir="/var/tmp" if os.geteuid() == 0 else None) as folder:
        own = Path(folder)
        own.chmod(0o755)
        line = _files(own)
        os.environ[type_folders.VARIABLE] = str(own)
        types.read_again()
        house = House()
        house.up()
        try:
            contributor, approver = register()
            return [
                _listed(),
                *_contributed(own, line, contributor, approver),
                *_found(),
                *_pages(),
                Line(
                    "the package", "unchanged" if before == _package() else "changed", "unchanged", before == _package()
                ),
            ]
        finally:
            house.down()


def _package() -> dict[Path, int]:
    """Every file of the package with the moment of its last change."""
    return {
        path: path.stat().st_mtime_ns
        for path in (CHECKOUT / "commonweal").rglob("*")
        if path.suffix in (".py", ".yaml", ".html")
    }


def _files(folder: Path) -> dict:
    """Write the files of the page; returns its line, whose owner is the proof's agency and whose term is still on."""
    page = PAGE.read_text(encoding="utf-8")
    kind, vocabulary = (
        re.sub(r"^   ", "", text, flags=re.MULTILINE) for text in re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)
    )
    (folder / "reference").mkdir()
    for path, text in ((folder / f"{CODE}.yaml", kind), (folder / "reference" / "species.yaml", vocabulary)):
        path.write_text(text, encoding="utf-8")
    line = json.loads(re.search(r"```json\n(.*?)```", page, re.DOTALL)[1])
    line["label"] |= {"full": ["KG"], "hit": ["UZ"]}  # the page's owner is another state than the proof's
    line["retention"]["until"] = (clock.today() + timedelta(days=3000)).isoformat()
    return line


def _listed() -> Line:
    """`commonweal types` names it."""
    told = subprocess.run(
        [sys.executable, "-m", "commonweal.house.cli", "types"], cwd=CHECKOUT, capture_output=True, text=True
    )
    said = next((row for row in told.stdout.splitlines() if CODE in row), told.stderr.strip())
    return Line("commonweal types lists it", " ".join(said.split()), "in both languages", "Livestock ·" in said)


def _contributed(folder: Path, line: dict, contributor: str, approver: str) -> list[Line]:
    """Import and approval by the commands; a line that the type does not allow is refused by name."""
    wrong = json.loads(json.dumps(line)) | {"ref": "KG-2026/78"}
    wrong["identity"]["species"] = [{"code": "unicorn"}]
    file = folder / "cattle.jsonl"
    file.write_text("".join(json.dumps(each, ensure_ascii=False) + "\n" for each in (line, wrong)), encoding="utf-8")
    batch = Command(("import", str(file), "--as", contributor)).result()
    approved = Command(("approve", batch["id"], "--as", approver)).result()
    (_, code, sentence, *_rest) = batch["refused"][0]
    return [
        Line(
            "a line of it is imported and approved by the commands",
            f"{batch['rows_new']} new, {approved['rows_applied']} applied",
            "1, 1",
            (batch["rows_new"], approved["rows_applied"]) == (1, 1),
        ),
        Line("a line with a species that it has not", f"{sentence} [{code}]", "refused by name", "species" in sentence),
    ]


def _purpose() -> str:
    return warrants.open_warrant(
        READER, role="reader", purpose="criminal-investigation", basis="proof", case_ref="proof"
    ).token


def _found() -> list[Line]:
    """By its number in every way in which numbers are read, and by its name."""
    token = _purpose()
    lines = []
    for words, question in QUESTIONS:
        found: list = []

        def asked(question: dict = question, found: list = found) -> bool:
            found[:] = [each.record.type for each in actions.ask(token, question).candidates]
            return CODE in found

        holds = eventually(asked, seconds=20)
        lines.append(Line(f"it is found by {words}", ", ".join(found) or "nothing", CODE, holds))
    return lines


def _pages() -> list[Line]:
    """Its page in both languages, through the site itself."""
    token = _purpose()
    record = actions.ask(token, QUESTIONS[0][1]).candidates[0].record.id
    browser = Client(headers={"host": "localhost"})
    browser.cookies[PURPOSE_COOKIE] = token
    browser.cookies[DESK_COOKIE] = warrants.open_warrant(
        READER, role="desk", purpose="own-records", basis="service duty", standing_duty="desk"
    ).token
    lines = []
    for language, words in SAID.items():
        browser.cookies["django_language"] = language
        page = browser.get(f"/records/{record}/")
        text = page.content.decode()
        lacking = [word for word in words if word not in text]
        lines.append(
            Line(
                f"its page in {language}",
                f"{page.status_code}, {'lacks ' + ', '.join(lacking) if lacking else 'all words'}",
                f"shows {', '.join(words)}",
                page.status_code == 200 and not lacking,
            )
        )
    return lines
