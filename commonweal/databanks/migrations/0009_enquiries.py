"""Enquiries about records: corrections and confirmations with their terms, and what an agency set aside in a case."""

from django.db import migrations

from commonweal.databanks import protection_enquiries

TABLES = """
create table databanks_enquiry (
    id uuid primary key,
    kind text collate "C" not null check (kind in ('wrong', 'further', 'other-person', 'duplicate', 'confirm')),
    record uuid not null, -- no foreign key: an enquiry outlives its record, and then says so
    shown_as text not null, -- what the asker calls it: the owner's reference, or the code of his hit
    level smallint not null check (level between 2 and 4),
    bank text collate "C" not null,
    classification smallint not null,
    owner_party text collate "C" not null,
    owner_agency text collate "C" not null,
    party text collate "C" not null,
    agency text collate "C" not null,
    officer text collate "C" not null,
    purpose text not null,
    case_ref text not null,
    text text not null check (text <> '' and length(text) <= 4000),
    evidence text not null default '' check (length(evidence) <= 2000),
    other_ref text not null default '' check (length(other_ref) <= 120),
    state text collate "C" not null,
    asked_at timestamptz not null,
    due_at timestamptz not null,
    answered_at timestamptz,
    answered_by text collate "C" not null default '',
    answer text not null default '' check (length(answer) <= 4000),
    batch uuid, -- the contribution that mended the record
    only_for text[] collate "C", -- purposes under which an enquiry about a protected record is read
    check (due_at > asked_at),
    check (state in ('asked', 'withdrawn', 'lapsed') or case when kind = 'confirm' then state in ('confirmed', 'denied')
        else state in ('accepted', 'declined', 'mended') end)
);
create index databanks_enquiry_asker on databanks_enquiry (agency, asked_at);
create index databanks_enquiry_owner on databanks_enquiry (owner_agency, asked_at);
create index databanks_enquiry_record on databanks_enquiry (record);

create table databanks_distinct (
    record uuid not null references databanks_record (id) on delete cascade,
    party text collate "C" not null,
    agency text collate "C" not null,
    officer text collate "C" not null,
    case_ref text not null check (case_ref <> ''),
    reason text not null check (length(reason) <= 500),
    decided_at timestamptz not null,
    only_for text[] collate "C",
    primary key (record, agency, case_ref)
);
create index databanks_distinct_agency on databanks_distinct (agency, case_ref);

create table databanks_term (
    code text collate "C" primary key,
    amount integer not null check (amount between 1 and 400),
    unit text not null check (unit in ('hour', 'day')),
    source_en text not null,
    source_ru text not null,
    verified boolean not null default false
);
insert into databanks_term values
    ('correction', 30, 'day',
     'our default, not law; agreements of this family give 30 days for requests',
     'наше значение по умолчанию, не норма права; соглашения этого рода дают на запросы 30 суток', false),
    ('confirmation', 24, 'hour',
     'our default, not law; a national instruction gives 24 hours for the notice of a hit',
     'наше значение по умолчанию, не норма права; национальная инструкция даёт на сообщение о выявлении 24 часа', false);

grant select, insert on databanks_enquiry to cw_app;
grant update (state, answered_at, answered_by, answer, batch) on databanks_enquiry to cw_app;
grant select, insert, delete on databanks_distinct to cw_app;
grant select on databanks_term to cw_app;
grant update (amount, unit, source_en, source_ru, verified) on databanks_term to cw_app;
grant select on databanks_enquiry, databanks_distinct to cw_gauge;
grant update (state, answered_at, batch) on databanks_enquiry to cw_gauge;
grant select (id, subject, kind, words, done_at), update (done_at) on workflow_inbox to cw_gauge;
"""

LAPSE = """
grant create on schema public to cw_gauge;
set role cw_gauge;
-- What is asked about a record that is deleted gets the only answer that is left, whoever deletes it.
create function databanks_lapse_enquiries() returns trigger
    language plpgsql security definer set search_path = pg_catalog, public, pg_temp
    as $$
begin
    update databanks_enquiry set state = 'lapsed', answered_at = common_now()
    where record in (select id from gone) and state in ('asked', 'accepted');
    return null;
end $$;
create function databanks_settle_enquiry() returns trigger
    language plpgsql security definer set search_path = pg_catalog, public, pg_temp
    as $$
begin
    update workflow_inbox set done_at = common_now()
    where subject = 'record/' || new.record and words ->> 'enquiry' = new.id::text and kind in ('correction-asked', 'confirmation-asked') and done_at is null;
    return null;
end $$;
revoke execute on function databanks_lapse_enquiries(), databanks_settle_enquiry() from public;
grant execute on function databanks_lapse_enquiries(), databanks_settle_enquiry() to cw_owner;
reset role;
revoke create on schema public from cw_gauge;
create trigger databanks_record_lapses after delete on databanks_record
    referencing old table as gone for each statement execute function databanks_lapse_enquiries();
create trigger databanks_enquiry_answered after update of state on databanks_enquiry
    for each row when (old.state = 'asked' and new.state <> 'asked') execute function databanks_settle_enquiry();
"""


class Migration(migrations.Migration):
    dependencies = [("databanks", "0008_sources")]
    operations = [
        migrations.RunSQL(TABLES, migrations.RunSQL.noop),
        *(migrations.RunSQL(statement, migrations.RunSQL.noop) for statement in protection_enquiries.statements()),
        migrations.RunSQL(LAPSE, migrations.RunSQL.noop),
    ]
