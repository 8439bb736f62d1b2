"""What is fuzzed: each parser with the files of its source, and what must hold of all that it gives."""

import hashlib
import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import NamedTuple

from commonweal.common.errors import BadInput
from commonweal.databanks import formats
from commonweal.databanks.formats import Held, Refused, Row, archives
from commonweal.names import mrz
from tests.databanks.formats.settings import TODAY
from tests.databanks.formats.taking import TABLE, settings_for
from tools.prove.scratch import CHECKOUT

_CODE = re.compile(r"[a-z]+(\.[a-z-]+){2}")
_TABLES = (
    "delimited",
    "layout",
    "mapping",
    "plan",
    "cells",
    "dates",
    "names/countries.py",
    "defaults",
    "suggest",
    "words",
    "text",
)
_LISTS = ("drafts", "defaults", "names/countries.py", "text")


class Target(NamedTuple):
    """A parser: called with the file of a case; its source, by which counts stay good."""

    run: Callable[[Path], None]
    modules: tuple[str, ...]

    def digest(self) -> str:
        """Hash of the source files."""
        whole = hashlib.sha256()
        for name in self.modules:
            path = CHECKOUT / "commonweal" / (name if "/" in name else f"databanks/formats/{name}.py")
            whole.update(path.read_bytes())
        return whole.hexdigest()[:16]


def _reads(format_: str) -> Callable[[Path], None]:
    def run(path: Path) -> None:
        try:
            for row in formats.read(path, settings_for(path, format_, TABLE), today=TODAY):
                _sound(row)
        except BadInput as error:
            _coded(error.code, error.sentence())

    return run


def _archive(path: Path) -> None:
    for look in (lambda: archives.check(path), lambda: formats.detect(path, "upload")):
        try:
            look()
        except BadInput as error:
            _coded(error.code, error.sentence())


def _mrz(path: Path) -> None:
    text = path.read_bytes().decode("utf-8", "surrogateescape")
    try:
        found = mrz.read(text, today=TODAY)
    except BadInput as error:
        _coded(error.code, error.sentence())
        return
    for day in filter(None, (found.birth, found.expires)):
        date.fromisoformat(day + "-01-01"[len(day) - 4 :] if len(day) < 10 else day)
    json.dumps(found).encode()


def _sound(row: object) -> None:
    """A row is what the engine may rely on: JSON of whole characters, or a coded sentence."""
    if isinstance(row, Row):
        json.dumps(row.line, ensure_ascii=False, allow_nan=False).encode()
    elif isinstance(row, Refused):
        for each in (row, *row.also):
            _coded(each.code, each.message)
    else:
        assert isinstance(row, Held)
        json.dumps(row.body, ensure_ascii=False, allow_nan=False).encode()


def _coded(code: str, sentence: str) -> None:
    assert _CODE.fullmatch(code), code
    sentence.encode()


TARGETS = {
    "jsonl": Target(_reads("jsonl"), ("jsonl", "text")),
    "csv": Target(_reads("csv"), ("detection", "encodings", *_TABLES)),
    "xlsx": Target(_reads("xlsx"), ("sheets", "sheet_scan", "sheet_process", "archives", "xml", "detection", *_TABLES)),
    "un-xml": Target(_reads("un-xml"), ("un_list", "xml", *_LISTS)),
    "ofac-csv": Target(_reads("ofac-csv"), ("ofac", "ofac_entry", "ofac_remarks", "delimited", *_LISTS)),
    "ftm-json": Target(_reads("ftm-json"), ("ftm", "ftm_entity", "ftm_model", "jsonl", *_LISTS)),
    "mrz": Target(_mrz, ("names/mrz.py",)),
    "archive": Target(_archive, ("archives", "detection", "sheets", "sheet_scan", "xml")),
}
