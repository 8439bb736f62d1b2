"""Tables of supervision: what the clock process takes from the journal, the daily sample, flags, honeypot records.

A supervisor (role auditor) reads what officers of his own party asked, never the words; nobody supervises himself.
An officer reads what he is asked about his own question, and answers beside it. Which records are honeypots is known to
the secretariat that marked them, and to nobody else.
"""

from commonweal.handling.sql import NOW, forced, me

FOLLOWED, EVENT, SAMPLE, REPLY = "oversight_followed", "oversight_event", "oversight_sample", "oversight_reply"
FLAG, HONEYPOT = "oversight_flag", "oversight_honeypot"
TABLES_HERE = (FOLLOWED, EVENT, SAMPLE, REPLY, FLAG, HONEYPOT)
KEPT = "31 days"
"""How long events stand; the journal keeps its entries."""

TABLES = """
create table oversight_followed (
    only_row boolean primary key default true check (only_row),
    leaf bigint not null,   -- of the last entry that was taken
    day date not null,      -- whose entries are being taken
    digest bytea not null   -- over the hashes of all entries of that day: the seed of its sample
);
insert into oversight_followed values (true, -1, 'epoch', sha256(''));

create table oversight_event (
    leaf bigint primary key,
    entry uuid not null,
    day date not null,
    at timestamptz not null,
    verb text collate "C" not null,
    officer text collate "C" not null,
    party text collate "C" not null,
    agency text collate "C" not null,
    purpose text not null,
    basis text not null,
    case_ref text not null,
    parts text[] not null,
    shown integer not null,
    records uuid[] not null,
    names text[] collate "C" not null
);
create index oversight_event_day on oversight_event (day, party, agency);

create table oversight_sample (
    id uuid primary key,
    day date not null,
    party text collate "C" not null,
    agency text collate "C" not null,
    entry uuid not null unique,
    at timestamptz not null,
    officer text collate "C" not null,
    purpose text not null,
    basis text not null,
    case_ref text not null,
    parts text[] not null,
    shown integer not null,
    state text collate "C" not null default 'drawn' check (state in ('drawn', 'asked', 'accepted', 'refused')),
    question text not null default '' check (length(question) <= 1000),
    asked_at timestamptz,
    reason text collate "C" not null default ''
        check (reason in ('', 'no-case', 'other-purpose', 'private', 'no-answer', 'other')),
    words text not null default '' check (length(words) <= 1000),
    decided_by text collate "C" not null default '',
    decided_at timestamptz,
    expires timestamptz not null,
    check ((state = 'refused') = (reason <> ''))
);
create index oversight_sample_party on oversight_sample (party, state, day);
create index oversight_sample_officer on oversight_sample (officer, asked_at);

create table oversight_reply (
    sample uuid not null references oversight_sample (id) on delete cascade,
    officer text collate "C" not null,
    text text not null check (text <> '' and length(text) <= 2000),
    at timestamptz not null,
    primary key (sample, at)
);

create table oversight_flag (
    id uuid primary key,
    key text unique not null, -- what is found again is the same flag, and what was said of it stands
    rule text collate "C" not null,
    officer text collate "C" not null,
    party text collate "C" not null,
    agency text collate "C" not null,
    at timestamptz not null,
    raised_at timestamptz not null,
    params jsonb not null,
    entries uuid[] not null,
    state text collate "C" not null default 'open' check (state in ('open', 'explained', 'upheld')),
    words text not null default '' check (length(words) <= 1000),
    decided_by text collate "C" not null default '',
    decided_at timestamptz,
    expires timestamptz not null,
    check ((state = 'open') = (decided_by = ''))
);
create index oversight_flag_party on oversight_flag (party, state, raised_at);

create table oversight_honeypot (
    record uuid primary key,
    agency text collate "C" not null,
    ref text not null,
    why text not null check (why <> '' and length(why) <= 500),
    marked_by text collate "C" not null,
    marked_at timestamptz not null
);

insert into oversight_term (code, amount, unit, source_en, source_ru) values
    ('sample', 5, 'day', 'our default, not law: within which an officer answers his supervisor',
     'наше значение по умолчанию, не норма права: срок ответа сотрудника надзору');

-- Who watches the use of the banks does not use them, and keeps no register by which others do.
alter table members_officer add constraint members_officer_auditor_apart check (not ('auditor' = any (roles)
    and roles && array['reader', 'contributor', 'approver', 'reviewer', 'exporter', 'protector', 'admin',
        'secretariat', 'commission']));
"""

RIGHTS = """
grant select, update on oversight_followed to cw_clock;
grant select, insert, delete on oversight_event to cw_clock;
grant select, insert, delete on oversight_sample to cw_clock;
grant select (expires), delete on oversight_flag to cw_clock;
grant select on oversight_honeypot to cw_clock;
grant select on oversight_event, oversight_sample, oversight_reply, oversight_flag, oversight_honeypot to cw_app;
grant update (state, question, asked_at, reason, words, decided_by, decided_at) on oversight_sample to cw_app;
grant insert on oversight_reply to cw_app;
grant update (state, words, decided_by, decided_at) on oversight_flag to cw_app;
grant select, insert on oversight_flag, oversight_honeypot to cw_gauge;
grant delete on oversight_honeypot to cw_gauge;
grant select (code, agency_id, unit, name, name_latin, roles, suspended_at) on members_officer to cw_gauge;
grant select (code, party_id, kind) on members_agency to cw_gauge;
create policy members_officer_gauge on members_officer for select to cw_gauge using (true);
create policy members_agency_gauge on members_agency for select to cw_gauge using (true);
create policy workflow_inbox_flag on workflow_inbox for insert to cw_gauge with check (kind = 'flag-raised');
"""

FUNCTIONS = """
grant create on schema public to cw_gauge;
set role cw_gauge;
-- The officers as the rules know them.
create function oversight_officers() returns table (code text, party text, agency text, kind text, unit text,
        name text, name_latin text)
    language sql stable security definer set search_path = pg_catalog, public, pg_temp
    as $$
    select o.code, a.party_id, a.code, a.kind, o.unit, o.name, o.name_latin
    from members_officer o join members_agency a on a.code = o.agency_id
    $$;

-- Raises a flag once, and puts it before the supervisors of the officer's party; tells whether it is new.
create function oversight_raise(new_key text, new_rule text, about text, when_at timestamptz, said jsonb, seen uuid[],
        sentence text) returns boolean
    language plpgsql security definer set search_path = pg_catalog, public, pg_temp
    as $$
declare
    whose record;
    new_id uuid := gen_random_uuid();
begin
    select o.code, a.party_id as party, a.code as agency into whose
    from members_officer o join members_agency a on a.code = o.agency_id where o.code = about;
    if not found or exists (select 1 from oversight_flag f where f.key = new_key) then
        return false;
    end if;
    insert into oversight_flag (id, key, rule, officer, party, agency, at, raised_at, params, entries, expires)
    values (new_id, new_key, new_rule, about, whose.party, whose.agency, when_at, common_now(), said, seen,
            common_now() + interval '3 years');
    insert into workflow_inbox (id, agency, officer, kind, subject, words, created_at)
    select gen_random_uuid(), o.agency_id, o.code, 'flag-raised', 'flag/' || new_id,
           jsonb_build_object('officer', about, 'rule', sentence), common_now()
    from members_officer o join members_agency a on a.code = o.agency_id
    where a.party_id = whose.party and 'auditor' = any (o.roles) and o.suspended_at is null and o.code <> about;
    return true;
end $$;

-- The secretariat marks a record that nobody has a reason to open, or takes the mark away; tells whether there is one.
create function oversight_mark(by_agency text, by_ref text, because text) returns boolean
    language plpgsql security definer set search_path = pg_catalog, public, pg_temp
    as $$
declare
    me handling_holder := handling_me();
    marked uuid;
begin
    if me.role is distinct from 'secretariat' then
        raise exception 'oversight.honeypot.not-secretariat';
    end if;
    select i.record_id into marked from databanks_identity i where i.owner_agency = by_agency and i.owner_ref = by_ref;
    if marked is null then
        return false;
    end if;
    delete from oversight_honeypot where record = marked;
    if because <> '' then
        insert into oversight_honeypot values (marked, by_agency, by_ref, because, me.officer, common_now());
    end if;
    return true;
end $$;
revoke execute on function oversight_officers(), oversight_mark(text, text, text),
    oversight_raise(text, text, text, timestamptz, jsonb, uuid[], text) from public;
grant execute on function oversight_officers(), oversight_raise(text, text, text, timestamptz, jsonb, uuid[], text)
    to cw_clock;
grant execute on function oversight_mark(text, text, text) to cw_app;
reset role;
revoke create on schema public from cw_gauge;
"""

AUDITOR = f"{me('role')} = 'auditor' and party = {me('party')}"
ELSE = f"officer <> {me('officer')}"


def policies() -> list[str]:
    """A supervisor reads his party; an officer what he himself is asked; the clock process what it works on."""
    mine = f"exists (select 1 from {SAMPLE} s where s.id = {REPLY}.sample"
    return [
        f"create policy {FOLLOWED}_clock on {FOLLOWED} to cw_clock using (true) with check (true)",
        f"create policy {EVENT}_clock on {EVENT} to cw_clock using (true) with check (true)",
        f"create policy {EVENT}_read on {EVENT} for select to cw_app using ({AUDITOR} and {ELSE})",
        f"create policy {SAMPLE}_clock on {SAMPLE} for select to cw_clock using (true)",
        f"create policy {SAMPLE}_draw on {SAMPLE} for insert to cw_clock with check (state = 'drawn')",
        f"create policy {SAMPLE}_end on {SAMPLE} for delete to cw_clock using (expires <= {NOW})",
        f"create policy {SAMPLE}_read on {SAMPLE} for select to cw_app"
        f" using (({AUDITOR} and {ELSE}) or (asked_at is not null and officer = {me('officer')}))",
        f"create policy {SAMPLE}_judge on {SAMPLE} for update to cw_app"
        f" using ({AUDITOR} and {ELSE} and state in ('drawn', 'asked'))"
        f" with check ({AUDITOR} and {ELSE} and decided_by = {me('officer')} and state <> 'drawn')",
        f"create policy {REPLY}_read on {REPLY} for select to cw_app using ({mine}))",
        f"create policy {REPLY}_give on {REPLY} for insert to cw_app"
        f" with check (officer = {me('officer')} and {mine} and s.officer = {me('officer')} and s.state = 'asked'))",
        f"create policy {FLAG}_gauge on {FLAG} to cw_gauge using (true) with check (true)",
        f"create policy {FLAG}_read on {FLAG} for select to cw_app using ({AUDITOR} and {ELSE})",
        f"create policy {FLAG}_judge on {FLAG} for update to cw_app using ({AUDITOR} and {ELSE} and state = 'open')"
        f" with check ({AUDITOR} and {ELSE} and decided_by = {me('officer')} and state <> 'open')",
        *(
            f"create policy {FLAG}_clock_{verb} on {FLAG} for {verb} to cw_clock using (expires <= {NOW})"
            for verb in ("select", "delete")
        ),
        f"create policy {HONEYPOT}_gauge on {HONEYPOT} to cw_gauge using (true) with check (true)",
        f"create policy {HONEYPOT}_clock on {HONEYPOT} for select to cw_clock using (true)",
        f"create policy {HONEYPOT}_read on {HONEYPOT} for select to cw_app using ({me('role')} = 'secretariat')",
    ]


def statements() -> list[str]:
    """Everything, in order."""
    return [TABLES, RIGHTS, *forced(TABLES_HERE), *policies(), FUNCTIONS]
