"""The entry gate: entries that wait for a second reviewer of another party, their answers, and what was decided."""

from django.db import migrations

from commonweal.databanks import gate, neutrality, protection_approval, protection_gate, protection_staging, protection_undo


def fill(apps, schema_editor) -> None:
    """Enter the classes of the reference file."""
    with schema_editor.connection.cursor() as cursor:
        for each in gate.classes().values():
            cursor.execute(
                "insert into databanks_gate (code, record_type, property, choices, kept_as, always, questions)"
                " values (%s, %s, %s, %s, %s, %s, %s)",
                [
                    each.code,
                    each.type,
                    each.by,
                    sorted(each.choices),
                    each.kept_as,
                    each.review == gate.ALWAYS,
                    list(neutrality.questions()),
                ],
            )


class Migration(migrations.Migration):
    dependencies = [("databanks", "0023_contest_and_recall"), ("members", "0001_initial"), ("workflow", "0001_initial")]
    operations = [
        migrations.RunSQL(protection_gate.TABLES, migrations.RunSQL.noop),
        migrations.RunPython(fill, migrations.RunPython.noop),
        *(
            migrations.RunSQL(each, migrations.RunSQL.noop)
            for each in (
                *protection_gate.statements(),
                *protection_staging.statements(),
                *protection_approval.statements(),
                *protection_undo.statements(),
            )
        ),
    ]
