"""Checks of who may do what in the database: what was changed by hand, what nobody knows, what tells too much."""

from collections.abc import Collection

import psycopg

from commonweal.house import access
from commonweal.house.checks import Check


def rights(connection: psycopg.Connection) -> Check:
    """Tables and functions must stand as the migrations left them."""
    before, now = access.noted(connection), access.state(connection)
    comparable = before is not None and before["server"] == connection.info.server_version
    known = before["state"] if comparable else now
    changed = sorted(name for name, digest in known.items() if now.get(name) != digest)
    changed += sorted(name for name in set(now) - set(known) if name.endswith(")"))  # new tables: `tables`
    finding = f"Changed by hand: {', '.join(changed)}." if changed else "Nothing was changed by hand."
    return Check(
        "rights",
        "Policies, rights, triggers and functions are those of the migrations",
        False if changed or before is None else True if comparable else None,
        finding if comparable else "They were not noted by this version of the server.",
        "Take the change back. What the migrations left is made anew in an empty database by commonweal migrate; after "
        "another version of PostgreSQL was installed, commonweal migrate notes it again.",
    )


def tables(connection: psycopg.Connection, known: Collection[str]) -> Check:
    """Every table and view must be one that our lists know: protected, or open for a reason."""
    found = connection.execute(
        "select case when n.nspname = 'public' then c.relname else n.nspname || '.' || c.relname end"
        " from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind in ('r', 'p', 'v', 'm', 'f')"
        " and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast') order by 1"
    ).fetchall()
    unknown = [name for (name,) in found if name not in known]
    return Check(
        "tables",
        "Every table is known, as protected or as open for a reason",
        not unknown,
        f"Nobody knows: {', '.join(unknown)}." if unknown else f"All {len(found)} are.",
        "Drop it, move it to another database, or enter it in commonweal/databanks/protection.py with its policies.",
    )


def role_defaults(connection: psycopg.Connection) -> Check:
    """Any role may set defaults for its own later sessions, so code that once ran under ours could have left some."""
    found = connection.execute(
        "select r.rolname || ': ' || array_to_string(s.setconfig, ', ') from pg_db_role_setting s"
        " join pg_roles r on r.oid = s.setrole where r.rolname like 'cw\\_%' order by 1"
    ).fetchall()
    return Check(
        "role-defaults",
        "Our roles have no settings of their own",
        not found,
        f"They have: {'; '.join(text for (text,) in found)}." if found else "They have none.",
        "alter role … reset all, and alter role … in database … reset all; then ask who set them.",
    )


def quiet_catalogue(connection: psycopg.Connection) -> Check:
    """What PostgreSQL tells everybody of tables that he cannot read must be closed (`roles.quiet_statements`)."""
    row = connection.execute(
        "select has_column_privilege('pg_catalog.pg_class', 'reltuples', 'select'),"
        " has_function_privilege('pg_relation_size(regclass, text)', 'execute'),"
        " has_function_privilege('pg_stat_get_live_tuples(oid)', 'execute'),"
        " (select proleakproof from pg_proc where oid = 'text_lt(text, text)'::regprocedure)"
    ).fetchone()
    names = ("numbers of rows", "sizes of tables", "counters of rows", "comparisons before the policy")
    open_ones = [name for name, told in zip(names, row, strict=True) if told]
    return Check(
        "quiet-catalogue",
        "The server tells nothing of tables that one cannot read",
        not open_ones,
        f"It tells: {', '.join(open_ones)}." if open_ones else "It tells nothing.",
        "Start the house again; on a server run the end of commonweal server-sql there, as a superuser.",
    )
