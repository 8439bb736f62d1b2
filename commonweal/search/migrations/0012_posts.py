"""Limits by kind of post, and of what is opened in full."""

from django.db import migrations

from commonweal.search import protection_limits


class Migration(migrations.Migration):
    dependencies = [("search", "0011_sealed")]
    operations = [migrations.RunSQL(each, migrations.RunSQL.noop) for each in protection_limits.posts()]
