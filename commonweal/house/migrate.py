"""Brings a database to the present schema: Django's migrations as `cw_owner` in a process of their own, then grants.

The web never holds the owner's role: only this subprocess does, while it runs. What has been done is written on
Django's own table as a comment, so that nothing runs when nothing is to do.
"""

import hashlib
import os
import subprocess
import sys
from importlib import metadata
from pathlib import Path

import django
import psycopg
from psycopg import sql

from commonweal.common.errors import NotNow
from commonweal.house import access, database, places, postgres

GRANTS = {
    # Tables of Django's own; those of our rooms are granted by the rooms' migrations.
    "django_content_type": "select",
    "auth_permission": "select",
    "auth_group": "select",
    "auth_group_permissions": "select",
}
WATCHED = ("migrations/*.py", "reference/**/*", "protection*.py", "status.py", "guards.py", "decision.py", "sql.py")
"""Files of each room that make the schema and its first rows what they are."""


def fingerprint() -> str:
    """Sixteen hexadecimal digits that change whenever the schema, its reference data or its grants could change."""
    libraries = f"{django.get_version()} {metadata.version('procrastinate')}"
    seen = hashlib.sha256(f"{libraries} {sorted(GRANTS.items())}".encode())
    rooms = places.checkout() / "commonweal"
    for path in sorted({p for pattern in WATCHED for p in rooms.glob(f"*/{pattern}") if _counts(p)}):
        seen.update(str(path.relative_to(rooms)).encode() + b"\0" + path.read_bytes() + b"\0")
    return seen.hexdigest()[:16]


def _counts(path: Path) -> bool:
    return path.is_file() and "__pycache__" not in path.parts


def migrate(name: str | None = None) -> bool:
    """Migrate database `name` (the default one without a name) and issue the grants; returns whether anything was done.

    Idempotent. Raises NotNow with Django's message when a migration fails; what was complete stays.
    """
    wanted, role = fingerprint(), "cw_owner" if database.is_server() else "cw_app"
    if applied(name, role) == wanted and _is_noted(name, role):
        return False
    with postgres.owner_login():
        _run_django(name)
        with psycopg.connect(**database.connection_settings("cw_owner", name)) as connection:
            _grant(connection)
            connection.execute(
                sql.SQL("comment on table django_migrations is {}").format(sql.Literal(f"commonweal {wanted}"))
            )
            access.note(connection)
    return True


def _is_noted(name: str | None, role: str) -> bool:
    with psycopg.connect(**database.connection_settings(role, name)) as connection:
        return access.is_current(connection)


def migrate_or_check() -> None:
    """Migrate the default database; on a server whose owner's address is not set here, only check that it is current.

    Raises NotNow when the operator has to run `commonweal migrate` with the owner's address first.
    """
    if not database.is_server() or os.environ.get(database.ADDRESSES["cw_owner"]):
        migrate()
    elif applied() != fingerprint():
        raise NotNow(
            "house.migrate.needed",
            "The database's schema is not that of this version. Run commonweal migrate with DATABASE_OWNER_URL set.",
        )


def applied(name: str | None = None, role: str = "cw_app") -> str | None:
    """The fingerprint that database `name` was migrated to, or None. Any role may ask."""
    with psycopg.connect(**database.connection_settings(role, name)) as connection:
        row = connection.execute(
            "select obj_description(to_regclass('public.django_migrations'), 'pg_class')"
        ).fetchone()
    comment = row[0] if row else None
    return comment.removeprefix("commonweal ") if comment else None


def _run_django(name: str | None) -> None:
    paths = [str(places.checkout()), os.environ.get("PYTHONPATH", "")]
    environment = os.environ | {"COMMONWEAL_DB_ROLE": "cw_owner", "PYTHONPATH": os.pathsep.join(filter(None, paths))}
    environment.setdefault("DJANGO_SETTINGS_MODULE", "commonweal.settings")
    if name:
        environment["COMMONWEAL_DATABASE"] = name
    done = subprocess.run(
        [sys.executable, "-m", "django", "migrate", "--no-input", "--skip-checks", "--verbosity", "0"],
        env=environment,
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        start_new_session=True,  # Ctrl-C must not break a migration in the middle
    )
    if done.returncode != 0:
        raise NotNow("house.migrate.failed", "The migration failed:\n{reason}", reason=done.stderr.strip()[-4000:])


def _grant(connection: psycopg.Connection) -> None:
    """Give the application what it needs on Django's tables and nothing more."""
    for table, rights in GRANTS.items():
        found = connection.execute("select to_regclass(%s)", [f"public.{table}"]).fetchone()
        if found and found[0]:
            name = sql.Identifier(table)
            connection.execute(sql.SQL("revoke all on {} from cw_app").format(name))
            connection.execute(sql.SQL("grant {} on {} to cw_app").format(sql.SQL(rights), name))
