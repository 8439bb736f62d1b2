"""The command line: `commonweal <command>`.

Exit codes: 0 all is well, 1 a check failed or something went wrong (one sentence on standard error), 2 wrong usage.
"""

import importlib
import os
import sys

import typer

from commonweal.common.errors import CommonwealError, NotNow

COMMANDS = (
    "demo",
    "serve",
    "ask",
    "screen",
    "standing",
    "case_folders",
    "judgements",
    "retention",
    "life",
    "gate",
    "oversight",
    "supervision",
    "recalls",
    "limits",
    "bench",
    "names",
    "contribute",
    "batches",
    "pull",
    "export",
    "journal",
    "members",
    "banks",
    "types",
    "backup",
    "keys",
    "doctor",
    "migrate",
    "clean",
    "shell",
    "server",
    "clock",
    "worker",
)
"""Modules of commonweal.house.commands, in the order of the help; a new command is named here."""


def build() -> typer.Typer:
    """The command line with all commands registered."""
    app = typer.Typer(
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,  # its tracebacks print the values of variables
        help="Commonweal: states cooperate against crime and terrorism; every record stays its owner's.",
    )
    for name in COMMANDS:
        importlib.import_module(f"commonweal.house.commands.{name}").register(app)
    return app


def prepare_django(role: str = "cw_app") -> None:
    """Load Django for this process in the given database role; call it inside a command that needs it."""
    os.environ.setdefault("COMMONWEAL_DB_ROLE", role)
    import django

    django.setup()


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; returns the exit code."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "commonweal.settings")
    try:
        build()(arguments)
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    except CommonwealError as problem:
        return _complain(problem)
    except Exception as fault:
        if not is_loss_of_database(fault):
            raise
        sys.stderr.write(f"commonweal: {str(fault.__cause__ or fault).strip()}\n")  # also where it let nobody in
        return _complain(
            NotNow(
                "house.database.away",
                "The database does not answer or broke off. When it runs, give the same command again: what was said to"
                " be done stays done, and the rest goes on.",
            )
        )
    return 0


def is_loss_of_database(fault: Exception) -> bool:
    """Whether an error says that there is no database any more, and not what it thinks of a statement."""
    import psycopg

    said = fault if isinstance(fault, psycopg.Error) else fault.__cause__
    if not isinstance(said, psycopg.OperationalError | psycopg.InterfaceError):
        return False
    return said.sqlstate is None or said.sqlstate.startswith(("08", "57P"))


def _complain(problem: CommonwealError) -> int:
    sys.stderr.write(f"commonweal: {problem.sentence()} [{problem.code}]\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())
