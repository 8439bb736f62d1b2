"""`commonweal export` and `commonweal trace-export`: take own records out as a table; find who took a file out."""

import json
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

LONGEST = 200_000_000
"""Bytes of a file, unpacked, that are looked through for marks."""
ENCODINGS = ("utf-8", "utf-16", "cp1251")


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("export")(export)
    app.command("trace-export")(trace_export)


def export(
    officer: Annotated[str, typer.Option("--as", help="Code of the officer who acts; he needs the role exporter.")],
    reason: Annotated[str, typer.Option(help="For what the table is needed; it is journalled.")],
    out: Annotated[Path | None, typer.Option(help="File to write, or a folder; without it standard output.")] = None,
    format: Annotated[str, typer.Option(help="csv, xlsx or json.")] = "csv",
    type: Annotated[str, typer.Option(help="Record type, such as vehicle.")] = "",
    bank: Annotated[str, typer.Option(help="Bank, such as united.")] = "",
    batch: Annotated[str, typer.Option(help="Id of a contribution.")] = "",
    list: Annotated[str, typer.Option(help="Code of a list.")] = "",
    language: Annotated[str, typer.Option(help="Language of the words: en or ru.")] = "en",
) -> None:
    """Take records of the officer's agency out as a table with handling codes and a mark on every row."""
    from commonweal.common.errors import BadInput
    from commonweal.house import processes
    from commonweal.house.cli import prepare_django

    if out is not None and out.is_file():
        raise BadInput("house.export.file-exists", "{file} exists already; name another file.", file=out.name)
    with processes.borrowed():
        prepare_django()
        from django.utils import translation

        from commonweal.databanks import actions
        from commonweal.databanks.exports import Choice
        from commonweal.handling import warrants
        from commonweal.portal import exporting

        desk = {"role": "desk", "purpose": "own-records", "basis": "service duty", "standing_duty": "desk"}
        token = warrants.open_warrant(officer, **desk).token
        try:
            choice = Choice(type, bank, _uuid(batch), list)
            taken = actions.export_own(token, choice, format=format, reason=reason)
        finally:
            warrants.close_warrant(token)
        with translation.override(language):
            name = exporting.file_name(taken)
            if out is None:
                exporting.write(sys.stdout.buffer, taken)
                return
            target = out / name if out.is_dir() else out
            with target.open("xb") as file:
                exporting.write(file, taken)
    told = taken.export
    typer.echo(f"{target}: {told.rows:,} records, export {told.code}, receipt {told.receipt}.")


def _uuid(text: str):
    from uuid import UUID

    from commonweal.common.errors import BadInput

    try:
        return UUID(text) if text else None
    except ValueError:
        raise BadInput("house.batch.unreadable", "{batch} is no id of a batch.", batch=text) from None


def trace_export(
    file: Annotated[Path | None, typer.Argument(exists=True, dir_okay=False, help="The file that was found.")] = None,
    mark: Annotated[str, typer.Option(help="A mark as it stands on paper, such as E-7Q2M-41KD.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Say who took a file or a print out, when and for what, by the marks in it; exit code 1 where none is known."""
    from commonweal.house import processes
    from commonweal.house.cli import prepare_django

    with processes.borrowed():
        prepare_django("cw_clock")
        from commonweal.databanks import exports

        marks = exports.marks_in(mark)
        for text in texts(file) if file else ():
            marks += exports.marks_in(text)
        found = exports.trace(dict.fromkeys(marks))
    if as_json:
        typer.echo(json.dumps([_plain(each) for each in found], ensure_ascii=False, indent=2))
    for each in () if as_json else found:
        typer.echo(
            f"{each.code}: {each.officer} of {each.agency}, {each.made_at:%Y-%m-%d %H:%M} UTC, {each.rows:,} rows,"
            f" {each.purpose}, {each.case_ref}. {each.reason}. Receipt {each.receipt}."
        )
    if not found:
        typer.echo("No export of this house bears these marks." if marks else "No mark was found.", err=True)
        raise typer.Exit(1)


def _plain(export) -> dict:
    from dataclasses import asdict

    return {name: str(value) if name in ("id", "made_at") else value for name, value in asdict(export).items()}


def texts(file: Path) -> Iterator[str]:
    """What a file says, in every encoding that it may have; of a workbook, each of its parts."""
    if zipfile.is_zipfile(file):
        left = LONGEST
        with zipfile.ZipFile(file) as packed:
            for part in packed.infolist():
                with packed.open(part) as opened:
                    content = opened.read(left)
                left -= len(content)
                yield from _decoded(content)
        return
    with file.open("rb") as opened:
        yield from _decoded(opened.read(LONGEST))


def _decoded(content: bytes) -> Iterator[str]:
    for encoding in ENCODINGS:
        yield content.decode(encoding, errors="ignore")
