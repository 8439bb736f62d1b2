"""A mapping to begin with, from the words of the headings; the contributor sees and corrects it."""

import re
from collections.abc import Iterator

from commonweal.databanks.formats import words
from commonweal.databanks.formats.detection import Detected
from commonweal.databanks.formats.plan import FIELDS, OUTSIDE
from commonweal.databanks.formats.settings import Column, Mapping
from commonweal.databanks.types import RecordType, record_type

_AGAIN = re.compile(r" \(\d+\)$")
_NONE = re.compile(r"#\d+$")
_SLASHES = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-]\d{2,4}\b", re.ASCII)
_VIN = re.compile(r"[A-HJ-NPR-Z0-9]{17}", re.ASCII)


def suggest_mapping(detected: Detected, type_code: str) -> Mapping:
    """What the columns of a table seem to hold, for a record type; columns that say nothing known are left out."""
    type_ = record_type(type_code)
    own = _own_words(type_)
    ref: list[str] = []
    columns: list[Column] = []
    for place, name in enumerate(detected.columns):
        cells = [row[place].strip() for row in detected.sample if place < len(row)]
        target = _target(name, cells, type_, own)
        if target == "ref":
            ref = ref or [name]
        elif target and (column := _column(name, target, cells, type_)) and _fits(column, columns, type_):
            columns.append(column)
    return Mapping(ref=ref, columns=columns)


def _own_words(type_: RecordType) -> dict[str, str]:
    """The type's own words for its kinds and properties; a property's word comes first."""
    found = {}
    for code, property_ in type_.properties.items():
        for word in property_.name.values():
            found.setdefault(words.normal(word), code)
    for code, property_ in type_.properties.items():
        for kind, names in property_.kinds.items():
            for word in names.values():
                found.setdefault(words.normal(word), f"{code}/{kind}")
    return found


def _target(name: str, cells: list[str], type_: RecordType, own: dict[str, str]) -> str:
    for said in _readings(name):
        for target in (*words.targets().get(said, ()), own.get(said, "")):
            if target and _exists(target, type_):
                return target
    if any(cells) and all(_VIN.fullmatch(cell.upper()) for cell in cells if cell) and _exists("identifiers/vin", type_):
        return "identifiers/vin"
    return ""


def _readings(name: str) -> Iterator[str]:
    """A heading whole, without the group in front of it, and without what stands in brackets behind it."""
    heading = _AGAIN.sub("", name)
    if _NONE.fullmatch(heading):
        return
    group, _, alone = heading.partition(": ")
    for each in (
        heading,
        f"{alone} {group}" if alone else "",
        alone,
        heading.partition("(")[0],
        heading.partition(",")[0],
    ):
        if said := words.normal(each):
            yield said


def _exists(target: str, type_: RecordType) -> bool:
    if target == "ref":
        return True
    code, kind, field = _parts(target)
    if code in OUTSIDE:
        return field in OUTSIDE[code]
    property_ = type_.properties.get(code)
    if property_ is None or (kind and kind not in property_.kinds):
        return False
    return not field or field in FIELDS[property_.kind]


def _parts(target: str) -> tuple[str, str, str]:
    """`property/kind.field` in its parts; the field `number` of a property is its main one anyway."""
    place, _, field = target.partition(".")
    code, _, kind = place.partition("/")
    return code, kind, field


def _column(name: str, target: str, cells: list[str], type_: RecordType) -> Column:
    code, kind, field = _parts(target)
    of_dates = code in type_.properties and (type_.properties[code].kind == "date" or field in ("issued", "until"))
    order = _date_order(cells) if of_dates or field in ("date", "until") else ""
    if code in type_.properties and field == FIELDS[type_.properties[code].kind][0]:
        field = ""
    return Column(column=name, property=code, kind=kind, field=field, date_order=order)


def _date_order(cells: list[str]) -> str:
    """Day or month first, where the sample's dates with slashes tell."""
    firsts = [(int(found[1]), int(found[2])) for cell in cells if (found := _SLASHES.search(cell[:40]))]
    if any(first > 12 for first, _ in firsts):
        return "dmy"
    return "mdy" if any(second > 12 for _, second in firsts) else ""


def _fits(column: Column, others: list[Column], type_: RecordType) -> bool:
    """Whether no other column fills the same field, where only one can."""
    several = column.property in type_.properties and not column.field
    same = (column.property, column.kind, column.field)
    return several or same not in [(each.property, each.kind, each.field) for each in others]
