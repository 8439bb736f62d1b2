"""The one story of `make demo`: whom an officer of Kazakhstan looks for, who holds what, and what she may see of it.

Everybody in it is invented. No other record of the demonstration bears the family name.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from commonweal.house.demo import labels
from commonweal.house.demo.peoples import Name
from commonweal.house.demo.planted import Question

OFFICER = "KZ-1021"
PURPOSE = "wanted-person"
CASE = "26/0417-3"
BASIS = "Treaty on interstate search for persons, 10 December 2010"
ASKED = Question("Cyrl", "Тарханбеков", "Эльдар", "Назимович", "1984-03-14")


@dataclass(frozen=True)
class Held:
    """What one owner holds: its record, the level that the officer is to see, and the owner's officer who is told."""

    party: str
    agency: str
    ref: str
    script: str
    level: str
    same_person: bool
    desk: str | None


@dataclass(frozen=True)
class Story:
    """Who asks, for what, and the outcome by owner."""

    officer: str
    purpose: str
    case: str
    basis: str
    asked: Question
    holds: tuple[Held, ...]


STORY = Story(
    OFFICER, PURPOSE, CASE, BASIS, ASKED,
    (
        Held("UZ", "UZ-MIA-CP", "UZ-P-004417", "Latn", "full", True, "UZ-1004"),
        Held("AM", "AM-MIA-CP", "AM-P-002276", "Armn", "hit", True, "AM-1004"),
        Held("TJ", "TJ-MIA-CP", "TJ-P-001903", "Cyrl", "nothing", True, "TJ-1004"),
        Held("KZ", "KZ-MIA-CP", "KZ-P-011862", "Cyrl", "full", False, None),
    ),
)  # fmt: skip


def _label(*, full: list[str], hit: list[str], denied: list[str], handling: str) -> dict:
    return {
        "bank": labels.BANK, "classification": 1, "scope": "abroad", "full": full, "core": [], "hit": hit, "silent": [],
        "denied": denied, "kinds": ["interior", "security", "border", "prosecutor", "body"],
        "purposes": ["wanted-person", "criminal-investigation", "extradition"], "special_purposes": [],
        "handling": handling,
    }  # fmt: skip


def _name(text: str, script: str, kind: str, source: str) -> dict:
    parts = dict(zip(("family", "given", "patronymic"), text.split(), strict=False))
    return {"text": text, "script": script, "kind": kind, "parts": parts, "source": source}


def _line(ref: str, label: dict, basis: dict, until: date, names: list[dict], **other) -> dict:
    return {
        "type": "person", "ref": ref, "label": label, "basis": basis, "evaluation": other.pop("evaluation", "B2"),
        "retention": {"class": "wanted", "until": until.isoformat()},
        "identity": {
            "names": names, "births": [{"date": other.pop("born")}], "sex": ["male"], **other.pop("identity", {}),
        },
        "narrative": other, "special": {}, "links": [],
    }  # fmt: skip


def _basis(kind: str, number: str, day: date, organ: str) -> dict:
    return {"kind": kind, "number": number, "date": day.isoformat(), "organ": organ}


def _uzbekistan(day: date, until: date) -> dict:
    names = [
        _name("Tarxonbekov Eldor Nozimovich", "Latn", "full", "ID card, 2019"),
        _name("Тархонбеков Элдор Нозимович", "Cyrl", "alias", "birth record, 1984"),
        _name("თარხანბეკოვი ელდარ", "Geor", "stamped", "border stamp, Sarpi"),
        _name("ترخانبيكوف الدار", "Arab", "alias", "hotel list, as heard"),
    ]
    return _line(
        "UZ-P-004417",
        _label(full=["KZ", "KG", "TJ"], hit=["AM", "AZ", "BY", "RU", "BKBOP"], denied=["TM"], handling="H2"),
        _basis("criminal-case", "25/1107-2", day - timedelta(days=320), "Ichki ishlar vazirligi, Samarqand viloyati"),
        until, names, born="1984-03-14",
        identity={
            "countries": [{"code": "UZ", "kind": "citizenship"}],
            "identifiers": [{"kind": "id-card", "number": "XUZ 4471902", "country": "UZ"}],
        },
        places=[
            {"text": "Samarqand", "kind": "birth", "country": "UZ"},
            {"text": "Samarqand, Registon mahallasi, 14-uy", "kind": "registration", "country": "UZ"},
            {"text": "Toshkent, Chilonzor 9", "kind": "residence", "country": "UZ"},
        ],
        father=[{"text": "Tarxonbekov Nozim", "kind": "full"}],
        mother=[{"text": "Tarxonbekova Zulfiya", "kind": "full"}],
        offence=[{"text": "firibgarlik", "language": "uz"}],
        facts=[{"text": "Roʻyxatdan oʻtgan manzilida yashamaydi, Samarqand.", "language": "uz"}],
    )  # fmt: skip


def _armenia(day: date, until: date) -> dict:
    return _line(
        "AM-P-002276",
        _label(full=["RU", "BY"], hit=["KZ", "KG", "UZ", "TJ", "BKBOP"], denied=["AZ"], handling="H1"),
        _basis("search-case", "24/0388-1", day - timedelta(days=610), "ՆԳՆ քրեական ոստիկանություն"),
        until, [_name("Թարխանբեկով Էլդար Նազիմովիչ", "Armn", "full", "passport of another state")],
        born="1984-03-14", evaluation="B3", identity={"countries": [{"code": "UZ", "kind": "citizenship"}]},
        places=[
            {"text": "Գյումրի", "kind": "seen", "country": "AM"},
            {"text": "Սամարղանդ", "kind": "birth", "country": "UZ"},
        ],
        mother=[{"text": "Թարխանբեկովա Զուլֆիա", "kind": "full"}],
        facts=[{"text": "Վերջին անգամ տեսնվել է Գյումրի քաղաքում։", "language": "hy"}],
    )  # fmt: skip


def _tajikistan(day: date, until: date) -> dict:
    return _line(
        "TJ-P-001903",
        _label(full=["RU", "KG"], hit=["BY", "UZ"], denied=["KZ"], handling="H2"),
        _basis("criminal-case", "26/0092-4", day - timedelta(days=250), "Криминальная полиция Таджикистана"),
        until, [_name("Тарханбеков Эльдар Назимович", "Cyrl", "full", "criminal case")], born="1984-03-14",
        identity={"countries": [{"code": "UZ", "kind": "citizenship"}]},
        places=[{"text": "Хуҷанд", "kind": "seen", "country": "TJ"}],
        facts=[{"text": "В последний раз установлен в населённом пункте Хуҷанд.", "language": "ru"}],
    )  # fmt: skip


def _kazakhstan(day: date, until: date) -> dict:
    names = [
        _name("Тарханбеков Ельдар Назымұлы", "Cyrl", "full", "identity card"),
        _name("Tarhanbekov Eldar Nazymūly", "Latn", "alias", "identity card"),
    ]
    return _line(
        "KZ-P-011862",
        _label(full=["RU", "UZ", "KG", "BY"], hit=["AM", "AZ", "TJ"], denied=[], handling="H0"),
        _basis("criminal-case", "25/0731-1", day - timedelta(days=480), "Криминальная полиция Казахстана"),
        until, names, born="1986-03-14", identity={"countries": [{"code": "KZ", "kind": "citizenship"}]},
        places=[{"text": "Тараз", "kind": "birth", "country": "KZ"}],
        offence=[{"text": "подделка документов", "language": "ru"}],
    )  # fmt: skip


def story_lines(day: date) -> dict[str, list[dict]]:
    """The lines of the story by agency; terms run four years from `day`."""
    until = day + timedelta(days=1461)
    return {
        "UZ-MIA-CP": [_uzbekistan(day, until)],
        "AM-MIA-CP": [_armenia(day, until)],
        "TJ-MIA-CP": [_tajikistan(day, until)],
        "KZ-MIA-CP": [_kazakhstan(day, until)],
    }


def look_alike() -> Name:
    """The man of the same family name who is somebody else, born two years later."""
    return Name("Тарханбеков", "Ельдар", "Назымұлы")
