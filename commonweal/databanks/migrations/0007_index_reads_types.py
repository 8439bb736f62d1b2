"""The search process reads what type a record is."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("databanks", "0006_bank_register")]
    operations = [
        migrations.RunSQL("grant select (record_type) on databanks_identity to cw_indexer", migrations.RunSQL.noop)
    ]
