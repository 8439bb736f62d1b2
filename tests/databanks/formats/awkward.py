"""Two hundred awkward files that are nevertheless valid, made by code: each must be taken, every row of it.

`files()` yields them in one order with the number of rows that come of each.
"""

import io
import json
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

import openpyxl

from tests.databanks.formats import books
from tests.databanks.formats.hostile import PERSON

HEADINGS = ["Фамилия", "Имя", "Отчество", "Дата рождения", "Паспорт", "Гражданство", "Примечание"]
PEOPLE = [
    ["Иванов", "Иван", "Иванович", "14.03.1984", "40 01 123456", "Россия", "задержан в г. Тверь"],
    ["Ёлкина", "Зоя", "", "03.1985", "АВ 7654321", "Беларусь", ""],
    ["ЩУКИН", "ЭРИК", "ЮРЬЕВИЧ", "1990", "", "KZ", "объявлен в розыск; ищут родные"],
]
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1251", "koi8-r", "cp866")
DELIMITERS = {";": "semicolons", ",": "commas", "\t": "tabs", "|": "bars"}
BREAKS = {"\n": "LF", "\r\n": "CRLF", "\r": "CR"}


class Awkward(NamedTuple):
    """An awkward file: what it is, the format as which it is handed in, its bytes, how many rows come of it."""

    name: str
    format: str
    data: bytes
    rows: int


def files() -> Iterator[Awkward]:
    """All two hundred."""
    yield from _encoded()
    yield from _tables()
    yield from _books()
    yield from _lines()
    yield from _un_lists()
    yield from _ofac_lists()
    yield from _entities()


def _quoted(cell: str, delimiter: str) -> str:
    if any(sign in cell for sign in (delimiter, '"', "\n", "\r")):
        return '"' + cell.replace('"', '""') + '"'
    return cell


def table(rows: list[list[str]], *, delimiter: str = ";", end: str = "\n") -> str:
    """Rows as a table in text."""
    return "".join(delimiter.join(_quoted(cell, delimiter) for cell in row) + end for row in rows)


def _encoded() -> Iterator[Awkward]:
    """Every encoding with every delimiter and every kind of line break: 96."""
    for encoding in ENCODINGS:
        for delimiter, words in DELIMITERS.items():
            for end, said in BREAKS.items():
                text = table([HEADINGS, *PEOPLE], delimiter=delimiter, end=end)
                yield Awkward(f"{encoding}, {words}, {said}", "", text.encode(encoding), 3)


def _tables() -> Iterator[Awkward]:
    """Tables as people leave them: 44."""

    def made(name: str, text: str, rows: int = 1, encoding: str = "utf-8") -> Awkward:
        return Awkward(name, "csv", text.encode(encoding), rows)

    one = PEOPLE[0]
    plain = table([HEADINGS, one])
    yield made("title lines above the headings", "Список лиц\nза март;;;\n\n" + plain)
    yield made("columns numbered below the headings", table([HEADINGS, list("1234567"), one]))
    merged = ["Лицо", "", "", "Дата рождения", "Документ", "", ""]
    below = ["Фамилия", "Имя", "Отчество", "", "Паспорт", "Гражданство", "Примечание"]
    yield made("headings merged over two rows", table([merged, below, one]))
    yield made("headings repeated as after a page break", table([HEADINGS, one, HEADINGS, PEOPLE[1]]), 2)
    yield made("empty rows between", table([HEADINGS, [""] * 7, one, [" "] * 7, PEOPLE[1], []]), 2)
    yield made("no line break at the end", plain.rstrip("\n"))
    yield made("many line breaks at the end", plain + "\n" * 40)
    yield made("empty cells at the end of rows", table([HEADINGS + [""] * 5, one + [""] * 9]))
    yield made("rows cut behind the last full cell", table([HEADINGS, one[:1], one[:4]]), 2)
    yield made("line break in a cell", table([HEADINGS, [*one[:6], "первая\nвторая"]]))
    yield made("many line breaks in a cell", table([HEADINGS, [*one[:6], "\n".join("строка" for _ in range(200))]]))
    yield made("CRLF in a cell, LF between rows", table([HEADINGS, [*one[:6], "первая\r\nвторая"]]))
    yield made("quotation marks in a cell", table([HEADINGS, [*one[:6], 'ООО "Ромашка" и "Василёк"']]))
    yield made(
        "every cell in quotation marks", "\n".join(";".join(f'"{cell}"' for cell in row) for row in (HEADINGS, one))
    )
    yield made("delimiter in a cell", table([HEADINGS, [*one[:6], "а; б; в"]]))
    yield made(
        "stray quotation marks in a table with tabs",
        "\t".join(HEADINGS) + "\n" + "\t".join([*one[:6], '"Ромашка" ООО']),
    )
    yield made("spaces around everything", table([[f"  {cell} " for cell in row] for row in (HEADINGS, one)]))
    yield made("spaces that do not break", table([HEADINGS, [cell.replace(" ", "\xa0") for cell in one]]))
    yield made("headings in capitals", table([[cell.upper() for cell in HEADINGS], one]))
    yield made("headings with signs", table([[f"*{cell.replace(' ', '_')}:" for cell in HEADINGS], one]))
    yield made("a column without heading", table([[*HEADINGS[:6], "", "Примечание"], [*one[:6], "x", one[6]]]))
    yield made("headings that stand twice", table([[*HEADINGS, "Примечание"], [*one, "ещё"]]))
    yield made("composed of single marks", unicodedata.normalize("NFD", table([HEADINGS, PEOPLE[1]])))
    for name, text in (
        ("Persian with joiners", "محمد\u200cرضا"),
        ("Arabic between direction marks", "\u202bعلي\u202c"),
        ("Hebrew with points", "מֹשֶׁה"),
        ("Georgian", "გიორგი"),
        ("Armenian", "Սարգսյան"),
        ("Vietnamese in single marks", unicodedata.normalize("NFD", "Nguyễn Thị Ước")),
        ("soft hyphen and zero width", "Ива\xadно\u200bв"),
        ("right-to-left override", "Иванов\u202eдорог"),
        ("letters beyond the basic plane", "𐌰𐌱𐌲"),
        ("apostrophes", "О'Брайен ʻali"),
        ("formula", "=HYPERLINK(1)"),
        ("plus, minus, at", "+7@-x"),
        ("command", "=cmd|' /C calc'!A0"),
        ("markup", "<script>alert(1)</script>"),
        ("template", "{{ 7*7 }} {% x %} ${y} %s"),
    ):
        yield made(f"name: {name}", table([HEADINGS, [text, *one[1:]]]))
    for name, said in (
        ("ISO with time", "1984-03-14T00:00:00"), ("as a spreadsheet counts", "30755"), ("month in words", "14 марта 1984 г."),
        ("eight figures", "14031984"), ("day unknown", "00.03.1984"), ("dashes for nothing", "–"),
    ):  # fmt: skip
        yield made(f"date: {name}", table([HEADINGS, [*one[:3], said, *one[4:]]]))


def _workbook(fill, *, name: str, rows: int = 1) -> Awkward:
    made = io.BytesIO()
    workbook = openpyxl.Workbook()
    fill(workbook, workbook.active)
    workbook.save(made)
    return Awkward(name, "xlsx", made.getvalue(), rows)


def _fill(sheet, *rows: list, first: int = 1, left: int = 1) -> None:
    for down, row in enumerate(rows, start=first):
        for across, value in enumerate(row, start=left):
            sheet.cell(down, across, value)


def _books() -> Iterator[Awkward]:
    """Spreadsheets: 24."""
    from datetime import date, datetime

    one = PEOPLE[0]

    def plain(book, sheet):
        _fill(sheet, HEADINGS, *PEOPLE)

    def offset(book, sheet):
        _fill(sheet, HEADINGS, one, first=7, left=4)

    def titled(book, sheet):
        sheet["A1"] = "Список лиц"
        sheet.merge_cells("A1:G1")
        _fill(sheet, HEADINGS, one, first=3)

    def dates(book, sheet):
        _fill(
            sheet,
            HEADINGS,
            [*one[:3], date(1984, 3, 14), *one[4:]],
            ["Петров", *one[1:3], datetime(1984, 3, 14, 0, 0), *one[4:]],
        )

    def numbers(book, sheet):
        _fill(sheet, HEADINGS, [*one[:4], 4001123456, *one[5:]])

    def zeros(book, sheet):
        _fill(sheet, HEADINGS, [*one[:4], 1123456, *one[5:]])
        sheet["E2"].number_format = "0000000000"

    def hidden(book, sheet):
        sheet.sheet_state = "hidden"
        sheet["A1"] = "черновик"
        _fill(book.create_sheet("данные"), HEADINGS, one)

    def several(book, sheet):
        _fill(sheet, HEADINGS, one)
        book.create_sheet("другое")["A1"] = "справка"

    def styled(book, sheet):
        _fill(sheet, HEADINGS, one)
        sheet.cell(1_000_000, 1_000).font = openpyxl.styles.Font(bold=True)

    def commented(book, sheet):
        _fill(sheet, HEADINGS, one)
        sheet["A2"].comment = openpyxl.comments.Comment("проверить", "x")
        sheet["A2"].hyperlink = "http://example.org"

    def filtered(book, sheet):
        _fill(sheet, HEADINGS, *PEOPLE)
        sheet.auto_filter.ref = "A1:G4"
        sheet.freeze_panes = "A2"
        sheet.row_dimensions[3].hidden = True

    def breaks(book, sheet):
        _fill(sheet, HEADINGS, [*one[:6], "первая\nвторая"])

    def formulas(book, sheet):
        _fill(sheet, HEADINGS, ["=1+1 как текст", *one[1:]])
        sheet["A2"].data_type = "s"

    def empty_rows(book, sheet):
        _fill(sheet, HEADINGS, [], one, [], [], PEOPLE[1])

    def serial(book, sheet):
        _fill(sheet, HEADINGS, [*one[:3], 30755, *one[4:]])

    for fill, rows in (
        (plain, 3), (offset, 1), (titled, 1), (dates, 2), (numbers, 1), (zeros, 1), (hidden, 1), (several, 1), (styled, 1),
        (commented, 1), (filtered, 3), (breaks, 1), (formulas, 1), (empty_rows, 2), (serial, 1),
    ):  # fmt: skip
        yield _workbook(fill, name=f"workbook: {fill.__name__}", rows=rows)
    yield from _books_by_hand()


def _books_by_hand() -> Iterator[Awkward]:
    """What no library writes, though programs do: 9."""
    head = ["Фамилия", "Дата рождения", "Паспорт"]

    def made(name: str, data: str, *, extra: dict | None = None, **more) -> Awkward:
        before, after = more.pop("before", ""), more.pop("after", "")
        entries = books.parts(books.sheet(data, before=before, after=after), **more) | (extra or {})
        return Awkward(f"workbook: {name}", "xlsx", books.packed(entries), 1)

    formula = books.cell("A2", "Иванов", formula="Лист2!A1")
    yield made("value saved beside a formula", books.rows(head, [formula, "1984", "40 01"]))
    yield made(
        "cells without places",
        '<row><c t="inlineStr"><is><t>Фамилия</t></is></c></row><row><c t="inlineStr"><is><t>Иванов</t></is></c></row>',
    )
    rich = '<c r="A2" t="inlineStr"><is><r><t>Ива</t></r><r><rPr><b/></rPr><t>нов</t></r></is></c>'
    yield made("text in several styles", books.rows(head, [rich, "1984", "40 01"]))
    yield made("carriage return by escape", books.rows(head, ["Ива_x000D_\nнов", "1984", "40 01"]))
    yield made(
        "size that promises more",
        books.rows(head, ["Иванов", "1984", "40 01"]),
        before='<dimension ref="A1:XFD1048576"/>',
    )
    link = {"xl/externalLinks/externalLink1.xml": f'<?xml version="1.0"?><externalLink {books.NS}/>'}
    yield made("link to another workbook", books.rows(head, ["Иванов", "1984", "40 01"]), extra=link)
    yield made(
        "macros beside it", books.rows(head, ["Иванов", "1984", "40 01"]), extra={"xl/vbaProject.bin": b"\xd0\xcf" * 99}
    )
    date_style = books.styles("dd\\.mm\\.yyyy;@")
    yield made(
        "day in a format of its own",
        books.rows(head, ["Иванов", books.cell("B2", 30755, style="1"), "4"]),
        styles=date_style,
    )
    stored = books.parts(books.sheet(books.rows(head, ["Иванов", "1984", "40 01"])))
    yield Awkward("workbook: not packed at all", "xlsx", books.packed(stored, method=0), 1)


def _lines() -> Iterator[Awkward]:
    """Commonweal JSON Lines: 12."""
    line = json.dumps(PERSON, ensure_ascii=False)
    other = line.replace("X-1", "X-2")

    def made(name: str, text: str | bytes, rows: int = 1) -> Awkward:
        return Awkward(f"lines: {name}", "jsonl", text.encode() if isinstance(text, str) else text, rows)

    yield made("mark of byte order", "\ufeff" + line)
    yield made("CRLF", f"{line}\r\n{other}\r\n", 2)
    yield made("empty lines", f"\n\n{line}\n   \n{other}\n\n", 2)
    yield made("no line break at the end", f"{line}\n{other}", 2)
    yield made("all by escapes", json.dumps(PERSON))
    yield made("character of two halves by escape", line.replace("Иван", "\\ud83d\\ude00 Иван"))
    yield made("spaces everywhere", json.dumps(PERSON, ensure_ascii=False, separators=(" , ", " : ")))
    yield made("solidus by escape", line.replace("X-1", "X\\/1"))
    yield made("zero width and direction marks", line.replace("Иван", "\u200eИ\u200bван\u202c"))
    yield made("single marks", unicodedata.normalize("NFD", line.replace("Иван", "Андрей Ёлкин")))
    yield made("long text", line.replace('"identity"', f'"narrative": {{"texts": ["{"слово " * 1_600}"]}}, "identity"'))
    yield made(
        "tab and line break in a text", line.replace('"identity"', '"narrative": {"texts": ["a\\tb\\nc"]}, "identity"')
    )


def _un_lists() -> Iterator[Awkward]:
    """The UN list: 8."""
    entry = "<INDIVIDUAL><DATAID>1</DATAID><REFERENCE_NUMBER>TEi.001</REFERENCE_NUMBER><FIRST_NAME>ABU</FIRST_NAME>{}</INDIVIDUAL>"

    def made(name: str, text: str, *, encoding: str = "utf-8", declared: str = "UTF-8") -> Awkward:
        head = f'<?xml version="1.0" encoding="{declared}"?>\n'
        whole = f"{head}<CONSOLIDATED_LIST><INDIVIDUALS>{text}</INDIVIDUALS></CONSOLIDATED_LIST>"
        return Awkward(f"UN list: {name}", "un-xml", whole.encode(encoding), 1)

    yield made("mark of byte order", entry.format(""), encoding="utf-8-sig")
    yield made("UTF-16", entry.format(""), encoding="utf-16", declared="UTF-16")
    yield made("CP1251", entry.format("<COMMENTS1>Примечание</COMMENTS1>"), encoding="cp1251", declared="windows-1251")
    yield made("comments and instructions", entry.format("<!-- x --><?x y?><COMMENTS1>a<!-- b -->c</COMMENTS1>"))
    yield made("text as character data", entry.format("<COMMENTS1><![CDATA[a < b & c]]></COMMENTS1>"))
    yield made("entities of XML itself", entry.format("<COMMENTS1>a &lt; b &amp; c &#1071;</COMMENTS1>"))
    yield made("unknown elements", entry.format("<NEW><A><B>1</B></A></NEW>"))
    yield made("elements 40 deep", entry.format("<A>" * 40 + "</A>" * 40))


def _ofac_lists() -> Iterator[Awkward]:
    """OFAC's list: 8."""
    tail = ",-0- " * 7

    def made(name: str, text: str, rows: int = 1) -> Awkward:
        return Awkward(f"OFAC list: {name}", "ofac-csv", text.encode(), rows)

    yield made("end of file by its old sign", f'1,"A","individual","X"{tail},-0- \n\x1a')
    yield made("CRLF", f'1,"A",-0- ,"X"{tail},-0- \r\n2,"B",-0- ,"X"{tail},-0- \r\n', 2)
    yield made("quotation marks in a name", f'1,"A ""THE"" B",-0- ,"X"{tail},-0- \n')
    yield made("remark that parts inside brackets", f'1,"A",-0- ,"X"{tail},"a (b; c); DOB 1970; d."\n')
    yield made(
        "remark of a thousand pieces",
        f'1,"A","individual","X"{tail},"{"; ".join("DOB 1970" for _ in range(1_000))}."\n',
    )
    yield made("dates that are none", f'1,"A","individual","X"{tail},"DOB unknown; DOB 99 Foo 1970; DOB 1800."\n')
    yield made(
        "country that nobody knows", f'1,"A","individual","X"{tail},"nationality Atlantis; Passport 1 (Atlantis)."\n'
    )
    yield made("several programmes", f'1,"A",-0- ,"SDGT] [IFSR] [NPWMD"{tail},-0- \n')


def _entities() -> Iterator[Awkward]:
    """FollowTheMoney: 8."""
    person = {"id": "p1", "schema": "Person", "properties": {"name": ["Примеров Иван"]}}

    def made(name: str, *entities: dict, rows: int = 1) -> Awkward:
        text = "\n".join(json.dumps(each, ensure_ascii=False) for each in entities)
        return Awkward(f"entities: {name}", "ftm-json", text.encode(), rows)

    def of(**properties: object) -> dict:
        return person | {"properties": person["properties"] | properties}

    yield made(
        "fields of other programs", person | {"caption": "x", "datasets": ["a"], "target": True, "referents": []}
    )
    yield made("one value in place of a list", of(birthDate="1970"))
    yield made("numbers and truth as values", of(height=[1.82], weight=[80], status=[True]))
    yield made("values that are nothing", of(alias=[], notes=[""], email=[None]))
    yield made(
        "entity in place of a value", of(ownershipOwner=[{"id": "o1", "schema": "Ownership", "caption": "Ownership"}])
    )
    yield made(
        "edge before its ends",
        {"id": "e", "schema": "Family", "properties": {"person": ["p1"], "relative": ["p2"]}},
        person,
        person | {"id": "p2"},
        rows=2,
    )
    yield made(
        "edge that leads out of the file",
        {"id": "e", "schema": "Associate", "properties": {"person": ["p1"], "associate": ["q"]}},
        person,
    )
    yield made("two hundred names", of(alias=[f"Имя {number}" for number in range(150)]))
