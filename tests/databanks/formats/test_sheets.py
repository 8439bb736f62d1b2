"""Spreadsheets: cells as people see them, rows as they count them, sheets as they are shown."""

import openpyxl
import pytest

from commonweal.common.errors import BadInput
from commonweal.databanks import formats
from commonweal.databanks.formats import sheets
from tests.databanks.formats import books


def written(folder, data):
    path = folder / "book.xlsx"
    path.write_bytes(data)
    return path


def read(path, sheet=""):
    book, rows = sheets.open_book(path, sheet)
    return book, [(number, cells) for number, cells in rows if any(cells)]


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        (12345678, "12345678"),
        (12345678.0, "12345678"),
        (0.1 + 0.2, "0.3"),
        (4001123456, "4001123456"),
        (12345678901234567890, "1.23456789012346E+19"),
        (-5, "-5"),
        (books.cell("A1", 123, style="1"), "00000123"),
        (books.cell("A1", 30755, style="2"), "1984-03-14"),
        (books.cell("A1", 30755.5, style="2"), "1984-03-14 12:00:00"),
        ('<c r="A1" t="b"><v>1</v></c>', "TRUE"),
        ('<c r="A1" t="e"><v>#REF!</v></c>', "#REF!"),
        (books.cell("A1", "=1+1"), "=1+1"),
        (books.cell("A1", "Иванов", formula="B1"), "Иванов"),
    ],
)
def test_cell_is_what_people_see(tmp_path, cell, shown):
    styles = books.styles("00000000", "dd\\.mm\\.yyyy")
    data = books.packed(books.parts(books.sheet(books.rows([cell, "x"])), styles=styles))

    _, rows = read(written(tmp_path, data))

    assert rows == [(1, [shown, "x"])]


def test_table_that_begins_further_down_keeps_its_row_numbers_and_columns(tmp_path):
    workbook = openpyxl.Workbook()
    workbook.active["C5"] = "x"
    workbook.active["D7"] = "y"
    workbook.save(tmp_path / "book.xlsx")

    _, rows = read(tmp_path / "book.xlsx")

    assert rows == [(5, ["", "", "x", ""]), (7, ["", "", "", "y"])]


def test_first_sheet_that_is_not_hidden_is_read_and_others_by_name(tmp_path):
    named = (("черновик", "hidden"), ("данные", "visible"), ("ещё", "visible"))
    data = books.packed(books.parts(*(books.sheet(books.rows([name])) for name, _ in named), names=named))
    path = written(tmp_path, data)

    found = formats.detect(path, "book.xlsx")

    assert (found.sheets, found.hidden_sheets, found.sheet) == (["данные", "ещё"], ["черновик"], "данные")
    assert read(path)[1] == [(1, ["данные"])]
    assert read(path, "черновик")[1] == [(1, ["черновик"])]


def test_sheet_that_is_not_there_is_told(tmp_path):
    path = written(tmp_path, books.book(["x"]))

    with pytest.raises(BadInput) as refused:
        sheets.open_book(path, "нет")

    assert refused.value.code in ("databanks.sheet.unreadable", "databanks.sheet.unknown")


def test_reader_that_is_left_early_ends_its_process(tmp_path):
    _, rows = sheets.open_book(written(tmp_path, books.book(*([["x"] * 20] * 2_000))))

    next(rows)
    rows.close()

    with pytest.raises(StopIteration):
        next(rows)
