"""The one clock of the SQL side.

`common_now()` is the moment at which the statement began, plus the shift in `common_clock`: always zero outside tests
(doctor and start-up refuse anything else), writable by the owner alone. Stable and with a body parsed when it is
created, so that no search path can change its meaning. It is one look at one row; in a policy write
`(select common_now())`, which PostgreSQL evaluates once for a whole statement.
"""

from django.db import migrations

FORWARD = """
create table common_clock (
    only_row boolean primary key default true check (only_row),
    shift interval not null default '0'
);
comment on table common_clock is 'How far common_now() is moved: zero, except in tests.';
insert into common_clock default values;
revoke all on common_clock from public;
grant select on common_clock to public;

create function common_now() returns timestamptz
    language sql stable parallel safe
    return statement_timestamp() + (select shift from common_clock);
comment on function common_now() is 'The only clock in SQL; commonweal.common.clock.now() is the only one in Python.';
"""
BACKWARD = """
drop function common_now();
drop table common_clock;
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
