"""What a file is: format, encoding, delimiter, sheets, headings, and a sample for the screen."""

import csv
from collections import Counter
from contextlib import closing
from itertools import islice
from pathlib import Path

import msgspec

from commonweal.common.errors import BadInput
from commonweal.databanks.formats import delimited, encodings, layout, ofac, sheets
from commonweal.databanks.formats.rows import Refused
from commonweal.databanks.formats.settings import Settings, check

HEAD = 1_000_000
"""Bytes of a text file that are looked at."""
SAMPLE_ROWS = 20
DELIMITERS = ";,\t|"


class Detected(msgspec.Struct, frozen=True):
    """What was found out, and what the screen shows of it.

    `columns` are the headings by which a mapping names the columns, `sample` the first rows below them with their
    `numbers` in the file, `above` what stands over them. For formats that need no mapping they are empty.
    """

    format: str
    encoding: str = ""
    delimiter: str = ""
    quote: str = '"'
    sheets: list[str] = []
    hidden_sheets: list[str] = []
    sheet: str = ""
    header_row: int = 0
    columns: list[str] = []
    sample: list[list[str]] = []
    numbers: list[int] = []
    above: list[list[str]] = []

    def settings(self) -> Settings:
        """Settings to begin with: what was found out, without mapping and defaults."""
        return Settings(
            format=self.format,
            encoding=self.encoding,
            delimiter=self.delimiter,
            quote=self.quote,
            sheet=self.sheet,
            header_row=self.header_row,
        )


def detect(path: Path, name: str = "", *, settings: Settings | None = None) -> Detected:
    """Look at a file; `name` is what the contributor calls it, `settings` what he has chosen already.

    Raises BadInput with a code where it is none of the formats, or not safe to open.
    """
    if settings is not None:
        check(settings)
    with path.open("rb") as file:
        head = file.read(HEAD)
    if not head.strip():
        raise BadInput("databanks.file.empty", "The file holds no rows.")
    format_ = (settings.format if settings else "") or _format(head, (name or path.name).lower())
    if format_ == "csv":
        return _table(path, head, settings)
    if format_ == "xlsx":
        return _sheet(path, settings)
    return Detected(format=format_, encoding="utf-8")


def _format(head: bytes, name: str) -> str:
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06", sheets.XLS)):
        return "xlsx"
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    if start == b"{":
        first = head.splitlines()[0]
        return "ftm-json" if b'"schema"' in first and b'"properties"' in first else "jsonl"
    if start == b"<":
        return "un-xml"
    if b"\x00" in head[:64] and not encodings.detect(head).startswith("utf-16"):
        raise unknown_format(name)
    return "csv"


def unknown_format(name: str) -> BadInput:
    """The refusal of a file that nothing here reads."""
    return BadInput(
        "databanks.file.unknown-format",
        "{name} is none of the formats that are read here: JSON Lines, CSV, XLSX, the UN list's XML, OFAC's CSV,"
        " FollowTheMoney.",
        name=name[-60:],
    )


def _table(path: Path, head: bytes, settings: Settings | None) -> Detected:
    chosen = settings or Settings(format="csv")
    encoding = chosen.encoding or encodings.detect(head)
    delimiter, quote = _delimiter(head, encoding)
    if chosen.delimiter:
        delimiter, quote = chosen.delimiter, chosen.quote
    rows = []
    for each in delimited.rows(path, encoding=encoding, delimiter=delimiter, quote=quote):
        rows.append(each)
        if len(rows) >= layout.LOOKED_AT + SAMPLE_ROWS:
            break
    if settings is None and ofac.is_list([each[1] for each in rows if not isinstance(each, Refused)]):
        return Detected(format="ofac-csv", encoding="utf-8", delimiter=",")
    return table(rows, chosen, format="csv", encoding=encoding, delimiter=delimiter, quote=quote)


def _sheet(path: Path, settings: Settings | None) -> Detected:
    chosen = settings or Settings(format="xlsx")
    book, raw = sheets.open_book(path, chosen.sheet)
    with closing(raw):
        rows = list(islice(raw, max(layout.LOOKED_AT, chosen.header_row) + SAMPLE_ROWS))
    visible, hidden = ([name for name, seen in book.sheets if seen is wanted] for wanted in (True, False))
    return table(rows, chosen, format="xlsx", sheets=visible, hidden_sheets=hidden, sheet=book.sheet)


def table(rows: list[delimited.RawRow | Refused], chosen: Settings, **found: object) -> Detected:
    """Headings and sample of a table's first rows."""
    at, columns = layout.headings(rows[: max(layout.LOOKED_AT, chosen.header_row)], chosen.header_row)
    good = [each for each in rows if not isinstance(each, Refused)]
    rest = [(number, cells) for number, cells in good if number > at and any(map(str.strip, cells))]
    below = [(number, cells) for number, cells in rest if not layout.is_numbering(cells)][:SAMPLE_ROWS]
    above = [layout.bare(cells) for number, cells in good if number < at]
    return Detected(
        **found,
        header_row=at or -1,
        columns=columns,
        sample=[[_shown(cell) for cell in cells[: len(columns)]] for _number, cells in below],
        numbers=[number for number, _cells in below],
        above=[[_shown(cell) for cell in cells] for cells in above if cells][-5:],
    )


def _shown(cell: str) -> str:
    """A cell for the screen; bytes that are no letters show as question marks."""
    return cell[:200].encode("utf-8", "replace").decode()


def _delimiter(head: bytes, encoding: str) -> tuple[str, str]:
    """The delimiter and quotation mark under which most rows have the same number of columns."""
    text = head[: HEAD // 4].decode(encoding, "replace")
    lines = text.splitlines(keepends=True)[:300]
    if len(text) > 1_000 and len(lines) > 1:
        lines = lines[:-1]  # may be cut
    best = (0.0, ",", '"')
    for delimiter in DELIMITERS:
        for quote in ('"', "") if delimiter == "\t" else ('"',):  # dumps of databases part cells by tabs and quote none
            score = _regularity(lines, delimiter, quote)
            best = max(best, (score, delimiter, quote), key=lambda each: each[0])
    return best[1], best[2]


def _regularity(lines: list[str], delimiter: str, quote: str) -> float:
    """How regular a table the lines make: share of rows with the commonest width, more columns a little better."""
    quoting = {"quotechar": quote, "strict": True} if quote else {"quoting": csv.QUOTE_NONE}
    widths: Counter[int] = Counter()
    broken = 0
    reader = csv.reader(lines, delimiter=delimiter, **quoting)
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            break
        except csv.Error:
            broken += 1
            continue
        if cells:
            widths[len(cells)] += 1
    several = {width: count for width, count in widths.items() if width > 1}
    if not several:
        return 0.0
    width, count = max(several.items(), key=lambda pair: pair[1] * pair[0] ** 0.5)
    share = count / (widths.total() + broken)
    return share * (1 + min(width, 50) / 100) - (0 if quote else 0.02)
