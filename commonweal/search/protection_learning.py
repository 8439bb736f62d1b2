"""Tables of what records teach about names, and the functions by which the clock process learns from them.

What is taught is held by `cw_gauge`, which no session can be: its functions hand the clock process names of records
that may teach, take the words back, count, and propose what enough people teach. So the thresholds are kept by the
database. The secretariat sees what is proposed, in steps instead of counts; everybody uses what it accepted.
"""

from collections.abc import Mapping

from commonweal.handling.sql import NOW, TODAY, forced, me

TABLES = """
-- How many must teach the same before it is proposed. May be raised, never lowered under what stands here; the highest
-- classification of a record that teaches may be 0 or 1.
create table search_lesson_rule (
    what text collate "C" primary key,
    number integer not null,
    source_en text not null,
    source_ru text not null,
    verified boolean not null default false,
    constraint search_lesson_rule_floor check (case what
        when 'records' then number >= 5 when 'agencies' then number >= 2 when 'persons' then number >= 5
        when 'families' then number >= 5 when 'elsewhere' then number >= 2
        when 'classification' then number between 0 and 1 else false end)
);
insert into search_lesson_rule (what, number, source_en, source_ru)
select what, number, 'our default, not law: nobody is known by what is learned',
       'наше значение по умолчанию, не норма права: по выученному никого не узнать'
from (values ('records', 5), ('agencies', 2), ('persons', 5), ('families', 5), ('elsewhere', 2), ('classification', 0))
    as ours (what, number);

create table search_lesson (
    id uuid primary key,
    party text collate "C" not null,
    agency text collate "C" not null,
    officer text collate "C" not null,
    state text not null check (state in ('asked', 'looking', 'done')),
    reached uuid not null default '00000000-0000-0000-0000-000000000000', -- the last record that was looked at
    asked_at timestamptz not null,
    ended_at timestamptz,
    proposed integer not null default 0
);
create unique index search_lesson_one_at_a_time on search_lesson ((true)) where state in ('asked', 'looking');

-- Empty but while a lesson goes on. `born` and `kin` are hashes under the lesson's own key.
create table search_taught (
    one text not null,
    other text not null,
    part text not null,
    record_id uuid not null references databanks_record (id) on delete cascade,
    born bytea not null,
    kin bytea not null,
    primary key (one, other, part, record_id)
);
create index search_taught_record on search_taught (record_id);

create table search_pair (
    id uuid primary key,
    one text not null,
    other text not null,
    part text not null check (part in ('family', 'given')),
    step integer not null, -- "at least so many records", in steps
    state text not null check (state in ('proposed', 'accepted', 'refused')),
    proposed_at timestamptz not null,
    decided_at timestamptz,
    decided_by text collate "C" not null default '',
    reason text not null default '' check (length(reason) <= 500),
    unique (one, other, part),
    check (state = 'proposed' or (decided_at is not null and decided_by <> '' and reason <> ''))
);
"""

LABELS = f"""
-- The labels whose records may teach: of no protected type, not restricted in use, within the classification, watching
-- nobody in silence and denying nobody, and opening the identity to every other party that queries the bank today, of
-- which there is one at least.
create or replace function search_teaching_labels() returns setof integer
    language sql stable security definer set search_path = pg_catalog, public, pg_temp
    as $$
    select l.id from handling_label l
    where not l.protected and l.scope = 3 and l.handling in ('H0', 'H1')
      and l.denied = '{{}}' and l.see_silent = '{{}}' and l.see_hit = '{{}}'
      and l.classification <= (select number from search_lesson_rule where what = 'classification')
      and (
        select coalesce(bool_and(p.party = any (l.see_full || l.see_core)), false) from databanks_participation p
        where p.bank = l.bank and p.party <> l.owner_party and cardinality(p.queries) > 0
          and case when p.until ~ '^[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}$' then p.until::date > {TODAY}
                   when p.until ~ '^[0-9]{{4}}' then left(p.until, 4)::integer >= extract(year from {TODAY})
                   else p.until = '' end)
    $$;
"""

LESSON = """
-- The lesson that waits or goes on, begun where it waited; none where none does, or another holds it.
create function search_lesson_open() returns table (lesson uuid, begun boolean)
    language plpgsql security definer set search_path = pg_catalog, public, pg_temp
    as $$
declare
    work search_lesson;
begin
    select * into work from search_lesson l where l.state in ('asked', 'looking') for update skip locked;
    if not found then
        return;
    end if;
    if work.state = 'asked' then
        delete from search_taught;
        update search_lesson l set state = 'looking' where l.id = work.id;
    end if;
    return query select work.id, work.state = 'asked';
end $$;

-- Names and days of birth of the next records that may teach, in the order of their ids: those with several names.
create function search_teach(asked uuid, at_most integer) returns table (record_id uuid, record_type text, names jsonb,
        births jsonb)
    language sql stable security definer set search_path = pg_catalog, public, pg_temp
    as $$
    select i.record_id, i.record_type, i.body -> 'names', coalesce(i.body -> 'births', '[]')
    from search_lesson s join databanks_identity i on i.record_id > s.reached
    join databanks_record r on r.id = i.record_id
    where s.id = asked and s.state = 'looking' and r.status = 'active' and r.expires > common_now()
      and r.label_id in (select search_teaching_labels())
      and jsonb_typeof(i.body -> 'names') = 'array' and jsonb_array_length(i.body -> 'names') > 1
    order by i.record_id limit at_most
    $$;

-- What records up to `upto` taught: [[record, one, other, part, born, kin], …].
create function search_taught_put(asked uuid, upto uuid, lessons jsonb) returns void
    language plpgsql security definer set search_path = pg_catalog, public, pg_temp
    as $$
begin
    insert into search_taught (one, other, part, record_id, born, kin)
    select x ->> 1, x ->> 2, x ->> 3, (x ->> 0)::uuid, decode(x ->> 4, 'hex'), decode(x ->> 5, 'hex')
    from jsonb_array_elements(lessons) x on conflict do nothing;
    update search_lesson s set reached = upto where s.id = asked and s.state = 'looking';
end $$;

-- All records are looked at: what enough people teach, of records that may still teach, is proposed; what was proposed
-- before and is not taught any more goes; what was decided stands. Returns how many pairs are proposed.
create function search_lesson_end(asked uuid) returns integer
    language plpgsql security definer set search_path = pg_catalog, public, pg_temp
    as $$
declare
    least jsonb := (select jsonb_object_agg(what, number) from search_lesson_rule);
    made integer;
begin
    perform 1 from search_lesson s where s.id = asked and s.state = 'looking';
    if not found then
        return 0;
    end if;
    delete from search_pair p where p.state = 'proposed';
    with given as materialized (
        select t.one, t.other, t.part, t.record_id, t.born, t.kin, r.owner_party, r.owner_agency
        from search_taught t join databanks_record r on r.id = t.record_id
        where r.status = 'active' and r.expires > common_now() and r.label_id in (select search_teaching_labels())
    ), by_agency as (
        select one, other, part, count(distinct born) persons from given group by one, other, part, owner_party,
            owner_agency
    ), spread as (
        select one, other, part, count(*) agencies, sum(persons) - max(persons) elsewhere from by_agency
        group by one, other, part
    ), counted as (
        select one, other, part, count(distinct record_id) records, count(distinct born) persons,
               count(distinct kin) families
        from given group by one, other, part
    )
    insert into search_pair (id, one, other, part, step, state, proposed_at)
    select gen_random_uuid(), one, other, part,
           case when c.records >= 100 then 100 when c.records >= 50 then 50 when c.records >= 20 then 20
                when c.records >= 10 then 10 else 5 end, 'proposed', common_now()
    from counted c join spread using (one, other, part)
    where c.records >= (least ->> 'records')::integer and agencies >= (least ->> 'agencies')::integer
      and c.persons >= (least ->> 'persons')::integer and c.families >= (least ->> 'families')::integer
      and elsewhere >= (least ->> 'elsewhere')::integer
    on conflict (one, other, part) do nothing;
    select count(*) into made from search_pair p where p.state = 'proposed';
    delete from search_taught;
    update search_lesson s set state = 'done', ended_at = common_now(), proposed = made where s.id = asked;
    return made;
end $$;
"""

LEARNED = """
-- The pairs that everybody uses, and by what one tells that they are others than before.
create function search_learned() returns table (one text, other text)
    language sql stable security definer set search_path = pg_catalog, public, pg_temp
    as $$ select p.one, p.other from search_pair p where p.state = 'accepted' $$;
create function search_learned_as_of() returns bigint
    language sql stable security definer set search_path = pg_catalog, public, pg_temp
    as $$ select coalesce((extract(epoch from max(p.decided_at)) * 1000000)::bigint, 0) from search_pair p $$;
"""

MARK = """
-- A mark of the pairs that are accepted now, the same whenever the same are; 0 for none. A time would not do: of two
-- decisions the earlier may be committed last, and a pair that is proposed no more takes its time along.
create or replace function search_learned_as_of() returns bigint
    language sql stable security definer set search_path = pg_catalog, public, pg_temp
    as $$
    select coalesce(hashtextextended(string_agg(p.one || ' ' || p.other, E'\\n'
        order by p.one collate "C", p.other collate "C"), 0), 0)
    from search_pair p where p.state = 'accepted'
    $$;
"""

TELL = """
-- Who asked for the lesson is told where pairs wait for a decision.
create function search_lesson_tell(asked uuid) returns void
    language sql security definer set search_path = pg_catalog, public, pg_temp
    as $$
    insert into workflow_inbox (id, agency, officer, kind, subject, words, created_at)
    select gen_random_uuid(), s.agency, s.officer, 'pairs-proposed', 'names/' || s.id,
           jsonb_build_object('pairs', s.proposed), common_now()
    from search_lesson s where s.id = asked and s.state = 'done' and s.proposed > 0
    $$;
"""

FUNCTIONS = {
    "search_teaching_labels()": "",
    "search_lesson_open()": "cw_clock",
    "search_teach(uuid, integer)": "cw_clock",
    "search_taught_put(uuid, uuid, jsonb)": "cw_clock",
    "search_lesson_end(uuid)": "cw_clock",
    "search_learned()": "cw_app, cw_indexer, cw_clock",
    "search_learned_as_of()": "cw_app, cw_indexer, cw_clock",
}
"""Signature → who may call it besides the gauge itself."""

RIGHTS = """
grant select on search_lesson_rule to cw_app, cw_gauge;
grant update (number, source_en, source_ru, verified) on search_lesson_rule to cw_app;
grant select, insert on search_lesson to cw_app;
grant select on search_pair to cw_app;
grant update (state, decided_at, decided_by, reason) on search_pair to cw_app;
grant select, update (state, reached, ended_at, proposed) on search_lesson to cw_gauge;
grant select, insert, delete on search_taught, search_pair to cw_gauge;
grant select (id, owner_party, bank, classification, scope, see_full, see_core, see_hit, see_silent, denied, protected,
    handling) on handling_label to cw_gauge;
grant select (bank, party, queries, until) on databanks_participation to cw_gauge;
"""

TABLES_HERE = ("search_lesson_rule", "search_lesson", "search_taught", "search_pair")


def policies() -> list[str]:
    """Figures are published; lessons and pairs are the secretariat's; what is taught is the gauge's alone."""
    secretariat = f"{me('role')} = 'secretariat'"
    his = f"{secretariat} and officer = {me('officer')} and agency = {me('agency')} and party = {me('party')}"
    return [
        "create policy search_lesson_rule_read on search_lesson_rule for select to cw_app, cw_gauge using (true)",
        "create policy search_lesson_rule_change on search_lesson_rule for update to cw_app"
        f" using ({secretariat}) with check ({secretariat})",
        "create policy search_lesson_rule_load on search_lesson_rule to cw_owner using (true) with check (true)",
        f"create policy search_lesson_read on search_lesson for select to cw_app using ({secretariat})",
        f"create policy search_lesson_ask on search_lesson for insert to cw_app with check ({his} and state = 'asked'"
        f" and reached = '00000000-0000-0000-0000-000000000000' and asked_at = {NOW})",
        f"create policy search_pair_read on search_pair for select to cw_app using ({secretariat})",
        f"create policy search_pair_decide on search_pair for update to cw_app using ({secretariat})"
        f" with check ({secretariat} and decided_by = {me('officer')})",
        *(
            f"create policy {table}_gauge on {table} to cw_gauge using (true) with check (true)"
            for table in TABLES_HERE[1:]
        ),
        "create policy databanks_participation_gauge on databanks_participation for select to cw_gauge using (true)",
    ]


def functions(bodies: tuple[str, ...], callers: Mapping[str, str]) -> list[str]:
    """Functions of the gauge, and who may call each."""
    return [
        "grant create on schema public to cw_gauge",
        "set role cw_gauge",
        *bodies,
        *(f"revoke execute on function {signature} from public" for signature in callers),
        *(f"grant execute on function {signature} to {who}" for signature, who in callers.items() if who),
        "reset role",
        "revoke create on schema public from cw_gauge",
    ]


def statements() -> list[str]:
    """Everything, in order, for a database that lacks it."""
    return [TABLES, RIGHTS, *forced(TABLES_HERE), *policies(), *functions((LABELS, LESSON, LEARNED), FUNCTIONS)]


def marking() -> list[str]:
    """That pairs in use are told from others by what they are, not by when they were decided."""
    return functions((MARK,), {})


def opening() -> list[str]:
    """That a bank which no other party queries teaches nothing: its records are open to nobody else."""
    return functions((LABELS,), {})


def telling() -> list[str]:
    """That who asked for a lesson finds on his day what it proposed."""
    return [
        "create policy workflow_inbox_pairs on workflow_inbox for insert to cw_gauge"
        " with check (kind = 'pairs-proposed')",
        *functions((TELL,), {"search_lesson_tell(uuid)": "cw_clock"}),
    ]
