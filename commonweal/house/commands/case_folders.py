"""`commonweal folders`: case folders that name the officer: read, opened, filled, shared, closed."""

from pathlib import Path
from typing import Annotated
from uuid import UUID

import typer

from commonweal.house.acting import (
    As,
    AsJson,
    Basis,
    Case,
    Purpose,
    as_words,
    at_desk,
    print_json,
    ready,
    record_data,
    record_head,
    under,
)

Folder = Annotated[UUID, typer.Argument(help="Id of the folder, as `folders list` prints it.")]
Other = Annotated[str, typer.Argument(help="Code of the officer who is named.")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    group = typer.Typer(no_args_is_help=True, help="Case folders. `search --folder` puts a search into one.")
    for name, command in COMMANDS.items():
        group.command(name)(command)
    app.add_typer(group, name="folders")


def list_folders(officer: As, as_json: AsJson = False) -> None:
    """Print the folders in which the officer is named, open ones first."""
    with ready("clock"):
        from commonweal.search import folders

        with at_desk(officer) as own:
            found = folders.folders(own)
    if as_json:
        print_json([_data(each) for each in found])
        return
    for each in found:
        state = "open" if each.is_open else "closed"
        typer.echo(f"{each.id}  {state:<6} gone {each.expires:%Y-%m-%d}  {each.case_ref}  {each.title}")
    if not found:
        typer.echo("You are named in no folder.")


def show(
    folder: Folder, officer: As, purpose: Purpose = "", basis: Basis = "", case: Case = "", as_json: AsJson = False
) -> None:
    """Print a folder with what it holds, newest first; records of other agencies only under a purpose."""
    words = as_words(purpose, basis, case)
    with ready("clock"):
        from commonweal.search import folders

        with under(officer, words) if words else at_desk(officer) as token:
            found = folders.read(token, folder)
        if found is None:
            raise folders.unknown()
    one, named, kept = found
    if as_json:
        officers = [each.officer for each in named]
        print_json(_data(one) | {"officers": officers, "items": [_item(each) for each in kept]})
        return
    typer.echo(f"{one.title}  {one.case_ref}  {', '.join(each.officer for each in named)}")
    for each in kept:
        typer.echo(f"{each.kept_at:%Y-%m-%d %H:%M}  {each.officer}  {_line(each)}")
        for candidate in each.found:
            typer.echo(f"                  {candidate.band:<8} {record_head(candidate.record)}")


def open_folder(
    title: Annotated[str, typer.Argument(help="What the folder is called.")],
    officer: As,
    purpose: Purpose,
    basis: Basis,
    case: Case,
    open_days: Annotated[int, typer.Option(help="Days for which it is open, 365 at most.")] = 180,
    keep_days: Annotated[int, typer.Option(help="Days for which it is kept when it is closed, 365 at most.")] = 90,
) -> None:
    """Open a folder for a case."""
    with ready("clock"):
        from commonweal.search import folder_work

        with under(officer, as_words(purpose, basis, case)) as token:
            made = folder_work.create(token, title=title, open_days=open_days, keep_days=keep_days)
    typer.echo(f"{made.id} is open until {made.closes:%Y-%m-%d} and gone on {made.expires:%Y-%m-%d}.")


def add(
    folder: Folder,
    record: Annotated[UUID, typer.Argument(help="Id of a record, as `search --json` prints it.")],
    officer: As,
    purpose: Purpose,
    basis: Basis,
    case: Case,
) -> None:
    """Put a record into a folder."""
    with ready("clock"):
        from commonweal.search import folder_work

        with under(officer, as_words(purpose, basis, case)) as token:
            folder_work.keep_record(token, folder, record)
    typer.echo("The record is in the folder.")


def note(folder: Folder, text: Annotated[str, typer.Argument(help="At most 4,000 characters.")], officer: As) -> None:
    """Put a note into a folder."""
    _do(officer, "keep_note", folder, text)
    typer.echo("The note is in the folder.")


def drop(
    folder: Folder,
    item: Annotated[UUID, typer.Argument(help="Id of the thing, as `folders show --json` prints it.")],
    officer: As,
) -> None:
    """Take out what one put in oneself."""
    _do(officer, "drop", folder, item)
    typer.echo("It is out of the folder.")


def invite(folder: Folder, other: Other, officer: As) -> None:
    """Name another officer, of any agency, who then sees the folder; who opened it does."""
    _do(officer, "invite", folder, other)
    typer.echo(f"{other} is named in the folder.")


def leave(folder: Folder, other: Other, officer: As) -> None:
    """Take a name out of a folder: who opened it any but his own, everybody his own."""
    _do(officer, "leave", folder, other)
    typer.echo(f"{other} is no longer named in the folder.")


def close(folder: Folder, officer: As) -> None:
    """Add nothing any more; the folder is kept for its days and then deleted."""
    _do(officer, "close", folder)
    typer.echo("The folder is closed.")


def remove(folder: Folder, officer: As) -> None:
    """Delete a folder with everything in it."""
    _do(officer, "remove", folder)
    typer.echo("The folder is deleted.")


def export(
    folder: Folder,
    out: Annotated[Path, typer.Argument(help="Table to write: .xlsx, .csv or .json.")],
    officer: As,
    purpose: Purpose,
    basis: Basis,
    case: Case,
    reason: Annotated[str, typer.Option(help="For what the table is needed; it is journalled.")],
) -> None:
    """Take a folder's records out as a table; needs the role exporter."""
    if out.exists():
        raise typer.BadParameter(f"{out} is there already; name another file, or remove it first.")
    with ready("clock"):
        from commonweal.databanks import actions
        from commonweal.portal import exporting
        from commonweal.search import folders

        with under(officer, as_words(purpose, basis, case)) as token:
            found = folders.records_in(token, folder)
            taken = actions.export_gathered(token, found, format=out.suffix[1:], reason=reason)
            with out.open("xb") as target:
                exporting.write(target, taken)
    typer.echo(f"{taken.export.rows:,} records in {out}, {taken.export.left_out:,} left out; {taken.export.code}")


COMMANDS = {
    "list": list_folders,
    "show": show,
    "open": open_folder,
    "add": add,
    "note": note,
    "drop": drop,
    "invite": invite,
    "leave": leave,
    "close": close,
    "remove": remove,
    "export": export,
}


def _do(officer: str, deed: str, *arguments: object) -> None:
    """One step at the desk: a function of `folder_work` by its name."""
    with ready("clock"):
        from commonweal.search import folder_work

        with at_desk(officer) as own:
            getattr(folder_work, deed)(own, *arguments)


def _data(found) -> dict:
    told = ("id", "title", "officer", "agency", "purpose", "basis", "case_ref", "opened_at", "closes", "closed_at")
    return {name: getattr(found, name) for name in (*told, "expires")}


def _item(kept) -> dict:
    told = ("id", "kind", "officer", "kept_at", "receipt", "said", "band", "note")
    record = record_data(kept.record) if kept.record else None
    data = {name: getattr(kept, name) for name in told}
    return data | {"record": record, "found": [_item(each) for each in kept.found]}


def _line(kept) -> str:
    if kept.record:
        return record_head(kept.record)
    return kept.note or ", ".join(f"{part} {value}" for part, value in kept.said.items())
