"""What the database does for a contributor who may read no record: compare his rows with what his agency holds.

Each function acts under another role's rights, so each asks first who calls it and for which batch, and answers for a
batch that is another's as for one that does not exist. Records are looked up one by one (`lateral … limit 1`): the
planner, which knows nothing yet of tables that grow while it looks, would else read them whole.
"""

_HEAD = "language plpgsql security definer set search_path = pg_catalog, public, pg_temp"

KNOWN = """
    left join lateral (
        select d.record_id, c.content_hash, c.status, c.list from databanks_identity d
        join databanks_custody c on c.record_id = d.record_id
        where d.owner_agency = {agency} and d.owner_ref = {ref} and d.expires > moment limit 1) known on true
"""
"""The record of a reference, if its term is not over at `moment`."""

OUTCOME = """
    case when known.record_id is null then 'new'
         when known.content_hash = {hash} and known.status <> 'withdrawn' and {list} in ('', known.list) then 'same'
         else 'changed' end
"""
"""What a row does: the same content of a withdrawn record brings it back, that of another list moves it there."""

STANDING = """
    case when i.neutrality is null and not exists (select 1 from databanks_gate g
             where g.record_type = i.record_type and g.kept_as in ('', i.retention_class)) then 'active'
         when databanks_needs_review(i.record_type, i.retention_class, i.identity::jsonb, i.narrative::jsonb,
                                     i.neutrality::jsonb) then 'draft'
         else 'active' end
"""
"""How a new record of this row stands: what a second reviewer must look at waits as a draft."""

KIN = "overlay(gen_random_uuid()::text placing kin from 1 for 8)::uuid"
"""The id of a new record: chance, behind a beginning that the rows of one chunk share and that is chance, too. So they
lie beside each other in every index, and a million of them do not touch every page of each. It tells what `changed_at`
tells: that two records came in together; neither when nor how many."""

TAKE_IN = f"""
create function databanks_take_in(taken uuid)
    returns table (lines integer, fresh integer, changed integer, same integer)
    {_HEAD} set enable_seqscan = off as $$
#variable_conflict use_column
declare
    holder handling_holder := handling_me();
    given databanks_batch;
    moment timestamptz := common_now();
    kin text := left(gen_random_uuid()::text, 8);
begin
    select * into given from databanks_batch b where b.id = taken and b.state = 'receiving';
    if holder.role is distinct from 'contributor' or given.contributor is distinct from holder.officer then
        raise exception 'databanks.batch.not-yours';
    end if;
    if exists (select 1 from (select distinct label_id from databanks_intake i where i.batch = taken) i
        where not exists (select 1 from handling_label l where l.id = i.label_id
              and l.owner_agency = holder.agency and l.owner_party = holder.party)) then
        raise exception 'databanks.batch.label-not-yours';
    end if;
    return query with staged as (
    insert into databanks_staged (batch, line, number, agency, contributor, outcome, record_id, record_type, owner_ref,
        label_id, expires, content_hash, identity, narrative, special, basis, evaluation, retention_class, links,
        attachments, biometrics, neutrality, standing)
    select i.batch, i.line, coalesce(i.number, i.line), holder.agency, holder.officer,
           {OUTCOME.format(hash="i.content_hash", list="given.list")},
           coalesce(known.record_id, {KIN}), i.record_type, i.owner_ref, i.label_id, i.expires,
           i.content_hash, i.identity::jsonb, i.narrative::jsonb, i.special::jsonb, i.basis::jsonb, i.evaluation,
           i.retention_class, i.links::jsonb, i.attachments::jsonb, i.biometrics::jsonb, i.neutrality::jsonb,
           {STANDING}
    from databanks_intake i
    {KNOWN.format(agency="holder.agency", ref="i.owner_ref")}
    where i.batch = taken
    on conflict (batch, line) do nothing
    returning outcome)
    select count(*)::integer, count(*) filter (where s.outcome = 'new')::integer,
        count(*) filter (where s.outcome = 'changed')::integer, count(*) filter (where s.outcome = 'same')::integer
        from staged s;
    delete from databanks_intake i where i.batch = taken;
end $$;
"""

# Sorted and hashed, never looked up one by one: whatever the planner knows, a million rows are read once.
SETTLE = f"""
create function databanks_settle(asked uuid)
    returns table (line integer, number integer, owner_ref text, outcome text, problem text)
    {_HEAD} set enable_nestloop = off as $$
#variable_conflict use_column
declare
    holder handling_holder := handling_me();
    given databanks_batch;
    moment timestamptz := common_now();
begin
    select * into given from databanks_batch b where b.id = asked and b.state = 'receiving';
    if holder.role is distinct from 'contributor' or given.contributor is distinct from holder.officer then
        raise exception 'databanks.batch.not-yours';
    end if;
    return query
        with repeated as (
            select d.line from databanks_staged d join (
                select s.owner_ref, min(s.line) as first from databanks_staged s where s.batch = asked
                group by s.owner_ref having count(*) > 1) r on r.owner_ref = d.owner_ref
            where d.batch = asked and d.line > r.first)
        delete from databanks_staged s using repeated r where s.batch = asked and s.line = r.line
        returning s.line, s.number, s.owner_ref, s.outcome, 'repeated';
    return query
        with other as (
            select s.line from databanks_staged s
            join databanks_record r on r.id = s.record_id
            join handling_label had on had.id = r.label_id join handling_label has on has.id = s.label_id
            where s.batch = asked and s.outcome = 'changed' and had.protected <> has.protected)
        delete from databanks_staged s using other o where s.batch = asked and s.line = o.line
        returning s.line, s.number, s.owner_ref, s.outcome, 'protection';
    if given."full" and given.list <> '' then
        insert into databanks_absent (batch, record_id, agency, contributor, before_batch)
        select asked, c.record_id, holder.agency, holder.officer, c.batch
        from databanks_custody c join databanks_identity d on d.record_id = c.record_id
        where c.list = given.list and c.status <> 'withdrawn' and c.expires > moment
          and d.owner_agency = holder.agency
          and not exists (select 1 from databanks_staged s where s.batch = asked and s.owner_ref = d.owner_ref)
          and not exists (select 1 from databanks_refused f where f.batch = asked and f.owner_ref = d.owner_ref)
        on conflict do nothing;
    end if;
end $$;
"""

COMPARE = f"""
create function databanks_compare(list text, refs text[], hashes bytea[])
    returns table (owner_ref text, outcome text, listed boolean) {_HEAD} stable set enable_seqscan = off as $$
declare
    holder handling_holder := handling_me();
    moment timestamptz := common_now();
begin
    if holder.role is distinct from 'contributor' then
        raise exception 'databanks.batch.not-yours';
    end if;
    return query select i.ref, {OUTCOME.format(hash="i.hash", list="compared.list")},
        coalesce(known.list = compared.list and known.status <> 'withdrawn', false)
    from (select databanks_compare.list) compared
    cross join unnest(databanks_compare.refs, databanks_compare.hashes) i(ref, hash)
    {KNOWN.format(agency="holder.agency", ref="i.ref")};
end $$;
"""

LISTED = f"""
create function databanks_listed(asked text) returns bigint {_HEAD} stable as $$
declare
    holder handling_holder := handling_me();
    moment timestamptz := common_now();
begin
    if holder.role is distinct from 'contributor' or asked = '' then
        return 0;
    end if;
    return (select count(*) from databanks_custody c join databanks_identity d on d.record_id = c.record_id
        where c.list = asked and c.status <> 'withdrawn' and c.expires > moment and d.owner_agency = holder.agency);
end $$;
"""


def lend(signature: str, body: str) -> list[str]:
    """A function of cw_intake that the application may call; one of the same signature is replaced."""
    return [
        "set role cw_intake",
        f"drop function if exists {signature}",
        "reset role",
        body,
        "grant create on schema public to cw_intake",
        f"alter function {signature} owner to cw_intake",
        "revoke create on schema public from cw_intake",
        "set role cw_intake",
        f"revoke execute on function {signature} from public",
        f"grant execute on function {signature} to cw_app",
        "reset role",
    ]


def statements() -> list[str]:
    """Everything, in order."""
    return [
        *lend("databanks_take_in(uuid)", TAKE_IN),
        *lend("databanks_settle(uuid)", SETTLE),
        *lend("databanks_compare(text, text[], bytea[])", COMPARE),
        *lend("databanks_listed(text)", LISTED),
    ]
