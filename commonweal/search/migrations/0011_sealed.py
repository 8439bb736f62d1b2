"""Words of questions lie sealed."""

from collections.abc import Iterable

from django.db import migrations

from commonweal.search import protection_sealed


def change(_apps: object, editor: object) -> None:
    """Seal what stands; nothing is sealed back."""
    protection_sealed.change(lambda statement, values=(): _run(editor, statement, values), lambda query: _rows(editor, query))


def _run(editor, statement: str, values: Iterable) -> None:
    with editor.connection.cursor() as cursor:
        cursor.execute(statement, list(values) or None)


def _rows(editor, query: str) -> Iterable[dict]:
    """What a query finds; chunks of files one by one would be slower, and a house has few when it is brought here."""
    with editor.connection.cursor() as cursor:
        cursor.execute(query)
        names = [column.name for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


class Migration(migrations.Migration):
    dependencies = [("search", "0010_open_to_somebody"), ("workflow", "0001_initial")]
    operations = [migrations.RunPython(change)]
