"""Which of a record's values the search reads, by what its record type's file says; nothing here knows a single type.

The index keeps them, and the page explains a candidate by the same.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import blake2b

from commonweal.databanks import types
from commonweal.databanks.properties import DEFAULT_FOLD
from commonweal.databanks.types import RecordType
from commonweal.names import Held

BIRTHS, SEX = "births", "sex"
"""The dates and the choice that the index compares; other dates and choices tell nothing about who is meant."""
OWN_NAMES = "names"
"""The property that holds what a thing or an organisation itself is called."""
_OF_OLD = {"names": "name", BIRTHS: "date", SEX: "choice", "countries": "country", "identifiers": "identifier"}
"""What is read of a record whose type has no file any more."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Codes of the properties of one type that the search reads, by kind of value. `names` are read as a person's,
    `organisations` as an organisation's; where either may stand (the holder of an account) a property is in both.
    `numbers` with how each kind of
    number is folded and checked."""

    names: tuple[str, ...]
    organisations: tuple[str, ...]
    births: tuple[str, ...]
    sex: tuple[str, ...]
    countries: tuple[str, ...]
    numbers: tuple[tuple[str, Mapping[str, str], Mapping[str, str]], ...]


_made: dict[str, tuple[RecordType | None, Plan]] = {}


def plan(record_type: str) -> Plan:
    """What the search reads of records of this type; made once for each file that was read."""
    known = types.all_types().get(record_type)
    made = _made.get(record_type)
    if made is None or made[0] is not known:
        made = _made[record_type] = known, _make(known)
    return made[1]


def _make(known: RecordType | None) -> Plan:
    if known is None:
        kinds, properties = _OF_OLD, {}
    else:
        kinds, properties = {code: known.properties[code].kind for code in known.searched_by}, known.properties

    def of(kind: str) -> tuple[str, ...]:
        return tuple(code for code, one in kinds.items() if one == kind)

    of_person = bool(of("date") and BIRTHS in kinds) or SEX in kinds
    return Plan(
        names=tuple(code for code in of("name") if of_person or code != OWN_NAMES),
        organisations=() if of_person else of("name"),
        births=tuple(code for code in of("date") if code == BIRTHS),
        sex=tuple(code for code in of("choice") if code == SEX),
        countries=of("country"),
        numbers=tuple(
            (code, properties[code].folds, properties[code].checks) if code in properties else (code, {}, {})
            for code in of("identifier")
        ),
    )


def values(codes: tuple[str, ...], identity: Mapping) -> list:
    """The values of some properties."""
    return [value for code in codes for value in identity.get(code, ())]


def numbers(record_type: str, identity: Mapping) -> Iterator[tuple[Mapping, Held]]:
    """Each number of a record: the value as contributed, and how it is folded and checked."""
    for code, folds, checks in plan(record_type).numbers:
        for value in identity.get(code, ()):
            kind = value.get("kind", "")
            yield value, Held(value["number"], folds.get(kind, DEFAULT_FOLD), checks.get(kind, ""))


def fingerprint() -> str:
    """Changes when records are read otherwise than before: an index of another reading is built anew."""
    plans = sorted(f"{code} {plan(code)}" for code in types.all_types())
    return blake2b("\n".join(plans).encode(), digest_size=8).hexdigest()
