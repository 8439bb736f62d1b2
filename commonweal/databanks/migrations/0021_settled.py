"""The decision table has a row more: nothing of other parties while no quorum of witnesses has confirmed the journal.

A new database has the policies so from the beginning; this brings them to one that was made before.
"""

from django.db import migrations

from commonweal.databanks import protection

READ = [f"alter policy {table}_read on {table} using ({protection.select_rule(table)})" for table in protection.PARTS]
CHANGED = [table for table in protection.PARTS if table not in ("databanks_version", *protection.REPLACED)]
UPDATE = [f"alter policy {table}_update on {table} using ({protection.update_rule(table)})" for table in CHANGED]


class Migration(migrations.Migration):
    dependencies = [("databanks", "0020_life"), ("audit", "0002_witnesses")]
    operations = [migrations.RunSQL(each, migrations.RunSQL.noop) for each in (*READ, *UPDATE)]
