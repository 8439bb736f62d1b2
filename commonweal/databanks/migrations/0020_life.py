"""Owners are warned before a record ends, extend it by a recorded assessment alone, and erasures are registered."""

from django.db import migrations

from commonweal.databanks import protection_approval, protection_extension, protection_life


class Migration(migrations.Migration):
    dependencies = [("databanks", "0019_retention"), ("workflow", "0001_initial")]
    operations = [
        migrations.RunSQL(each, migrations.RunSQL.noop)
        for each in (
            protection_life.TABLES,
            protection_extension.TABLES,
            *protection_life.statements(),
            *protection_extension.statements(),
            *protection_approval.statements(),
        )
    ]
