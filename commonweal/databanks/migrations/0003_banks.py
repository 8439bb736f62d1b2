"""The banks of the reference file. A bank is added by the file and a migration like this one, never by the application."""

from pathlib import Path

import yaml
from django.db import migrations

FILE = Path(__file__).resolve().parent.parent / "reference" / "banks.yaml"
INSERT = (
    "insert into databanks_bank (code, name_en, name_ru, operator, basis_en, basis_ru, source, verified)"
    " values (%(code)s, %(name_en)s, %(name_ru)s, %(operator)s, %(basis_en)s, %(basis_ru)s, %(source)s, %(verified)s)"
    " on conflict (code) do nothing"
)


def enter(apps, schema_editor) -> None:
    """Enter every bank that is not there yet."""
    with schema_editor.connection.cursor() as cursor:
        for bank in yaml.safe_load(FILE.read_text(encoding="utf-8")):
            cursor.execute(INSERT, bank)


class Migration(migrations.Migration):
    dependencies = [("databanks", "0002_policies")]
    operations = [migrations.RunPython(enter, migrations.RunPython.noop)]
