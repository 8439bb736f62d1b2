"""Learned pairs in use are told from others by what they are."""

from django.db import migrations

from commonweal.search import protection_learning


class Migration(migrations.Migration):
    dependencies = [("search", "0008_learning_told")]
    operations = [migrations.RunSQL(each, migrations.RunSQL.noop) for each in protection_learning.marking()]
