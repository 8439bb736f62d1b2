"""`commonweal screen`: every row of a file asked like a question of its own; `commonweal screenings`: files so far."""

import sys
from pathlib import Path
from typing import Annotated
from uuid import UUID

import typer

from commonweal.house.acting import As, AsJson, Basis, Case, Purpose, as_words, at_desk, of, print_json, ready, under

Out = Annotated[Path | None, typer.Option(help="Table to write: .xlsx, .csv or .json; needs the role exporter.")]
Reason = Annotated[str, typer.Option(help="For what the table is needed; it is journalled.")]
Minutes = Annotated[int, typer.Option(help="Minutes that the purpose stays open.")]
File = Annotated[UUID, typer.Argument(help="Id of the file, as `screen` and `screenings list` print it.")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("screen")(screen)
    group = typer.Typer(no_args_is_help=True, help="Files that were screened, or began to be.")
    group.command("list")(list_files)
    group.command("resume")(resume)
    group.command("remove")(remove)
    group.command("mappings")(list_mappings)
    app.add_typer(group, name="screenings")


def screen(
    file: Annotated[Path, typer.Argument(help="CSV, XLSX or JSON Lines.", exists=True, dir_okay=False)],
    officer: As,
    purpose: Purpose,
    basis: Basis,
    case: Case,
    out: Out = None,
    reason: Reason = "screening",
    map: Annotated[
        list[str] | None,
        typer.Option(help="part=column, such as family=Фамилия; else as kept for such a file, else from headings."),
    ] = None,
    saved: Annotated[str, typer.Option(help="Name of a saved mapping, in place of the one kept for such a file.")] = "",
    save_as: Annotated[str, typer.Option(help="Keep this mapping under a name for the next such file.")] = "",
    for_agency: Annotated[bool, typer.Option("--for-agency", help="With --save-as: for the whole agency.")] = False,
    type: Annotated[str | None, typer.Option(help="Record type or group of types to look among.")] = None,
    least: Annotated[
        str | None, typer.Option(help="The weakest band that is shown: strong, possible, weak; possible if left.")
    ] = None,
    days: Annotated[int, typer.Option(help="Days that the file and what was found stay, 30 at most.")] = 7,
    minutes: Minutes = 240,
) -> None:
    """Screen a file under a purpose; the owners of what is found are told."""
    _check_out(out)
    with ready("search", "clock"):
        from commonweal.search import mappings, screening_work

        with under(officer, as_words(purpose, basis, case), minutes=minutes) as token:
            with file.open("rb") as opened:
                kept = screening_work.receive(opened, token, name=file.name, days=days, saved=saved)
            mapping = dict(each.split("=", 1) for each in map) if map else None
            begun = screening_work.begin(token, kept.id, mapping=mapping, type=type, least=least, queue=False)
            if save_as:
                said = {name: begun.choice[name] for name in ("type", "least")} | {"mapping": begun.mapping}
                columns = begun.found["columns"]
                mappings.save(token, name=save_as, columns=columns, agency=for_agency, **said)
            done = _work(token, kept.id)
            _take_out(token, done, out, reason)
    _tell(done)


def resume(
    file: File,
    officer: As,
    purpose: Purpose = "",
    basis: Basis = "",
    case: Case = "",
    out: Out = None,
    reason: Reason = "screening",
    minutes: Minutes = 240,
) -> None:
    """Go on with a file that stopped, behind the last row that is done; of one that is done, only write the table.

    Purpose, basis and case are those under which it was begun, where none are given.
    """
    _check_out(out)
    with ready("search", "clock"):
        from commonweal.search import screening, screening_work

        with at_desk(officer) as own:
            found = screening.screening(own, file)
        with under(officer, of(found, as_words(purpose, basis, case)), minutes=minutes) as token:
            if found.state != "done" or out is None:
                screening_work.begin(token, file, queue=False)
                found = _work(token, file)
            _take_out(token, found, out, reason)
    _tell(found)


def list_files(officer: As, as_json: AsJson = False) -> None:
    """Print the officer's files, how far each is, and why it stopped."""
    with ready("clock"):
        from commonweal.search import screening

        with at_desk(officer) as own:
            found = screening.screenings(own)
    if as_json:
        told = ("id", "file_name", "state", "purpose", "case_ref", "done", "total", "matched", "refused", "expires")
        print_json([{name: getattr(each, name) for name in told} | {"code": _code(each)} for each in found])
        return
    for each in found:
        total = f" of {each.total:,}" if each.total else ""
        typer.echo(f"{each.id}  {each.state:<8} {each.done:,}{total} rows  {each.file_name}  {_code(each)}".rstrip())
    if not found:
        typer.echo("No file of yours stands.")


def remove(file: File, officer: As) -> None:
    """Remove a file with everything that was found for it."""
    with ready("clock"):
        from commonweal.search import screening, screening_work

        with at_desk(officer) as own:
            name = screening.screening(own, file).file_name
            screening_work.forget(own, file)
    typer.echo(f"{name} is removed with everything that was found for it.")


def list_mappings(
    officer: As,
    remove: Annotated[
        UUID | None, typer.Option(help="Remove the mapping with this id, under the purpose that is given.")
    ] = None,
    purpose: Purpose = "",
    basis: Basis = "",
    case: Case = "",
    as_json: AsJson = False,
) -> None:
    """Print the mappings that the officer and his agency keep for files; remove one."""
    with ready("clock"):
        from commonweal.search import mappings

        if remove is not None:
            with under(officer, as_words(purpose, basis, case)) as token:
                mappings.remove(token, remove)
        with at_desk(officer) as own:
            found = mappings.mappings(own)
    if as_json:
        told = ("id", "officer", "name", "columns", "mapping", "choice", "expires")
        print_json([{name: getattr(each, name) for name in told} for each in found])
        return
    for each in found:
        parts = ", ".join(f"{part}={column}" for part, column in each.mapping.items())
        typer.echo(f"{each.id}  {each.officer or 'agency':<10} {each.name}  {parts}")
    if not found:
        typer.echo("No mapping is kept.")


def _check_out(out: Path | None) -> None:
    if out is not None and out.exists():
        raise typer.BadParameter(f"{out} is there already; name another file, or remove it first.")


def _work(token: str, wanted: UUID):
    """Do it, telling how far it is; whoever breaks it off can go on at once."""
    from commonweal.common.errors import NotNow
    from commonweal.search import screening, screening_work

    def progress() -> None:
        now = screening.screening(token, wanted)
        left = f", {now.seconds_left} s left" if now.seconds_left is not None else ""
        sys.stderr.write(f"{now.done:,} of {now.total:,} rows, {now.rate:,.0f} a second{left}\n")

    try:
        return screening_work.run(token, wanted, progress=progress)
    except KeyboardInterrupt:
        problem = NotNow("search.screening.broken-off", "It was broken off at the command line; it can go on.")
        screening_work.stop(token, wanted, problem)
        raise


def _take_out(token: str, done, out: Path | None, reason: str) -> None:
    from commonweal.portal import exporting

    if out is None or not done.matched:
        return
    taken, lines = exporting.take_screened(token, done.id, format=out.suffix[1:], reason=reason)
    with out.open("xb") as target:
        exporting.write_screened(target, taken, lines)


def _code(found) -> str:
    return found.problem["code"] if found.problem else ""


def _tell(done) -> None:
    typer.echo(f"{done.done:,} rows, {done.matched:,} with candidates, {done.refused:,} could not be asked; {done.id}")
