"""The form of one record, made from its type's file: every field is a column of a table of one row.

So what is typed is read as a file is, by the same rules with the same sentences, and an error names its field.
"""

from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import pgettext

from commonweal.databanks.formats import Column, Mapping
from commonweal.databanks.types import Property, RecordType
from commonweal.portal import terms
from commonweal.portal.web.contributing import targets
from commonweal.portal.words import tongue

REFERENCE = "ref"
SHOWN = {
    "name": ("text", "family", "given", "patronymic"),
    "date": ("date",),
    "choice": ("code",),
    "country": ("code",),
    "identifier": ("number", "country", "issued", "until"),
    "place": ("text", "country", "since", "until"),
    "text": ("text",),
    "amount": ("amount", "unit"),
    "money": ("amount", "currency"),
    "count": ("count",),
    "term": ("code",),
}
"""The fields of a value that the form asks for, the main one first, by kind of property."""
MOST = 12
"""Values of one property that can be typed at once."""


@dataclass(frozen=True, slots=True)
class Input:
    """One field of one value."""

    name: str
    label: str
    value: str
    choices: tuple[tuple[str, str], ...]
    long: bool
    error: str


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a property: which kind, and its fields."""

    name: str
    kind: str
    inputs: tuple[Input, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """One property with the values that are asked for."""

    code: str
    words: str
    required: bool
    recommended: bool
    kinds: tuple[tuple[str, str], ...]
    values: tuple[Value, ...]
    bad: bool


def asked(kind: RecordType, data: QueryDict, errors: dict[str, str]) -> list[tuple[str, list[Asked]]]:
    """The form: for each part of the record its properties."""
    parts = []
    for part in ("identity", "narrative", "special"):
        found = [_asked(prop, data, errors) for prop in kind.in_part(part)]
        if found:
            parts.append((str(terms.PART_OF_RECORD[part]), found))
    return parts


def how_many(prop: Property, data: QueryDict) -> int:
    """How many values of the property the form has room for: those typed, or one, and one more where asked for."""
    number = 1
    while number < MOST and any(key.startswith(f"{prop.code}-{number}-") for key in data):
        number += 1
    return min(number + (data.get("do") == f"more:{prop.code}"), MOST)


def _asked(prop: Property, data: QueryDict, errors: dict[str, str]) -> Asked:
    kinds = tuple((code, words[tongue()]) for code, words in prop.kinds.items())
    values = []
    for number in range(how_many(prop, data)):
        at = f"{prop.code}-{number}-"
        kind = data.get(f"{at}kind", kinds[0][0] if kinds else "")
        inputs = tuple(_input(prop, field, at, data, errors) for field in SHOWN[prop.kind])
        values.append(Value(at, kind, inputs))
    bad = any(each.error for value in values for each in value.inputs) or prop.code in errors
    return Asked(prop.code, prop.name[tongue()], prop.required, prop.recommended, kinds, tuple(values), bad)


def _input(prop: Property, field: str, at: str, data: QueryDict, errors: dict[str, str]) -> Input:
    name = f"{at}{field}"
    return Input(
        name=name,
        label=label_of(prop, field),
        value=data.get(name, ""),
        choices=_choices(prop, field),
        long=prop.kind == "text" and prop.part != "identity",
        error=errors.get(name, ""),
    )


def label_of(prop: Property, field: str) -> str:
    """The label of a field: the property's name where it is the main one."""
    if field == SHOWN[prop.kind][0]:
        return prop.name[tongue()]
    if field == "until" and "since" in SHOWN[prop.kind]:
        return pgettext("the end of a time", "until")
    return str(terms.FIELD_WORDS.get(field, field))


def _choices(prop: Property, field: str) -> tuple[tuple[str, str], ...]:
    if prop.kind in ("choice", "term"):
        return tuple(targets.choices_of(prop))
    if field == "unit":
        return tuple((code, words[tongue()]) for code, words in prop.units.items())
    return ()


def table(kind: RecordType, data: QueryDict) -> tuple[Mapping, list[str], list[str]]:
    """What was typed as a table of one row: mapping, headings (the names of the fields), cells."""
    columns, headings, cells = [], [REFERENCE], [data.get(REFERENCE, "").strip()]
    for prop in kind.properties.values():
        for number in range(how_many(prop, data)):
            at = f"{prop.code}-{number}-"
            for field in SHOWN[prop.kind]:
                said = data.get(f"{at}{field}", "").strip()
                if not said:
                    continue
                headings.append(f"{at}{field}")
                cells.append(said)
                chosen = data.get(f"{at}kind", "") if prop.kinds else ""
                columns.append(
                    Column(column=f"{at}{field}", property=prop.code, kind=chosen, field=field, group=str(number))
                )
    return Mapping(ref=[REFERENCE], columns=columns, nothing=()), headings, cells
