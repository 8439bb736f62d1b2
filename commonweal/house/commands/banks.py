"""`commonweal banks`: what the register of banks says, and bringing it to a file as the secretariat."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(no_args_is_help=True, help="Banks: who runs them, who takes part, what they take.")


def register(parent: typer.Typer) -> None:
    """Add the commands."""
    parent.add_typer(app, name="banks")


@app.command("list")
def list_banks(as_json: Annotated[bool, typer.Option("--json", help="Print JSON, with everything.")] = False) -> None:
    """List the banks and who takes part in them today."""
    from commonweal.house import processes
    from commonweal.house.cli import prepare_django

    with processes.borrowed():
        prepare_django()
        from commonweal.databanks import banks

        found = banks.register()
    if as_json:
        typer.echo(json.dumps([asdict(bank) for bank in found.banks.values()], ensure_ascii=False, indent=2))
        return
    for bank in found.banks.values():
        parties = [row.party for row in bank.participations if row.stands(found.day)]
        typer.echo(f"{bank.code:8} {bank.name_en}\n{'':8} operator {bank.operator or 'not known'}; {' '.join(parties)}")


@app.command("apply")
def apply(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="YAML as in reference/banks.yaml.")],
    officer: Annotated[str, typer.Option("--as", help="Code of the officer of the secretariat who acts.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would change, and change nothing.")] = False,
) -> None:
    """Bring the register to a file; what the file does not name stays as it is."""
    from commonweal.house import processes
    from commonweal.house.cli import prepare_django

    with processes.borrowed():
        prepare_django()
        from commonweal.databanks.actions import banks
        from commonweal.handling import warrants

        entries = _entries(file)
        if dry_run:
            changes = banks.plan(entries)
        else:
            token = warrants.open_warrant(
                officer, role="secretariat", purpose="own-records", basis="service duty", standing_duty="register"
            ).token
            changes = banks.bring(entries, token)
    for change in changes:
        where = f"{change.bank} {change.party}".strip()
        typer.echo(f"{where}: {'new' if change.new else ', '.join(change.values)}")
    typer.echo(f"{len(changes)} {'would change' if dry_run else 'changed'}.")


def _entries(file: Path) -> list[dict]:
    import yaml

    from commonweal.common.errors import BadInput

    try:
        entries = yaml.safe_load(file.read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as problem:
        raise BadInput("house.banks.unreadable", "{file} is no YAML: {what}.", file=file.name, what=problem) from None
    if not isinstance(entries, list) or not all(isinstance(each, dict) for each in entries):
        raise BadInput("house.banks.no-list", "{file} must hold a list of banks.", file=file.name)
    return entries
