"""Row-level security of the records, rendered from the decision table."""

from django.db import migrations

from commonweal.databanks import protection


class Migration(migrations.Migration):
    dependencies = [("databanks", "0001_initial"), ("workflow", "0001_initial"), ("audit", "0001_initial")]
    operations = [migrations.RunSQL(statement, migrations.RunSQL.noop) for statement in protection.statements()]
