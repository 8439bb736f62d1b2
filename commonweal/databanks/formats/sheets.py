"""Spreadsheets: XLSX, and the older XLS and ODS, row by row as the texts that people see.

Nothing is opened before `archives.check` and the scan of the sheet have passed it; the reading library runs in a
process of its own (commonweal/databanks/formats/sheet_process.py). Formulas count with the value saved beside them;
macros and links to other files are never followed.
"""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import msgspec

from commonweal.common.errors import BadInput
from commonweal.databanks.formats import archives, sheet_process, sheet_scan

LARGEST = 100_000_000
"""Bytes of a spreadsheet file."""
XLS = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PROCESS = Path(sheet_process.__file__)
_LOCKED = "EncryptedPackage".encode("utf-16-le")


class Book(msgspec.Struct, frozen=True):
    """The sheets of a spreadsheet, each with whether it is visible, and the one that is read."""

    sheets: list[tuple[str, bool]]
    sheet: str


def open_book(path: Path, sheet: str = "") -> tuple[Book, Iterator[tuple[int, list[str]]]]:
    """The book and the rows of one sheet (the first visible one where none is named), numbered from 1.

    Raises BadInput where the file is locked, damaged, unsafe, too large, or has no such sheet.
    """
    corrections = {}
    if _check(path):
        sheet = sheet_scan.chosen(path, sheet) or sheet
        corrections = sheet_scan.scan(path, sheet).corrections
    process = subprocess.Popen(
        [sys.executable, "-I", str(_PROCESS), str(path), sheet],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    first = process.stdout.readline()
    if not first:
        _end(process)
        raise _no_sheet(sheet) if process.returncode == 4 else sheet_scan.unreadable()
    return msgspec.json.decode(first, type=Book), _rows(process, corrections)


def _check(path: Path) -> bool:
    """Whether the file is XLSX; raises BadInput where it may not be opened."""
    if path.stat().st_size > LARGEST:
        raise BadInput(
            "databanks.sheet.too-heavy",
            "The spreadsheet is larger than {most} MB; save it as CSV.",
            most=LARGEST // 1_000_000,
        )
    with path.open("rb") as file:
        head = file.read(8)
        if head.startswith(XLS):
            if _LOCKED in file.read(1 << 20):
                raise BadInput("databanks.archive.locked", "The file is protected by a password; save it without one.")
            return False
    names = archives.check(path)
    return "xl/workbook.xml" in names


def _rows(process: subprocess.Popen, corrections: dict[tuple[int, int], str]) -> Iterator[tuple[int, list[str]]]:
    decode = msgspec.json.Decoder(list[str]).decode
    corrected: dict[int, list[tuple[int, str]]] = {}
    for (row, column), text in corrections.items():
        corrected.setdefault(row, []).append((column, text))
    number = 0
    try:
        for number, raw in enumerate(process.stdout, start=1):
            try:
                cells = decode(raw)
            except msgspec.DecodeError:  # cut in the middle: the process came to its end
                raise sheet_scan.unreadable() from None
            for column, text in corrected.get(number, ()):
                cells += [""] * (column + 1 - len(cells))
                cells[column] = text
            yield number, cells
        if process.wait() != 0:
            raise sheet_scan.unreadable()
    finally:
        _end(process)


def _end(process: subprocess.Popen) -> None:
    process.stdout.close()
    if process.poll() is None:
        process.kill()
    process.wait()


def _no_sheet(sheet: str) -> BadInput:
    return BadInput(
        "databanks.sheet.unknown", "The spreadsheet has no sheet {sheet}; choose one that it has.", sheet=sheet or "–"
    )
