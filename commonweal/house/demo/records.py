"""All records of the demonstration: how many each agency owns, planted ones among the others, notices, references."""

from dataclasses import dataclass, field
from datetime import date, timedelta

import msgspec

from commonweal.house.demo import labels, objects, peoples, persons, story
from commonweal.house.demo.cast import Agency, Party
from commonweal.house.demo.dice import Dice, total
from commonweal.house.demo.persons import Draft
from commonweal.house.demo.planted import Plan, Planted, Planter, finished

PERSONS = 16_000
NOTICES = 4_000
DRAFTS = 60
EXPIRED = 40
SHARE = {"security": 2.0, "border": 2.0, "interior": 4.0}


@dataclass
class Records:
    """Lines as JSON bytes by agency: contributions, drafts that wait for approval, and records whose term is over."""

    lines: dict[str, list[bytes]] = field(default_factory=dict)
    drafts: dict[str, list[bytes]] = field(default_factory=dict)
    expired: dict[str, list[bytes]] = field(default_factory=dict)
    planted: list[Planted] = field(default_factory=list)


def encoded(line: dict) -> bytes:
    """One line of Commonweal JSON Lines, without its line break."""
    return msgspec.json.encode(line)


def split(number: int, shares: list[tuple[str, float]]) -> dict[str, int]:
    """A total in whole parts by weight, with nothing lost: each part ends where the running sum is rounded down."""
    whole = total(weight for _, weight in shares)
    parts, running, given = {}, 0.0, 0
    for name, weight in shares:
        running += weight
        upto = number if name == shares[-1][0] else int(number * running / whole)
        parts[name] = upto - given
        given = upto
    return parts


def shares(parties: list[Party], agencies: list[Agency], what: str) -> list[tuple[str, float]]:
    """Each contributing agency's weight: that of its party, divided among the party's agencies by kind and rank."""
    rows = []
    for party in parties:
        known = [agency for agency in agencies if agency.party == party.code and what in agency.contributes]
        weights = [SHARE.get(each.kind, 1.0) / (2 if each.level == "regional" else 1) for each in known]
        rows += [(each.code, party.weight * w / total(weights)) for each, w in zip(known, weights, strict=True)]
    return rows


class Maker:
    """Makes all records, step by step, each step with dice of its own, so that one can change without the others."""

    def __init__(self, seed: int, parties: list[Party], agencies: list[Agency], day: date) -> None:
        self.seed, self.parties, self.agencies, self.day = seed, parties, agencies, day
        self.contributing = {agency.code: agency for agency in agencies if agency.contributes}
        dice = self.dice("labels")
        self.policies = {code: labels.policies(agency, parties, dice) for code, agency in self.contributing.items()}
        self.drafts: dict[str, list[Draft]] = {code: [] for code in self.contributing}
        self.by_story = story.story_lines(day)

    def dice(self, what: str) -> Dice:
        """Dice of one step."""
        return Dice(f"{self.seed}/{what}")

    def _person(self, agency: Agency, dice: Dice) -> Draft:
        table = list(persons.words()["peoples"][agency.party].items())
        human = peoples.invent(dice, dice.weighted(table))
        return persons.person(agency, human, dice.weighted(self.policies[agency.code]), self.day, dice)

    def _fill(self, plans: list[Plan]) -> None:
        """Put the planted records in, fill up to each agency's number, and mix."""
        for plan in plans:
            for draft in [*(draft for draft, _ in plan.drafts), *plan.others]:
                self.drafts[draft.agency.code].append(draft)
        for code, number in split(PERSONS, shares(self.parties, self.agencies, "person")).items():
            dice = self.dice(f"persons/{code}")
            number -= len(self.by_story.get(code, []))
            agency = self.contributing[code]
            while len(self.drafts[code]) < number:
                self.drafts[code].append(self._person(agency, dice))
            self.drafts[code] = dice.shuffled(self.drafts[code])

    def _number(self) -> None:
        """Give references: the owner's running number by party, with gaps; those of the story are kept free."""
        dice = self.dice("references")
        taken = [line["ref"] for lines in self.by_story.values() for line in lines]
        last: dict[str, int] = {}
        for code, drafts in self.drafts.items():
            party = self.contributing[code].party
            for draft in drafts:
                ref = ""
                while not ref or ref in taken:
                    last[party] = last.get(party, 100) + dice.between(1, 3)
                    ref = f"{party}-P-{last[party]:06d}"
                draft.line["ref"] = ref

    def _associates(self) -> None:
        """Link one person in fifty to another of the same owner."""
        dice = self.dice("links")
        for drafts in self.drafts.values():
            for draft in drafts:
                other = dice.pick(drafts)
                if dice.chance(0.02) and other is not draft:
                    kind = dice.pick(["associate", "relative"])
                    draft.line["links"].append({"to": other.line["ref"], "kind": kind, "evaluation": "B3"})

    def _notices(self) -> dict[str, list[dict]]:
        """Wanted notices about persons of the same owner, four in five with the person's own label."""
        made: dict[str, list[dict]] = {}
        last: dict[str, int] = {}
        for code, number in split(NOTICES, shares(self.parties, self.agencies, "wanted-notice")).items():
            dice, agency = self.dice(f"notices/{code}"), self.contributing[code]
            made[code] = []
            for draft in dice.some(self.drafts[code], number):
                label = draft.line["label"] if dice.chance(0.8) else dice.weighted(self.policies[code])
                notice = persons.notice(draft, label, self.day, dice)
                last[agency.party] = last.get(agency.party, 40) + dice.between(1, 2)
                notice["ref"] = f"{agency.party}-W-{last[agency.party]:06d}"
                made[code].append(notice)
        return made

    def _objects(self) -> dict[str, list[dict]]:
        """Some records of every other type, linked with each other and with the owner's persons."""
        lines = objects.made(self.contributing, self.policies, self.day, self.dice)
        for code, things in lines.items():
            objects.link(things, [draft.line for draft in self.drafts[code]], self.dice(f"objects/links/{code}"))
        return lines

    def _aside(self, what: str, number: int) -> dict[str, list[bytes]]:
        """Records beside all these: drafts, or records whose term ended in the weeks before `day`."""
        dice, made = self.dice(what), {}
        codes = [code for code in self.contributing if "wanted-notice" in self.contributing[code].contributes]
        for at in range(number):
            code = dice.pick(codes)
            line = self._person(self.contributing[code], dice).line
            line["ref"] = f"{self.contributing[code].party}-{what[0].upper()}-{at + 1:06d}"
            if what == "expired":
                line["retention"]["until"] = (self.day - timedelta(days=dice.between(1, 90))).isoformat()
            made.setdefault(code, []).append(encoded(line))
        return made

    def records(self) -> Records:
        """Everything, in the order of agencies; in a file persons come before notices, and both before objects."""
        plans = Planter(self.dice("planted"), self.agencies, self.policies, self.day).plans()
        self._fill(plans)
        self._number()
        self._associates()
        notices = self._notices()
        things = self._objects()
        about = {(code, each["links"][0]["to"]): each["ref"] for code, rows in notices.items() for each in rows}
        lines = {
            code: [
                encoded(line)
                for line in (
                    *self.by_story.get(code, []),
                    *(draft.line for draft in drafts),
                    *notices.get(code, []),
                    *things.get(code, []),
                )
            ]
            for code, drafts in self.drafts.items()
        }
        drafts, expired = self._aside("drafts", DRAFTS), self._aside("expired", EXPIRED)
        return Records(lines, drafts, expired, finished(plans, about))
