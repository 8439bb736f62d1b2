"""Warnings before a record ends, the register of erasures, and that nothing is erased without its warning.

The clock process warns (`databanks_warn`), then deletes what is over and warned of. Whoever deletes a record, its id
and the moments go into the register of erasures, without a word of it, so that a restore can erase it again.
"""

from commonweal.databanks.protection_retention import as_gauge
from commonweal.handling.sql import NOW, forced, me

TABLES_HERE = ("databanks_warning", "databanks_erasure")
ITEMS = ("record-expires", "records-expire")
"""Kinds of item by which an owner is warned: of one record, or of many at once."""
SINGLY = 10
"""So many records of an agency are told of one by one; more in one item. A protected one always by itself."""

TABLES = """
-- No foreign key: what was warned of is looked at once more when its record is gone.
create table databanks_warning (
    record uuid not null,
    ends timestamptz not null,
    party text collate "C" not null,
    agency text collate "C" not null,
    warned_at timestamptz not null,
    primary key (record, ends)
);
create table databanks_erasure (
    record uuid primary key,
    ended timestamptz not null,
    warned_at timestamptz,           -- none where the owner itself entered the record anew in its place
    erased_at timestamptz not null,
    kept boolean not null default false -- whether it stands in the file that outlives the database
);
create index databanks_erasure_unkept on databanks_erasure (erased_at) where not kept;
create index workflow_inbox_ending on workflow_inbox (subject) where kind = 'record-expires' and done_at is null;
insert into databanks_term values
    ('warning', 123, 'day',
     'four months: Reg. (EU) 2018/1862, article 53(7), as model; no four months have more days',
     'четыре месяца: статья 53(7) Регламента (ЕС) 2018/1862, как образец; четырёх месяцев длиннее не бывает', false);
"""

RIGHTS = """
grant select, insert, delete on databanks_warning to cw_gauge;
grant select, insert on databanks_erasure to cw_gauge;
grant select (record, ends) on databanks_warning to cw_clock;
grant select (record, ends, warned_at) on databanks_warning to cw_app;
grant select, update (kept) on databanks_erasure to cw_clock;
grant select on databanks_term to cw_gauge;
grant delete on databanks_record to cw_gauge;
grant insert (due_at), select (agency) on workflow_inbox to cw_gauge;
"""

WARN = f"""
-- Warns of at most so many records; returns them with their owners' agencies, for the journal.
create function databanks_warn(at_most integer) returns table (record uuid, agency text)
    language plpgsql security definer set search_path = pg_catalog, public, pg_temp
    as $$
#variable_conflict use_column
declare
    moment timestamptz := common_now();
    till timestamptz := moment + (select make_interval(days => case unit when 'day' then amount else 0 end,
        hours => case unit when 'hour' then amount else 0 end) from databanks_term where code = 'warning');
begin
    return query with due as materialized (
        select r.id, r.expires, r.owner_party, r.owner_agency, l.protected,
               count(*) filter (where not l.protected) over (partition by r.owner_agency) as many
        from (select x.id, x.expires, x.owner_party, x.owner_agency, x.label_id from databanks_record x
              where x.expires <= till and not exists (
                  select 1 from databanks_warning w where w.record = x.id and w.ends = x.expires)
              order by x.expires limit at_most) r
        join handling_label l on l.id = r.label_id
    ), noted as (
        insert into databanks_warning (record, ends, party, agency, warned_at)
        select id, expires, owner_party, owner_agency, moment from due
    ), singly as (
        insert into workflow_inbox (id, agency, officer, kind, subject, words, created_at, due_at)
        select gen_random_uuid(), d.owner_agency, '', 'record-expires', 'record/' || d.id,
               jsonb_build_object('ref', i.owner_ref,
                   'date', to_char((d.expires - interval '1 day') at time zone 'UTC', 'YYYY-MM-DD')),
               moment, d.expires
        from due d join databanks_identity i on i.record_id = d.id where d.protected or d.many <= {SINGLY}
    ), together as (
        insert into workflow_inbox (id, agency, officer, kind, subject, words, created_at, due_at)
        select gen_random_uuid(), d.owner_agency, '', 'records-expire', 'ends/' || to_char(moment, 'YYYY-MM-DD'),
               jsonb_build_object('date',
                   to_char((min(d.expires) - interval '1 day') at time zone 'UTC', 'YYYY-MM-DD')),
               moment, min(d.expires)
        from due d where not d.protected and d.many > {SINGLY} and not exists (
            select 1 from workflow_inbox o where o.agency = d.owner_agency and o.done_at is null
            and o.kind = 'records-expire' and o.subject = 'ends/' || to_char(moment, 'YYYY-MM-DD'))
        group by d.owner_agency
    )
    select due.id, due.owner_agency from due;
end $$;
"""

ERASE = """
create function databanks_note_erasures() returns trigger
    language plpgsql security definer set search_path = pg_catalog, public, pg_temp
    as $$
begin
    insert into databanks_erasure (record, ended, warned_at, erased_at)
    select g.id, g.expires, (select min(w.warned_at) from databanks_warning w where w.record = g.id
                             and w.ends = g.expires), common_now()
    from gone g on conflict (record) do nothing;
    delete from databanks_warning w using gone g where w.record = g.id;
    update workflow_inbox i set done_at = common_now() from gone g
    where i.kind = 'record-expires' and i.subject = 'record/' || g.id and i.done_at is null;
    return null;
end $$;

-- Erases again what was erased before and came back with a restore; returns what it erased.
create function databanks_erase_again(asked uuid[], ended timestamptz[], erased timestamptz[]) returns setof uuid
    language plpgsql security definer set search_path = pg_catalog, public, pg_temp
    as $$
begin
    insert into databanks_erasure (record, ended, erased_at, kept)
    select x.record, x.ended, x.erased_at, true from unnest(asked, ended, erased) x(record, ended, erased_at)
    on conflict (record) do nothing;
    return query delete from databanks_record r where r.id = any(asked) returning r.id;
end $$;
"""

FUNCTIONS = ("databanks_warn(integer)", "databanks_erase_again(uuid[], timestamptz[], timestamptz[])")
NOTE = "databanks_note_erasures()"


def policies() -> list[str]:
    """Warnings are the owner's, as custody is; the register is nobody's but the clock's, which keeps it in a file."""
    warned = (
        "exists (select 1 from databanks_warning w where w.record = databanks_record.id"
        " and w.ends = databanks_record.expires)"
    )
    kinds = f"kind in ({', '.join(map(repr, ITEMS))})"
    return [
        f"create policy databanks_warning_read on databanks_warning for select to cw_app using (party = {me('party')}"
        f" and agency = {me('agency')} and exists (select 1 from databanks_custody c"
        " where c.record_id = databanks_warning.record))",
        "create policy databanks_warning_clock on databanks_warning for select to cw_clock using (true)",
        *(
            f"create policy {table}_gauge on {table} to cw_gauge using (true) with check (true)"
            for table in TABLES_HERE
        ),
        "create policy databanks_erasure_clock on databanks_erasure for select to cw_clock using (true)",
        "create policy databanks_erasure_kept on databanks_erasure for update to cw_clock"
        " using (not kept) with check (kept)",
        "create policy databanks_term_gauge on databanks_term for select to cw_gauge using (true)",
        "create policy databanks_record_erase on databanks_record for delete to cw_gauge using (exists ("
        "select 1 from databanks_erasure e where e.record = databanks_record.id))",
        f"alter policy databanks_record_clock_delete on databanks_record using (expires <= {NOW} and {warned})",
        f"create policy workflow_inbox_ends on workflow_inbox for insert to cw_gauge with check ({kinds})",
        f"create policy workflow_inbox_ends_read on workflow_inbox for select to cw_gauge using ({kinds})",
        f"create policy workflow_inbox_ended on workflow_inbox for update to cw_gauge"
        f" using ({kinds} and done_at is null) with check ({kinds} and done_at is not null)",
    ]


def statements() -> list[str]:
    """Everything, in order, once the tables stand."""
    return [
        RIGHTS,
        *forced(TABLES_HERE),
        *policies(),
        *as_gauge(WARN, ERASE, functions=FUNCTIONS, to="cw_clock"),
        *as_gauge(functions=(NOTE,)),
        "create trigger databanks_record_erased after delete on databanks_record"
        " referencing old table as gone for each statement execute function databanks_note_erasures()",
    ]
