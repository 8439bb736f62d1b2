"""`commonweal doctor`: every check with its finding and, where needed, its remedy."""

import json

import typer

MARKS = {True: "[green]✓[/green]", False: "[red]✗[/red]", None: "[yellow]![/yellow]"}


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command()
    def doctor(as_json: bool = typer.Option(False, "--json", help="Print JSON instead of sentences.")) -> None:
        """Check that this house is as safe as it claims; exit code 1 when a check fails."""
        from commonweal.databanks.protection import OPEN_TABLES, PROTECTED
        from commonweal.house import doctor, processes

        with processes.borrowed():
            found = doctor.examine(PROTECTED, OPEN_TABLES)
        if as_json:
            typer.echo(json.dumps([check.as_dict() for check in found], ensure_ascii=False, indent=2))
        else:
            _print(found)
        raise typer.Exit(1 if any(check.ok is False for check in found) else 0)


def _print(found: list) -> None:
    from rich.console import Console

    console = Console(highlight=False)
    for check in found:
        console.print(f"{MARKS[check.ok]} {check.title}: {check.finding}", soft_wrap=True)
        if check.ok is not True:
            console.print(f"  → {check.remedy}", soft_wrap=True, markup=False)
