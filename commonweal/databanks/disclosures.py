"""Reads of graded disclosure: what was asked and given, an owner's rules, grounds of refusal; by warrant."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path

import yaml
from django.db import connection

from commonweal.databanks.disclosing import OVER
from commonweal.handling import warrants
from commonweal.handling.warrants import Holder


@dataclass(frozen=True, slots=True)
class Disclosure:
    """A request for more of a record as both sides see it; columns of `databanks_disclosure`, in order."""

    id: uuid.UUID
    record: uuid.UUID
    shown_as: str
    seen: int
    wanted: int
    urgent: bool
    bank: str
    classification: int
    owner_party: str
    owner_agency: str
    party: str
    agency: str
    kind: str
    officer: str
    purpose: str
    case_ref: str
    reason: str
    facts: str
    state: str
    asked_at: datetime
    due_at: datetime
    answered_at: datetime | None
    answered_by: str
    answer: str
    ground: str
    until: datetime | None
    consent: uuid.UUID | None
    rule: uuid.UUID | None

    def state_on(self, now: datetime) -> str:
        """The state at a moment: what was granted is over at its end, without anybody's deed."""
        return OVER if self.state == "granted" and self.until <= now else self.state

    def late(self, now: datetime) -> bool:
        """Whether the owner's term is over without a decision; that gives nothing."""
        return self.state == "asked" and self.due_at <= now


COLUMNS = ", ".join(Disclosure.__slots__)


@dataclass(frozen=True, slots=True)
class Rule:
    """What an owner gives at once, to whom and for what; columns of `databanks_release_rule`, in order."""

    id: uuid.UUID
    owner_party: str
    owner_agency: str
    party: str
    kind: str
    purpose: str
    handling: list[str]
    level: int
    hours: int
    reason: str
    made_by: str
    made_at: datetime
    ended_by: str
    ended_at: datetime | None


RULE_COLUMNS = ", ".join(Rule.__slots__)


@cache
def grounds() -> dict[str, dict[str, str]]:
    """Grounds on which disclosure is refused: code → {code, en, ru, source, verified}, in the order of the file."""
    text = (Path(__file__).parent / "reference" / "grounds.yaml").read_text(encoding="utf-8")
    return {entry["code"]: entry for entry in yaml.safe_load(text)}


def disclosures(token: str, *, of_owner: bool | None = None, limit: int = 200) -> list[Disclosure]:
    """What was asked: of us (`of_owner`), by us (False), or both; what waits first, the nearest term first."""
    side = {True: "owner_agency = %(agency)s", False: "agency = %(agency)s", None: "true"}[of_owner]
    with warrants.reading(token) as holder, connection.cursor() as cursor:
        cursor.execute(
            f"select {COLUMNS} from databanks_disclosure where {side}"
            " order by state <> 'asked', case when state = 'asked' then due_at end, asked_at desc limit %(limit)s",
            {"agency": holder.agency, "limit": limit},
        )
        return [Disclosure(*row) for row in cursor.fetchall()]


def disclosure(token: str, wanted: uuid.UUID) -> tuple[Disclosure, str] | None:
    """One request and the side on which the holder stands (owner or asker); None where there is none for him."""
    with warrants.reading(token) as holder:
        return one(holder, wanted)


def one(holder: Holder, wanted: uuid.UUID) -> tuple[Disclosure, str] | None:
    """As `disclosure`, inside `warrants.reading`."""
    with connection.cursor() as cursor:
        cursor.execute(f"select {COLUMNS} from databanks_disclosure where id = %s", [wanted])
        row = cursor.fetchone()
    if row is None:
        return None
    found = Disclosure(*row)
    owner = (found.owner_party, found.owner_agency) == (holder.party, holder.agency)
    return found, "owner" if owner else "asker"


def rules(token: str) -> list[Rule]:
    """The release rules of the holder's agency, those that stand first; none for anybody else."""
    with warrants.reading(token), connection.cursor() as cursor:
        cursor.execute(
            f"select {RULE_COLUMNS} from databanks_release_rule order by ended_at is not null, made_at desc, id"
        )
        return [Rule(*row) for row in cursor.fetchall()]
