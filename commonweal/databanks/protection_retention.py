"""Terms of records in the database: classes, what was shortened, and that no record is kept for longer than its class.

An end lies at most as many months behind the entry as its class gives, whoever writes it. Later it only comes nearer,
or goes back to what it was (`undo`), or is moved by an extension (`protection_life`).
"""

from commonweal.databanks.protection_banks import BY_SECRETARIAT
from commonweal.handling.sql import forced

TABLES_HERE = ("databanks_retention", "databanks_shorter")

TABLES = """
create table databanks_retention (
    code text collate "C" primary key,
    initial smallint not null check (initial between 1 and 1200), -- months
    longest smallint check (longest <= initial),                  -- of an extension; none: never extended
    silence text collate "C" not null check (silence in ('delete', 'blocked'))
);
create table databanks_shorter (
    class text collate "C" not null references databanks_retention (code),
    party text collate "C" not null check (party <> ''), -- '*': every party
    bank text collate "C" not null check (bank <> ''),   -- '*': every bank
    months smallint not null check (months > 0),
    source text not null check (source <> ''),
    verified boolean not null default false,
    primary key (class, party, bank),
    check (party <> '*' or bank <> '*')
);
"""

RIGHTS = """
grant select on databanks_retention, databanks_shorter to cw_app, cw_gauge;
grant insert, update (months, source, verified) on databanks_shorter to cw_app;
grant select (record_id, since) on databanks_provenance to cw_gauge;
create policy databanks_provenance_gauge on databanks_provenance for select to cw_gauge using (true);
"""

BOUND = """
-- The end that an entry of this day may have at most: the last day counts whole, in UTC.
create function databanks_bound(entered timestamptz, class text, party text, bank text) returns timestamptz
    language sql stable security definer set search_path = pg_catalog, public, pg_temp
    as $$
    select (date_trunc('day', entered at time zone 'UTC') + make_interval(months => least(k.initial,
            (select min(s.months) from databanks_shorter s
             where s.class = k.code and s.party in ('*', $3) and s.bank in ('*', $4)))) + interval '1 day')
        at time zone 'UTC'
    from databanks_retention k where k.code = $2
$$;
"""

ENTRY = """
create function databanks_bound_entry() returns trigger
    language plpgsql security definer set search_path = pg_catalog, public, pg_temp
    as $$
begin
    if exists (select 1 from (select retention_class, max(expires) expires from come group by 1) c
            where c.expires > coalesce(databanks_bound(common_now(), c.retention_class, '*', '*'), '-infinity'))
        or (exists (select 1 from databanks_shorter) and exists (
            select 1 from come c join databanks_record r on r.id = c.record_id
            where c.expires > databanks_bound(common_now(), c.retention_class, r.owner_party, r.bank)))
    then
        raise exception 'databanks.record.term-too-long: the class of retention allows less'
            using errcode = 'check_violation';
    end if;
    return null;
end $$;
"""

ENTERED = """
-- Since when a record is held; of one that was never changed its identity says so.
create function databanks_entered(asked uuid) returns timestamptz
    language sql stable security definer set search_path = pg_catalog, public, pg_temp
    as $$
    select coalesce((select min(p.since) from databanks_provenance p where p.record_id = asked),
                    (select i.changed_at from databanks_identity i where i.record_id = asked), common_now())
$$;
"""

CHANGE = """
create or replace function databanks_bound_change() returns trigger
    language plpgsql security definer set search_path = pg_catalog, public, pg_temp
    as $$
declare
    held databanks_record;
    since timestamptz := case when new.retention_class = old.retention_class then databanks_entered(new.record_id)
        else common_now() end;
begin
    select r.owner_party, r.bank into held.owner_party, held.bank from databanks_record r where r.id = new.record_id;
    if new.expires > coalesce(databanks_bound(since, new.retention_class, held.owner_party, held.bank), '-infinity')
        and not (new.retention_class = old.retention_class and exists (select 1 from databanks_extension e
                 where e.record = new.record_id and e.state = 'granted' and e.until >= new.expires))
    then
        raise exception 'databanks.record.term-too-long: the class of retention allows less'
            using errcode = 'check_violation';
    end if;
    return null;
end $$;
"""

FUNCTIONS = (
    "databanks_bound(timestamptz, text, text, text)",
    "databanks_bound_entry()",
    "databanks_entered(uuid)",
    "databanks_bound_change()",
)


def as_gauge(*made: str, functions: tuple[str, ...] = (), to: str = "cw_owner") -> list[str]:
    """Functions owned by the gauge, which nobody but `to` calls."""
    return [
        "grant create on schema public to cw_gauge",
        "set role cw_gauge",
        *made,
        f"revoke execute on function {', '.join(functions)} from public",
        f"grant execute on function {', '.join(functions)} to {to}",
        "reset role",
        "revoke create on schema public from cw_gauge",
    ]


def policies() -> list[str]:
    """Published; the classes are the reference file's, what is shortened the secretariat writes."""
    made = []
    for table in TABLES_HERE:
        made += [
            f"create policy {table}_read on {table} for select to cw_app, cw_gauge using (true)",
            f"create policy {table}_load on {table} to cw_owner using (true) with check (true)",
        ]
    return [
        *made,
        "create policy databanks_shorter_enter on databanks_shorter for insert to cw_app"
        f" with check ({BY_SECRETARIAT})",
        "create policy databanks_shorter_change on databanks_shorter for update to cw_app"
        f" using ({BY_SECRETARIAT}) with check ({BY_SECRETARIAT})",
    ]


def triggers() -> list[str]:
    """The bound stands on the narrative, which carries the class and, by its foreign key, the end."""
    return [
        "create trigger databanks_narrative_bound after insert on databanks_narrative"
        " referencing new table as come for each statement execute function databanks_bound_entry()",
        "create trigger databanks_narrative_bound_still after update of expires, retention_class on databanks_narrative"
        " for each row when (new.expires > old.expires or new.retention_class <> old.retention_class)"
        " execute function databanks_bound_change()",
    ]


def statements() -> list[str]:
    """Everything, in order, once the classes are entered."""
    made = as_gauge(BOUND, ENTRY, ENTERED, CHANGE, functions=FUNCTIONS)
    return [RIGHTS, *forced(TABLES_HERE), *policies(), *made, *triggers()]
