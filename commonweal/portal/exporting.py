"""What was taken out, as the file that leaves: the same for the page, the API and the command line."""

import tempfile
from collections.abc import Iterator
from typing import IO

from django.http import HttpResponseBase, StreamingHttpResponse

from commonweal.common import tables
from commonweal.databanks.exports import Taken
from commonweal.portal import downloads, sheets

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


def file_name(taken: Taken) -> str:
    """commonweal-E-7Q2M-41KD.csv"""
    return f"{sheets.name_of(taken.export)}.{taken.export.format}"


def response(taken: Taken) -> HttpResponseBase:
    """The file as a download, complete before its first byte goes out."""
    held = tempfile.SpooledTemporaryFile(max_size=downloads.IN_MEMORY)  # noqa: SIM115 - closed when it has been sent
    write(held, taken)
    held.seek(0)
    answer = StreamingHttpResponse(_sent(held))
    answer[RECEIPT], answer[CODE] = taken.export.receipt, taken.export.code
    return downloads.dressed(answer, content_type=CONTENT_TYPES[taken.export.format], name=file_name(taken))


def _sent(held: IO[bytes]) -> Iterator[bytes]:
    with held:
        while chunk := held.read(downloads.A_CHUNK):
            yield chunk
