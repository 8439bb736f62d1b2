"""`commonweal serve`: run the whole house until Ctrl-C."""

import typer


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command()
    def serve() -> None:
        """Run the site until Ctrl-C: database, search, clock, worker and web."""
        from commonweal.house import first_run, processes

        tree = processes.Tree()

        def say() -> None:
            typer.echo(f"Commonweal answers at http://localhost:{tree.port} – Ctrl-C stops it.")
            first_run.tell_if_empty()

        code = tree.run(ready=say)
        if code:
            typer.echo(f"A vital process ended; see the logs in {processes.places.log_folder()}.", err=True)
        raise typer.Exit(code)
