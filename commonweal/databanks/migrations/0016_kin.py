"""New records of one chunk lie beside each other in every index."""

from django.db import migrations

from commonweal.databanks import protection_staging


class Migration(migrations.Migration):
    dependencies = [("databanks", "0015_ends_of_work")]
    operations = [migrations.RunSQL(each, migrations.RunSQL.noop) for each in protection_staging.statements()]
