"""Findings about records, scores of agencies, monthly sheets of banks, and the work by which they are made."""

from django.db import migrations

from commonweal.databanks import protection_quality

TABLES = """
-- Contributions whose records are to be looked at, each with the last record that was.
create table databanks_unexamined (
    batch uuid primary key,
    reached uuid not null default '00000000-0000-0000-0000-000000000000'
);
alter table databanks_batch no force row level security; -- what came in before is looked at, too
insert into databanks_unexamined (batch) select id from databanks_batch where state = 'approved';
alter table databanks_batch force row level security;
create index if not exists databanks_custody_batch on databanks_custody (batch, record_id);

-- What was counted of each record when it was last looked at; `first` where its state is the one of its entry.
create table databanks_examined (
    record_id uuid primary key references databanks_record (id) on delete cascade,
    filled smallint not null,
    recommended smallint not null,
    days integer,
    first boolean not null
);

-- Hashes of numbers, and of names with a day of birth, by which doubles inside one agency are known.
create table databanks_key (
    record_id uuid not null references databanks_record (id) on delete cascade,
    key bytea not null,
    agency text collate "C" not null,
    property text not null,
    primary key (record_id, key)
);
create index databanks_key_agency on databanks_key (key, agency);

create table databanks_finding (
    record_id uuid not null,
    code text collate "C" not null,
    property text collate "C" not null,
    other uuid references databanks_record (id) on delete cascade,
    label_id integer not null, status text collate "C" not null, expires timestamptz not null,
    contributor text collate "C" not null,
    bank text collate "C" not null,
    record_type text not null,
    found_at timestamptz not null,
    primary key (record_id, code, property),
    foreign key (record_id, label_id, status, expires, contributor)
        references databanks_record (id, label_id, status, expires, contributor) on update cascade on delete cascade
);
create index databanks_finding_other on databanks_finding (other) where other is not null;

create table databanks_score (
    party text collate "C" not null,
    agency text collate "C" not null,
    month date not null,
    records integer not null,
    flawed integer not null,
    filled bigint not null,
    recommended bigint not null,
    by_code jsonb not null,
    primary key (agency, month)
);

create table databanks_sheet (
    bank text collate "C" not null,
    month date not null,
    party text collate "C" not null,
    measure text collate "C" not null,
    value numeric,
    few boolean not null,
    made_at timestamptz not null,
    primary key (bank, month, party, measure),
    check ((value is null) = few)
);
"""


class Migration(migrations.Migration):
    dependencies = [("databanks", "0012_contributions")]
    operations = [
        migrations.RunSQL(TABLES, migrations.RunSQL.noop),
        *(migrations.RunSQL(statement, migrations.RunSQL.noop) for statement in protection_quality.statements()),
    ]
