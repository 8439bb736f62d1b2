"""Objects of the demonstration: some of every record type, from the type's file and the words of data/objects.yaml.

Each has what its type requires, mostly what it recommends and some of the rest; links lead within an agency.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

import yaml

from commonweal.databanks import gate
from commonweal.databanks.properties import Property, RecordType
from commonweal.databanks.types import record_type
from commonweal.house.demo import numbers, persons
from commonweal.house.demo.cast import Agency
from commonweal.house.demo.dice import Dice
from commonweal.house.demo.forms import passport, written
from commonweal.house.demo.peoples import DATA, LOADER, Human, invent

PROTECTION = "victim-protection"
LAST_YEARS = 1500
"""Days before `day` from which dates are drawn that nothing else tells."""


@cache
def words() -> dict:
    """What data/objects.yaml says."""
    return yaml.load((DATA / "objects.yaml").read_text(encoding="utf-8"), Loader=LOADER)  # noqa: S506 - a safe loader


@dataclass(frozen=True)
class Making:
    """One record that is being made: its type, the how-manieth of it, its owner, the day, the dice, and its person."""

    kind: RecordType
    at: int
    agency: Agency
    day: date
    dice: Dice
    human: Human

    def told(self, section: str, code: str) -> object:
        """What the words say of a property: of this type's, or of all that are called so; None where nothing."""
        known = words()[section]
        return known.get(f"{self.kind.code}.{code}", known.get(code))

    @property
    def places(self) -> list[str]:
        """Places of the owner's state, in its own spelling."""
        return persons.words()["places"][self.agency.party]


def line(making: Making, label: dict) -> dict:
    """A line without its reference."""
    kind, dice = making.kind, making.dice
    if kind.protected:
        label = label | {"purposes": [PROTECTION], "special_purposes": []}
    made = {
        "type": kind.code,
        "ref": "",
        "label": label,
        "basis": persons.basis(making.agency, making.day, dice),
        "evaluation": dice.weighted(persons.EVALUATIONS),
        "retention": persons.retention(kind.retention[0], making.day, dice, at_least=200),
        **_parts(making),
        "links": [],
    }
    asked = gate.of_type(kind.code) and "facts" in made["narrative"]
    return made | {"neutrality": persons.neutral()} if asked else made


def _parts(making: Making) -> dict[str, dict]:
    """The three parts, in the order of the type's file."""
    dice = making.dice
    together = words()["together"].get(making.kind.code)
    fixed = dice.pick(together) if together else {}
    parts: dict[str, dict] = {"identity": {}, "narrative": {}, "special": {}}
    for each in making.kind.properties.values():
        if each.code in fixed:
            parts[each.part][each.code] = _fixed(each, fixed[each.code], making)
        elif dice.chance(_share(each, making.kind)):
            values = MAKERS[each.kind](each, making)
            if values:
                parts[each.part][each.code] = values
    return parts


def _share(each: Property, kind: RecordType) -> float:
    """How many of the records have this property."""
    if each.part == "special" or f"{kind.code}.{each.code}" in words()["empty"]:
        return 0.0
    if each.required or each.code in [group[0] for group in kind.one_of]:
        return 1.0
    return 0.9 if each.recommended else 0.3


def _fixed(each: Property, given: list, making: Making) -> list:
    """Values that the words give: for an amount its unit and range, for names and texts their text."""
    if each.kind == "amount" and not isinstance(given[0], dict):
        unit, low, high = given
        return [{"amount": str(making.dice.between(low, high)), "unit": unit}]
    if each.kind == "name":
        return [{"text": text, "script": "Latn" if text.isascii() else "Cyrl"} for text in given]
    if each.kind == "text":
        return [{"text": str(text)} for text in given]
    return given


def _name(each: Property, making: Making) -> list:
    kinds, dice = list(each.kinds), making.dice
    if each.shared == "organisation-name-kinds":
        known = words()["names"]
        listed = known.get(making.kind.code, known["company"])
        return [{"text": listed[making.at % len(listed)], "script": "Cyrl", "kind": "full"}]
    own = each.shared == "person-name-kinds"
    human = making.human if own else _human(making.agency, making.kind, dice)
    abroad = own and making.kind.group == "migration"
    entry = (passport(human, dice) if abroad else written(human, "Cyrl", making.agency.party, dice)).entry()
    if not kinds:
        return [{"text": entry["text"], "script": entry["script"]}]
    return [entry if entry["kind"] in kinds else entry | {"kind": dice.pick(kinds[:2])}]


def _human(agency: Agency, kind: RecordType, dice: Dice) -> Human:
    """An invented person of whom the owner tells; in registers of migration, one from beyond the Commonwealth."""
    if kind.group == "migration":
        return invent(dice, "persian")
    return invent(dice, dice.weighted(list(persons.words()["peoples"][agency.party].items())))


def _date(each: Property, making: Making) -> list:
    years = making.told("years", each.code)
    if years:
        first, last = date(years[0], 1, 1), date(years[1], 12, 31)
    else:
        first, last = making.day - timedelta(days=LAST_YEARS), making.day - timedelta(days=5)
    text = making.dice.day(first, last).isoformat()
    return [{"date": text[:4] if each.code in ("made", "built", "issue-year") else text}]


def _choice(each: Property, making: Making) -> list:
    if each.code == "sex":
        return [making.human.sex]
    return [making.dice.pick(making.told("choose", each.code) or list(each.choices))]


def _term(each: Property, making: Making) -> list:
    return [{"code": making.dice.pick(list(each.vocabulary.terms)[:-1])}]


def _country(each: Property, making: Making) -> list:
    kind = {"kind": next(iter(each.kinds))} if each.kinds else {}
    if making.kind.group == "migration" and each.code == "countries":
        return [{"code": making.dice.pick(["AF", "IR"])} | kind]
    return [{"code": making.agency.party} | kind]


def _identifier(each: Property, making: Making) -> list:
    kinds = making.told("numbers", making.kind.code) if each.code == "identifiers" else None
    if not kinds:
        kinds = list(each.kinds)[:1] or [""]
    return [_numbered(kind, each, making) for place, kind in enumerate(kinds) if place == 0 or making.dice.chance(0.5)]


def _numbered(kind: str, each: Property, making: Making) -> dict:
    party, dice = making.agency.party, making.dice
    if each.shared == "document-kinds":
        return {"kind": kind, "number": persons.passport_number(party, dice), "country": party}
    number = numbers.identifier(making.kind.code, kind, party, dice)
    return ({"kind": kind} if kind else {}) | {"number": number} | ({"country": party} if "plate" in kind else {})


def _place(each: Property, making: Making) -> list:
    kind = {"kind": making.dice.pick(list(each.kinds)[:2])} if each.kinds else {}
    return [{"text": making.dice.pick(making.places)} | kind | {"country": making.agency.party}]


def _text(each: Property, making: Making) -> list:
    listed = making.told("texts", each.code)
    return [{"text": making.dice.pick(listed), "language": "ru"}] if listed else []


def _between(each: Property, making: Making) -> int:
    return making.dice.between(*(making.told("ranges", each.code) or (1, 50)))


def _amount(each: Property, making: Making) -> list:
    return [{"amount": str(_between(each, making)), "unit": next(iter(each.units))}]


def _money(each: Property, making: Making) -> list:
    return [{"amount": f"{making.dice.between(2, 900)}00.00", "currency": "USD"}]


def _count(each: Property, making: Making) -> list:
    return [_between(each, making)]


MAKERS: dict[str, Callable[[Property, Making], list]] = {
    "name": _name, "date": _date, "choice": _choice, "term": _term, "country": _country, "identifier": _identifier,
    "place": _place, "text": _text, "amount": _amount, "money": _money, "count": _count,
}  # fmt: skip


def made(
    agencies: dict[str, Agency], policies: dict[str, list], day: date, dice_of: Callable[[str], Dice]
) -> dict[str, list[dict]]:
    """Lines of all objects by agency, with their references and without links."""
    lines: dict[str, list[dict]] = {}
    last: dict[str, int] = {}
    for code, (number, owners) in words()["types"].items():
        kind, dice = record_type(code), dice_of(f"objects/{code}")
        for at in range(number):
            agency = agencies[owners[at % len(owners)]]
            making = Making(kind, at, agency, day, dice, _human(agency, kind, dice))
            one = line(making, dice.weighted(policies[agency.code]))
            last[agency.party] = last.get(agency.party, 100) + dice.between(1, 2)
            one["ref"] = f"{agency.party}-O-{last[agency.party]:05d}"
            lines.setdefault(agency.code, []).append(one)
    return lines


def link(lines: list[dict], people: list[dict], dice: Dice) -> None:
    """Draw the links of one agency's objects with each other and with its persons."""
    of_type: dict[str, list[dict]] = {"person": people}
    for each in lines:
        of_type.setdefault(each["type"], []).append(each)
    for start, kind, to, share in words()["links"]:
        ends = of_type.get(to, [])
        starts = ends if start == "person" else of_type.get(start, [])
        for each in starts if ends and of_type.get(start) else ():
            if not dice.chance(share):
                continue
            # A person is drawn for an object, an object for an object.
            begin, end = (dice.pick(people), each) if start == "person" else (each, dice.pick(ends))
            begin["links"].append({"to": end["ref"], "kind": kind, "evaluation": dice.pick(["A2", "B2", "B3"])})
