"""Where earlier states came from, and what was taken out of the house."""

from django.db import migrations

from commonweal.databanks import protection_outgoing


class Migration(migrations.Migration):
    dependencies = [("databanks", "0009_enquiries")]
    operations = [migrations.RunSQL(each, migrations.RunSQL.noop) for each in protection_outgoing.statements()]
