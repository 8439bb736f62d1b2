"""Judgements about records and persons met, and certificates for who is not meant."""

from django.db import migrations

from commonweal.databanks import protection_judgements


class Migration(migrations.Migration):
    dependencies = [("databanks", "0016_kin"), ("workflow", "0001_initial")]
    operations = [migrations.RunSQL(each, migrations.RunSQL.noop) for each in protection_judgements.statements()]
