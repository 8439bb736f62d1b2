"""Who an officer is on this day, for warrants: asked of the register, never of the caller.

An officer has standing while he is accredited and not suspended and his agency serves. The function keeps its owner,
the role without login that also owns the warrants; the application cannot call it.
"""

from django.db import migrations

STANDING = """
grant select on members_officer, members_agency, members_accreditation to cw_gate;
grant create on schema public to cw_gate;
set role cw_gate;
create or replace function handling_standing(officer text)
    returns table (party text, agency text, kind text, unit text, clearance smallint, roles text[], until timestamptz)
    language sql stable security definer set search_path = pg_catalog, public, pg_temp
    as $$
    select a.party_id, a.code, a.kind, o.unit, o.clearance, o.roles, max(c.until)
    from members_officer o
    join members_agency a on a.code = o.agency_id
    join members_accreditation c on c.officer_id = o.code
    where o.code = handling_standing.officer
      and o.suspended_at is null
      and c.since <= common_now() and common_now() < c.until
      and (a.since is null or a.since <= (common_now() at time zone 'UTC')::date)
      and (a.until is null or (common_now() at time zone 'UTC')::date < a.until)
    group by a.code, o.code
    $$;
reset role;
revoke create on schema public from cw_gate;
"""


class Migration(migrations.Migration):
    dependencies = [("members", "0001_initial"), ("handling", "0001_initial")]
    operations = [migrations.RunSQL(STANDING, migrations.RunSQL.noop)]
