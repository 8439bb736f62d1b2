"""Labels of invented owners: most share in full with some, show a hit to others, and deny a few."""

from commonweal.house.demo.cast import Agency, Party
from commonweal.house.demo.dice import Dice

BANK = "united"
KINDS = ("interior", "security", "border", "customs", "prosecutor", "financial", "drugs", "migration", "body")
PURPOSES = (
    ("wanted-person", 0.93), ("missing-person", 0.75), ("criminal-investigation", 0.85), ("counter-terrorism", 0.7),
    ("drugs", 0.6), ("firearms", 0.55), ("trafficking-in-persons", 0.55), ("migration", 0.4), ("border-check", 0.6),
    ("extradition", 0.8),
)  # fmt: skip
SHARES = {
    "state": (("full", 55.0), ("hit", 24.0), ("core", 5.0), ("silent", 4.0), ("denied", 6.0), ("", 6.0)),
    "body": (("full", 32.0), ("hit", 40.0), ("silent", 3.0), ("", 25.0)),
    "strained": (("denied", 65.0), ("", 35.0)),
    "limited": (("hit", 35.0), ("denied", 25.0), ("silent", 10.0), ("", 30.0)),
}
STRAINED = (("AM", "AZ"), ("AZ", "AM"))
LISTS = ("full", "core", "hit", "silent", "denied")


def _share(owner: Party, reader: Party, dice: Dice) -> str:
    if (owner.code, reader.code) in STRAINED:
        return dice.weighted(SHARES["strained"])
    limited = "limited" in (owner.participation, reader.participation)
    return dice.weighted(SHARES["limited" if limited else reader.kind])


def _lists(owner: Party, readers: list[Party], dice: Dice) -> dict[str, list[str]]:
    lists: dict[str, list[str]] = {name: [] for name in LISTS}
    for reader in readers:
        name = _share(owner, reader, dice)
        if name:
            lists[name].append(reader.code)
    return lists


def label(agency: Agency, parties: list[Party], dice: Dice, *, scope: str | None = None) -> dict:
    """One label as the words of a contributed line; the owner's own party is on no list."""
    owner = next(party for party in parties if party.code == agency.party)
    readers = [party for party in parties if party.participation != "none" and party.code != owner.code]
    scope = scope or dice.weighted([("abroad", 86.0), ("party", 8.0), ("agency", 5.0), ("unit", 1.0)])
    lists = _lists(owner, readers, dice) if scope == "abroad" else {name: [] for name in LISTS}
    return {
        "bank": BANK,
        "classification": dice.weighted([(0, 12.0), (1, 55.0), (2, 25.0), (3, 8.0)]),
        "scope": scope,
        **lists,
        "kinds": [kind for kind in KINDS if kind in ("interior", agency.kind) or dice.chance(0.72)],
        "purposes": [code for code, share in PURPOSES if dice.chance(share)] or ["wanted-person"],
        "special_purposes": ["missing-person"] if dice.chance(0.35) else [],
        "handling": dice.weighted([("H0", 30.0), ("H1", 30.0), ("H2", 35.0), ("H3", 5.0)]),
    }


def policies(agency: Agency, parties: list[Party], dice: Dice) -> list[tuple[dict, float]]:
    """The labels that an agency uses, with weights: a few for most of its records, some for special cases."""
    first = [label(agency, parties, dice, scope="abroad") for _ in range(4)]
    rest = [label(agency, parties, dice) for _ in range(dice.between(5, 9))]
    return [(each, 10.0 / (rank + 1)) for rank, each in enumerate(first + rest)]


def shared(policy: list[tuple[dict, float]]) -> list[tuple[dict, float]]:
    """The labels of a policy that let a record go abroad and are not secret (for planted records)."""
    return [(each, weight) for each, weight in policy if each["scope"] == "abroad" and each["classification"] < 3]
