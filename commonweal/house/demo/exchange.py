"""What two parties may exchange in the demonstration: a table of invented rows.

Pairs without a row are unknown, and unknown gives nothing. The real table follows from treaties in force.
"""

from dataclasses import dataclass
from datetime import date

from commonweal.house.demo.cast import Party
from commonweal.house.demo.dice import Dice
from commonweal.house.demo.labels import BANK

SOURCE = "invented for the demonstration"
BEGIN = date(2012, 1, 1)
UNKNOWN = (("AM", "AZ"), ("AZ", "AM"), ("MD", "TJ"), ("TJ", "MD"))
SUSPENDED = ("MD", "KG")
SURE = (("UZ", "KZ"), ("AM", "KZ"), ("TJ", "KZ"))
"""Pairs on which the story rests."""
USUAL = (
    ("wanted-person", "full", 0.9), ("missing-person", "full", 0.9), ("extradition", "full", 0.85),
    ("criminal-investigation", "full", 0.75), ("counter-terrorism", "full", 0.8), ("drugs", "full", 0.7),
    ("firearms", "core", 0.7), ("trafficking-in-persons", "full", 0.6), ("migration", "core", 0.6),
    ("border-check", "core", 0.7),
)  # fmt: skip
BODIES = {
    "ATC": (("counter-terrorism", "full"), ("firearms", "core"), ("wanted-person", "hit")),
    "BKBOP": (("criminal-investigation", "full"), ("wanted-person", "full"), ("drugs", "core"), ("firearms", "core"),
              ("trafficking-in-persons", "full")),
}  # fmt: skip
LIMITED = (("counter-terrorism", "hit"), ("drugs", "hit"), ("border-check", "hit"))


@dataclass(frozen=True)
class Exchange:
    """The owner's bank is open to the reader for a purpose (`*`: every one) at a level, from a day to before a day."""

    owner: str
    bank: str
    reader: str
    purpose: str
    level: str
    valid_from: date
    valid_until: date | None = None
    confirmed: bool = True
    source: str = SOURCE


def _row(owner: str, reader: str, purpose: str, level: str, **other) -> Exchange:
    return Exchange(owner, BANK, reader, purpose, level, other.pop("valid_from", BEGIN), **other)


def _between(owner: Party, reader: Party, dice: Dice) -> list[Exchange]:
    pair = (owner.code, reader.code)
    if pair in UNKNOWN:
        return []
    if pair == SUSPENDED:
        return [_row(*pair, "*", "full", valid_until=date(2026, 6, 30))]
    if reader.kind == "body":
        return [_row(*pair, purpose, level) for purpose, level in BODIES[reader.code]]
    if "limited" in (owner.participation, reader.participation):
        return [_row(*pair, purpose, level) for purpose, level in LIMITED if dice.chance(0.7)]
    rows = [_row(*pair, "*", "hit")]
    for purpose, level, share in USUAL:
        if dice.chance(share) or (pair in SURE and purpose == "wanted-person"):
            rows.append(_row(*pair, purpose, level, valid_from=dice.day(BEGIN, date(2025, 12, 31))))
    return rows


def exchange(parties: list[Party], dice: Dice) -> list[Exchange]:
    """All rows: usual pairs, narrow ones, one suspended, two of states that left, one that nobody has confirmed,
    and two for the protection of victims."""
    owners = [party for party in parties if party.kind == "state" and party.participation != "none"]
    readers = [party for party in parties if party.participation != "none"]
    rows = [row for owner in owners for reader in readers if owner != reader for row in _between(owner, reader, dice)]
    return [
        *rows,
        _row("KZ", "GE", "*", "full", valid_from=date(2003, 1, 1), valid_until=date(2009, 8, 18)),
        _row("RU", "UA", "*", "full", valid_from=date(2003, 1, 1), valid_until=date(2014, 12, 31)),
        _row("AZ", "TJ", "*", "full", confirmed=False),
        _row("UZ", "KZ", "victim-protection", "full"),
        _row("KZ", "UZ", "victim-protection", "full"),
    ]
