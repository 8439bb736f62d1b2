"""`commonweal complaints`: cases before the commission, and what owners are asked about contested records."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated
from uuid import UUID

import typer

from commonweal.house.acting import DUTY, As, AsJson, at_desk, print_json, ready, under

Case = Annotated[UUID, typer.Argument(help="Id of the case, as `complaints list` prints it.")]
Words = Annotated[str, typer.Option(help="Why it is refused, what owners are asked, or what the person is told.")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    group = typer.Typer(no_args_is_help=True, help="Cases before the supervisory commission.")
    for name, command in COMMANDS.items():
        group.command(name)(command)
    app.add_typer(group, name="complaints")


@contextmanager
def hearing_for(officer: str) -> Iterator[str]:
    """The token under which an officer of a commission hears cases."""
    words = {"purpose": "own-records", "basis": DUTY, "standing_duty": "complaints"}
    with under(officer, words, role="commission") as token:
        yield token


def list_cases(officer: As, as_json: AsJson = False) -> None:
    """Print the cases of the officer's commission and those that none took yet."""
    with ready("clock"):
        from commonweal.oversight import cases

        with hearing_for(officer) as token:
            found = cases.cases(token)
    if as_json:
        print_json([{name: getattr(each, name) for name in each.__slots__} for each in found])
        return
    for each in found:
        typer.echo(f"{each.id}  {each.number}  {each.kind:<10} {each.state:<10} due {each.due_at:%Y-%m-%d}")
    if not found:
        typer.echo("No case is before the commission.")


def enter(
    officer: As,
    kind: Annotated[str, typer.Argument(help="access, correction or deletion")],
    name: Annotated[str, typer.Option(help="Name of who asks.")],
    born: Annotated[str, typer.Option(help="Day of birth, such as 14.03.1984.")],
    evidence: Annotated[str, typer.Option(help="By what the commission sees who asks.")],
    wants: Annotated[str, typer.Option(help="What is asked for, in the person's words.")],
) -> None:
    """Enter a request that came by letter. The person's code is printed this once."""
    with ready("clock"):
        from commonweal.oversight import reception

        with hearing_for(officer) as token:
            made = reception.receive(reception.Request(kind, name, born, evidence, wants), token=token)
    typer.echo(f"{made.number}; code for the person: {made.code}")


def name_records(
    case: Case,
    officer: As,
    agency: Annotated[str, typer.Option(help="Code of the owner's agency.")] = "",
    ref: Annotated[str, typer.Option(help="The owner's reference.")] = "",
    number: Annotated[str, typer.Option(help="Number of a document.")] = "",
    words: Annotated[str, typer.Option(help="Name, in all spellings.")] = "",
    born: Annotated[str, typer.Option(help="Day of birth.")] = "",
) -> None:
    """Name records in a case: they are open to the commission while it is heard, and their owners see that."""
    with ready("clock"):
        from commonweal.oversight import hearing

        with hearing_for(officer) as token:
            found = hearing.name(token, case, agency=agency, ref=ref, number=number, words=words, born=born)
    typer.echo(f"{len(found)} records are named now.")


def step(
    case: Case,
    event: Annotated[str, typer.Argument(help="identify, admit, refuse, consult or decide")],
    officer: As,
    words: Words = "",
    form: Annotated[str, typer.Option(help="Of a decision: verified, partial or data.")] = "",
    outcome: Annotated[str, typer.Option(help="Of a decision: nothing-held, not-disclosed, disclosed, …")] = "",
) -> None:
    """Take one step of a case."""
    with ready("clock"):
        from commonweal.oversight import hearing

        steps = {
            "identify": lambda token: hearing.identify(token, case),
            "admit": lambda token: hearing.admit(token, case),
            "refuse": lambda token: hearing.refuse(token, case, because=words),
            "consult": lambda token: hearing.consult(token, case, question=words),
            "decide": lambda token: hearing.decide(token, case, form=form, outcome=outcome, answer=words),
        }
        if event not in steps:
            raise typer.BadParameter(f"one of {', '.join(steps)}")
        with hearing_for(officer) as token:
            changed = steps[event](token)
    typer.echo(f"{changed.number} {changed.state}, due {changed.due_at:%Y-%m-%d}")


def contested(officer: As, as_json: AsJson = False) -> None:
    """Print what commissions ask the officer's agency about its records."""
    with ready("clock"):
        from commonweal.oversight import cases

        with at_desk(officer) as own:
            found = cases.asked_of_us(own)
    if as_json:
        names = ("case", "number", "record", "ref", "agency", "question", "due_at", "answered")
        print_json([{name: getattr(each, name) for name in names} for each in found])
        return
    for each in found:
        state = "answered" if each.answered else f"due {each.due_at:%Y-%m-%d}"
        typer.echo(f"{each.number}  {each.record}  {each.ref}  {state}: {each.question}")
    if not found:
        typer.echo("No record is contested.")


COMMANDS = {
    "list": list_cases,
    "enter": enter,
    "name": name_records,
    "step": step,
    "contested": contested,
}
