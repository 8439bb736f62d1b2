"""Links and warrants take no step that their tables do not have: a used one and a closed one stay so.

Their states are not columns but follow from moments; each guard works out the state before and after.
"""

from django.db import migrations

from commonweal.members.standing import LINK, WARRANT

GUARD = """
create function {name}() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
    was text := case when old.{done} is not null then '{end}' when old.{over} <= common_now() then 'over' else '{first}' end;
    is_now text := case when new.{done} is not null then '{end}' when new.{over} <= common_now() then 'over' else '{first}' end;
begin
    if old.{done} is distinct from new.{done} and (was, is_now) not in ({steps}) then
        raise exception 'members.{subject}.no-such-step: a {subject} that is % does not become %', was, is_now
            using errcode = 'insufficient_privilege';
    end if;
    return new;
end $$;
revoke execute on function {name}() from public;
"""
TRIGGER = "create trigger {name} before update on {table} for each row execute function {name}()"

# What lapsed is closed already for whoever asks: the suspension of its officer leaves it as it is.
CLOSE = """
create or replace function members_close_warrants() returns trigger
    language plpgsql security definer set search_path = pg_catalog, public, pg_temp
    as $$
begin
    update handling_warrant set closed_at = common_now()
    where officer = new.code and closed_at is null and until > common_now();
    return null;
end $$;
create or replace function handling_close_warrant(closing_hash bytea) returns void
    language sql security definer set search_path = pg_catalog, public, pg_temp
    as $$
    update handling_warrant set closed_at = common_now()
    where token_hash = closing_hash and closed_at is null and until > common_now()
    $$;
"""


def guard(name, table, *, subject):
    """The guard's function; `done` is the moment that ends the first state, `over` the one at which it lapses."""
    return GUARD.format(
        name=name,
        subject=subject,
        first=table.first,
        end="used" if table is LINK else "closed",
        done="used_at" if table is LINK else "closed_at",
        over="expires" if table is LINK else "until",
        steps=", ".join(f"('{line.state}', '{line.next}')" for line in table.transitions),
    )


STATEMENTS = [
    guard("members_link_step", LINK, subject="link"),
    TRIGGER.format(name="members_link_step", table="members_signinlink"),
    "grant create on schema public to cw_gate",
    "set role cw_gate",
    CLOSE,
    guard("members_warrant_step", WARRANT, subject="warrant"),
    TRIGGER.format(name="members_warrant_step", table="handling_warrant"),
    "reset role",
    "revoke create on schema public from cw_gate",
]


class Migration(migrations.Migration):
    dependencies = [("members", "0003_guards"), ("handling", "0001_initial")]
    operations = [migrations.RunSQL(statement, migrations.RunSQL.noop) for statement in STATEMENTS]
