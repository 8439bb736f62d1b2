"""Invented records of persons and wanted notices, as the objects of contributed lines (docs/formats.md)."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

import yaml

from commonweal.databanks import neutrality
from commonweal.house.demo import forms
from commonweal.house.demo.cast import Agency
from commonweal.house.demo.dice import Dice
from commonweal.house.demo.forms import Form
from commonweal.house.demo.peoples import DATA, LOADER, Human

TERMS = {
    "wanted": 1826,
    "missing": 1826,
    "procedure": 1095,
    "discreet": 365,
    "analysis": 1095,
    "victim-witness-minor": 365,
    "object": 3652,
}
"""Longest term of a retention class in days."""
EVALUATIONS = [
    ("A1", 6.0), ("A2", 10.0), ("B2", 34.0), ("B3", 14.0), ("A3", 6.0), ("C3", 9.0), ("C4", 7.0), ("B1", 5.0),
    ("B4", 4.0), ("X3", 3.0), ("X4", 2.0),
]  # fmt: skip
CLASSES = {
    "interior": [("wanted", 45.0), ("procedure", 20.0), ("analysis", 24.0), ("discreet", 5.0), ("missing", 4.0),
                 ("victim-witness-minor", 2.0)],
    "": [("wanted", 15.0), ("procedure", 20.0), ("analysis", 50.0), ("discreet", 15.0)],
}  # fmt: skip
BASES = {
    "interior": ["criminal-case", "search-case", "court-decision"], "security": ["operational-record", "criminal-case"],
    "border": ["border-record"], "customs": ["customs-record", "criminal-case"], "prosecutor": ["criminal-case"],
    "financial": ["verification"], "drugs": ["criminal-case", "operational-record"], "migration": ["migration-record"],
}  # fmt: skip
CATEGORY_CLASS = {"a": "wanted", "b": "procedure", "c": "missing", "d": "missing", "e": "missing"}


@dataclass
class Draft:
    """A record before it has its reference: whose it is, its line, and who the person is."""

    agency: Agency
    line: dict
    human: Human
    form: Form
    born: date


@cache
def words() -> dict:
    """Places and sentences of data/words.yaml."""
    return yaml.load((DATA / "words.yaml").read_text(encoding="utf-8"), Loader=LOADER)  # noqa: S506 - a safe loader


def birth_text(born: date, dice: Dice) -> str:
    """A birth date as records have it: mostly to the day, some to the month or the year."""
    return born.isoformat()[: dice.weighted([(10, 72.0), (7, 9.0), (4, 19.0)])]


def basis(agency: Agency, day: date, dice: Dice) -> dict:
    """The legal basis: an invented case of the last six years."""
    when = dice.day(day - timedelta(days=2190), day - timedelta(days=20))
    number = f"{when.year % 100}/{dice.digits(4)}-{dice.between(1, 9)}"
    return {"kind": dice.pick(BASES[agency.kind]), "number": number, "date": when.isoformat(), "organ": agency.ru}


def retention(klass: str, day: date, dice: Dice, *, at_least: int = 45) -> dict:
    """The last day on which the record is kept, within the term of its class counted from `day`."""
    return {"class": klass, "until": (day + timedelta(days=dice.between(at_least, TERMS[klass]))).isoformat()}


def passport_number(country: str, dice: Dice) -> str:
    """An invented number in a form that no state uses: X, the country, seven digits."""
    return f"X{country} {dice.digits(7)}"


def _identifiers(country: str, dice: Dice) -> list[dict]:
    found = []
    if dice.chance(0.45):
        found.append({"kind": "passport", "number": passport_number(country, dice), "country": country})
    if dice.chance(0.25):
        found.append({"kind": "national-id", "number": "0000" + dice.digits(8), "country": country})
    if dice.chance(0.1):
        found.append({"kind": "id-card", "number": "X" + dice.digits(8), "country": country})
    return found


def identity(names: list[dict], human: Human, birth: str | None, dice: Dice, numbers: list[dict] | None = None) -> dict:
    """The part that level core reads; `numbers` are documents, drawn where they are not given."""
    home = words()["home"][human.people]
    part: dict = {"names": names}
    if birth:
        part["births"] = [{"date": birth}]
    if dice.chance(0.93):
        part["sex"] = [human.sex]
    if dice.chance(0.85):
        part["countries"] = [{"code": home, "kind": "citizenship"}]
    numbers = _identifiers(home, dice) if numbers is None else numbers
    if numbers:
        part["identifiers"] = numbers
    return part


def _narrative(agency: Agency, klass: str, dice: Dice) -> dict:
    book = words()
    language = book["language"][agency.party]
    places = book["places"][agency.party]
    part: dict = {}
    if dice.chance(0.7):
        kind = dice.pick(["residence", "registration", "seen"])
        part["places"] = [{"text": dice.pick(places), "kind": kind, "country": agency.party}]
    if klass in ("wanted", "analysis") and dice.chance(0.6):
        part["offence"] = [{"text": dice.pick(book["offences"][language]), "language": language}]
    if dice.chance(0.5):
        sentence = dice.pick(book["facts"][language]).format(place=dice.pick(places))
        part["facts"] = [{"text": sentence, "language": language}]
    if dice.chance(0.08):
        part["marks"] = [{"text": dice.pick(book["marks"][language]), "language": language}]
    return part


def with_birthplace(made: dict, human: Human, born: date) -> dict:
    """The line, for six of ten persons with the town of birth. It depends on the person alone, so every state that
    holds him writes the same one."""
    home = words()["home"][human.people]
    towns = words()["places"].get(home)
    dice = Dice(f"birthplace/{human.own.text()}/{born}")
    if towns and dice.chance(0.6):
        place = {"text": dice.pick(towns), "kind": "birth", "country": home}
        made["narrative"]["places"] = [place, *made["narrative"].get("places", [])]
    return made


def _own(of: str) -> Dice:
    """Dice of one entry's own, so that what the gate asks for changes nothing else."""
    return Dice(f"gate/{of}")


def _for_the_gate(agency: Agency, of: str, subjects: tuple[str, ...]) -> dict:
    """What the entry gate asks for besides: facts, and the category of the person."""
    book, dice = words(), _own(of)
    language = book["language"][agency.party]
    sentence = dice.pick(book["facts"][language]).format(place=dice.pick(book["places"][agency.party]))
    return {"subject": [dice.pick(subjects)], "facts": [{"text": sentence, "language": language}]}


def neutral() -> dict[str, str]:
    """Answers to the questions of neutrality about an entry in which nothing is doubtful."""
    return dict.fromkeys(neutrality.questions(), neutrality.NO)


def _special(agency: Agency, klass: str, dice: Dice) -> dict:
    if not dice.chance(0.3 if klass == "missing" else 0.01):
        return {}
    language = words()["language"][agency.party]
    return {"health": [{"text": words()["health"][language], "language": language}]}


def line(agency: Agency, label: dict, part: dict, klass: str, day: date, dice: Dice, *, at_least: int = 45) -> dict:
    """A person's line without its reference (set later, in the order of the owner's file)."""
    return {
        "type": "person",
        "ref": "",
        "label": label,
        "basis": basis(agency, day, dice),
        "evaluation": dice.weighted(EVALUATIONS),
        "retention": retention(klass, day, dice, at_least=at_least),
        "identity": part,
        "narrative": _narrative(agency, klass, dice),
        "special": _special(agency, klass, dice),
        "links": [],
    }


def _names(human: Human, party: str, agency: Agency, dice: Dice) -> tuple[Form, list[Form]]:
    """The main form and, for some, another: passport, a stamp, by ear, or the same name in the state's other script."""
    main = forms.written(human, forms.script_of(party, dice), party, dice)
    more = []
    if main.script != "Latn" and dice.chance(0.2):
        more.append(forms.passport(human, dice))
    elif main.script == "Latn" and dice.chance(0.12):
        more.append(forms.written(human, "Cyrl", party, dice))
    if agency.kind in ("border", "security") and dice.chance(0.06):
        more.append(forms.written(human, dice.pick(["Geor", "Arab"]), party, dice))
    return main, more


def entry_of(form: Form, main: bool) -> dict:
    """The form as a value of `names`: a further full form counts as an alias."""
    entry = form.entry()
    if not main and entry["kind"] == "full":
        entry["kind"] = "alias"
    return entry


def person(agency: Agency, human: Human, label: dict, day: date, dice: Dice) -> Draft:
    """A record of a person of whom nobody else is meant to know."""
    born = dice.day(date(1952, 1, 1), date(2007, 12, 31))
    klass = dice.weighted(CLASSES.get(agency.kind, CLASSES[""]))
    main, more = _names(human, agency.party, agency, dice)
    names = [entry_of(main, True), *(entry_of(form, False) for form in more)]
    birth = birth_text(born, dice) if dice.chance(0.95) else None
    part = identity(names, human, birth, dice)
    made = with_birthplace(line(agency, label, part, klass, day, dice), human, born)
    if klass == "discreet":
        made["narrative"] = _for_the_gate(agency, human.own.text(), ("suspect", "other")) | made["narrative"]
        made["neutrality"] = neutral()
    return Draft(agency, made, human, main, born)


def notice(of: Draft, label: dict, day: date, dice: Dice) -> dict:
    """A wanted notice of the same owner about this person, in one of the five categories of the 2010 treaty."""
    book = words()
    language = book["language"][of.agency.party]
    category = dice.weighted([("a", 76.0), ("b", 9.0), ("c", 10.0), ("d", 3.0), ("e", 2.0)])
    part = {"category": [category], **of.line["identity"]}
    offence = {"a": dice.pick(book["offences"][language]), "b": book["claims"][language]}.get(category)
    announced = dice.day(day - timedelta(days=1500), day - timedelta(days=10)).isoformat()
    narrative = {
        "measure": [{"text": book["measures"][language][category], "language": language}],
        "announced": [{"date": announced}],
    }
    if offence:
        narrative["offence"] = [{"text": offence, "language": language}]
    if category == "a":
        narrative |= _for_the_gate(of.agency, of.line["ref"], ("suspect", "accused", "convicted"))
        narrative["penalty"] = [_own(of.line["ref"]).between(2, 15)]
    if "places" in of.line["narrative"]:
        narrative["places"] = of.line["narrative"]["places"]
    made = {
        "type": "wanted-notice",
        "ref": "",
        "label": label,
        "basis": of.line["basis"],
        "evaluation": of.line["evaluation"],
        "retention": retention(CATEGORY_CLASS[category], day, dice, at_least=200),
        "identity": part,
        "narrative": narrative,
        "special": {},
        "links": [{"to": of.line["ref"], "kind": "person-sought", "evaluation": of.line["evaluation"]}],
    }
    return made | {"neutrality": neutral()} if category == "a" else made
