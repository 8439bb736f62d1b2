"""The search process reads what type a record is, in houses that were set up before it did, too."""

from django.db import migrations

from commonweal.databanks import guards


class Migration(migrations.Migration):
    dependencies = [("databanks", "0006_bank_register")]
    operations = [migrations.RunSQL(statement, migrations.RunSQL.noop) for statement in guards.index_guards()]
