"""`commonweal judgements`: what was judged of persons met and of pairs of records; certificates for namesakes."""

from typing import Annotated
from uuid import UUID

import typer

from commonweal.house.acting import (
    As,
    AsJson,
    Basis,
    Because,
    Case,
    Purpose,
    approving,
    as_words,
    at_desk,
    judged_data,
    print_json,
    ready,
    under,
)

Record = Annotated[UUID, typer.Argument(help="Id of the record, as `search --json` prints it.")]
Judgement = Annotated[UUID, typer.Argument(help="Id of the judgement, as `judgements list` prints it.")]
Name = Annotated[str, typer.Option(help="Name, as in the document.")]
Born = Annotated[str, typer.Option(help="Day of birth, such as 14.03.1984.")]
Document = Annotated[str, typer.Option(help="Number of the document, in full.")]
Days = Annotated[int, typer.Option(help="For how many days it holds, 365 at most.")]
Words = Annotated[str, typer.Option(help="Words for the other side; needed to decline.")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    group = typer.Typer(no_args_is_help=True, help="What was judged of persons met and of pairs of records.")
    for name, command in COMMANDS.items():
        group.command(name)(command)
    app.add_typer(group, name="judgements")


def list_judgements(officer: As, as_json: AsJson = False) -> None:
    """Print what the officer's agency judged, and what others judged of its records; what waits first."""
    with ready("clock"):
        from commonweal.databanks import judgements

        with at_desk(officer) as own:
            found = judgements.read(own)
    if as_json:
        print_json([_data(each) for each in found])
        return
    for each in found:
        said = each.judgement
        about = each.subject.name or said.verdict
        typer.echo(f"{said.id}  {said.state:<8} until {said.until:%Y-%m-%d}  {each.shown_as or 'a hit'}  {about}")
    if not found:
        typer.echo("Nothing was judged.")


def say(
    record: Record,
    officer: As,
    purpose: Purpose,
    basis: Basis,
    case: Case,
    because: Because,
    name: Name = "",
    born: Born = "",
    document: Document = "",
    days: Days = 365,
) -> None:
    """Say that a person met is not the one of a record; the owner is asked to confirm it for everybody."""
    with ready("clock"):
        from commonweal.databanks.actions import judgements
        from commonweal.databanks.judgements import Subject

        with under(officer, as_words(purpose, basis, case)) as token:
            met = Subject(name, born, document)
            made = judgements.judge(token, record, met, because=because, days=days)
    _tell(made)


def compare(
    record: Record,
    other: Annotated[UUID, typer.Argument(help="Id of the other record.")],
    verdict: Annotated[str, typer.Argument(help="same or different")],
    officer: As,
    purpose: Purpose,
    basis: Basis,
    case: Case,
    because: Because,
    days: Days = 365,
) -> None:
    """An owner of one of two records says that they are the same or different."""
    with ready("clock"):
        from commonweal.databanks.actions import judgements

        with under(officer, as_words(purpose, basis, case)) as token:
            made = judgements.compare(token, record, other, verdict=verdict, because=because, days=days)
    _tell(made)


def confirm(judgement: Judgement, officer: As, words: Words = "") -> None:
    """The owner confirms what another officer said of its record: it acts for everybody."""
    _decide(judgement, officer, "confirm", words)


def decline(judgement: Judgement, officer: As, words: Words = "") -> None:
    """The owner declines what was said of its record."""
    _decide(judgement, officer, "decline", words)


def undo(judgement: Judgement, officer: As, words: Words = "") -> None:
    """Either side undoes a judgement; the owner revokes a certificate."""
    _decide(judgement, officer, "undo", words)


def certify(
    record: Record,
    officer: As,
    because: Because,
    name: Name,
    document: Document,
    born: Born = "",
    country: Annotated[str, typer.Option(help="Of the document, two letters.")] = "",
    days: Days = 365,
    as_json: AsJson = False,
) -> None:
    """The owner certifies, by an approver, that the holder of a document is not the one of its record.

    The code for the paper is printed this once and kept nowhere.
    """
    with ready("clock"):
        from commonweal.databanks.actions import judgements
        from commonweal.databanks.judgements import Subject

        with approving(officer) as token:
            met = Subject(name, born, document)
            made, code = judgements.certify(token, record, met, because=because, country=country, days=days)
    if as_json:
        print_json(judged_data(made) | {"code": code})
    else:
        typer.echo(f"Certificate {made.certificate} until {made.until:%Y-%m-%d}; code for the paper: {code}")


def check(
    code: Annotated[str, typer.Argument(help="Code on a certificate's paper.")], officer: As, as_json: AsJson = False
) -> None:
    """Say whom the paper with this code names, and whether its issuer stands by it."""
    with ready("clock"):
        from commonweal.databanks import judgements

        with at_desk(officer) as own:
            found = judgements.certificate(own, code)
    if found is None:
        typer.echo("No certificate has this code.")
        raise typer.Exit(1)
    if as_json:
        told = ("number", "agency", "issued_at", "until", "holds", "name", "born", "document", "country")
        print_json({name: getattr(found, name) for name in told})
        return
    state = "holds" if found.holds else "holds no more"
    typer.echo(f"{found.number} of {found.agency} {state}, until {found.until:%Y-%m-%d}:")
    typer.echo(f"{found.name}, {found.document}")


COMMANDS = {
    "list": list_judgements,
    "say": say,
    "compare": compare,
    "confirm": confirm,
    "decline": decline,
    "undo": undo,
    "certify": certify,
    "check": check,
}


def _decide(judgement: UUID, officer: str, event: str, words: str) -> None:
    with ready("clock"):
        from commonweal.databanks.actions import judgements

        with at_desk(officer) as own:
            if event == "undo":
                changed = judgements.undo(own, judgement, words=words)
            else:
                changed = judgements.decide(own, judgement, event=event, words=words)
    _tell(changed)


def _tell(made) -> None:
    typer.echo(f"{made.id} {made.state}, until {made.until:%Y-%m-%d}")


def _data(told) -> dict:
    person = {name: getattr(told.subject, name) for name in ("name", "born", "document")}
    return judged_data(told.judgement) | {"reference": told.shown_as, "side": told.side, "person": person}
