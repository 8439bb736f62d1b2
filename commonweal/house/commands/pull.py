"""`commonweal pull`: fetch from another system what the operator's configuration allows."""

import json
from typing import Annotated

import typer

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON instead of sentences.")]


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("pull")(pull)


def pull(
    name: Annotated[str, typer.Argument(help="Name of the pull; without one, they are listed.")] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Count what would come of it; take nothing.")] = False,
    as_json: AsJson = False,
) -> None:
    """Fetch a view or the files of a folder as the contribution of the officer whom the configuration names."""
    from commonweal.house import processes
    from commonweal.house.cli import prepare_django
    from commonweal.house.commands.contribute import give_way

    with processes.borrowed():
        prepare_django()
        give_way()
        from commonweal.house import pulls

        if not name:
            _list(pulls.pulls(), str(pulls.configuration()), as_json)
            return
        told = pulls.pull(name, dry_run=dry_run)
    if as_json:
        typer.echo(json.dumps(told, ensure_ascii=False, indent=2, default=str))
        return
    for each in told:
        typer.echo(f"{each['file']}: {each['outcome']}" + _counts(each))
    if not told:
        typer.echo("Nothing waits in the folder.")


def _counts(told: dict) -> str:
    if "problem" in told:
        return f": {told['problem']} [{told['code']}]"
    found = [f"{told[name]:,} {words}" for name, words in COUNTED.items() if told.get(name)]
    batch = told.get("id") or told.get("batch")
    return (f", {', '.join(found)}" if found else "") + (f", batch {batch}" if batch else "")


COUNTED = {
    "rows_new": "new",
    "rows_changed": "changed",
    "rows_same": "unchanged",
    "rows_refused": "refused",
    "new": "new",
    "changed": "changed",
    "same": "unchanged",
    "refused": "refused",
    "absent": "absent",
}


def _list(found: dict, path: str, as_json: bool) -> None:
    if as_json:
        import msgspec

        typer.echo(json.dumps(msgspec.to_builtins(found), ensure_ascii=False, indent=2))
        return
    for name, each in found.items():
        typer.echo(f"{name}  {each.view or each.folder}  {each.officer}  {each.profile}  {each.every or 'by hand'}")
    if not found:
        typer.echo(f"Nothing is fetched: {path} does not exist or is empty.")
