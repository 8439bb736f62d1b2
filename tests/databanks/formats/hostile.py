"""Hostile files over all formats, made by code: none of them may leave a record, each is refused with a code.

`files()` yields them in one order; what is in their cells is hostile in every row, so that no row may come through.
"""

import base64
import io
import json
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import NamedTuple

from tests.databanks.formats import books

PERSON = {
    "type": "person",
    "ref": "X-1",
    "label": {"bank": "united"},
    "basis": {"kind": "criminal-case", "number": "1"},
    "evaluation": "B2",
    "retention": {"class": "wanted", "until": "2028-01-01"},
    "identity": {"names": [{"text": "Примеров Иван"}]},
}
HEAD = "Фамилия;Дата рождения;Паспорт\n"
ZEROS = b"\0" * 1_000_000


class Hostile(NamedTuple):
    """A hostile file: what it is, the format as which it is handed in (empty: by its looks), its bytes."""

    name: str
    format: str
    data: bytes


def files() -> Iterator[Hostile]:
    """Every hostile file."""
    for format_, made in (
        ("xlsx", _archives()),
        ("xlsx", _sheets()),
        ("un-xml", _xml()),
        ("csv", _tables()),
        ("jsonl", _json()),
        ("ftm-json", _entities()),
        ("ofac-csv", _ofac()),
        ("", _nothing()),
    ):
        for name, data in made:
            yield Hostile(name, format_, data)


def _archives() -> Iterator[tuple[str, bytes]]:
    good = books.parts(books.sheet(books.rows(["Фамилия"], ["Иванов"])))
    yield "bomb of zeros", books.packed(good | {"xl/media/image1.bin": ZEROS * 40})
    yield "bomb in the sheet", books.packed(good | {"xl/worksheets/sheet1.xml": b"<a>" + b" " * 30_000_000})
    yield (
        "bomb in the shared texts",
        books.packed(good | {"xl/sharedStrings.xml": "<sst>" + "<si><t>a</t></si>" * 2_000_000}),
    )
    yield "210 MB in parts of 7 MB", books.packed(good | {f"p{at}.bin": ZEROS * 7 for at in range(30)})
    yield "1,001 entries", books.packed(good | {f"p{at}": "x" for at in range(1_001)})
    yield "20,000 entries", books.packed({f"p{at}": "" for at in range(20_000)})
    for name in ("a.zip", "xl/embeddings/book.xlsx", "x.docx", "deep.7z", "data.GZ", "b.tar", "b.ods"):
        yield f"archive inside, by its name {name}", books.packed(good | {name: b"data"})
    yield "archive inside, by its content", books.packed(good | {"xl/media/image1.png": books.packed({"a": "b"})})
    for name in ("../evil.xml", "/etc/passwd", "xl/../../evil.xml", "C:/evil.xml", "xl\\evil.xml", "..", "a:b"):
        yield f"path {name}", _named(good, name)
    yield "path with NUL", _named(good, "xl/evil.xml").replace(b"xl/evil.xml", b"xl/ev\0l.xml")
    yield "symbolic link", _link(good)
    for flag, what in ((0x01, "encrypted"), (0x41, "strongly encrypted")):
        yield f"{what} entry", _flagged(books.packed(good), flag)
    for method, what in ((zipfile.ZIP_BZIP2, "bzip2"), (zipfile.ZIP_LZMA, "LZMA")):
        yield f"packed by {what}", books.packed(good, method=method)
    yield "two entries of one name", books.packed(good) and _doubled(good, "xl/workbook.xml", "xl/workbook.xml")
    yield "two entries of one name but for case", _doubled(good, "xl/workbook.xml", "XL/Workbook.xml")
    whole = books.packed(good)
    yield "cut in the middle", whole[: len(whole) // 2]
    yield "without its directory", whole[: whole.rfind(b"PK\x01\x02")]
    yield "something behind its end", whole + b"\0" * 40
    yield "directory that points nowhere", _pointing(whole, 10_000_000)
    yield "entries that lie in one place", _overlapping(good)
    yield "size that lies, too small", _lying(whole, 10)
    yield "size that lies, too large", _lying(whole, 10_000_000)
    yield "spoilt data", whole[:60] + bytes(byte ^ 0xFF for byte in whole[60:120]) + whole[120:]
    yield "empty archive", books.packed({})
    yield "archive without a workbook", books.packed({"a.txt": "hello"})
    yield "entity in the workbook", books.packed(_with(good, "xl/workbook.xml", _XXE))
    yield "entity in the sheet", books.packed(_with(good, "xl/worksheets/sheet1.xml", _XXE))
    yield "entity in the styles", books.packed(good | {"xl/styles.xml": _XXE})
    yield "entity in the shared texts", books.packed(good | {"xl/sharedStrings.xml": _XXE})
    yield "entity in the content types", books.packed(_with(good, "[Content_Types].xml", _LAUGHS))
    yield "entity in UTF-16", books.packed(good | {"xl/styles.xml": _XXE.encode("utf-16")})


_XXE = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'
_LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x0 "ha">'
    + "".join(f'<!ENTITY x{at} "{f"&x{at - 1};" * 10}">' for at in range(1, 10))
    + "]><a>&x9;</a>"
)


def _with(good: dict, name: str, content: str | bytes) -> dict:
    return good | {name: content}


def _named(good: dict, name: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for each, content in good.items():
            archive.writestr(each, content)
        entry = zipfile.ZipInfo("placeholder")
        entry.filename = name
        archive.writestr(entry, "evil")
    return made.getvalue()


def _link(good: dict) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for each, content in good.items():
            archive.writestr(each, content)
        entry = zipfile.ZipInfo("xl/link.xml")
        entry.external_attr = 0o120777 << 16
        archive.writestr(entry, "/etc/passwd")
    return made.getvalue()


def _flagged(whole: bytes, flag: int) -> bytes:
    """Every entry of the directory with a flag set."""
    made, at = bytearray(whole), whole.find(b"PK\x01\x02")
    while at >= 0:
        made[at + 8] |= flag
        at = whole.find(b"PK\x01\x02", at + 4)
    return bytes(made)


def _doubled(good: dict, one: str, other: str) -> bytes:
    made = io.BytesIO()
    spare = "z" * len(other)
    with zipfile.ZipFile(made, "w") as archive:
        for each, content in good.items():
            archive.writestr(each, content)
        archive.writestr(spare, good[one])
    return made.getvalue().replace(spare.encode(), other.encode())


def _pointing(whole: bytes, offset: int) -> bytes:
    at = whole.find(b"PK\x01\x02")
    return whole[: at + 42] + struct.pack("<L", offset) + whole[at + 46 :]


def _lying(whole: bytes, size: int) -> bytes:
    at = whole.find(b"PK\x01\x02")
    return whole[: at + 24] + struct.pack("<L", size) + whole[at + 28 :]


def _overlapping(good: dict) -> bytes:
    """The last entry of the directory points to the first entry's data."""
    whole = books.packed(good)
    last = whole.rfind(b"PK\x01\x02")
    first = whole.find(b"PK\x01\x02")
    offset = struct.unpack("<L", whole[first + 42 : first + 46])[0]
    return whole[: last + 42] + struct.pack("<L", offset) + whole[last + 46 :]


def _sheets() -> Iterator[tuple[str, bytes]]:
    def spoilt(data: str, **more: str) -> bytes:
        return books.packed(books.parts(books.sheet(data, **more)))

    far = books.rows(["Фамилия"], ["Иванов"])
    for place in ("XFD1048576", "XFD1", "ZZZ9", "CVZ900000", "AAAA1", "ZZZZZZ1"):
        number = "".join(filter(str.isdigit, place))
        yield f"cell at {place}", spoilt(far + f'<row r="{number}">{books.cell(place, "x")}</row>')
    yield (
        "row a million away with 20 columns",
        spoilt(books.rows([f"h{at}" for at in range(20)]) + f'<row r="1048576">{books.cell("T1048576", "x")}</row>'),
    )
    yield "5,000 columns", spoilt(f'<row r="1">{"".join("<c><v>1</v></c>" for _ in range(5_000))}</row>')
    yield "elements 300 deep", spoilt(far + "<a>" * 300 + "</a>" * 300)
    yield "elements 50,000 deep", spoilt(far + "<a>" * 50_000)
    yield "sheet that does not end", books.packed(books.parts("<worksheet><sheetData><row"))
    yield "sheet that is no XML", books.packed(books.parts("hello"))
    yield "sheet in UTF-7", books.packed(books.parts('<?xml version="1.0" encoding="UTF-7"?><worksheet/>'))
    good = books.parts(books.sheet(far))
    rels = "xl/_rels/workbook.xml.rels"
    for target in ("http://example.org/sheet.xml", "file:///etc/passwd", "../../../etc/passwd", "missing.xml"):
        related = good[rels].replace("worksheets/sheet1.xml", target)
        yield f"sheet at {target}", books.packed(good | {rels: related})
    yield (
        "workbook without sheets",
        books.packed(good | {"xl/workbook.xml": f"<workbook {books.NS}><sheets/></workbook>"}),
    )
    yield "no visible sheet", books.packed(books.parts(books.sheet(far), names=(("a", "hidden"),)))
    yield "workbook that is no XML", books.packed(good | {"xl/workbook.xml": "hello"})
    for value, what in (("#REF!", "reference"), ("#DIV/0!", "division"), ("#NAME?", "name")):
        broken = f'<c r="A2" t="e"><f>x</f><v>{value}</v></c>'
        yield f"formula that shows an error of {what}", spoilt(books.rows(["Фамилия"], [broken]))
    yield "numbers shortened", spoilt(books.rows(["Фамилия", "Паспорт"], ["Иванов", 12345678901234567890]))
    yield "texts with controls", spoilt(books.rows(["Фамилия"], ["Ива_x0000_нов"], ["Пет_x0007_ров"]))
    yield "a letter under nine marks", spoilt(books.rows(["Фамилия"], ["И" + "\u0301" * 9]))
    yield "old format: no more than its first bytes", base64.b64decode("0M8R4KGxGuE=") + b"\0" * 504
    yield "old format: noise", base64.b64decode("0M8R4KGxGuE=") + bytes(range(256)) * 40
    yield (
        "old format: a file under a password",
        (base64.b64decode("0M8R4KGxGuE=") + b"\0" * 504 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 512),
    )
    ods = (
        '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
        ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
        ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
        '<table:table table:name="a"><table:table-row table:number-rows-repeated="1048576">'
        '<table:table-cell office:value-type="string" table:number-columns-repeated="16384"><text:p>x</text:p>'
        "</table:table-cell></table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry'
        f' manifest:full-path="/" manifest:media-type="{kind}"/></manifest:manifest>'
    )
    yield (
        "cells repeated 17 thousand million times",
        books.packed({"mimetype": kind, "META-INF/manifest.xml": manifest, "content.xml": ods}),
    )


def _xml() -> Iterator[tuple[str, bytes]]:
    def entry(inside: str) -> str:
        return f"<CONSOLIDATED_LIST><INDIVIDUALS><INDIVIDUAL>{inside}</INDIVIDUAL></INDIVIDUALS></CONSOLIDATED_LIST>"

    name = "<DATAID>1</DATAID><REFERENCE_NUMBER>A</REFERENCE_NUMBER><FIRST_NAME>{}</FIRST_NAME>"
    for system in (
        "file:///etc/passwd",
        "http://127.0.0.1:9/x",
        "ftp://127.0.0.1/x",
        "\\\\host\\share",
        "php://filter/x",
    ):
        yield f"entity of {system}", f'<!DOCTYPE a [<!ENTITY x SYSTEM "{system}">]>{entry(name.format("&x;"))}'.encode()
    yield "laughs", _LAUGHS.encode()
    yield (
        "quadratic growth",
        (f'<!DOCTYPE a [<!ENTITY x "{"a" * 50_000}">]>' + entry(name.format("&x;" * 5_000))).encode(),
    )
    yield "parameter entity", b'<!DOCTYPE a [<!ENTITY % x SYSTEM "file:///etc/passwd"> %x;]><a/>'
    yield "document type elsewhere", b'<!DOCTYPE a SYSTEM "http://127.0.0.1:9/a.dtd"><a/>'
    yield "public document type", b'<!DOCTYPE a PUBLIC "-//X//Y" "http://127.0.0.1:9/a.dtd"><a/>'
    yield "document type behind a comment", b"<!-- x --><!DOCTYPE a []><a/>"
    yield "document type behind much space", b"<?xml version='1.0'?>" + b" " * 300_000 + b"<!DOCTYPE a []><a/>"
    for encoding in ("utf-16", "utf-16-le", "utf-16-be"):
        data = f'<?xml version="1.0" encoding="UTF-16"?>{_XXE[21:]}'.encode(encoding)
        yield f"document type in {encoding}", data
    for encoding in ("UTF-7", "UTF-32", "EBCDIC-CP-US", "SHIFT_JIS", "x-unknown"):
        yield (
            f"declared as {encoding}",
            f'<?xml version="1.0" encoding="{encoding}"?>{entry(name.format("A"))}'.encode(),
        )
    yield "UTF-32", f"<?xml version='1.0'?>{entry(name.format('A'))}".encode("utf-32")
    yield "EBCDIC", f"<?xml version='1.0'?>{entry(name.format('A'))}".encode("cp037")
    for depth in (65, 200, 300, 200_000):
        yield (
            f"elements {depth} deep",
            (f"<CONSOLIDATED_LIST>{'<a>' * depth}{'</a>' * depth}</CONSOLIDATED_LIST>").encode(),
        )
    yield "unclosed", b"<CONSOLIDATED_LIST><INDIVIDUALS>" + b"<INDIVIDUAL>" * 20
    yield "cut in the middle", entry(name.format("A"))[:60].encode()
    yield "other root and nothing of a list", b"<html><body>hello</body></html>"
    yield "empty list", b"<CONSOLIDATED_LIST><INDIVIDUALS/><ENTITIES/></CONSOLIDATED_LIST>"
    yield "NUL", entry(name.format("A\0B")).encode()
    yield "reference to a control", entry(name.format("A&#7;B")).encode()
    yield "reference to NUL", entry(name.format("A&#0;B")).encode()
    yield "reference to half a character", entry(name.format("A&#xD800;B")).encode()
    yield "unknown entity", entry(name.format("&nbsp;")).encode()
    yield "bytes that are no UTF-8", entry(name.format("\xe9")).encode("latin-1")
    yield "text of 20 MB", entry(name.format("A" * 20_000_000)).encode()
    yield "attribute of 20 MB", f'<a b="{"x" * 20_000_000}"/>'.encode()
    yield "doubled attribute", b'<a b="1" b="2"/>'
    yield "letter under nine marks", entry(name.format("A" + "\u0301" * 9)).encode()
    yield "entries without name", entry("<DATAID>1</DATAID><REFERENCE_NUMBER>A</REFERENCE_NUMBER>").encode()
    yield "entries without number", entry("<FIRST_NAME>A</FIRST_NAME>").encode()


def _tables() -> Iterator[tuple[str, bytes]]:
    def rows(*lines: str) -> bytes:
        return (HEAD + "".join(f"{line}\n" for line in lines)).encode()

    yield "NUL in every row", rows("Ива\0нов;1984;1", "Пет\0ров;1985;2")
    for point in (0x01, 0x07, 0x1B, 0x7F, 0x80, 0x9F, 0xFFFE, 0xFFFF):
        yield f"control U+{point:04X}", rows(f"Ива{chr(point)}нов;1984;1")
    yield "cell of 200,000 characters", rows("И" * 200_000 + ";1984;1")
    yield "cell of 20 MB without line breaks", HEAD.encode() + b"x" * 20_000_000
    yield "name of 301 characters", rows("И" * 301 + ";1984;1")
    yield "number of 61 characters", rows(f"Иванов;1984;{'1' * 61}")
    yield "quotation mark that is never closed", rows('"Иванов;1984;1', *["Петров;1985;2"] * 50)
    yield "quotation mark over the whole file", b'"' + HEAD.encode() + b"a;b;c\n" * 20_000
    yield "quotation marks that do not fit", rows('"Ива"нов";1984;1', '"Пет"ров";1985;2')
    yield "3,000 columns", (";".join(f"h{at}" for at in range(3_000)) + "\n").encode() * 3
    yield "half characters as UTF-8", HEAD.encode() + b"\xed\xa0\x80\xed\xb0\x80;1984;1\n"
    yield "overlong UTF-8", HEAD.encode() + b"\xc0\xaf\xe0\x80\xaf;1984;1\n"
    yield "bytes of another encoding", HEAD.encode() + "Иванов;1984;1\n".encode("cp1251")
    yield "UTF-16 with an odd byte", (HEAD + "Иванов;1984;1\n").encode("utf-16")[:-1] + b"\xd8"
    yield "UTF-16 with half characters", HEAD.encode("utf-16-le") + b"\x00\xd8;\0" + "Иванов;1;1\n".encode("utf-16-le")
    for marks in (5, 9, 100):
        yield (
            f"letter under {marks} marks",
            rows("И" + "\u0301\u0308" * (marks // 2) + "\u0301" * (marks % 2) + ";1984;1"),
        )
    for said in ("31.02.1984", "00/00/00", "03/04/84", "03/04/1984", "вчера", "99.99.9999", "1984-13-01", "1" * 40):
        yield f"date {said}", rows(f"Иванов;{said};1")
    for said in ("1,23457E+11", "1.2E15", "4,5e+20"):
        yield f"number shortened to {said}", rows(f"Иванов;1984;{said}")
    for said in ("#REF!", "#ЗНАЧ!"):
        yield f"cell that shows {said}", rows(f"{said};1984;1")
    yield "rows that name nobody", rows(";1984;", ";1985;")


def _json() -> Iterator[tuple[str, bytes]]:
    line = json.dumps(PERSON, ensure_ascii=False)
    yield "doubled field", line.replace('"ref"', '"type": "vehicle", "ref"').encode()
    yield "doubled field inside", line.replace('"text"', '"text": "B", "text"').encode()
    yield "doubled field by escape", line.replace('"ref"', '"t\\u0079pe": "vehicle", "ref"').encode()
    for word in ("NaN", "Infinity", "-Infinity"):
        yield f"number {word}", line.replace('"B2"', word).encode()
    yield "number of 400 figures", line.replace('"B2"', "9" * 400).encode()
    yield "number of 100,000 figures", line.replace('"B2"', "9" * 100_000).encode()
    for said in ("1e999", "1E5", "-1e-400", "1.00000000000000000000000001"):
        yield f"number {said}", line.replace('"B2"', said).encode()
    for deep in (33, 1_000, 100_000):
        yield f"lists {deep} deep", line.replace('"B2"', "[" * deep + "]" * deep).encode()
    yield "objects 2,000 deep", line.replace('"B2"', '{"a":' * 2_000 + "1" + "}" * 2_000).encode()
    yield "lists that never close", b"[" * 200_000
    for half in ("\\ud800", "\\udfff", "\\ud800\\u0041", "\\udc00\\ud800"):
        yield f"half character {half}", line.replace("Иван", half).encode()
    yield "half character in a field", line.replace('"B2"', '"B2", "\\ud800": 1').encode()
    yield "NUL", line.replace("Иван", "Ив\0н").encode()
    yield "NUL by escape", line.replace("Иван", "Ив\\u0000н").encode()
    yield "control", line.replace("Иван", "Ив\x07н").encode()
    yield "control by escape", line.replace("Иван", "Ив\\u0007н").encode()
    yield "bytes that are no UTF-8", line.encode("cp1251")
    yield "overlong UTF-8", line.replace("Иван", "X").encode().replace(b"X", b"\xc0\xaf")
    yield "half characters as UTF-8", line.replace("Иван", "X").encode().replace(b"X", b"\xed\xa0\x80")
    yield "UTF-16", line.encode("utf-16")
    yield "two marks of byte order", b"\xef\xbb\xbf\xef\xbb\xbf" + line.encode()
    yield "line of 300,000 bytes", line.replace("Иван", "И" * 150_000).encode()
    yield "line of 20 MB", line.replace("Иван", "И" * 10_000_000).encode()
    yield "letter under nine marks", line.replace("Иван", "И" + "\u0301" * 9).encode()
    for said in (
        "[]",
        '"text"',
        "12",
        "null",
        "true",
        "{}x",
        "{'a': 1}",
        '{"a": 1,}',
        "{",
        "// x",
        '{"a": 01}',
        '{"a": +1}',
    ):
        yield f"no object: {said}", said.encode()


def _entities() -> Iterator[tuple[str, bytes]]:
    good = {"id": "p1", "schema": "Person", "properties": {"name": ["Примеров"]}}
    line = json.dumps(good, ensure_ascii=False)
    for key, value in (
        ("id", None), ("id", 5), ("id", ""), ("id", "a b"), ("id", "x" * 200), ("id", "a\nb"), ("schema", None),
        ("schema", []), ("schema", "Thing"), ("schema", "__class__"), ("properties", None), ("properties", []),
        ("properties", "x"),
    ):  # fmt: skip
        yield f"{key} is {str(value)[:12]!r}", json.dumps(good | {key: value}).encode()
    yield "doubled field", line.replace('"schema"', '"id": "q", "schema"').encode()
    yield "half character", line.replace("Примеров", "\\ud800").encode()
    yield "NUL", line.replace("Примеров", "\\u0000").encode()
    yield "lists 100 deep", line.replace('"Примеров"', "[" * 100 + "]" * 100).encode()
    yield "letter under nine marks", line.replace("Примеров", "И" + "\u0301" * 9).encode()


def _ofac() -> Iterator[tuple[str, bytes]]:
    tail = ",-0- " * 8
    yield "too few columns", b'1,"A","individual"\n' * 3
    yield "too many columns", (f'1,"A","individual","X",-0- {tail},-0- ,-0- \n').encode()
    yield "number that is none", (f'x,"A","individual","X"{tail}\n').encode()
    yield "no name", (f'1,-0- ,"individual","X"{tail}\n').encode()
    yield "unknown kind", (f'1,"A","dragon","X"{tail}\n').encode()
    yield "NUL in the name", (f'1,"A\0B","individual","X"{tail}\n').encode()
    yield "letter under nine marks", (f'1,"A{chr(0x301) * 9}","individual","X"{tail}\n').encode()
    yield "quotation mark that is never closed", (f'1,"A,"individual","X"{tail}\n').encode() * 3
    yield "bytes that are no UTF-8", f'1,"A\xe9","individual","X"{tail}\n'.encode("latin-1")
    yield "alias rows that are too wide", b'1,2,"aka","A",-0- ,-0- ,-0- \n'


def _nothing() -> Iterator[tuple[str, bytes]]:
    yield "nothing", b""
    yield "spaces", b" \n\t\r\n" * 50
    yield "mark of byte order alone", b"\xef\xbb\xbf"
    yield "zero bytes", ZEROS
    yield "picture", b"\x89PNG\r\n\x1a\n" + zlib.compress(bytes(range(256)) * 40)
    yield "program", b"\x7fELF\x02\x01\x01" + bytes(range(256)) * 20
    yield "PDF", b"%PDF-1.7\n" + bytes(range(256)) * 20
    yield "noise", bytes((at * 7919 + at // 3) % 256 for at in range(20_000))
