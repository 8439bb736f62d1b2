"""Files for the fuzz: seeds from the tests' corpora, and mutations of their bytes and of their structure.

Every case has its number; the same parser and number make the same bytes again.
"""

import io
import json
import random
import re
import warnings
import zipfile
from functools import cache

from tests.databanks.formats import awkward, hostile
from tests.names.test_mrz import MRV_A, MRV_B, TD1, TD2, TD3

LARGEST_SEED = 60_000
INTERESTING = (b"\x00", b"\xff", b"\x7f", b"\xef\xbb\xbf", b"\xff\xfe", b"\xed\xa0\x80", b"\r", b"\n", b"\r\n", b"\x1a", b"\x0b", "\u202e".encode(), "\u0301".encode() * 6, "№".encode())  # fmt: skip
TOKENS = {
    "jsonl": (b'{"', b'":', b"[", b"]", b"{", b"}", b'"', b"\\u0000", b"\\ud800", b"NaN", b"1e999", b"9" * 40, b"null", b'"type"', b'"ref"', b",", b"[" * 60),
    "csv": (b";", b",", b"\t", b"|", b'"', b'""', b"'", b"=1+1", b"1,2E+11", b"31.02.1984", b"14/03/84", b"30755", "Фамилия".encode(), "Дата рождения".encode("cp1251"), b";" * 300),
    "xlsx": (b"<c ", b"</c>", b"<row ", b'r="XFD1048576"', b't="e"', b't="s"', b"<v>", b"</sheetData>", b"<!DOCTYPE", b"&#0;", b"1E+308", b"-1"),
    "un-xml": (b"<INDIVIDUAL>", b"</INDIVIDUAL>", b"<ENTITY>", b"<!DOCTYPE a [", b"<!ENTITY", b"&x;", b"&#xD800;", b"<![CDATA[", b"]]>", b"<?xml", b"<a>" * 70, b"<NUMBER>", b"<DATE>1984-13-99</DATE>"),
    "ofac-csv": (b"-0- ", b'"', b"; DOB ", b"alt. ", b"a.k.a. '", b"Passport ", b"(", b")", b" issued ", b"Linked To: ", b"individual", b"vessel", b"," * 12),
    "ftm-json": (b'"schema"', b'"Person"', b'"Ownership"', b'"properties"', b'"id"', b"[]", b"{}", b"null", b"[[[[", b'"addressEntity"', b'"birthDate"'),
    "mrz": (b"<", b"<<", b"P<", b"V<", b"\n", b"O", b"0", b"I", b"1", b"UTO", "«".encode(), b"<" * 44),
    "archive": (b"PK\x01\x02", b"PK\x03\x04", b"PK\x05\x06", b"PK\x06\x06", b"../", b"\xff\xff\xff\xff", b"\x00\x00\x00\x00"),
}  # fmt: skip
"""What means something to each parser."""


@cache
def seeds(parser: str) -> tuple[bytes, ...]:
    """Small files of the corpora that this parser reads."""
    if parser == "mrz":
        return tuple(text.encode() for text in (TD1, TD2, TD3, MRV_A, MRV_B))
    wanted = {"archive": ("xlsx",), "csv": ("csv", "")}.get(parser, (parser,))
    return tuple(data for format_, data in _corpus() if format_ in wanted)


@cache
def _corpus() -> list[tuple[str, bytes]]:
    files = ((each.format, each.data) for each in (*awkward.files(), *hostile.files()))
    return [(format_, data) for format_, data in files if 0 < len(data) <= LARGEST_SEED]


def case(parser: str, number: int) -> bytes:
    """The bytes of a case."""
    dice = random.Random(f"{parser}/{number}")
    data = dice.choice(seeds(parser))
    if dice.random() < 0.5:
        data = _structured(parser, data, dice)
    for _ in range(dice.choice((0, 1, 1, 2, 4, 16))):
        data = _bytes(parser, data, dice)
    return data


def _bytes(parser: str, data: bytes, dice: random.Random) -> bytes:
    """One change of bytes."""
    at = dice.randrange(len(data) + 1)
    until = min(len(data), at + dice.choice((1, 2, 8, 64, 512)))
    piece = data[at:until]
    what = dice.randrange(9)
    if what == 0 and piece:
        return data[:at] + bytes([piece[0] ^ (1 << dice.randrange(8))]) + data[at + 1 :]
    if what == 1:
        return data[:at] + data[until:]
    if what == 2:
        return data[:at] + piece * dice.choice((2, 3, 50)) + data[until:]
    if what == 3:
        return data[:at] + dice.choice(TOKENS[parser]) + data[at:]
    if what == 4:
        return data[:at] + dice.choice(INTERESTING) + data[until:]
    if what == 5:
        return data[:at] + dice.randbytes(dice.choice((1, 4, 40))) + data[until:]
    if what == 6:
        other = dice.choice(seeds(parser))
        return data[:at] + other[dice.randrange(len(other)) :]
    if what == 7:
        return data[:at]
    return data[:at] + dice.choice(TOKENS[parser]) + data[until:]


def _structured(parser: str, data: bytes, dice: random.Random) -> bytes:
    """One change that keeps the file's outer form."""
    if parser in ("xlsx", "archive"):
        return _entry(data, dice)
    if parser in ("jsonl", "ftm-json"):
        return _value(data, dice)
    if parser == "un-xml":
        return _elements(data, dice)
    lines = data.splitlines(keepends=True)
    one, other = dice.randrange(len(lines)), dice.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]
    return b"".join(lines) + dice.choice((b"", lines[one], lines[one] * 30))


def _entry(data: bytes, dice: random.Random) -> bytes:
    """A ZIP file with one entry changed inside."""
    made = io.BytesIO()
    warnings.simplefilter("ignore")  # of doubled names, which some seeds have on purpose
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
            names = old.namelist()
            chosen = dice.choice(names)
            for name in names:
                content = old.read(name)
                if name == chosen and content:
                    for _ in range(dice.choice((1, 2, 5))):
                        content = _bytes("xlsx", content, dice) or b" "
                new.writestr(name, content)
    except Exception:  # a hostile seed that the library does not open: its bytes are changed instead
        return data
    return made.getvalue()


def _value(data: bytes, dice: random.Random) -> bytes:
    """A line with one value exchanged for another kind of value."""
    lines = data.splitlines()
    at = dice.randrange(len(lines))
    try:
        line = json.loads(lines[at])
    except (ValueError, RecursionError):
        return data
    places = list(_places(line))
    if places:
        holder, key = dice.choice(places)
        holder[key] = dice.choice(
            (None, True, -1, 1.5, "", "x" * 400, [], {}, [[]], {"a": {}}, holder[key], [holder[key]] * 3)
        )
    lines[at] = json.dumps(line, ensure_ascii=dice.random() < 0.5).encode("utf-8", "surrogatepass")
    return b"\n".join(lines)


def _places(value: object):
    """Every place in a decoded value: its holder and key."""
    keys = value.keys() if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    for key in list(keys):
        yield value, key
        yield from _places(value[key])


def _elements(data: bytes, dice: random.Random) -> bytes:
    """A document with one element doubled, taken out or renamed."""
    tags = list(re.finditer(rb"<([A-Z_0-9]{1,40})>", data))
    if not tags:
        return data
    tag = dice.choice(tags)[1]
    found = re.search(rb"<%b>.{0,4000}?</%b>" % (tag, tag), data, re.DOTALL)
    if found is None:
        return data.replace(tag, dice.choice(tags)[1])
    return data[: found.start()] + found[0] * dice.choice((0, 2, 40)) + data[found.end() :]
