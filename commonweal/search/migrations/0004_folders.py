"""Case folders."""

from django.db import migrations

from commonweal.search import protection_folders


class Migration(migrations.Migration):
    dependencies = [("search", "0003_kept"), ("databanks", "0017_judgements")]
    operations = [migrations.RunSQL(each, migrations.RunSQL.noop) for each in protection_folders.statements()]
