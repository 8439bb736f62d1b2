"""How a file is to be read: format, encoding, mapping and what its rows do not say. JSON-able, strict; a saved one is
a profile."""

import msgspec

from commonweal.common.errors import BadInput
from commonweal.databanks.formats import encodings


class _Strict(msgspec.Struct, forbid_unknown_fields=True, omit_defaults=True, frozen=True, kw_only=True):
    pass


class Column(_Strict):
    """Where the cells of one column go.

    `column`     its heading; `#3` for the third column where it has none, `Number (2)` for the second of that heading.
    `property`   a property of the record type; or one of `basis`, `evaluation`, `retention`, `label`, `links`.
    `kind`       kind of the value, as the type lists them (`passport`, `plate`); of the link for `links`.
    `field`      which field of the value the cell fills; empty is the main one (a name's text, a document's number).
                 Names: text, family, given, patronymic, script, source. Identifiers: number, series, country, issued,
                 until. Places: text, country, since, until. `basis`: kind, number, date, organ. `retention`: until.
                 `label`: classification, handling.
    `group`      columns with the same property, kind and group make one value (series, number and day of issue).
    `values`     what a cell says → what is meant; compared without regard to case and spaces.
    `date_order` `dmy`, `mdy` or `ymd` where the column's dates could be read in two ways.
    `split`      what stands between several values in one cell, such as `;`.
    """

    column: str
    property: str
    kind: str = ""
    field: str = ""
    group: str = ""
    values: dict[str, str] = {}
    date_order: str = ""
    split: str = ""


class Constant(_Strict):
    """A value that every row has though no column says it: the country of the documents, the kind of basis."""

    property: str
    value: str
    kind: str = ""
    field: str = ""
    group: str = ""


class Mapping(_Strict):
    """How a table's columns become the properties of records.

    `ref` are the columns whose cells, joined by `/`, are the owner's reference. Where there is none, the reference is a
    hash of the `identifying` columns (all that go into the part identity, if none is named): the same cells are the
    same record, other cells another one. `nothing` are words that mean an empty cell.
    """

    ref: list[str] = []
    identifying: list[str] = []
    columns: list[Column] = []
    constants: list[Constant] = []
    nothing: tuple[str, ...] = ("-", "–", "—", "н/д", "n/a", "#N/A", "NULL")


class Term(_Strict, rename={"klass": "class"}):
    """Why a record is kept and how long: a last day, or a number of years.

    Years are counted from `since`; without it from the first day of the present month, so that a file which is read
    twice in a month says the same twice.
    """

    klass: str = ""
    until: str = ""
    years: float = 0
    since: str = ""


class Defaults(_Strict):
    """What the rows do not say themselves: type, label, basis, evaluation, retention.

    `retention_of` has the term for types that may not have the class of `retention`, such as the vessels of a list of
    persons.
    """

    type: str = ""
    label: dict = {}
    basis: dict[str, str] = {}
    evaluation: str = "X4"
    retention: Term = Term()
    retention_of: dict[str, Term] = {}


class Settings(_Strict):
    """Everything that a reader needs to know beside the file itself.

    `encoding` and `delimiter` are found out where they are empty; `quote` is the quotation mark of a table, empty
    where it has none; `sheet` is a spreadsheet's sheet, the first visible one if empty; `header_row` is the number of
    the row of headings, 0 where it is to be found out, -1 where there is none. `list` names the list whose whole state
    this file is.
    """

    format: str
    encoding: str = ""
    delimiter: str = ""
    quote: str = '"'
    sheet: str = ""
    header_row: int = 0
    mapping: Mapping | None = None
    defaults: Defaults = Defaults()
    list: str = ""


def from_json(text: bytes | str) -> Settings:
    """Settings out of JSON; raises BadInput naming the field that is wrong."""
    try:
        return msgspec.json.decode(text, type=Settings)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise BadInput(
            "databanks.settings.malformed", "The settings cannot be read: {what}.", what=str(error)[:200]
        ) from None


def to_json(settings: Settings) -> bytes:
    """Settings as JSON, the same bytes for the same settings: part of what makes a file the same file."""
    return msgspec.json.encode(settings, order="deterministic")


FURTHEST_HEADINGS = 1_000
"""The last row in which headings may stand."""


def check(settings: Settings) -> None:
    """Raise BadInput where a setting is none that a reader can work with, whatever file it is for."""
    wrong = {
        "encoding": settings.encoding not in ("", "utf-16", *encodings.CHOICES),
        "delimiter": len(settings.delimiter) > 1 or settings.delimiter in ("\r", "\n", " ", "\x00"),
        "quote": len(settings.quote) > 1 or settings.quote in ("\r", "\n", " ", "\x00", settings.delimiter or None),
        "header_row": not -1 <= settings.header_row <= FURTHEST_HEADINGS,
        "sheet": len(settings.sheet) > 200 or not settings.sheet.isprintable(),
    }
    for field, is_wrong in wrong.items():
        if is_wrong:
            raise BadInput(
                "databanks.settings.malformed", "The settings cannot be read: {what}.", what=f"no such {field}"
            )
