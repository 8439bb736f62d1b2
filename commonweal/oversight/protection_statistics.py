"""The published statistics of a year: made once by the clock process, read by everybody, holding no count under ten.

What is counted is known to the clock process alone; the application sees the table as it is published.
"""

from commonweal.handling.sql import forced

STATISTIC = "oversight_statistic"
TABLES_HERE = (STATISTIC,)

TABLES = """
create table oversight_statistic (
    year integer not null check (year between 2000 and 2200),
    name text collate "C" not null,
    place integer not null, -- of the cell in its table, row by row
    row_code text collate "C" not null, -- empty: the sums
    column_code text collate "C" not null,
    number bigint check (number = 0 or number >= 10), -- none: left out
    primary key (year, name, place)
);
grant select on oversight_statistic to cw_app;
grant select, insert, delete on oversight_statistic to cw_clock;
grant select (kind, state, outcome, received_at, admitted_at, decided_at, due_at) on oversight_case to cw_gauge;
grant select on oversight_answer, oversight_sample, oversight_flag to cw_gauge;
create policy oversight_answer_gauge on oversight_answer for select to cw_gauge using (true);
create policy oversight_sample_gauge on oversight_sample for select to cw_gauge using (true);
"""

FUNCTIONS = """
grant create on schema public to cw_gauge;
set role cw_gauge;
-- The counts of a year (UTC), small ones among them: for the clock process, which leaves those out.
create function oversight_count(asked integer) returns table (name text, row_code text, column_code text, number bigint)
    language sql stable security definer set search_path = pg_catalog, public, pg_temp
    as $$
    with year as (select make_timestamptz(asked, 1, 1, 0, 0, 0, 'UTC') since,
                         make_timestamptz(asked + 1, 1, 1, 0, 0, 0, 'UTC') until)
    select 'requests', c.kind, coalesce(nullif(c.outcome, ''), 'open'), count(*)
    from oversight_case c, year y where c.received_at >= y.since and c.received_at < y.until group by 2, 3
    union all
    select 'owners', n.owner_party, a.says, count(*)
    from oversight_answer a join oversight_named n using (case_id, record), year y
    where a.at >= y.since and a.at < y.until group by 2, 3
    union all
    select 'sample', s.party, case s.state when 'drawn' then 'open' when 'asked' then 'open' else s.state end, count(*)
    from oversight_sample s, year y where s.day >= y.since::date and s.day < y.until::date group by 2, 3
    union all
    select 'flags', f.rule, f.state, count(*)
    from oversight_flag f, year y where f.raised_at >= y.since and f.raised_at < y.until group by 2, 3
    $$;
revoke execute on function oversight_count(integer) from public;
grant execute on function oversight_count(integer) to cw_clock;
reset role;
revoke create on schema public from cw_gauge;
"""


def policies() -> list[str]:
    """Everybody reads; the clock process writes."""
    return [
        f"create policy {STATISTIC}_read on {STATISTIC} for select to cw_app using (true)",
        f"create policy {STATISTIC}_clock on {STATISTIC} to cw_clock using (true) with check (true)",
    ]


def statements() -> list[str]:
    """Everything, in order."""
    return [TABLES, *forced(TABLES_HERE), *policies(), FUNCTIONS]
