"""Tables of what bounds searching: the limits, who asked how much, and which records an officer was shown in a day.

Limits are published and the secretariat's to change. How much an officer asked is read by himself and by those who
supervise his agency; what he was shown is counted for him alone. No word of a question stands in any of them.
"""

from pathlib import Path

import yaml

from commonweal.handling.sql import NOW, forced, me

QUOTAS = Path(__file__).parent / "reference" / "quotas.yaml"

TABLES = """
create table search_limit (
    what text collate "C" not null check (what in ('questions-hour', 'questions-day', 'shown-day', 'rows-day',
        'rows-day-agency')),
    agency text collate "C" not null default '', -- empty: for every agency without a line of its own
    most integer not null check (most >= 0),
    source_en text not null,
    source_ru text not null,
    verified boolean not null default false,
    primary key (what, agency)
);
insert into search_limit (what, most, source_en, source_ru)
select what, most, 'our default, not law: a bound on enumeration',
       'наше значение по умолчанию, не норма права: предел для перебора'
from (values ('questions-hour', 300), ('questions-day', 1500), ('shown-day', 450),
             ('rows-day', 200000), ('rows-day-agency', 500000)) as ours (what, most);

create table search_use (
    party text collate "C" not null,
    agency text collate "C" not null,
    officer text collate "C" not null,
    what text not null check (what in ('question', 'row')),
    number integer not null check (number > 0),
    at timestamptz not null
);
create index search_use_officer on search_use (officer, what, at);
create index search_use_agency on search_use (agency, what, at);

create table search_shown (
    officer text collate "C" not null,
    record uuid not null,
    at timestamptz not null,
    primary key (officer, record)
);
"""

RIGHTS = """
grant select, insert, update, delete on search_limit to cw_app;
grant select, insert on search_use to cw_app;
grant select, insert, update on search_shown to cw_app;
grant select (at), delete on search_use, search_shown to cw_clock;
grant select on search_use to cw_gauge;
"""

USED = """
grant create on schema public to cw_gauge;
-- What the officer under the warrant in force, and what his whole agency, asked since a moment: two numbers.
create function search_used(asked text, since timestamptz) returns table (mine bigint, ours bigint)
    language sql stable security definer set search_path = pg_catalog, public, pg_temp
    as $$
    select coalesce(sum(u.number) filter (where u.officer = m.officer), 0)::bigint, coalesce(sum(u.number), 0)::bigint
    from handling_me() m join search_use u on u.agency = m.agency and u.party = m.party
    where u.what = asked and u.at > since
    $$;
revoke execute on function search_used(text, timestamptz) from public;
grant execute on function search_used(text, timestamptz) to cw_app;
alter function search_used(text, timestamptz) owner to cw_gauge;
revoke create on schema public from cw_gauge;
"""

TABLES_HERE = ("search_limit", "search_use", "search_shown")
KEPT = "30 days"
"""How long it stands how much an officer asked."""


def policies() -> list[str]:
    """Who reads and writes what."""
    ours = f"agency = {me('agency')} and party = {me('party')}"
    mine = f"officer = {me('officer')}"
    secretariat = f"{me('role')} = 'secretariat'"
    over = {"search_use": f"at <= {NOW} - interval '{KEPT}'", "search_shown": f"at <= {NOW} - interval '1 day'"}
    return [
        "create policy search_limit_read on search_limit for select to cw_app using (true)",
        f"create policy search_limit_change on search_limit to cw_app using ({secretariat}) with check ({secretariat})",
        "create policy search_limit_load on search_limit to cw_owner using (true) with check (true)",
        "create policy search_use_read on search_use for select to cw_app"
        f" using ({ours} and ({mine} or {me('role')} in ('admin', 'auditor')))",
        "create policy search_use_note on search_use for insert to cw_app"
        f" with check ({ours} and {mine} and {me('role')} = 'reader')",
        "create policy search_use_count on search_use for select to cw_gauge using (true)",
        f"create policy search_shown_own on search_shown to cw_app using ({mine}) with check ({mine})",
        *(
            f"create policy {table}_clock_{verb} on {table} for {verb} to cw_clock using ({when})"
            for table, when in over.items()
            for verb in ("select", "delete")
        ),
    ]


def statements() -> list[str]:
    """Everything, in order, for a database that lacks it."""
    return [TABLES, RIGHTS, *forced(TABLES_HERE), *policies(), USED]


POSTS = """
alter table search_limit add column post text collate "C" not null default '' check (post in ('', 'border'));
alter table search_limit drop constraint search_limit_pkey, add primary key (what, agency, post),
    drop constraint search_limit_what_check, add constraint search_limit_what_check check (what in ('questions-hour',
    'questions-day', 'shown-day', 'views-day', 'rows-day', 'rows-day-agency'));
comment on column search_limit.post is 'kind of post: border in a shift there; empty for every post without its own';
alter table search_shown add column opened_at timestamptz;
comment on column search_shown.opened_at is 'when the record was last opened in full';
"""


ENTER = """
insert into search_limit (what, post, most, source_en, source_ru) values ROWS on conflict (what, agency, post)
do update set most = excluded.most, source_en = excluded.source_en, source_ru = excluded.source_ru
where search_limit.source_en like 'our default%'
"""


def posts() -> list[str]:
    """Limits by kind of post, and one for what is opened in full; the figures are those of `reference/quotas.yaml`."""
    said = yaml.safe_load(QUOTAS.read_text(encoding="utf-8"))
    source = ", ".join("'" + said[name].replace("'", "''") + "'" for name in ("source_en", "source_ru"))
    rows = ", ".join(f"('{one['what']}', '{one['post']}', {int(one['most'])}, {source})" for one in said["quotas"])
    # A figure that the secretariat has set stands: it names another source than our default.
    return [POSTS, ENTER.replace("ROWS", rows)]
