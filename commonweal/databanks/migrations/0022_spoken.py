"""What an owner said of a hit by telephone, mail or in person, as the asker noted it until the owner answers here."""

from django.db import migrations

from commonweal.databanks import protection_enquiries

COLUMNS = """
alter table databanks_enquiry
    add column channel text collate "C" not null default 'house'
        check (channel in ('house', 'telephone', 'mail', 'in-person', 'other')),
    add column said_by text not null default '' check (length(said_by) <= 200),
    add column said_at timestamptz,
    add column said text not null default '' check (length(said) <= 4000),
    add constraint databanks_enquiry_said check (
        case when channel = 'house' then said_by = '' and said_at is null and said = ''
        else said_by <> '' and said_at is not null and kind = 'confirm' end),
    drop constraint databanks_enquiry_check1,
    add constraint databanks_enquiry_state check (state in ('asked', 'withdrawn', 'lapsed') or case
        when kind = 'confirm' then state in ('confirmed', 'denied')
            or (state in ('said-yes', 'said-no') and channel <> 'house')
        else state in ('accepted', 'declined', 'mended') end);
grant update (channel, said_by, said_at, said) on databanks_enquiry to cw_app;
"""

# What was noted waits for the owner as before: his item is settled when he answers himself, and not before.
SETTLED = """
grant create on schema public to cw_gauge;
set role cw_gauge;
create or replace function databanks_lapse_enquiries() returns trigger
    language plpgsql security definer set search_path = pg_catalog, public, pg_temp
    as $$
begin
    update databanks_enquiry set state = 'lapsed', answered_at = common_now()
    where record in (select id from gone) and state in ('asked', 'accepted', 'said-yes', 'said-no');
    return null;
end $$;
reset role;
revoke create on schema public from cw_gauge;
drop trigger databanks_enquiry_answered on databanks_enquiry;
create trigger databanks_enquiry_answered after update of state on databanks_enquiry
    for each row when (old.state in ('asked', 'said-yes', 'said-no')
        and new.state not in ('asked', 'said-yes', 'said-no')) execute function databanks_settle_enquiry();
"""


class Migration(migrations.Migration):
    dependencies = [("databanks", "0021_settled")]
    operations = [
        migrations.RunSQL(COLUMNS, migrations.RunSQL.noop),
        migrations.RunSQL(SETTLED, migrations.RunSQL.noop),
        *(migrations.RunSQL(each, migrations.RunSQL.noop) for each in protection_enquiries.spoken_policies()),
    ]
