"""Graded disclosure: an officer asks an owner for the identity, then for all of a record; rules by which it is given."""

from django.db import migrations

from commonweal.databanks import protection_disclosures


class Migration(migrations.Migration):
    dependencies = [("databanks", "0024_gate"), ("workflow", "0001_initial"), ("handling", "0001_initial")]
    operations = [migrations.RunSQL(each, migrations.RunSQL.noop) for each in protection_disclosures.statements()]
