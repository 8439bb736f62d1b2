"""The statements by which staged rows become records: what is known is kept as a version and changed, the rest added.

All take `batch`, `lines` (numbers of staged lines), `now` and `by` (the approver), those of `CHANGE` also `records`
(the active record of each line). Row-level security decides what of it the approver may do. Lines and records are
looked up one by one, each `lateral … limit 1`: in a plain join the planner, which knows nothing yet of tables that
grow while it looks, would read them whole under their policies. A policy lets no comparison but equality use an index.
"""

_STANDING = "label_id, status, expires, contributor"
_LINE = "lateral (select * from databanks_staged s where s.batch = %(batch)s and s.line = asked.line limit 1) s"
_LINES = f"from unnest(%(lines)s::integer[]) asked(line) cross join {_LINE}"
_KNOWN = f"""
    from unnest(%(lines)s::integer[], %(records)s::uuid[]) asked(line, record_id) cross join {_LINE}
    join databanks_identity i on i.record_id = asked.record_id
    join databanks_custody c on c.record_id = asked.record_id
"""
_OF_KNOWN = "select unnest(%(records)s::uuid[])"

_OWN = f"""
    {_LINES}
    cross join lateral (select d.record_id from databanks_identity d
                        where d.owner_agency = s.agency and d.owner_ref = s.owner_ref limit 1) i
    cross join lateral (select d.* from databanks_custody d where d.record_id = i.record_id limit 1) c
"""

NEXT = f"""
    select s.line, s.content_hash, known.record_id, known.content_hash,
           s.attachments is not null or s.biometrics is not null
    {_LINES}
    left join lateral (
        select c.record_id, c.content_hash from databanks_identity i
        join databanks_custody c on c.record_id = i.record_id
        where i.owner_agency = s.agency and i.owner_ref = s.owner_ref limit 1) known on true
    where s.outcome <> 'same' order by s.line
"""
"""What the lines say: line, hash of its content, active record with its reference, hash of that one's content, and
whether the line encloses attachments or biometric data."""

CHANGE = (
    # The earlier state is kept, part by part, before anything is overwritten; and where it came from.
    f"""insert into databanks_provenance (record_id, version, {_STANDING}, batch, entered_by, approver, since)
    select c.record_id, i.version, c.label_id, c.status, c.expires, c.contributor, c.batch, c.contributor, c.approver,
           i.changed_at {_KNOWN}""",
    f"""insert into databanks_version (record_id, version, part, {_STANDING}, body, replaced_at, replaced_by)
    select c.record_id, i.version, 'identity', c.label_id, c.status, c.expires, c.contributor, i.body, %(now)s, %(by)s
    {_KNOWN}""",
    f"""insert into databanks_version (record_id, version, part, {_STANDING}, body, replaced_at, replaced_by)
    select c.record_id, i.version, 'narrative', c.label_id, c.status, c.expires, c.contributor,
           jsonb_build_object('basis', n.basis, 'evaluation', n.evaluation, 'retention_class', n.retention_class,
                              'body', n.body), %(now)s, %(by)s
    {_KNOWN} join databanks_narrative n on n.record_id = asked.record_id""",
    f"""insert into databanks_version (record_id, version, part, {_STANDING}, body, replaced_at, replaced_by)
    select c.record_id, i.version, 'special', c.label_id, c.status, c.expires, c.contributor, p.body, %(now)s, %(by)s
    {_KNOWN} join databanks_special p on p.record_id = asked.record_id""",
    f"""insert into databanks_version (record_id, version, part, {_STANDING}, body, replaced_at, replaced_by)
    select c.record_id, i.version, 'biometric', c.label_id, c.status, c.expires, c.contributor, p.body, %(now)s, %(by)s
    {_KNOWN} join databanks_biometric p on p.record_id = asked.record_id""",
    f"""insert into databanks_version (record_id, version, part, {_STANDING}, body, replaced_at, replaced_by)
    select c.record_id, i.version, a.part, c.label_id, c.status, c.expires, c.contributor, a.body, %(now)s, %(by)s
    {_KNOWN} cross join lateral (
        select case when kind = 'fingerprint-card' then 'fingerprint-card' else 'attachment' end,
               jsonb_agg(jsonb_build_object('number', number, 'kind', kind, 'title', title, 'media_type', media_type,
                                            'content', encode(body, 'base64')) order by number)
        from databanks_attachment where record_id = asked.record_id group by 1) a(part, body)""",
    # The foreign keys carry the new standing to every part. A blocked record stays blocked.
    f"""update databanks_record set label_id = x.label_id, expires = x.expires, contributor = x.contributor,
        owner_unit = x.owner_unit, bank = x.bank, classification = x.classification, handling = x.handling,
        status = case when x.status = 'blocked' then 'blocked' else 'active' end
    from (select i.record_id, s.label_id, s.expires, s.contributor, l.owner_unit, l.bank, l.classification, l.handling,
                 r.status
        {_KNOWN} join handling_label l on l.id = s.label_id join databanks_record r on r.id = asked.record_id) x
    where databanks_record.id = x.record_id""",
    f"""update databanks_narrative set basis = x.basis, evaluation = x.evaluation,
        retention_class = x.retention_class, body = x.narrative
    from (select i.record_id, s.basis, s.evaluation, s.retention_class, s.narrative {_KNOWN}) x
    where databanks_narrative.record_id = x.record_id""",
    f"delete from databanks_special where record_id in ({_OF_KNOWN})",
    f"""insert into databanks_special (record_id, {_STANDING}, body)
    select i.record_id, c.label_id, c.status, c.expires, c.contributor, s.special
    {_KNOWN} where s.special is not null""",
    f"delete from databanks_attachment where record_id in ({_OF_KNOWN})",
    f"delete from databanks_biometric where record_id in ({_OF_KNOWN})",
    f"delete from databanks_link where record_id in ({_OF_KNOWN})",
    f"""update databanks_identity set record_type = x.record_type, version = version + 1, changed_at = %(now)s,
        body = x.identity
    from (select i.record_id, s.record_type, s.identity {_KNOWN}) x
    where databanks_identity.record_id = x.record_id""",
    f"""update databanks_custody set content_hash = x.content_hash, batch = %(batch)s, approver = %(by)s,
        approved_at = %(now)s
    from (select i.record_id, s.content_hash {_KNOWN}) x where databanks_custody.record_id = x.record_id""",
)
"""Overwrite the records that the lines name."""

ADD = (
    f"""insert into databanks_record (id, bank, owner_party, owner_agency, owner_unit, classification, handling,
        {_STANDING})
    select s.record_id, l.bank, l.owner_party, l.owner_agency, l.owner_unit, l.classification, l.handling, s.label_id,
           'active', s.expires, s.contributor
    {_LINES} cross join lateral (select * from handling_label l where l.id = s.label_id limit 1) l""",
    f"""insert into databanks_narrative (record_id, {_STANDING}, basis, evaluation, retention_class, body)
    select s.record_id, s.label_id, 'active', s.expires, s.contributor, s.basis, s.evaluation, s.retention_class,
           s.narrative {_LINES}""",
    f"""insert into databanks_special (record_id, {_STANDING}, body)
    select s.record_id, s.label_id, 'active', s.expires, s.contributor, s.special
    {_LINES} where s.special is not null""",
    f"""insert into databanks_custody (record_id, {_STANDING}, content_hash, batch, approver, approved_at)
    select s.record_id, s.label_id, 'active', s.expires, s.contributor, s.content_hash, %(batch)s, %(by)s, %(now)s
    {_LINES}""",
    # In one order everywhere, so that two batches with the same references wait for each other and never in a circle.
    f"""insert into databanks_identity (record_id, {_STANDING}, owner_agency, owner_ref, record_type, changed_at, body)
    select s.record_id, s.label_id, 'active', s.expires, s.contributor, s.agency, s.owner_ref, s.record_type, %(now)s,
           s.identity {_LINES} order by s.owner_ref""",
)
"""Make a record of each line."""

ENCLOSE = (
    f"""insert into databanks_attachment (record_id, number, {_STANDING}, kind, title, media_type, size, sha256, body)
    select c.record_id, a.number, c.label_id, c.status, c.expires, c.contributor, a.said->>'kind', a.said->>'title',
           a.said->>'media_type', octet_length(b.body), sha256(b.body), b.body
    {_OWN} cross join lateral jsonb_array_elements(s.attachments) with ordinality a(said, number)
    cross join lateral (select decode(a.said->>'content', 'base64')) b(body)
    where s.attachments is not null""",
    f"""insert into databanks_biometric (record_id, {_STANDING}, body)
    select c.record_id, c.label_id, c.status, c.expires, c.contributor, s.biometrics
    {_OWN} where s.biometrics is not null""",
)
"""Enter what the lines enclose, on records that exist by now; `lines` are those that enclose anything."""

LINK = f"""
    insert into databanks_link (record_id, to_record, kind, {_STANDING}, evaluation, since, source)
    select i.record_id, t.record_id, k->>'kind', c.label_id, c.status, c.expires, c.contributor, k->>'evaluation',
           coalesce(k->>'since', ''), coalesce(k->>'source', '')
    {_OWN}
    cross join lateral jsonb_array_elements(s.links) k
    cross join lateral (select d.record_id from databanks_identity d
                        where d.owner_agency = s.agency and d.owner_ref = k->>'to' limit 1) t
    where s.outcome <> 'same' and s.links <> '[]'::jsonb
    on conflict do nothing
"""
"""Draw the links of the lines; one that leads nowhere is not drawn."""
