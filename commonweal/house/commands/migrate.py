"""`commonweal migrate`: bring the database to the present schema."""

import typer


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command()
    def migrate() -> None:
        """Bring the database to the present schema (serve and demo do it themselves)."""
        from commonweal.house import database, migrate, processes

        if database.is_server():
            done = migrate.migrate()
        else:
            with processes.borrowed():
                done = migrate.migrate()
        typer.echo("The schema is new." if done else "The schema is up to date.")
