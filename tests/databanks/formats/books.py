"""Spreadsheets written by hand for tests: every part of the ZIP file can be spoilt or awkward."""

import io
import zipfile

NS = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
REL = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
TYPES = (
    '<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/xl/workbook.xml"'
    ' ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>'
)
ROOT = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"'
    ' Target="xl/workbook.xml"/></Relationships>'
)
SHEET_TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"


def cell(place: str, value: object, *, style: str = "", formula: str = "") -> str:
    """One cell: a text inline, a number or a formula with the value saved beside it."""
    marked = f' s="{style}"' if style else ""
    if formula:
        return f'<c r="{place}" t="str"{marked}><f>{formula}</f><v>{value}</v></c>'
    if isinstance(value, int | float):
        return f'<c r="{place}"{marked}><v>{value}</v></c>'
    return f'<c r="{place}" t="inlineStr"{marked}><is><t xml:space="preserve">{value}</t></is></c>'


def rows(*lines: list, first: int = 1) -> str:
    """Rows of texts and numbers from column A on; a cell that is XML already stays as it is; None is left out."""
    made = []
    for number, line in enumerate(lines, start=first):
        cells = [
            value if isinstance(value, str) and value.startswith("<c ") else cell(f"{chr(65 + at)}{number}", value)
            for at, value in enumerate(line)
            if value is not None
        ]
        made.append(f'<row r="{number}">{"".join(cells)}</row>')
    return "".join(made)


def sheet(data: str, *, before: str = "", after: str = "") -> str:
    """A worksheet around its rows."""
    return f'<?xml version="1.0" encoding="UTF-8"?><worksheet {NS}>{before}<sheetData>{data}</sheetData>{after}</worksheet>'


def parts(
    *sheets: str, names: tuple[tuple[str, str], ...] = (), styles: str = "", workbook: str = ""
) -> dict[str, str]:
    """The entries of a workbook of these worksheets; `names` are their names and states."""
    named = names or tuple((f"Sheet{number}", "visible") for number in range(1, len(sheets) + 1))
    listed = "".join(
        f'<sheet name="{name}" sheetId="{number}" state="{state}" r:id="rId{number}"/>'
        for number, (name, state) in enumerate(named, start=1)
    )
    related = "".join(
        f'<Relationship Id="rId{number}" Type="{SHEET_TYPE}" Target="worksheets/sheet{number}.xml"/>'
        for number in range(1, len(named) + 1)
    )
    made = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": ROOT,
        "xl/workbook.xml": workbook
        or f'<?xml version="1.0"?><workbook {NS} {REL}><sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": '<?xml version="1.0"?><Relationships'
        f' xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{related}</Relationships>',
    }
    made |= {f"xl/worksheets/sheet{number}.xml": text for number, text in enumerate(sheets, start=1)}
    return made | ({"xl/styles.xml": styles} if styles else {})


def styles(*codes: str) -> str:
    """A style sheet whose cell styles 1, 2, … have these number formats."""
    formats = "".join(f'<numFmt numFmtId="{164 + at}" formatCode="{code}"/>' for at, code in enumerate(codes))
    cells = "".join(f'<xf numFmtId="{164 + at}" applyNumberFormat="1"/>' for at in range(len(codes)))
    return (
        f'<?xml version="1.0"?><styleSheet {NS}><numFmts count="{len(codes)}">{formats}</numFmts>'
        f'<cellXfs count="{len(codes) + 1}"><xf numFmtId="0"/>{cells}</cellXfs></styleSheet>'
    )


def packed(entries: dict[str, str | bytes], *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Entries as a ZIP file."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", method) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return made.getvalue()


def book(*lines: list) -> bytes:
    """A plain workbook of one sheet."""
    return packed(parts(sheet(rows(*lines))))
