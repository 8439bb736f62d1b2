"""The decision table rendered to SQL: row-level security, and the levels of labels for the search index.

A policy is `exists` over the row's label, with the warrant's values read once a statement (InitPlans); what
instruments allow, consents, reviews and complaints are uncorrelated sub-selects that PostgreSQL hashes once.
"""

import re
from collections.abc import Iterable, Mapping

from commonweal.handling.decision import SPECIAL, TABLE, Condition, Row
from commonweal.handling.terms import Level

NOW = "(select common_now())"
TODAY = "(select (common_now() at time zone 'UTC')::date)"


def forced(tables: Iterable[str]) -> list[str]:
    """Statements that bind everybody, the owner of the tables too, to their policies."""
    return [f"alter table {table} {what} row level security" for table in tables for what in ("enable", "force")]


def stands_as_reader(row: str) -> str:
    """Whether the officer of a row (with party, agency and purpose) may still ask for that purpose, by the register."""
    return (
        f"exists (select 1 from handling_standing({row}.officer) s"
        f" where (s.party, s.agency) = ({row}.party, {row}.agency) and 'reader' = any (s.roles)"
        f" and (handling_needs({row}.purpose) is null or handling_needs({row}.purpose) = any (s.roles)))"
    )


def me(field: str) -> str:
    """A value of the warrant in order, read once a statement; null where no warrant is in order."""
    return f"(select (handling_me()).{field})"


def _decided(table: str, extra: str = "") -> str:
    """Records on which the warrant's agency has an open decision of its own."""
    return f"(select d.record from {table} d where d.agency = {me('agency')} and d.until > {NOW}{extra})"


def _exchange(level: int) -> str:
    """Owners and banks from which rows in force allow the warrant at least this level; every row allows a hit."""
    at_least = f" and e.level >= {level}" if level > Level.HIT else ""
    return (
        "(select e.owner, e.bank from handling_exchange e"
        f" where e.reader = {me('party')} and e.purpose in ({me('purpose')}, '*') and e.confirmed"
        f" and e.valid_from <= {TODAY} and (e.valid_until is null or {TODAY} < e.valid_until)"
        f"{at_least})"
    )


SETS: Mapping[str, str] = {
    "complaints": _decided("handling_complaint", " and d.closed_at is null"),
    "reviews": _decided("handling_review", " and d.closed_at is null"),
    "consents.3": _decided("handling_consent", " and d.revoked_at is null and d.level = 3"),
    "consents.4": _decided("handling_consent", " and d.revoked_at is null and d.level = 4"),
    "exchange.2": _exchange(2),
    "exchange.3": _exchange(3),
    "exchange.4": _exchange(4),
    "now": NOW,
    "settled": "(select audit_settled())",
}

_PLACE = re.compile(r"\{([a-z_]+(?:\.[a-z_0-9]+)?)\}")


def render(condition: Condition, row: Mapping[str, str]) -> str:
    """SQL of a condition; `row` says how the protected row's columns (`id status expires contributor`) are written."""

    def place(match: re.Match) -> str:
        name = match.group(1)
        if name in SETS:
            return SETS[name]
        source, _, field = name.partition(".")
        if source == "me":
            return me(field)
        if source == "l":
            return f"l.{field}"
        return row[field]

    return _PLACE.sub(place, condition.sql)


def at_least(level: Level, row: Mapping[str, str], table: tuple[Row, ...] = TABLE) -> str:
    """A boolean: the warrant sees the row at `level` or above. Neighbouring rows with one answer share a branch."""
    branches: list[tuple[bool, list[str]]] = []
    for entry in table:
        answer = entry.level >= level
        if not branches or branches[-1][0] != answer:
            branches.append((answer, []))
        branches[-1][1].append(render(entry.when, row))
    if not branches[-1][0]:
        branches.pop()  # what follows the last row that shows is hidden anyway
    whens = " ".join(f"when {' or '.join(conditions)} then {str(answer).lower()}" for answer, conditions in branches)
    return f"(case {whens} else false end)"


def level_of(row: Mapping[str, str], table: tuple[Row, ...] = TABLE) -> str:
    """The level itself as a number, for the index filter and for `queries.why`."""
    whens = " ".join(f"when {render(entry.when, row)} then {int(entry.level)}" for entry in table)
    return f"(case {whens} else 0 end)"


def row_of(row: Mapping[str, str], table: tuple[Row, ...] = TABLE) -> str:
    """The number of the row that decided."""
    whens = " ".join(f"when {render(entry.when, row)} then {entry.number}" for entry in table)
    return f"(case {whens} else 0 end)"


def columns(table: str, record: str = "record_id") -> dict[str, str]:
    """How a protected table writes the row's columns."""
    return {
        "id": f"{table}.{record}",
        "status": f"{table}.status",
        "expires": f"{table}.expires",
        "contributor": f"{table}.contributor",
    }


def sees(
    table: str, level: Level, *, record: str = "record_id", special: bool = False, rules: tuple[Row, ...] = TABLE
) -> str:
    """The USING clause of a protected table: its row's label lets the warrant see it at `level` or above."""
    row = columns(table, record)
    condition = at_least(level, row, rules)
    if special:
        condition += f" and {render(SPECIAL, row)}"
    return f"exists (select 1 from handling_label l where l.id = {table}.label_id and {condition})"


OWN = f"l.owner_party = {me('party')} and l.owner_agency = {me('agency')}"


def writes_as_owner(table: str) -> str:
    """The WITH CHECK clause of an approver's write: own agency's label, cleared, another officer's contribution."""
    return (
        f"{me('role')} = 'approver' and {table}.contributor <> {me('officer')} and exists ("
        f"select 1 from handling_label l where l.id = {table}.label_id and {OWN}"
        f" and l.classification <= {me('clearance')})"
    )
