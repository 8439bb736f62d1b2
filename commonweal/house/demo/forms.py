"""How an office of a given state writes a person's name: in its own script, from a passport, a border stamp, by ear."""

from dataclasses import dataclass

from commonweal.house.demo import scripts
from commonweal.house.demo.dice import Dice
from commonweal.house.demo.peoples import Human, Name

NATIVE = {
    "AM": "armenian", "AZ": "azerbaijani", "BY": "belarusian", "KZ": "kazakh", "KG": "kyrgyz", "MD": "moldovan",
    "RU": "russian", "TJ": "tajik", "TM": "turkmen", "UZ": "uzbek", "GE": "georgian", "UA": "ukrainian",
}  # fmt: skip
STATE_LATIN = {"UZ": "uz", "AZ": "az", "TM": "tk", "MD": "ro"}
TURKIC = ("kazakh", "kyrgyz", "uzbek", "turkmen", "azerbaijani", "tajik", "persian")
APOSTROPHES = "ʻʻ’‘'"
STATE_SCRIPT = {
    "AM": [("Armn", 85.0), ("Cyrl", 15.0)], "AZ": [("Latn", 93.0), ("Cyrl", 7.0)],
    "MD": [("Latn", 75.0), ("Cyrl", 25.0)], "TM": [("Latn", 92.0), ("Cyrl", 8.0)],
    "UZ": [("Latn", 80.0), ("Cyrl", 20.0)],
}  # fmt: skip


@dataclass(frozen=True)
class Form:
    """A written name: kind is full, alias or stamped; source says where it was read."""

    name: Name
    script: str
    kind: str
    source: str

    def entry(self) -> dict:
        """The form as an entry of the property `names`."""
        name = self.name
        parts = {"family": name.family, "given": name.given, "patronymic": name.patronymic}
        return {
            "text": name.text(),
            "script": self.script,
            "kind": self.kind,
            "parts": {key: part for key, part in parts.items() if part},
            "source": self.source,
        }


def each_part(name: Name, write) -> Name:
    """The name with every part written anew."""
    return Name(*(write(part) if part else "" for part in (name.family, name.given, name.patronymic)))


def script_of(party: str, dice: Dice) -> str:
    """The script in which an office of the state writes its main form."""
    return dice.weighted(STATE_SCRIPT[party]) if party in STATE_SCRIPT else "Cyrl"


def written(human: Human, script: str, party: str, dice: Dice) -> Form:
    """The name in one script, as an office of the party comes by it."""
    if script == "Cyrl":
        return Form(_cyrillic(human, party, dice), script, "full", "identity document")
    if script == "Latn":
        return _latin(human, party, dice)
    if script == "Armn":
        style = "aspirated" if human.people in TURKIC and dice.chance(0.5) else "plain"
        own = human.own if human.script == "Armn" else each_part(human.russian, lambda p: scripts.to_armenian(p, style))
        return Form(own, script, "full", "identity document")
    return _stamped(human, dice) if script == "Geor" else _heard(human, dice)


def _cyrillic(human: Human, party: str, dice: Dice) -> Name:
    """Own Cyrillic form at home, in Uzbekistan the Cyrillic spelling of Uzbek, elsewhere the Russian form."""
    if NATIVE.get(party) == human.people:
        if human.script == "Cyrl" and dice.chance(0.65):
            return human.own
        if human.people == "uzbek":
            return each_part(human.own, lambda part: scripts.latin_to_cyrillic(part, "uz"))
    return human.russian


def _latin(human: Human, party: str, dice: Dice) -> Form:
    if party in STATE_LATIN:
        system = STATE_LATIN[party]
        own = NATIVE[party] == human.people
        name = human.own if own else each_part(human.russian, lambda part: scripts.to_latin(part, system))
        if party == "UZ":
            mark = dice.pick(APOSTROPHES)
            name = each_part(name, lambda part: part.replace("ʻ", mark))
        return Form(name, "Latn", "full", "identity document")
    return passport(human, dice)


PASSPORTS = {
    "ukrainian": ["ua"], "belarusian": ["by"], "kazakh": ["icao", "bgn", "kk"],
    "russian": ["icao", "bgn", "gost", "french"],
}  # fmt: skip


def passport(human: Human, dice: Dice) -> Form:
    """The Latin form of a foreign passport, by one of the systems in use; some in capitals, without patronymic."""
    if human.script == "Latn":
        name = human.own
    elif human.script == "Armn":
        name = each_part(human.own, lambda part: scripts.from_armenian(part, "latin"))
    elif human.script == "Geor":
        name = each_part(human.own, lambda part: scripts.from_georgian(part, "latin"))
    else:
        system = dice.pick(PASSPORTS.get(human.people, PASSPORTS["russian"]))
        base = human.own if system in ("ua", "by", "kk") else human.russian
        name = each_part(base, lambda part: scripts.to_latin(part, system))
    if dice.chance(0.4) and name.text().replace(" ", "").isascii():
        name = Name(name.family.upper(), name.given.upper())
    return Form(name, "Latn", "full", "passport")


def _stamped(human: Human, dice: Dice) -> Form:
    """Georgian letters of a border stamp: family and given name only."""
    style = "aspirated" if human.people in TURKIC and dice.chance(0.5) else "plain"
    family = scripts.to_georgian(human.russian.family, style, nominative=human.sex == "male")
    name = Name(family, scripts.to_georgian(human.russian.given, style))
    if human.script == "Geor":
        name = Name(human.own.family, human.own.given)
    return Form(name, "Geor", "stamped", "border stamp")


def _heard(human: Human, dice: Dice) -> Form:
    """Arabic letters: Persian spelling where the name is Persian, else as a clerk hears it; no patronymic."""
    if human.script == "Arab":
        return Form(Name(human.own.family, human.own.given), "Arab", "alias", "travel document")
    if human.people == "tajik":
        return Form(
            each_part(Name(human.own.family, human.own.given), scripts.tajik_to_arabic), "Arab", "alias", "letter"
        )
    style = dice.weighted([("persian", 50.0), ("arabic", 30.0), ("spare", 20.0)])
    name = each_part(Name(human.russian.family, human.russian.given), lambda part: scripts.to_arabic(part, style))
    return Form(name, "Arab", "alias", "hotel list, as heard")


VOWELS = {
    "Cyrl": "аеиоуыэюя", "Latn": "aeiou", "Armn": "աեիո", "Geor": "აეიოუ", "Arab": "اوی",
}  # fmt: skip
CONSONANTS = {
    "Cyrl": "бвгдзклмнпрст", "Latn": "bdfgklmnprst", "Armn": "բգդզլկմնսվտր", "Geor": "ბგდვზკლმნრსტ",
    "Arab": "بتدرسفکلمن",
}  # fmt: skip


def edited(word: str, script: str, dice: Dice) -> str:
    """The word with one edit behind its first letter: another letter of its class, one lost, doubled or swapped."""
    while True:
        at = dice.between(1, len(word) - 1)
        kind = dice.pick(["replace", "lose", "double", "swap"])
        letter = word[at]
        if kind == "replace":
            row = VOWELS[script] if letter.lower() in VOWELS[script] else CONSONANTS[script]
            new = dice.pick(row)
            made = word[:at] + (new.upper() if letter.isupper() and script != "Geor" else new) + word[at + 1 :]
        elif kind == "lose":
            made = word[:at] + word[at + 1 :]
        elif kind == "double":
            made = word[:at] + letter + word[at:]
        else:
            made = word[:at] + word[at + 1 : at + 2] + letter + word[at + 2 :] if at + 1 < len(word) else word
        if made.lower() != word.lower():
            return made


def name_with_edit(name: Name, script: str, dice: Dice) -> Name | None:
    """The name with one edit in the family or given name; None where both are too short to survive one."""
    shortest = 4 if script == "Arab" else 5
    fit = [part for part in ("family", "family", "given") if len(getattr(name, part)) >= shortest]
    if not fit:
        return None
    part = dice.pick(fit)
    new = edited(getattr(name, part), script, dice)
    return Name(new, name.given, name.patronymic) if part == "family" else Name(name.family, new, name.patronymic)
