"""`commonweal ends`, `commonweal erasures`: what ends soon, keeping it for longer, erasing again after a restore."""

from datetime import datetime
from pathlib import Path
from typing import Annotated
from uuid import UUID

import typer

from commonweal.house.acting import As, AsJson, approving, at_desk, print_json, ready

Request = Annotated[UUID, typer.Argument(help="Id of the request, as `ends waiting` prints it.")]
Words = Annotated[str, typer.Option(help="The approver's own assessment.")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    group = typer.Typer(no_args_is_help=True, help="Records whose term ends, and keeping one for longer.")
    for name, command in COMMANDS.items():
        group.command(name)(command)
    app.add_typer(group, name="ends")
    erased = typer.Typer(no_args_is_help=True, help="The register of erasures, for the operator.")
    erased.command("replay")(replay)
    app.add_typer(erased, name="erasures")


def soon(officer: As, as_json: AsJson = False) -> None:
    """Print the records of the officer's agency that end soon, the nearest first."""
    with ready("clock"):
        from commonweal.databanks import life

        with at_desk(officer) as own:
            found = life.ends_soon(own, limit=1_000)
    if as_json:
        told = ("record", "owner_ref", "record_type", "retention_class", "last_day", "extension")
        print_json([{name: getattr(each, name) for name in told} for each in found])
        return
    for each in found:
        typer.echo(
            f"{each.last_day}  {each.owner_ref}  {each.retention_class}  {each.record}  {each.extension}".rstrip()
        )
    if not found:
        typer.echo("Nothing of yours ends soon.")


def waiting(officer: As) -> None:
    """Print what waits for an approver of the officer's agency."""
    with ready("clock"):
        from commonweal.databanks import life

        with at_desk(officer) as own:
            found = life.extensions(own, waiting=True)
    for each in found:
        typer.echo(f"{each.id}  {each.owner_ref} ends {each.was:%Y-%m-%d}, asked until {each.until:%Y-%m-%d}")
        typer.echo(f"    {each.asked_by}, weighed {', '.join(each.weighed)}: {each.reasons}")
    if not found:
        typer.echo("Nothing waits.")


def keep(
    record: Annotated[UUID, typer.Argument(help="Id of the record, as `ends soon` prints it.")],
    officer: As,
    until: Annotated[datetime, typer.Option(formats=["%Y-%m-%d"], help="The new last day.")],
    because: Annotated[str, typer.Option(help="Why this very record is still needed.")],
    weighed: Annotated[list[str], typer.Option(help="need, basis, gravity, person, less; one or more.")],
) -> None:
    """Ask to keep a record of one's own agency for longer; another officer, an approver, decides."""
    with ready("clock"):
        from commonweal.databanks.actions import extensions

        with at_desk(officer) as own:
            made = extensions.ask(own, record, until=until.date(), reasons=because, weighed=weighed)
    typer.echo(f"{made.id} waits for an approver; without a decision the record ends on {made.was:%Y-%m-%d}.")


def grant(request: Request, officer: As, words: Words) -> None:
    """Decide, as an approver who did not ask, that the record is kept for longer."""
    _decide(request, officer, "grant", words)


def decline(request: Request, officer: As, words: Words) -> None:
    """Decide, as an approver who did not ask, that the record ends."""
    _decide(request, officer, "decline", words)


def withdraw(request: Request, officer: As) -> None:
    """Take back what one asked."""
    with ready("clock"):
        from commonweal.databanks.actions import extensions

        with at_desk(officer) as own:
            extensions.take_back(own, request)
    typer.echo("Taken back.")


def replay(
    file: Annotated[Path | None, typer.Argument(exists=True, dir_okay=False, help="Default: the house's own.")] = None,
) -> None:
    """After a restore, erase again every record that was erased before and came back with it. May be run again."""
    from commonweal.house import database, erasing

    with ready("clock"):
        from commonweal.databanks import erasures

        kept = file or erasing.file()
        count = erasures.replay(database.connection_settings("cw_clock"), kept) if kept.exists() else 0
    typer.echo(f"{count} records erased again.")


COMMANDS = {
    "soon": soon,
    "waiting": waiting,
    "keep": keep,
    "grant": grant,
    "decline": decline,
    "withdraw": withdraw,
}


def _decide(request: UUID, officer: str, event: str, words: str) -> None:
    with ready("clock"):
        from commonweal.databanks.actions import extensions

        with approving(officer) as token:
            made = extensions.decide(token, request, event=event, words=words)
    typer.echo(f"{made.owner_ref} {made.state}.")
