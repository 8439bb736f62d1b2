"""What is true of a database at one moment, so that it can be asked again of what was restored from it.

The database must be at rest: a copy that nobody else uses. Every table's rows are counted and hashed without regard to
their order (two sums of 64-bit hashes of each row's text), policies and forced row-level security are written down, and
the application must see nothing without a warrant.
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from psycopg import sql

from commonweal.audit import checkpoint
from commonweal.audit import verify as verifier
from commonweal.common.errors import RuleBroken
from commonweal.house import database, journal_keeping, migrate, places, postgres, witness_keeping

SAME_TEXT = "set timezone = 'UTC'; set datestyle = 'ISO'; set extra_float_digits = 1; set bytea_output = 'hex'"
TABLES = """
select n.nspname, c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
where c.relkind in ('r', 'p') and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast') order by 1, 2
"""
HASH = """
select count(*), coalesce(sum(hashtextextended(t::text, 0)::numeric), 0)::text,
    coalesce(sum(hashtextextended(t::text, 1)::numeric), 0)::text from {} t
"""
POLICIES = """
select coalesce(string_agg(p::text, e'\\n' order by p.schemaname, p.tablename, p.policyname), '') from pg_policies p
"""
FORCED = """
select coalesce(array_agg(relname::text order by relname), '{}') from pg_class
where relrowsecurity and relforcerowsecurity
"""


def gather() -> dict:
    """All facts of this process's database; raises RuleBroken where the journal does not hold, or where anything of a
    protected table is seen without a warrant."""
    name = places.database_name()
    with postgres.connect_super(name=name) as connection:
        connection.execute(SAME_TEXT)
        tables = {
            f"{schema}.{table}": list(
                connection.execute(sql.SQL(HASH).format(sql.Identifier(schema, table))).fetchone()
            )
            for schema, table in connection.execute(TABLES).fetchall()
        }
        policies = connection.execute(POLICIES).fetchone()[0]
        forced = connection.execute(FORCED).fetchone()[0]
    return {
        "database": name,
        "schema": migrate.applied(name),
        "tables": tables,
        "policies": hashlib.sha256(policies.encode()).hexdigest(),
        "forced": forced,
        "seen": unseen(forced),
        "journal": journal(),
    }


def unseen(forced: list[str]) -> int:
    """How many protected tables were asked as the application without a warrant; RuleBroken where one answers."""
    from commonweal.databanks.protection import READ_BY_ALL

    asked = [table for table in forced if table not in READ_BY_ALL]
    with psycopg.connect(**database.connection_settings("cw_app"), autocommit=True) as connection:
        for table in asked:
            try:
                query = sql.SQL("select count(*) from {}").format(sql.Identifier(table))
                (count,) = connection.execute(query).fetchone()
            except psycopg.errors.InsufficientPrivilege:
                continue
            if count:
                raise RuleBroken(
                    "house.backup.seen",
                    "Without a warrant the application sees {count} rows of {table}; this place must not be used.",
                    count=count,
                    table=table,
                )
    return len(asked)


def journal() -> dict:
    """The journal verified against its checkpoints: entries, size and root under the last one, size that witnesses
    settled. A house without checkpoints has none."""
    file = journal_keeping.checkpoints()
    if file.last() is None:
        return {}
    with psycopg.connect(**database.connection_settings("cw_clock"), autocommit=True) as connection:
        report = verifier.verify(connection, file, journal_keeping.public_key())
    if not report.holds:
        raise RuleBroken(
            "house.backup.journal",
            "The journal does not hold: {finding} See commonweal journal verify.",
            finding=report.findings[0].sentence,
        )
    settled = witness_keeping.settled().last()
    return {
        "entries": report.entries,
        "signed": report.signed,
        "root": report.root,
        "settled": checkpoint.parse(settled).size if settled else 0,
    }


def differences(before: dict, now: dict) -> list[str]:
    """Names of what is otherwise; empty where everything is equal."""
    found = [name for name in ("schema", "policies", "forced", "journal") if before[name] != now[name]]
    tables = before["tables"].keys() | now["tables"].keys()
    return found + sorted(name for name in tables if before["tables"].get(name) != now["tables"].get(name))


@contextmanager
def at_rest() -> Iterator[postgres.Server]:
    """The database of this process's place alone, started for the block."""
    server = postgres.launch()
    try:
        yield server
    finally:
        server.stop()
