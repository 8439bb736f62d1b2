"""A table's rows into Commonweal lines, by a mapping that was checked once for the whole file."""

import hashlib
from datetime import date

from commonweal.common.errors import BadInput
from commonweal.databanks.formats import cells
from commonweal.databanks.formats.defaults import Frame
from commonweal.databanks.formats.plan import NAME_PARTS, Cell, Group, Plan
from commonweal.databanks.formats.rows import Refused, Row
from commonweal.databanks.formats.settings import Settings
from commonweal.databanks.formats.text import suspect, tidy
from commonweal.databanks.types import record_type

QUALIFIERS = frozenset(("country", "source", "script", "language", "unit", "currency"))
"""Fields that say nothing where the value itself is empty; any other field without its value is a mistake."""


class Mapper:
    """Turns rows of cells into Commonweal lines; made once for a file, then asked row by row.

    Raises BadInput where the mapping does not fit the headings or the record type.
    """

    def __init__(self, settings: Settings, headings: list[str], *, today: date) -> None:
        if settings.mapping is None or not settings.mapping.columns:
            raise BadInput("databanks.mapping.missing", "A table needs a mapping: say what its columns hold.")
        type_ = record_type(settings.defaults.type)
        self._plan = plan = Plan(settings.mapping, headings, type_, this_year=today.year)
        self._frame = Frame(settings.defaults, today=today)
        self._frame.basis |= plan.basis
        self._frame.line()  # a term that cannot be reckoned is told before the first row
        self._width = len(headings)
        self._nothing = frozenset(["", *map(cells.key, settings.mapping.nothing)])
        self._longest_nothing = max(map(len, self._nothing))
        self._required = [
            (property_, [cell.column for group in plan.groups if group.property is property_ for cell in group.cells])
            for property_ in type_.properties.values()
            if property_.required
        ]

    def row(self, number: int, row: list[str]) -> Row | Refused:
        """The Commonweal line of a row, or its refusal with all that is wrong in it."""
        if len(row) < self._width:
            row = row + [""] * (self._width - len(row))
        elif len(row) > self._width and any(map(str.strip, row[self._width :])):
            return Refused.because(number, _too_many(len(row), self._width))
        wrong: list[BadInput] = []
        if suspect("\n".join(row)):
            row = self._tidied(row, wrong)
        sure = bool(self._plan.ref) or not wrong  # a hash over cells that are no text would be another record's
        line = self._frame.line()
        for group in self._plan.groups:
            try:
                made = self._values(group, row)
            except BadInput as error:
                wrong.append(error)
            else:
                if made:
                    line[group.property.part].setdefault(group.property.code, []).extend(made)
        for target, kind, cell in self._plan.outside:
            try:
                self._put(line, target, kind, cell, row)
            except BadInput as error:
                wrong.append(error)
        if not wrong:
            wrong += self._missing(line)
        try:
            line["ref"] = self._reference(row)
        except BadInput as error:
            wrong.append(error)
        return Refused.because(number, *wrong, ref=line["ref"] if sure else "") if wrong else Row(number, line)

    def _tidied(self, row: list[str], wrong: list[BadInput]) -> list[str]:
        """The row's cells as harmless text; what is no text is told, and empty."""
        kept = []
        for cell, column in zip(row, self._plan.places, strict=False):
            try:
                kept.append(tidy(cell, column))
            except BadInput as error:
                wrong.append(error)
                kept.append("")
        return kept

    def _said(self, cell: Cell, row: list[str]) -> str:
        """What the cell says, through the mapping's words; empty where it says nothing."""
        text = row[cell.place].strip()
        if not text or (len(text) <= self._longest_nothing and text.casefold() in self._nothing):
            return ""
        return cell.words.get(cells.key(text), text) if cell.words else text

    def _values(self, group: Group, row: list[str]) -> list:
        main, fixed = group.main, group.fixed
        many: list[object] = []
        found: dict[str, object] = {}
        for cell in group.cells:
            said = self._said(cell, row)
            if not said:
                continue
            if cell.field != main:
                found[cell.field] = cell.convert(said)
            elif cell.split:
                many += [cell.convert(piece.strip()) for piece in said.split(cell.split) if piece.strip()]
            else:
                many.append(cell.convert(said))
        if not many and main in fixed and (found or not group.cells):
            many = [fixed[main]]
        if many:
            others = fixed | found if fixed else found
            return [_value(group, others, each) for each in many]
        if group.property.kind == "name" and any(part in found for part in NAME_PARTS):
            return [_value(group, fixed | found, " ".join(found[part] for part in NAME_PARTS if part in found))]
        for cell in group.cells:
            if cell.field in found and cell.field not in QUALIFIERS:
                raise _alone(cell)
        return []

    def _put(self, line: dict, target: str, kind: str, cell: Cell, row: list[str]) -> None:
        """A cell that fills something beside the properties: basis, evaluation, retention, label, links."""
        said = self._said(cell, row)
        if not said:
            return
        if target == "links":
            pieces = said.split(cell.split) if cell.split else [said]
            links = [{"to": cell.convert(piece.strip()), "kind": kind} for piece in pieces if piece.strip()]
            line.setdefault("links", []).extend(links)
        elif target == "evaluation":
            line["evaluation"] = str(cell.convert(said)).upper()
        elif target == "weighing":
            line["weighing"] = cell.convert(said)
        else:
            line[target] = line.get(target, {}) | {cell.field: cell.convert(said)}

    def _missing(self, line: dict) -> list[BadInput]:
        """Required properties that the row leaves empty, told with the columns that should hold them."""
        return [
            BadInput(
                "databanks.row.required",
                "{property} is required, but nothing stands in {columns}.",
                property=property_.code,
                columns=", ".join(columns) or "–",
            )
            for property_, columns in self._required
            if property_.code not in line[property_.part]
        ]

    def _reference(self, row: list[str]) -> str:
        """The owner's reference from its columns, or a hash of the cells by which the row is told apart."""
        if places := self._plan.ref:
            said = [cells.number(row[place], name, 120) for place, name in places]
            if all(each.casefold() not in self._nothing for each in said):
                return "/".join(said)
            raise _no_reference(name for (_, name), each in zip(places, said, strict=True) if not each)
        said = [cells.key(row[place]) for place, _ in self._plan.identifying]
        if all(each in self._nothing for each in said):
            raise _no_reference(name for _, name in self._plan.identifying)
        told = "\x1f".join([self._plan.type.code, *said]).encode("utf-8", "surrogatepass")
        return f"h-{hashlib.blake2b(told, digest_size=12).hexdigest()}"


def _value(group: Group, others: dict[str, object], main: object) -> object:
    """One value of a property out of its main field and the others."""
    kind = group.property.kind
    if kind in ("choice", "count"):
        return main
    value = {group.main: main, **others}
    if group.kind:
        value["kind"] = group.kind
    if kind == "identifier" and "series" in value:
        value["number"] = f"{value.pop('series')} {main}"
    if kind == "name" and (parts := {part: value.pop(part) for part in NAME_PARTS if part in value}):
        value["parts"] = parts
    return value


def _too_many(cells_: int, width: int) -> BadInput:
    return BadInput(
        "databanks.row.too-many-cells",
        "The row has {count} cells, the headings {width}; look for a delimiter or a quotation mark inside a cell.",
        count=cells_,
        width=width,
    )


def _alone(cell: Cell) -> BadInput:
    return BadInput(
        "databanks.cell.alone",
        "Column “{column}” has a value, but the cell that it belongs to is empty; fill that one or clear both.",
        column=cell.column,
    )


def _no_reference(columns) -> BadInput:
    return BadInput(
        "databanks.row.no-reference",
        "Nothing stands in {columns}, by which the row is told apart; fill it in.",
        columns=", ".join(columns),
    )
