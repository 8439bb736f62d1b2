"""Formats: files as agencies and organisations have them, read into Commonweal lines row by row.

`detect(path, name)` says what a file is; `read(path, settings)` yields a `Row`, `Refused` or `Held` for everything in
it. What is wrong with one row is `Refused` with its number; what is wrong with the file raises `BadInput` (also in the
middle, where a table ends in an open quotation mark): then nothing of the file counts. Pure: no Django, no database;
memory does not grow with the file but for spreadsheets, which are capped.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from datetime import date
from pathlib import Path

from commonweal.common import clock
from commonweal.common.errors import BadInput
from commonweal.databanks.formats import delimited, ftm, jsonl, layout, ofac, sheets, un_list
from commonweal.databanks.formats.detection import Detected, detect
from commonweal.databanks.formats.rows import Held, Refused, Row
from commonweal.databanks.formats.settings import (
    Column,
    Constant,
    Defaults,
    Mapping,
    Settings,
    Term,
    check,
    from_json,
    to_json,
)
from commonweal.databanks.formats.suggest import suggest_mapping

__all__ = [
    "FORMATS",
    "Column",
    "Constant",
    "Defaults",
    "Detected",
    "Held",
    "Mapping",
    "Refused",
    "Row",
    "Settings",
    "Term",
    "detect",
    "from_json",
    "read",
    "suggest_mapping",
    "to_json",
]

Read = Iterator[Row | Refused | Held]
Paths = Sequence[Path]


def _jsonl(paths: Paths, _settings: Settings, _held: Iterable[Held], _today: date) -> Read:
    for path in paths:
        yield from jsonl.rows(path)


def _jsonl_as_written(paths: Paths) -> Read:
    for path in paths:
        yield from (Row(number, raw) for number, raw in jsonl.numbered(path))


def _csv(paths: Paths, settings: Settings, _held: Iterable[Held], today: date) -> Read:
    for path in paths:
        found = detect(path, settings=settings) if not (settings.encoding and settings.delimiter) else settings
        raw = delimited.rows(path, encoding=found.encoding, delimiter=found.delimiter, quote=found.quote)
        yield from layout.lines(raw, settings, today=today)


def _xlsx(paths: Paths, settings: Settings, _held: Iterable[Held], today: date) -> Read:
    for path in paths:
        _, raw = sheets.open_book(path, settings.sheet)
        with closing(raw):
            yield from layout.lines(raw, settings, today=today)


def _un_xml(paths: Paths, settings: Settings, _held: Iterable[Held], today: date) -> Read:
    for path in paths:
        yield from un_list.rows(path, settings, today=today)


def _ofac(paths: Paths, settings: Settings, held: Iterable[Held], today: date) -> Read:
    return ofac.rows(paths, settings, held=held, today=today)


def _ftm(paths: Paths, settings: Settings, held: Iterable[Held], today: date) -> Read:
    return ftm.rows(paths, settings, held=held, today=today)


_READERS: dict[str, Callable[[Paths, Settings, Iterable[Held], date], Read]] = {
    "jsonl": _jsonl,
    "csv": _csv,
    "xlsx": _xlsx,
    "un-xml": _un_xml,
    "ofac-csv": _ofac,
    "ftm-json": _ftm,
}
FORMATS = tuple(_READERS)
"""Names of the formats."""


def read(
    path: Path | Sequence[Path],
    settings: Settings,
    *,
    held: Iterable[Held] = (),
    today: date | None = None,
    as_written: bool = False,
) -> Iterator[Row | Refused | Held]:
    """Everything in a file, or in the files that belong together (a list and its aliases), in its order.

    `held` are rows of an earlier reading whose parent was missing; they join it here or are held again. `today` is
    the day from which terms in years are counted, the clock's if none is given. `as_written` leaves JSON Lines as
    bytes: `lines.prepare` decodes them, as strictly, and may do it in another process.
    """
    if settings.format not in _READERS:
        raise BadInput(
            "databanks.settings.unknown-format",
            "Unknown format {format}; known are {known}.",
            format=settings.format[:40],
            known=", ".join(FORMATS),
        )
    check(settings)
    paths = [path] if isinstance(path, Path) else list(path)
    if as_written and settings.format == "jsonl":
        return _jsonl_as_written(paths)
    return _READERS[settings.format](paths, settings, held, today or clock.today())
