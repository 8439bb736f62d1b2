"""Invented records for measurements: persons of every people of the demonstration, in all its scripts, one owner."""

from datetime import date
from pathlib import Path

from commonweal.house.demo import cast, labels, peoples, persons
from commonweal.house.demo.dice import Dice
from commonweal.house.demo.records import encoded

LINKED = 0.02
"""Share of records that lead to another record of the same owner."""


def write(path: Path, count: int, *, owner: str, day: date, seed: int = 50_000, prefix: str = "P") -> None:
    """Write `count` lines of Commonweal JSON Lines that the agency `owner` contributes; equal arguments, equal bytes.

    References are `<owner's party>-<prefix>-0000001` and so on; terms of records count from `day`.
    """
    agencies = {agency.code: agency for agency in cast.agencies()}
    written_by = [agency for agency in agencies.values() if agency.contributes]
    dice = Dice(f"{seed}/{prefix}")
    policy = labels.policies(agencies[owner], cast.parties(), dice)
    names, party = sorted(peoples.peoples()), agencies[owner].party
    with path.open("wb") as file:
        for number in range(1, count + 1):
            human = peoples.invent(dice, dice.pick(names))
            line = persons.person(dice.pick(written_by), human, dice.weighted(policy), day, dice).line
            line["ref"] = f"{party}-{prefix}-{number:07d}"
            if dice.chance(LINKED):
                other = f"{party}-{prefix}-{dice.between(1, count):07d}"
                line["links"] = [{"to": other, "kind": "associate", "evaluation": "B3"}]
            file.write(encoded(line) + b"\n")
