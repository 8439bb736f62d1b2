"""Approving a contribution: another officer of the same agency makes its rows active, chunk by chunk.

Each chunk is one transaction with its journal entry; a row that was applied is marked so, and a killed approval goes
on with the rest. What is new or changed is asked again at this moment, since another batch may have come first.
"""

import hashlib
import uuid
from collections.abc import Callable

from django.db import IntegrityError, connection

from commonweal.audit import journal
from commonweal.common import clock
from commonweal.common.errors import NotAllowed, NotNow
from commonweal.databanks.actions.contribute import read_batch
from commonweal.databanks.batches import Batch
from commonweal.handling import warrants
from commonweal.workflow import actions as workflow

CHUNK = 2_000

_KNOWN = """
    from databanks_staged s
    join handling_label l on l.id = s.label_id
    join databanks_identity i on i.owner_agency = s.agency and i.owner_ref = s.owner_ref
    join databanks_custody c on c.record_id = i.record_id and c.content_hash <> s.content_hash
    join databanks_record r on r.id = i.record_id
    where s.batch = %(batch)s and s.line = any(%(lines)s)
"""
_FRESH = """
    from databanks_staged s
    join handling_label l on l.id = s.label_id
    where s.batch = %(batch)s and s.line = any(%(lines)s)
      and not exists (select 1 from databanks_identity i where i.owner_agency = s.agency and i.owner_ref = s.owner_ref)
"""
_STANDING = "label_id, status, expires, contributor"

CHANGE = (
    # The earlier state is kept, part by part, before anything is overwritten.
    f"""insert into databanks_version (record_id, version, part, {_STANDING}, body, replaced_at, replaced_by)
    select c.record_id, i.version, 'identity', c.label_id, c.status, c.expires, c.contributor, i.body, %(now)s, %(by)s
    {_KNOWN}""",
    f"""insert into databanks_version (record_id, version, part, {_STANDING}, body, replaced_at, replaced_by)
    select c.record_id, i.version, 'narrative', c.label_id, c.status, c.expires, c.contributor,
           jsonb_build_object('basis', n.basis, 'evaluation', n.evaluation, 'retention_class', n.retention_class,
                              'body', n.body), %(now)s, %(by)s
    {_KNOWN.replace("where", "join databanks_narrative n on n.record_id = i.record_id where")}""",
    f"""insert into databanks_version (record_id, version, part, {_STANDING}, body, replaced_at, replaced_by)
    select c.record_id, i.version, 'special', c.label_id, c.status, c.expires, c.contributor, p.body, %(now)s, %(by)s
    {_KNOWN.replace("where", "join databanks_special p on p.record_id = i.record_id where")}""",
    # The foreign keys carry the new standing to every part. A blocked record stays blocked.
    f"""update databanks_record set label_id = x.label_id, expires = x.expires, contributor = x.contributor,
        owner_unit = x.owner_unit, bank = x.bank, classification = x.classification, handling = x.handling, status = case when x.status = 'blocked' then 'blocked' else 'active' end
    from (select i.record_id, s.label_id, s.expires, s.contributor, l.owner_unit, l.bank, l.classification, l.handling, r.status
        {_KNOWN}) x
    where databanks_record.id = x.record_id""",
    f"""update databanks_narrative set basis = x.basis, evaluation = x.evaluation,
        retention_class = x.retention_class, body = x.narrative
    from (select i.record_id, s.basis, s.evaluation, s.retention_class, s.narrative {_KNOWN}) x
    where databanks_narrative.record_id = x.record_id""",
    f"delete from databanks_special where record_id in (select i.record_id {_KNOWN})",
    f"""insert into databanks_special (record_id, {_STANDING}, body)
    select i.record_id, c.label_id, c.status, c.expires, c.contributor, s.special {_KNOWN} and s.special is not null""",
    f"""update databanks_identity set record_type = x.record_type, version = version + 1, changed_at = %(now)s,
        body = x.identity
    from (select i.record_id, s.record_type, s.identity {_KNOWN}) x
    where databanks_identity.record_id = x.record_id""",
    f"""update databanks_custody set content_hash = x.content_hash, batch = %(batch)s, approver = %(by)s,
        approved_at = %(now)s
    from (select i.record_id, s.content_hash {_KNOWN}) x where databanks_custody.record_id = x.record_id""",
)
ADD = (
    f"""insert into databanks_record (id, bank, owner_party, owner_agency, owner_unit, classification, handling, {_STANDING})
    select s.record_id, l.bank, l.owner_party, l.owner_agency, l.owner_unit, l.classification, l.handling, s.label_id, 'active', s.expires,
           s.contributor {_FRESH}""",
    f"""insert into databanks_narrative (record_id, {_STANDING}, basis, evaluation, retention_class, body)
    select s.record_id, s.label_id, 'active', s.expires, s.contributor, s.basis, s.evaluation, s.retention_class,
           s.narrative {_FRESH}""",
    f"""insert into databanks_special (record_id, {_STANDING}, body)
    select s.record_id, s.label_id, 'active', s.expires, s.contributor, s.special {_FRESH} and s.special is not null""",
    f"""insert into databanks_custody (record_id, {_STANDING}, content_hash, batch, approver, approved_at)
    select s.record_id, s.label_id, 'active', s.expires, s.contributor, s.content_hash, %(batch)s, %(by)s, %(now)s
    {_FRESH}""",
    f"""insert into databanks_identity (record_id, {_STANDING}, owner_agency, owner_ref, record_type, changed_at, body)
    select s.record_id, s.label_id, 'active', s.expires, s.contributor, s.agency, s.owner_ref, s.record_type, %(now)s,
           s.identity {_FRESH}""",
)
LINK = (
    """delete from databanks_link where record_id in (
        select i.record_id from databanks_staged s
        join databanks_identity i on i.owner_agency = s.agency and i.owner_ref = s.owner_ref
        where s.batch = %(batch)s and s.line = any(%(lines)s))""",
    f"""insert into databanks_link (record_id, to_record, kind, {_STANDING}, evaluation, since, source)
    select i.record_id, t.record_id, k->>'kind', c.label_id, c.status, c.expires, c.contributor, k->>'evaluation',
           coalesce(k->>'since', ''), coalesce(k->>'source', '')
    from databanks_staged s
    cross join lateral jsonb_array_elements(s.links) k
    join databanks_identity i on i.owner_agency = s.agency and i.owner_ref = s.owner_ref
    join databanks_custody c on c.record_id = i.record_id
    join databanks_identity t on t.owner_agency = s.agency and t.owner_ref = k->>'to'
    where s.batch = %(batch)s and s.line = any(%(lines)s)
    on conflict do nothing""",
)


def approve(batch_id: uuid.UUID, token: str, *, progress: Callable[[int], None] | None = None) -> Batch:
    """Make a staged batch's rows active under an approver's warrant, who is not its contributor.

    `progress` is told how many rows are done. Links are drawn last, when every row they may lead to exists. A killed
    approval goes on when it is called again.
    """
    done = 0
    _check(batch_id, token)
    while count := _apply(batch_id, token):
        done += count
        if progress:
            progress(done)
    return _finish(batch_id, token)


def _check(batch_id: uuid.UUID, token: str) -> None:
    with warrants.reading(token) as holder, connection.cursor() as cursor:
        if holder.role != "approver":
            raise NotAllowed("databanks.batch.not-approver", "Approving needs a warrant in the role approver.")
        cursor.execute("select contributor, state from databanks_batch where id = %s", [batch_id])
        found = cursor.fetchone()
    if found is None:
        raise NotAllowed("databanks.batch.unknown", "There is no such batch that you may approve.")
    if found[0] == holder.officer:
        raise NotAllowed("databanks.batch.own", "Another officer than the contributor must approve a batch.")
    if found[1] != "staged":
        raise NotNow(
            "databanks.batch.not-staged", "This batch is {state}; only a staged batch is approved.", state=found[1]
        )


def _apply(batch_id: uuid.UUID, token: str) -> int:
    """Apply the next rows; returns how many, 0 when none is left."""
    with warrants.reading(token) as holder, connection.cursor() as cursor:
        cursor.execute("select 1 from databanks_batch where id = %s for update", [batch_id])
        cursor.execute(
            "select line, content_hash from databanks_staged where batch = %s and not applied and outcome <> 'same'"
            " order by line limit %s",
            [batch_id, CHUNK],
        )
        rows = cursor.fetchall()
        if not rows:
            return 0
        values = {
            "batch": batch_id,
            "lines": [line for line, _ in rows],
            "now": clock.now(),
            "by": holder.officer,
        }
        try:
            for statement in (*CHANGE, *ADD):
                cursor.execute(statement, values)
        except IntegrityError as clash:
            raise NotAllowed(
                "databanks.batch.touches-own",
                "The batch changes records that you contributed yourself; another approver must decide on it.",
            ) from clash
        cursor.execute(
            "update databanks_staged set applied = true where batch = %(batch)s and line = any(%(lines)s)", values
        )
        cursor.execute(
            "update databanks_batch set rows_applied = rows_applied + %s where id = %s", [len(rows), batch_id]
        )
        hashes = hashlib.sha256(b"".join(bytes(content) for _, content in rows)).hexdigest()
        journal.record(
            "databanks.batch.approved",
            by=holder.actor,
            about=(f"batch/{batch_id}",),
            rows=len(rows),
            rows_sha256=hashes,
            first_line=rows[0][0],
            last_line=rows[-1][0],
        )
        return len(rows)


def _finish(batch_id: uuid.UUID, token: str) -> Batch:
    with warrants.reading(token) as holder, connection.cursor() as cursor:
        cursor.execute(
            "select line from databanks_staged where batch = %s and applied and links <> '[]'::jsonb", [batch_id]
        )
        values = {"batch": batch_id, "lines": [line for (line,) in cursor.fetchall()]}
        if values["lines"]:
            for statement in LINK:
                cursor.execute(statement, values)
        _close(cursor, batch_id, "approved", holder.officer, "")
        return _tell(read_batch(cursor, batch_id), "batch-approved", officer=holder.officer)


def refuse(batch_id: uuid.UUID, token: str, *, because: str) -> Batch:
    """Refuse a staged batch with a reason; nothing of it becomes active."""
    _check(batch_id, token)
    with warrants.reading(token) as holder, connection.cursor() as cursor:
        _close(cursor, batch_id, "refused", holder.officer, because[:500])
        journal.record("databanks.batch.refused", by=holder.actor, about=(f"batch/{batch_id}",), reason=because[:500])
        return _tell(read_batch(cursor, batch_id), "batch-refused", officer=holder.officer, reason=because[:500])


def _tell(batch: Batch, kind: str, **words: str) -> Batch:
    """Put the outcome into the contributor's inbox."""
    workflow.post(
        batch.agency,
        officer=batch.contributor,
        kind=kind,
        subject=f"batch/{batch.id}",
        words={"batch": batch.file_name, **words},
    )
    return batch


def _close(cursor, batch_id: uuid.UUID, state: str, officer: str, reason: str) -> None:
    cursor.execute(
        "update databanks_batch set state = %s, closed_at = %s, closed_by = %s, reason = %s"
        " where id = %s and state = 'staged'",
        [state, clock.now(), officer, reason, batch_id],
    )
    if cursor.rowcount != 1:
        raise NotNow("databanks.batch.not-staged", "This batch was decided meanwhile.")
    cursor.execute(
        "update workflow_inbox set done_at = %s where subject = %s and done_at is null",
        [clock.now(), f"batch/{batch_id}"],
    )
