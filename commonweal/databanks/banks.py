"""Banks: what they are, who takes part, what they take; read from the register of banks, asked without the database.

`register()` reads everything once (a few dozen rows); `Register.accepts` answers for every line of a contribution out
of memory. Facts carry `verified`; what no source says stays empty, and `("*",)` means: not narrowed by any source.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db import connection

from commonweal.common import clock
from commonweal.common.errors import BadInput
from commonweal.handling.terms import Role
from commonweal.handling.warrants import Holder
from commonweal.members import status

EVERY = "*"


@dataclass(frozen=True, slots=True)
class Product:
    """What a bank gives out regularly: `every` is month, half-year or year."""

    code: str
    every: str
    name_en: str
    name_ru: str


@dataclass(frozen=True, slots=True)
class Participation:
    """One party in one bank: kinds of agency that contribute and that query, from and until (`members.status`)."""

    bank: str
    party: str
    contributes: tuple[str, ...]
    queries: tuple[str, ...]
    since: str
    until: str
    source: str
    verified: bool

    def stands(self, day: date) -> bool | None:
        """Whether the party takes part on this day; None where its end is reported without a day.

        A row whose beginning is not known says that the party takes part, only not since when.
        """
        begins = status.moment(self.since)
        ends = status.moment(self.until) if self.until else status.Moment(date.max, date.max)
        if day < begins.earliest or day >= ends.latest:
            return False
        return True if day < ends.earliest else None


@dataclass(frozen=True, slots=True)
class Bank:
    """A bank as the register has it; columns of `databanks_bank`, in order."""

    code: str
    name_en: str
    name_ru: str
    what_en: str
    what_ru: str
    operator: str
    operator_source: str
    operator_verified: bool
    basis_en: str
    basis_ru: str
    source: str
    verified: bool
    since: str
    until: str
    record_types: tuple[str, ...]
    record_types_source: str
    record_types_verified: bool
    products: tuple[Product, ...]
    products_source: str
    products_verified: bool
    participations: tuple[Participation, ...] = ()

    def takes(self, record_type: str) -> bool:
        """Whether the bank takes records of this type."""
        return EVERY in self.record_types or record_type in self.record_types


@dataclass(frozen=True)
class Register:
    """All banks as they stood on `day`; answers are kept, since a file asks the same few things of every line."""

    banks: dict[str, Bank]
    day: date
    _told: dict[tuple[str, str, str, str], BadInput | None] = field(default_factory=dict, repr=False, compare=False)

    def accepts(self, bank: str, record_type: str, party: str, kind: str) -> BadInput | None:
        """Why a record of this type cannot go into this bank from an agency of this kind and party; None where it can.

        Constant time; `kind` is the kind of the contributing agency (`members.terms.AgencyKind`).
        """
        asked = (bank, record_type, party, kind)
        if asked not in self._told:
            self._told[asked] = self._refusal(*asked)
        return self._told[asked]

    def participation(self, bank: str, party: str) -> Participation | None:
        """The party's row in the bank, or None."""
        found = self.banks.get(bank)
        return next((each for each in found.participations if each.party == party), None) if found else None

    def askable(self, party: str, kind: str) -> list[Bank]:
        """The banks that an agency of this kind and party queries on the day, by code."""
        rows = ((bank, self.participation(code, party)) for code, bank in sorted(self.banks.items()))
        return [bank for bank, row in rows if row and row.stands(self.day) and _names(row.queries, kind)]

    def _refusal(self, bank: str, record_type: str, party: str, kind: str) -> BadInput | None:
        found = self.banks.get(bank)
        if found is None:
            return BadInput(
                "databanks.bank.unknown",
                "There is no bank {bank}; there are {known}.",
                bank=bank[:40],
                known=", ".join(sorted(self.banks)),
            )
        if not found.takes(record_type):
            return BadInput(
                "databanks.bank.other-type",
                "The bank {bank} takes no records of the type {type}; it takes {known}.",
                bank=bank,
                type=record_type,
                known=", ".join(found.record_types) or "none",
            )
        return self._not_taking_part(bank, party, kind)

    def _not_taking_part(self, bank: str, party: str, kind: str) -> BadInput | None:
        row = self.participation(bank, party)
        stands = row.stands(self.day) if row else False
        if stands is None:
            return BadInput(
                "databanks.bank.participation-unknown",
                "It is not known whether {party} still takes part in the bank {bank}; the secretariat enters it with"
                " its source.",
                bank=bank,
                party=party,
            )
        if not stands:
            return BadInput(
                "databanks.bank.not-participant",
                "{party} does not take part in the bank {bank}; choose another bank, or ask the secretariat.",
                bank=bank,
                party=party,
            )
        if not _names(row.contributes, kind):
            return BadInput(
                "databanks.bank.kind-does-not-contribute",
                "Agencies of the kind {kind} of {party} do not contribute to the bank {bank}; those of these kinds do:"
                " {known}.",
                bank=bank,
                party=party,
                kind=kind,
                known=", ".join(row.contributes) or "none",
            )
        return None


def _names(kinds: Iterable[str], kind: str) -> bool:
    return EVERY in kinds or kind in kinds


BANK = ", ".join(Bank.__slots__[:-1])
PARTICIPATION = ", ".join(Participation.__slots__)


def register(*, on: date | None = None) -> Register:
    """The register of banks, read now; `on` is the day for which it answers, today without one."""
    with connection.cursor() as cursor:
        cursor.execute(f"select {PARTICIPATION} from databanks_participation order by bank, party")
        rows: dict[str, list[Participation]] = {}
        for bank, party, contributes, queries, *rest in cursor.fetchall():
            rows.setdefault(bank, []).append(Participation(bank, party, tuple(contributes), tuple(queries), *rest))
        cursor.execute(f"select {BANK} from databanks_bank order by code")
        banks = [_bank(row, rows.get(row[0], [])) for row in cursor.fetchall()]
    return Register({bank.code: bank for bank in banks}, on or clock.today())


def _bank(row: tuple, participations: list[Participation]) -> Bank:
    values = dict(zip(Bank.__slots__, row, strict=False))
    values["record_types"] = tuple(values["record_types"])
    values["products"] = products(values["products"])
    return Bank(**values, participations=tuple(participations))


def products(value: str | list[dict]) -> tuple[Product, ...]:
    """Products as the column or the file holds them."""
    entries = json.loads(value) if isinstance(value, str) else value
    return tuple(Product(**each) for each in entries)


def askable(holder: Holder) -> list[Bank]:
    """The banks that the holder's agency may query today, by code: one question screens them all.

    What he then sees of a record is the owner's label and the exchange in force, as ever (docs/decision-table.md).
    """
    return register().askable(holder.party, holder.kind) if holder.role == Role.READER else []
