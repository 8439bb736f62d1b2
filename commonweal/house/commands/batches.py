"""`commonweal rejects`, `commonweal undo`, `commonweal profiles`: what becomes of a contribution, saved mappings."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from commonweal.house.commands.contribute import As, AsJson, bar, batch_id, give_way, open_for, told


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("rejects")(rejects)
    app.command("undo")(undo)
    app.command("profiles")(profiles)


def rejects(
    batch: Annotated[str, typer.Argument(help="Id of the batch.")],
    officer: As,
    out: Annotated[Path | None, typer.Option(help="Write them to this file, .csv or .xlsx.")] = None,
    as_json: AsJson = False,
) -> None:
    """List every refused row of a batch with its reason; for its contributor, or an officer who approves."""
    from commonweal.house import processes
    from commonweal.house.cli import prepare_django

    wanted = batch_id(batch)
    with processes.borrowed():
        prepare_django()
        from commonweal.house import importing

        rows = importing.refused(_token_of_either(officer, wanted), wanted)
    if out is not None:
        _write(out, rows)
        typer.echo(f"{len(rows):,} rows in {out}.")
    elif as_json:
        names = ("row", "code", "message")
        typer.echo(json.dumps([dict(zip(names, row, strict=True)) for row in rows], ensure_ascii=False, indent=2))
    else:
        for number, code, message in rows:
            typer.echo(f"row {number}: {message} [{code}]")


def _token_of_either(officer: str, batch) -> str:
    """A warrant of the contributor where it is his batch, else of an approver."""
    from commonweal.databanks import staged

    token = open_for(officer, "contributor")
    found = staged.batch(token, batch)
    return token if found is None or found.contributor == officer else open_for(officer, "approver")


def _write(out: Path, rows: list[tuple[int, str, str]]) -> None:
    from commonweal.common import tables

    listed = ([number, message, code] for number, code, message in rows)
    table = tables.Table(
        "Refused rows", ["Row", "What is wrong and how to mend it", "Code"], listed, widths=[8, 90, 32]
    )
    if out.suffix == ".xlsx":
        with out.open("wb") as file:
            tables.write_xlsx(file, [table])
    else:
        out.write_text("".join(tables.csv_lines(table)), encoding="utf-8", newline="")


def undo(
    batch: Annotated[str, typer.Argument(help="Id of the approved batch.")],
    officer: As,
    because: Annotated[str, typer.Option(help="Why; it goes into the journal and to the contributor.")],
    preview: Annotated[bool, typer.Option("--preview", help="Only say what would happen.")] = False,
    as_json: AsJson = False,
) -> None:
    """Take back what an approved batch did; what was changed again since stays as it is."""
    from commonweal.house import processes
    from commonweal.house.cli import prepare_django

    wanted = batch_id(batch)
    with processes.borrowed():
        prepare_django()
        give_way()
        from commonweal.databanks import actions

        token = open_for(officer, "approver")
        would = actions.undo_preview(wanted, token)
        if preview:
            typer.echo(json.dumps(asdict(would), indent=2) if as_json else _sentence(would))
            return
        total = would.withdrawn + would.restored + would.reappear
        with told("undone", as_json) or bar("Undoing", total) as advance:
            done = actions.undo(wanted, token, because=because, progress=advance)
    if as_json:
        typer.echo(json.dumps(asdict(done), ensure_ascii=False, indent=2, default=str))
    else:
        typer.echo(f"Batch {done.id} is undone: {done.rows_undone:,} records, {done.rows_kept:,} left as they are.")


def _sentence(would) -> str:
    return (
        f"{would.withdrawn:,} records would be withdrawn, {would.restored:,} go back to what they said before,"
        f" {would.reappear:,} stand again, {would.kept:,} stay because they were changed again since."
    )


def profiles(
    officer: As,
    remove: Annotated[str, typer.Option(help="Remove the mapping of this name.")] = "",
    save: Annotated[Path | None, typer.Option(exists=True, help="Keep the settings of this JSON file.")] = None,
    name: Annotated[str, typer.Option(help="With --save: under this name; the file's own name if left.")] = "",
    as_json: AsJson = False,
) -> None:
    """List the mappings that the officer's agency keeps; keep one, or remove one."""
    from commonweal.house import processes
    from commonweal.house.cli import prepare_django

    with processes.borrowed():
        prepare_django()
        from commonweal.databanks import actions, formats, uploads

        token = open_for(officer, "contributor")
        if remove:
            actions.remove_profile(token, remove)
        if save is not None:
            settings = formats.from_json(save.read_bytes())
            plain = json.loads(formats.to_json(settings))
            actions.save_profile(token, name=name or save.stem, format=settings.format, settings=plain)
        found = uploads.profiles(token)
    if as_json:
        typer.echo(json.dumps([asdict(each) for each in found], ensure_ascii=False, indent=2, default=str))
        return
    for each in found:
        kind = each.settings.get("defaults", {}).get("type", "")
        typer.echo(f"{each.name}  {each.format}  {kind}  {each.made_by}  {each.changed_at:%Y-%m-%d}")
    if not found:
        typer.echo("The agency keeps no mapping.")
