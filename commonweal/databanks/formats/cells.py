"""One cell into one field of a value: what each field admits, each error with its column and its remedy.

Length and form are held to what the values of records admit (commonweal/databanks/values.py), so that an error is told
with the column that the contributor knows.
"""

import re
from collections.abc import Callable

from commonweal.common.errors import BadInput
from commonweal.databanks.formats import dates
from commonweal.databanks.types import Property
from commonweal.names import countries

Convert = Callable[[str], object]

LONGEST = {
    "name.text": 300, "name.family": 150, "name.given": 150, "name.patronymic": 150, "identifier.number": 60,
    "identifier.series": 30, "place.text": 500, "text.text": 10_000, "basis.kind": 100, "basis.number": 100,
    "basis.organ": 300, "links.to": 120,
    "weighing.": 2_000,
}  # fmt: skip
_SHORTENED = re.compile(r"\d(?:[.,]\d{1,20})?[eE]\+?\d{1,3}", re.ASCII)
_SPACES = re.compile(r"\s+")
_COUNT = re.compile(r"\d{1,13}", re.ASCII)
_AMOUNT = re.compile(r"(\d{1,15})(?:[.,](\d{1,6}))?", re.ASCII)
_SHEET_ERRORS = frozenset(("#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!"))
_SHEET_ERRORS |= frozenset(("#ССЫЛКА!", "#ЗНАЧ!", "#ИМЯ?", "#ДЕЛ/0!", "#ЧИСЛО!", "#ПУСТО!"))


def plain(cell: str, column: str, longest: int) -> str:
    """A cell as text, bounded; its characters were looked at before (commonweal/databanks/formats/text.py)."""
    kept = cell.strip()
    if len(kept) > longest:
        raise BadInput(
            "databanks.cell.too-long",
            "Column “{column}”: {length} characters, at most {longest} are taken; shorten it or map it as a text.",
            column=column,
            length=len(kept),
            longest=longest,
        )
    if kept[:1] == "#" and kept in _SHEET_ERRORS:
        raise BadInput(
            "databanks.cell.sheet-error",
            "Column “{column}”: the spreadsheet shows the error “{value}”; mend its formula or enter the value itself.",
            column=column,
            value=kept,
        )
    return kept


def number(cell: str, column: str, longest: int) -> str:
    """The number of a document or thing: text, but never one that a spreadsheet has shortened."""
    kept = plain(cell, column, longest)
    if _SHORTENED.fullmatch(kept):
        raise BadInput(
            "databanks.cell.shortened",
            "Column “{column}”: “{value}” is a long number that the spreadsheet shortened, its last figures are lost;"
            " format the column as text and enter the number again.",
            column=column,
            value=kept,
        )
    return kept


def key(cell: str) -> str:
    """A word by which values are looked up: without regard to case and spaces."""
    return _SPACES.sub(" ", cell.strip()).casefold()


def _listed(cell: str, column: str, property_: Property) -> str:
    """The code of a choice or term by its code, its word in either language or another spelling."""
    if found := property_.find(cell):
        return found
    russian = any("\u0400" <= letter <= "\u04ff" for letter in cell)
    known = property_.choices or {code: term.name for code, term in property_.vocabulary.terms.items()}
    raise BadInput(
        "databanks.cell.unknown-word",
        "Column “{column}”: “{value}” is none of {known}; correct it, or say in the mapping what it means.",
        column=column,
        value=cell[:40],
        known=", ".join([names["ru" if russian else "en"] for names in known.values()][:20]),
    )


def _country(cell: str, column: str) -> str:
    if (code := countries.code(cell)) is None:
        raise BadInput(
            "databanks.cell.unknown-country",
            "Column “{column}”: “{value}” is no country that is known here; write its code of two letters or its name.",
            column=column,
            value=cell[:40],
        )
    return code


def _figures(cell: str, column: str, form: re.Pattern) -> re.Match:
    found = form.fullmatch(_SPACES.sub("", cell[:40]))
    if found is None:
        raise BadInput(
            "databanks.cell.no-number",
            "Column “{column}”: “{value}” is no number; write figures only, such as 1250 or 12.5.",
            column=column,
            value=cell[:40],
        )
    return found


def count(cell: str, column: str) -> int:
    return int(_figures(cell, column, _COUNT)[0])


def _amount(cell: str, column: str) -> str:
    whole, fraction = _figures(cell, column, _AMOUNT).groups()
    return f"{int(whole)}.{fraction}" if fraction else str(int(whole))


def converter(property_: Property, field: str, column: str, *, order: str, this_year: int) -> Convert:
    """What turns a cell of this column into this field of a value of this property."""
    kind = property_.kind
    if (kind, field) == ("identifier", "number") or (kind, field) == ("identifier", "series"):
        longest = LONGEST[f"identifier.{field}"]
        return lambda cell: number(cell, column, longest)
    if field == "until" or (kind == "date" and property_.plausible[1] != "today"):
        this_year = 0
    if field == "date" or (kind == "identifier" and field in ("issued", "until")):
        return lambda cell: dates.read(cell, column, order, this_year)
    if field == "country" or (kind == "country" and field == "code"):
        return lambda cell: _country(cell, column)
    if kind in ("choice", "term") and field == "code":
        return lambda cell: _listed(cell, column, property_)
    if kind == "count":
        return lambda cell: count(cell, column)
    if field == "amount":
        return lambda cell: _amount(cell, column)
    longest = LONGEST.get(f"{kind}.{field}", 200)
    return lambda cell: plain(cell, column, longest)
