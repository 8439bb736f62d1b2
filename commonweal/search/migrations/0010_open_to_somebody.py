"""What nobody else may read today teaches nothing."""

from django.db import migrations

from commonweal.search import protection_learning


class Migration(migrations.Migration):
    dependencies = [("search", "0009_learned_mark")]
    operations = [migrations.RunSQL(each, migrations.RunSQL.noop) for each in protection_learning.opening()]
