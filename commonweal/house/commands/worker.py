"""The worker process: dry runs, imports, approvals and undoing in the background. Started by `serve`."""

import typer


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("worker-process", hidden=True)(worker_process)


def worker_process() -> None:
    """Do what is queued until told to stop."""
    import logging

    from commonweal.house import database
    from commonweal.house.cli import prepare_django
    from commonweal.house.commands.contribute import give_way

    prepare_django()
    give_way()
    # Its own words would name arguments and quote exceptions, and with them values of records.
    logging.getLogger("procrastinate").setLevel(logging.CRITICAL)
    from commonweal.house import worker

    worker.run(database.connection_settings("cw_app"))
