"""What records teach about names: lessons, pairs, and the figures that keep everybody unknown."""

from django.db import migrations

from commonweal.search import protection_learning


class Migration(migrations.Migration):
    dependencies = [("search", "0006_mappings")]
    operations = [migrations.RunSQL(each, migrations.RunSQL.noop) for each in protection_learning.statements()]
