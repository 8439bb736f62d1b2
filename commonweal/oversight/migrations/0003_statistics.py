"""The published statistics of a year."""

from django.db import migrations

from commonweal.oversight import protection_statistics


class Migration(migrations.Migration):
    dependencies = [("oversight", "0002_watch")]
    operations = [migrations.RunSQL(each, migrations.RunSQL.noop) for each in protection_statistics.statements()]
