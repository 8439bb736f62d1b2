"""A roster's rows as officers: which column is which, and what each cell means. Pure but for the roles' names."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from commonweal.common.errors import BadInput
from commonweal.handling.terms import Role
from commonweal.members.terms import excluded

HEADINGS = {
    "code": ("code", "officer", "код", "код сотрудника"),
    "rank": ("rank", "звание"),
    "name": ("name", "name in own script", "фио", "имя", "ф.и.о."),
    "name_latin": ("name_latin", "latin name", "name in latin", "фио латиницей", "имя латиницей"),
    "agency": ("agency", "agency code", "ведомство", "код ведомства"),
    "unit": ("unit", "подразделение"),
    "clearance": ("clearance", "допуск"),
    "roles": ("roles", "role", "роли", "роль"),
    "since": ("from", "since", "с", "начало"),
    "until": ("until", "to", "по", "окончание"),
}
"""Field → headings by which a column is known, in small letters."""
NEEDED = ("code", "name", "agency", "roles", "since", "until")
CLEARANCES = {
    "0": 0, "open": 0, "открыто": 0, "1": 1, "official": 1, "for official use": 1, "дсп": 1,
    "для служебного пользования": 1, "2": 2, "confidential": 2, "конфиденциально": 2, "3": 3, "secret": 3,
    "секретно": 3,
}  # fmt: skip
LONGEST = 200
_CODE = re.compile(r"[A-Z0-9]+(-[A-Z0-9]+)*")
_DAY = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})|(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T]00:00(?::00)?)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Entry:
    """One officer as the roster has him; `until` is the moment at which his last day is over."""

    code: str
    rank: str
    name: str
    name_latin: str
    agency: str
    unit: str
    clearance: int
    roles: tuple[str, ...]
    since: datetime
    until: datetime


def columns(headings: list[str]) -> dict[str, str]:
    """Field → the file's heading. Raises BadInput that names the columns that are missing."""
    known = {" ".join(each.lower().replace("_", " ").split()): each for each in headings}
    found = {
        field: next((known[word.replace("_", " ")] for word in words if word.replace("_", " ") in known), "")
        for field, words in HEADINGS.items()
    }
    lacking = [field for field in NEEDED if not found[field]]
    if lacking:
        raise BadInput(
            "members.roster.columns",
            "The roster lacks the columns {lacking}; it has {known}.",
            lacking=", ".join(lacking),
            known=", ".join(headings)[:300],
        )
    return {field: heading for field, heading in found.items() if heading}


def entry(cells: Mapping[str, str], places: Mapping[str, str]) -> Entry:
    """The officer of one row. Raises BadInput that names the field and the remedy."""
    said = {field: _text(field, cells.get(heading, "")) for field, heading in places.items()}
    code = said["code"].upper()
    if not _CODE.fullmatch(code):
        raise _bad("code", "is of capital letters, digits and hyphens")
    if not said["name"]:
        raise _bad("name", "is missing")
    since, last = _day("since", said["since"]), _day("until", said["until"])
    return Entry(
        code=code,
        rank=said.get("rank", ""),
        name=said["name"],
        name_latin=said.get("name_latin", ""),
        agency=said["agency"].upper(),
        unit=said.get("unit", ""),
        clearance=_clearance(said.get("clearance", "") or "0"),
        roles=_roles(said["roles"]),
        since=datetime.combine(since, time(), UTC),
        until=datetime.combine(last + timedelta(days=1), time(), UTC),
    )


def _text(field: str, cell: str) -> str:
    text = " ".join(str(cell).split())
    if len(text) > LONGEST or not (text.isprintable() or not text):
        raise _bad(field, f"is a text of at most {LONGEST} characters")
    return text


def _clearance(text: str) -> int:
    if text.lower() not in CLEARANCES:
        raise _bad("clearance", "is 0, 1, 2 or 3, or the word for it")
    return CLEARANCES[text.lower()]


def _roles(text: str) -> tuple[str, ...]:
    roles = tuple(dict.fromkeys(each for each in re.split(r"[\s,;]+", text.lower()) if each))
    known = [role.value for role in Role]
    unknown = [each for each in roles if each not in known]
    if unknown or not roles:
        raise _bad("roles", f"are of {', '.join(known)}")
    if excluded(roles):
        raise _bad("roles", "hold auditor alone, or with desk: who watches the use of the banks does not use them")
    return roles


def _day(field: str, text: str) -> date:
    found = _DAY.fullmatch(text)
    try:
        if found is not None:
            day, month, year = found.group(1, 2, 3) if found.group(3) else found.group(6, 5, 4)
            return date(int(year), int(month), int(day))
    except ValueError:
        pass
    raise _bad(field, "is a day such as 24.11.2026 or 2026-11-24")


def _bad(field: str, what: str) -> BadInput:
    return BadInput("members.roster.malformed", "The field {field} {what}.", field=field, what=what)
