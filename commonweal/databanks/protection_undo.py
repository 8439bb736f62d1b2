"""How an approved batch is taken back: what came new with it is withdrawn, what it changed gets its earlier state as a
new version, what it withdrew stands again. What a later batch has changed since stays as it is; when that one is
undone, too, it goes back behind both.

Run piece by piece by an approver, under the rules by which he approves (`protection_approval`).
"""

from commonweal.databanks.protection_approval import ATTACHED, CHECK, KEEP
from commonweal.databanks.protection_staging import lend

_HEAD = "language plpgsql security definer set search_path = pg_catalog, public, pg_temp"
_BY_INDEX = "set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off"
_STANDING = "label_id, status, expires, contributor"
_ROWS = """
    from databanks_earlier e join databanks_identity i on i.record_id = e.record_id
    join databanks_custody c on c.record_id = e.record_id
    {more} where e.batch = asked and e.record_id = any(changed)
"""
_EARLIER = "from databanks_earlier e where e.batch = asked and e.record_id = any(changed)"
_KEEP = KEEP.format(
    standing=_STANDING,
    rows=_ROWS.format(more=""),
    with_narrative=_ROWS.format(more="join databanks_narrative n on n.record_id = e.record_id"),
    with_special=_ROWS.format(more="join databanks_special p on p.record_id = e.record_id"),
    with_biometric=_ROWS.format(more="join databanks_biometric b on b.record_id = e.record_id"),
    with_attachments=_ROWS.format(more=ATTACHED),
)

# Of two labels of a record the approver must be cleared for both, and have contributed neither state.
_CHECK_RECORDS = """
    if exists (select 1 from (
            select r.contributor, r.label_id from databanks_record r where r.id = any(records)
            union all select e.contributor, e.label_id from databanks_earlier e
            where e.batch = asked and e.record_id = any(records)) x join handling_label l on l.id = x.label_id
        where x.contributor = holder.officer or l.classification > holder.clearance
          or (l.owner_party, l.owner_agency) is distinct from (holder.party, holder.agency))
    then
        raise exception 'databanks.batch.touches-own' using errcode = 'insufficient_privilege';
    end if;
"""

_RESTORE = f"""
    {_KEEP}
    update databanks_record r set label_id = e.label_id, expires = e.expires, contributor = e.contributor,
        owner_unit = l.owner_unit, bank = l.bank, classification = l.classification, handling = l.handling
    from databanks_earlier e join handling_label l on l.id = e.label_id
    where e.batch = asked and e.record_id = any(changed) and r.id = e.record_id;
    update databanks_narrative n set basis = v.body -> 'basis', evaluation = v.body ->> 'evaluation',
        retention_class = v.body ->> 'retention_class', body = v.body -> 'body'
    from databanks_earlier e join databanks_version v
        on v.record_id = e.record_id and v.version = e.version and v.part = 'narrative'
    where e.batch = asked and e.record_id = any(changed) and n.record_id = e.record_id;
    delete from databanks_special p where p.record_id = any(changed);
    insert into databanks_special (record_id, {_STANDING}, body)
    select r.id, r.label_id, r.status, r.expires, r.contributor, v.body
    from databanks_earlier e join databanks_record r on r.id = e.record_id join databanks_version v
        on v.record_id = e.record_id and v.version = e.version and v.part = 'special'
    where e.batch = asked and e.record_id = any(changed);
    delete from databanks_attachment a where a.record_id = any(changed);
    insert into databanks_attachment (record_id, number, {_STANDING}, kind, title, media_type, size, sha256, body)
    select r.id, (a.said ->> 'number')::integer, r.label_id, r.status, r.expires, r.contributor, a.said ->> 'kind',
        a.said ->> 'title', a.said ->> 'media_type', octet_length(b.body), sha256(b.body), b.body
    from databanks_earlier e join databanks_record r on r.id = e.record_id join databanks_version v
        on v.record_id = e.record_id and v.version = e.version and v.part in ('attachment', 'fingerprint-card')
    cross join lateral jsonb_array_elements(v.body) a(said)
    cross join lateral (select decode(a.said ->> 'content', 'base64')) b(body)
    where e.batch = asked and e.record_id = any(changed);
    delete from databanks_biometric b where b.record_id = any(changed);
    insert into databanks_biometric (record_id, {_STANDING}, body)
    select r.id, r.label_id, r.status, r.expires, r.contributor, v.body
    from databanks_earlier e join databanks_record r on r.id = e.record_id join databanks_version v
        on v.record_id = e.record_id and v.version = e.version and v.part = 'biometric'
    where e.batch = asked and e.record_id = any(changed);
    delete from databanks_link k where k.record_id = any(changed);
    insert into databanks_link (record_id, to_record, kind, {_STANDING}, evaluation, since, source)
    select r.id, t.id, k.value ->> 'kind', r.label_id, r.status, r.expires, r.contributor, k.value ->> 'evaluation',
        k.value ->> 'since', k.value ->> 'source'
    from databanks_earlier e cross join lateral jsonb_array_elements(e.links) k
    join databanks_record r on r.id = e.record_id join databanks_record t on t.id = (k.value ->> 'to')::uuid
    where e.batch = asked and e.record_id = any(changed) on conflict do nothing;
    delete from databanks_neutrality u where u.record_id = any(changed);
    insert into databanks_neutrality (record_id, {_STANDING}, body)
    select r.id, r.label_id, r.status, r.expires, r.contributor, e.neutrality
    from databanks_earlier e join databanks_record r on r.id = e.record_id
    where e.batch = asked and e.record_id = any(changed) and e.neutrality is not null;
    update databanks_identity d set record_type = e.record_type, version = d.version + 1, changed_at = moment,
        body = v.body
    from databanks_earlier e join databanks_version v
        on v.record_id = e.record_id and v.version = e.version and v.part = 'identity'
    where e.batch = asked and e.record_id = any(changed) and d.record_id = e.record_id;
    update databanks_custody c set content_hash = e.content_hash, batch = e.before_batch, approver = holder.officer,
        approved_at = moment, list = e.list {_EARLIER} and c.record_id = e.record_id;
    update databanks_record r set status = e.status {_EARLIER} and r.id = e.record_id
        and r.status not in ('blocked', e.status);
    delete {_EARLIER};
"""

# The state before came with a batch that was itself taken back meanwhile: what that one replaced comes back, if it
# replaced anything.
_BEHIND_THE_UNDONE = """
    loop
        select array_agg(e.record_id), array_agg(e.before_batch) into passed, passed_by
        from databanks_earlier e join databanks_batch b on b.id = e.before_batch
        where e.batch = asked and e.record_id = any(records) and b.state in ('undoing', 'undone');
        exit when passed is null;
        delete from databanks_earlier e where e.batch = asked and e.record_id = any(passed);
        update databanks_earlier e set batch = asked from unnest(passed, passed_by) x(record, batch)
        where e.record_id = x.record and e.batch = x.batch;
    end loop;
"""

_ABSENT = """
    select array_agg(a.record_id) into records from (
        select x.record_id from databanks_absent x where x.batch = asked and x.was is not null limit many) a;
    {check}
    update databanks_record r set status = a.was from databanks_absent a, databanks_custody c
    where a.batch = asked and a.record_id = any(records) and r.id = a.record_id and c.record_id = a.record_id
      and r.status = 'withdrawn' and c.batch = a.before_batch;
    -- What a later batch brought back had been withdrawn by this one alone.
    update databanks_earlier e set status = a.was from databanks_absent a
    where a.batch = asked and a.record_id = any(records) and e.record_id = a.record_id
      and e.before_batch = a.before_batch and e.status = 'withdrawn';
    return query select c.record_id, c.content_hash, case when c.status = 'withdrawn' then 'kept' else 'reappeared' end
        from databanks_custody c where c.record_id = any(records);
    update databanks_absent a set was = null where a.batch = asked and a.record_id = any(records);
"""

UNDO = f"""
create function databanks_undo(asked uuid, many integer)
    returns table (record_id uuid, content_hash bytea, what text) {_HEAD} {_BY_INDEX} as $$
#variable_conflict use_column
declare
    holder handling_holder := handling_me();
    given databanks_batch;
    records uuid[];
    changed uuid[];
    passed uuid[];
    passed_by uuid[];
    moment timestamptz := common_now();
begin
    {CHECK.format(state="undoing")}
    -- Locked: a batch that changes one of them at this moment comes first or later, and is not lost.
    records := array(select c.record_id from databanks_custody c where c.batch = asked and c.status <> 'withdrawn'
        limit many for update);
    if cardinality(records) = 0 then
        {_ABSENT.format(check=_CHECK_RECORDS)}
        return;
    end if;
    {_BEHIND_THE_UNDONE}
    {_CHECK_RECORDS}
    changed := array(select e.record_id {_EARLIER.replace("changed", "records")});
    return query select c.record_id, c.content_hash,
        case when c.record_id = any(changed) then 'restored' else 'withdrawn' end
        from databanks_custody c where c.record_id = any(records) order by c.record_id;
    if cardinality(changed) > 0 then
        {_RESTORE}
    end if;
    update databanks_record r set status = 'withdrawn' where r.id = any(records) and r.id <> all(changed);
end $$;
"""

# Of what the batch brought or changed, a later one has changed something since, or its owner has withdrawn it.
PREVIEW = f"""
create function databanks_undo_preview(asked uuid, out withdrawn bigint, out restored bigint, out reappear bigint,
    out kept bigint) {_HEAD} stable as $$
declare
    holder handling_holder := handling_me();
begin
    if holder.role is distinct from 'approver' or not exists (select 1 from databanks_batch b where b.id = asked
        and b.state in ('approved', 'undoing') and (b.party, b.agency) = (holder.party, holder.agency)
        and b.contributor <> holder.officer)
    then
        raise exception 'databanks.batch.not-yours' using errcode = 'insufficient_privilege';
    end if;
    restored := (with recursive back (record_id, before_batch) as (
            select e.record_id, e.before_batch from databanks_earlier e
            join databanks_custody c on c.record_id = e.record_id
            where e.batch = asked and c.batch = asked and c.status <> 'withdrawn'
            union all
            select e.record_id, e.before_batch from back
            join databanks_batch b on b.id = back.before_batch and b.state in ('undoing', 'undone')
            join databanks_earlier e on e.record_id = back.record_id and e.batch = back.before_batch)
        select count(*) from back where not exists (select 1 from databanks_batch b
            where b.id = back.before_batch and b.state in ('undoing', 'undone')));
    withdrawn := (select count(*) from databanks_custody c where c.batch = asked and c.status <> 'withdrawn')
        - restored;
    reappear := (select count(*) from databanks_absent a join databanks_custody c on c.record_id = a.record_id
        where a.batch = asked and a.was is not null and c.status = 'withdrawn' and c.batch = a.before_batch);
    kept := (select count(*) from databanks_earlier e where e.before_batch = asked);
end $$;
"""


def statements() -> list[str]:
    """Everything, in order."""
    return [
        *lend("databanks_undo(uuid, integer)", UNDO),
        *lend("databanks_undo_preview(uuid)", PREVIEW),
    ]
