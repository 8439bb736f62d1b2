"""A table as it stands, for what is no contribution: rows by heading, read as carefully as contributed files are."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from commonweal.common.errors import BadInput
from commonweal.databanks.formats import delimited, sheets
from commonweal.databanks.formats.detection import Detected, detect, unknown_format
from commonweal.databanks.formats.rows import Refused

RowByHeading = tuple[int, dict[str, str]]


def rows(path: Path, name: str = "", *, most: int) -> list[RowByHeading]:
    """Every row below the headings: its number in the file, and its cells by heading; empty rows are passed over.

    CSV of any usual encoding and delimiter, or a spreadsheet's first visible sheet. Raises BadInput for a file that
    is neither, a row that cannot be read, and more than `most` rows.
    """
    found = detect(path, name)
    if found.format not in ("csv", "xlsx"):
        raise unknown_format(name or path.name)
    read = []
    with closing(_raw(path, found)) as raw:
        for each in raw:
            if isinstance(each, Refused):
                raise BadInput(
                    "databanks.file.row-unreadable",
                    "Row {row} cannot be read: {what}",
                    row=each.line,
                    what=each.message,
                )
            number, cells = each
            if number <= found.header_row or not any(map(str.strip, cells)):
                continue
            if len(read) == most:
                raise BadInput(
                    "databanks.file.too-many-rows", "The file holds more than {most} rows; split it.", most=most
                )
            read.append((number, dict(zip(found.columns, (cell.strip() for cell in cells), strict=False))))
    return read


def _raw(path: Path, found: Detected) -> Iterator:
    if found.format == "xlsx":
        return sheets.open_book(path, found.sheet)[1]
    return delimited.rows(path, encoding=found.encoding, delimiter=found.delimiter, quote=found.quote)
