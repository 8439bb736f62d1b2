"""`commonweal bench names`: this house's search beside its peers, on files that anybody may bring."""

from pathlib import Path
from typing import Annotated

import typer


def register(app: typer.Typer) -> None:
    """Add the commands."""
    group = typer.Typer(no_args_is_help=True, help="Measure Commonweal beside others.")
    group.command("names")(names)
    group.callback()(lambda: None)
    app.add_typer(group, name="bench")


def names(
    more: Annotated[list[Path] | None, typer.Argument(help="More lists.", metavar="[FILE]...")] = None,
    lists: Annotated[list[Path] | None, typer.Option("--list", help="Listed persons, JSON Lines.")] = None,
    pairs: Annotated[Path | None, typer.Option(help="Questions in another script, JSON Lines.")] = None,
    labelled: Annotated[list[Path] | None, typer.Option(help="Pairs with a verdict, CSV.")] = None,
    unlisted: Annotated[Path | None, typer.Option(help="People on no list, CSV.")] = None,
    sample: Annotated[int, typer.Option(min=1, help="Questions a set.")] = 300,
    fill: Annotated[list[int] | None, typer.Option(min=0, help="Made-up people beside the lists; several.")] = None,
    seconds: Annotated[float, typer.Option(min=0.1, help="Longest time a set and peer; the rest is not asked.")] = 10,
    peer: Annotated[list[str] | None, typer.Option(help="Only this one; several.")] = None,
    only: Annotated[list[str] | None, typer.Option("--set", help="Only this set of questions; several.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON; the table goes to standard error.")] = False,
    out: Annotated[Path | None, typer.Option(help="Folder for the JSON and the plots.")] = None,
) -> None:
    """Recall, speed and errors of Commonweal and its peers on the same records, questions and pairs."""
    from commonweal.house.bench import report, run

    wanted = run.read(
        [*(lists or []), *(more or [])],
        pairs,
        labelled or [],
        unlisted,
        sample=sample,
        fill=tuple(fill or [0]),
        seconds=seconds,
        peers=tuple(peer or []),
        sets=tuple(only or []),
    )
    measured = run.run(wanted, lambda line: typer.echo(line, err=as_json))
    if out:
        report.write(measured, out)
    if as_json:
        typer.echo(report.as_json(measured))
