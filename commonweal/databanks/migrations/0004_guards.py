"""What stands against code that runs under the application's role and is not ours."""

from django.db import migrations

from commonweal.databanks import guards


class Migration(migrations.Migration):
    dependencies = [("databanks", "0003_banks"), ("members", "0003_guards")]
    operations = [migrations.RunSQL(statement, migrations.RunSQL.noop) for statement in guards.statements()]
