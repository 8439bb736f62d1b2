"""Database roles, databases and the grants on them, as SQL and as the functions that run it.

Roles (docs/operations.md tells who is who): `cw_owner` owns the tables and may log in only while migrations run;
`cw_app`, `cw_indexer`, `cw_clock` do the work; `cw_journal`, `cw_gate`, `cw_intake` own a few functions and tables and
never log in. A member of a role takes it only by `set role` (no inheritance), and only the owner is a member of any.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from psycopg import sql

SUPER = "cw_super"
LOGIN_ROLES = ("cw_owner", "cw_app", "cw_indexer", "cw_clock")
STANDING_LOGINS = ("cw_app", "cw_indexer", "cw_clock")
NOLOGIN_ROLES = ("cw_journal", "cw_gate", "cw_intake")
OWNER_LOCK = 7_201_001
"""Key of the advisory lock that keeps two migrations, or one and a new start, from changing cw_owner at once."""


def role_statements() -> list[str]:
    """SQL that brings every role to its right attributes; may be run again and again, by a superuser."""
    weak = "nosuperuser nobypassrls nocreatedb nocreaterole noreplication noinherit"
    statements = []
    for role in (*LOGIN_ROLES, *NOLOGIN_ROLES):
        login = "login" if role in STANDING_LOGINS else "nologin"
        statements += [
            f"do $$ begin create role {role}; exception when duplicate_object then null; end $$",
            f"alter role {role} with {login} {weak}",
        ]
    statements.append(f"grant {', '.join(NOLOGIN_ROLES)} to cw_owner with inherit false, set true")
    return statements


def database_statements(name: str) -> list[sql.Composed]:
    """SQL of the grants on database `name`. CREATE DATABASE … TEMPLATE does not copy them: re-issue after each clone.

    TEMPORARY is left to nobody: a function in pg_temp would run under the reader's rights.
    """
    database = sql.Identifier(name)
    everyone = sql.SQL(", ").join(map(sql.Identifier, LOGIN_ROLES))
    return [
        sql.SQL("revoke all on database {} from public").format(database),
        sql.SQL("grant connect on database {} to {}").format(database, everyone),
        sql.SQL("grant create on database {} to cw_owner").format(database),
    ]


def schema_statements() -> list[str]:
    """SQL of the grants inside a new database (copied with a template)."""
    return [
        "revoke all on schema public from public",
        "grant usage on schema public to public",
        "grant usage, create on schema public to cw_owner with grant option",
    ]


def ensure_roles(connection: psycopg.Connection) -> None:
    """Bring all roles to their right attributes, as `cw_super` with autocommit."""
    with _owner_lock(connection):
        for statement in role_statements():
            connection.execute(statement)
        for name in ("postgres", "template1"):
            connection.execute(sql.SQL("revoke all on database {} from public").format(sql.Identifier(name)))


def exists(connection: psycopg.Connection, name: str) -> bool:
    """Whether the cluster has a database of this name."""
    return connection.execute("select 1 from pg_database where datname = %s", [name]).fetchone() is not None


def create_database(connection: psycopg.Connection, name: str) -> None:
    """Create an empty database with its grants; the schema's grants are the caller's (they need a connection to it)."""
    connection.execute(sql.SQL("create database {}").format(sql.Identifier(name)))
    grant_database(connection, name)


def clone_database(connection: psycopg.Connection, template: str, name: str) -> None:
    """Replace database `name` by a copy of `template`, ending whoever is connected to it."""
    drop_database(connection, name)
    connection.execute(
        sql.SQL("create database {} template {} strategy file_copy").format(
            sql.Identifier(name), sql.Identifier(template)
        )
    )
    grant_database(connection, name)


def drop_database(connection: psycopg.Connection, name: str) -> None:
    """Drop database `name` if it exists, ending whoever is connected to it."""
    connection.execute(sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(name)))


def grant_database(connection: psycopg.Connection, name: str) -> None:
    """Issue the grants on database `name`."""
    for statement in database_statements(name):
        connection.execute(statement)


@contextmanager
def owner_may_login(connection: psycopg.Connection) -> Iterator[None]:
    """Let `cw_owner` log in for the length of the block; afterwards it cannot, whatever happened inside."""
    with _owner_lock(connection):
        connection.execute("alter role cw_owner login")
        try:
            yield
        finally:
            connection.execute("alter role cw_owner nologin")


@contextmanager
def _owner_lock(connection: psycopg.Connection) -> Iterator[None]:
    connection.execute("select pg_advisory_lock(%s)", [OWNER_LOCK])
    try:
        yield
    finally:
        connection.execute("select pg_advisory_unlock(%s)", [OWNER_LOCK])
