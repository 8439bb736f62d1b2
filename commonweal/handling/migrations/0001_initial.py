"""Labels, warrants, exchange, consents, reviews, complaints: tables in plain SQL, because their rights are the point.

Warrants belong to `cw_gate`, a role without login: the application can open one (`handling_open_warrant`), hold its
token, and ask who it is (`handling_me`), but can neither read nor write the table.
"""

from pathlib import Path

import yaml
from django.db import migrations

PURPOSES = Path(__file__).resolve().parent.parent / "reference" / "purposes.yaml"
NEEDS = " ".join(
    f"when '{purpose['code']}' then '{purpose['needs']}'"
    for purpose in yaml.safe_load(PURPOSES.read_text(encoding="utf-8"))
    if "needs" in purpose
)

TABLES = """
create table handling_label (
    id integer generated always as identity primary key,
    digest bytea not null unique,
    owner_party text collate "C" not null,
    owner_agency text collate "C" not null,
    owner_unit text collate "C" not null default '',
    bank text collate "C" not null,
    classification smallint not null check (classification between 0 and 3),
    scope smallint not null check (scope between 0 and 3),
    see_full text[] collate "C" not null default '{}',
    see_core text[] collate "C" not null default '{}',
    see_hit text[] collate "C" not null default '{}',
    see_silent text[] collate "C" not null default '{}',
    denied text[] collate "C" not null default '{}',
    kinds text[] collate "C" not null default '{}',
    purposes text[] collate "C" not null default '{}',
    special_purposes text[] collate "C" not null default '{}',
    protected boolean not null default false,
    handling text not null check (handling in ('H0', 'H1', 'H2', 'H3')),
    handling_note text not null default '',
    constraint handling_label_denies_not_itself check (not owner_party = any (denied)),
    unique (id, owner_party, owner_agency, owner_unit, bank, classification, handling)
);
create index handling_label_owner on handling_label (owner_agency);

create function handling_refuse() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    raise exception 'handling.label.immutable: a label is never changed; write another';
end $$;

-- What `handling.labels.digest` computes, so that nobody can enter a label under another's digest: the label that
-- its owner writes next would then be found taken, or be read as a wider one.
create function handling_label_digest(l handling_label) returns bytea
    language sql stable strict set search_path = pg_catalog, pg_temp
    return sha256(convert_to('[' || concat_ws(',', to_json(l.owner_party), to_json(l.owner_agency), to_json(l.owner_unit),
        to_json(l.bank), l.classification, l.scope, to_json(l.handling), to_json(l.protected), to_json(l.see_full), to_json(l.see_core),
        to_json(l.see_hit), to_json(l.see_silent), to_json(l.denied), to_json(l.kinds), to_json(l.purposes),
        to_json(l.special_purposes)) || ']', 'UTF8'));
create trigger handling_label_immutable before update or delete on handling_label
    for each row execute function handling_refuse();
create trigger handling_label_not_emptied before truncate on handling_label
    for each statement execute function handling_refuse();

create table handling_exchange (
    id integer generated always as identity primary key,
    owner text collate "C" not null,
    bank text collate "C" not null,
    reader text collate "C" not null,
    purpose text collate "C" not null default '*',
    level smallint not null check (level between 2 and 4),
    valid_from date not null,
    valid_until date,
    confirmed boolean not null default false,
    source text not null,
    check (valid_until is null or valid_until >= valid_from)
);
create index handling_exchange_reader on handling_exchange (reader, owner, bank);

create table handling_consent (
    id uuid primary key default gen_random_uuid(),
    record uuid not null,
    agency text collate "C" not null,
    level smallint not null check (level in (3, 4)),
    until timestamptz not null,
    revoked_at timestamptz,
    given_by text not null,
    given_agency text collate "C" not null,
    given_at timestamptz not null,
    reason text not null,
    only_for text[] collate "C"
);
create index handling_consent_agency on handling_consent (agency, until);
create index handling_consent_record on handling_consent (record);

create table handling_review (
    id uuid primary key default gen_random_uuid(),
    record uuid not null,
    agency text collate "C" not null,
    until timestamptz not null,
    closed_at timestamptz,
    asked_by text not null,
    asked_agency text collate "C" not null,
    only_for text[] collate "C"
);
create index handling_review_agency on handling_review (agency, until);

create table handling_complaint (
    id uuid primary key default gen_random_uuid(),
    record uuid not null,
    agency text collate "C" not null,
    until timestamptz not null,
    closed_at timestamptz,
    opened_by text not null,
    only_for text[] collate "C"
);
create index handling_complaint_agency on handling_complaint (agency, until);

create table handling_epoch (
    only_row boolean primary key default true check (only_row),
    value bigint not null default 0
);
insert into handling_epoch default values;

create function handling_turn_epoch() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
    update handling_epoch set value = value + 1;
    return null;
end $$;
create trigger handling_exchange_epoch after insert or update or delete on handling_exchange
    for each statement execute function handling_turn_epoch();
create trigger handling_consent_epoch after insert or update or delete on handling_consent
    for each statement execute function handling_turn_epoch();
create trigger handling_review_epoch after insert or update or delete on handling_review
    for each statement execute function handling_turn_epoch();
create trigger handling_complaint_epoch after insert or update or delete on handling_complaint
    for each statement execute function handling_turn_epoch();

create table handling_warrant (
    id uuid primary key,
    token_hash bytea not null unique,
    officer text not null,
    party text not null,
    agency text not null,
    kind text not null,
    unit text not null,
    clearance smallint not null,
    role text not null,
    purpose text not null,
    basis text not null,
    case_ref text not null default '',
    standing_duty text not null default '',
    opened_at timestamptz not null,
    until timestamptz not null,
    closed_at timestamptz,
    xact xid8 not null,
    check (purpose <> '' and basis <> '' and (case_ref <> '' or standing_duty <> ''))
);
create index handling_warrant_officer on handling_warrant (officer, until);
alter table handling_warrant enable row level security;
alter table handling_warrant force row level security;
create policy handling_warrant_gate on handling_warrant to cw_gate using (true) with check (true);

create type handling_holder as (
    id uuid, officer text, party text, agency text, kind text, unit text, clearance smallint, role text,
    purpose text, basis text, case_ref text, standing_duty text, opened_at timestamptz, until timestamptz
);

-- Who an officer is on this day. The members' room replaces the body by a look into its register: a warrant takes
-- party, agency, kind, unit, clearance and roles from there, never from the caller.
create function handling_standing(officer text)
    returns table (party text, agency text, kind text, unit text, clearance smallint, roles text[], until timestamptz)
    language sql stable security definer set search_path = pg_catalog, public, pg_temp
    as $$ select null::text, null::text, null::text, null::text, null::smallint, null::text[], null::timestamptz where false $$;

-- The warrant whose token the session holds, if it is in order (decision table, row 1). A warrant opened in the
-- present transaction is not in order yet: opening must be committed, and so journalled, before any read.
create function handling_me() returns handling_holder
    language sql stable security definer set search_path = pg_catalog, public, pg_temp
    as $$
    select row(w.id, w.officer, w.party, w.agency, w.kind, w.unit, w.clearance, w.role,
               w.purpose, w.basis, w.case_ref, w.standing_duty, w.opened_at, w.until)::handling_holder
    from handling_warrant w
    where w.token_hash = sha256(convert_to(current_setting('commonweal.token', true), 'UTF8'))
      and w.closed_at is null
      and w.opened_at <= common_now() and common_now() < w.until
      and w.purpose <> '' and w.basis <> '' and (w.case_ref <> '' or w.standing_duty <> '')
      and w.xact is distinct from pg_current_xact_id_if_assigned()
    $$;

-- Which role an officer must have besides, to open a purpose; null for most. Made from the reference file.
create function handling_needs(purpose text) returns text language sql immutable
    set search_path = pg_catalog, pg_temp as $$ select case purpose NEEDS end $$;

create function handling_open_warrant(
    new_id uuid, new_officer text, new_role text, new_purpose text, new_basis text, new_case_ref text,
    new_standing_duty text, minutes integer, new_token_hash bytea, journal_entry text
) returns timestamptz
    language plpgsql security definer set search_path = pg_catalog, public, pg_temp
    as $$
declare
    standing record;
    ends timestamptz;
    said jsonb := journal_entry::jsonb;
begin
    -- Null is refused by name: `not between` is null then, and the term of the accreditation would have been the end.
    if coalesce(octet_length(new_token_hash), 0) <> 32 or coalesce(minutes, 0) not between 1 and 720
        or btrim(new_purpose) = '' or btrim(new_basis) = '' or btrim(new_case_ref || new_standing_duty) = ''
    then
        raise exception 'handling.warrant.malformed';
    end if;
    -- The trace is of this very warrant: verb, officer, and what it is for.
    if (said ->> 'verb', said -> 'about', said #>> '{by,officer}', said #>> '{by,role}', said #>> '{by,purpose}',
        said #>> '{by,basis}', said #>> '{by,case_ref}')
        is distinct from ('handling.warrant.opened', jsonb_build_array('warrant/' || new_id), new_officer, new_role,
        new_purpose, new_basis, coalesce(nullif(new_case_ref, ''), new_standing_duty))
    then
        raise exception 'handling.warrant.other-entry: the journal entry is not of this warrant';
    end if;
    select * into standing from handling_standing(new_officer) s where new_role = any (s.roles);
    if not found then
        raise exception 'handling.warrant.no-standing';
    end if;
    if handling_needs(new_purpose) <> all (standing.roles) then
        raise exception 'handling.warrant.needs-role';
    end if;
    ends := least(common_now() + make_interval(mins => minutes), coalesce(standing.until, 'infinity'));
    insert into handling_warrant values (
        new_id, new_token_hash, new_officer, standing.party, standing.agency, standing.kind, standing.unit,
        standing.clearance, new_role, new_purpose, new_basis, new_case_ref, new_standing_duty, common_now(), ends,
        null, pg_current_xact_id());
    perform audit_append(journal_entry, '[]'::jsonb);
    return ends;
end $$;

-- A warrant by its id, though it may be closed by now: for what is noted after an answer was given.
create function handling_warrant_of(asked uuid) returns handling_holder
    language sql stable security definer set search_path = pg_catalog, public, pg_temp
    as $$
    select row(w.id, w.officer, w.party, w.agency, w.kind, w.unit, w.clearance, w.role,
               w.purpose, w.basis, w.case_ref, w.standing_duty, w.opened_at, w.until)::handling_holder
    from handling_warrant w where w.id = asked
    $$;

-- The ids of a contributor's own labels, by what they say: he need not see them to write under them.
create function handling_label_ids(asked bytea[]) returns table (digest bytea, id integer)
    language sql stable security definer set search_path = pg_catalog, public, pg_temp
    as $$
    select l.digest, l.id from handling_label l cross join handling_me() holder
    where l.digest = any (asked) and (l.owner_party, l.owner_agency) = (holder.party, holder.agency)
      and holder.role = 'contributor'
    $$;

create function handling_close_warrant(closing_hash bytea) returns void
    language sql security definer set search_path = pg_catalog, public, pg_temp
    as $$ update handling_warrant set closed_at = common_now() where token_hash = closing_hash and closed_at is null $$;
"""

RIGHTS = """
grant create on schema public to cw_gate, cw_intake;
alter function handling_label_ids(bytea[]) owner to cw_intake;
alter table handling_warrant owner to cw_gate;
alter type handling_holder owner to cw_gate;
alter function handling_standing(text) owner to cw_gate;
alter function handling_me() owner to cw_gate;
alter function handling_open_warrant(uuid, text, text, text, text, text, text, integer, bytea, text) owner to cw_gate;
alter function handling_close_warrant(bytea) owner to cw_gate;
alter function handling_warrant_of(uuid) owner to cw_gate;
revoke create on schema public from cw_gate, cw_intake;

set role cw_intake;
revoke execute on function handling_label_ids(bytea[]) from public;
grant execute on function handling_label_ids(bytea[]) to cw_app;
reset role;
set role cw_gate;
revoke execute on function handling_standing(text) from public;
revoke execute on function handling_open_warrant(uuid, text, text, text, text, text, text, integer, bytea, text) from public;
revoke execute on function handling_close_warrant(bytea) from public;
revoke execute on function handling_warrant_of(uuid) from public;
grant execute on function handling_warrant_of(uuid) to cw_intake;
grant execute on function handling_open_warrant(uuid, text, text, text, text, text, text, integer, bytea, text) to cw_app;
grant execute on function handling_close_warrant(bytea) to cw_app;
reset role;

grant select, insert on handling_label to cw_app;
grant select on handling_label to cw_indexer, cw_clock, cw_intake;
grant select, insert, update on handling_exchange to cw_app;
grant select on handling_exchange to cw_indexer;
grant select, insert on handling_consent, handling_review, handling_complaint to cw_app;
grant update (revoked_at) on handling_consent to cw_app;
grant update (closed_at) on handling_review, handling_complaint to cw_app;
grant select on handling_consent, handling_review, handling_complaint to cw_indexer;
grant select on handling_epoch to cw_app, cw_indexer;
revoke execute on function handling_turn_epoch() from public;
"""

# What the tables of this room let through. Everybody may read exchange rows (they are law, not secrets); only the
# secretariat's warrant may write them. Consents, reviews and complaints are about records, and labels are read for them:
# their policies for the application are made by the room of records (`databanks.protection_neighbours`), which also
# fills `only_for`, the purposes under which a fact about a protected record is read.
POLICIES = """
alter table handling_exchange enable row level security;
alter table handling_exchange force row level security;
create policy handling_exchange_read on handling_exchange for select to cw_app, cw_indexer using (true);
create policy handling_exchange_write on handling_exchange for insert to cw_app
    with check ((select (handling_me()).role) = 'secretariat');
create policy handling_exchange_change on handling_exchange for update to cw_app
    using ((select (handling_me()).role) = 'secretariat') with check ((select (handling_me()).role) = 'secretariat');

alter table handling_consent enable row level security;
alter table handling_consent force row level security;
create policy handling_consent_index on handling_consent for select to cw_indexer using (true);

alter table handling_review enable row level security;
alter table handling_review force row level security;
create policy handling_review_index on handling_review for select to cw_indexer using (true);

alter table handling_complaint enable row level security;
alter table handling_complaint force row level security;
create policy handling_complaint_index on handling_complaint for select to cw_indexer using (true);

alter table handling_epoch enable row level security;
alter table handling_epoch force row level security;
create policy handling_epoch_read on handling_epoch for select to cw_app, cw_indexer, cw_owner using (true);
create policy handling_epoch_turn on handling_epoch for update to cw_owner using (true);

alter table handling_label enable row level security;
alter table handling_label force row level security;
create policy handling_label_index on handling_label for select to cw_indexer, cw_clock, cw_intake using (true);
create policy handling_label_write on handling_label for insert to cw_app
    with check ((select (handling_me()).role) = 'contributor'
        and owner_agency = (select (handling_me()).agency) and owner_party = (select (handling_me()).party)
        and digest = handling_label_digest(handling_label));
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = [("common", "0001_clock"), ("audit", "0001_initial"), ("workflow", "0001_initial")]
    operations = [
        migrations.RunSQL(TABLES.replace("NEEDS", NEEDS), migrations.RunSQL.noop),
        migrations.RunSQL(RIGHTS, migrations.RunSQL.noop),
        migrations.RunSQL(POLICIES, migrations.RunSQL.noop),
    ]
