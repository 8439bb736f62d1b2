"""Files that a page or an operation hands out: always as a download, never read as anything else, never kept."""

import tempfile
from collections.abc import Iterable, Sequence

from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.http import content_disposition_header

from commonweal.common import tables
from commonweal.databanks.views import AttachmentView

IN_MEMORY = 4_000_000
"""Bytes of a spreadsheet that stay in memory; what is larger goes through a file without a name."""
A_CHUNK = 65_536
SUFFIXES = {"image/png": "png", "image/jpeg": "jpg", "application/pdf": "pdf", "text/plain": "txt"}
"""Suffixes by media type; intake has held each content against its type."""


def table_response(sheets: Sequence[tables.Table], *, format: str, name: str) -> HttpResponseBase:
    """The tables as a download: `csv` (the first table, streamed) or `xlsx` (each a sheet). `name` without suffix."""
    if format == tables.CSV:
        response = StreamingHttpResponse(tables.csv_lines(sheets[0]))
    else:
        response = StreamingHttpResponse(_spreadsheet(sheets))
    return dressed(response, content_type=tables.CONTENT_TYPES[format], name=f"{name}.{format}")


def dressed(response: HttpResponseBase, *, content_type: str, name: str) -> HttpResponseBase:
    """The headers of every download: its name, and that nothing but a file is to be made of it."""
    response["Content-Type"] = content_type
    response["Content-Disposition"] = content_disposition_header(True, plain_name(name))
    response["X-Content-Type-Options"] = "nosniff"
    return response


def plain_name(name: str) -> str:
    """A file's own name: no folders, no controls and marks of direction, nothing that ends a header's value."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    kept = "".join(sign if sign.isprintable() and sign not in "\"';" else "_" for sign in last)
    return kept.strip(" .") or "file"


def file_response(content: bytes, *, content_type: str, name: str) -> HttpResponseBase:
    """Bytes as a download."""
    return dressed(HttpResponse(content), content_type=content_type, name=name)


def _spreadsheet(sheets: Sequence[tables.Table]) -> Iterable[bytes]:
    """The workbook is complete before its first byte goes out: a fault in a row is an error page, not half a file."""
    with tempfile.SpooledTemporaryFile(max_size=IN_MEMORY) as held:
        tables.write_xlsx(held, sheets)
        held.seek(0)
        while chunk := held.read(A_CHUNK):
            yield chunk


def attachment_response(found: AttachmentView) -> HttpResponseBase:
    """An attachment as a download: a browser shows a picture inside our own page and makes nothing else of a file."""
    title = "".join(sign if sign.isalnum() or sign in " .-_" else "_" for sign in found.title).strip(" .")[:80]
    name = f"{title or found.kind}.{SUFFIXES[found.media_type]}"
    content_type = f"{found.media_type}; charset=utf-8" if found.media_type == "text/plain" else found.media_type
    response = file_response(found.body, content_type=content_type, name=name)
    response["Content-Security-Policy"] = "default-src 'none'; sandbox; frame-ancestors 'none'"
    return response
