"""Who may enter what gives rights, held by the database: the application alone cannot make itself an officer.

Reading stays open. What bestows standing (an agency, an officer, an accreditation, the end of a suspension) is written
under the warrant of an administrator of that agency or of one above it, never for himself; and before anybody is
accredited, when the register is first loaded. Suspending stays possible without a warrant, for it only takes away, and
closes the officer's warrants by itself. A sign-in link is made by one function that journals it.
"""

from django.db import migrations

FORCED = "\n".join(
    f"alter table members_{table} enable row level security, force row level security;"
    for table in ("agency", "officer", "accreditation", "signinlink")
)

LINE = """
create function members_line(first text) returns setof text
    language sql stable set search_path = pg_catalog, public, pg_temp
    as $$
    with recursive line (code, parent_id) as (
        select a.code, a.parent_id from members_agency a where a.code = first
        union
        select a.code, a.parent_id from members_agency a join line on a.code = line.parent_id)
    select code from line
    $$;
comment on function members_line(text) is 'An agency and all above it.';
create function members_manages(agency text) returns boolean
    language sql stable set search_path = pg_catalog, public, pg_temp
    as $$
    select coalesce((handling_me()).role = 'admin' and (handling_me()).agency in (select members_line(agency)), false)
    $$;
comment on function members_manages(text) is 'Whether the warrant in order is of an administrator of this agency.';
create function members_manages_officer(officer text) returns boolean
    language sql stable set search_path = pg_catalog, public, pg_temp
    as $$
    select coalesce((handling_me()).officer <> officer
        and members_manages((select o.agency_id from members_officer o where o.code = officer)), false)
    $$;
create function members_is_empty() returns boolean
    language sql stable set search_path = pg_catalog, public, pg_temp
    as $$ select not exists (select 1 from members_accreditation) $$;
comment on function members_is_empty() is 'Nobody was ever accredited: the register is being loaded.';
"""

POLICIES = """
create policy members_agency_read on members_agency for select to cw_app, cw_gate, cw_owner using (true);
create policy members_agency_enter on members_agency for insert to cw_app
    with check ((select members_is_empty())
        or (members_manages(parent_id) and party_id = (select (handling_me()).party)));
create policy members_agency_change on members_agency for update to cw_app
    using ((select members_is_empty()) or members_manages(parent_id))
    with check ((select members_is_empty()) or members_manages(parent_id));

create policy members_officer_read on members_officer for select to cw_app, cw_gate, cw_owner using (true);
create policy members_officer_enter on members_officer for insert to cw_app
    with check ((select members_is_empty()) or members_manages(agency_id));
-- Who is not suspended may be renamed and suspended; the end of a suspension is an administrator's.
create policy members_officer_change on members_officer for update to cw_app
    using (suspended_at is null) with check (true);
create policy members_officer_readmit on members_officer for update to cw_app
    using (members_manages_officer(code)) with check (true);

create policy members_accreditation_read on members_accreditation for select to cw_app, cw_gate, cw_owner using (true);
create policy members_accreditation_enter on members_accreditation for insert to cw_app
    with check ((select members_is_empty())
        or (members_manages_officer(officer_id) and by = (select (handling_me()).officer)));

create policy members_signinlink_read on members_signinlink for select to cw_app, cw_owner using (true);
create policy members_signinlink_use on members_signinlink for update to cw_app
    using (used_at is null) with check (used_at is not null);
create policy members_signinlink_issue on members_signinlink for insert to cw_gate with check (true);
revoke insert on members_signinlink from cw_app;
grant insert on members_signinlink to cw_gate;
"""

GATE = """
grant create on schema public to cw_gate;
set role cw_gate;
-- Whoever suspends, and by whatever statement: the officer's warrants close with it.
create function members_close_warrants() returns trigger
    language plpgsql security definer set search_path = pg_catalog, public, pg_temp
    as $$
begin
    update handling_warrant set closed_at = common_now() where officer = new.code and closed_at is null;
    return null;
end $$;
revoke execute on function members_close_warrants() from public;

create function members_issue_link(new_token_hash bytea, new_officer text, ends timestamptz, journal_entry text)
    returns void
    language plpgsql security definer set search_path = pg_catalog, public, pg_temp
    as $$
declare
    said jsonb := journal_entry::jsonb;
begin
    if coalesce(octet_length(new_token_hash), 0) <> 32
        or not coalesce(ends > common_now() and ends <= common_now() + interval '25 hours', false)
    then
        raise exception 'members.link.malformed';
    end if;
    if (said ->> 'verb', said -> 'about')
        is distinct from ('members.link.issued', jsonb_build_array('officer/' || new_officer))
    then
        raise exception 'members.link.other-entry: the journal entry is not of this link';
    end if;
    if not exists (select 1 from handling_standing(new_officer)) then
        raise exception 'members.link.no-standing';
    end if;
    insert into members_signinlink (token_hash, officer_id, expires) values (new_token_hash, new_officer, ends);
    perform audit_append(journal_entry, '[]'::jsonb);
end $$;
revoke execute on function members_issue_link(bytea, text, timestamptz, text) from public;
grant execute on function members_issue_link(bytea, text, timestamptz, text) to cw_app;
grant execute on function members_close_warrants() to cw_owner;
reset role;
revoke create on schema public from cw_gate;
create trigger members_officer_suspended after update of suspended_at on members_officer
    for each row when (new.suspended_at is not null and old.suspended_at is null)
    execute function members_close_warrants();
"""


class Migration(migrations.Migration):
    dependencies = [("members", "0002_standing")]
    operations = [
        migrations.RunSQL(statements, migrations.RunSQL.noop) for statements in (FORCED, LINE, POLICIES, GATE)
    ]
