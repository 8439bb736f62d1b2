"""Purpose achieved, records that are contested, and recall with receipts."""

from django.db import migrations

from commonweal.databanks import protection_contest, protection_recall
from commonweal.databanks.protection_extension import GRANT
from commonweal.databanks.protection_retention import as_gauge


class Migration(migrations.Migration):
    dependencies = [("databanks", "0022_spoken"), ("handling", "0001_initial"), ("audit", "0001_initial")]
    operations = [
        migrations.RunSQL(each, migrations.RunSQL.noop)
        for each in (
            protection_contest.TABLES,
            protection_recall.TABLES,
            *protection_contest.statements(),
            *protection_recall.statements(),
            *as_gauge(GRANT, functions=("databanks_grant_extension()",)),
        )
    ]
