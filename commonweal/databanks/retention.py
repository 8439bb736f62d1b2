"""Classes of retention: why and how long a record is kept (reference/retention.yaml), and who shortened it.

A term is counted in months and ends with its last day, at the following midnight in UTC. The database bounds every end
by the class as well (`protection_retention`); this is the same rule for who reads a line, and for pages.
"""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from pathlib import Path

import yaml
from django.db import connection

from commonweal.databanks.terms import RetentionClass

FILE = Path(__file__).resolve().parent / "reference" / "retention.yaml"
EVERY = "*"
A_YEAR = 12


@dataclass(frozen=True, slots=True)
class Class:
    """One class; fields as the head of its file explains them. Months; `longest` None: never extended."""

    code: str
    initial: int
    longest: int | None
    silence: str
    review_en: str
    review_ru: str
    anchor: str
    verified: bool


@dataclass(frozen=True, slots=True)
class Shorter:
    """That a state or a bank keeps records of a class for less; `*` is every party, every bank. Columns, in order."""

    class_: str
    party: str
    bank: str
    months: int
    source: str
    verified: bool


Months = Mapping[tuple[str, str], int]
"""(bank, class) → most months, for one party; a bank that is not named under `*`."""


@cache
def classes() -> dict[str, Class]:
    """Every class by its code, in the order of the file; ValueError where file and code do not fit."""
    known = {each["code"]: Class(**each) for each in yaml.safe_load(FILE.read_text(encoding="utf-8"))}
    if set(known) != set(RetentionClass):
        raise ValueError(
            f"retention.yaml: its classes are not those of terms.py: {sorted(set(known) ^ set(RetentionClass))}"
        )
    if faulty := [each.code for each in known.values() if each.longest is not None and each.longest > each.initial]:
        raise ValueError(f"retention.yaml: an extension is longer than the term: {', '.join(faulty)}")
    return known


def shortened() -> list[Shorter]:
    """What states and banks shortened; published."""
    with connection.cursor() as cursor:
        cursor.execute("select class, party, bank, months, source, verified from databanks_shorter order by 1, 2, 3")
        return [Shorter(*row) for row in cursor.fetchall()]


def months_of(party: str) -> dict[tuple[str, str], int]:
    """What was shortened for this party: the least months by (bank, class)."""
    found: dict[tuple[str, str], int] = {}
    for each in shortened():
        if each.party in (EVERY, party):
            key = (each.bank, each.class_)
            found[key] = min(each.months, found.get(key, each.months))
    return found


def most_months(code: str, bank: str = EVERY, shorter: Months | None = None) -> int:
    """How many months an entry of this class in this bank may last, given what was shortened."""
    given = (shorter or {}).get
    initial = classes()[code].initial
    return min(initial, given((bank, code), initial), given((EVERY, code), initial))


def behind(day: date, months: int) -> date:
    """The day so many months later; in a shorter month its last day."""
    year, month = divmod(day.month - 1 + months, A_YEAR)
    year, month = day.year + year, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def end_of(last_day: date) -> datetime:
    """The moment at which a term ends whose last day this is."""
    return datetime.combine(last_day + timedelta(days=1), time(), UTC)
