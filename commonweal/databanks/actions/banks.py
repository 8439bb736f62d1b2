"""Keeping the register of banks: the secretariat brings it to what a file or a form says, one journal entry a bank.

Nothing is taken out: a bank or a participation ends with a day. What is not named stays as it is.
"""

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from django.db import connection

from commonweal.audit import journal
from commonweal.common.errors import BadInput, NotAllowed
from commonweal.databanks import banks, types
from commonweal.handling import warrants
from commonweal.handling.terms import Role
from commonweal.members import queries as members
from commonweal.members import status
from commonweal.members.terms import AgencyKind

Entry = Mapping[str, object]
CODE = re.compile(r"[a-z][a-z0-9-]{0,39}")
EVERY = ("month", "half-year", "year")
TEXTS = (
    "name_en", "name_ru", "what_en", "what_ru", "operator", "operator_source", "basis_en", "basis_ru", "source",
    "since", "until", "record_types_source", "products_source",
)  # fmt: skip
MARKS = ("operator_verified", "verified", "record_types_verified", "products_verified")
FACTS = (*TEXTS, *MARKS, "record_types", "products")
OF_PARTICIPANT = ("contributes", "queries", "since", "until", "source", "verified")
LONGEST = 2_000


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that differs: the bank, the party ("" for the bank itself), and the fields with their new values."""

    bank: str
    party: str
    new: bool
    values: dict[str, object]


def plan(wanted: Iterable[Entry]) -> list[Change]:
    """What would change if the register were brought to these entries (shape of reference/banks.yaml).

    Writes nothing. Raises BadInput that names bank, field and remedy for an entry that cannot be taken.
    """
    standing, changes = banks.register(), []
    for entry in wanted:
        code = _code(entry)
        changes += _of_bank(code, entry, standing.banks.get(code))
        for party, row in _participants(code, entry):
            known = standing.participation(code, party)
            values = {name: row[name] for name in row if known is None or _plain(getattr(known, name)) != row[name]}
            if values:
                changes.append(Change(code, party, known is None, values))
    return changes


def bring(wanted: Iterable[Entry], token: str) -> list[Change]:
    """Bring the register to these entries under a warrant of the secretariat; returns what changed.

    One transaction; one journal entry for each bank that changed, with the new values, which are public.
    """
    changes = plan(wanted)
    with warrants.reading(token) as holder, connection.cursor() as cursor:
        if holder.role != Role.SECRETARIAT:
            raise NotAllowed(
                "databanks.bank.not-secretariat", "The register of banks is kept by an officer in the role secretariat."
            )
        for change in changes:
            (_write_participant if change.party else _write_bank)(cursor, change)
        for code in sorted({change.bank for change in changes}):
            of_bank = [
                {"party": each.party, "new": each.new, "values": each.values} for each in changes if each.bank == code
            ]
            journal.record("databanks.bank.changed", by=holder.actor, about=(f"bank/{code}",), changes=of_bank)
    return changes


def _of_bank(code: str, entry: Entry, known: banks.Bank | None) -> list[Change]:
    facts = {name: _fact(code, name, entry[name]) for name in FACTS if name in entry}
    if known is None:
        for name in ("name_en", "name_ru"):
            if not facts.get(name):
                raise _bad(code, name, "a new bank needs its name in both languages")
        return [Change(code, "", True, facts)]
    values = {name: value for name, value in facts.items() if _plain(getattr(known, name)) != value}
    return [Change(code, "", False, values)] if values else []


def _plain(value: object) -> object:
    """A value of the register as files write it."""
    if not isinstance(value, tuple):
        return value
    if value and isinstance(value[0], banks.Product):
        return [{name: getattr(each, name) for name in banks.Product.__slots__} for each in value]
    return list(value)


def _code(entry: Entry) -> str:
    code = entry.get("code")
    if not isinstance(code, str) or not CODE.fullmatch(code):
        raise _bad(str(code)[:40], "code", "is of small letters, digits and hyphens, at most 40")
    unknown = sorted(set(entry) - {"code", "participants", *FACTS})
    if unknown:
        raise _bad(code, str(unknown[0])[:40], "there is no such field")
    return code


def _fact(bank: str, name: str, value: object) -> object:
    """One fact in the form in which it is kept."""
    if name in MARKS:
        return _mark(bank, name, value)
    if name == "record_types":
        return _codes(bank, name, value, types.all_types())
    if name == "products":
        return [_product(bank, each) for each in _list(bank, name, value)]
    text = _text(bank, name, value)
    if name in ("since", "until"):
        _moment(bank, name, text)
    if name == "operator" and text and members.party(text) is None:
        raise _bad(bank, name, f"{text[:40]} is no party of the register")
    return text


def _product(bank: str, value: object) -> dict[str, str]:
    names = banks.Product.__slots__
    if not isinstance(value, Mapping) or set(value) != set(names):
        raise _bad(bank, "products", f"each has {', '.join(names)}")
    if value["every"] not in EVERY:
        raise _bad(bank, "products", f"every is one of {', '.join(EVERY)}")
    return {name: _text(bank, "products", value[name]) for name in names}


def _participants(bank: str, entry: Entry) -> Iterable[tuple[str, dict[str, object]]]:
    """Each party named with its row; groups of parties share one."""
    kept: dict[str, Callable[[object], object]] = {
        "contributes": lambda value: _codes(bank, "contributes", value, AgencyKind.values),
        "queries": lambda value: _codes(bank, "queries", value, AgencyKind.values),
        "since": lambda value: _moment(bank, "since", _text(bank, "since", value)),
        "until": lambda value: _moment(bank, "until", _text(bank, "until", value)),
        "source": lambda value: _text(bank, "source", value),
        "verified": lambda value: _mark(bank, "verified", value),
    }
    for group in _list(bank, "participants", entry.get("participants", [])):
        if not isinstance(group, Mapping) or set(group) != {"parties", *OF_PARTICIPANT}:
            raise _bad(bank, "participants", f"each has parties, {', '.join(OF_PARTICIPANT)}")
        if group["verified"] and not group["source"]:
            raise _bad(bank, "source", "what is verified names where it was read")
        row = {name: kept[name](group[name]) for name in OF_PARTICIPANT}
        for party in _list(bank, "parties", group["parties"]):
            if not isinstance(party, str) or members.party(party) is None:
                raise _bad(bank, "parties", f"{str(party)[:40]} is no party of the register")
            yield party, row


def _codes(bank: str, name: str, value: object, known: Iterable[str]) -> list[str]:
    codes, allowed = _list(bank, name, value), [banks.EVERY, *known]
    wrong = next((each for each in codes if each not in allowed), None)
    if wrong is not None:
        raise _bad(bank, name, f"{str(wrong)[:40]} is not one of {', '.join(allowed)}")
    return [banks.EVERY] if banks.EVERY in codes else list(dict.fromkeys(codes))


def _list(bank: str, name: str, value: object) -> list:
    if not isinstance(value, list | tuple) or len(value) > 500:
        raise _bad(bank, name, "is a list")
    return list(value)


def _text(bank: str, name: str, value: object) -> str:
    if not isinstance(value, str) or len(value) > LONGEST or "\x00" in value:
        raise _bad(bank, name, f"is a text of at most {LONGEST} characters")
    return value.strip()


def _mark(bank: str, name: str, value: object) -> bool:
    if not isinstance(value, bool):
        raise _bad(bank, name, "is true or false")
    return value


def _moment(bank: str, name: str, text: str) -> str:
    try:
        status.moment(text)
    except ValueError:
        raise _bad(bank, name, "is a day such as 2009-08-18, 2005-08, 2014/.. or empty") from None
    return text


def _bad(bank: str, field: str, what: str) -> BadInput:
    return BadInput(
        "databanks.bank.malformed", "Bank {bank}, field {field}: {what}.", bank=bank, field=field, what=what
    )


def _write_bank(cursor, change: Change) -> None:
    values = dict(change.values)
    if "products" in values:
        values["products"] = json.dumps(values["products"], ensure_ascii=False)
    if change.new:
        whole = {"basis_en": "", "basis_ru": "", "source": "", "operator": "", **values, "code": change.bank}
        cursor.execute(
            f"insert into databanks_bank ({', '.join(whole)}) values ({', '.join(['%s'] * len(whole))})",
            list(whole.values()),
        )
    else:
        cursor.execute(
            f"update databanks_bank set {', '.join(f'{name} = %s' for name in values)} where code = %s",
            [*values.values(), change.bank],
        )


def _write_participant(cursor, change: Change) -> None:
    if change.new:
        names = ("bank", "party", *change.values)
        cursor.execute(
            f"insert into databanks_participation ({', '.join(names)}) values ({', '.join(['%s'] * len(names))})",
            [change.bank, change.party, *change.values.values()],
        )
    else:
        cursor.execute(
            f"update databanks_participation set {', '.join(f'{name} = %s' for name in change.values)}"
            " where bank = %s and party = %s",
            [*change.values.values(), change.bank, change.party],
        )
