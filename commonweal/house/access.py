"""Who may do what in a database, as its migrations left it, and whether that still holds.

After a migration the rights on every table and function are noted, one digest for each, as a comment on one of
Django's own tables. Doctor and the start of the web compare: a policy dropped, a right given by hand, a trigger
switched off or a function replaced is found by name, whoever did it.
"""

import json

import psycopg
from psycopg import sql

MARK = "public.django_content_type"
"""The table whose comment is the note."""
_RIGHTS = """
    select string_agg(concat_ws(' ', coalesce(r.rolname, 'public'), a.privilege_type, a.is_grantable), ', '
        order by r.rolname collate "C" nulls first, a.privilege_type collate "C")
    from aclexplode({acl}) a left join pg_roles r on r.oid = a.grantee
"""
STATE = f"""
select t.relname, md5(concat_ws(E'\\n', pg_get_userbyid(t.relowner), t.relrowsecurity, t.relforcerowsecurity,
    ({_RIGHTS.format(acl="coalesce(t.relacl, acldefault('r', t.relowner))")}),
    (select string_agg(concat_ws(' ', c.attname, ({_RIGHTS.format(acl="c.attacl")})), ', ' order by c.attnum)
        from pg_attribute c where c.attrelid = t.oid and c.attacl is not null),
    (select string_agg(concat_ws(' ', p.polname, p.polcmd, p.polpermissive, p.polroles::regrole[]::text,
        pg_get_expr(p.polqual, t.oid), pg_get_expr(p.polwithcheck, t.oid)), E'\\n' order by p.polname)
        from pg_policy p where p.polrelid = t.oid),
    (select string_agg(concat_ws(' ', g.tgenabled, pg_get_triggerdef(g.oid)), E'\\n' order by g.tgname)
        from pg_trigger g where g.tgrelid = t.oid and not g.tgisinternal)))
from pg_class t where t.relnamespace = 'public'::regnamespace and t.relkind in ('r', 'p', 'v', 'm', 'f')
union all
select f.oid::regprocedure::text, md5(concat_ws(E'\\n', pg_get_userbyid(f.proowner), f.prosecdef, f.proconfig::text,
    f.provolatile, f.prosrc, pg_get_function_sqlbody(f.oid),
    ({_RIGHTS.format(acl="coalesce(f.proacl, acldefault('f', f.proowner))")})))
from pg_proc f where f.pronamespace = 'public'::regnamespace
"""
"""Name and digest of every table and function in schema public: owner, rights, policies, triggers, body."""


def state(connection: psycopg.Connection) -> dict[str, str]:
    """The present state: a digest for each table and function by its name."""
    return {name: digest[:12] for name, digest in connection.execute(STATE).fetchall()}


def noted(connection: psycopg.Connection) -> dict | None:
    """The note as it stands: `server`, the version under which it was made, and `state`; None where there is none."""
    row = connection.execute("select obj_description(to_regclass(%s), 'pg_class')", [MARK]).fetchone()
    return json.loads(row[0]) if row and row[0] else None


def note(connection: psycopg.Connection) -> None:
    """Note the present state, as `cw_owner` at the end of a migration."""
    content = json.dumps({"server": connection.info.server_version, "state": state(connection)}, sort_keys=True)
    connection.execute(
        sql.SQL("comment on table {} is {}").format(sql.Identifier(*MARK.split(".")), sql.Literal(content))
    )


def is_current(connection: psycopg.Connection) -> bool:
    """Whether there is a note of this version of the server; another words policies in its own way."""
    return (noted(connection) or {}).get("server") == connection.info.server_version
