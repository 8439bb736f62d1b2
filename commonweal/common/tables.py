"""Tables going out: one description, written as CSV or as a spreadsheet, in which no cell can become a formula.

Whoever opens a file that we wrote must be able to trust it, though the words in it came from many contributors.
In CSV a cell that a spreadsheet program would take for a formula gets an apostrophe before it (OWASP, "CSV injection":
= + - @, tab and line breaks, full-width forms too; also behind a semicolon, where programs of many states cut a line).
In XLSX every text is typed as text and marked as quoted, so it stays what the contributor wrote.
"""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import IO

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

CSV, XLSX = "csv", "xlsx"
CONTENT_TYPES = {
    CSV: "text/csv; charset=utf-8",
    XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
LONGEST_CELL = 32_767
"""Signs that a spreadsheet cell holds; what is longer is cut and ends with …"""

_SPACE = r"[\s\u00a0\u200b-\u200f\u2060\ufeff]*"
_FORMULA = re.compile(rf"((?:^|[;\t\r\n]){_SPACE})(?=[=+\-@\uff1d\uff0b\uff0d\uff20])")
_BREAK = re.compile(r"^[\t\r\n]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_NOT_IN_TITLES = re.compile(r"[\[\]:*?/\\]")

Cell = str | int | float | bool | date | datetime | None


@dataclass(frozen=True, slots=True)
class Table:
    """A table to be written.

    `head` are lines above the column headings (codes, watermark), `foot` lines below the last row. `rows` may be an
    iterator and is read once. `widths` are column widths in characters, for spreadsheets. Anything that is no number,
    day or moment is written as its text (a translation that is still lazy, too).
    """

    title: str
    columns: Sequence[str]
    rows: Iterable[Sequence[Cell]]
    head: Sequence[Sequence[Cell]] = ()
    foot: Sequence[Sequence[Cell]] = ()
    widths: Sequence[int] = ()


def defused(text: str) -> str:
    """The text as a CSV cell that no program takes for a formula."""
    safe = _FORMULA.sub(r"\1'", text)
    return f"'{safe}" if _BREAK.match(safe) else safe


def csv_lines(table: Table) -> Iterator[str]:
    """The table as CSV, line by line: comma, quotes where needed, UTF-8 mark first so that Excel reads the letters."""
    writer = csv.writer(_Line(), lineterminator="\r\n")
    yield "\ufeff"
    for row in table.head:
        yield writer.writerow([_in_csv(cell) for cell in row])
    yield writer.writerow([_in_csv(cell) for cell in table.columns])
    for row in table.rows:
        yield writer.writerow([_in_csv(cell) for cell in row])
    for row in table.foot:
        yield writer.writerow([_in_csv(cell) for cell in row])


def write_xlsx(target: IO[bytes], tables: Iterable[Table], *, mark: str = "") -> None:
    """Write the tables as sheets of one workbook, row by row; column headings are bold and stay in sight.

    `mark` stands at the foot of every printed page, and in the workbook's properties.
    """
    book = Workbook(write_only=True)
    book.properties.creator, book.properties.keywords = "Commonweal", mark or None
    for table in tables:
        _write_sheet(book, table, mark)
    book.save(target)


class _Line:
    """What `csv.writer` writes to: it hands each line on."""

    def write(self, line: str) -> str:
        return line


def _in_csv(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return _utc(cell).strftime("%Y-%m-%d %H:%M:%S")
    if isinstance(cell, int | float | date):
        return str(cell)
    return defused(_CONTROL.sub("", str(cell)))


def _utc(moment: datetime) -> datetime:
    """The moment in UTC without its zone, which spreadsheets do not know."""
    return moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment


def _write_sheet(book: Workbook, table: Table, mark: str) -> None:
    sheet = book.create_sheet(_NOT_IN_TITLES.sub(" ", table.title)[:31] or None)
    sheet.oddFooter.center.text = mark.replace("&", "&&") or None
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
    sheet.freeze_panes = f"A{len(table.head) + 2}"
    for number, width in enumerate(table.widths, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    bold, plain = Font(bold=True), None
    for rows, font in ((table.head, plain), ([table.columns], bold), (table.rows, plain), (table.foot, plain)):
        for row in rows:
            sheet.append([_in_xlsx(sheet, cell, font) for cell in row])


def _in_xlsx(sheet: object, cell: Cell, font: Font | None) -> object:
    if isinstance(cell, datetime):
        cell = _utc(cell)
    if cell is None or isinstance(cell, int | float | date):
        return cell
    text = _CONTROL.sub("", str(cell))
    if len(text) > LONGEST_CELL:
        text = text[: LONGEST_CELL - 1] + "…"
    held = WriteOnlyCell(sheet, text)
    held.data_type = "s"  # never "f": what begins with = is a text like any other
    if _FORMULA.search(text) or _BREAK.match(text):
        held.quotePrefix = True  # it stays a text when somebody edits the cell
    if "\n" in text:
        held.alignment = Alignment(wrap_text=True, vertical="top")
    if font is not None:
        held.font = font
    return held
