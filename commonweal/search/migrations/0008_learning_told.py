"""Who asked that names be learned is told of what is proposed."""

from django.db import migrations

from commonweal.search import protection_learning


class Migration(migrations.Migration):
    dependencies = [("search", "0007_learning")]
    operations = [migrations.RunSQL(each, migrations.RunSQL.noop) for each in protection_learning.telling()]
