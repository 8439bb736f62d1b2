"""Tables as text: CSV, TSV and their kin, row by row with bounded memory."""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from commonweal.common.errors import BadInput
from commonweal.databanks.formats.rows import Refused

LONGEST_LINE = 131_072
"""Characters of one line of the file, and of one row with the line breaks inside its cells."""
MOST_CELLS = 2_000

RawRow = tuple[int, list[str]]


def rows(path: Path, *, encoding: str, delimiter: str, quote: str = '"') -> Iterator[RawRow | Refused]:
    """Every row with its number as a spreadsheet counts it, from 1; empty rows count and come as empty lists.

    A row whose quotation marks do not fit is refused; one that is opened and never closed ends the file with
    BadInput, since nobody can say where the next row begins.
    """
    with path.open(encoding=encoding, errors=_errors(encoding), newline="") as file:
        lines = _Lines(file, encoding)
        quoting = {"quotechar": quote} if quote else {"quoting": csv.QUOTE_NONE}
        reader = csv.reader(lines, delimiter=delimiter, strict=True, **quoting)
        number = 0
        while True:
            number += 1
            lines.begin(number)
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error:
                yield _refused(lines, number)
                continue
            if len(cells) > MOST_CELLS:
                raise _too_wide(number)
            yield number, cells


def _errors(encoding: str) -> str:
    """Bytes that are no letters stay recognisable, so that one of them refuses its row and not the file."""
    return "strict" if encoding.startswith("utf-16") else "surrogateescape"


class _Lines:
    """The lines of a file, bounded; knows how many of them the present row has taken."""

    def __init__(self, file: TextIO, encoding: str) -> None:
        self._file, self._encoding = file, encoding
        self.row = self.taken = self._length = 0

    def begin(self, row: int) -> None:
        self.row, self.taken, self._length = row, 0, 0

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        try:
            line = self._file.readline(LONGEST_LINE + 1)
        except UnicodeDecodeError:
            raise BadInput(
                "databanks.file.encoding",
                "Row {row}: the file is not in the encoding {encoding}; choose another one.",
                row=self.row,
                encoding=self._encoding,
            ) from None
        if not line:
            raise StopIteration
        self.taken += 1
        self._length += len(line)
        if self._length > LONGEST_LINE:
            if self.taken > 1:
                raise quote_open(self.row)
            raise BadInput(
                "databanks.file.line-too-long",
                "Row {row} is longer than {longest} characters: this is no table, or its line breaks are lost.",
                row=self.row,
                longest=LONGEST_LINE,
            )
        return line


def quote_open(row: int) -> BadInput:
    """A quotation mark without its fellow."""
    return BadInput(
        "databanks.file.quote-open",
        "Row {row}: a quotation mark is opened and never closed; close it, or double it if it belongs to the text.",
        row=row,
    )


def _refused(lines: _Lines, number: int) -> Refused:
    if lines.taken > 1:
        raise quote_open(number)
    return Refused.because(
        number,
        BadInput(
            "databanks.row.quotes",
            "The quotation marks of the row do not fit; inside a cell in quotation marks write each of them twice.",
        ),
    )


def _too_wide(row: int) -> BadInput:
    return BadInput("databanks.file.too-wide", "Row {row} has more than {most} columns.", row=row, most=MOST_CELLS)
