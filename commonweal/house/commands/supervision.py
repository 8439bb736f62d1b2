"""`commonweal supervision`: the daily sample, flags of misuse, marked records, the published statistics."""

from typing import Annotated
from uuid import UUID

import typer

from commonweal.house.acting import DUTY, As, AsJson, print_json, ready, under

Words = Annotated[str, typer.Option(help="What the officer is asked, a remark, or what was found.")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    group = typer.Typer(no_args_is_help=True, help="Supervision of how the banks are used.")
    for name, command in COMMANDS.items():
        group.command(name)(command)
    app.add_typer(group, name="supervision")


def _for(officer: str, role: str = "auditor"):
    words = {"purpose": "own-records", "basis": DUTY, "standing_duty": "supervision"}
    return under(officer, words, role=role)


def sample(officer: As, as_json: AsJson = False) -> None:
    """Print the questions drawn within thirty days, what waits first."""
    with ready("clock"):
        from commonweal.oversight import supervision

        with _for(officer) as token:
            found = supervision.sample(token)
    if as_json:
        names = ("id", "day", "agency", "officer", "purpose", "case_ref", "shown", "receipt", "state")
        print_json([{name: getattr(each, name) for name in names} for each in found])
        return
    for each in found:
        typer.echo(f"{each.id}  {each.state:<8} {each.day}  {each.officer:<14} {each.purpose}  {each.case_ref}")
    if not found:
        typer.echo("No question is drawn.")


def judge(
    question: Annotated[UUID, typer.Argument(help="Id, as `supervision sample` prints it.")],
    event: Annotated[str, typer.Argument(help="accept, ask or refuse")],
    officer: As,
    words: Words = "",
    reason: Annotated[str, typer.Option(help="no-case, other-purpose, private, no-answer or other.")] = "",
) -> None:
    """Judge a drawn question."""
    with ready("clock"):
        from commonweal.oversight import supervision

        with _for(officer) as token:
            made = supervision.judge(token, question, event, words=words, reason=reason)
    typer.echo(f"{made.id} {made.state}")


def flags(officer: As, as_json: AsJson = False) -> None:
    """Print what the rules of misuse flagged, open first."""
    with ready("clock"):
        from commonweal.oversight import supervision

        with _for(officer) as token:
            found = supervision.flags(token)
    if as_json:
        names = ("id", "rule", "officer", "agency", "at", "params", "receipts", "state")
        print_json([{name: getattr(each, name) for name in names} for each in found])
        return
    for each in found:
        typer.echo(f"{each.id}  {each.state:<9} {each.officer:<14} {each.template.format(**each.params)}")
    if not found:
        typer.echo("Nothing is flagged.")


def settle(
    flag: Annotated[UUID, typer.Argument(help="Id, as `supervision flags` prints it.")],
    event: Annotated[str, typer.Argument(help="explain or uphold")],
    officer: As,
    words: Words,
) -> None:
    """Say that a flag is a false alarm, or uphold it."""
    with ready("clock"):
        from commonweal.oversight import supervision

        with _for(officer) as token:
            supervision.settle(token, flag, event, words=words)
    typer.echo(f"{flag} settled")


def mark(
    agency: Annotated[str, typer.Argument(help="Code of the owner's agency.")],
    ref: Annotated[str, typer.Argument(help="The owner's reference.")],
    officer: As,
    because: Annotated[str, typer.Option(help="Why nobody has a reason to open it; empty takes the mark away.")] = "",
) -> None:
    """The secretariat marks a record: whoever is shown it is flagged within a minute."""
    with ready("clock"):
        from commonweal.oversight import supervision

        with _for(officer, "secretariat") as token:
            supervision.mark(token, agency=agency, ref=ref, because=because)
    typer.echo("marked" if because.strip() else "no longer marked")


def statistics(year: Annotated[int, typer.Argument(help="Year; the latest by default.")] = 0) -> None:
    """Print the published statistics of a year as JSON; null is a count that is left out."""
    with ready():
        from commonweal.oversight import statistics as published

        wanted = year or next(iter(published.years()), 0)
        found = published.of_year(wanted)
    print_json(
        {"year": wanted, "tables": [{"name": t.name, "columns": t.columns, "rows": dict(t.rows)} for t in found]}
    )


COMMANDS = {
    "sample": sample,
    "judge": judge,
    "flags": flags,
    "settle": settle,
    "mark": mark,
    "statistics": statistics,
}
