"""Tables of cases before the commission, and the one way in which a record comes before it.

A record is open to a commission while a row of `handling_complaint` stands (decision table, row 4). Nobody but the
function `oversight_name` writes such a row: for an officer of a commission, in a case that his commission hears. Who
asks is known to the commission alone; an owner learns which record is contested and what he is asked. The public side
runs through two functions that need no warrant: one takes a request, one tells its state to who holds the code.
"""

from commonweal.databanks.protection_neighbours import SIGNED, open_to
from commonweal.handling.sql import NOW, forced, me

CASE, PERSON, NAMED, ANSWER = "oversight_case", "oversight_person", "oversight_named", "oversight_answer"
KNOCK, TERM = "oversight_knock", "oversight_term"
TABLES_HERE = (CASE, PERSON, NAMED, ANSWER, KNOCK, TERM)

TABLES = """
create table oversight_term (
    code text collate "C" primary key,
    amount integer not null check (amount between 1 and 400),
    unit text not null check (unit in ('day', 'month')),
    source_en text not null,
    source_ru text not null,
    verified boolean not null default false
);

create table oversight_case (
    id uuid primary key,
    number text collate "C" unique not null,  -- Q-…, by which officers and owners name it
    code_hash bytea unique not null check (octet_length(code_hash) = 32), -- of the code that the person holds
    kind text collate "C" not null check (kind in ('access', 'correction', 'deletion')),
    channel text collate "C" not null check (channel in ('page', 'letter')),
    state text collate "C" not null,
    agency text collate "C" not null default '', -- of the commission, once it took the case
    received_at timestamptz not null,
    due_at timestamptz not null,              -- of the decision whether it is admissible, then of the answer
    admitted_at timestamptz,
    decided_at timestamptz,
    answer_at timestamptz,                    -- from then on the person reads the answer
    told_at timestamptz,
    form text collate "C" not null default '' check (form in ('', 'data', 'partial', 'verified')),
    answer text not null default '' check (length(answer) <= 4000),
    outcome text collate "C" not null default '',
    reason text not null default '' check (length(reason) <= 1000), -- why it is not admissible, told to the person
    check (state in ('received', 'identified', 'admitted', 'consulted', 'decided', 'told', 'refused')),
    check (answer_at >= admitted_at + interval '90 days'),
    check (state not in ('decided', 'told') or (answer_at is not null and form <> '')),
    check (form <> 'verified' or answer = '')  -- one and the same sentence, with not a word beside it
);
create index oversight_case_agency on oversight_case (agency, received_at);
create index oversight_case_waits on oversight_case (answer_at) where state = 'decided';

-- Who asks. Goes a year after the case ended; the case stays for the statistics.
create table oversight_person (
    case_id uuid primary key references oversight_case (id) on delete cascade,
    name text not null check (name <> '' and length(name) <= 300),
    born text not null check (length(born) <= 40),
    evidence text not null check (length(evidence) <= 300), -- by what the commission knows that it is he
    wants text not null check (length(wants) <= 2000),
    language text not null check (language in ('en', 'ru')),
    expires timestamptz
);

create table oversight_named (
    case_id uuid not null references oversight_case (id) on delete cascade,
    number text collate "C" not null, -- of the case
    record uuid not null,      -- no foreign key: a case outlives its record
    hearing uuid not null,     -- the row of handling_complaint that opens the record
    agency text collate "C" not null,
    owner_party text collate "C" not null,
    owner_agency text collate "C" not null,
    classification smallint not null,
    named_by text collate "C" not null,
    named_at timestamptz not null,
    question text not null default '' check (length(question) <= 2000),
    asked_at timestamptz,
    due_at timestamptz,
    only_for text[] collate "C",
    primary key (case_id, record)
);
create index oversight_named_owner on oversight_named (owner_agency, asked_at);

create table oversight_answer (
    case_id uuid not null,
    record uuid not null,
    says text collate "C" not null check (says in ('tell', 'withhold', 'corrected', 'deleted', 'stands')),
    reason text not null check (length(reason) <= 2000),
    officer text collate "C" not null,
    agency text collate "C" not null,
    at timestamptz not null,
    foreign key (case_id, record) references oversight_named on delete cascade,
    primary key (case_id, record, at)
);

create table oversight_knock (
    key bytea not null, -- of the address from which it came, under a key of the day: not the address
    what text not null check (what in ('ask', 'look')),
    at timestamptz not null
);
create index oversight_knock_at on oversight_knock (what, at);
"""

RIGHTS = """
grant select on oversight_term to cw_app, cw_gauge;
grant update (amount, unit, source_en, source_ru, verified) on oversight_term to cw_app;
grant select on oversight_case, oversight_person, oversight_named, oversight_answer to cw_app;
grant update (state, agency, due_at, admitted_at, decided_at, answer_at, form, answer, outcome, reason)
    on oversight_case to cw_app;
grant update (question, asked_at, due_at) on oversight_named to cw_app;
grant update (expires) on oversight_person to cw_app;
grant insert on oversight_answer to cw_app;
grant select, insert, update on oversight_case to cw_gauge;
grant select, insert, update on oversight_person to cw_gauge;
grant select, insert on oversight_named, oversight_knock to cw_gauge;
grant delete on oversight_knock to cw_gauge;
grant select (expires), delete on oversight_person to cw_clock;
grant insert, select on handling_complaint to cw_gauge;
grant update (closed_at) on handling_complaint to cw_gauge;
revoke insert on handling_complaint from cw_app;
drop policy handling_complaint_open on handling_complaint;
create policy handling_complaint_name on handling_complaint for insert to cw_gauge with check (closed_at is null);
create policy handling_complaint_gauge on handling_complaint for select to cw_gauge using (true);
create policy handling_complaint_end on handling_complaint for update to cw_gauge
    using (closed_at is null) with check (closed_at is not null);
grant select (classification, purposes) on handling_label to cw_gauge;
grant select (classification) on databanks_record to cw_gauge;
"""

KNOCKS = {"ask": ("5", "200"), "look": ("60", "3000")}
"""How often an hour: from one address, and in all."""

FUNCTIONS = f"""
grant create on schema public to cw_gauge;
set role cw_gauge;
create function oversight_let_in(asked text, knocking bytea) returns void
    language plpgsql security definer set search_path = pg_catalog, public, pg_temp
    as $$
declare
    mine integer;
    everybodys integer;
begin
    perform pg_advisory_xact_lock(hashtext('oversight_knock'));
    delete from oversight_knock where at <= common_now() - interval '1 hour';
    select count(*) filter (where key = knocking), count(*) into mine, everybodys
    from oversight_knock where what = asked;
    if mine >= (case asked when 'ask' then {KNOCKS["ask"][0]} else {KNOCKS["look"][0]} end)
        or everybodys >= (case asked when 'ask' then {KNOCKS["ask"][1]} else {KNOCKS["look"][1]} end)
    then
        raise exception 'oversight.request.too-many';
    end if;
    insert into oversight_knock values (knocking, asked, common_now());
end $$;

-- Takes a request, from anybody. An officer of a commission enters what came by letter; it is his commission's at once.
create function oversight_receive(new_id uuid, new_number text, new_hash bytea, knocking bytea, asked text,
        who text, birth text, proof text, what text, tongue text, journal_entry text) returns timestamptz
    language plpgsql security definer set search_path = pg_catalog, public, pg_temp
    as $$
declare
    me handling_holder := handling_me();
    heard boolean := coalesce(me.role = 'commission', false);
    now_ timestamptz := common_now();
    due timestamptz := now_ + make_interval(days => (select amount from oversight_term where code = 'admissibility'));
    said jsonb := journal_entry::jsonb;
begin
    if (said ->> 'verb', said -> 'about') is distinct from (
        case when heard then 'oversight.case.entered' else 'oversight.request.received' end,
        jsonb_build_array('case/' || new_number))
    then
        raise exception 'oversight.request.other-entry: the journal entry is not of this request';
    end if;
    if not heard then
        perform oversight_let_in('ask', knocking);
    end if;
    insert into oversight_case (id, number, code_hash, kind, channel, state, agency, received_at, due_at)
    values (new_id, new_number, new_hash, asked, case when heard then 'letter' else 'page' end, 'received',
            case when heard then me.agency else '' end, now_, due);
    insert into oversight_person values (new_id, who, birth, proof, what, tongue, null);
    perform audit_append(journal_entry, '[]'::jsonb);
    return due;
end $$;

-- What the holder of a code is told: a state, and from its day on the answer. One look, whatever it finds.
create function oversight_state(asked bytea, knocking bytea)
    returns table (kind text, state text, received_at timestamptz, admitted_at timestamptz, due_at timestamptz,
        reason text, form text, answer text)
    language plpgsql security definer set search_path = pg_catalog, public, pg_temp
    as $$
begin
    perform oversight_let_in('look', knocking);
    return query
    select c.kind, case when open_ then 'told' when c.state = 'decided' then 'consulted' else c.state end,
        c.received_at, c.admitted_at, c.due_at, c.reason,
        case when open_ then c.form else '' end, case when open_ then c.answer else '' end
    from oversight_case c
    cross join lateral (select coalesce(c.answer_at <= common_now() and c.state in ('decided', 'told'), false)) o(open_)
    where c.code_hash = asked;
end $$;

-- Names records in a case and opens them to its commission; tells which. Found by the owner's reference, by the number
-- of a document, or by two words of a name with the day of birth; never what is above the officer's clearance.
create function oversight_name(asked uuid, by_agency text, by_ref text, by_number text, by_born text, words text[])
    returns setof uuid
    language plpgsql security definer set search_path = pg_catalog, public, pg_temp
    as $$
declare
    me handling_holder := handling_me();
    heard oversight_case;
    one record;
    new_hearing uuid;
begin
    select * into heard from oversight_case c
    where c.id = asked and c.agency = me.agency and me.role = 'commission' and c.state in ('admitted', 'consulted');
    if not found then
        raise exception 'oversight.case.not-heard';
    end if;
    for one in
        select r.id, r.owner_party, r.owner_agency, l.classification
        from databanks_identity i join databanks_record r on r.id = i.record_id
        join handling_label l on l.id = r.label_id
        where common_now() < r.expires and l.classification <= me.clearance
          and ((by_ref <> '' and i.owner_agency = by_agency and i.owner_ref = by_ref)
            or (by_number <> '' and exists (
                select 1 from jsonb_array_elements(case jsonb_typeof(i.body -> 'identifiers') when 'array'
                    then i.body -> 'identifiers' else '[]' end) n
                where upper(regexp_replace(n ->> 'number', '[^[:alnum:]]', '', 'g')) = by_number))
            or (by_born <> '' and exists (
                select 1 from jsonb_array_elements(case jsonb_typeof(i.body -> 'births') when 'array'
                    then i.body -> 'births' else '[]' end) b where b ->> 'date' = by_born)
              and 2 <= (select count(distinct w) from unnest(words) w
                where exists (
                    select 1 from jsonb_array_elements(case jsonb_typeof(i.body -> 'names') when 'array'
                        then i.body -> 'names' else '[]' end) n
                    where w = any (regexp_split_to_array(lower(n ->> 'text'), '[^[:alnum:]’''-]+'))))))
        order by r.id limit 50
    loop
        if not exists (select 1 from oversight_named n where n.case_id = asked and n.record = one.id) then
            new_hearing := gen_random_uuid();
            insert into handling_complaint (id, record, agency, until, opened_by)
            values (new_hearing, one.id, me.agency, heard.due_at + interval '1 year', me.officer);
            insert into oversight_named (case_id, number, record, hearing, agency, owner_party, owner_agency,
                classification, named_by, named_at)
            values (asked, heard.number, one.id, new_hearing, me.agency, one.owner_party, one.owner_agency,
                one.classification, me.officer, common_now());
            return next one.id;
        end if;
    end loop;
end $$;

-- A case whose records are closed again: it was refused, or its answer may be read.
create function oversight_close(asked uuid) returns void
    language sql security definer set search_path = pg_catalog, public, pg_temp
    as $$
    update handling_complaint set closed_at = common_now()
    where closed_at is null and id in (select hearing from oversight_named where case_id = asked)
    $$;

-- Answers whose day has come: their records are closed. For the clock process; the entries that it journals.
create function oversight_tell(most integer) returns setof text
    language plpgsql security definer set search_path = pg_catalog, public, pg_temp
    as $$
declare
    each record;
begin
    for each in select c.id, c.number from oversight_case c
        where c.state = 'decided' and c.answer_at <= common_now() order by c.answer_at limit most for update
    loop
        update oversight_case set state = 'told', told_at = common_now() where id = each.id;
        update oversight_person set expires = common_now() + interval '1 year' where case_id = each.id;
        perform oversight_close(each.id);
        return next each.number;
    end loop;
end $$;
revoke execute on function oversight_let_in(text, bytea), oversight_state(bytea, bytea), oversight_close(uuid),
    oversight_receive(uuid, text, bytea, bytea, text, text, text, text, text, text, text), oversight_tell(integer),
    oversight_name(uuid, text, text, text, text, text[]) from public;
grant execute on function oversight_receive(uuid, text, bytea, bytea, text, text, text, text, text, text, text),
    oversight_state(bytea, bytea), oversight_name(uuid, text, text, text, text, text[]) to cw_app;
grant execute on function oversight_tell(integer) to cw_clock;
reset role;
set role cw_journal;
grant execute on function audit_append(text, jsonb) to cw_gauge;
reset role;
revoke create on schema public from cw_gauge;
"""

COMMISSION = f"{me('role')} = 'commission'"
OURS = f"{COMMISSION} and agency = {me('agency')}"
OWNER = f"owner_party = {me('party')} and owner_agency = {me('agency')}"
OWNERS = f"{OWNER} and {me('role')} in ('desk', 'reader', 'approver') and {open_to('approver')}"


def policies() -> list[str]:
    """A case is its commission's, before that any commission's; a named record also its owner's, once he is asked."""
    heard = f"exists (select 1 from {CASE} c where c.id = {PERSON}.case_id)"
    named = (
        f"exists (select 1 from {NAMED} n where n.case_id = {ANSWER}.case_id and n.record = {ANSWER}.record"
        f" and n.asked_at is not null)"
    )
    asked = named[:-1] + f" and n.{OWNER.replace(' and ', ' and n.')})"
    return [
        f"create policy {CASE}_read on {CASE} for select to cw_app"
        f" using ({COMMISSION} and agency in ('', {me('agency')}))",
        f"create policy {CASE}_hear on {CASE} for update to cw_app"
        f" using ({COMMISSION} and agency in ('', {me('agency')}) and state not in ('told', 'refused'))"
        f" with check ({OURS} and state <> 'told')",
        f"create policy {CASE}_gauge on {CASE} to cw_gauge using (true) with check (true)",
        f"create policy {PERSON}_read on {PERSON} for select to cw_app using ({heard})",
        f"create policy {PERSON}_end on {PERSON} for update to cw_app using ({heard}) with check ({heard})",
        f"create policy {PERSON}_gauge on {PERSON} to cw_gauge using (true) with check (true)",
        *(
            f"create policy {PERSON}_clock_{verb} on {PERSON} for {verb} to cw_clock using (expires <= {NOW})"
            for verb in ("select", "delete")
        ),
        f"create policy {NAMED}_read on {NAMED} for select to cw_app"
        f" using (({OURS}) or (asked_at is not null and {OWNERS}))",
        f"create policy {NAMED}_ask on {NAMED} for update to cw_app using ({OURS}) with check ({OURS})",
        f"create policy {NAMED}_gauge on {NAMED} to cw_gauge using (true) with check (true)",
        f"create policy {ANSWER}_read on {ANSWER} for select to cw_app using ({named})",
        f"create policy {ANSWER}_give on {ANSWER} for insert to cw_app with check (officer = {me('officer')}"
        f" and agency = {me('agency')} and {me('role')} in ('desk', 'reader', 'approver') and {asked})",
        f"create policy {KNOCK}_gauge on {KNOCK} to cw_gauge using (true) with check (true)",
        f"create policy {TERM}_read on {TERM} for select to cw_app, cw_gauge using (true)",
        f"create policy {TERM}_change on {TERM} for update to cw_app"
        f" using ({me('role')} = 'secretariat') with check ({me('role')} = 'secretariat')",
        f"create policy {TERM}_load on {TERM} to cw_owner using (true) with check (true)",
    ]


def inbox() -> list[str]:
    """Items of oversight come into another agency's inbox, signed with one's own agency."""
    signed = f"kind in ({', '.join(map(repr, SIGNED))}) and words ->> 'agency' = {me('agency')}"
    return [
        "alter policy workflow_inbox_post on workflow_inbox"
        f" with check ({me('officer')} is not null and (agency = {me('agency')} or ({signed})))"
    ]


def statements() -> list[str]:
    """Everything, in order."""
    mark = (
        f"create trigger {NAMED}_only_for before insert on {NAMED} for each row"
        " execute function databanks_mark('record')"
    )
    return [TABLES, RIGHTS, *forced(TABLES_HERE), mark, *policies(), *inbox(), FUNCTIONS]
