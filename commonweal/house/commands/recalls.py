"""`commonweal recalls`: what is to be confirmed, who owes it; purposes achieved and contested records."""

from typing import Annotated
from uuid import UUID

import typer

from commonweal.house.acting import DUTY, As, AsJson, approving, at_desk, print_json, ready, under


def register(app: typer.Typer) -> None:
    """Add the commands."""
    group = typer.Typer(no_args_is_help=True, help="Records that are no longer as they were shown.")
    for name, command in COMMANDS.items():
        group.command(name)(command)
    app.add_typer(group, name="recalls")


def list_notices(
    officer: As,
    owed: Annotated[bool, typer.Option(help="What others are to confirm to us.")] = False,
    as_json: AsJson = False,
) -> None:
    """Print what the officer's agency is to confirm, or what others owe it; what waits first."""
    with ready("clock"):
        from commonweal.databanks import recalls

        with at_desk(officer) as own:
            found = recalls.notices(own, of_us=not owed)
    if as_json:
        told = ("id", "shown_as", "event", "owner_agency", "agency", "at", "due_at", "answer")
        print_json([{name: getattr(each, name) for name in told} for each in found])
        return
    for each in found:
        whose = each.agency if owed else each.owner_agency
        typer.echo(
            f"{each.id}  {each.shown_as} {each.event}  {whose}  {each.answer or f'until {each.due_at:%Y-%m-%d}'}"
        )
    if not found:
        typer.echo("Nothing was recalled.")


def confirm(
    notice: Annotated[UUID, typer.Argument(help="Id of the notice, as `recalls list` prints it.")],
    answer: Annotated[str, typer.Argument(help="deleted, corrected or never-kept")],
    officer: As,
) -> None:
    """Say what became of what the agency kept of a recalled record."""
    with ready("clock"):
        from commonweal.databanks.actions import receipts

        with at_desk(officer) as own:
            done = receipts.confirm(own, notice, answer=answer)
    typer.echo(f"{done.shown_as}: {done.answer}.")


def overdue(officer: As) -> None:
    """Print, for the secretariat, who owes confirmations beyond the term; no record is named."""
    with ready("clock"):
        from commonweal.databanks import recalls

        words = {"purpose": "own-records", "basis": DUTY, "standing_duty": "register"}
        with under(officer, words, role="secretariat") as token:
            found = recalls.overdue(token)
    for each in found:
        typer.echo(f"{each.agency} owes {each.owner_agency} {each.many}, the oldest since {each.oldest:%Y-%m-%d}")
    if not found:
        typer.echo("Nobody owes a confirmation beyond the term.")


def achieved(
    record: Annotated[UUID, typer.Argument(help="Id of the record.")],
    outcome: Annotated[str, typer.Argument(help="located, detained or ended")],
    officer: As,
    because: Annotated[str, typer.Option(help="The reason; the journal keeps it.")],
) -> None:
    """Say, as an approver of the owner, that the purpose of a record is achieved: it ends within the term."""
    with ready("clock"):
        from commonweal.databanks import actions

        with approving(officer) as token:
            ends = actions.achieve(record, token, outcome=outcome, because=because)
    typer.echo(f"It ends on {ends:%Y-%m-%d}.")


def block(
    record: Annotated[UUID, typer.Argument(help="Id of the record.")],
    officer: As,
    because: Annotated[str, typer.Option(help="The reason; the journal keeps it.")],
) -> None:
    """Block, as a commission, a record about which a complaint is open before it, until it has heard it."""
    with ready("clock"):
        from commonweal.databanks.actions import receipts

        words = {"purpose": "own-records", "basis": DUTY, "standing_duty": "commission"}
        with under(officer, words, role="commission") as token:
            receipts.contest(token, record, because=because)
    typer.echo("Blocked until it is heard; its owner is told.")


COMMANDS = {"list": list_notices, "confirm": confirm, "overdue": overdue, "achieved": achieved, "block": block}
