"""Values of properties: what each kind admits, and its one normal form.

Every function takes the value as contributed and returns it in normal form, or raises BadInput that names the field
and the remedy. Pure: no database, no clock. A million records come through here: what can be told in one look is told
in one look, and days are checked once each.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date
from functools import lru_cache

from commonweal.common.errors import BadInput
from commonweal.databanks.properties import Property, RecordType

LONGEST_TEXT = 10_000
MOST_VALUES = 200
LARGEST_COUNT = 10**12
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?", re.ASCII)
_COUNTRY = re.compile(r"[A-Z]{2}")
_CURRENCY = re.compile(r"[A-Z]{3}")
_DECIMAL = re.compile(r"(\d{1,15})(?:\.(\d{1,6}))?", re.ASCII)
_NAME = frozenset(("text", "script", "kind", "parts", "source"))
_NAME_PARTS = frozenset(("family", "given", "patronymic"))
_IDENTIFIER = frozenset(("number", "kind", "country", "issued", "until", "source"))
_PLACE = frozenset(("text", "kind", "country", "source", "since", "until"))
_TEXT = frozenset(("text", "kind", "source", "language"))
_DATE_FIELDS = frozenset(("date", "kind", "source"))
_COUNTRY_FIELDS = frozenset(("code", "kind", "source"))
_TERM = frozenset(("code", "text", "kind", "source"))
_AMOUNT = frozenset(("amount", "unit", "kind", "source"))
_MONEY = frozenset(("amount", "currency", "kind", "source"))


def bad(property_: str, what: str) -> BadInput:
    """The one error for a value that cannot be taken."""
    return BadInput("databanks.value.malformed", "Property {property}: {what}.", property=property_, what=what)


def text(value: object, where: str, *, longest: int = LONGEST_TEXT) -> str:
    """A text without controls; line breaks and tabs stay."""
    if not isinstance(value, str) or not (kept := value.strip()):
        raise bad(where, "must be a text that is not empty")
    if len(value) > longest:
        raise bad(where, f"is longer than {longest} characters")
    if not value.isprintable() and _CONTROL.search(value):
        raise bad(where, "holds control characters")
    return kept


def _object(value: object, property_: Property, needs: str, may: frozenset[str]) -> dict:
    if not isinstance(value, dict):
        raise bad(property_.code, f"every value must be an object with {needs}")
    if not value.keys() <= may:
        raise bad(property_.code, f"unknown field {sorted(set(value) - may)[0]!r}")
    if needs not in value:
        raise bad(property_.code, f"the field {needs!r} is missing")
    return value


def _kind(value: dict, property_: Property) -> str:
    kinds = property_.kinds
    kind = value.get("kind")
    if kind is None:
        return next(iter(kinds), "")
    if not isinstance(kind, str) or (kinds and kind not in kinds):
        raise bad(property_.code, f"kind must be one of {', '.join(kinds)}" if kinds else "kind must be a text")
    return kind


def _with_kind(normal: dict, value: dict, property_: Property) -> dict:
    """The normal form with its kind, where this property tells kinds apart, and with its source where one is named."""
    if property_.kinds:
        normal["kind"] = _kind(value, property_)
    elif "kind" in value:
        raise bad(property_.code, "has no kinds; leave the field 'kind' out")
    if value.get("source"):
        normal["source"] = text(value["source"], property_.code, longest=200)
    return normal


def _name(value: object, property_: Property) -> dict:
    entry = _object(value, property_, "text", _NAME)
    code = property_.code
    normal = {"text": text(entry["text"], code, longest=300), "kind": _kind(entry, property_)}
    if entry.get("script"):
        normal["script"] = text(entry["script"], code, longest=200)
    if entry.get("source"):
        normal["source"] = text(entry["source"], code, longest=200)
    parts = entry.get("parts")
    if parts is not None:
        if not isinstance(parts, dict) or not parts.keys() <= _NAME_PARTS:
            raise bad(code, "parts may be family, given and patronymic")
        if parts:
            normal["parts"] = {key: text(parts[key], code, longest=150) for key in sorted(parts) if parts[key]}
    return normal


@lru_cache(maxsize=32_768)
def _amiss(value: str) -> str:
    """What is wrong with a date, "" where nothing is."""
    if not _DATE.fullmatch(value):
        return "a date is YYYY, YYYY-MM or YYYY-MM-DD"
    if not "1850" <= value[:4] <= "2200":
        return f"the year {value[:4]} is not plausible"
    if len(value) == 10:
        try:
            date.fromisoformat(value)
        except ValueError:
            return f"{value} is no day of the calendar"
    return ""


def date_text(value: object, where: str) -> str:
    """A date of any precision: YYYY, YYYY-MM or YYYY-MM-DD, in a plausible year."""
    amiss = _amiss(value) if isinstance(value, str) and len(value) <= 10 else "a date is YYYY, YYYY-MM or YYYY-MM-DD"
    if amiss:
        raise bad(where, amiss)
    return value


def _date(value: object, property_: Property) -> dict:
    entry = _object(value, property_, "date", _DATE_FIELDS)
    return _with_kind({"date": date_text(entry["date"], property_.code)}, entry, property_)


def _choice(value: object, property_: Property) -> str:
    if not isinstance(value, str) or value not in property_.choices:
        raise bad(property_.code, f"must be one of {', '.join(property_.choices)}")
    return value


def _term(value: object, property_: Property) -> dict:
    """A term by its code, its word in either language or another spelling; what was written stays beside the code."""
    if isinstance(value, str):
        value = {"code": value}
    entry = _object(value, property_, "code", _TERM)
    written = text(entry["code"], property_.code, longest=300)
    code = property_.vocabulary.find(written)
    if not code:
        raise bad(property_.code, f"{written[:60]!r} is not in the vocabulary {property_.vocabulary.code}")
    normal = {"code": code}
    as_written = entry.get("text") or (written if written != code else "")
    if as_written:
        normal["text"] = text(as_written, property_.code, longest=300)
    return _with_kind(normal, entry, property_)


def _code(value: object, pattern: re.Pattern, where: str, what: str) -> str:
    if not isinstance(value, str) or not pattern.fullmatch(value):
        raise bad(where, what)
    return value


def _land(value: object, where: str) -> str:
    return _code(value, _COUNTRY, where, "a country is its two-letter code in capitals")


def _country(value: object, property_: Property) -> dict:
    entry = _object(value, property_, "code", _COUNTRY_FIELDS)
    normal = {"code": _land(entry["code"], property_.code), "kind": _kind(entry, property_)}
    if entry.get("source"):
        normal["source"] = text(entry["source"], property_.code, longest=200)
    return normal


def _identifier(value: object, property_: Property) -> dict:
    entry = _object(value, property_, "number", _IDENTIFIER)
    normal = {"number": text(entry["number"], property_.code, longest=60), "kind": _kind(entry, property_)}
    if entry.get("country"):
        normal["country"] = _land(entry["country"], property_.code)
    for moment in ("issued", "until"):
        if entry.get(moment):
            normal[moment] = date_text(entry[moment], property_.code)
    if entry.get("source"):
        normal["source"] = text(entry["source"], property_.code, longest=200)
    return normal


def _place(value: object, property_: Property) -> dict:
    entry = _object(value, property_, "text", _PLACE)
    normal = {"text": text(entry["text"], property_.code, longest=500), "kind": _kind(entry, property_)}
    for optional in ("country", "source", "since", "until"):
        if entry.get(optional):
            normal[optional] = text(entry[optional], property_.code, longest=200)
    return normal


def _text(value: object, property_: Property) -> dict:
    if isinstance(value, str):
        value = {"text": value}
    entry = _object(value, property_, "text", _TEXT)
    normal = _with_kind({"text": text(entry["text"], property_.code)}, entry, property_)
    if entry.get("language"):
        normal["language"] = text(entry["language"], property_.code, longest=200)
    return normal


def decimal(value: object, where: str, *, places: int = 0) -> str:
    """A figure that is not negative, as its shortest text with at least so many decimal places: "012.50" is "12.5"."""
    given = repr(value) if isinstance(value, int | float) and not isinstance(value, bool) else value
    found = _DECIMAL.fullmatch(given.strip()) if isinstance(given, str) else None
    if not found:
        raise bad(where, "a figure has up to 15 digits and, after a point, up to 6 more, such as 12.5")
    fraction = (found[2] or "").rstrip("0").ljust(places, "0")
    return (found[1].lstrip("0") or "0") + (f".{fraction}" if fraction else "")


def _amount(value: object, property_: Property) -> dict:
    entry = _object(value, property_, "amount", _AMOUNT)
    unit = entry.get("unit") or (next(iter(property_.units)) if len(property_.units) == 1 else "")
    if not isinstance(unit, str) or unit not in property_.units:
        raise bad(property_.code, f"unit must be one of {', '.join(property_.units)}")
    return _with_kind({"amount": decimal(entry["amount"], property_.code), "unit": unit}, entry, property_)


def _money(value: object, property_: Property) -> dict:
    entry = _object(value, property_, "amount", _MONEY)
    what = "a currency is its code of three capital letters, such as USD"
    currency = _code(entry.get("currency"), _CURRENCY, property_.code, what)
    amount = decimal(entry["amount"], property_.code, places=2)
    return _with_kind({"amount": amount, "currency": currency}, entry, property_)


def _count(value: object, property_: Property) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= LARGEST_COUNT:
        raise bad(property_.code, "must be a whole number from 0 on, written without quotation marks")
    return value


NORMAL: dict[str, Callable[[object, Property], object]] = {
    "name": _name,
    "date": _date,
    "choice": _choice,
    "term": _term,
    "country": _country,
    "identifier": _identifier,
    "place": _place,
    "text": _text,
    "amount": _amount,
    "money": _money,
    "count": _count,
}


def normal(values: object, property_: Property) -> list:
    """All values of one property in normal form, without repeats, in the contributor's order."""
    if not isinstance(values, list):
        values = [values]
    if len(values) > MOST_VALUES:
        raise bad(property_.code, f"has more than {MOST_VALUES} values")
    one_of_kind = NORMAL[property_.kind]
    if len(values) == 1:
        return [one_of_kind(values[0], property_)]
    kept: list = []
    for value in values:
        one = one_of_kind(value, property_)
        if one not in kept:
            kept.append(one)
    return kept


def complete(kind: RecordType, given: Mapping[str, object]) -> None:
    """Raise BadInput where a record has none of the properties of which the type wants at least one."""
    for group in kind.one_of:
        if not any(code in given for code in group):
            raise BadInput(
                "databanks.line.says-too-little",
                "A record of the type {type} gives at least one of {wanted}.",
                type=kind.code,
                wanted=", ".join(group),
            )
