"""Uploads and work take no step that their tables lack; work ends with its reason, and so does a faulty file."""

from django.db import migrations

from commonweal.databanks import protection_work


class Migration(migrations.Migration):
    dependencies = [
        ("databanks", "0014_several_files"),
        ("members", "0003_guards"),
        ("workflow", "0001_initial"),
        ("audit", "0001_initial"),
    ]
    operations = [migrations.RunSQL(statement, migrations.RunSQL.noop) for statement in protection_work.statements()]
