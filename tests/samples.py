"""A line of every record type with a value of every property, made from the types' files; invented throughout."""

import base64
import struct
import zlib
from datetime import timedelta

from commonweal.common import clock
from commonweal.databanks import retention
from commonweal.databanks.properties import Property, RecordType
from tests import factories

HOSTILE = '<img src=x onerror="document.title=1">'
"""What a contributor may put into any text; no page may run it."""


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


PNG = b"\x89PNG\r\n\x1a\n" + b"".join(
    (
        _chunk(b"IHDR", struct.pack(">IIBBBBB", 2, 2, 8, 2, 0, 0, 0)),
        _chunk(b"IDAT", zlib.compress(2 * (b"\0" + 6 * b"\x80"))),
        _chunk(b"IEND", b""),
    )
)
"""A picture of two by two grey points."""


def attachment(content: bytes = PNG, **other: object) -> dict:
    """An attachment of a line."""
    words = {"kind": "photograph", "title": f"{HOSTILE} face", "media_type": "image/png"}
    return words | {"content": base64.b64encode(content).decode()} | other


BIOMETRIC = {"kind": "fingerprint", "system": f"AFIS {HOSTILE}", "reference": "17-2", "format": "ANSI/NIST"}


def value(known: Property, number: int = 1) -> object:
    """A value of this property; another for another number."""
    kind = {"kind": list(known.kinds)[number % len(known.kinds)]} if known.kinds else {}
    if known.kind == "choice":
        return list(known.choices)[number % len(known.choices)]
    if known.kind == "count":
        return 1_200 + number
    made = {
        "name": {"text": f"Name {number} {known.code}", "script": "Latn", "source": "a list"},
        "date": {"date": f"198{number % 10}-03-14"},
        "country": {"code": ("UZ", "TR", "KZ")[number % 3]},
        "identifier": {"number": f"{known.code.upper()[:6]} {number:04}", "country": "UZ", "until": "2029-04-02"},
        "place": {"text": f"Samarkand {number}", "country": "UZ", "since": "2019", "until": "2023"},
        "text": {"text": f"{HOSTILE} {known.code} {number}", "source": "a report"},
        "amount": {"amount": f"{number}250.5", "unit": next(iter(known.units), "")},
        "money": {"amount": f"{number}00.00", "currency": "USD"},
        "term": {"code": next(iter(known.vocabulary.terms)) if known.vocabulary else ""},
    }
    return made[known.kind] | kind


def line(record_type: RecordType, ref: str, **other: object) -> dict:
    """A contributed line of this type with two values of every property that is no choice."""
    made = factories.person(ref, "", "")
    days = round(min(retention.classes()[each].initial for each in record_type.retention) / 12 * 365) - 30
    until = (clock.today() + timedelta(days=days)).isoformat()
    body: dict[str, dict] = {"identity": {}, "narrative": {}, "special": {}}
    for known in record_type.properties.values():
        numbers = (1,) if known.kind in ("choice", "term") else (1, 2)
        body[known.part][known.code] = [value(known, number) for number in numbers]
    if record_type.code == "organisation":  # one of a class that no second reviewer has to look at
        body["identity"]["categories"] = ["criminal-group"]
    klass = "" if record_type.retention_by else record_type.retention[0]
    return made | body | {"type": record_type.code, "retention": {"class": klass, "until": until}} | other
