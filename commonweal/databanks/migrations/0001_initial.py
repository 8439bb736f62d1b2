"""Banks, records in protected parts, contributions.

A record is one row in `databanks_record` (that it exists and whose it is: level hit) and one row in each part that it
has: identity (core), narrative (full), special categories, custody (the owner's own view). Every part carries the
record's standing (label, status, term, contributor) itself, kept equal by a foreign key that cascades: no policy looks
at a parent. The label is withheld from the application by column rights everywhere but in custody.
"""

from django.db import migrations

TABLES = """
create table databanks_bank (
    code text collate "C" primary key,
    name_en text not null,
    name_ru text not null,
    operator text not null,
    basis_en text not null,
    basis_ru text not null,
    source text not null,
    verified boolean not null default false
);

create table databanks_record (
    id uuid primary key,
    bank text collate "C" not null references databanks_bank (code),
    owner_party text collate "C" not null,
    owner_agency text collate "C" not null,
    owner_unit text collate "C" not null,
    classification smallint not null,
    handling text not null,
    label_id integer not null,
    status text collate "C" not null check (status in ('draft', 'active', 'blocked', 'withdrawn')),
    expires timestamptz not null,
    contributor text collate "C" not null,
    unique (id, label_id, status, expires, contributor),
    foreign key (label_id, owner_party, owner_agency, owner_unit, bank, classification, handling)
        references handling_label (id, owner_party, owner_agency, owner_unit, bank, classification, handling)
);
create index databanks_record_owner on databanks_record (owner_agency);
create index databanks_record_contributor on databanks_record (contributor);
create index databanks_record_expires on databanks_record (expires);

create table databanks_identity (
    record_id uuid primary key,
    label_id integer not null, status text collate "C" not null, expires timestamptz not null,
    contributor text collate "C" not null,
    owner_agency text collate "C" not null,
    owner_ref text collate "C" not null,
    record_type text not null,
    version integer not null default 1,
    changed_at timestamptz not null,
    body jsonb not null,
    unique (owner_agency, owner_ref),
    foreign key (record_id, label_id, status, expires, contributor)
        references databanks_record (id, label_id, status, expires, contributor) on update cascade on delete cascade
);

create table databanks_narrative (
    record_id uuid primary key,
    label_id integer not null, status text collate "C" not null, expires timestamptz not null,
    contributor text collate "C" not null,
    basis jsonb not null,
    evaluation text not null,
    retention_class text not null,
    body jsonb not null,
    foreign key (record_id, label_id, status, expires, contributor)
        references databanks_record (id, label_id, status, expires, contributor) on update cascade on delete cascade
);

create table databanks_special (
    record_id uuid primary key,
    label_id integer not null, status text collate "C" not null, expires timestamptz not null,
    contributor text collate "C" not null,
    body jsonb not null,
    foreign key (record_id, label_id, status, expires, contributor)
        references databanks_record (id, label_id, status, expires, contributor) on update cascade on delete cascade
);

create table databanks_attachment (
    record_id uuid not null,
    number integer not null check (number > 0),
    label_id integer not null, status text collate "C" not null, expires timestamptz not null,
    contributor text collate "C" not null,
    kind text collate "C" not null check (kind in ('photograph', 'document', 'fingerprint-card', 'other')),
    title text not null,
    media_type text not null,
    size integer not null,
    sha256 bytea not null,
    body bytea not null check (octet_length(body) = size and sha256 = sha256(body)),
    primary key (record_id, number),
    foreign key (record_id, label_id, status, expires, contributor)
        references databanks_record (id, label_id, status, expires, contributor) on update cascade on delete cascade
);
alter table databanks_attachment alter column body set storage external; -- pictures are compressed already

create table databanks_biometric (
    record_id uuid primary key,
    label_id integer not null, status text collate "C" not null, expires timestamptz not null,
    contributor text collate "C" not null,
    body jsonb not null, -- a list of references: kind, system, reference
    foreign key (record_id, label_id, status, expires, contributor)
        references databanks_record (id, label_id, status, expires, contributor) on update cascade on delete cascade
);

create table databanks_custody (
    record_id uuid primary key,
    label_id integer not null, status text collate "C" not null, expires timestamptz not null,
    contributor text collate "C" not null,
    content_hash bytea not null,
    batch uuid not null,
    approver text collate "C" not null,
    approved_at timestamptz not null,
    foreign key (record_id, label_id, status, expires, contributor)
        references databanks_record (id, label_id, status, expires, contributor) on update cascade on delete cascade
);

create table databanks_version (
    record_id uuid not null,
    version integer not null,
    part text not null check (part in ('identity', 'narrative', 'special', 'attachment', 'fingerprint-card', 'biometric')),
    label_id integer not null, status text collate "C" not null, expires timestamptz not null,
    contributor text collate "C" not null,
    body jsonb not null,
    replaced_at timestamptz not null,
    replaced_by text not null,
    primary key (record_id, version, part),
    foreign key (record_id, label_id, status, expires, contributor)
        references databanks_record (id, label_id, status, expires, contributor) on update cascade on delete cascade
);

create table databanks_link (
    record_id uuid not null,
    to_record uuid not null references databanks_record (id) on delete cascade,
    kind text not null,
    label_id integer not null, status text collate "C" not null, expires timestamptz not null,
    contributor text collate "C" not null,
    evaluation text not null,
    since text not null default '',
    source text not null default '',
    primary key (record_id, to_record, kind),
    foreign key (record_id, label_id, status, expires, contributor)
        references databanks_record (id, label_id, status, expires, contributor) on update cascade on delete cascade
);
create index databanks_link_to on databanks_link (to_record);

create table databanks_batch (
    id uuid primary key,
    party text collate "C" not null,
    agency text collate "C" not null,
    unit text collate "C" not null,
    contributor text collate "C" not null,
    file_name text not null,
    file_hash bytea not null,
    state text not null check (state in ('receiving', 'staged', 'unchanged', 'approved', 'refused', 'withdrawn')),
    lines integer not null default 0,
    rows_new integer not null default 0,
    rows_changed integer not null default 0,
    rows_same integer not null default 0,
    rows_refused integer not null default 0,
    rows_applied integer not null default 0,
    applied_to integer not null default 0, -- the last line whose row was decided on; an approval goes on behind it
    opened_at timestamptz not null,
    closed_at timestamptz,
    closed_by text not null default '',
    reason text not null default '',
    only_for text[] collate "C" -- purposes of the protected records that it brings; empty for all other batches
);
create index databanks_batch_agency on databanks_batch (agency, opened_at);
create unique index databanks_batch_one_open on databanks_batch (contributor, file_hash) where state = 'receiving';

-- Empty between two statements of one transaction, so a crash has nothing to bring back and it needs no log.
create unlogged table databanks_intake (
    batch uuid not null,
    line integer not null,
    record_type text not null,
    owner_ref text collate "C" not null,
    label_id integer not null,
    expires timestamptz not null,
    content_hash bytea not null,
    identity text not null,
    narrative text not null,
    special text,
    basis text not null,
    evaluation text not null,
    retention_class text not null,
    links text not null,
    attachments text,
    biometrics text
);
create index databanks_intake_batch on databanks_intake (batch);

create table databanks_staged (
    batch uuid not null references databanks_batch (id),
    line integer not null,
    agency text collate "C" not null,
    contributor text collate "C" not null,
    outcome text not null check (outcome in ('new', 'changed', 'same')),
    record_id uuid not null,
    record_type text not null,
    owner_ref text collate "C" not null,
    label_id integer not null,
    expires timestamptz not null,
    content_hash bytea not null,
    identity jsonb not null,
    narrative jsonb not null,
    special jsonb,
    basis jsonb not null,
    evaluation text not null,
    retention_class text not null,
    links jsonb not null,
    attachments jsonb,
    biometrics jsonb,
    primary key (batch, line)
);
create index databanks_staged_record on databanks_staged (record_id);
create index databanks_staged_expires on databanks_staged (expires);

create table databanks_refused (
    batch uuid not null references databanks_batch (id),
    line integer not null,
    agency text collate "C" not null,
    contributor text collate "C" not null,
    code text not null,
    message text not null,
    primary key (batch, line)
);

create table databanks_outbox (
    id bigint generated always as identity primary key,
    record_id uuid not null,
    xact xid8 not null default pg_current_xact_id()
);
create index databanks_outbox_xact on databanks_outbox (xact);

-- The index follows every change of a record's standing or identity, whoever makes it and by whatever statement.
-- A new record is noted once, with its identity: before that there is nothing to index.
create function databanks_follow() returns trigger language plpgsql security definer
    set search_path = pg_catalog, public, pg_temp as $$
begin
    if tg_op = 'DELETE' then
        insert into databanks_outbox (record_id) select id from gone;
    else
        insert into databanks_outbox (record_id) select id from come;
    end if;
    return null;
end $$;
create trigger databanks_record_changed after update on databanks_record
    referencing new table as come for each statement execute function databanks_follow();
create trigger databanks_record_gone after delete on databanks_record
    referencing old table as gone for each statement execute function databanks_follow();
create function databanks_follow_identity() returns trigger language plpgsql security definer
    set search_path = pg_catalog, public, pg_temp as $$
begin
    insert into databanks_outbox (record_id) select record_id from come;
    return null;
end $$;
create trigger databanks_identity_come after insert on databanks_identity
    referencing new table as come for each statement execute function databanks_follow_identity();
create trigger databanks_identity_changed after update on databanks_identity
    referencing new table as come for each statement execute function databanks_follow_identity();
"""

# COPY works only on a table without row-level security, so lines come into `databanks_intake`, which the application may
# fill but not read; this function moves a batch's lines to the protected `databanks_staged` and says only how many it
# moved.
INTAKE = """
create function databanks_take_in(taken uuid) returns table (lines integer, fresh integer, changed integer, same integer)
    language plpgsql security definer set search_path = pg_catalog, public, pg_temp
    as $$
#variable_conflict use_column
declare
    holder handling_holder;
    owner databanks_batch;
begin
    holder := handling_me();
    select * into owner from databanks_batch b where b.id = taken and b.state = 'receiving';
    if holder.role is distinct from 'contributor' or owner.contributor is distinct from holder.officer then
        raise exception 'databanks.batch.not-yours';
    end if;
    if exists (select 1 from databanks_intake i where i.batch = taken and not exists (
            select 1 from handling_label l where l.id = i.label_id
              and l.owner_agency = holder.agency and l.owner_party = holder.party)) then
        raise exception 'databanks.batch.label-not-yours';
    end if;
    return query with staged as (
    insert into databanks_staged (batch, line, agency, contributor, outcome, record_id, record_type, owner_ref, label_id,
        expires, content_hash, identity, narrative, special, basis, evaluation, retention_class, links, attachments,
        biometrics)
    select i.batch, i.line, holder.agency, holder.officer,
           case when known.record_id is null then 'new' when known.content_hash = i.content_hash then 'same' else 'changed' end,
           coalesce(known.record_id, gen_random_uuid()), i.record_type, i.owner_ref, i.label_id, i.expires, i.content_hash,
           i.identity::jsonb, i.narrative::jsonb, i.special::jsonb, i.basis::jsonb, i.evaluation, i.retention_class, i.links::jsonb,
           i.attachments::jsonb, i.biometrics::jsonb
    from databanks_intake i
    -- Lateral with a limit: one look into the index for each line, whatever the planner knows of the tables' sizes.
    left join lateral (select d.record_id, c.content_hash from databanks_identity d
                       join databanks_custody c on c.record_id = d.record_id
                       where d.owner_agency = holder.agency and d.owner_ref = i.owner_ref limit 1) known on true
    where i.batch = taken
    on conflict (batch, line) do nothing
    returning outcome)
    select count(*)::integer, count(*) filter (where s.outcome = 'new')::integer,
        count(*) filter (where s.outcome = 'changed')::integer, count(*) filter (where s.outcome = 'same')::integer
        from staged s;
    delete from databanks_intake i where i.batch = taken;
end $$;

grant create on schema public to cw_intake;
alter function databanks_take_in(uuid) owner to cw_intake;
alter table databanks_intake owner to cw_intake;
revoke create on schema public from cw_intake;
set role cw_intake;
revoke execute on function databanks_take_in(uuid) from public;
grant execute on function databanks_take_in(uuid) to cw_app;
grant insert on databanks_intake to cw_app;
reset role;
grant select on databanks_batch, databanks_identity, databanks_custody to cw_intake;
grant select, insert on databanks_staged to cw_intake;
"""

# A part is not moved to another record: trying would tell whether that one has such a part.
RIGHTS = """
grant select on databanks_bank to cw_app, cw_indexer;
grant select (id, bank, owner_party, owner_agency, owner_unit, classification, handling, status, expires) on databanks_record to cw_app;
grant insert on databanks_record to cw_app;
grant update (label_id, status, expires, contributor, owner_unit, bank, classification, handling) on databanks_record to cw_app;
grant select (record_id, owner_agency, owner_ref, record_type, version, changed_at, body) on databanks_identity to cw_app;
grant insert on databanks_identity to cw_app;
grant update (record_type, version, changed_at, body) on databanks_identity to cw_app;
grant select (record_id, basis, evaluation, retention_class, body) on databanks_narrative to cw_app;
grant insert, update (basis, evaluation, retention_class, body) on databanks_narrative to cw_app;
grant select (record_id, body) on databanks_special to cw_app;
grant insert, delete on databanks_special to cw_app;
grant select (record_id, number, kind, title, media_type, size, sha256, body) on databanks_attachment to cw_app;
grant select (record_id, body) on databanks_biometric to cw_app;
grant insert, delete on databanks_attachment, databanks_biometric to cw_app;
grant select, insert on databanks_custody to cw_app;
grant update (content_hash, batch, approver, approved_at) on databanks_custody to cw_app;
grant select (record_id, version, part, body, replaced_at, replaced_by) on databanks_version to cw_app;
grant insert on databanks_version to cw_app;
grant select (record_id, to_record, kind, evaluation, since, source) on databanks_link to cw_app;
grant insert, delete on databanks_link to cw_app;
grant select, insert on databanks_batch to cw_app;
-- A batch's contributor, agency and file stand as they were opened.
grant update (lines, rows_new, rows_changed, rows_same, rows_refused, rows_applied, applied_to, state, closed_at, closed_by,
    reason) on databanks_batch to cw_app;
grant select on databanks_staged to cw_app;
grant select, insert on databanks_refused to cw_app;

-- The search process reads the columns that it indexes or decides by, and no others.
grant select (id, label_id, status, expires, contributor) on databanks_record to cw_indexer;
grant select (record_id, body) on databanks_identity to cw_indexer;
grant select, delete on databanks_outbox to cw_indexer;
grant select (id, expires, owner_agency), delete on databanks_record to cw_clock;
grant select (batch, line, expires), delete on databanks_staged to cw_clock;
grant select (id, agency, state, opened_at), update (state, closed_at, reason) on databanks_batch to cw_clock;
revoke execute on function databanks_follow() from public;
revoke execute on function databanks_follow_identity() from public;
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = [("handling", "0001_initial"), ("members", "0001_initial")]
    operations = [
        migrations.RunSQL(TABLES, migrations.RunSQL.noop),
        migrations.RunSQL(INTAKE, migrations.RunSQL.noop),
        migrations.RunSQL(RIGHTS, migrations.RunSQL.noop),
    ]
