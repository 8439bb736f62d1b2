"""Values of properties: what each kind admits, and its one normal form.

Every function takes the value as contributed and returns it in normal form, or raises BadInput that names the field
and the remedy. Pure: no database, no clock.
"""

import re
from collections.abc import Callable
from datetime import date

from commonweal.common.errors import BadInput
from commonweal.databanks.types import Property

LONGEST_TEXT = 10_000
MOST_VALUES = 200
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?", re.ASCII)
_COUNTRY = re.compile(r"[A-Z]{2}")


def bad(property_: str, what: str) -> BadInput:
    """The one error for a value that cannot be taken."""
    return BadInput("databanks.value.malformed", "Property {property}: {what}.", property=property_, what=what)


def text(value: object, where: str, *, longest: int = LONGEST_TEXT) -> str:
    """A text without controls; line breaks and tabs stay."""
    if not isinstance(value, str) or not (kept := value.strip()):
        raise bad(where, "must be a text that is not empty")
    if len(value) > longest:
        raise bad(where, f"is longer than {longest} characters")
    if _CONTROL.search(value):
        raise bad(where, "holds control characters")
    return kept


def _object(value: object, property_: Property, *, needs: str, may: tuple[str, ...]) -> dict:
    if not isinstance(value, dict):
        raise bad(property_.code, f"every value must be an object with {needs}")
    unknown = sorted(set(value) - {needs, *may})
    if unknown:
        raise bad(property_.code, f"unknown field {unknown[0]!r}")
    if needs not in value:
        raise bad(property_.code, f"the field {needs!r} is missing")
    return value


def _kind(value: dict, property_: Property, default: str | None = None) -> str:
    kind = value.get("kind", default or next(iter(property_.kinds), ""))
    if property_.kinds and kind not in property_.kinds:
        raise bad(property_.code, f"kind must be one of {', '.join(property_.kinds)}")
    return kind


def _name(value: object, property_: Property) -> dict:
    entry = _object(value, property_, needs="text", may=("script", "kind", "parts", "source"))
    normal = {"text": text(entry["text"], property_.code, longest=300), "kind": _kind(entry, property_)}
    for optional in ("script", "source"):
        if entry.get(optional):
            normal[optional] = text(entry[optional], property_.code, longest=200)
    parts = entry.get("parts", {})
    if not isinstance(parts, dict) or set(parts) - {"family", "given", "patronymic"}:
        raise bad(property_.code, "parts may be family, given and patronymic")
    if parts:
        normal["parts"] = {key: text(parts[key], property_.code, longest=150) for key in sorted(parts) if parts[key]}
    return normal


def date_text(value: object, where: str) -> str:
    """A date of any precision: YYYY, YYYY-MM or YYYY-MM-DD, in a plausible year."""
    if not isinstance(value, str) or not _DATE.fullmatch(value):
        raise bad(where, "a date is YYYY, YYYY-MM or YYYY-MM-DD")
    if not "1850" <= value[:4] <= "2200":
        raise bad(where, f"the year {value[:4]} is not plausible")
    if len(value) == 10:
        try:
            date.fromisoformat(value)
        except ValueError:
            raise bad(where, f"{value} is no day of the calendar") from None
    return value


def _date(value: object, property_: Property) -> dict:
    entry = _object(value, property_, needs="date", may=("source",))
    normal = {"date": date_text(entry["date"], property_.code)}
    if entry.get("source"):
        normal["source"] = text(entry["source"], property_.code, longest=200)
    return normal


def _choice(value: object, property_: Property) -> str:
    if value not in property_.choices:
        raise bad(property_.code, f"must be one of {', '.join(property_.choices)}")
    return value


def _country(value: object, property_: Property) -> dict:
    entry = _object(value, property_, needs="code", may=("kind", "source"))
    if not isinstance(entry["code"], str) or not _COUNTRY.fullmatch(entry["code"]):
        raise bad(property_.code, "a country is its two-letter code in capitals")
    return {"code": entry["code"], "kind": _kind(entry, property_)}


def _identifier(value: object, property_: Property) -> dict:
    entry = _object(value, property_, needs="number", may=("kind", "country", "issued", "until", "source"))
    normal = {"number": text(entry["number"], property_.code, longest=60), "kind": _kind(entry, property_)}
    if entry.get("country"):
        if not isinstance(entry["country"], str) or not _COUNTRY.fullmatch(entry["country"]):
            raise bad(property_.code, "a country is its two-letter code in capitals")
        normal["country"] = entry["country"]
    for moment in ("issued", "until"):
        if entry.get(moment):
            normal[moment] = date_text(entry[moment], property_.code)
    return normal


def _place(value: object, property_: Property) -> dict:
    entry = _object(value, property_, needs="text", may=("kind", "country", "source", "since", "until"))
    normal = {"text": text(entry["text"], property_.code, longest=500), "kind": _kind(entry, property_)}
    for optional in ("country", "source", "since", "until"):
        if entry.get(optional):
            normal[optional] = text(entry[optional], property_.code, longest=200)
    return normal


def _text(value: object, property_: Property) -> dict:
    if isinstance(value, str):
        value = {"text": value}
    entry = _object(value, property_, needs="text", may=("source", "language"))
    normal = {"text": text(entry["text"], property_.code)}
    for optional in ("source", "language"):
        if entry.get(optional):
            normal[optional] = text(entry[optional], property_.code, longest=200)
    return normal


NORMAL: dict[str, Callable[[object, Property], object]] = {
    "name": _name,
    "date": _date,
    "choice": _choice,
    "country": _country,
    "identifier": _identifier,
    "place": _place,
    "text": _text,
}


def normal(values: object, property_: Property) -> list:
    """All values of one property in normal form, without repeats, in the contributor's order."""
    if not isinstance(values, list):
        values = [values]
    if len(values) > MOST_VALUES:
        raise bad(property_.code, f"has more than {MOST_VALUES} values")
    kept: list = []
    for value in values:
        one = NORMAL[property_.kind](value, property_)
        if one not in kept:
            kept.append(one)
    return kept
