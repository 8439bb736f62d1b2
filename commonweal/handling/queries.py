"""Reads of the handling room: who would see a record under a label, at which level, by which row of the table."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path

import yaml
from django.db import connection

from commonweal.common import clock
from commonweal.handling.decision import Case, Decision, Label, Row, Warrant, decide
from commonweal.handling.terms import Level


@dataclass(frozen=True, slots=True)
class PartyLevel:
    """What officers of one party would see at best, and the row that decides."""

    party: str
    level: Level
    row: Row

    @property
    def reason(self) -> str:
        return self.row.because


@cache
def purposes() -> dict[str, dict[str, str]]:
    """The purposes for which a warrant may be opened: code → {code, en, ru}, in the order of the reference file."""
    text = (Path(__file__).parent / "reference" / "purposes.yaml").read_text(encoding="utf-8")
    return {entry["code"]: entry for entry in yaml.safe_load(text)}


def exchange_level(owner: str, bank: str, reader: str, purpose: str, *, on: date | None = None) -> int:
    """The highest level that the rows in force on this day allow; 0 where none does (unknown gives nothing)."""
    return _exchange_levels(owner, bank, purpose, on or clock.today()).get(reader, 0)


def settled() -> bool:
    """Whether the journal's witnesses confirmed it in time; without, nothing is shown to other parties."""
    with connection.cursor() as cursor:
        cursor.execute("select audit_settled()")
        return cursor.fetchone()[0]


def _exchange_levels(owner: str, bank: str, purpose: str, on: date) -> dict[str, int]:
    with connection.cursor() as cursor:
        cursor.execute(
            "select reader, max(level) from handling_exchange where owner = %s and bank = %s and purpose in (%s, '*')"
            " and confirmed and valid_from <= %s and (valid_until is null or %s < valid_until) group by reader",
            [owner, bank, purpose, on, on],
        )
        return dict(cursor.fetchall())


def who_sees(
    label: Label, parties: list[str], *, status: str, expires: datetime, purpose: str | None = None
) -> list[PartyLevel]:
    """For each party, the level that a cleared reader of an admitted kind gets for a purpose, and why.

    `purpose` defaults to the first that the label admits. Computed by the same table that guards the record.
    """
    purpose = purpose or min(label.purposes, default="")
    kind = min(label.kinds, default="")
    levels = _exchange_levels(label.owner_party, label.bank, purpose, clock.today())
    confirmed = settled()
    answers = []
    for party in parties:
        reader = Warrant(
            officer="", party=party, agency="", kind=kind, unit="", clearance=3, role="reader", purpose=purpose
        )
        case = Case(
            warrant=reader,
            label=label,
            status=status,
            expires=expires,
            contributor="-",
            now=clock.now(),
            exchange=levels.get(party, 0),
            settled=confirmed,
        )
        decision = decide(case)
        answers.append(PartyLevel(party, decision.level, decision.row))
    return answers


def why(
    warrant: Warrant,
    label: Label,
    *,
    status: str,
    expires: datetime,
    contributor: str = "-",
    consents: frozenset[int] = frozenset(),
    review_open: bool = False,
    complaint_open: bool = False,
) -> Decision:
    """The decision for one warrant on one record, with the row that decided."""
    exchange = exchange_level(label.owner_party, label.bank, warrant.party, warrant.purpose)
    return decide(
        Case(
            warrant=warrant,
            label=label,
            status=status,
            expires=expires,
            contributor=contributor,
            now=clock.now(),
            exchange=exchange,
            consents=consents,
            review_open=review_open,
            complaint_open=complaint_open,
            settled=settled(),
        )
    )
