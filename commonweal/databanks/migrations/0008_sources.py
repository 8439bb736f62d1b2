"""What a contribution came from, what of it waits for a parent, and what its full list no longer names."""

from django.db import migrations

STATEMENTS = """
alter table databanks_batch
    add column format text not null default 'jsonl',
    add column list text collate "C" not null default '',
    add column "full" boolean not null default false,
    add column whole boolean not null default false,
    add column rows_held integer not null default 0,
    add column rows_absent integer not null default 0,
    add column withdraw_absent integer; -- so many the contributor said shall be withdrawn; null: he said nothing
grant update (rows_held, rows_absent, withdraw_absent) on databanks_batch to cw_app;
"""


class Migration(migrations.Migration):
    dependencies = [("databanks", "0007_index_reads_types")]
    operations = [migrations.RunSQL(STATEMENTS, migrations.RunSQL.noop)]
