"""Handing in a file as the contributor's screen does: find out what it is, take the mapping proposed, read it all."""

from dataclasses import dataclass, field
from pathlib import Path

from commonweal.common.errors import BadInput
from commonweal.databanks import formats
from commonweal.databanks.formats import Defaults, Held, Refused, Row, Settings, Term
from tests.databanks.formats.settings import LIST, TODAY

TABLE = Defaults(
    type="person",
    label={"bank": "united"},
    basis={"kind": "criminal-case", "number": "1"},
    evaluation="B2",
    retention=Term(klass="wanted", years=1),
)


@dataclass
class Outcome:
    """What came of a file: rows, held rows, codes of refusals, and the code under which the whole file was refused."""

    rows: list[Row] = field(default_factory=list)
    held: int = 0
    refused: list[str] = field(default_factory=list)
    file: str = ""
    why: str = ""


def take(path: Path, format_: str = "", *, defaults: Defaults = TABLE) -> Outcome:
    """Everything from looking at a file to its last row; what is not refused with a code is raised."""
    outcome = Outcome()
    try:
        for row in formats.read(path, settings_for(path, format_, defaults), today=TODAY):
            if isinstance(row, Row):
                outcome.rows.append(row)
            elif isinstance(row, Refused):
                outcome.refused.append(row.code)
                outcome.why = outcome.why or row.message
            elif isinstance(row, Held):
                outcome.held += 1
    except BadInput as error:
        outcome.file, outcome.why = error.code, error.sentence()
    return outcome


def settings_for(path: Path, format_: str, defaults: Defaults) -> Settings:
    """The settings with which the screen would read a file: what it looks like, and the mapping proposed."""
    chosen = Settings(format=format_) if format_ else None
    if format_ in ("", "csv", "xlsx"):
        found = formats.detect(path, path.name, settings=chosen)
        if found.format in ("csv", "xlsx"):
            base = found.settings()
            mapping = formats.suggest_mapping(found, defaults.type)
            return Settings(
                format=base.format,
                encoding=base.encoding,
                delimiter=base.delimiter,
                quote=base.quote,
                sheet=base.sheet,
                header_row=base.header_row,
                mapping=mapping,
                defaults=defaults,
            )
        format_ = found.format
    return Settings(format=format_, defaults=LIST)
