"""Invented persons of the region's peoples: a name in the people's own form and in its Russian form.

The lists of given and family names are in data/peoples.yaml; here are the rules for patronymics and for the endings
that a family name takes for a woman. Rules are general knowledge of the languages, simplified where a name is rare.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from commonweal.house.demo import scripts
from commonweal.house.demo.dice import Dice

DATA = Path(__file__).parent / "data"
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True)
class Name:
    """A name in one script: family, given and patronymic (empty where the form has none)."""

    family: str
    given: str
    patronymic: str = ""

    def text(self) -> str:
        """The parts in the order in which documents of the region give them."""
        return " ".join(part for part in (self.family, self.given, self.patronymic) if part)


@dataclass(frozen=True)
class Human:
    """An invented person: people, sex (male or female), own form of the name, its script, and the Russian form."""

    people: str
    sex: str
    script: str
    own: Name
    russian: Name


@dataclass(frozen=True)
class People:
    """Lists of (own form, Russian form) of one people."""

    code: str
    script: str
    male: tuple[tuple[str, str], ...]
    female: tuple[tuple[str, str], ...]
    family: tuple[tuple[str, str], ...]


def _russian_of(own: str, script: str) -> str:
    """The Russian form where the list gives none: by rule for Armenian and Georgian, else the same letters."""
    if script == "Armn":
        return scripts.from_armenian(own, "cyrillic")
    return scripts.from_georgian(own, "cyrillic") if script == "Geor" else own


def _entries(text: str, script: str) -> tuple[tuple[str, str], ...]:
    pairs = (entry.partition("/") for entry in text.split())
    return tuple((own, russian or _russian_of(own, script)) for own, _, russian in pairs)


@cache
def peoples() -> dict[str, People]:
    """The peoples by name, in the order of the file."""
    data = yaml.load((DATA / "peoples.yaml").read_text(encoding="utf-8"), Loader=LOADER)  # noqa: S506 - a safe loader
    return {
        code: People(
            code, row["script"], *(_entries(row[kind], row["script"]) for kind in ("male", "female", "family"))
        )
        for code, row in data.items()
    }


FEMININE = {
    "Cyrl": (("ов", "ова"), ("ёв", "ёва"), ("ев", "ева"), ("ин", "ина"), ("ский", "ская"), ("цкий", "цкая"),
             ("ський", "ська"), ("цький", "цька"), ("ний", "на"), ("ный", "ная"), ("аў", "ава"), ("еў", "ева"),
             ("ёў", "ёва"), ("оў", "ова"), ("скі", "ская"), ("цкі", "цкая")),
    "Latn": (("ov", "ova"), ("ev", "eva"), ("ow", "owa"), ("ew", "ewa")),
}  # fmt: skip
UNCHANGED = ("ukrainian", "moldovan", "armenian", "georgian", "korean", "persian")
"""Peoples whose family names in -ин and the like stay (adjectives in -ский still change for Ukrainians)."""


def feminine(family: str, people: str) -> str:
    """A family name as a woman bears it."""
    endings = FEMININE["Latn" if family[-1].isascii() else "Cyrl"]
    for masculine, feminine_ending in endings:
        if family.endswith(masculine) and (people not in UNCHANGED or masculine[-1] in "йі"):
            return family.removesuffix(masculine) + feminine_ending
    return family


RUSSIAN_PATRONYMICS = {
    "Лев": "Льв", "Павел": "Павл", "Пётр": "Петр", "Михаил": "Михайл", "Яков": "Яковл",
}  # fmt: skip


def russian_patronymic(father: str, sex: str) -> str:
    """Сергей gives Сергеевич and Сергеевна, Илья Ильич, Али Алиевич; source: the rules of Russian grammar."""
    man = sex == "male"
    if father == "Яков":
        return "Яковлевич" if man else "Яковлевна"
    if father in ("Илья", "Никита"):
        stem = father[:-1].removesuffix("ь")
        return {"Ил": ("Ильич", "Ильинична")}.get(stem, (stem + "ич", stem + "ична"))[0 if man else 1]
    stem = RUSSIAN_PATRONYMICS.get(father, father)
    if father.endswith("ий"):
        hard = father[-3] in "гкхц" or father[-4].lower() not in scripts.VOWELS
        return father[:-2] + ("и" if hard else "ь") + ("евич" if man else "евна")
    if father.endswith(("й", "ь")):
        return father[:-1] + ("евич" if man else "евна")
    if father.endswith("е"):
        return father + ("вич" if man else "вна")
    if stem[-1] in scripts.VOWELS or stem[-1] in "жшчщц":
        return stem + ("евич" if man else "евна")
    return stem + ("ович" if man else "овна")


def _ukrainian(father: str, man: bool) -> str:
    special = {"Михайло": "Михайл", "Петро": "Петр", "Павло": "Павл", "Дмитро": "Дмитр"}
    if father == "Микола":
        return "Миколайович" if man else "Миколаївна"
    if father.endswith("й"):
        return father[:-1] + ("йович" if man else "ївна")
    stem = special.get(father, father).removesuffix("ь")
    stem = stem[:-1] if stem[-1] in "оа" else stem
    return stem + ("ович" if man else "івна")


def _belarusian(father: str, man: bool) -> str:
    special = {"Пётр": "Пятр", "Павел": "Паўл", "Міхаіл": "Міхайл", "Якаў": "Якаўл"}
    stem = special.get(father, father)
    stem = stem[:-1] + "в" if stem[-1] == "ў" else stem
    if father == "Пётр":
        return "Пятровіч" if man else "Пятроўна"
    if stem[-1] in "йы" or stem[-1] == "ь":
        return stem.rstrip("йь") + ("евіч" if man else "еўна")
    return stem + ("авіч" if man else "аўна")


def _georgian(father: str, man: bool) -> str:
    genitive = father + "ს" if father[-1] in "ოუ" else father.rstrip("იაე") + "ის"
    return f"{genitive} {'ძე' if man else 'ასული'}"


def _latin(father: str, man: bool, endings: tuple[str, str, str, str]) -> str:
    """Latin patronymics: endings after a consonant (man, woman), then after a vowel."""
    vowel = father[-1] in "aeiouyäöüý"
    return father + endings[(0 if man else 1) + (2 if vowel else 0)]


OWN_RULES: dict[str, Callable[[str, bool], str]] = {
    "ukrainian": _ukrainian,
    "belarusian": _belarusian,
    "kazakh": lambda father, man: father + ("ұлы" if man else "қызы"),
    "tajik": lambda father, man: russian_patronymic(father.replace("ӣ", "и"), "male" if man else "female"),
    "turkmen": lambda father, man: _latin(father, man, ("owiç", "owna", "ýewiç", "ýewna")),
    "azerbaijani": lambda father, man: f"{father} {'oğlu' if man else 'qızı'}",
    "armenian": lambda father, _: father.removesuffix("ի") + "ի",
    "georgian": _georgian,
    "moldovan": lambda father, _: father,
    "persian": lambda father, _: father,
}
"""How a people writes the patronymic of a father (own form), for a man or a woman."""


def own_patronymic(people: str, father: str, father_russian: str, sex: str, dice: Dice) -> str:
    """The patronymic as the people itself writes it; `father` is the father's given name in the own script."""
    man = sex == "male"
    if people in OWN_RULES:
        return OWN_RULES[people](father, man)
    if people == "kyrgyz" and dice.chance(0.25):
        return f"{father} {'уулу' if man else 'кызы'}"
    if people == "uzbek":
        if dice.chance(0.3):
            return f"{father} {'oʻgʻli' if man else 'qizi'}"
        return _latin(father, man, ("ovich", "ovna", "yevich", "yevna"))
    return russian_patronymic(father_russian, sex)


def russian_form(people: str, father_russian: str, sex: str) -> str:
    """The patronymic as Russian documents write it."""
    if people == "azerbaijani":
        return f"{father_russian} {'оглы' if sex == 'male' else 'кызы'}"
    return father_russian if people == "persian" else russian_patronymic(father_russian, sex)


def invent(dice: Dice, people: str, sex: str | None = None) -> Human:
    """An invented person of a people: common names, combined by chance."""
    lists = peoples()[people]
    sex = sex or ("female" if dice.chance(0.22) else "male")
    family, family_ru = dice.pick(lists.family)
    given, given_ru = dice.pick(lists.male if sex == "male" else lists.female)
    father, father_ru = dice.pick(lists.male)
    if sex == "female":
        family, family_ru = feminine(family, people), feminine(family_ru, people)
    own = Name(family, given, own_patronymic(people, father, father_ru, sex, dice))
    return Human(people, sex, lists.script, own, Name(family_ru, given_ru, russian_form(people, father_ru, sex)))


def with_father(human: Human, dice: Dice, *, unlike: str) -> Human:
    """The same family and given name with another father, whose name begins otherwise than `unlike` (Russian)."""
    lists = peoples()[human.people]
    others = [pair for pair in lists.male if pair[1][0] != unlike[0]]
    father, father_ru = dice.pick(others)
    own = own_patronymic(human.people, father, father_ru, human.sex, dice)
    russian = russian_form(human.people, father_ru, human.sex)
    return Human(
        human.people, human.sex, human.script,
        Name(human.own.family, human.own.given, own), Name(human.russian.family, human.russian.given, russian),
    )  # fmt: skip


def sibling(human: Human, dice: Dice) -> Human:
    """A brother or sister: family name and patronymic stay, the given name begins with another letter."""
    lists = peoples()[human.people]
    names = lists.male if human.sex == "male" else lists.female
    own, russian = dice.pick([pair for pair in names if pair[1][0] != human.russian.given[0]])
    return Human(
        human.people, human.sex, human.script,
        Name(human.own.family, own, human.own.patronymic),
        Name(human.russian.family, russian, human.russian.patronymic),
    )  # fmt: skip
