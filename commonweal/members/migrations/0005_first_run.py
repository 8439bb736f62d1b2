"""Nobody has an account before the operator uses the token that the first start prints; a demonstration is marked.

A token makes one administrator of one party that never had an officer; a process of the web cannot issue one, for the
function is the clock's. A demonstration is marked by the same process, before its cast may be loaded, and for good.
"""

from django.db import migrations

TABLES = """
create table members_house (
    only_row boolean primary key default true check (only_row),
    demonstration_since timestamptz not null
);
create table members_firstrun (
    token_hash bytea primary key check (octet_length(token_hash) = 32),
    party text collate "C" not null,                    -- empty: whichever party its user serves
    issued_at timestamptz not null,
    expires timestamptz not null,
    used_at timestamptz,
    officer text collate "C",
    check ((used_at is null) = (officer is null))
);
alter table members_house enable row level security, force row level security;
alter table members_firstrun enable row level security, force row level security;
create policy members_house_read on members_house for select to cw_app, cw_gate, cw_owner using (true);
create policy members_house_mark on members_house for insert to cw_gate with check (true);
create policy members_firstrun_gate on members_firstrun to cw_gate using (true) with check (true);
create policy members_agency_first on members_agency for insert to cw_gate with check (true);
create policy members_officer_first on members_officer for insert to cw_gate with check (true);
create policy members_accreditation_first on members_accreditation for insert to cw_gate with check (true);
grant select on members_house to cw_app, cw_gate;
grant insert on members_house, members_agency, members_officer, members_accreditation to cw_gate;
grant select, insert, update, delete on members_firstrun to cw_gate;
grant select on members_party to cw_gate;

create or replace function members_is_empty() returns boolean
    language sql stable set search_path = pg_catalog, public, pg_temp
    as $$
    select exists (select 1 from members_house) and not exists (select 1 from members_accreditation)
    $$;
comment on function members_is_empty() is
    'A demonstration in which nobody was accredited yet: its cast may be loaded without a warrant.';
"""

GATE = """
grant create on schema public to cw_gate;
set role cw_gate;
create function members_without_officers(asked text) returns boolean
    language sql stable security definer set search_path = pg_catalog, public, pg_temp
    as $$
    select not exists (
        select 1 from members_accreditation c join members_officer o on o.code = c.officer_id
        join members_agency a on a.code = o.agency_id where asked in ('', a.party_id))
    $$;
comment on function members_without_officers(text) is
    'Nobody of this party, or with an empty one nobody at all, was ever accredited.';

create function members_awaits_first_run() returns boolean
    language sql stable security definer set search_path = pg_catalog, public, pg_temp
    as $$ select members_without_officers('') and not exists (select 1 from members_house) $$;

create function members_mark_demonstration(journal_entry text) returns boolean
    language plpgsql security definer set search_path = pg_catalog, public, pg_temp
    as $$
begin
    if exists (select 1 from members_house) then
        return false;
    end if;
    if not members_without_officers('') or exists (select 1 from members_firstrun where used_at is not null) then
        raise exception 'members.demonstration.in-force';
    end if;
    if (journal_entry::jsonb ->> 'verb') is distinct from 'members.demonstration.marked' then
        raise exception 'members.demonstration.other-entry';
    end if;
    insert into members_house (demonstration_since) values (common_now());
    perform audit_append(journal_entry, '[]'::jsonb);
    return true;
end $$;

create function members_issue_first_run(new_token_hash bytea, for_party text, journal_entry text) returns timestamptz
    language plpgsql security definer set search_path = pg_catalog, public, pg_temp
    as $$
declare
    said jsonb := journal_entry::jsonb;
    ends timestamptz := common_now() + interval '7 days';
begin
    if (said ->> 'verb', said #>> '{facts,party}') is distinct from ('members.first-run.issued', for_party) then
        raise exception 'members.first-run.other-entry: the journal entry is not of this token';
    end if;
    if exists (select 1 from members_house) or not members_without_officers(for_party)
        or (for_party <> '' and not exists (select 1 from members_party p where p.code = for_party))
    then
        raise exception 'members.first-run.in-force';
    end if;
    delete from members_firstrun where party = for_party and used_at is null;
    insert into members_firstrun (token_hash, party, issued_at, expires)
    values (new_token_hash, for_party, common_now(), ends);
    perform audit_append(journal_entry, '[]'::jsonb);
    return ends;
end $$;

-- The agency, its administrator and his accreditation come into being together, and the token is used up with them.
create function members_use_first_run(using_hash bytea, agency jsonb, officer jsonb, ends timestamptz,
    journal_entry text) returns void
    language plpgsql security definer set search_path = pg_catalog, public, pg_temp
    as $$
declare
    said jsonb := journal_entry::jsonb;
    its text := agency ->> 'party';
    who text := officer ->> 'code';
begin
    perform pg_advisory_xact_lock(hashtext('members'), hashtext('first-run'));
    update members_firstrun set used_at = common_now(), officer = who
    where token_hash = using_hash and used_at is null and expires > common_now() and party in ('', its);
    if not found or not members_without_officers(
        case when (select f.party from members_firstrun f where f.token_hash = using_hash) = '' then '' else its end)
    then
        raise exception 'members.first-run.not-valid';
    end if;
    if (said ->> 'verb', said -> 'about')
        is distinct from ('members.first-run.used', jsonb_build_array('officer/' || who))
    then
        raise exception 'members.first-run.other-entry: the journal entry is not of this deed';
    end if;
    if not coalesce(ends > common_now() and ends <= common_now() + interval '366 days', false) then
        raise exception 'members.first-run.term';
    end if;
    insert into members_agency (code, party_id, kind, level, name_en, name_ru, competent_for)
    values (agency ->> 'code', its, agency ->> 'kind', 'ministry', agency ->> 'name_en', agency ->> 'name_ru', '{}')
    on conflict (code) do nothing;
    if not exists (select 1 from members_agency a where a.code = agency ->> 'code' and a.party_id = its) then
        raise exception 'members.first-run.other-party';
    end if;
    insert into members_officer (code, rank, name, name_latin, agency_id, unit, clearance, roles)
    values (who, officer ->> 'rank', officer ->> 'name', officer ->> 'name_latin', agency ->> 'code', '', 0,
        '{admin,desk}');
    insert into members_accreditation (officer_id, since, until, by) values (who, common_now(), ends, 'first-run');
    perform audit_append(journal_entry, '[]'::jsonb);
end $$;
revoke execute on function members_without_officers(text), members_awaits_first_run(), members_mark_demonstration(text),
    members_issue_first_run(bytea, text, text), members_use_first_run(bytea, jsonb, jsonb, timestamptz, text)
    from public;
grant execute on function members_awaits_first_run(), members_mark_demonstration(text), members_issue_first_run(bytea, text, text) to cw_clock;
grant execute on function members_use_first_run(bytea, jsonb, jsonb, timestamptz, text) to cw_app;
reset role;
revoke create on schema public from cw_gate;
"""


class Migration(migrations.Migration):
    dependencies = [("members", "0004_steps"), ("audit", "0001_initial")]
    operations = [migrations.RunSQL(statements, migrations.RunSQL.noop) for statements in (TABLES, GATE)]
