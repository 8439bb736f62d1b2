"""Parties, agencies and officers of the demonstration.

The parties are the real states and bodies, known here by code only (names and dates of membership are reference data of
the members' room); agencies, contacts and officers are invented: officers are common given and family names combined by
chance, telephone numbers begin with 000 after the country code, which no network gives out, mail goes to example.org.
"""

from dataclasses import dataclass
from datetime import date

import yaml

from commonweal.house.demo import peoples, scripts
from commonweal.house.demo.dice import Dice
from commonweal.house.demo.peoples import DATA, LOADER, Name

OFFICERS = 200
OPEN_END = date(2035, 12, 31)
FIRST_NUMBER = 1001


@dataclass(frozen=True)
class Party:
    """A state or body: the share of the records that it owns, and whether it takes part today (full, limited, none)."""

    code: str
    kind: str
    participation: str
    weight: int


@dataclass(frozen=True)
class Contact:
    """Whom to ask, at what hours, and how soon (hours) an answer comes as a rule; all invented."""

    telephone: str
    mail: str
    hours: str
    """In figures: the one field of a contact that is not kept in two languages."""
    hours_en: str
    hours_ru: str
    answers_within: int


@dataclass(frozen=True)
class Agency:
    """A national agency or a body's service. Kind and level are words of the members' room.

    `contributes` says what: persons, notices, both or nothing.
    """

    code: str
    party: str
    parent: str | None
    kind: str
    level: str
    en: str
    ru: str
    contact: Contact
    contributes: tuple[str, ...]


@dataclass(frozen=True)
class Officer:
    """An invented officer; accredited from the first day up to and including the last."""

    code: str
    party: str
    agency: str
    unit: str
    sex: str
    rank_en: str
    rank_ru: str
    own: Name
    cyrl: Name
    latn: Name
    clearance: int
    roles: tuple[str, ...]
    accredited_from: date
    accredited_until: date

    def accredited(self, day: date) -> bool:
        """Whether the officer may sign in on that day."""
        return self.accredited_from <= day <= self.accredited_until


def _data() -> dict:
    return yaml.load((DATA / "cast.yaml").read_text(encoding="utf-8"), Loader=LOADER)  # noqa: S506 - a safe loader


def parties() -> list[Party]:
    """The twelve states that are or were members, and two bodies."""
    return [
        Party(row["code"], "state" if len(row["code"]) == 2 else "body", row["participation"], row["weight"])
        for row in _data()["parties"]
    ]


def _unit(code: str, units: dict) -> dict:
    """The template of an agency's name, by its place in the tree."""
    parts = code.split("-")
    return units[{4: "REGION", 5: "LOCAL"}.get(len(parts), parts[-1])]


def _level(code: str) -> str:
    depth = code.count("-")
    return {1: "ministry", 2: "subdivision", 3: "regional", 4: "local"}[depth]


def _contact(code: str, tel: str, number: int, kind: str) -> Contact:
    round_the_clock = kind in ("interior", "security", "border", "body")
    return Contact(
        f"+{tel} 000 555 {number // 100:02d} {number % 100:02d}",
        f"duty.{code.lower()}@example.org",
        "24/7" if round_the_clock else "5/7, 09:00–18:00",
        "round the clock" if round_the_clock else "Monday to Friday, 09:00–18:00",
        "круглосуточно" if round_the_clock else "понедельник – пятница, 09:00–18:00",
        24 if round_the_clock else 72,
    )


def agencies() -> list[Agency]:
    """About sixty agencies, parents before children."""
    data = _data()
    rows = {row["code"]: row for row in data["parties"]}
    made: list[Agency] = []
    for number, entry in enumerate(data["agencies"].split(), start=1):
        code, _, what = entry.partition(":")
        parent, _, last = code.rpartition("-")
        unit = _unit(code, data["units"])
        party = rows[code.split("-")[0]]
        place = data["places"].get(last, ["", ""])
        known = {agency.code for agency in made}
        made.append(
            Agency(
                code, party["code"], parent if parent in known else None, unit["kind"], _level(code),
                unit["en"].format(en=party["en"], place=place[0]),
                unit["ru"].format(ru=party["ru"], ru_of=party["ru_of"], place=place[1]),
                _contact(code, party["tel"], number, unit["kind"]),
                tuple({"p": "person", "n": "wanted-notice"}[letter] for letter in what),
            )
        )  # fmt: skip
    return made


RANKS = {
    "police": [("Lt.", "лейтенант"), ("Sr Lt.", "старший лейтенант"), ("Capt.", "капитан"), ("Maj.", "майор"),
               ("Lt. Col.", "подполковник"), ("Col.", "полковник")],
    "law": [("Counsellor, 3rd class", "юрист 3 класса"), ("Counsellor, 2nd class", "юрист 2 класса"),
            ("Counsellor, 1st class", "юрист 1 класса"), ("Jr Counsellor", "младший советник юстиции"),
            ("Counsellor", "советник юстиции"), ("Sr Counsellor", "старший советник юстиции")],
    "civil": [("Inspector", "инспектор"), ("Inspector", "инспектор"), ("Sr Inspector", "старший инспектор"),
              ("Sr Inspector", "старший инспектор"), ("Chief Inspector", "главный инспектор"), ("Adviser", "советник")],
}  # fmt: skip
RANK_LADDER = {"prosecutor": "law", "customs": "civil", "financial": "civil", "migration": "civil", "body": "civil"}
PEOPLE_OF = {
    "AM": "armenian", "AZ": "azerbaijani", "BY": "belarusian", "GE": "georgian", "KZ": "kazakh", "KG": "kyrgyz",
    "MD": "moldovan", "RU": "russian", "TJ": "tajik", "TM": "turkmen", "UA": "ukrainian", "UZ": "uzbek",
}  # fmt: skip
PASSPORT = {"AZ": "az", "UZ": "uz", "TM": "tk", "BY": "by", "UA": "ua", "MD": "ro"}


def latin_name(human: peoples.Human, system: str = "bgn") -> Name:
    """The name in Latin letters: the people's own where it writes so, else by rule from the own or the Russian form."""
    if human.script == "Latn":
        return human.own
    if human.script in ("Armn", "Geor"):
        write = scripts.from_armenian if human.script == "Armn" else scripts.from_georgian
        return Name(*(write(part, "latin") for part in (human.own.family, human.own.given, human.own.patronymic)))
    name = human.own if human.script == "Cyrl" else human.russian
    return Name(*(scripts.to_latin(part, system) for part in (name.family, name.given, name.patronymic)))


def _posts(agency: Agency) -> list[tuple[str, tuple[str, ...]]]:
    """(unit, roles) of the officers that an agency must have: who contributes is never who approves."""
    posts: list[tuple[str, tuple[str, ...]]] = [("duty", ("desk", "reader"))]
    if agency.contributes:
        posts += [("records", ("contributor",)), ("records", ("approver", "reader"))]
    elif agency.party not in ("GE", "UA"):
        posts.append(("search", ("reader",)))
    if agency.kind == "body":
        posts += [("review", ("reviewer",)), ("commission", ("commission",))]
    return posts


EXTRA = [
    (("reader",), 60.0), (("reviewer", "reader"), 10.0), (("commission",), 6.0), (("contributor", "reader"), 8.0),
    (("auditor",), 5.0), (("admin",), 4.0), (("desk",), 7.0),
]  # fmt: skip


def _drawn(dice: Dice, code: str, agency: Agency, unit: str, roles: tuple[str, ...], essential: bool) -> Officer:
    people = PEOPLE_OF.get(agency.party) or dice.pick(["russian", "kazakh", "belarusian", "armenian"])
    human = peoples.invent(dice, people, "female" if dice.chance(0.35) else "male")
    ladder = RANKS[RANK_LADDER.get(agency.kind, "police")]
    rank_en, rank_ru = ladder[dice.between(1, 4)]
    begin, end = dice.day(date(2015, 1, 10), date(2026, 6, 30)), OPEN_END
    if agency.party in ("GE", "UA"):
        begin, end = date(2005, 3, 1), date(2009, 8, 17) if agency.party == "GE" else date(2014, 12, 31)
    elif not essential and dice.chance(0.12):
        begin, end = dice.pick(
            [(begin, date(2026, 6, 30)), (date(2014, 1, 1), date(2019, 12, 31)), (date(2027, 2, 1), end)]
        )
    clearance = 3 if {"contributor", "approver", "commission", "reviewer"} & set(roles) else dice.weighted(
        [(0, 6.0), (1, 34.0), (2, 45.0), (3, 15.0)])  # fmt: skip
    latin = latin_name(human, PASSPORT.get(agency.party, "bgn"))
    return Officer(
        code,
        agency.party,
        agency.code,
        unit,
        human.sex,
        rank_en,
        rank_ru,
        human.own,
        human.russian,
        latin,
        clearance,
        roles,
        begin,
        end,
    )


def _named(row: dict, agency: Agency) -> Officer:
    rank_en, rank_ru = RANKS[RANK_LADDER.get(agency.kind, "police")][row["rank"]]
    unit = "duty" if "desk" in row["roles"] else "search"
    return Officer(
        row["code"], agency.party, agency.code, unit, row["sex"], rank_en, rank_ru,
        Name(*row.get("own", row["cyrl"])), Name(*row["cyrl"]), Name(*row["latn"]),
        row["clearance"], tuple(row["roles"]), date(2021, 9, 1), OPEN_END,
    )  # fmt: skip


def officers(dice: Dice, known: list[Agency]) -> list[Officer]:
    """Two hundred officers: the posts that each agency must fill, those of the story, then others by chance."""
    by_code = {agency.code: agency for agency in known}
    named = [_named(row, by_code[row["agency"]]) for row in _data()["named_officers"]]
    taken = {officer.code for officer in named}
    numbers = {agency.party: FIRST_NUMBER for agency in known}

    def next_code(party: str) -> str:
        while True:
            code = f"{party}-{numbers[party]}"
            numbers[party] += 1
            if code not in taken:
                return code

    made = list(named)
    for agency in known:
        desk_named = any(officer.agency == agency.code and "desk" in officer.roles for officer in named)
        for unit, roles in _posts(agency):
            if not (desk_named and "desk" in roles):
                made.append(_drawn(dice, next_code(agency.party), agency, unit, roles, essential=True))
    open_agencies = [agency for agency in known if agency.party not in ("GE", "UA")]
    while len(made) < OFFICERS:
        agency, roles = dice.pick(open_agencies), dice.weighted(EXTRA)
        roles = roles if agency.contributes or "contributor" not in roles else ("reader",)
        unit = {"contributor": "records", "desk": "duty"}.get(roles[0], dice.pick(["search", "analysis"]))
        made.append(_drawn(dice, next_code(agency.party), agency, unit, roles, essential=False))
    return sorted(made, key=lambda officer: officer.code)
