"""Reads of the data banks, each under a warrant: the database gives the rows that the policy lets through, no others.

A record's level for its reader is what he was given: the row alone is a hit, with its identity core, with its
narrative full. Nothing here decides access.
"""

import hashlib
import json
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import replace

from django.db import connection

from commonweal.audit import journal
from commonweal.audit.receipts import receipt_code
from commonweal.databanks.batches import absent as absent
from commonweal.databanks.batches import batches as batches
from commonweal.databanks.batches import held_rows as held_rows
from commonweal.databanks.batches import refused as refused
from commonweal.databanks.views import AttachmentView, Custody, LinkView, RecordView, TouchView
from commonweal.handling import labels, warrants
from commonweal.handling import queries as handling
from commonweal.handling.decision import Decision
from commonweal.handling.terms import Level
from commonweal.handling.warrants import Holder
from commonweal.members import queries as members

_RECORDS = """
    select r.id, r.bank, r.owner_party, r.owner_agency, r.owner_unit, r.classification, r.handling, r.status, r.expires,
           i.record_type, i.owner_ref, i.version, i.changed_at, i.body,
           n.record_id is not null, n.basis, n.evaluation, n.retention_class, n.body
    from databanks_record r
    left join databanks_identity i on i.record_id = r.id
    left join databanks_narrative n on n.record_id = r.id
    where r.id = any(%s)
"""


def fetch(ids: Sequence[uuid.UUID], *, holder: Holder) -> dict[uuid.UUID, RecordView]:
    """Of these records, those that the warrant in force may see, at its level. Inside `warrants.reading`."""
    with connection.cursor() as cursor:
        cursor.execute(_RECORDS, [list(ids)])
        return {row[0]: _view(row, holder) for row in cursor.fetchall()}


def _view(row: tuple, holder: Holder) -> RecordView:
    (record, bank, party, agency, unit, classification, code, status, expires) = row[:9]
    type_, ref, version, changed_at, identity, told, basis, evaluation, retention, narrative = row[9:]
    return RecordView(
        id=record,
        level="full" if told else "core" if type_ is not None else "hit",
        hit_ref=hit_ref(record, holder),
        bank=bank,
        owner_party=party,
        owner_agency=agency,
        owner_unit=unit,
        classification=classification,
        handling=code,
        status=status,
        expires=expires,
        mine=(party, agency) == (holder.party, holder.agency),
        type=type_ or "",
        owner_ref=ref or "",
        version=version or 0,
        changed_at=changed_at,
        identity=_read(identity),
        narrative=_read(narrative),
        basis=_read(basis),
        evaluation=evaluation or "",
        retention=retention or "",
    )


def _read(body: str | None) -> dict:
    """A part's JSON (Django leaves jsonb as text on plain cursors); {} where the part was not given."""
    return json.loads(body) if body else {}


_SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


def hit_ref(record: uuid.UUID, holder: Holder) -> str:
    """The code by which a reader names a hit to its owner; another for each warrant, so that it tells nothing twice."""
    number = int.from_bytes(hashlib.sha256(record.bytes + holder.id.bytes).digest()[:8])
    signs = []
    for _ in range(8):
        number, rest = divmod(number, len(_SIGNS))
        signs.append(_SIGNS[rest])
    return f"H-{''.join(signs[:4])}-{''.join(signs[4:])}"


def record(token: str, record_id: uuid.UUID) -> RecordView | None:
    """One record as the warrant may see it, with everything that hangs on it; None where there is nothing for it.

    The disclosure is journalled in the same transaction, and the owner told of a foreign reader.
    """
    with warrants.reading(token) as holder:
        found = fetch([record_id], holder=holder).get(record_id)
        if found is None:
            return None
        if found.level == "full":
            found = complete(found, holder)
        about = (f"record/{found.id}",)
        journal.record("databanks.record.disclosed", by=holder.actor, about=about, touches=(touch(found),))
        tell_of_links(found, holder)
        return found


def touch(record: RecordView) -> journal.Touch:
    """What the owner's journal says of a record that was shown."""
    return journal.Touch(record.id, record.owner_party, record.owner_agency, int(Level[record.level.upper()]))


def tell_of_links(found: RecordView, holder: Holder) -> None:
    """Journal for another agency's reader that the records linked with this one were named to him, too."""
    if found.mine or not found.links:
        return
    touches = {
        journal.Touch(
            each.to, each.owner_party, each.owner_agency, int(Level.HIT if each.level == "hit" else Level.CORE)
        )
        for each in found.links
    }
    about = (f"record/{found.id}",)
    journal.record("databanks.links.disclosed", by=holder.actor, about=about, touches=sorted(touches))


def complete(found: RecordView, holder: Holder) -> RecordView:
    """A record at level full with its special categories, custody and links. Inside `warrants.reading`."""
    with connection.cursor() as cursor:
        cursor.execute("select body from databanks_special where record_id = %s", [found.id])
        special = cursor.fetchone()
        cursor.execute(
            "select label_id, contributor, approver, approved_at, batch, list from databanks_custody"
            " where record_id = %s",
            [found.id],
        )
        kept = cursor.fetchone()
        cursor.execute("select body from databanks_biometric where record_id = %s", [found.id])
        biometrics = cursor.fetchone()
    return replace(
        found,
        attachments=tuple(_attachments(found.id)),
        biometrics=tuple(json.loads(biometrics[0])) if biometrics else (),
        special=_read(special[0]) if special else {},
        custody=Custody(labels.read(kept[0]), *kept[1:]) if kept else None,
        links=tuple(_links(found.id, holder)),
    )


def _attachments(record_id: uuid.UUID) -> Iterable[AttachmentView]:
    with connection.cursor() as cursor:
        cursor.execute(
            "select number, kind, title, media_type, size, sha256 from databanks_attachment where record_id = %s"
            " order by number",
            [record_id],
        )
        return [AttachmentView(*row[:5], bytes(row[5])) for row in cursor.fetchall()]


def attachments(token: str, record_id: uuid.UUID) -> list[AttachmentView]:
    """The attachments of a record that the warrant may open, without their content."""
    with warrants.reading(token):
        return list(_attachments(record_id))


def attachment(token: str, record_id: uuid.UUID, number: int) -> AttachmentView | None:
    """One attachment with its content; None where there is nothing for this warrant.

    Journalled in the same transaction, as a touch of the record.
    """
    with warrants.reading(token) as holder, connection.cursor() as cursor:
        cursor.execute(
            "select a.number, a.kind, a.title, a.media_type, a.size, a.sha256, a.body, r.owner_party, r.owner_agency"
            " from databanks_attachment a join databanks_record r on r.id = a.record_id"
            " where a.record_id = %s and a.number = %s",
            [record_id, number],
        )
        row = cursor.fetchone()
        if row is None:
            return None
        seen = journal.Touch(record_id, row[7], row[8], int(Level.FULL))
        about = (f"record/{record_id}#attachment-{number}",)
        journal.record("databanks.attachment.disclosed", by=holder.actor, about=about, touches=(seen,))
        return AttachmentView(*row[:5], bytes(row[5]), bytes(row[6]))


_LINKS = """
    select other.id, l.kind, l.evaluation, l.since, l.source, l.record_id = %(id)s,
           r.owner_party, r.owner_agency, i.record_type, i.owner_ref, i.body, n.record_id is not null
    from databanks_link l
    cross join lateral (select case when l.record_id = %(id)s then l.to_record else l.record_id end) other(id)
    join databanks_record r on r.id = other.id
    left join databanks_identity i on i.record_id = other.id
    left join databanks_narrative n on n.record_id = other.id
    where l.record_id = %(id)s or l.to_record = %(id)s order by l.kind, i.record_type, i.owner_ref, other.id
"""


def _links(record_id: uuid.UUID, holder: Holder) -> Iterable[LinkView]:
    """Links in both directions, each with what the reader may see of the other end."""
    with connection.cursor() as cursor:
        cursor.execute(_LINKS, {"id": record_id})
        for to, kind, evaluation, since, source, outgoing, party, agency, type_, ref, identity, told in cursor:
            yield LinkView(
                to=to,
                kind=kind,
                evaluation=evaluation,
                since=since,
                source=source,
                outgoing=outgoing,
                level="full" if told else "core" if type_ is not None else "hit",
                hit_ref=hit_ref(to, holder),
                owner_party=party,
                owner_agency=agency,
                type=type_ or "",
                owner_ref=ref or "",
                identity=_read(identity),
            )


def links(record_id: uuid.UUID, holder: Holder) -> list[LinkView]:
    """Links of a record in both directions, as the warrant in force sees them. Inside `warrants.reading`."""
    return list(_links(record_id, holder))


def with_links(found: RecordView, those: Iterable[LinkView]) -> RecordView:
    """The record with these links on it."""
    return replace(found, links=tuple(those))


def references(ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, str]:
    """The owners' references of these records, where the warrant in force may read them. Inside `warrants.reading`."""
    with connection.cursor() as cursor:
        cursor.execute("select record_id, owner_ref from databanks_identity where record_id = any(%s)", [list(ids)])
        return dict(cursor.fetchall())


def why(token: str, record_id: uuid.UUID) -> Decision | None:
    """The row of the decision table by which the holder sees this record; None where he does not own it.

    A reader of another agency is told his level by what he was given; the label stays with the owner.
    """
    with warrants.reading(token) as holder, connection.cursor() as cursor:
        cursor.execute(
            "select c.label_id, c.status, c.expires, c.contributor from databanks_custody c where c.record_id = %s",
            [record_id],
        )
        row = cursor.fetchone()
        if row is None:
            return None
        label_id, status, expires, contributor = row
        return handling.why(
            holder.warrant, labels.read(label_id), status=status, expires=expires, contributor=contributor
        )


def who_sees_record(token: str, record_id: uuid.UUID, *, purpose: str | None = None) -> list[handling.PartyLevel]:
    """For the owner: what every party would see of this record at best, and by which row; [] for anybody else."""
    with warrants.reading(token), connection.cursor() as cursor:
        cursor.execute("select label_id, status, expires from databanks_custody where record_id = %s", [record_id])
        row = cursor.fetchone()
        if row is None:
            return []
        label = labels.read(row[0])
        parties = [party.code for party in members.parties() if party.kind == "state"]
        return handling.who_sees(label, parties, status=row[1], expires=row[2], purpose=purpose)


def touches(token: str, *, record: uuid.UUID | None = None, limit: int = 100) -> list[TouchView]:
    """Who touched the holder's agency's records, newest first; reading this is itself journalled."""
    with warrants.reading(token) as holder, connection.cursor() as cursor:
        cursor.execute(
            "select t.at, t.entry, t.officer, coalesce(nullif(o.name_latin, ''), o.name, ''), t.party, t.agency,"
            " t.purpose, t.basis, t.case_ref, t.level, t.action, t.record, coalesce(i.owner_ref, '')"
            " from audit_touch t left join members_officer o on o.code = t.officer"
            " left join databanks_identity i on i.record_id = t.record"
            " where %(record)s::uuid is null or t.record = %(record)s"
            " order by t.at desc, t.entry limit %(limit)s",
            {"record": record, "limit": limit},
        )
        rows = [TouchView(row[0], receipt_code(row[1].bytes), *row[2:]) for row in cursor.fetchall()]
        about = (f"record/{record}",) if record else ()
        journal.record("databanks.touches.read", by=holder.actor, about=about, rows=len(rows))
        return rows
