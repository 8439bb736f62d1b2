"""`commonweal gate`: what entries of some classes need before they may be active."""

from dataclasses import asdict

import typer

from commonweal.house.acting import AsJson, print_json, ready


def register(app: typer.Typer) -> None:
    """Add the commands."""
    group = typer.Typer(no_args_is_help=True, help="What an entry of some classes needs before it may be active.")
    group.command("list")(list_classes)
    app.add_typer(group, name="gate")


def list_classes(as_json: AsJson = False) -> None:
    """Print every class: what makes an entry one of it, what it needs, when a second reviewer looks at it."""
    with ready():
        from commonweal.databanks import gate

        classes = gate.classes().values()
    if as_json:
        print_json([asdict(each) | {"choices": sorted(each.choices)} for each in classes])
        return
    for each in classes:
        by = f" with {each.by} {', '.join(sorted(each.choices))}" if each.by else ""
        kept = f" kept as {each.kept_as}" if each.kept_as else ""
        typer.echo(f"{each.code:<12} {each.type}{by}{kept}; {each.anchor or 'our choice'}")
        years = f" (at least {each.least_years} years: {each.years_anchor})" if each.least_years else ""
        typer.echo(f"{'':<12} needs {', '.join(each.needs)}{years}; second reviewer: {each.review}")
