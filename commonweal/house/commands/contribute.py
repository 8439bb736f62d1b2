"""`commonweal import` and `commonweal approve`: contribute a file, make a contribution active."""

import json
import os
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

As = Annotated[str, typer.Option("--as", help="Code of the officer who acts; his accreditation is checked.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON instead of sentences; progress on standard error.")]
BASIS = "service duty"
NICE = 10
"""How much less pressing this process is than a web request, on the scale of nice(2)."""


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("import")(import_file)
    app.command("approve")(approve)


def import_file(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="Commonweal JSON Lines.")],
    officer: As,
    as_json: AsJson = False,
) -> None:
    """Stage a file of records; another officer approves it. The same file again changes nothing."""
    from commonweal.house import processes
    from commonweal.house.cli import prepare_django

    with processes.borrowed():
        prepare_django()
        give_way()
        from commonweal.databanks import actions, queries

        token = open_for(officer, "contributor")
        with _told("staged", as_json) or _bar("Staging", _lines(file)) as advance:
            batch = actions.contribute_file(file, token, progress=advance)
        refused = queries.refused(token, batch.id, limit=20) if batch.rows_refused else []
    if as_json:
        typer.echo(json.dumps(asdict(batch) | {"refused": refused}, ensure_ascii=False, indent=2, default=str))
        return
    typer.echo(
        f"Batch {batch.id}: {batch.rows_new:,} new, {batch.rows_changed:,} changed, {batch.rows_same:,} unchanged,"
        f" {batch.rows_refused:,} refused."
    )
    for line, code, message in refused:
        typer.echo(f"  line {line}: {message} [{code}]")
    if batch.rows_refused > len(refused):
        typer.echo(f"  … the first {len(refused)} of {batch.rows_refused:,} refusals; --json lists the same.")
    if batch.state == "staged":
        typer.echo(f"It waits for another officer: commonweal approve {batch.id} --as CODE")


def approve(
    batch: Annotated[str, typer.Argument(help="Id of the batch, as `import` printed it.")],
    officer: As,
    as_json: AsJson = False,
) -> None:
    """Make a staged batch active; its contributor cannot."""
    from uuid import UUID

    from commonweal.common.errors import BadInput
    from commonweal.house import processes
    from commonweal.house.cli import prepare_django

    try:
        wanted = UUID(batch)
    except ValueError:
        raise BadInput("house.batch.unreadable", "{batch} is no id of a batch.", batch=batch) from None
    with processes.borrowed():
        prepare_django()
        give_way()
        from commonweal.databanks import actions

        with _told("applied", as_json) or _bar("Approving", None) as advance:
            done = actions.approve(wanted, open_for(officer, "approver"), progress=advance)
    if as_json:
        typer.echo(json.dumps(asdict(done), ensure_ascii=False, indent=2, default=str))
    else:
        typer.echo(f"Batch {done.id} is approved: {done.rows_applied:,} records are active or changed.")


def open_for(officer: str, role: str) -> str:
    """The token of a warrant for contributing or approving, twelve hours at most."""
    from commonweal.handling import warrants

    return warrants.open_warrant(
        officer, role=role, purpose="contribution", basis=BASIS, standing_duty="contribution", minutes=warrants.LONGEST
    ).token


def give_way() -> None:
    """Let officers at their desks go first on a machine that is short of processors."""
    os.nice(NICE)


def _lines(file: Path) -> int:
    with file.open("rb") as lines:
        return sum(1 for _ in lines)


def _told(what: str, as_json: bool):
    """For scripts: what is committed as one JSON object a line on standard error, in place of the bar; or None."""
    from contextlib import nullcontext

    return nullcontext(lambda done: typer.echo(json.dumps({what: done}), err=True)) if as_json else None


def _bar(words: str, total: int | None):
    """A progress bar as a context manager that yields the function to tell how far."""
    from contextlib import contextmanager

    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    @contextmanager
    def bar():
        columns = (TextColumn(words), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        with Progress(*columns, transient=True) as progress:
            task = progress.add_task(words, total=total)
            yield lambda done: progress.update(task, completed=done)

    return bar()
