"""Reads one sheet of a spreadsheet in a process of its own, with bounded memory and time, and prints its rows.

`python -I sheet_process.py FILE SHEET`: first a line with the sheets (`[[name, visible], …]`) and the one that is read,
then every row as a JSON list of texts. Spreadsheets come from outside and are read by compiled code: what it does not
survive ends this process and no other. Imports nothing of Commonweal.
"""

import json
import resource
import sys
from datetime import date, datetime, time, timedelta

MEMORY = 700_000_000
SECONDS = 120
MOST_DIGITS = 15
"""Figures of a number that a spreadsheet keeps; longer numbers have lost theirs."""


def shown(value: object) -> str:
    """A cell's value as the text that people mean by it."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return _number(float(value))
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "seconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return value.isoformat("minutes")
    if isinstance(value, timedelta):
        minutes = round(value.total_seconds() / 60)
        return f"{minutes // 60}:{minutes % 60:02d}"
    return str(value)


def _number(value: float) -> str:
    if value != value or value in (float("inf"), float("-inf")):
        return "#NUM!"
    if value.is_integer() and abs(value) < 10**MOST_DIGITS:
        return str(int(value))
    return f"{value:.{MOST_DIGITS}g}".replace("e", "E")


def main(path: str, wanted: str) -> int:
    """Print sheets and rows; 3 where the file is no spreadsheet, 4 where it has no such sheet."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

    try:
        book = CalamineWorkbook.from_path(path)
        sheets = [(each.name, each.visible == SheetVisibleEnum.Visible) for each in book.sheets_metadata]
        chosen = wanted or next((name for name, visible in sheets if visible), "")
        if chosen not in dict(sheets):
            return 4
        print(json.dumps({"sheets": sheets, "sheet": chosen}))
        sheet = book.get_sheet_by_name(chosen)
        before = [""] * (sheet.start[1] if sheet.start else 0)
        for row in sheet.iter_rows():
            print(json.dumps([*before, *map(shown, row)]))
    except (CalamineError, MemoryError, OSError, ValueError) as error:
        print(type(error).__name__, file=sys.stderr)
        return 3
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
