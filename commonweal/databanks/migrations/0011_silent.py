"""Silent hits: what the search process notes for owners, and how the clock process tells them."""

from django.db import migrations

from commonweal.databanks import protection_silent


class Migration(migrations.Migration):
    dependencies = [("databanks", "0010_outgoing")]
    operations = [
        migrations.RunSQL(statement, migrations.RunSQL.noop) for statement in protection_silent.statements()
    ]
