"""OFAC's list of specially designated nationals as CSV: the main file, its further names, its addresses.

The files have no headings; which is which is told by the number of columns (12, 5, 6). `-0-` means nothing. Further
names and addresses join the entry whose number they bear; those of an entry that is not in the main file are held,
never made up, and join when they are handed in again with a main file that has it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from commonweal.common.errors import BadInput
from commonweal.databanks.formats import delimited, ofac_entry
from commonweal.databanks.formats.defaults import Frame
from commonweal.databanks.formats.drafts import LONGEST_NUMBER, clean, no_record
from commonweal.databanks.formats.rows import Held, Refused, Row
from commonweal.databanks.formats.settings import Settings

MAIN, NAMES, ADDRESSES = 12, 5, 6
"""Columns of the three files."""
Further = dict[str, list[Held]]


def is_list(rows: list[list[str]]) -> bool:
    """Whether the first rows of a table are those of one of the three files."""
    full = [row for row in rows if len(row) > 1]
    widths = {len(row) for row in full}
    same = len(widths) == 1 and widths <= {MAIN, NAMES, ADDRESSES}
    return (
        bool(full) and same and all(row[0].strip().isdecimal() and any("-0-" in cell for cell in row) for row in full)
    )


def rows(
    paths: Iterable[Path], settings: Settings, *, held: Iterable[Held], today: date
) -> Iterator[Row | Refused | Held]:
    """Every entry of the main file with what belongs to it, then what belongs to none."""
    mains, further = [], _further_of(held)
    for path in paths:
        if (width := _width(path)) == MAIN:
            mains.append(path)
        elif width in (NAMES, ADDRESSES):
            yield from _collect(path, width, further)
        else:
            raise _no_list()
    if not mains and not further:
        raise _no_list()
    frame = Frame(settings.defaults, today=today)
    names = _names(mains)
    for path in mains:
        for each in _raw(path):
            yield each if isinstance(each, Refused) else _entry(*each, frame, further, names)
    for waiting in further.values():
        yield from waiting


def _no_list() -> BadInput:
    return BadInput("databanks.list.empty", "The file is no {list}, or it is empty.", list="OFAC list")


def _further_of(held: Iterable[Held]) -> Further:
    further: Further = defaultdict(list)
    for each in held:
        further[each.parent].append(each)
    return further


def _raw(path: Path) -> Iterator[tuple[int, list[str]] | Refused]:
    for each in delimited.rows(path, encoding="utf-8-sig", delimiter=","):
        if isinstance(each, Refused) or any(cell.strip(" \t\x1a") for cell in each[1]):
            yield each


def _width(path: Path) -> int:
    first = next((each[1] for each in _raw(path) if not isinstance(each, Refused)), [])
    return len(first)


def _collect(path: Path, width: int, further: Further) -> Iterator[Refused]:
    """Further names or addresses by the number of their entry."""
    part = "names" if width == NAMES else "addresses"
    for each in _raw(path):
        if isinstance(each, Refused):
            yield each
            continue
        number, cells = each
        if len(cells) != width or not cells[0].strip().isdecimal():
            yield Refused.because(number, _wrong_width(len(cells), width), ref=_reference(cells))
            continue
        parent = f"ofac/{cells[0].strip()}"
        try:
            said = [clean(_said(cell)) for cell in cells[1:]]
        except BadInput as error:
            yield Refused.because(number, error, ref=parent)
        else:
            further[parent].append(Held(number, parent, {"part": part, "cells": said}))


def _wrong_width(cells: int, width: int) -> BadInput:
    return BadInput(
        "databanks.row.too-many-cells",
        "The row has {count} cells, the headings {width}; look for a delimiter or a quotation mark inside a cell.",
        count=cells,
        width=width,
    )


def _reference(cells: list[str]) -> str:
    """The entry that a row speaks of, "" where it names none."""
    number = cells[0].strip() if cells else ""
    return f"ofac/{number}" if number.isdecimal() and len(number) <= LONGEST_NUMBER else ""


def _said(cell: str) -> str:
    kept = cell.strip()
    return "" if kept == "-0-" else kept


def _names(paths: list[Path]) -> dict[str, tuple[str, str]]:
    """Reference and type of every entry by its name, for `Linked To`; names of several entries lead nowhere."""
    found: dict[str, tuple[str, str]] = {}
    for path in paths:
        for each in _raw(path):
            if isinstance(each, Refused) or len(each[1]) != MAIN:
                continue
            cells = [_said(cell) for cell in each[1]]
            entry = (f"ofac/{cells[0]}", ofac_entry.TYPES.get(cells[2].lower(), ""))
            found[cells[1]] = entry if found.get(cells[1], entry) == entry else ("", "")
    return found


def _entry(number: int, cells: list[str], frame: Frame, further: Further, names: dict) -> Row | Refused:
    if len(cells) != MAIN:
        return Refused.because(number, _wrong_width(len(cells), MAIN), ref=_reference(cells))
    try:
        said = [clean(_said(cell)) for cell in cells]
        if not said[0].isdecimal():
            raise no_record("ent_num")
        if not said[1]:
            raise no_record("SDN_Name")
        draft = ofac_entry.draft(said, frame)
        for each in further.pop(f"ofac/{said[0]}", ()):
            ofac_entry.join(draft, each.body)
        ofac_entry.remarks(draft, said[11], names)
        return Row(number, draft.line())
    except BadInput as error:
        return Refused.because(number, error, ref=_reference(cells))
