"""What doctor and the start of the web ask the database. Each function makes one Check, with finding and remedy.

`ok` is True, False, or None for a warning: the house runs, but not as it should in production.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import psycopg

from commonweal.house import configuration, migrate, places


@dataclass(frozen=True)
class Check:
    """One check: a stable code, what is checked, how it stands, what was found, and what to do about it."""

    code: str
    title: str
    ok: bool | None
    finding: str
    remedy: str

    def as_dict(self) -> dict[str, object]:
        """For --json."""
        return asdict(self)


QUIET = (
    "log_min_messages",
    "log_min_error_statement",
    "log_error_verbosity",
    "log_statement",
    "log_min_duration_statement",
    "log_parameter_max_length_on_error",
)
"""Settings through which words of a question could reach the log."""
POWERFUL = """
select r.rolname, case
    when r.rolsuper then 'is a superuser'
    when r.rolbypassrls then 'may bypass row-level security'
    when r.rolcreaterole then 'may create roles'
    when r.rolreplication then 'may replicate the whole cluster'
    when r.rolname like 'pg\\_%' then 'is a predefined role with powers of its own'
    when exists (select 1 from pg_database d where d.datdba = r.oid and d.datname = current_database())
        then 'owns the database'
    else 'owns tables or functions' end
from pg_roles r
where pg_has_role(current_user, r.oid, 'member')
and (r.rolname = current_user or not (select rolsuper from pg_roles where rolname = current_user))
and (
    r.rolsuper or r.rolbypassrls or r.rolcreaterole or r.rolreplication or r.rolname like 'pg\\_%'
    or exists (select 1 from pg_database d where d.datdba = r.oid and d.datname = current_database())
    or exists (select 1 from pg_class c where c.relowner = r.oid and c.relpersistence <> 't')
    or exists (select 1 from pg_proc p where p.proowner = r.oid))
order by 1
"""
BORROWED_POWER = """
select p.oid::regprocedure::text from pg_proc p join pg_roles r on r.oid = p.proowner
where p.prosecdef and (r.rolsuper or r.rolbypassrls) and p.pronamespace = 'public'::regnamespace
union all
select c.oid::regclass::text from pg_class c join pg_roles r on r.oid = c.relowner
where c.relkind in ('v', 'm') and (r.rolsuper or r.rolbypassrls) and c.relnamespace = 'public'::regnamespace
order by 1
"""


def role(connection: psycopg.Connection) -> Check:
    """The connection's role must not be, or be able to become, one that row-level security does not bind."""
    found = connection.execute(POWERFUL).fetchall()
    who = connection.info.user
    finding = "; ".join(f"{name} {why}" + ("" if name == who else f" and {who} may become it") for name, why in found)
    return Check(
        "role" if who == "cw_app" else f"role-{who}",
        f"The database role {who} is bound by row-level security",
        not found,
        finding or f"{who} can neither bypass it nor become a role that can.",
        "Give the web the role cw_app, and take these powers away: alter role … nosuperuser nobypassrls nocreaterole "
        "noreplication; revoke … from …; alter table … owner to cw_owner.",
    )


def borrowed_power(connection: psycopg.Connection) -> Check:
    """No function or view may lend a superuser's eyes."""
    found = [name for (name,) in connection.execute(BORROWED_POWER).fetchall()]
    return Check(
        "borrowed-power",
        "No function or view lends the powers of a superuser",
        not found,
        f"Owned by a role that bypasses row-level security: {', '.join(found)}." if found else "There is none.",
        "alter function … owner to cw_owner; alter view … owner to cw_owner.",
    )


def protected(connection: psycopg.Connection, tables: Sequence[str]) -> Check:
    """Every protected table must exist with row-level security enabled and forced."""
    query = "select c.relrowsecurity and c.relforcerowsecurity from pg_class c where c.oid = to_regclass(%s)"
    open_tables = []
    for table in tables:
        row = connection.execute(query, [f"public.{table}"]).fetchone()
        if row is None or not row[0]:
            open_tables.append(f"{table} (missing)" if row is None else table)
    return Check(
        "forced",
        "Every protected table enforces row-level security, against its owner too",
        not open_tables,
        f"Not enforced: {', '.join(open_tables)}." if open_tables else f"All {len(tables)} tables do.",
        "alter table … enable row level security, force row level security; or run commonweal migrate.",
    )


def clock(connection: psycopg.Connection) -> Check:
    """The SQL clock must be true."""
    try:
        row = connection.execute("select shift::text from common_clock where shift <> interval '0'").fetchone()
        missing = False
    except psycopg.errors.UndefinedTable:
        connection.rollback()
        row, missing = None, True
    finding = "The table common_clock is missing." if missing else "Deadlines and expiry follow true time."
    return Check(
        "clock",
        "The clock is not moved",
        row is None and not missing,
        f"It is moved by {row[0]}." if row else finding,
        "As the owner: update common_clock set shift = '0'. Only tests may move it. If missing: commonweal migrate.",
    )


def temporary(connection: psycopg.Connection) -> Check:
    """The role must not be able to make objects that others might run or read."""
    row = connection.execute(
        "select has_database_privilege(current_database(), 'temporary'), has_schema_privilege('public', 'create')"
    ).fetchone()
    rights = [name for name, has in zip(("temporary objects", "objects in schema public"), row, strict=True) if has]
    return Check(
        "temporary",
        "The web's role cannot make objects in the database",
        not rights,
        f"It may make {' and '.join(rights)}." if rights else "It may make none.",
        "revoke all on database … from public; revoke create on schema public from public.",
    )


def safe_storage(connection: psycopg.Connection) -> Check:
    """What is acknowledged must be on disk, and a damaged page must be noticed (not asked of the tests' cluster)."""
    names = ("fsync", "full_page_writes", "synchronous_commit", "data_checksums")
    values = {name: connection.execute(f"show {name}").fetchone()[0] for name in names}
    off = [name for name, value in values.items() if value == "off"]
    ignored = places.cluster() == "test"
    return Check(
        "storage",
        "What is acknowledged is on disk, and damaged pages are noticed",
        True if ignored else not off,
        f"Off: {', '.join(off)}." + (" (the tests' cluster may)" if ignored else "") if off else "All is on.",
        "Turn them on in postgresql.conf; checksums with pg_checksums --enable while the server is stopped.",
    )


def quiet_log(connection: psycopg.Connection) -> Check:
    """The server's log must hold no words of questions and no values of records."""
    wanted = {name: configuration.QUIET_SESSIONS[name] for name in QUIET}
    values = {name: connection.execute(f"show {name}").fetchone()[0] for name in wanted}
    loud = [f"{name} = {value}" for name, value in values.items() if value != wanted[name]]
    return Check(
        "quiet-log",
        "The database's log holds no words of questions",
        not loud,
        f"It may: {', '.join(loud)}." if loud else "It holds none.",
        "Set " + ", ".join(f"{name} = {value}" for name, value in wanted.items()) + " (alter database … set …).",
    )


def schema(connection: psycopg.Connection) -> Check:
    """The database must have the schema of this version of the code."""
    row = connection.execute("select obj_description(to_regclass('public.django_migrations'), 'pg_class')").fetchone()
    current = row is not None and row[0] == f"commonweal {migrate.fingerprint()}"
    return Check(
        "schema",
        "The database has the schema of this version",
        current,
        "It has." if current else "It has another one.",
        "Run commonweal migrate.",
    )


def version(connection: psycopg.Connection) -> Check:
    """PostgreSQL 16 or later."""
    major = connection.info.server_version // 10_000
    return Check(
        "version",
        "PostgreSQL is recent enough",
        major >= 16,
        f"It is version {major}.",
        "Use version 16 or later: earlier ones cannot separate the roles.",
    )


def host_rules(connection: psycopg.Connection) -> Check:
    """As superuser: the rules that the server itself has read."""
    rows = connection.execute(
        "select file_name, line_number, auth_method, error from pg_hba_file_rules where auth_method = 'trust' or "
        "error is not null"
    ).fetchall()
    bad = [f"{Path(name).name}:{line} {method or problem}" for name, line, method, problem in rows]
    return Check(
        "host-rules",
        "The server's own list of rules says nowhere trust",
        not bad,
        f"It does: {'; '.join(bad)}." if bad else "It does not.",
        "Stop the house and start it again: the launcher writes its own rules.",
    )


def own_settings(connection: psycopg.Connection) -> Check:
    """As superuser: nobody changed the embedded cluster's settings by ALTER SYSTEM or ALTER ROLE/DATABASE."""
    rows = connection.execute(
        "select name from pg_file_settings where sourcefile like '%postgresql.auto.conf' union all "
        "select unnest(setconfig) from pg_db_role_setting"
    ).fetchall()
    return Check(
        "settings",
        "The embedded cluster runs with the launcher's settings alone",
        None if rows else True,
        f"Changed besides: {', '.join(name for (name,) in rows)}." if rows else "It does.",
        f"alter system reset all; alter role … reset all. The launcher's are in {configuration.__name__}.",
    )
