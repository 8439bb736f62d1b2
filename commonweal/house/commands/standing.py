"""`commonweal standing`: questions that an officer keeps asking, and what they told of."""

from typing import Annotated
from uuid import UUID

import typer

from commonweal.house.acting import (
    As,
    AsJson,
    Basis,
    Case,
    Purpose,
    as_words,
    at_desk,
    judged_data,
    judged_line,
    of,
    print_json,
    ready,
    record_data,
    record_head,
    under,
)

Question = Annotated[UUID, typer.Argument(help="Id of the question, as `standing list` prints it.")]
Part = Annotated[str, typer.Option()]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    group = typer.Typer(no_args_is_help=True, help="Questions that an officer keeps asking.")
    for name, command in COMMANDS.items():
        group.command(name)(command)
    app.add_typer(group, name="standing")


def list_questions(officer: As, as_json: AsJson = False) -> None:
    """Print the officer's questions, and whether each is asked."""
    with ready("clock"):
        from commonweal.search import kept

        with at_desk(officer) as own:
            found = kept.kept(own)
    if as_json:
        print_json([_data(each) for each in found])
        return
    for each in found:
        code = each.problem["code"] if each.problem else ""
        typer.echo(f"{each.id}  {each.state:<9} until {each.expires:%Y-%m-%d}  {each.name}  {code}".rstrip())
    if not found:
        typer.echo("You keep no question.")


def keep(
    label: Annotated[str, typer.Argument(help="Name by which you will know the question.")],
    officer: As,
    purpose: Purpose,
    basis: Basis,
    case: Case,
    days: Annotated[int, typer.Option(help="For how many days it is asked, 365 at most.")],
    what: Annotated[str, typer.Option(help="Name in any script, or a number; or use the other options.")] = "",
    family: Part = "",
    given: Part = "",
    patronymic: Part = "",
    born: Part = "",
    age: Annotated[str, typer.Option(help="35 (five years either way) or 30-40.")] = "",
    number: Part = "",
    birthplace: Part = "",
    father: Part = "",
    mother: Part = "",
    type: Annotated[str, typer.Option(help="Record type or group of types to look among.")] = "",
    bank: Annotated[list[str] | None, typer.Option(help="Bank to ask; all that the agency queries without.")] = None,
    as_json: AsJson = False,
) -> None:
    """Ask a question now, and keep asking it: what is new or changed is told in the inbox."""
    with ready("search", "clock"):
        from commonweal.search import kept, queries

        typed = {"family": family, "given": given, "patronymic": patronymic, "born": born, "age": age, "number": number}
        typed |= {"birthplace": birthplace, "father": father, "mother": mother, "type": type, "banks": bank or []}
        question = queries.understood(what) | {part: value for part, value in typed.items() if value}
        with under(officer, as_words(purpose, basis, case)) as token:
            made, answer = kept.keep(token, question, name=label, days=days)
    if as_json:
        print_json(_data(made) | {"candidates": len(answer.candidates)})
    else:
        typer.echo(f"{made.id} is kept until {made.expires:%Y-%m-%d}; {len(answer.candidates)} records fit already.")


def alerts(
    question: Question,
    officer: As,
    purpose: Purpose = "",
    basis: Basis = "",
    case: Case = "",
    as_json: AsJson = False,
) -> None:
    """Print what a question told of, the newest first, as the officer may see it now.

    Purpose, basis and case are those under which it was kept, where none are given.
    """
    with ready("clock"):
        from commonweal.search import kept

        with at_desk(officer) as own:
            found = kept.one(own, question)
        with under(officer, of(found, as_words(purpose, basis, case))) as token:
            told = kept.alerts(token, question)
    if as_json:
        print_json([_alert(each) for each in told])
        return
    for each in told:
        line = f"{each.at:%Y-%m-%d %H:%M}  {each.band:<8} {each.record.owner_party}  {record_head(each.record)}"
        typer.echo(f"{line}  {judged_line(each.judged)}".rstrip())
    if not told:
        typer.echo("Nothing that you may see.")


def pause(question: Question, officer: As) -> None:
    """Ask a question no more until it goes on."""
    _set_state(question, officer, "paused")


def go_on(question: Question, officer: As) -> None:
    """Let a question go on; what happened meanwhile is told."""
    _set_state(question, officer, "active")


def end(question: Question, officer: As) -> None:
    """End a question: its words and its alerts go."""
    with ready("clock"):
        from commonweal.search import kept

        with at_desk(officer) as own:
            name = kept.one(own, question).name
            kept.end(own, question)
    typer.echo(f"{name} is ended.")


COMMANDS = {
    "list": list_questions,
    "keep": keep,
    "alerts": alerts,
    "pause": pause,
    "go-on": go_on,
    "end": end,
}


def _set_state(question: UUID, officer: str, state: str) -> None:
    with ready("clock"):
        from commonweal.search import kept

        with at_desk(officer) as own:
            found = kept.set_state(own, question, state)
    typer.echo(f"{found.name} is {found.state}.")


def _data(found) -> dict:
    told = ("id", "name", "state", "question", "purpose", "basis", "case_ref", "expires")
    return {name: getattr(found, name) for name in told} | {"code": found.problem["code"] if found.problem else ""}


def _alert(found) -> dict:
    data = record_data(found.record, found.contact)
    return {"band": found.band, "at": found.at, **data, "judged": judged_data(found.judged)}
