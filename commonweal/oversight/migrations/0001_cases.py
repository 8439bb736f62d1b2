"""Cases before the commission, and the terms as they stand at first."""

from pathlib import Path

import yaml
from django.db import migrations

from commonweal.oversight import protection_cases

TERMS = Path(__file__).resolve().parent.parent / "reference" / "terms.yaml"


def load(apps, schema_editor) -> None:
    with schema_editor.connection.cursor() as cursor:
        for each in yaml.safe_load(TERMS.read_text(encoding="utf-8")):
            cursor.execute(
                "insert into oversight_term (code, amount, unit, source_en, source_ru, verified)"
                " values (%(code)s, %(amount)s, %(unit)s, %(source_en)s, %(source_ru)s, %(verified)s)",
                each,
            )


class Migration(migrations.Migration):
    initial = True
    dependencies = [("search", "0010_open_to_somebody"), ("databanks", "0018_addresses"), ("members", "0004_steps")]
    operations = [
        *(migrations.RunSQL(each, migrations.RunSQL.noop) for each in protection_cases.statements()),
        migrations.RunPython(load, migrations.RunPython.noop),
    ]
