"""The one written form of an entry, because its bytes are what is hashed.

JSON in UTF-8, all text in Unicode form NFC, keys sorted by code point, no blank space, no fractions (numbers are whole
and below 2^53, so that every reader of JSON reads the same), moments in UTC with six decimals and a Z. Pure Python.
"""

import json
import unicodedata
from collections.abc import Mapping
from datetime import UTC, date, datetime
from uuid import UUID

from commonweal.common.errors import BadInput

LARGEST = 2**53 - 1
"""The largest whole number that every JSON reader keeps exact (RFC 7493, 2.2)."""


def dumps(value: Mapping[str, object]) -> str:
    """The canonical text of an object; BadInput where something has no canonical form."""
    return json.dumps(_plain(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def moment(at: datetime) -> str:
    """A moment as entries write it; it must be aware."""
    if at.tzinfo is None:
        raise BadInput("audit.entry.naive-moment", "A moment in the journal needs its time zone.")
    return at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def _plain(value: object) -> object:
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        return _text(str(value))
    if isinstance(value, int) and abs(value) <= LARGEST:
        return int(value)
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, Mapping):
        return _object(value)
    if isinstance(value, (list, tuple)):
        return [_plain(part) for part in value]
    raise BadInput(
        "audit.entry.no-form", "A value of type {type} cannot stand in the journal.", type=type(value).__name__
    )


def _object(value: Mapping[object, object]) -> dict[str, object]:
    plain = {_text(key) if isinstance(key, str) else key: _plain(part) for key, part in value.items()}
    if len(plain) != len(value) or not all(isinstance(key, str) for key in plain):
        raise BadInput("audit.entry.keys", "The keys of an entry are different texts.")
    return plain


def _text(text: str) -> str:
    """NFC, without the zero character, which the database cannot hold, and half surrogate pairs, which UTF-8 cannot."""
    if "\x00" in text or any("\ud800" <= sign <= "\udfff" for sign in text):
        raise BadInput("audit.entry.bad-text", "A text holds a character that the journal cannot keep.")
    return unicodedata.normalize("NFC", text)
