"""`commonweal clean`: stop the house and remove its data."""

import typer


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command()
    def clean(
        yes: bool = typer.Option(False, "--yes", help="Do it without asking; all data of this checkout are lost."),
    ) -> None:
        """Stop the house and remove its data, keys and logs."""
        from commonweal.house import cleaning

        if not yes and not typer.confirm(f"Remove all data, keys and logs under {cleaning.places.var()}?"):
            raise typer.Exit(1)
        for line in cleaning.clean():
            typer.echo(line)
