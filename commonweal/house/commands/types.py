"""`commonweal types`: the record types that this installation knows, or which of their files is wrong."""

import json
from typing import Annotated

import typer


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("types")(types)


def types(as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False) -> None:
    """List the record types, the package's and those of COMMONWEAL_SCHEMA; all files are read and checked."""
    from commonweal.databanks.types import by_group

    if as_json:
        listed = [
            {"type": kind.code, "group": group, "name": kind.name, "properties": list(kind.properties)}
            for group, kinds in by_group().items()
            for kind in kinds
        ]
        typer.echo(json.dumps(listed, ensure_ascii=False, indent=2))
        return
    for group, kinds in by_group().items():
        for kind in kinds:
            typer.echo(f"{group:15} {kind.code:25} {kind.name['en']} · {kind.name['ru']}")
