"""Tables going out: what is written is read back as text, whatever a contributor put into a cell."""

import csv
import io
from datetime import UTC, date, datetime

import pytest
from openpyxl import load_workbook

from commonweal.common import tables
from commonweal.common.tables import Table, csv_lines, defused, write_xlsx

SIGNS = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")
BODIES = ("1+1", "cmd|' /C calc'!A0", 'HYPERLINK("http://example.org?x="&A1)', "SUM(1;2)", "A1")
BEFORE = ("", " ", "\u00a0", "\u200b", "\t", "\r", "\n")
PAYLOADS = [before + sign + body for sign in SIGNS for body in BODIES for before in BEFORE]
BEHIND = [f"harmless{cut}{sign}1+1" for cut in (";", "\t", "\n", "; ") for sign in SIGNS]


def table(*cells: object) -> Table:
    return Table("t", ["a"], [[cell] for cell in cells])


def opened(*cells: object) -> list:
    held = io.BytesIO()
    write_xlsx(held, [table(*cells)])
    sheet = load_workbook(held).worksheets[0]
    return [sheet.cell(row=number, column=1) for number in range(2, len(cells) + 2)]


@pytest.mark.parametrize("payload", PAYLOADS + BEHIND)
def test_csv_cell_that_would_be_a_formula_gets_an_apostrophe(payload: str) -> None:
    safe = defused(payload)
    for cut in (";", "\t", "\n"):
        for piece in safe.split(cut):
            assert piece.strip("\t\r\n \u00a0\u200b")[:1] not in SIGNS
    assert safe.replace("'", "") == payload.replace("'", "")


def test_csv_read_back_holds_every_other_text_unchanged() -> None:
    texts = ["Тархонбеков", "a,b", 'say "no"', "two\nlines", "01 A 418 KB", "a=b", "x - y", ""]
    lines = "".join(csv_lines(table(*texts)))
    assert lines.startswith("\ufeff")
    read = list(csv.reader(io.StringIO(lines[1:], newline="")))
    assert [row[0] if row else "" for row in read[1:]] == texts


def test_spreadsheet_types_every_payload_as_text() -> None:
    cells = opened(*PAYLOADS)
    assert {cell.data_type for cell in cells} == {"s"}
    assert [cell.value for cell in cells] == PAYLOADS
    assert {cell.quotePrefix for cell in cells} == {True}


def test_spreadsheet_keeps_numbers_and_days_and_drops_controls() -> None:
    cells = opened(12, 1.5, date(2026, 11, 24), datetime(2026, 11, 24, 9, 5, tzinfo=UTC), None, "a\x07b")
    assert [cell.value for cell in cells[:2]] == [12, 1.5]
    assert [cell.value.isoformat() for cell in cells[2:4]] == ["2026-11-24T00:00:00", "2026-11-24T09:05:00"]
    assert [cell.value for cell in cells[4:]] == [None, "ab"]


def test_spreadsheet_cuts_what_a_cell_cannot_hold_and_says_so() -> None:
    (cell,) = opened("x" * (tables.LONGEST_CELL + 10))
    assert len(cell.value) == tables.LONGEST_CELL
    assert cell.value.endswith("x…")


def test_head_and_foot_stand_around_the_rows() -> None:
    whole = Table("t", ["a", "b"], iter([["1", "2"]]), head=[["H2 · secret"]], foot=[["mark"]])
    assert "".join(csv_lines(whole)) == "\ufeffH2 · secret\r\na,b\r\n1,2\r\nmark\r\n"


def test_title_that_a_sheet_cannot_have_is_mended() -> None:
    held = io.BytesIO()
    write_xlsx(held, [Table("a/b:c[d]" + "x" * 40, ["a"], [])])
    assert load_workbook(held).sheetnames == ["a b c d " + "x" * 23]
