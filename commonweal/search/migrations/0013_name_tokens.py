"""Blind tokens of names beside the count of a question; the application writes them and does not read them."""

from django.db import migrations

STATEMENTS = (
    "alter table search_use add names text[] collate \"C\" not null default '{}' check (cardinality(names) <= 40)",
    "revoke select on search_use from cw_app",
    "grant select (party, agency, officer, what, number, at) on search_use to cw_app",
    "grant select (officer, what, names) on search_use to cw_clock",
    "create policy search_use_supervise on search_use for select to cw_clock using (what = 'question')",
)


class Migration(migrations.Migration):
    dependencies = [("search", "0012_posts")]
    operations = [migrations.RunSQL(each, migrations.RunSQL.noop) for each in STATEMENTS]
