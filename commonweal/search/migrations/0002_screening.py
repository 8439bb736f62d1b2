"""Files that are screened."""

from django.db import migrations

from commonweal.search import protection_screening


class Migration(migrations.Migration):
    dependencies = [("search", "0001_limits")]
    operations = [migrations.RunSQL(each, migrations.RunSQL.noop) for each in protection_screening.statements()]
