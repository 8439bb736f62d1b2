"""The gauge's functions: what they hand to the clock process, take from it, and count.

They give it records to look at one piece at a time, take what the rules found (codes and properties, no values), and
write scores and sheets in which no count of records under ten stands. Protected records are looked at for their owner
and never counted.
"""

NOTE = """
create function databanks_note_batches() returns trigger
    language plpgsql security definer set search_path = pg_catalog, public, pg_temp
    as $$
begin
    insert into databanks_unexamined (batch) select distinct batch from come
    on conflict (batch) do update set reached = default;
    return null;
end $$;
"""

NEXT = """
-- The next records to look at, of one contribution that is closed; none where nothing waits. `first` says that the
-- state is the one in which the record was entered.
create function databanks_examine(at_most integer) returns table (batch uuid, record_id uuid, record_type text,
        identity jsonb, narrative jsonb, basis jsonb, entered date, first boolean)
    language plpgsql security definer set search_path = pg_catalog, public, pg_temp
    as $$
#variable_conflict use_column
declare
    work databanks_unexamined;
begin
    loop
        select u.* into work from databanks_unexamined u join databanks_batch b on b.id = u.batch
        where b.state not in ('receiving', 'staged', 'approving', 'undoing')
        order by b.closed_at limit 1 for update of u skip locked;
        if not found then
            return;
        end if;
        return query select c.batch, c.record_id, i.record_type, i.body, coalesce(n.body, '{}'),
                coalesce(n.basis, '{}'), (c.approved_at at time zone 'UTC')::date, i.version = 1
            from (select k.batch, k.record_id, k.approved_at from databanks_custody k
                  where k.batch = work.batch and k.record_id > work.reached
                  order by k.record_id limit at_most) c
            join databanks_identity i on i.record_id = c.record_id
            left join databanks_narrative n on n.record_id = c.record_id order by c.record_id;
        if found then
            return;
        end if;
        perform databanks_examined_all(work.batch);
    end loop;
end $$;

-- A contribution is done: the agency is told, once, what was found in it.
create function databanks_examined_all(done uuid) returns void
    language plpgsql security definer set search_path = pg_catalog, public, pg_temp
    as $$
declare
    flawed integer;
begin
    select count(distinct f.record_id) into flawed from databanks_finding f
    join databanks_custody c on c.record_id = f.record_id join databanks_record r on r.id = f.record_id
    join handling_label l on l.id = r.label_id
    where c.batch = done and f.code not in ('missing', 'stale') and not l.protected and r.status = 'active';
    if flawed > 0 then
        insert into workflow_inbox (id, agency, officer, kind, subject, words, created_at)
        select gen_random_uuid(), b.agency, '', 'quality-found', 'batch/' || b.id,
               jsonb_build_object('records', flawed), common_now()
        from databanks_batch b where b.id = done;
    end if;
    delete from databanks_unexamined where batch = done;
end $$;
"""

TAKE = """
-- What was found of these records replaces what was found before; doubles are told of both sides. Returns the
-- enquiries that the contribution has mended, for the journal.
create function databanks_examined_put(done uuid, results jsonb) returns table (enquiry uuid, record uuid)
    language plpgsql security definer set search_path = pg_catalog, public, pg_temp
    as $$
#variable_conflict use_column
declare
    ids uuid[] := array(select (x ->> 'id')::uuid from jsonb_array_elements(results) x);
begin
    delete from databanks_finding f where f.record_id = any (ids) or (f.other = any (ids) and f.code = 'double');
    delete from databanks_key k where k.record_id = any (ids);
    delete from databanks_examined e where e.record_id = any (ids);
    insert into databanks_examined (record_id, filled, recommended, days, first)
    select (x ->> 'id')::uuid, (x ->> 'filled')::smallint, (x ->> 'recommended')::smallint, (x ->> 'days')::integer,
           (x ->> 'first')::boolean
    from jsonb_array_elements(results) x join databanks_record r on r.id = (x ->> 'id')::uuid;
    insert into databanks_key (record_id, agency, key, property)
    select r.id, r.owner_agency, decode(k ->> 0, 'hex'), k ->> 1
    from jsonb_array_elements(results) x join databanks_record r on r.id = (x ->> 'id')::uuid
    cross join lateral jsonb_array_elements(x -> 'keys') k on conflict do nothing;
    insert into databanks_finding (record_id, code, property, other, label_id, status, expires, contributor, bank,
        record_type, found_at)
    select r.id, f.code, f.property, f.other, r.label_id, r.status, r.expires, r.contributor, r.bank, i.record_type,
           common_now()
    from (
        select (x ->> 'id')::uuid record_id, y ->> 0 code, y ->> 1 property, null::uuid other
        from jsonb_array_elements(results) x cross join lateral jsonb_array_elements(x -> 'findings') y
        union all
        -- One twin for each key: where many share a number, each is told of one.
        (select distinct on (one.record_id, one.property) one.record_id, 'double', one.property, one.twin
         from databanks_key mine
         cross join lateral (
            select k.record_id, k.property from databanks_key k join databanks_record s on s.id = k.record_id
            where k.agency = mine.agency and k.key = mine.key and k.record_id <> mine.record_id and s.status = 'active'
            order by k.record_id limit 1) other
         cross join lateral (values (mine.record_id, mine.property, other.record_id),
                                    (other.record_id, other.property, mine.record_id)) one (record_id, property, twin)
         where mine.record_id = any (ids)
         order by one.record_id, one.property)
    ) f
    join databanks_record r on r.id = f.record_id join databanks_identity i on i.record_id = r.id
    on conflict (record_id, code, property) do nothing;
    update databanks_unexamined u set reached = ids[cardinality(ids)] where u.batch = done;
    return query update databanks_enquiry e set state = 'mended', answered_at = common_now(), batch = c.batch
        from databanks_custody c
        where c.record_id = e.record and e.record = any (ids) and e.state = 'accepted' and c.approved_at > e.answered_at
        returning e.id, e.record;
end $$;
"""


COUNT = """
create function databanks_month_made(asked date) returns boolean
    language sql stable security definer set search_path = pg_catalog, public, pg_temp
    as $$ select exists (select 1 from databanks_sheet where month = asked)
                or exists (select 1 from databanks_score where month = asked) $$;

-- Records that nobody changed, and no owner confirmed, for too long against their class become findings.
create function databanks_find_stale(days jsonb) returns void
    language sql security definer set search_path = pg_catalog, public, pg_temp
    as $$
    insert into databanks_finding (record_id, code, property, other, label_id, status, expires, contributor, bank,
        record_type, found_at)
    select r.id, 'stale', '', null, r.label_id, r.status, r.expires, r.contributor, r.bank, i.record_type, common_now()
    from databanks_record r join databanks_custody c on c.record_id = r.id
    join databanks_narrative n on n.record_id = r.id join databanks_identity i on i.record_id = r.id
    where r.status = 'active' and common_now() > make_interval(days => (days ->> n.retention_class)::integer)
        + greatest(c.approved_at, (select max(e.answered_at) from databanks_enquiry e
                                   where e.record = r.id and e.state = 'confirmed'))
    on conflict do nothing
$$;

-- What an agency's records are worth on this day, kept for the month; protected records are not counted.
create function databanks_make_scores(month date) returns integer
    language plpgsql security definer set search_path = pg_catalog, public, pg_temp
    as $$
declare
    made integer;
begin
    delete from databanks_score s where s.month = databanks_make_scores.month;
    insert into databanks_score (party, agency, month, records, flawed, filled, recommended, by_code)
    select r.owner_party, r.owner_agency, databanks_make_scores.month, count(*), count(f.codes), sum(e.filled),
           sum(e.recommended),
           coalesce((select jsonb_object_agg(g.code, g.n) from (
                select x.code, count(distinct x.record_id) n from databanks_finding x
                join databanks_record q on q.id = x.record_id join handling_label m on m.id = q.label_id
                where q.owner_agency = r.owner_agency and q.owner_party = r.owner_party and q.status = 'active'
                    and not m.protected group by x.code) g), '{}')
    from databanks_record r join handling_label l on l.id = r.label_id and not l.protected
    join databanks_examined e on e.record_id = r.id
    left join lateral (select 1 codes from databanks_finding x where x.record_id = r.id and x.code <> 'missing'
                       limit 1) f on true
    where r.status = 'active' group by r.owner_party, r.owner_agency;
    get diagnostics made = row_count;
    insert into workflow_inbox (id, agency, officer, kind, subject, words, created_at)
    select gen_random_uuid(), s.agency, '', 'quality-month', 'quality/' || s.month,
           jsonb_build_object('records', s.flawed, 'month', to_char(s.month, 'YYYY-MM')), common_now()
    from databanks_score s where s.month = databanks_make_scores.month and s.flawed > 0;
    return made;
end $$;

-- The sheet of each bank for a month, by state. Counts of records and of what befell them under ten are not written
-- down; `searches` are counted by the clock process, which reads the journal: [[bank, party, number], …].
create function databanks_make_sheets(first_day date, searches jsonb) returns integer
    language plpgsql security definer set search_path = pg_catalog, public, pg_temp
    as $$
declare
    since timestamptz := first_day::timestamp at time zone 'UTC';
    till timestamptz := (first_day + interval '1 month')::timestamp at time zone 'UTC';
    made integer;
begin
    delete from databanks_sheet s where s.month = first_day;
    with held as materialized (
        select r.id, r.bank, r.owner_party party, i.version, c.batch, c.approved_at, e.filled, e.recommended,
               case when e.first then e.days end days,
               exists (select 1 from databanks_finding f where f.record_id = r.id and f.code = 'stale') stale
        from databanks_record r join handling_label l on l.id = r.label_id and not l.protected
        join databanks_identity i on i.record_id = r.id join databanks_custody c on c.record_id = r.id
        left join databanks_examined e on e.record_id = r.id
        where r.status = 'active'
    ), asked as (
        select e.bank, e.owner_party party, e.kind, e.state from databanks_enquiry e
        where e.only_for is null and e.answered_at >= since and e.answered_at < till
    ), counted (bank, party, measure, number, base, about_records) as (
        select bank, party, 'held', count(*), count(*), true from held group by 1, 2
        union all select bank, party, 'entered', count(*), count(*), true from held
            where version = 1 and approved_at >= since and approved_at < till group by 1, 2
        union all select bank, party, 'changed', count(*), count(*), true from held
            where version > 1 and approved_at >= since and approved_at < till group by 1, 2
        union all select bank, party, 'contributions', count(distinct batch), 0, false from held
            where approved_at >= since and approved_at < till group by 1, 2
        union all select bank, party, 'completeness', round(100.0 * sum(filled) / nullif(sum(recommended), 0), 1),
            count(*), true from held where recommended > 0 group by 1, 2
        union all select bank, party, 'days', round(percentile_cont(0.5) within group (order by days)::numeric, 0),
            count(*), true from held
            where days is not null and approved_at >= since and approved_at < till group by 1, 2
        union all select bank, party, 'stale', count(*) filter (where stale), count(*) filter (where stale), true
            from held group by 1, 2
        union all select r.bank, t.owner_party, 'hits', count(*), count(*), true
            from audit_touch t join databanks_record r on r.id = t.record
            -- Whom a question of protection showed beside the protected tells whether any were found.
            where t.only_for is null and t.action = 'search.question.asked' and t.level >= 2
                and handling_needs(t.purpose) is null
                and t.agency is distinct from t.owner_agency and t.at >= since and t.at < till group by 1, 2
        union all select bank, party, 'confirmed', count(*), count(*), true from asked
            where state = 'confirmed' group by 1, 2
        union all select bank, party, 'false', sum(n), sum(n), true from (
            select bank, party, count(*) n from asked
            where state = 'denied' or (kind = 'other-person' and state in ('accepted', 'mended')) group by 1, 2
            union all select r.bank, r.owner_party, count(*) from databanks_distinct d
            join databanks_record r on r.id = d.record
            where d.only_for is null and d.decided_at >= since and d.decided_at < till group by 1, 2) x group by 1, 2
        union all select bank, party, 'corrections', count(*), count(*), true from asked
            where kind <> 'confirm' and state in ('accepted', 'mended', 'declined') group by 1, 2
        union all select s ->> 0, s ->> 1, 'searches', (s ->> 2)::bigint, 0, false from jsonb_array_elements(searches) s
    )
    insert into databanks_sheet (bank, month, party, measure, value, few, made_at)
    select bank, first_day, party, measure, case when about_records and base < 10 then null else number end,
           about_records and base < 10, common_now()
    from counted where number is not null;
    get diagnostics made = row_count;
    return made;
end $$;
"""

FUNCTIONS = {
    "databanks_note_batches()": "cw_owner",
    "databanks_examine(integer)": "cw_clock",
    "databanks_examined_put(uuid, jsonb)": "cw_clock",
    "databanks_examined_all(uuid)": "",
    "databanks_find_stale(jsonb)": "cw_clock",
    "databanks_month_made(date)": "cw_clock",
    "databanks_make_scores(date)": "cw_clock",
    "databanks_make_sheets(date, jsonb)": "cw_clock",
}
"""Signature → who may call it besides the gauge itself."""


def functions() -> list[str]:
    """The functions, owned by the gauge, and the trigger that notes which contributions are to be looked at."""
    return [
        "grant create on schema public to cw_gauge",
        "set role cw_gauge",
        *(NOTE, NEXT, TAKE, COUNT),
        *(f"revoke execute on function {signature} from public" for signature in FUNCTIONS),
        *(f"grant execute on function {signature} to {who}" for signature, who in FUNCTIONS.items() if who),
        "reset role",
        "revoke create on schema public from cw_gauge",
        *(
            f"create trigger databanks_custody_{what} after {verb} on databanks_custody"
            " referencing new table as come for each statement execute function databanks_note_batches()"
            for what, verb in (("noted", "insert"), ("noted_again", "update"))
        ),
    ]
