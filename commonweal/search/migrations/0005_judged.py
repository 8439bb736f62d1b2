"""Of what a file's row or a standing question found: whether the record holds the very number asked for.

Such a one stands where it is, whatever was judged of it.
"""

from django.db import migrations

HELD = "alter table {table} add column held boolean not null default false"


class Migration(migrations.Migration):
    dependencies = [("search", "0004_folders")]
    operations = [
        migrations.RunSQL(HELD.format(table=table), migrations.RunSQL.noop)
        for table in ("search_screened", "search_alert")
    ]
