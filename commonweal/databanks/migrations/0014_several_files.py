"""An upload may be several files of one list."""

from django.db import migrations

FILES = """
alter table databanks_upload no force row level security; -- what waits already is one file
alter table databanks_upload add column files jsonb not null default '[]'; -- name and size of each, in their order
update databanks_upload set files = jsonb_build_array(jsonb_build_object('name', file_name, 'size', size));
alter table databanks_upload force row level security;
"""


class Migration(migrations.Migration):
    dependencies = [("databanks", "0013_quality")]
    operations = [migrations.RunSQL(FILES, migrations.RunSQL.noop)]
