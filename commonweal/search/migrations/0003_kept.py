"""Standing questions."""

from django.db import migrations

from commonweal.search import protection_kept


class Migration(migrations.Migration):
    dependencies = [("search", "0002_screening")]
    operations = [migrations.RunSQL(each, migrations.RunSQL.noop) for each in protection_kept.statements()]
