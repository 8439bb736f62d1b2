"""Contributions that hold rows back, name full lists, are taken whole or not, and can be undone."""

from django.db import migrations

from commonweal.databanks import protection_approval, protection_staging, protection_batches, protection_undo

STATEMENTS = [
    *protection_batches.statements(),
    *protection_staging.statements(),
    *protection_approval.statements(),
    *protection_undo.statements(),
]


class Migration(migrations.Migration):
    dependencies = [("databanks", "0011_silent")]
    operations = [migrations.RunSQL(statement, migrations.RunSQL.noop) for statement in STATEMENTS]
