"""Receipts: the text of an entry, for the owner of every record that it touched, where it says nothing else."""

from django.db import migrations

FUNCTION = r"""
-- The text of an entry whose touches are of exactly these records, and which is about nothing else and tells no further
-- facts: then it tells an owner what his extract tells him already, and he can hold the one against the other.
-- Null otherwise: of an entry that concerns several owners, each has the hash and the proof.
create function audit_opened(asked uuid, records uuid[]) returns text language sql stable security definer
set search_path = pg_catalog, pg_temp as $$
    select e.entry from public.audit_entry e
    where e.id = asked and not e.entry::jsonb ? 'facts'
      and (select array_agg(t.record order by t.record) from public.audit_touch t where t.entry = asked)
          = (select array_agg(r order by r) from unnest(records) r)
      and not exists (
          select 1 from jsonb_array_elements_text(coalesce(e.entry::jsonb -> 'about', '[]')) a
          where a <> all (select 'record/' || r from unnest(records) r))
$$;
create policy audit_touch_opened on audit_touch for select to cw_journal using (true);
revoke all on function audit_opened(uuid, uuid[]) from public;
grant execute on function audit_opened(uuid, uuid[]) to cw_app;
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_witnesses")]
    operations = [
        migrations.RunSQL("grant create on schema public to cw_journal; set local role cw_journal;"),
        migrations.RunSQL(FUNCTION),
        migrations.RunSQL("reset role; revoke create on schema public from cw_journal;"),
    ]
