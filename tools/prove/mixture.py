"""Invented records of every type for measurements: mostly persons, some wanted notices, all other types in turn."""

from datetime import date
from pathlib import Path

from commonweal.databanks.types import record_type
from commonweal.house.demo import cast, labels, objects, peoples, persons
from commonweal.house.demo.dice import Dice
from commonweal.house.demo.records import encoded
from tools.prove.persons import LINKED

PERSONS, NOTICES = 0.7, 0.08
"""Shares of the records; the rest is of all other types in turn."""


def write(path: Path, count: int, *, owner: str, day: date, prefix: str = "M") -> None:
    """Write `count` lines of Commonweal JSON Lines that the agency `owner` contributes; equal arguments, equal bytes.

    References are `<owner's party>-<prefix>-0000001` and so on; terms of records count from `day`.
    """
    agencies = {agency.code: agency for agency in cast.agencies()}
    agency, dice = agencies[owner], Dice(f"mixture/{prefix}")
    policy = labels.policies(agency, cast.parties(), dice)
    known, kinds = sorted(peoples.peoples()), [record_type(code) for code in objects.words()["types"]]
    with path.open("wb") as file:
        for number in range(1, count + 1):
            label, share = dice.weighted(policy), dice.between(1, 100) / 100
            if share <= PERSONS + NOTICES:
                draft = persons.person(agency, peoples.invent(dice, dice.pick(known)), label, day, dice)
                line = draft.line
                if share > PERSONS:
                    line["ref"] = f"{agency.party}-{prefix}-{max(1, number - 1):07d}"
                    line = persons.notice(draft, label, day, dice)
            else:
                human = peoples.invent(dice, dice.pick(known))
                line = _thing(objects.Making(kinds[number % len(kinds)], number, agency, day, dice, human), label)
            line["ref"] = f"{agency.party}-{prefix}-{number:07d}"
            if line["type"] == "person" and dice.chance(LINKED):
                other = f"{agency.party}-{prefix}-{dice.between(1, count):07d}"
                line["links"] = [{"to": other, "kind": "associate", "evaluation": "B3"}]
            file.write(encoded(line) + b"\n")


def _thing(making: objects.Making, label: dict) -> dict:
    """A record of a type, made again until it has something of all of which its type asks for one."""
    while True:
        line = objects.line(making, label)
        has = {*line["identity"], *line["narrative"]}
        if all(has & set(group) for group in making.kind.one_of):
            return line
