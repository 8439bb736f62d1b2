"""Names of parties, agencies and officers for display, in the reader's language, kept for a minute.

The register answers by code; pages repeat the same few codes many times.
"""

import time
from collections.abc import Callable
from functools import lru_cache

from django.utils.translation import get_language, gettext

from commonweal.databanks import banks
from commonweal.members import queries

KEPT = 60
"""Seconds for which a name may lag behind the register."""


def party_name(code: str) -> str:
    """The party's name in the reader's language; the code itself where the register has none."""
    return _name(queries.party, code)


def agency_name(code: str) -> str:
    """The agency's name in the reader's language; the code itself where the register has none."""
    return _name(queries.agency, code)


def agency_kind(code: str) -> str:
    """What kind of agency it is (a word of `members.terms`); "" where the register has none of this code."""
    found = _found(queries.agency, code, int(time.monotonic() // KEPT))
    return found.kind if found else ""


def officer_name(code: str) -> str:
    """Rank and name: in English the Latin form, in Russian the officer's own; the code where none is known."""
    found = _found(queries.officer, code, int(time.monotonic() // KEPT))
    if found is None:
        return code
    name = found.name if _russian() else found.name_latin or found.name
    return f"{gettext(found.rank) if found.rank else ''} {name}".strip()


def roles(officer: str) -> tuple[str, ...]:
    """Roles that the register gives an officer; to decide what is offered, never what is allowed."""
    found = _found(queries.officer, officer, int(time.monotonic() // KEPT))
    return tuple(found.roles) if found else ()


def bank_name(code: str) -> str:
    """The bank's name in the reader's language; the code itself where the register has none."""
    found = _banks(int(time.monotonic() // KEPT)).get(code)
    return (found.name_ru if _russian() else found.name_en) if found else code


def bank_names() -> dict[str, str]:
    """Every bank by code."""
    return {code: bank_name(code) for code in _banks(int(time.monotonic() // KEPT))}


@lru_cache(maxsize=2)
def _banks(minute: int) -> dict[str, banks.Bank]:
    return banks.register().banks


def _name(ask: Callable, code: str) -> str:
    found = _found(ask, code, int(time.monotonic() // KEPT))
    if found is None:
        return code
    return (found.name_ru if _russian() else found.name_en) or found.name_en or code


def _russian() -> bool:
    return (get_language() or "").startswith("ru")


@lru_cache(maxsize=4096)
def _found(ask: Callable, code: str, minute: int) -> object | None:
    return ask(code) if code else None
