"""Two names that somebody holds before him: may they be one? No record is read, and nobody is asked for.

In words alone: a figure would be taken for more than it is.
"""

import uuid
from dataclasses import dataclass

from commonweal.common.errors import BadInput
from commonweal.names import (
    PartAgreement,
    expected_bearers,
    explain_birth,
    explain_name,
    explain_organisation,
    fold,
    parse,
    parse_date,
)
from commonweal.names.contradict import contradiction
from commonweal.search.index import Doc
from commonweal.search.index.pairs import compare

ONE, OPEN, TWO = "one", "open", "two"
WORDS = {
    ONE: "rather one than two",
    OPEN: "cannot be told from this alone",
    TWO: "rather two than one",
}
RATHER = 0.7
"""Probability from which it is rather one than two, or the reverse: ours. Names alone hardly ever say more."""
COMMON = 100
"""Bearers to be expected from which a name is common: ours."""
_FOR_EVER = 4e9


@dataclass(frozen=True, slots=True)
class Compared:
    """What two names say together: `verdict` (`one`, `open`, `two`), the parts with their reasons, and the code of
    what contradicts (`names.contradict`), empty where nothing does."""

    verdict: str
    parts: tuple[PartAgreement, ...]
    contradiction: str


def compare_names(one: str, other: str, *, born: tuple[str, str] = ("", ""), organisation: bool = False) -> Compared:
    """Compare two written names in any scripts, with dates of birth where they are known.

    Raises BadInput `search.compare.empty` where a name is missing, and what `names.parse_date` raises for the dates.
    """
    if not one.strip() or not other.strip():
        raise BadInput("search.compare.empty", "Give two names to compare; one of them is empty.")
    for date in filter(None, born):
        parse_date(date)
    docs = [_doc(name, date, organisation=organisation) for name, date in zip((one, other), born, strict=True)]
    alike = compare(*docs).probability
    parts = explain_organisation(one, other) if organisation else explain_name(parse(one), parse(other))
    if all(born):
        parts.append(explain_birth(born[0], [born[1]]))
    verdict = ONE if alike >= RATHER else TWO if alike <= 1 - RATHER else OPEN
    if verdict == ONE and not organisation and _is_anybody(one, other) and not _born_alike(parts):
        verdict = OPEN
    return Compared(verdict, tuple(parts), "" if organisation else contradiction(one, other))


def _is_anybody(one: str, other: str) -> bool:
    """Whether either name is a common one, or a single word: then it alone makes nobody one."""
    return any(len(fold(name)) < 2 or expected_bearers(parse(name).words()) > COMMON for name in (one, other))


def _born_alike(parts: list[PartAgreement]) -> bool:
    return any(part.part == "born" and part.verdict in {"same", "variant"} for part in parts)


def _doc(name: str, born: str, *, organisation: bool) -> Doc:
    names, titles = ((), (name,)) if organisation else ((name,), ())
    births = (born,) if born else ()
    return Doc(uuid.UUID(int=1), 0, "active", _FOR_EVER, names, births, organisations=titles)
