"""Extensions of a record's term: asked for with an individual assessment, decided on by another officer, an approver.

A decision moves the end, and nothing else moves it away: the bound on every end (`protection_retention`) knows granted
extensions. The request is read by who sees the record's custody, and goes with the record.
"""

from commonweal.databanks.protection_retention import CHANGE, as_gauge
from commonweal.handling.sql import NOW, forced, me

TABLES_HERE = ("databanks_extension",)

TABLES = """
create table databanks_extension (
    id uuid primary key,
    record uuid not null references databanks_record (id) on delete cascade,
    party text collate "C" not null,
    agency text collate "C" not null,
    asked_by text collate "C" not null,
    asked_at timestamptz not null,
    was timestamptz not null,   -- the end when it was asked for
    until timestamptz not null, -- the end that is asked for
    reasons text not null check (reasons <> '' and length(reasons) <= 2000),
    weighed text[] collate "C" not null check (weighed <> '{}'),
    state text collate "C" not null check (state in ('asked', 'granted', 'declined', 'withdrawn')),
    decided_by text collate "C" not null default '',
    decided_at timestamptz,
    words text not null default '' check (length(words) <= 2000),
    only_for text[] collate "C",
    check (until > was),
    check ((state = 'asked') = (decided_at is null)),
    check (state not in ('granted', 'declined') or (decided_by <> asked_by and words <> ''))
);
create unique index databanks_extension_one_open on databanks_extension (record) where state = 'asked';
create index databanks_extension_record on databanks_extension (record, until);
create index databanks_extension_agency on databanks_extension (agency, asked_at);
"""

RIGHTS = """
grant select, insert on databanks_extension to cw_app;
grant update (state, decided_by, decided_at, words) on databanks_extension to cw_app;
grant select on databanks_extension to cw_gauge;
grant update (expires) on databanks_record to cw_gauge;
"""

GRANT = """
-- The end that an extension of this day may give at most; null where the class is never extended.
create or replace function databanks_bound_extension(decided timestamptz, class text, party text, bank text)
    returns timestamptz language sql stable security definer set search_path = pg_catalog, public, pg_temp
    as $$
    select least(databanks_bound($1, $2, $3, $4), (date_trunc('day', decided at time zone 'UTC')
        + make_interval(months => k.longest) + interval '1 day') at time zone 'UTC')
    from databanks_retention k where k.code = $2 and k.longest is not null
$$;
create or replace function databanks_grant_extension() returns trigger
    language plpgsql security definer set search_path = pg_catalog, public, pg_temp
    as $$
declare
    most timestamptz;
begin
    select databanks_bound_extension(common_now(), n.retention_class, r.owner_party, r.bank) into most
    from databanks_record r join databanks_narrative n on n.record_id = r.id
    where r.id = new.record and r.expires > common_now() and r.expires < new.until;
    if new.until > coalesce(most, '-infinity') then
        raise exception 'databanks.extension.too-long: the class of retention allows less'
            using errcode = 'check_violation';
    end if;
    update databanks_record set expires = new.until where id = new.record;
    delete from databanks_achieved where record = new.record; -- it was not, it turned out
    update workflow_inbox set done_at = common_now()
    where kind = 'record-expires' and subject = 'record/' || new.record and done_at is null;
    return null;
end $$;
"""

FUNCTIONS = (
    "databanks_bound_extension(timestamptz, text, text, text)",
    "databanks_grant_extension()",
    "databanks_bound_change()",
)


def policies() -> list[str]:
    """Asked for in one's own name about a record that one holds; decided by an approver who did not ask."""
    mine = f"party = {me('party')} and agency = {me('agency')}"
    held = "exists (select 1 from databanks_custody c where c.record_id = databanks_extension.record)"
    stands = (
        "exists (select 1 from databanks_record r where r.id = databanks_extension.record"
        f" and r.expires = databanks_extension.was and r.expires > {NOW})"
    )
    by_me = f"decided_by = {me('officer')}"
    return [
        f"create policy databanks_extension_read on databanks_extension for select to cw_app using ({mine} and {held})",
        "create policy databanks_extension_ask on databanks_extension for insert to cw_app"
        f" with check ({mine} and asked_by = {me('officer')} and {me('role')} in ('desk', 'reader', 'approver')"
        f" and state = 'asked' and decided_by = '' and {held} and {stands})",
        "create policy databanks_extension_decide on databanks_extension for update to cw_app"
        f" using ({mine} and {me('role')} = 'approver' and asked_by <> {me('officer')} and state = 'asked' and {held})"
        f" with check ({mine} and {me('role')} = 'approver' and {by_me} and asked_by <> {me('officer')}"
        " and state in ('granted', 'declined'))",
        "create policy databanks_extension_take_back on databanks_extension for update to cw_app"
        f" using ({mine} and asked_by = {me('officer')} and state = 'asked' and {held})"
        f" with check ({mine} and asked_by = {me('officer')} and {by_me} and state = 'withdrawn')",
        "create policy databanks_extension_gauge on databanks_extension for select to cw_gauge using (true)",
        "create policy databanks_record_extend on databanks_record for update to cw_gauge"
        " using (true) with check (true)",
    ]


def statements() -> list[str]:
    """Everything, in order, once the tables stand. The bound on a change is made anew: it knows extensions now."""
    return [
        RIGHTS,
        *forced(TABLES_HERE),
        "create trigger databanks_extension_only_for before insert on databanks_extension"
        " for each row execute function databanks_mark('record')",
        *policies(),
        *as_gauge(GRANT, CHANGE, functions=FUNCTIONS),
        "create trigger databanks_extension_granted after update of state on databanks_extension for each row"
        " when (old.state = 'asked' and new.state = 'granted') execute function databanks_grant_extension()",
    ]
