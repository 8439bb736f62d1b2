"""The daily sample, flags and honeypots; who supervises does nothing else with the banks."""

from django.db import migrations

from commonweal.oversight import protection_watch


class Migration(migrations.Migration):
    dependencies = [("oversight", "0001_cases"), ("search", "0013_name_tokens")]
    operations = [migrations.RunSQL(each, migrations.RunSQL.noop) for each in protection_watch.statements()]
