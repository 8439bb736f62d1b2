"""Database roles, databases and the grants on them, as SQL and as the functions that run it.

Roles (docs/operations.md tells who is who): `cw_owner` owns the tables and may log in only while migrations run;
`cw_app`, `cw_indexer`, `cw_clock` do the work; `cw_journal`, `cw_gate`, `cw_intake`, `cw_gauge` own a few functions and
tables and never log in. A member of a role takes it only by `set role` (no inheritance), and only the owner is a
member of any.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from psycopg import sql

SUPER = "cw_super"
LOGIN_ROLES = ("cw_owner", "cw_app", "cw_indexer", "cw_clock")
STANDING_LOGINS = ("cw_app", "cw_indexer", "cw_clock")
NOLOGIN_ROLES = ("cw_journal", "cw_gate", "cw_intake", "cw_gauge")
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
            f"alter role {role} reset all",  # every role may set defaults for its own sessions; ours have none
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


QUIET_FUNCTIONS = """
do $$ declare f regprocedure; begin
    for f in select oid::regprocedure from pg_proc where pronamespace = 'pg_catalog'::regnamespace and (
        proname in ('pg_relation_size', 'pg_table_size', 'pg_total_relation_size', 'pg_indexes_size',
                    'pg_database_size', 'pg_tablespace_size', 'pg_relation_filenode', 'pg_relation_filepath')
        or proname ~ '^pg_stat_get_(xact_)?(numscans|tuples|live_|dead_|ins_since|mod_since|blocks|function|db_|'
                     '(total_)?(vacuum|autovacuum|analyze|autoanalyze)_|last_|lastscan)'
        or proname ~ '^lo_(creat|create|from_bytea|import|export|put|unlink)$'
        or proname in ('pg_logical_emit_message', 'pg_export_snapshot'))
    loop
        execute format('revoke execute on function %s from public', f);
    end loop;
end $$
"""
UNSEEN_COMPARISONS = """
do $$ declare f regprocedure; begin
    for f in select oid::regprocedure from pg_proc where proleakproof and pronamespace = 'pg_catalog'::regnamespace
        and proname not in ('texteq', 'uuid_eq', 'int4eq', 'int8eq', 'byteaeq')
    loop
        execute format('alter function %s not leakproof', f);
    end loop;
end $$
"""


def quiet_statements() -> list[str]:
    """SQL, for a superuser in each database, that closes what PostgreSQL tells everybody about tables he cannot read.

    Sizes and counters of tables would tell how many rows come and go. Orderings, prefixes and hashes are PostgreSQL's
    to apply before a row's policy ("leakproof"); with `explain analyze` a hidden value would be found by halving.
    Equality stays so, or no index could be used under a policy (SECURITY.md says what that leaves).
    """
    return [
        QUIET_FUNCTIONS,
        UNSEEN_COMPARISONS,
        "revoke select on pg_class from public",
        "grant select (oid, relname, relnamespace, reltype, reloftype, relowner, relam, relfilenode, reltablespace,"
        " reltoastrelid, relhasindex, relisshared, relpersistence, relkind, relnatts, relchecks, relhasrules,"
        " relhastriggers, relhassubclass, relrowsecurity, relforcerowsecurity, relispopulated, relreplident,"
        " relispartition, relacl, reloptions, relpartbound) on pg_class to public",
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
