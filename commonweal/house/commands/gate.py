"""`commonweal gate`: what entries of some classes need before they may be active, and second reviews of drafts."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import Annotated
from uuid import UUID

import typer

from commonweal.house.acting import DUTY, As, AsJson, approving, at_desk, print_json, ready, under

Review = Annotated[UUID, typer.Argument(help="Id of the review, as `gate waiting` prints it.")]
Words = Annotated[str, typer.Option(help="Words for the owner.")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    group = typer.Typer(no_args_is_help=True, help="What entries need, and second reviews of those that wait.")
    for name, command in COMMANDS.items():
        group.command(name)(command)
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


def drafts(officer: As, as_json: AsJson = False) -> None:
    """Print entries of the officer's agency that wait for a second reviewer."""
    with ready("clock"):
        from commonweal.databanks import reviews

        with at_desk(officer) as own:
            found = reviews.drafts(own)
    if as_json:
        print_json([asdict(each) for each in found])
        return
    for each in found:
        typer.echo(f"{each.owner_ref}  {each.record_type}  {each.agency or 'before nobody yet'}")
    if not found:
        typer.echo("Nothing of yours waits.")


def ask(
    agency: Annotated[str, typer.Argument(help="Agency of another state, or of a common body.")], officer: As
) -> None:
    """Put, as an approver, every draft of the agency that lies before nobody before this one."""
    with ready("clock"):
        from commonweal.databanks import reviews
        from commonweal.databanks.actions import reviews as actions

        with approving(officer) as token:
            chosen = [each.record for each in reviews.drafts(token) if not each.agency]
            asked = actions.ask(token, chosen, agency=agency) if chosen else 0
    typer.echo(f"{asked} entries are put before {agency}.")


@contextmanager
def _reviewing(officer: str) -> Iterator[str]:
    """The token under which an officer reviews what is put before his agency."""
    words = {"purpose": "contribution", "basis": DUTY, "standing_duty": "review"}
    with ready("clock"), under(officer, words, role="reviewer") as token:
        yield token


def waiting(officer: As, as_json: AsJson = False) -> None:
    """Print what is put before the reviewers of the officer's agency."""
    with _reviewing(officer) as token:
        from commonweal.databanks import reviews

        found = reviews.waiting(token)
    if as_json:
        print_json([asdict(each) for each in found])
        return
    for each in found:
        typer.echo(f"{each.id}  {each.owner_ref} of {each.owner_agency}, until {each.until:%Y-%m-%d}")
    if not found:
        typer.echo("Nothing waits.")


def show(review: Review, officer: As) -> None:
    """Print, as JSON, what a draft says, what was answered, and `seen`, which goes back with the decision."""
    with _reviewing(officer) as token:
        from commonweal.databanks import reviews

        found = reviews.read(token, review)
    if found is None:
        typer.echo("No such entry was put before your agency for review.", err=True)
        raise typer.Exit(1)
    said = {name: getattr(found.record, name) for name in ("owner_ref", "type", "basis", "identity", "narrative")}
    print_json(said | {"answers": found.answers, "weighing": found.weighing, "seen": found.digest})


def accept(review: Review, officer: As, seen: Annotated[str, typer.Option(help="From `gate show`.")]) -> None:
    """Accept a draft that was read: it is active from then on."""
    _decide(review, officer, seen=seen, accept=True)


def refuse(
    review: Review,
    officer: As,
    seen: Annotated[str, typer.Option(help="From `gate show`.")],
    reason: Annotated[str, typer.Option(help="rights, neutrality, threshold, quality, form or other.")],
    words: Words = "",
) -> None:
    """Refuse a draft that was read, for a coded reason."""
    _decide(review, officer, seen=seen, accept=False, reason=reason, words=words)


def _decide(review: UUID, officer: str, **said: object) -> None:
    with _reviewing(officer) as token:
        from commonweal.databanks.actions import reviews

        reviews.decide(token, review, **said)
    typer.echo("Accepted: it is active." if said["accept"] else "Refused; the owner is told.")


COMMANDS = {
    "list": list_classes,
    "drafts": drafts,
    "ask": ask,
    "waiting": waiting,
    "show": show,
    "accept": accept,
    "refuse": refuse,
}
