"""`commonweal server-sql`: what an operator's server needs before Commonweal can use it."""

import typer


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command("server-sql")
    def server_sql(database: str = typer.Option("commonweal", help="Name of the database.")) -> None:
        """Print the SQL that makes roles and grants on a database server (run it there as a superuser, with psql)."""
        from commonweal.house import configuration, roles

        lines = [*roles.role_statements(), f'create database "{database}"', f'\\connect "{database}"']
        lines += [statement.as_string(None) for statement in roles.database_statements(database)]
        lines += roles.schema_statements()
        lines += [statement.strip() for statement in roles.quiet_statements()]
        quiet = configuration.QUIET_SESSIONS.items()
        lines += [f'alter database "{database}" set {name} = {value}' for name, value in quiet]
        for line in lines:
            typer.echo(line if line.startswith("\\") else f"{line};")
        typer.echo("-- Then give cw_owner, cw_app, cw_indexer and cw_clock a way to prove who they are (\\password,")
        typer.echo(
            "-- a certificate, or peer), and let cw_owner log in only while you migrate: alter role cw_owner login."
        )
