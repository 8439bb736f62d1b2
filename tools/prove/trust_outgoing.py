"""What comes in is what it says, what goes out runs nowhere: tables in three forms, disguised attachments, names of files,
addresses that somebody else than the operator gives.
"""

import base64
import csv
import io
import json
import socket
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import product
from pathlib import Path
from unittest.mock import patch

from tools.prove.line import Line

SIGNS = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20", "\t=", "\r=")
BODIES = ("1+1", "cmd|' /C calc'!A0", 'HYPERLINK("//x.invalid?"&A1)', "SUM(1;2)", "A1")
BEFORE = ("", " ", "\u00a0", "\u200b", "x;")
TABLES = ["".join(each) for each in product(BEFORE, SIGNS, BODIES)]
"""250 cells that a program might take for formulas."""
_FORMULA = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")

HOSTS = (
    "127.0.0.1", "127.1", "2130706433", "0x7f000001", "0177.0.0.1", "0", "[::1]", "[::ffff:127.0.0.1]", "[::]",
    "localhost", "localhost.", "LOCALHOST", "169.254.169.254", "[fd00::1]", "10.0.0.1", "x.invalid", "user@127.0.0.1",
    "127.0.0.1%2f", "127.0.0.1#x", "\u2460\u2461\u2466.0.0.1",
)  # fmt: skip
SCHEMES = ("http://", "https://", "//", "ftp://", "file://", "gopher://", "jar:http://", "\\\\")
ADDRESSES = [scheme + host + "/x" for host in HOSTS for scheme in SCHEMES][::2]
"""Eighty forms of an address: names and numbers in every writing, and schemes that libraries follow."""


def read_back(cells: list[str]) -> dict[str, list[str]]:
    """The cells that a program would take for a formula, or that come back as something else, by form."""
    from openpyxl import load_workbook

    from commonweal.common import tables

    table = lambda: tables.Table("t", ["a"], [[cell] for cell in cells])  # noqa: E731
    text = "".join(tables.csv_lines(table()))[1:]
    bad: dict[str, list[str]] = {"csv": [], "xlsx": [], "json": []}
    for cut in (",", ";", "\t"):
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=cut)
        bad["csv"] += [cell for row in rows for cell in row if cell.strip('"\t\r\n \u00a0\u200b')[:1] in _FORMULA]
    held = io.BytesIO()
    tables.write_xlsx(held, [table()])
    column = list(load_workbook(held).worksheets[0].iter_rows(min_row=2, max_col=1))
    bad["xlsx"] = [str(row[0].value) for row in column if row[0].data_type != "s" or not row[0].quotePrefix]
    said = json.loads(json.dumps(cells, ensure_ascii=False))
    bad["json"] = [cell for cell, read in zip(cells, said, strict=True) if cell != read or not isinstance(read, str)]
    return bad


def disguises() -> list[tuple[str, bytes]]:
    """Contents that are not of the type that they say."""
    contents = (
        b"<!doctype html><script>1</script>", b"<svg xmlns='http://www.w3.org/2000/svg' onload='1'/>", b"GIF89a<script>",
        b"MZ\x90\x00", b"PK\x03\x04", b"#!/bin/sh\n", b"\x7fELF", b"{\\rtf1}", b"\xd0\xcf\x11\xe0", b"%!PS-Adobe",
    )  # fmt: skip
    typed = ("image/png", "image/jpeg", "application/pdf")
    unknown = ("text/html", "image/svg+xml", "application/xhtml+xml", "text/xml", "application/octet-stream", "")
    return [*product(typed, contents), *product(unknown, contents)]


def taken(media_type: str, content: bytes) -> bool:
    """Whether intake takes an attachment of this type with this content."""
    from commonweal.common.errors import BadInput
    from commonweal.databanks import enclosures

    words = {"kind": "document", "title": "x", "media_type": media_type}
    given = enclosures.Attachment(**words, content=base64.b64encode(content).decode())
    try:
        enclosures.attachments([given])
    except BadInput:
        return False
    return True


def hostile_names() -> list[str]:
    """Names of files that lead elsewhere, break a header or hide what they are."""
    stems = (
        "../../etc/passwd",
        "..\\..\\x",
        "/abs/x",
        "C:\\x",
        "a\r\nSet-Cookie: x=1",
        'a"; filename="x.html',
        "a\0b",
        "\u202egnp.exe",
    )
    return [stem + end for stem in stems for end in ("", ".html", ".csv", ".png", "\n", " ", ".", "\u2028", ";", "'")]


def unsafe_headers(names: list[str]) -> list[str]:
    """Of the headers of a download under each name: those that say anything but one attachment of the fixed type."""
    from commonweal.portal.downloads import file_response

    found = []
    for name in names:
        response = file_response(b"x", content_type="text/csv; charset=utf-8", name=name)
        disposition = response["Content-Disposition"]
        sound = disposition.startswith("attachment") and not set(disposition) & set("\r\n\0")
        if not (
            sound
            and response["X-Content-Type-Options"] == "nosniff"
            and response["Content-Type"].startswith("text/csv")
        ):
            found.append(name)
    return found


def unclean(names: list[str]) -> list[str]:
    """The names that intake keeps with a folder or a control in them."""
    from commonweal.databanks.actions.uploads import clean_name

    return [name for name in names if set(clean_name(name)) & set("/\\\r\n\0") or not clean_name(name).isprintable()]


@contextmanager
def no_way_out() -> Iterator[list[str]]:
    """Every try to find or reach another machine is noted, and fails."""
    tried: list[str] = []

    def refuse(*arguments: object, **_more: object) -> None:
        tried.append(str(arguments)[:100])
        raise OSError("no way out")

    with patch.object(socket, "getaddrinfo", refuse), patch.object(socket.socket, "connect", refuse):
        yield tried


def led_away(addresses: list[str]) -> tuple[list[str], list[str]]:
    """What was tried to be reached, and where a page would lead: with each address in a file of lists, as an external
    entity and a schema, in JSON, and as the page to go on to."""
    from django.test import RequestFactory

    from commonweal.common.errors import CommonwealError
    from commonweal.databanks import formats
    from commonweal.portal.web.purposes import safe_next

    away = []
    with no_way_out() as tried, tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "case"
        for address in addresses:
            for content in (
                f'<!DOCTYPE x SYSTEM "{address}"><x/>',
                f'<!DOCTYPE x [<!ENTITY e SYSTEM "{address}">]><CONSOLIDATED_LIST>&e;</CONSOLIDATED_LIST>',
                f'<CONSOLIDATED_LIST xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="x {address}"/>',
                f'<?xml-stylesheet href="{address}"?><CONSOLIDATED_LIST/>',
                json.dumps({"$ref": address, "id": address, "schema": address}),
            ):
                path.write_text(content, encoding="utf-8")
                try:
                    formats.detect(path, "case")
                except CommonwealError:
                    continue
            led = safe_next(RequestFactory().post("/purpose/", HTTP_HOST="house.example"), address)
            away += [address] if led else []
    return tried, away


def prove() -> list[Line]:
    """Five lines."""
    bad, tries, names = read_back(TABLES), disguises(), hostile_names()
    through = [media_type for media_type, content in tries if taken(media_type, content)]
    tried, away = led_away(ADDRESSES)
    headers, kept = unsafe_headers(names), unclean(names)
    return [
        Line(
            f"Tables going out: {len(TABLES)} cells that look like formulas, as CSV, XLSX and JSON, opened by a parser",
            ", ".join(f"{form} {len(some)}" for form, some in bad.items()) + " are no text",
            "0 in each form",
            not any(bad.values()),
        ),
        Line(
            f"Attachments are what they say: {len(tries)} disguised contents and types that nothing may have",
            f"{len(through)} taken in",
            "0",
            not through,
        ),
        Line(
            f"Names of files: {len(names)} that lead elsewhere or break a header",
            f"{len(headers)} headers and {len(kept)} kept names are unsound",
            "0 and 0",
            not headers and not kept,
        ),
        Line(
            f"No address that somebody else gives is opened: {len(ADDRESSES)} forms in files of lists and of JSON",
            f"{len(tried)} tries to reach or find a machine" + "".join(f"; {each}" for each in tried[:3]),
            "0",
            not tried,
        ),
        Line(
            f"No page leads away: {len(ADDRESSES)} forms as the page to go on to",
            f"{len(away)} followed" + "".join(f"; {each}" for each in away[:3]),
            "0",
            not away,
        ),
    ]
