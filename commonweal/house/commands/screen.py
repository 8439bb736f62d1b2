"""`commonweal screen`: every row of a file asked like a question of its own, and what was found as a table."""

import sys
from pathlib import Path
from typing import Annotated

import typer


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("screen")(screen)


def screen(
    file: Annotated[Path, typer.Argument(help="CSV, XLSX or JSON Lines.", exists=True, dir_okay=False)],
    officer: Annotated[str, typer.Option("--as", help="Code of the officer who asks.")],
    purpose: Annotated[str, typer.Option(help="Code of the purpose, such as border-check.")],
    basis: Annotated[str, typer.Option(help="Treaty or decision on which the questions rest.")],
    case: Annotated[str, typer.Option(help="Reference of the case.")],
    out: Annotated[
        Path | None, typer.Option(help="Table to write: .xlsx, .csv or .json; needs the role exporter.")
    ] = None,
    reason: Annotated[str, typer.Option(help="For what the table is needed; it is journalled.")] = "screening",
    map: Annotated[
        list[str] | None, typer.Option(help="part=column, such as family=Фамилия; else from headings.")
    ] = None,
    type: Annotated[str, typer.Option(help="Record type or group of types to look among.")] = "",
    least: Annotated[str, typer.Option(help="The weakest band that is shown: strong, possible, weak.")] = "possible",
    days: Annotated[int, typer.Option(help="Days that the file and what was found stay, 30 at most.")] = 7,
    minutes: Annotated[int, typer.Option(help="Minutes that the purpose stays open.")] = 240,
) -> None:
    """Screen a file under a purpose; the owners of what is found are told."""
    from commonweal.house import processes
    from commonweal.house.cli import prepare_django

    if out is not None and out.exists():
        raise typer.BadParameter(f"{out} is there already; name another file, or remove it first.")
    with processes.borrowed(("search", "clock")):
        prepare_django()
        from commonweal.handling import warrants
        from commonweal.portal import exporting
        from commonweal.search import screening, screening_work

        words = {"role": "reader", "purpose": purpose, "basis": basis, "case_ref": case, "minutes": minutes}
        token = warrants.open_warrant(officer, **words).token
        try:
            with file.open("rb") as opened:
                kept = screening_work.receive(opened, token, name=file.name, days=days)
            mapping = dict(each.split("=", 1) for each in map) if map else None
            screening_work.begin(token, kept.id, mapping=mapping, type=type, least=least, queue=False)

            def progress() -> None:
                now = screening.screening(token, kept.id)
                left = f", {now.seconds_left} s left" if now.seconds_left is not None else ""
                sys.stderr.write(f"{now.done:,} of {now.total:,} rows, {now.rate:,.0f} a second{left}\n")

            done = screening_work.run(token, kept.id, progress=progress)
            if out is not None and done.matched:
                taken, lines = exporting.take_screened(token, kept.id, format=out.suffix[1:], reason=reason)
                with out.open("xb") as target:
                    exporting.write_screened(target, taken, lines)
        finally:
            warrants.close_warrant(token)
    typer.echo(f"{done.done:,} rows, {done.matched:,} with candidates, {done.refused:,} could not be asked; {kept.id}")
