"""Which records name the same address: keys of the places in narratives, looked up for the graph of related records.

A key is what is left of a place's text when spelling, order and words such as *street* are taken away: its words in
alphabetical order, then its numbers in the order of the text. A place without a number, or with fewer than two words
that name something, has none: half a city would share it. Keys are derived by triggers from narratives, whoever writes
them, and a row is seen by whom the narrative is shown, by that table's own policy; so there is nothing to keep in step.
"""

from commonweal.handling.sql import forced

ADDRESS = "databanks_address"

TABLES = """
create table databanks_address (
    key text collate "C" not null,
    record_id uuid not null references databanks_narrative (record_id) on delete cascade,
    primary key (key, record_id)
);
create index databanks_address_record on databanks_address (record_id);
"""

SAYS_NOTHING = (
    "г|гор|город|пгт|пос|поселок|с|село|дер|деревня|city|town|village|shahri|shahar|шахри|шахар|қаласы|"
    "ул|улица|str|st|street|kochasi|kuchasi|кучаси|көшесі|ст|пр|просп|проспект|пр кт|пр т|ave|avenue|"
    "пер|переулок|lane|бул|бульвар|б р|blvd|boulevard|пл|площадь|square|ш|шоссе|road|rd|мкр|микрорайон|"
    "д|дом|house|no|n|uy|уй|үй|кв|квартира|apt|apartment|flat|xonadon|хонадон|корп|корпус|стр|строение|bldg|building|"
    "р н|район|tumani|туман|district|обл|область|viloyati|вилояти|oblast|region|respublikasi|республика|republic"
)
"""Words that say what a name or a number is, as they stand when signs between letters have become spaces."""

FUNCTIONS = f"""
create function databanks_address_keys(body jsonb) returns table (key text, said text)
    language sql immutable parallel safe set search_path = pg_catalog, public, pg_temp
    as $$
    with written as (
        select distinct p ->> 'text' as said
        from jsonb_path_query(body, 'lax $.places[*]') p
        where p ->> 'text' ~ '\\d' and length(p ->> 'text') <= 200
    ), plain as (
        select said, regexp_replace(regexp_replace(translate(lower(normalize(said, nfkc)), 'ё''’‘ʻʼ`', 'е'),
            '[^[:alnum:]]+', ' ', 'g'), '\\m({SAYS_NOTHING})\\M', ' ', 'g') as text
        from written
    ), apart as (
        -- 12 а is 12а; a postal code is written by some and not by others
        select said, regexp_split_to_table(regexp_replace(regexp_replace(text,
            '\\m(\\d+)\\s+([[:alpha:]])\\M', '\\1\\2', 'g'), '\\m\\d{{5,6}}\\M', ' ', 'g'), '\\s+') as token
        from plain
    ), numbered as (
        select said, token, row_number() over () as at from apart where token <> ''
    ), gathered as (
        select said, array_agg(distinct token) filter (where token !~ '^\\d') as words,
            string_agg(token, ' ' order by at) filter (where token ~ '^\\d') as numbers,
            count(distinct token) filter (where token !~ '\\d' and length(token) > 2) as telling
        from numbered group by said
    )
    select array_to_string(words, ' ') || ' ' || numbers, said from gathered where telling >= 2 and numbers is not null
    $$;
revoke execute on function databanks_address_keys(jsonb) from public;
grant execute on function databanks_address_keys(jsonb) to cw_app, cw_intake;
grant create on schema public to cw_intake;
grant insert, select, delete on databanks_address to cw_intake;
set role cw_intake;
create function databanks_keep_addresses() returns trigger
    language plpgsql security definer set search_path = pg_catalog, public, pg_temp
    as $$
begin
    if tg_op = 'UPDATE' then
        delete from databanks_address a using came c join went w on w.record_id = c.record_id
        where a.record_id = c.record_id and c.body -> 'places' is distinct from w.body -> 'places';
    end if;
    insert into databanks_address (key, record_id)
    select distinct k.key, c.record_id from came c cross join databanks_address_keys(c.body) k
    on conflict do nothing;
    return null;
end $$;
revoke execute on function databanks_keep_addresses() from public;
grant execute on function databanks_keep_addresses() to cw_owner;
reset role;
revoke create on schema public from cw_intake;
create trigger databanks_narrative_addresses_new after insert on databanks_narrative
    referencing new table as came for each statement execute function databanks_keep_addresses();
create trigger databanks_narrative_addresses_changed after update on databanks_narrative
    referencing old table as went new table as came for each statement execute function databanks_keep_addresses();
"""

STANDING = """
alter table databanks_narrative no force row level security;
insert into databanks_address (key, record_id)
    select distinct k.key, n.record_id from databanks_narrative n cross join databanks_address_keys(n.body) k;
alter table databanks_narrative force row level security;
"""
"""Records that were there before: for a moment the owner of the table, which runs migrations alone, reads it."""

POLICIES = [
    *forced([ADDRESS]),
    "grant select on databanks_address to cw_app",
    "create policy databanks_address_read on databanks_address for select to cw_app using"
    " (exists (select 1 from databanks_narrative n where n.record_id = databanks_address.record_id))",
    *(
        f"create policy databanks_address_{verb} on databanks_address for {verb} to cw_intake {rule}"
        for verb, rule in (("select", "using (true)"), ("delete", "using (true)"), ("insert", "with check (true)"))
    ),
]


def statements() -> list[str]:
    """Everything, in order."""
    return [TABLES, FUNCTIONS, STANDING, *POLICIES]
