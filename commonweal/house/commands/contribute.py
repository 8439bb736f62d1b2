"""`commonweal import` and `commonweal approve`: contribute a file of any format, make a contribution active."""

import json
import os
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from commonweal.common.memory import collect_rarely

As = Annotated[str, typer.Option("--as", help="Code of the officer who acts; his accreditation is checked.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON instead of sentences; progress on standard error.")]
BASIS = "service duty"
NICE = 10
"""How much less pressing this process is than a web request, on the scale of nice(2)."""
SHOWN = 20
"""Refused rows that are printed; `commonweal rejects` prints all."""


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("import")(import_file)
    app.command("approve")(approve)


def import_file(
    files: Annotated[list[Path], typer.Argument(exists=True, dir_okay=False, help="The file, or files of one list.")],
    officer: As,
    format: Annotated[str, typer.Option(help="csv, xlsx, jsonl, un-xml, ofac-csv, ftm-json; found out if left.")] = "",
    profile: Annotated[str, typer.Option(help="Name of a saved mapping, or a JSON file of settings.")] = "",
    set_: Annotated[
        list[str] | None, typer.Option("--set", help="One setting, such as defaults.type=vehicle; may be repeated.")
    ] = None,
    list_: Annotated[str, typer.Option("--list", help="Name of the list whose rows these are.")] = "",
    full: Annotated[bool, typer.Option("--full", help="The file is the whole of its list.")] = False,
    withdraw_absent: Annotated[
        int | None, typer.Option(help="With --full: the number of records, absent from the file, to be withdrawn.")
    ] = None,
    whole: Annotated[bool, typer.Option("--whole", help="All rows or none.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Count what would come of it; write nothing.")] = False,
    as_json: AsJson = False,
) -> None:
    """Stage a file of records; another officer approves it. The same file again changes nothing.

    Exit code 1 where the file or a setting cannot be taken, 3 where a dry run refuses rows.
    """
    from commonweal.house import processes
    from commonweal.house.cli import prepare_django

    with processes.borrowed():
        prepare_django()
        from commonweal.house import importing

        give_way()
        token = open_for(officer, "contributor")
        said = {"format": format, "profile": profile, "set_": set_ or [], "list_": list_}
        order = importing.order(token, files, **said, full=full, whole=whole, withdraw_absent=withdraw_absent)
        if dry_run:
            with told("checked", as_json) or bar("Checking", order.rows) as advance:
                report = importing.check(order, token, progress=advance)
            raise typer.Exit(_print_report(report, as_json, importing.sentence))
        with told("staged", as_json) or bar("Staging", order.rows) as advance:
            batch = importing.stage(order, token, progress=advance)
        refused = importing.refused(token, batch.id, limit=SHOWN) if batch.rows_refused else []
    _print_batch(batch, refused, as_json)


def _print_report(report, as_json: bool, sentence) -> int:
    """Print what a dry run found, each row with its sentence; returns the exit code."""
    if as_json:
        typer.echo(json.dumps(asdict(report), ensure_ascii=False, indent=2, default=str))
    else:
        typer.echo(
            f"{report.new:,} new, {report.changed:,} changed, {report.same:,} unchanged, {report.refused:,} refused,"
            f" {report.held:,} waiting for their parent."
        )
        for row in report.first[:SHOWN]:
            typer.echo(f"  row {row.line}: {sentence(row)} [{row.code}]")
        for code, count in sorted(report.by_code.items()):
            typer.echo(f"  {count:>8,} × {code}")
        if report.absent:
            typer.echo(f"{report.absent:,} records of the list are not in the file.")
    return 3 if report.refused else 0


def _print_batch(batch, refused: list, as_json: bool) -> None:
    if as_json:
        typer.echo(json.dumps(asdict(batch) | {"refused": refused}, ensure_ascii=False, indent=2, default=str))
        return
    typer.echo(
        f"Batch {batch.id}: {batch.rows_new:,} new, {batch.rows_changed:,} changed, {batch.rows_same:,} unchanged,"
        f" {batch.rows_refused:,} refused" + (f", {batch.rows_held:,} held." if batch.rows_held else ".")
    )
    for line, code, message in refused:
        typer.echo(f"  row {line}: {message} [{code}]")
    if batch.rows_refused > len(refused):
        typer.echo(f"  … the first {len(refused)} of {batch.rows_refused:,} refusals: commonweal rejects {batch.id}")
    if batch.rows_absent and batch.withdraw_absent is None:
        typer.echo(
            f"{batch.rows_absent:,} records of the list {batch.list} are not in the file; nothing happens to them."
            f" To have them withdrawn: --withdraw-absent {batch.rows_absent}"
        )
    if batch.state == "staged":
        typer.echo(f"It waits for another officer: commonweal approve {batch.id} --as CODE")


def approve(
    batch: Annotated[str, typer.Argument(help="Id of the batch, as `import` printed it.")],
    officer: As,
    as_json: AsJson = False,
) -> None:
    """Make a staged batch active; its contributor cannot."""
    from commonweal.house import processes
    from commonweal.house.cli import prepare_django

    wanted = batch_id(batch)
    with processes.borrowed():
        prepare_django()
        give_way()
        from commonweal.databanks import actions

        with told("applied", as_json) or bar("Approving", None) as advance:
            done = actions.approve(wanted, open_for(officer, "approver"), progress=advance)
    if as_json:
        typer.echo(json.dumps(asdict(done), ensure_ascii=False, indent=2, default=str))
    else:
        typer.echo(f"Batch {done.id} is approved: {done.rows_applied:,} records are active or changed.")


def batch_id(text: str):
    """The id that was typed; BadInput where it is none."""
    from uuid import UUID

    from commonweal.common.errors import BadInput

    try:
        return UUID(text)
    except ValueError:
        raise BadInput("house.batch.unreadable", "{batch} is no id of a batch.", batch=text) from None


def open_for(officer: str, role: str) -> str:
    """The token of a warrant for contributing or approving, twelve hours at most."""
    from commonweal.handling import warrants

    return warrants.open_warrant(
        officer, role=role, purpose="contribution", basis=BASIS, standing_duty="contribution", minutes=warrants.LONGEST
    ).token


def give_way() -> None:
    """Let officers at their desks go first on a machine that is short of processors; and look for garbage less often,
    since rows hold no circles.
    """
    os.nice(NICE)
    collect_rarely()


def told(what: str, as_json: bool):
    """For scripts: what is committed as one JSON object a line on standard error, in place of the bar; or None."""
    from contextlib import nullcontext

    return nullcontext(lambda done: typer.echo(json.dumps({what: done}), err=True)) if as_json else None


def bar(words: str, total: int | None):
    """A progress bar as a context manager that yields the function to tell how far."""
    from contextlib import contextmanager

    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    @contextmanager
    def shown():
        columns = (TextColumn(words), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        with Progress(*columns, transient=True) as progress:
            task = progress.add_task(words, total=total)
            yield lambda done: progress.update(task, completed=done)

    return shown()
