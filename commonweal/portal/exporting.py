"""What was taken out, as the file that leaves: the same for the page, the API and the command line."""

import tempfile
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import IO
from uuid import UUID

from django.http import HttpResponseBase, StreamingHttpResponse

from commonweal.common import tables
from commonweal.databanks import actions
from commonweal.databanks.exports import Taken
from commonweal.portal import downloads, sheets
from commonweal.search import screening

CONTENT_TYPES = tables.CONTENT_TYPES | {"json": "application/json; charset=utf-8"}
RECEIPT, CODE = "X-Commonweal-Receipt", "X-Commonweal-Export"
"""Headers by which a program learns what it was given."""


def write(target: IO[bytes], taken: Taken) -> None:
    """Write the file in the format that was asked for."""
    if taken.export.format == tables.XLSX:
        sheets.write_xlsx(target, taken)
    elif taken.export.format == tables.CSV:
        target.writelines(line.encode() for line in tables.csv_lines(sheets.single(taken)))
    else:
        target.write(sheets.as_json(taken).encode())


def write_screened(target: IO[bytes], taken: Taken, lines: Sequence[sheets.Line]) -> None:
    """The same of what the screening of a file found, row by row of the file."""
    if taken.export.format == tables.XLSX:
        tables.write_xlsx(target, [sheets.screened(taken, lines)], mark=sheets.mark_of(taken.export))
    elif taken.export.format == tables.CSV:
        target.writelines(line.encode() for line in tables.csv_lines(sheets.screened(taken, lines)))
    else:
        target.write(sheets.screened_json(taken, lines).encode())


def take_screened(
    token: str, wanted: UUID, *, format: str, reason: str, band: str = ""
) -> tuple[Taken, list[sheets.Line]]:
    """Take out what the screening of a file found, as far as the officer may; raises as `export_screened`."""
    found = screening.lines(token, wanted, band=band)
    taken = actions.export_screened(token, [record for _, _, record in found], format=format, reason=reason)
    kept = {record.id: record for record in taken.records}
    judged = screening.judged_before(token, wanted, kept)
    return taken, [
        sheets.Line(number, of, judged.get((number, record)), kept[record])
        for number, of, record in found
        if record in kept
    ]


def screened_response(taken: Taken, lines: Sequence[sheets.Line]) -> HttpResponseBase:
    """Its file as a download."""
    return download(taken, partial(write_screened, lines=lines))


def file_name(taken: Taken) -> str:
    """commonweal-E-7Q2M-41KD.csv"""
    return f"{sheets.name_of(taken.export)}.{taken.export.format}"


def response(taken: Taken) -> HttpResponseBase:
    """The file as a download, complete before its first byte goes out."""
    return download(taken, write)


def download(taken: Taken, writing: Callable[[IO[bytes], Taken], None]) -> HttpResponseBase:
    """What `writing` writes of it, complete before its first byte goes out."""
    held = tempfile.SpooledTemporaryFile(max_size=downloads.IN_MEMORY)  # noqa: SIM115 - closed when it has been sent
    writing(held, taken)
    held.seek(0)
    answer = StreamingHttpResponse(_sent(held))
    answer[RECEIPT], answer[CODE] = taken.export.receipt, taken.export.code
    return downloads.dressed(answer, content_type=CONTENT_TYPES[taken.export.format], name=file_name(taken))


def _sent(held: IO[bytes]) -> Iterator[bytes]:
    with held:
        while chunk := held.read(downloads.A_CHUNK):
            yield chunk
