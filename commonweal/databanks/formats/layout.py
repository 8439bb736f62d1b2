"""Where a table's headings stand, and what they are: title lines above, merged and doubled cells."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import chain, islice

from commonweal.common.errors import BadInput
from commonweal.databanks.formats import words
from commonweal.databanks.formats.mapping import Mapper
from commonweal.databanks.formats.rows import Refused, Row
from commonweal.databanks.formats.settings import Settings
from commonweal.databanks.formats.text import tidy

LOOKED_AT = 40
"""Rows in which the headings are looked for."""
_FIGURES = re.compile(r"[\d\s.,:/+\-]+")
_SPACES = re.compile(r"\s+")

RawRow = tuple[int, list[str]]


def lines(raw: Iterable[RawRow | Refused], settings: Settings, *, today: date) -> Iterator[Row | Refused]:
    """The records of a table: what stands above the headings, empty rows and repeated headings are passed over."""
    rows = iter(raw)
    first = list(islice(rows, max(LOOKED_AT, settings.header_row)))
    at, names = headings(first, settings.header_row)
    mapper = Mapper(settings, names, today=today)
    said = next((cells for number, cells in _good(first) if number == at), None)
    below = True
    for each in chain(first, rows):
        if isinstance(each, Refused):
            yield each
            continue
        number, cells = each
        if number <= at or not any(cells):
            continue
        if cells == said or (below and is_numbering(cells)):
            continue
        if any(map(str.strip, cells)):
            below = False
            yield mapper.row(number, cells)


def _good(rows: Iterable[RawRow | Refused]) -> Iterator[RawRow]:
    return (each for each in rows if not isinstance(each, Refused))


def bare(cells: list[str]) -> list[str]:
    """Cells without spaces around them and without the empty ones at the end."""
    kept = [_SPACES.sub(" ", cell).strip() for cell in cells]
    while kept and not kept[-1]:
        kept.pop()
    return kept


def headings(first: list[RawRow | Refused], row: int) -> tuple[int, list[str]]:
    """The number of the row of headings among the first rows, and a name for every column.

    `row` is its number where the contributor knows it, 0 where it is to be found, -1 where there is none. A column
    without a heading is called by its place, `#3`; the second of a heading gets ` (2)`.
    """
    rows = {number: bare(cells) for number, cells in _good(first)}
    width = max(map(len, rows.values()), default=0)
    if not width:
        raise BadInput("databanks.file.empty", "The file holds no rows.")
    if row == -1:
        return 0, [f"#{place}" for place in range(1, width + 1)]
    at = row or _find(rows, width)
    if not rows.get(at):
        raise BadInput(
            "databanks.file.no-headings",
            "Row {row} holds no headings; say in which row they stand, or that there are none.",
            row=at,
        )
    below = [len(cells) for number, cells in rows.items() if number > at and cells]
    # A row that is wider than the headings has a delimiter too many, unless most of them are.
    wider = sum(1 for each in below if each > len(rows[at])) * 2 > len(below)
    above = rows.get(at - 1, [])
    width = max(len(rows[at]), max(below) if wider else 0, len(above) if len(above) > 1 else 0)
    return at, _unique(_filled(rows[at], above, width))


def _find(rows: dict[int, list[str]], width: int) -> int:
    """The row that looks most like headings: many different words, known ones, and no figures."""

    def score(number: int) -> float:
        cells = [cell for cell in rows[number] if cell]
        if not cells:
            return -1
        wordy = sum(1 for cell in cells if not _FIGURES.fullmatch(cell) and len(cell) < 80)
        known = sum(1 for cell in cells if words.known(cell))
        different = len(set(cells)) / len(cells)
        return (len(cells) + wordy + 2 * known) / width * different - number / 100

    return max(rows, key=score)


def _filled(named: list[str], above: list[str], width: int) -> list[str]:
    """Headings over two rows: what is empty below is said above; what is said twice below is told apart by above."""
    named = named + [""] * (width - len(named))
    above = above[:width]
    over, carried = [], ""
    for cell in above + [""] * (width - len(above)):
        carried = cell or carried
        over.append(carried)
    if sum(1 for cell in above if cell) < 2:  # a title, or nothing
        return named
    counted = Counter(named)
    single = above + [""] * (width - len(above))
    return [
        f"{group}: {cell}" if cell and counted[cell] > 1 and group else cell or alone
        for cell, group, alone in zip(named, over, single, strict=True)
    ]


def _unique(named: list[str]) -> list[str]:
    counted: Counter[str] = Counter()
    result = []
    for place, name in enumerate(named, start=1):
        name = _legible(name)[:120] or f"#{place}"
        counted[name] += 1
        result.append(name if counted[name] == 1 else f"{name} ({counted[name]})")
    return result


def _legible(name: str) -> str:
    """A heading as harmless text, empty where it is no text."""
    try:
        return tidy(name, "").replace("\n", " ").strip()
    except BadInput:
        return ""


def is_numbering(cells: list[str]) -> bool:
    """Whether a row only numbers the columns, 1 2 3 …, as forms do below their headings."""
    kept = bare(cells)
    return len(kept) > 2 and kept == [str(place) for place in range(1, len(kept) + 1)]
