"""The inbox. Row-level security is switched on and binds the owner too; the policies themselves ask who holds the
warrant, so they are made by the room that knows warrants. Until then the table lets nobody through.
"""

import uuid
from django.db import migrations, models

RIGHTS = """
alter table workflow_inbox enable row level security, force row level security;
alter table workflow_inbox add column only_for text[] collate "C";
comment on column workflow_inbox.only_for is
    'purposes under which an item about a protected record is read; filled by the room of records, empty for all others';
grant select, insert, update (seen_at, done_at) on workflow_inbox to cw_app;
"""


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='InboxItem',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('agency', models.TextField(db_collation='C')),
                ('officer', models.TextField(blank=True, db_collation='C', default='')),
                ('kind', models.TextField()),
                ('subject', models.TextField()),
                ('words', models.JSONField(default=dict)),
                ('created_at', models.DateTimeField()),
                ('due_at', models.DateTimeField(blank=True, null=True)),
                ('seen_at', models.DateTimeField(blank=True, null=True)),
                ('done_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'db_table': 'workflow_inbox',
                'ordering': ('-created_at', 'id'),
                'indexes': [models.Index(fields=['agency', 'done_at', '-created_at'], name='workflow_inbox_waiting')],
                'constraints': [models.CheckConstraint(condition=models.Q(('agency', ''), _negated=True), name='workflow_inbox_addressed')],
            },
        ),
        migrations.RunSQL(RIGHTS, migrations.RunSQL.noop),
    ]
