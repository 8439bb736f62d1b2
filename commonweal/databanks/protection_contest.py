"""Purpose achieved, and contested records: what ends a record early, or keeps it from view while it is contested.

Where the purpose is achieved, the end comes within the term `achieved`. A commission that hears a complaint blocks the
record where that is called for; a correction blocks it when the owner lets the term pass in silence: else whoever wants
a record out of sight would ask for its correction. Each opens a contest with a term of its own. An answer closes it.
Silence to its end has the consequence that the class of retention names where a commission hears it, and else leaves
the record blocked.
"""

from commonweal.databanks.protection_retention import as_gauge
from commonweal.handling.sql import forced, me

TABLES_HERE = ("databanks_achieved", "databanks_contest")

TABLES = """
create table databanks_achieved (
    record uuid primary key references databanks_record (id) on delete cascade,
    outcome text collate "C" not null check (outcome in ('located', 'detained', 'ended')),
    at timestamptz not null,
    by_officer text collate "C" not null,
    only_for text[] collate "C"
);
create table databanks_contest (
    id uuid primary key,
    record uuid not null references databanks_record (id) on delete cascade,
    cause text collate "C" not null check (cause in ('correction', 'complaint')),
    subject uuid not null unique, -- the enquiry, or the complaint
    owner_party text collate "C" not null,
    owner_agency text collate "C" not null,
    hears text collate "C" not null default '', -- agency of the commission, of a complaint
    opened_at timestamptz not null,
    due_at timestamptz not null,
    was_active boolean not null,  -- whether it was this contest that blocked it
    state text collate "C" not null check (state in ('open', 'answered', 'silent', 'closed')),
    answer text not null default '' check (length(answer) <= 4000),
    answered_by text collate "C" not null default '',
    answered_at timestamptz,
    only_for text[] collate "C",
    check ((cause = 'complaint') = (hears <> '')),
    check (due_at > opened_at)
);
create index databanks_contest_record on databanks_contest (record);
create index databanks_contest_due on databanks_contest (due_at) where state = 'open';
insert into databanks_term values
    ('achieved', 15, 'day',
     'Reg. (EU) 2018/1862, article 53(9), as model: deletion after the purpose is achieved',
     'статья 53(9) Регламента (ЕС) 2018/1862, как образец: удаление по достижении цели', false),
    ('contest', 30, 'day',
     'our default, not law: as long as for a correction',
     'наше значение по умолчанию, не норма права: как для исправления', false);
"""

RIGHTS = """
grant select (record, outcome, at) on databanks_achieved to cw_app;
grant insert on databanks_achieved to cw_app;
grant select on databanks_contest to cw_app;
grant update (state, answer, answered_by, answered_at) on databanks_contest to cw_app;
grant select, insert, update on databanks_contest to cw_gauge;
grant select, delete on databanks_achieved to cw_gauge;
grant update (status) on databanks_record to cw_gauge;
grant select (id, record, agency, until, closed_at) on handling_complaint to cw_gauge;
"""

DAYS = """
-- When a term that begins now ends: hours run, of days the first is not counted and the last counts whole.
create function databanks_due(term text) returns timestamptz
    language sql stable security definer set search_path = pg_catalog, public, pg_temp
    as $$
    select case unit when 'hour' then common_now() + make_interval(hours => amount)
        else (date_trunc('day', common_now() at time zone 'UTC') + make_interval(days => amount + 1)) at time zone 'UTC'
        end from databanks_term where code = $1
$$;
create function databanks_achieve() returns trigger
    language plpgsql security definer set search_path = pg_catalog, public, pg_temp
    as $$
begin
    update databanks_record set expires = least(expires, databanks_due('achieved')) where id = new.record;
    return null;
end $$;
"""

OPEN = """
-- Opens a contest: the record is blocked from here on, its owner told with the term.
create function databanks_open_contest(asked uuid, why text, about uuid, commission text) returns boolean
    language plpgsql security definer set search_path = pg_catalog, public, pg_temp
    as $$
declare
    held databanks_record;
    made uuid := gen_random_uuid();
    due timestamptz := databanks_due('contest');
begin
    select r.status, r.owner_party, r.owner_agency into held.status, held.owner_party, held.owner_agency
    from databanks_record r where r.id = asked and r.expires > common_now();
    if held.owner_agency is null then
        return false;
    end if;
    insert into databanks_contest (id, record, cause, subject, owner_party, owner_agency, hears, opened_at, due_at,
        was_active, state)
    values (made, asked, why, about, held.owner_party, held.owner_agency, commission, common_now(), due,
        held.status = 'active', 'open') on conflict do nothing;
    if not found then
        return false;
    end if;
    update databanks_record set status = 'blocked' where id = asked and status = 'active';
    insert into workflow_inbox (id, agency, officer, kind, subject, words, created_at, due_at)
    select gen_random_uuid(), held.owner_agency, '', 'record-contested', 'record/' || asked,
           jsonb_build_object('level', why, 'ref', i.owner_ref, 'contest', made,
               'date', to_char((due - interval '1 microsecond') at time zone 'UTC', 'YYYY-MM-DD')), common_now(), due
    from databanks_identity i where i.record_id = asked;
    return true;
end $$;
-- What a commission hears stays blocked until it has heard it.
create function databanks_contest_holds() returns trigger
    language plpgsql security definer set search_path = pg_catalog, public, pg_temp
    as $$
begin
    if exists (select 1 from databanks_contest c where c.record = new.id and c.cause = 'complaint'
               and c.state in ('open', 'answered', 'silent')) then
        raise exception 'databanks.record.contested: a commission hears it' using errcode = 'insufficient_privilege';
    end if;
    return null;
end $$;
"""

SETTLE = """
-- A contest is over: what it alone blocked stands again, unless another one is open.
create function databanks_contest_over() returns trigger
    language plpgsql security definer set search_path = pg_catalog, public, pg_temp
    as $$
begin
    update workflow_inbox set done_at = common_now()
    where kind = 'record-contested' and words ->> 'contest' = new.id::text and done_at is null;
    if new.state = 'closed' and exists (select 1 from databanks_contest c where c.record = new.record and c.was_active)
        and not exists (select 1 from databanks_contest c
                        where c.record = new.record and c.state in ('open', 'answered', 'silent'))
    then
        update databanks_record set status = 'active' where id = new.record and status = 'blocked';
    end if;
    return null;
end $$;
-- A correction that was declined, mended, or that lapsed, contests nothing any more; an accepted one until mended.
create function databanks_contest_answered() returns trigger
    language plpgsql security definer set search_path = pg_catalog, public, pg_temp
    as $$
begin
    update databanks_contest set state = case when new.state = 'accepted' then 'answered' else 'closed' end,
        answered_by = new.answered_by, answered_at = common_now()
    where subject = new.id and state in ('open', 'answered', 'silent');
    return null;
end $$;
"""

CLOCK = """
-- What waits for nobody's hand: unanswered corrections open a contest, complaints that were heard close theirs,
-- contests end in silence. Returns what befell which record, for the journal.
create function databanks_contests_due(at_most integer) returns table (record uuid, agency text, what text)
    language plpgsql security definer set search_path = pg_catalog, public, pg_temp
    as $$
#variable_conflict use_column
declare
    late record;
begin
    for late in select e.id, e.record from databanks_enquiry e
        where e.state = 'asked' and e.kind in ('wrong', 'other-person') and e.due_at <= common_now()
            and not exists (select 1 from databanks_contest x where x.subject = e.id)
            and exists (select 1 from databanks_record r where r.id = e.record and r.expires > common_now())
        order by e.due_at limit at_most
    loop
        if databanks_open_contest(late.record, 'correction', late.id, '') then
            return query select r.id, r.owner_agency, 'contested' from databanks_record r where r.id = late.record;
        end if;
    end loop;
    return query with heard as (
        update databanks_contest x set state = 'closed' from handling_complaint c
        where c.id = x.subject and x.cause = 'complaint' and x.state in ('open', 'answered')
            and (c.closed_at is not null or c.until <= common_now())
        returning x.record, x.owner_agency)
    select h.record, h.owner_agency, 'heard' from heard h;
    for late in select c.id, c.record, c.owner_agency,
            case when c.cause = 'complaint' then k.silence else 'blocked' end as rule
        from databanks_contest c join databanks_narrative n on n.record_id = c.record
        join databanks_retention k on k.code = n.retention_class
        where c.state = 'open' and c.due_at <= common_now() order by c.due_at limit at_most
    loop
        update databanks_contest c set state = 'silent', answered_at = common_now() where c.id = late.id;
        if late.rule = 'delete' then
            update databanks_record r set expires = least(r.expires, common_now()) where r.id = late.record;
        end if;
        return query select late.record, late.owner_agency, 'silent-' || late.rule;
    end loop;
end $$;
"""

BLOCK = """
-- A commission before which a complaint about the record is open blocks it while it hears it; false where none is.
create function databanks_contest_by_commission(asked uuid) returns boolean
    language plpgsql security definer set search_path = pg_catalog, public, pg_temp
    as $$
declare
    me handling_holder := handling_me();
    heard uuid := (select c.id from handling_complaint c where c.record = asked and c.agency = me.agency
        and me.role = 'commission' and c.closed_at is null and common_now() < c.until
        and not exists (select 1 from databanks_contest x where x.subject = c.id) limit 1);
begin
    return heard is not null and databanks_open_contest(asked, 'complaint', heard, me.agency);
end $$;
"""

CALLED = ("databanks_contests_due(integer)",)
BLOCKS = ("databanks_contest_by_commission(uuid)",)
TRIGGERED = (
    "databanks_achieve()",
    "databanks_contest_holds()",
    "databanks_contest_over()",
    "databanks_contest_answered()",
    "databanks_due(text)",
    "databanks_open_contest(uuid, text, uuid, text)",
)


def policies() -> list[str]:
    """Achieved: said by the owner's approver, read with the identity. A contest: the owner's, and the commission's."""
    held = "exists (select 1 from databanks_custody c where c.record_id = {table}.record)"
    owner = (
        f"owner_party = {me('party')} and owner_agency = {me('agency')} and {held.format(table='databanks_contest')}"
    )
    hearing = (
        f"hears <> '' and hears = {me('agency')} and {me('role')} = 'commission'"
        " and exists (select 1 from databanks_record r where r.id = databanks_contest.record)"
    )
    kinds = "kind = 'record-contested'"
    return [
        "create policy databanks_achieved_read on databanks_achieved for select to cw_app using (exists ("
        "select 1 from databanks_identity i where i.record_id = databanks_achieved.record))",
        "create policy databanks_achieved_say on databanks_achieved for insert to cw_app with check ("
        f"{me('role')} = 'approver' and by_officer = {me('officer')} and {held.format(table='databanks_achieved')})",
        "create policy databanks_achieved_gauge on databanks_achieved to cw_gauge using (true) with check (true)",
        "create policy databanks_contest_read on databanks_contest for select to cw_app"
        f" using (({owner}) or ({hearing}))",
        "create policy databanks_contest_answer on databanks_contest for update to cw_app"
        f" using ({owner} and cause = 'complaint' and state = 'open'"
        f" and {me('role')} in ('desk', 'reader', 'approver'))"
        f" with check ({owner} and state = 'answered' and answered_by = {me('officer')} and answer <> '')",
        "create policy databanks_contest_gauge on databanks_contest to cw_gauge using (true) with check (true)",
        "create policy handling_complaint_contests on handling_complaint for select to cw_gauge using (true)",
        f"create policy workflow_inbox_contest on workflow_inbox for insert to cw_gauge with check ({kinds})",
        f"create policy workflow_inbox_contest_read on workflow_inbox for select to cw_gauge using ({kinds})",
        "create policy workflow_inbox_contested on workflow_inbox for update to cw_gauge"
        f" using ({kinds} and done_at is null) with check ({kinds} and done_at is not null)",
    ]


def statements() -> list[str]:
    """Everything, in order, once the tables stand."""
    marks = [
        f"create trigger {table}_only_for before insert on {table}"
        " for each row execute function databanks_mark('record')"
        for table in TABLES_HERE
    ]
    return [
        RIGHTS,
        *forced(TABLES_HERE),
        *marks,
        *policies(),
        *as_gauge(DAYS, OPEN, SETTLE, functions=TRIGGERED),
        *as_gauge(CLOCK, functions=CALLED, to="cw_clock"),
        *as_gauge(BLOCK, functions=BLOCKS, to="cw_app"),
        "create trigger databanks_achieved_ends after insert on databanks_achieved"
        " for each row execute function databanks_achieve()",
        "create trigger databanks_record_contested after update of status on databanks_record for each row"
        " when (old.status = 'blocked' and new.status = 'active') execute function databanks_contest_holds()",
        "create trigger databanks_contest_settled after update of state on databanks_contest for each row"
        " when (old.state <> new.state) execute function databanks_contest_over()",
        "create trigger databanks_enquiry_contest after update of state on databanks_enquiry for each row"
        " when (old.state <> new.state and new.kind <> 'confirm') execute function databanks_contest_answered()",
    ]
