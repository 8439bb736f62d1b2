"""Uploads, saved mappings, and the work of the background process with its queue."""

from django.db import migrations

from commonweal.databanks import protection_intake, protection_queue


class Migration(migrations.Migration):
    dependencies = [("databanks", "0004_guards"), ("procrastinate", "0041_post_retry_failed_job")]
    operations = [
        migrations.RunSQL(statement, migrations.RunSQL.noop)
        for statement in (*protection_intake.statements(), *protection_queue.statements())
    ]
