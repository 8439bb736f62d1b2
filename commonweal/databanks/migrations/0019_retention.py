"""Classes of retention out of their file, what states and banks shorten, and the bound on every record's end."""

from django.db import migrations

from commonweal.databanks import protection_retention, retention


def fill(apps, schema_editor) -> None:
    """Enter the classes of the reference file."""
    with schema_editor.connection.cursor() as cursor:
        for each in retention.classes().values():
            cursor.execute(
                "insert into databanks_retention (code, initial, longest, silence) values (%s, %s, %s, %s)",
                [each.code, each.initial, each.longest, each.silence],
            )


class Migration(migrations.Migration):
    dependencies = [("databanks", "0018_addresses")]
    operations = [
        migrations.RunSQL(protection_retention.TABLES, migrations.RunSQL.noop),
        migrations.RunPython(fill, migrations.RunPython.noop),
        *(migrations.RunSQL(each, migrations.RunSQL.noop) for each in protection_retention.statements()),
    ]
