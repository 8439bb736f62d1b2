"""Sessions: where an officer is signed in, what each is bound to, and when he last proved that it is he.

A session is the desk's warrant and whatever was opened under it; ending it closes them. The table is the gate's: the
application begins one with its journal entry, is told at each page whether it still holds, and ends one under a
warrant of the officer's own or of an administrator of his. What began ninety days ago is forgotten.
"""

from django.db import migrations

TABLE = """
create table members_session (
    id uuid primary key,                                -- of the desk's warrant
    officer text collate "C" not null references members_officer (code),
    how text not null check (how in ('link', 'passkey', 'link-code', 'program')),
    agent text not null,                                -- browser and system, without versions
    address text not null,
    bound bytea,                                        -- digest of what it is bound to; null: to nothing
    idle interval not null,
    began_at timestamptz not null,
    seen_at timestamptz not null,
    proved_at timestamptz,
    ended_at timestamptz,
    why text,
    opened uuid[] not null default '{}'                 -- warrants that were opened from it
);
create index members_session_officer on members_session (officer, began_at);
create index members_session_began on members_session (began_at);
alter table members_session enable row level security, force row level security;
create policy members_session_gate on members_session to cw_gate using (true) with check (true);
grant select, insert, update, delete on members_session to cw_gate;
"""

GATE = """
grant create on schema public to cw_gate;
set role cw_gate;
create function members_begin_session(warrant uuid, who text, its_how text, its_agent text, its_address text,
    its_bound bytea, its_idle interval, proved boolean, journal_entry text) returns void
    language plpgsql security definer set search_path = pg_catalog, public, pg_temp
    as $$
begin
    if not exists (select 1 from handling_warrant w where w.id = warrant and w.officer = who and w.closed_at is null
            and w.opened_at > common_now() - interval '1 minute')
        or not members_is_entry_of(journal_entry, 'members.session.begun', who)
    then
        raise exception 'members.session.other-warrant';
    end if;
    delete from members_session where began_at < common_now() - interval '90 days';
    insert into members_session (id, officer, how, agent, address, bound, idle, began_at, seen_at, proved_at)
    values (warrant, who, its_how, its_agent, its_address, its_bound, its_idle, common_now(), common_now(),
        case when proved then common_now() end);
    perform audit_append(journal_entry, '[]'::jsonb);
end $$;

-- Asked at each page: `none` where the desk was opened without a sign-in, by the house's own commands.
create function members_session_seen(asked uuid, now_bound bytea) returns text
    language plpgsql security definer set search_path = pg_catalog, public, pg_temp
    as $$
declare
    s members_session;
begin
    select * into s from members_session where id = asked;
    if not found then
        return 'none';
    elsif s.ended_at is not null then
        return 'ended';
    elsif s.bound is not null and s.bound is distinct from now_bound then
        return 'elsewhere';
    elsif s.seen_at + s.idle < common_now() then
        return 'idle';
    end if;
    if s.seen_at < common_now() - interval '1 minute' then
        update members_session set seen_at = common_now() where id = asked;
    end if;
    return 'open';
end $$;

create function members_end_sessions(who text, one uuid, keep uuid, because text, journal_entry text) returns integer
    language plpgsql security definer set search_path = pg_catalog, public, pg_temp
    as $$
declare
    ended uuid[];
begin
    if not coalesce((handling_me()).officer = who, false) and not members_manages_officer(who)
        or not members_is_entry_of(journal_entry, 'members.session.ended', who)
    then
        raise exception 'members.session.not-his-own';
    end if;
    with over as (
        update members_session set ended_at = common_now(), why = because
        where officer = who and ended_at is null and (one is null or id = one) and id is distinct from keep
        returning id, opened)
    select array_agg(distinct each) into ended from over, unnest(id || opened) each;
    if ended is null then
        return 0;
    end if;
    update handling_warrant set closed_at = common_now()
    where id = any (ended) and closed_at is null and until > common_now();
    perform audit_append(journal_entry, '[]'::jsonb);
    return cardinality(ended);
end $$;

create function members_sessions_of(who text) returns table (id uuid, how text, agent text, address text,
    began_at timestamptz, seen_at timestamptz, proved_at timestamptz)
    language sql stable security definer set search_path = pg_catalog, public, pg_temp
    as $$
    select s.id, s.how, s.agent, s.address, s.began_at, s.seen_at, s.proved_at
    from members_session s join handling_warrant w on w.id = s.id
    where s.officer = who and s.ended_at is null and w.closed_at is null and common_now() < w.until
      and s.seen_at + s.idle >= common_now()
      and (who = (handling_me()).officer or members_manages_officer(who))
    order by s.seen_at desc, s.id
    $$;

create function members_note_opened(desk uuid, new uuid) returns void
    language sql volatile security definer set search_path = pg_catalog, public, pg_temp
    as $$
    update members_session s set opened = s.opened || new
    where s.id = desk and exists (select 1 from handling_warrant w where w.id = new and w.officer = s.officer)
    $$;

-- The holder of this warrant has proved that it is he. A warrant that no sign-in opened gets a session that is bound to nothing.
create function members_prove(proving uuid, journal_entry text) returns void
    language plpgsql security definer set search_path = pg_catalog, public, pg_temp
    as $$
declare
    holder handling_holder := handling_me();
begin
    if holder.id is distinct from proving
        or not members_is_entry_of(journal_entry, 'members.proof.given', holder.officer)
    then
        raise exception 'members.session.other-warrant';
    end if;
    insert into members_session (id, officer, how, agent, address, idle, began_at, seen_at, proved_at)
    values (proving, holder.officer, 'program', '', '', interval '1 day', common_now(), common_now(), common_now())
    on conflict (id) do update set proved_at = common_now();
    perform audit_append(journal_entry, '[]'::jsonb);
end $$;

-- When the holder of a warrant last proved that it is he, in the session to which the warrant belongs.
create function members_proved_at(asked uuid) returns timestamptz
    language sql stable security definer set search_path = pg_catalog, public, pg_temp
    as $$
    select max(s.proved_at) from handling_warrant w join members_session s on s.officer = w.officer
    where w.id = asked and s.ended_at is null and (s.id = asked or asked = any (s.opened))
    $$;
revoke execute on function
    members_begin_session(uuid, text, text, text, text, bytea, interval, boolean, text),
    members_session_seen(uuid, bytea), members_end_sessions(text, uuid, uuid, text, text), members_sessions_of(text),
    members_note_opened(uuid, uuid), members_prove(uuid, text), members_proved_at(uuid) from public;
grant execute on function
    members_begin_session(uuid, text, text, text, text, bytea, interval, boolean, text),
    members_session_seen(uuid, bytea), members_end_sessions(text, uuid, uuid, text, text), members_sessions_of(text),
    members_note_opened(uuid, uuid), members_prove(uuid, text), members_proved_at(uuid) to cw_app;
reset role;
revoke create on schema public from cw_gate;
"""


class Migration(migrations.Migration):
    dependencies = [("members", "0006_means")]
    operations = [migrations.RunSQL(statements, migrations.RunSQL.noop) for statements in (TABLE, GATE)]
