"""What a sheet of an XLSX file claims, before it is read whole: how far it reaches, and cells that need another look.

The reading library gives values without their formats and leaves out cells that show an error; both are looked up here:
`12345` under the format `00000000` is shown as `00012345`, and `#REF!` is no empty cell.
"""

import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from lxml import etree

from commonweal.common.errors import BadInput
from commonweal.databanks.formats import archives, xml

MOST_AREA = 5_000_000
"""Cells of the rectangle that a sheet spans; the reading library holds all of them in memory."""
MOST_COLUMNS = 2_000
_MAIN = (
    "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}",
    "{http://purl.oclc.org/ooxml/spreadsheetml/main}",
)
_PLACE = re.compile(r"([A-Z]{1,3})(\d{1,7})", re.ASCII)
_ZEROS = re.compile(r"0{2,30}")


@dataclass(slots=True)
class Scan:
    """`corrections`: (row, column), from 1 and 0, → the text that the cell shows."""

    rows: int = 0
    columns: int = 0
    corrections: dict[tuple[int, int], str] = field(default_factory=dict)


def scan(path: Path, sheet: str) -> Scan:
    """Look through one sheet; raises BadInput where it spans more than is read, or is not sound."""
    with _opened(path) as archive:
        part = _part(archive, sheet)
        if part is None:
            raise unreadable()
        zeros = _zero_formats(archive)
        with archive.open(part) as file:
            return _scan(file, zeros)


@contextmanager
def _opened(path: Path) -> Iterator[zipfile.ZipFile]:
    """A spreadsheet's ZIP file; what is wrong with it is told in one way."""
    try:
        with zipfile.ZipFile(path) as archive:
            yield archive
    except archives.DAMAGE:
        raise unreadable() from None


def chosen(path: Path, sheet: str) -> str:
    """The sheet that is read: the one named, or the first that is not hidden; empty where there is none."""
    with _opened(path) as archive:
        for each in _elements(archive, "xl/workbook.xml", "sheet"):
            if (sheet and each.get("name") == sheet) or (not sheet and each.get("state", "visible") == "visible"):
                return each.get("name", "")
    return ""


def _scan(file: BinaryIO, zeros: dict[str, int]) -> Scan:
    found = Scan()
    row, column = 1, 0
    for element in xml.cells(file, tuple(f"{space}{tag}" for space in _MAIN for tag in ("c", "row"))):
        if element.tag.endswith("}row"):
            row, column = _figures(element.get("r"), row) + 1, 0
            xml.forget(element)
            continue
        if place := element.get("r"):
            if not (said := _PLACE.fullmatch(place)):
                raise unreadable()
            row, column = int(said[2]), _letters(said[1])
        elif column == 0:
            row = _figures(element.getparent().get("r"), row)
        if len(element):
            found.columns, found.rows = max(found.columns, column + 1), max(found.rows, row)
            if found.columns > MOST_COLUMNS or found.rows * found.columns > MOST_AREA:
                raise _too_large(found)
            if element.get("t") == "e" or element.get("s") in zeros:
                _correct(found, (row, column), element, zeros)
        column += 1
        element.clear()
    return found


def _figures(said: str | None, otherwise: int) -> int:
    return int(said) if said and len(said) < 9 and said.isdecimal() else otherwise


def _letters(said: str) -> int:
    place = 0
    for letter in said:
        place = place * 26 + ord(letter) - 64
    return place - 1


def _correct(found: Scan, at: tuple[int, int], element: etree._Element, zeros: dict[str, int]) -> None:
    shown = next((each.text or "" for each in element if xml.name(each) == "v"), "")
    if element.get("t") == "e":
        found.corrections[at] = shown[:20]
    elif element.get("t", "n") == "n" and shown.isdecimal() and len(shown) < 40:
        found.corrections[at] = shown.zfill(zeros[element.get("s")])


def unreadable() -> BadInput:
    """The refusal of a spreadsheet that is not sound."""
    return BadInput("databanks.sheet.unreadable", "The spreadsheet cannot be read; save it anew, or as CSV.")


def _too_large(found: Scan) -> BadInput:
    return BadInput(
        "databanks.sheet.too-large",
        "The sheet reaches to row {rows} and column {columns}; clear what lies outside the table, or save it as CSV.",
        rows=found.rows,
        columns=found.columns,
    )


def _part(archive: zipfile.ZipFile, sheet: str) -> str | None:
    """The entry in which a sheet lies, by the workbook and its relations."""
    targets = {}
    for relation in _elements(archive, "xl/_rels/workbook.xml.rels", "Relationship"):
        targets[relation.get("Id")] = relation.get("Target", "")
    for each in _elements(archive, "xl/workbook.xml", "sheet"):
        if each.get("name") == sheet:
            identifier = next((value for key, value in each.items() if key.endswith("}id")), "")
            target = targets.get(identifier, "")
            part = target.lstrip("/") if target.startswith("/") else str(PurePosixPath("xl") / target)
            return part if part in archive.NameToInfo else None
    return None


def _zero_formats(archive: zipfile.ZipFile) -> dict[str, int]:
    """Styles whose numbers are filled up with zeros, and to how many figures."""
    formats, zeros = {}, {}
    if "xl/styles.xml" not in archive.NameToInfo:
        return {}
    for each in _elements(archive, "xl/styles.xml", "numFmt"):
        if _ZEROS.fullmatch(code := each.get("formatCode", "")):
            formats[each.get("numFmtId")] = len(code)
    if formats:
        for block in _elements(archive, "xl/styles.xml", "cellXfs"):
            for place, style in enumerate(block):
                if style.get("numFmtId") in formats:
                    zeros[str(place)] = formats[style.get("numFmtId")]
    return zeros


def _elements(archive: zipfile.ZipFile, part: str, wanted: str) -> Iterator[etree._Element]:
    if part in archive.NameToInfo:
        with archive.open(part) as file:
            yield from xml.elements(file, frozenset((wanted,)))
