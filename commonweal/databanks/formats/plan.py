"""A mapping against the headings of a file and a record type: checked once, turned into what is done with each cell."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from commonweal.common.errors import BadInput
from commonweal.databanks import neutrality
from commonweal.databanks.formats import cells, dates
from commonweal.databanks.formats.settings import Column, Constant, Mapping
from commonweal.databanks.types import Property, RecordType

NAME_PARTS = ("family", "given", "patronymic")
FIELDS = {
    "name": ("text", *NAME_PARTS, "script", "source"),
    "date": ("date", "source"),
    "choice": ("code",),
    "country": ("code",),
    "identifier": ("number", "series", "country", "issued", "until", "source"),
    "place": ("text", "country", "since", "until", "source"),
    "text": ("text", "language", "source"),
    "amount": ("amount", "unit", "source"),
    "money": ("amount", "currency", "source"),
    "count": ("count",),
    "term": ("code", "text", "source"),
}
"""The fields of a value, the main one first, by the kind of the property."""
OUTSIDE = {
    "basis": ("kind", "number", "date", "organ"),
    "evaluation": ("",),
    "retention": ("until",),
    "label": ("classification", "handling"),
    "links": ("to",),
    "neutrality": tuple(neutrality.questions()),
    "weighing": ("",),
}
"""What a column may fill beside the properties of the type, with the fields of each."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One column: where it stands, what it fills and how."""

    place: int
    column: str
    field: str
    convert: Callable[[str], object]
    words: dict[str, str]
    split: str


@dataclass(slots=True)
class Group:
    """The columns and constants that make the values of one property together."""

    property: Property
    kind: str
    main: str
    fixed: dict[str, object] = field(default_factory=dict)
    cells: list[Cell] = field(default_factory=list)


class Plan:
    """The groups of a mapping, what lies outside the properties, and where the columns stand."""

    def __init__(self, mapping: Mapping, headings: list[str], type_: RecordType, *, this_year: int) -> None:
        self.places = {name: place for place, name in enumerate(headings)}
        self.type, self._year = type_, this_year
        self._groups: dict[tuple[str, str, str], Group] = {}
        self.outside: list[tuple[str, str, Cell]] = []
        self.basis: dict[str, str] = {}
        for column in mapping.columns:
            self._add(column)
        for constant in mapping.constants:
            self._fix(constant)
        self.groups = list(self._groups.values())
        for group in self.groups:
            _check_fields(group)
        self.ref = [(self._place(name), name) for name in mapping.ref]
        self.identifying = [(self._place(name), name) for name in mapping.identifying] or self._identity()

    def _identity(self) -> list[tuple[int, str]]:
        """The columns that go into the part identity, in the order of the file."""
        of_identity = [group for group in self.groups if group.property.part == "identity"]
        return sorted({(cell.place, cell.column) for group in of_identity for cell in group.cells})

    def _place(self, column: str) -> int:
        if column not in self.places:
            raise BadInput(
                "databanks.mapping.unknown-column",
                "The mapping names the column {column}, which the file does not have; it has {known}.",
                column=column,
                known=", ".join(list(self.places)[:40]),
            )
        return self.places[column]

    def _add(self, column: Column) -> None:
        place = self._place(column.column)
        if column.date_order:
            _one_of("date_order", column.date_order, dates.ORDERS)
        words = {cells.key(said): meant for said, meant in column.values.items()}
        if column.property in OUTSIDE:
            field_, convert = self._outside(column)
            self.outside.append(
                (column.property, column.kind, Cell(place, column.column, field_, convert, words, column.split))
            )
            return
        group = self._group(column)
        field_ = _one_of("field", column.field or group.main, FIELDS[group.property.kind])
        convert = cells.converter(group.property, field_, column.column, order=column.date_order, this_year=self._year)
        group.cells.append(Cell(place, column.column, field_, convert, words, column.split))

    def _outside(self, column: Column) -> tuple[str, Callable[[str], object]]:
        known = OUTSIDE[column.property]
        field_ = _one_of("field", column.field or known[0], known)
        if column.property == "links":
            _one_of("kind", column.kind, self.type.links)
        if field_ in ("date", "until"):
            return field_, lambda cell: dates.read(cell, column.column, column.date_order, self._year)
        if field_ == "classification":
            return field_, lambda cell: cells.count(cell, column.column)
        longest = cells.LONGEST.get(f"{column.property}.{field_}", 100)
        return field_, lambda cell: cells.plain(cell, column.column, longest)

    def _group(self, said: Column | Constant) -> Group:
        property_ = self.type.properties[_one_of("property", said.property, self.type.properties)]
        if said.kind:
            _one_of("kind", said.kind, property_.kinds)
        key = (said.property, said.kind, said.group)
        return self._groups.setdefault(key, Group(property_, said.kind, FIELDS[property_.kind][0]))

    def _fix(self, constant: Constant) -> None:
        if constant.property == "basis":
            self.basis[_one_of("field", constant.field, OUTSIDE["basis"])] = constant.value
            return
        group = self._group(constant)
        field_ = _one_of("field", constant.field or group.main, FIELDS[group.property.kind])
        convert = cells.converter(group.property, field_, constant.property, order="", this_year=self._year)
        group.fixed[field_] = convert(constant.value)


def _one_of(what: str, said: str, known: Iterable[str]) -> str:
    if said not in known:
        raise BadInput(
            "databanks.mapping.unknown-word",
            "The mapping says {said} for {what}; it can be {known}.",
            said=said or "–",
            what=what,
            known=", ".join(known) or "–",
        )
    return said


def _check_fields(group: Group) -> None:
    """Several columns may fill the main field (several values); any other field has one column in its group."""
    filled = [each.field for each in group.cells]
    for each in filled:
        if each != group.main and filled.count(each) > 1:
            raise BadInput(
                "databanks.mapping.same-field",
                "Several columns fill the field {field} of {property}; give each a group of its own.",
                field=each,
                property=group.property.code,
            )
