"""Keys of addresses, by which records that name the same one are found."""

from django.db import migrations

from commonweal.databanks import protection_addresses


class Migration(migrations.Migration):
    dependencies = [("databanks", "0017_judgements")]
    operations = [migrations.RunSQL(each, migrations.RunSQL.noop) for each in protection_addresses.statements()]
