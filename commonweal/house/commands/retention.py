"""`commonweal retention`: how long records are kept by their class, and what states and banks shortened."""

from dataclasses import asdict
from typing import Annotated

import typer

from commonweal.house.acting import DUTY, As, AsJson, print_json, ready, under


def register(app: typer.Typer) -> None:
    """Add the commands."""
    group = typer.Typer(no_args_is_help=True, help="How long records are kept, by their class.")
    group.command("list")(list_classes)
    group.command("shorten")(shorten)
    app.add_typer(group, name="retention")


def list_classes(as_json: AsJson = False) -> None:
    """Print every class with its terms in months, and who shortened it."""
    with ready():
        from commonweal.databanks import retention

        classes, shortened = retention.classes().values(), retention.shortened()
    if as_json:
        print_json({"classes": [asdict(each) for each in classes], "shortened": [asdict(each) for each in shortened]})
        return
    for each in classes:
        longest = f"extended by {each.longest} at most" if each.longest else "never extended"
        typer.echo(f"{each.code:<21} {each.initial:>3} months, {longest}; {each.anchor or 'our choice'}")
        for less in (row for row in shortened if row.class_ == each.code):
            typer.echo(f"{'':<21} {less.months:>3} months for party {less.party}, bank {less.bank}; {less.source}")


def shorten(
    class_: Annotated[str, typer.Argument(metavar="CLASS", help="Code of the class.")],
    months: Annotated[int, typer.Argument(help="Months that an entry may last at most.")],
    officer: As,
    source: Annotated[str, typer.Option(help="Where it stands.")],
    party: Annotated[str, typer.Option(help="Whose records; * for every party.")] = "*",
    bank: Annotated[str, typer.Option(help="In which bank; * for every bank.")] = "*",
    verified: Annotated[bool, typer.Option(help="That somebody read it at its source.")] = False,
) -> None:
    """Enter, as the secretariat, that a state or a bank keeps records of a class for less."""
    with ready("clock"):
        from commonweal.databanks.actions import shorten as actions

        words = {"purpose": "own-records", "basis": DUTY, "standing_duty": "register"}
        with under(officer, words, role="secretariat") as token:
            made = actions.shorten(
                token, class_, months=months, source=source, party=party, bank=bank, verified=verified
            )
    typer.echo(f"{made.class_}: {made.months} months for party {made.party}, bank {made.bank}.")
