"""What bounds searching: limits, use, and what an officer was shown."""

from django.db import migrations

from commonweal.search import protection_limits


class Migration(migrations.Migration):
    initial = True
    dependencies = [("databanks", "0016_kin")]
    operations = [migrations.RunSQL(each, migrations.RunSQL.noop) for each in protection_limits.statements()]
