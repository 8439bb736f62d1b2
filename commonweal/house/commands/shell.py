"""`commonweal database-shell`: psql in the application's role."""

import contextlib
import os
import shutil
import subprocess

import typer

from commonweal.common.errors import NotNow


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command("database-shell")
    def database_shell() -> None:
        """Open psql in the application's role, bound by every policy."""
        from commonweal.house import binaries, database, processes

        program = shutil.which("psql")
        if not database.is_server() and binaries.find().program("psql").exists():
            program = str(binaries.find().program("psql"))
        if program is None:
            raise NotNow("house.shell.no-psql", "psql is not installed here; install postgresql-client.")
        settings = database.connection_settings("cw_app")
        password = settings.pop("password", None)
        environment = os.environ | ({"PGPASSWORD": password} if password else {})
        line = " ".join(f"{key}='{_quoted(value)}'" for key, value in settings.items())
        with contextlib.nullcontext() if database.is_server() else processes.borrowed():
            raise typer.Exit(subprocess.run([program, line], env=environment).returncode)


def _quoted(value: str) -> str:
    return value.replace("\\", "\\\\").replace("'", "\\'")
