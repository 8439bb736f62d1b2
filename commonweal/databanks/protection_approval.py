"""How staged rows become records: what is known is kept as a version and changed, the rest is added.

Run by an approver under another role's rights, so that the rules are asked once a call and not once a row for each
part: the batch is of his agency, another officer contributed it, the labels are the agency's and within his clearance,
and no record that he changes was contributed by himself. What comes in is what was staged; he gives no value himself.
"""

from commonweal.databanks.protection_staging import OUTCOME, lend

_HEAD = "language plpgsql security definer set search_path = pg_catalog, public, pg_temp"
# Tables grow while they are planned for, so plans that read them whole are never right here.
_BY_INDEX = "set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off"
_STANDING = "label_id, status, expires, contributor"
_LINES = "from databanks_staged s where s.batch = asked and s.line between first and last"
_NEW = f"{_LINES} and s.outcome = 'new'"
_CHANGED = """
    from databanks_staged s join databanks_identity i on i.record_id = s.record_id
    join databanks_custody c on c.record_id = s.record_id
    {more} where s.batch = asked and s.line between first and last and s.outcome = 'changed'
"""
CHANGED = _CHANGED.format(more="")
CHECK = """
    select * into given from databanks_batch b where b.id = asked;
    if holder.role is distinct from 'approver' or given.state is distinct from '{state}'
        or (given.party, given.agency) is distinct from (holder.party, holder.agency)
        or given.contributor = holder.officer
    then
        raise exception 'databanks.batch.not-yours' using errcode = 'insufficient_privilege';
    end if;
"""

_CHECK_LABELS = f"""
    if exists (select 1 from (select distinct s.label_id {_LINES} and s.outcome <> 'same') s where not exists (
        select 1 from handling_label l where l.id = s.label_id and l.owner_party = holder.party
          and l.owner_agency = holder.agency and l.classification <= holder.clearance))
    then
        raise exception 'databanks.batch.not-cleared' using errcode = 'insufficient_privilege';
    end if;
"""

# Another batch may have come first, and a record or a row that waited may have reached its end: what each row does is
# asked again.
_AGAIN = f"""
    delete {_LINES} and s.expires <= moment;
    select array_agg(x.line) filter (where x.differs), array_agg(x.outcome) filter (where x.differs),
        array_agg(x.record_id) filter (where x.differs), array_agg(x.ended) filter (where x.ended is not null)
    into lines, outcomes, records, ended
    from (
        select s.line, o.outcome, known.record_id, o.outcome <> s.outcome or known.record_id <> s.record_id as differs,
            case when held.over then held.record_id end as ended
        from databanks_staged s
        left join lateral (
            select d.record_id, c.content_hash, c.status, c.list, d.expires <= moment as over
            from databanks_identity d join databanks_custody c on c.record_id = d.record_id
            where d.owner_agency = s.agency and d.owner_ref = s.owner_ref limit 1) held on true
        left join lateral (select held.* where not held.over) known on true
        cross join lateral (select {OUTCOME.format(hash="s.content_hash", list="given.list")} as outcome) o
        where s.batch = asked and s.line between first and last and s.outcome <> 'same') x;
    if lines is not null then
        update databanks_staged s set outcome = x.outcome,
            record_id = coalesce(x.record_id, case when s.outcome = 'new' then s.record_id else gen_random_uuid() end)
        from unnest(lines, outcomes, records) x(line, outcome, record_id) where s.batch = asked and s.line = x.line;
    end if;
    if ended is not null then
        delete from databanks_record r where r.id = any(ended);
    end if;
"""

_CHECK_CHANGED = f"""
    if exists (select 1 {_CHANGED.format(more="join handling_label l on l.id = c.label_id")}
        and (c.contributor = holder.officer or l.classification > holder.clearance
             or (l.owner_party, l.owner_agency) is distinct from (holder.party, holder.agency)))
    then
        raise exception 'databanks.batch.touches-own' using errcode = 'insufficient_privilege';
    end if;
"""

KEEP = """
    insert into databanks_provenance (record_id, version, {standing}, batch, entered_by, approver, since)
    select c.record_id, i.version, c.label_id, c.status, c.expires, c.contributor, c.batch, c.contributor, c.approver,
           i.changed_at {rows};
    insert into databanks_version (record_id, version, part, {standing}, body, replaced_at, replaced_by)
    select c.record_id, i.version, 'identity', c.label_id, c.status, c.expires, c.contributor, i.body, moment,
           holder.officer {rows};
    insert into databanks_version (record_id, version, part, {standing}, body, replaced_at, replaced_by)
    select c.record_id, i.version, 'narrative', c.label_id, c.status, c.expires, c.contributor,
           jsonb_build_object('basis', n.basis, 'evaluation', n.evaluation, 'retention_class', n.retention_class,
                              'body', n.body), moment, holder.officer {with_narrative};
    insert into databanks_version (record_id, version, part, {standing}, body, replaced_at, replaced_by)
    select c.record_id, i.version, 'special', c.label_id, c.status, c.expires, c.contributor, p.body, moment,
           holder.officer {with_special};
    insert into databanks_version (record_id, version, part, {standing}, body, replaced_at, replaced_by)
    select c.record_id, i.version, 'biometric', c.label_id, c.status, c.expires, c.contributor, b.body, moment,
           holder.officer {with_biometric};
    insert into databanks_version (record_id, version, part, {standing}, body, replaced_at, replaced_by)
    select c.record_id, i.version, a.part, c.label_id, c.status, c.expires, c.contributor, a.body, moment,
           holder.officer {with_attachments};
"""
"""Keep the present state, part by part, before anything is overwritten."""
ATTACHED = """cross join lateral (
        select case when x.kind = 'fingerprint-card' then 'fingerprint-card' else 'attachment' end,
            jsonb_agg(jsonb_build_object('number', x.number, 'kind', x.kind, 'title', x.title, 'media_type',
                x.media_type, 'content', encode(x.body, 'base64')) order by x.number)
        from databanks_attachment x where x.record_id = c.record_id group by 1) a(part, body)"""
"""Attachments as an earlier state keeps them: cards of fingerprints apart, read as special categories are."""

_KEEP = KEEP.format(
    standing=_STANDING,
    rows=CHANGED,
    with_narrative=_CHANGED.format(more="join databanks_narrative n on n.record_id = s.record_id"),
    with_special=_CHANGED.format(more="join databanks_special p on p.record_id = s.record_id"),
    with_biometric=_CHANGED.format(more="join databanks_biometric b on b.record_id = s.record_id"),
    with_attachments=_CHANGED.format(more=ATTACHED),
)

# The foreign keys carry the new standing to every part. A blocked record stays blocked. An end comes nearer and moves
# away by an extension alone. Whether a record may be active is asked last, when it says what it will say: what a
# second reviewer has to look at, and did not in these words, is a draft again.
_CHANGE = f"""
    insert into databanks_earlier (record_id, batch, before_batch, version, record_type, {_STANDING}, content_hash,
        list, approver, neutrality, links)
    select c.record_id, asked, c.batch, i.version, i.record_type, c.label_id, c.status, c.expires, c.contributor,
        c.content_hash, c.list, c.approver,
        (select u.body from databanks_neutrality u where u.record_id = c.record_id),
        coalesce((select jsonb_agg(jsonb_build_object('to', k.to_record, 'kind',
            k.kind, 'evaluation', k.evaluation, 'since', k.since, 'source', k.source))
            from databanks_link k where k.record_id = c.record_id), '[]')
    {CHANGED};
    update databanks_record r set label_id = s.label_id, expires = least(s.expires, r.expires),
        contributor = s.contributor, owner_unit = l.owner_unit, bank = l.bank, classification = l.classification,
        handling = l.handling
    {_CHANGED.format(more="join handling_label l on l.id = s.label_id")} and r.id = s.record_id;
    update databanks_narrative n set basis = s.basis, evaluation = s.evaluation, retention_class = s.retention_class,
        body = s.narrative {CHANGED} and n.record_id = s.record_id;
    delete from databanks_special p using databanks_staged s
    where s.batch = asked and s.line between first and last and s.outcome = 'changed' and p.record_id = s.record_id;
    insert into databanks_special (record_id, {_STANDING}, body)
    select c.record_id, c.label_id, c.status, c.expires, c.contributor, s.special {CHANGED} and s.special is not null;
    delete from databanks_attachment a using databanks_staged s
    where s.batch = asked and s.line between first and last and s.outcome = 'changed' and a.record_id = s.record_id;
    delete from databanks_biometric b using databanks_staged s
    where s.batch = asked and s.line between first and last and s.outcome = 'changed' and b.record_id = s.record_id;
    delete from databanks_link k using databanks_staged s
    where s.batch = asked and s.line between first and last and s.outcome = 'changed' and k.record_id = s.record_id;
    delete from databanks_neutrality u using databanks_staged s
    where s.batch = asked and s.line between first and last and s.outcome = 'changed' and u.record_id = s.record_id;
    insert into databanks_neutrality (record_id, {_STANDING}, body)
    select c.record_id, c.label_id, c.status, c.expires, c.contributor, s.neutrality {CHANGED}
        and s.neutrality is not null;
    update databanks_identity d set record_type = s.record_type, version = d.version + 1, changed_at = moment,
        body = s.identity
    from databanks_staged s
    where s.batch = asked and s.line between first and last and s.outcome = 'changed' and d.record_id = s.record_id;
    update databanks_custody c set content_hash = s.content_hash, batch = asked, approver = holder.officer,
        approved_at = moment, list = coalesce(nullif(given.list, ''), c.list)
    from databanks_staged s
    where s.batch = asked and s.line between first and last and s.outcome = 'changed' and c.record_id = s.record_id;
    update databanks_record r set status = case when databanks_may_stand(r.id) then 'active' else 'draft' end
    from databanks_staged s
    where s.batch = asked and s.line between first and last and s.outcome = 'changed' and r.id = s.record_id
      and r.status <> 'blocked' and (r.status <> 'active' or s.standing = 'draft');
"""

# Identities in one order everywhere: two batches with the same references wait for each other and never in a circle.
_ADD = f"""
    insert into databanks_record (id, bank, owner_party, owner_agency, owner_unit, classification, handling,
        {_STANDING})
    select s.record_id, l.bank, l.owner_party, l.owner_agency, l.owner_unit, l.classification, l.handling, s.label_id,
           s.standing, s.expires, s.contributor
    from databanks_staged s join handling_label l on l.id = s.label_id
    where s.batch = asked and s.line between first and last and s.outcome = 'new';
    insert into databanks_narrative (record_id, {_STANDING}, basis, evaluation, retention_class, body)
    select s.record_id, s.label_id, s.standing, s.expires, s.contributor, s.basis, s.evaluation, s.retention_class,
           s.narrative {_NEW};
    insert into databanks_special (record_id, {_STANDING}, body)
    select s.record_id, s.label_id, s.standing, s.expires, s.contributor, s.special {_NEW} and s.special is not null;
    insert into databanks_neutrality (record_id, {_STANDING}, body)
    select s.record_id, s.label_id, s.standing, s.expires, s.contributor, s.neutrality {_NEW}
        and s.neutrality is not null;
    insert into databanks_custody (record_id, {_STANDING}, content_hash, batch, approver, approved_at, list)
    select s.record_id, s.label_id, s.standing, s.expires, s.contributor, s.content_hash, asked, holder.officer,
           moment, given.list {_NEW};
    insert into databanks_identity (record_id, {_STANDING}, owner_agency, owner_ref, record_type, changed_at, body)
    select s.record_id, s.label_id, s.standing, s.expires, s.contributor, s.agency, s.owner_ref, s.record_type,
           moment, s.identity {_NEW} order by s.owner_ref;
"""

# What a line encloses, on records that exist by now.
_ENCLOSE = f"""
    insert into databanks_attachment (record_id, number, {_STANDING}, kind, title, media_type, size, sha256, body)
    select c.record_id, a.number, c.label_id, c.status, c.expires, c.contributor, a.said ->> 'kind', a.said ->> 'title',
           a.said ->> 'media_type', octet_length(b.body), sha256(b.body), b.body
    from databanks_staged s join databanks_custody c on c.record_id = s.record_id
    cross join lateral jsonb_array_elements(s.attachments) with ordinality a(said, number)
    cross join lateral (select decode(a.said ->> 'content', 'base64')) b(body)
    where s.batch = asked and s.line between first and last and s.outcome <> 'same' and s.attachments is not null;
    insert into databanks_biometric (record_id, {_STANDING}, body)
    select c.record_id, c.label_id, c.status, c.expires, c.contributor, s.biometrics
    from databanks_staged s join databanks_custody c on c.record_id = s.record_id
    where s.batch = asked and s.line between first and last and s.outcome <> 'same' and s.biometrics is not null;
"""

ENTER = f"""
create function databanks_enter(asked uuid, first integer, last integer, out fresh integer, out changed integer)
    {_HEAD} {_BY_INDEX} as $$
declare
    holder handling_holder := handling_me();
    given databanks_batch;
    lines integer[];
    outcomes text[];
    records uuid[];
    ended uuid[];
    enclosing integer;
    moment timestamptz := common_now();
begin
    {CHECK.format(state="approving")}
    {_CHECK_LABELS}
    {_AGAIN}
    select count(*) filter (where s.outcome = 'new'), count(*) filter (where s.outcome = 'changed'),
        count(coalesce(s.attachments, s.biometrics)) filter (where s.outcome <> 'same')
    into fresh, changed, enclosing {_LINES};
    if changed > 0 then
        {_CHECK_CHANGED}
        {_KEEP}
        {_CHANGE}
    end if;
    if fresh > 0 then
        {_ADD}
    end if;
    if enclosing > 0 then
        {_ENCLOSE}
    end if;
end $$;
"""

# Only between records that the approver sees: what he contributed himself, another draws. A row that a later batch has
# overtaken draws nothing any more.
LINK = f"""
create function databanks_draw_links(asked uuid, behind integer, many integer, out last integer, out lost integer,
    out lost_to text[]) {_HEAD} {_BY_INDEX} as $$
declare
    holder handling_holder := handling_me();
    given databanks_batch;
    moment timestamptz := common_now();
begin
    {CHECK.format(state="approving")}
    last := (select max(x.line) from (select s.line from databanks_staged s where s.batch = asked and s.line > behind
        and s.links <> '[]' order by s.line limit many) x);
    with wanted as materialized (
        select c.record_id, c.label_id, c.status, c.expires, c.contributor, k.value as link, t.record_id as leads_to
        from databanks_staged s
        cross join lateral jsonb_array_elements(s.links) k
        cross join lateral (select d.* from databanks_custody d
                            where d.record_id = s.record_id and d.batch = asked limit 1) c
        left join lateral (
            select d.record_id from databanks_identity d join handling_label l on l.id = d.label_id
            where d.owner_agency = s.agency and d.owner_ref = k.value ->> 'to' and d.expires > moment
              and d.contributor <> holder.officer and l.classification <= holder.clearance limit 1) t on true
        where s.batch = asked and s.line > behind and s.line <= last and s.links <> '[]' and s.outcome <> 'same'),
    drawn as (
        insert into databanks_link (record_id, to_record, kind, {_STANDING}, evaluation, since, source)
        select w.record_id, w.leads_to, w.link ->> 'kind', w.label_id, w.status, w.expires, w.contributor,
               w.link ->> 'evaluation', coalesce(w.link ->> 'since', ''), coalesce(w.link ->> 'source', '')
        from wanted w where w.leads_to is not null on conflict do nothing)
    select count(*), (array_agg(distinct w.link ->> 'to'))[:20] into lost, lost_to
    from wanted w where w.leads_to is null;
end $$;
"""

WITHDRAW_ABSENT = f"""
create function databanks_withdraw_absent(asked uuid, many integer, out looked_at integer, out withdrawn integer)
    {_HEAD} {_BY_INDEX} as $$
declare
    holder handling_holder := handling_me();
    given databanks_batch;
    absent uuid[];
begin
    {CHECK.format(state="approving")}
    if given.withdraw_absent is distinct from given.rows_absent then
        raise exception 'databanks.batch.absent-not-confirmed' using errcode = 'insufficient_privilege';
    end if;
    absent := array(select a.record_id from databanks_absent a where a.batch = asked and not a.settled limit many);
    looked_at := cardinality(absent);
    if exists (select 1 from databanks_record r join handling_label l on l.id = r.label_id where r.id = any(absent)
        and (r.contributor = holder.officer or l.classification > holder.clearance
             or (l.owner_party, l.owner_agency) is distinct from (holder.party, holder.agency)))
    then
        raise exception 'databanks.batch.touches-own' using errcode = 'insufficient_privilege';
    end if;
    update databanks_absent a set settled = true, was = case when c.batch = a.before_batch and c.status <> 'withdrawn'
        then c.status end
    from databanks_custody c where a.batch = asked and a.record_id = any(absent) and c.record_id = a.record_id;
    update databanks_record r set status = 'withdrawn' from databanks_absent a
    where a.batch = asked and a.record_id = any(absent) and a.was is not null and r.id = a.record_id;
    get diagnostics withdrawn = row_count;
end $$;
"""

SWEEP = f"""
create function databanks_sweep(asked uuid, behind integer, many integer) returns integer {_HEAD} {_BY_INDEX} as $$
declare
    holder handling_holder := handling_me();
    last integer;
begin
    if not exists (select 1 from databanks_batch b where b.id = asked
        and (b.party, b.agency) = (holder.party, holder.agency) and holder.role in ('contributor', 'approver')
        and b.state not in ('receiving', 'staged', 'approving'))
    then
        return null;
    end if;
    last := (select max(x.line) from (select s.line from databanks_staged s where s.batch = asked and s.line > behind
        order by s.line limit many) x);
    delete from databanks_staged s where s.batch = asked and s.line > behind and s.line <= last;
    return last;
end $$;
"""


def statements() -> list[str]:
    """Everything, in order."""
    return [
        *lend("databanks_enter(uuid, integer, integer)", ENTER),
        *lend("databanks_draw_links(uuid, integer, integer)", LINK),
        *lend("databanks_withdraw_absent(uuid, integer)", WITHDRAW_ABSENT),
        *lend("databanks_sweep(uuid, integer, integer)", SWEEP),
    ]
