"""Mappings kept for files that are screened."""

from django.db import migrations

from commonweal.search import protection_mappings


class Migration(migrations.Migration):
    dependencies = [("search", "0005_judged")]
    operations = [migrations.RunSQL(each, migrations.RunSQL.noop) for each in protection_mappings.statements()]
