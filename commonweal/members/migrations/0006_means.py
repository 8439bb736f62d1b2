"""Means of sign-in: passkeys, one-time codes and recovery codes; and the pauses after failures.

The application has no right on these tables. It asks functions of the gate's: what an officer has is told for signing
him in; a means is entered under his own warrant, used by a move forward alone (a counter and a moment that never come
again), and taken away by himself or an administrator of his. Each writes its entry in the journal.
"""

from django.db import migrations

TABLES = """
create table members_means (
    id uuid primary key,
    officer text collate "C" not null references members_officer (code),
    kind text not null check (kind in ('passkey', 'codes')),
    name text not null check (length(name) between 1 and 60),
    credential bytea unique check (octet_length(credential) between 1 and 1023),
    public_key bytea,
    counter bigint not null default 0 check (counter >= 0),
    secret bytea,                                       -- of codes, encrypted with a key outside the database
    moment bigint not null default 0,                   -- last challenge or step that was accepted; only grows
    added_at timestamptz not null,
    used_at timestamptz,
    removed_at timestamptz,
    check (case kind when 'passkey' then credential is not null and public_key is not null and secret is null
                     else credential is null and public_key is null and secret is not null end)
);
create index members_means_officer on members_means (officer);
create unique index members_means_codes_once on members_means (officer) where kind = 'codes' and removed_at is null;
create table members_recovery (
    officer text collate "C" not null references members_officer (code),
    code_hash bytea not null check (octet_length(code_hash) = 32),
    used_at timestamptz,
    primary key (officer, code_hash)
);
create table members_pause (
    key bytea primary key check (octet_length(key) = 32), -- of an officer or an address, not readable back
    failures integer not null check (failures > 0),
    failed_at timestamptz not null,
    until timestamptz not null
);
create index members_pause_failed on members_pause (failed_at);
alter table members_means enable row level security, force row level security;
alter table members_recovery enable row level security, force row level security;
alter table members_pause enable row level security, force row level security;
create policy members_means_gate on members_means to cw_gate using (true) with check (true);
create policy members_recovery_gate on members_recovery to cw_gate using (true) with check (true);
create policy members_pause_gate on members_pause to cw_gate using (true) with check (true);
grant select, insert, update on members_means to cw_gate;
grant select, insert, update, delete on members_recovery, members_pause to cw_gate;
"""

GATE = """
grant create on schema public to cw_gate;
set role cw_gate;
create type members_means_told as (id uuid, officer text, kind text, name text, credential bytea, public_key bytea,
    counter bigint, secret bytea, moment bigint, added_at timestamptz, used_at timestamptz);

create function members_is_entry_of(journal_entry text, wanted text, who text) returns boolean
    language sql immutable set search_path = pg_catalog, pg_temp
    as $$
    select (journal_entry::jsonb ->> 'verb', journal_entry::jsonb -> 'about')
        is not distinct from (wanted, jsonb_build_array('officer/' || who))
    $$;

create function members_means_of(asked text) returns setof members_means_told
    language sql stable security definer set search_path = pg_catalog, public, pg_temp
    as $$
    select id, officer, kind, name, credential, public_key, counter, secret, moment, added_at, used_at
    from members_means where officer = asked and removed_at is null order by added_at, id
    $$;

create function members_means_by(asked bytea) returns setof members_means_told
    language sql stable security definer set search_path = pg_catalog, public, pg_temp
    as $$
    select id, officer, kind, name, credential, public_key, counter, secret, moment, added_at, used_at
    from members_means where credential = asked and removed_at is null
    $$;

create function members_add_means(new_id uuid, who text, its_kind text, its_name text, its_credential bytea,
    its_key bytea, its_counter bigint, its_secret bytea, its_moment bigint, journal_entry text) returns void
    language plpgsql security definer set search_path = pg_catalog, public, pg_temp
    as $$
begin
    if (handling_me()).officer is distinct from who
        or not members_is_entry_of(journal_entry, 'members.means.added', who)
    then
        raise exception 'members.means.not-his-own';
    end if;
    perform pg_advisory_xact_lock(hashtext('members_means'), hashtext(who));
    if (select count(*) from members_means m where m.officer = who and m.removed_at is null) >= 10 then
        raise exception 'members.means.many';
    end if;
    insert into members_means (id, officer, kind, name, credential, public_key, counter, secret, moment, added_at)
    values (new_id, who, its_kind, its_name, its_credential, its_key, its_counter, its_secret, its_moment, common_now());
    perform audit_append(journal_entry, '[]'::jsonb);
end $$;

-- Used by a move forward alone: the moment grows, and the counter where the device counts at all.
create function members_use_means(using_id uuid, its_counter bigint, its_moment bigint, journal_entry text)
    returns boolean
    language plpgsql security definer set search_path = pg_catalog, public, pg_temp
    as $$
declare
    who text;
begin
    update members_means m set counter = its_counter, moment = its_moment, used_at = common_now()
    where m.id = using_id and m.removed_at is null and m.moment < its_moment
      and (m.counter < its_counter or (m.counter = 0 and its_counter = 0))
    returning m.officer into who;
    if who is null then
        return false;
    end if;
    if not members_is_entry_of(journal_entry, 'members.means.used', who) then
        raise exception 'members.means.other-entry: the journal entry is not of this deed';
    end if;
    perform audit_append(journal_entry, '[]'::jsonb);
    return true;
end $$;

create function members_remove_means(removing uuid, who text, journal_entry text) returns boolean
    language plpgsql security definer set search_path = pg_catalog, public, pg_temp
    as $$
begin
    if not coalesce((handling_me()).officer = who, false) and not members_manages_officer(who)
        or not members_is_entry_of(journal_entry, 'members.means.removed', who)
    then
        raise exception 'members.means.not-his-own';
    end if;
    update members_means m set removed_at = common_now()
    where m.officer = who and (m.id = removing or removing is null) and m.removed_at is null;
    if not found then
        return false;
    end if;
    -- Without a means there is nothing to recover; what an administrator takes away takes the codes along.
    delete from members_recovery r where r.officer = who
      and not exists (select 1 from members_means m where m.officer = who and m.removed_at is null);
    perform audit_append(journal_entry, '[]'::jsonb);
    return true;
end $$;

create function members_set_recovery(who text, hashes bytea[], journal_entry text) returns void
    language plpgsql security definer set search_path = pg_catalog, public, pg_temp
    as $$
begin
    if (handling_me()).officer is distinct from who or cardinality(hashes) > 20
        or not members_is_entry_of(journal_entry, 'members.recovery.made', who)
    then
        raise exception 'members.means.not-his-own';
    end if;
    delete from members_recovery r where r.officer = who;
    insert into members_recovery (officer, code_hash) select who, unnest(hashes);
    perform audit_append(journal_entry, '[]'::jsonb);
end $$;

create function members_use_recovery(who text, its_hash bytea, journal_entry text) returns boolean
    language plpgsql security definer set search_path = pg_catalog, public, pg_temp
    as $$
begin
    update members_recovery r set used_at = common_now()
    where r.officer = who and r.code_hash = its_hash and r.used_at is null;
    if not found then
        return false;
    end if;
    if not members_is_entry_of(journal_entry, 'members.recovery.used', who) then
        raise exception 'members.means.other-entry: the journal entry is not of this deed';
    end if;
    perform audit_append(journal_entry, '[]'::jsonb);
    return true;
end $$;

create function members_recovery_left(who text) returns bigint
    language sql stable security definer set search_path = pg_catalog, public, pg_temp
    as $$ select count(*) from members_recovery where officer = who and used_at is null $$;

-- Seconds for which nothing more is tried, of the longest pause among these; 0 where there is none.
create function members_paused(keys bytea[]) returns integer
    language sql stable security definer set search_path = pg_catalog, public, pg_temp
    as $$
    select coalesce(greatest(0, ceil(extract(epoch from max(until) - common_now()))), 0)::integer
    from members_pause where key = any (keys)
    $$;

-- Four failures are free; then half a minute, doubled with each, an hour at most. After a quiet day it begins anew.
-- Returns whether a pause began.
create function members_failed(keys bytea[]) returns boolean
    language sql volatile security definer set search_path = pg_catalog, public, pg_temp
    as $$
    delete from members_pause where failed_at < common_now() - interval '1 day';
    with counted as (
        insert into members_pause as p (key, failures, failed_at, until)
        select k, 1, common_now(), common_now() from unnest(keys) k order by k
        on conflict (key) do update set failures = least(p.failures + 1, 1000), failed_at = common_now(),
            until = common_now() + case when p.failures + 1 < 5 then interval '0'
                else make_interval(secs => least(3600, 30 * 2 ^ least(p.failures - 4, 10))) end
        returning failures)
    select bool_or(failures >= 5) from counted
    $$;

create function members_forgive(forgiven bytea) returns void
    language sql volatile security definer set search_path = pg_catalog, public, pg_temp
    as $$ delete from members_pause where key = forgiven $$;

revoke execute on function members_means_of(text), members_means_by(bytea),
    members_add_means(uuid, text, text, text, bytea, bytea, bigint, bytea, bigint, text),
    members_use_means(uuid, bigint, bigint, text), members_remove_means(uuid, text, text),
    members_set_recovery(text, bytea[], text), members_use_recovery(text, bytea, text), members_recovery_left(text),
    members_paused(bytea[]), members_failed(bytea[]), members_forgive(bytea) from public;
grant execute on function members_means_of(text), members_means_by(bytea),
    members_add_means(uuid, text, text, text, bytea, bytea, bigint, bytea, bigint, text),
    members_use_means(uuid, bigint, bigint, text), members_remove_means(uuid, text, text),
    members_set_recovery(text, bytea[], text), members_use_recovery(text, bytea, text), members_recovery_left(text),
    members_paused(bytea[]), members_failed(bytea[]), members_forgive(bytea) to cw_app;
reset role;
revoke create on schema public from cw_gate;
"""


class Migration(migrations.Migration):
    dependencies = [("members", "0005_first_run")]
    operations = [migrations.RunSQL(statements, migrations.RunSQL.noop) for statements in (TABLES, GATE)]
