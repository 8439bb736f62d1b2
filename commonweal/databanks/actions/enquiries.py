"""Asking the owner of a record, and his answer: corrections, and hits put to him for confirmation.

Only the owner changes a record: an accepted correction is mended by a contribution, and whoever was shown the record is
told. What an officer sets aside for his case stays with his agency and says nothing about the person to others.
"""

import uuid
from datetime import datetime, timedelta

from django.db import connection

from commonweal.audit import journal
from commonweal.common import clock
from commonweal.common.errors import BadInput, NotAllowed, NotNow
from commonweal.databanks import corrections, queries, status
from commonweal.databanks.corrections import ENQUIRY, Enquiry
from commonweal.databanks.terms import Channel, EnquiryKind
from commonweal.handling import warrants
from commonweal.handling.terms import Level
from commonweal.handling.warrants import Holder
from commonweal.workflow import actions as workflow

LONGEST = {"text": 4_000, "evidence": 2_000, "other_ref": 120, "answer": 4_000, "said_by": 200}
ANSWERED = {
    "accepted": "correction-accepted",
    "declined": "correction-declined",
    "confirmed": "match-confirmed",
    "denied": "match-denied",
}
"""State after an answer → kind of the item by which the asker is told."""
EARLIER = timedelta(hours=24)
"""An owner may have spoken before the hit was put to it here, but not long before."""


def ask(token: str, record: uuid.UUID, *, kind: str, text: str, evidence: str = "", other_ref: str = "") -> Enquiry:
    """Ask the owner about a record that the warrant sees; returns the enquiry.

    A confirmation needs at least a hit, a correction at least the identity. `other_ref` is the reference of the record
    of which this is a duplicate. The owner finds it in his inbox with its term. Raises BadInput, or NotAllowed in the
    same words for a record that does not exist and one that the warrant does not see.
    """
    words = _words(kind, text=text, evidence=evidence, other_ref=other_ref)
    now = clock.now()
    due = corrections.term_of(kind).due(now)
    with warrants.reading(token) as holder, connection.cursor() as cursor:
        seen = queries.fetch([record], holder=holder).get(record)
        if seen is None or (seen.level == "hit" and kind != EnquiryKind.CONFIRM):
            raise NotAllowed(
                "databanks.enquiry.not-seen",
                "There is no such record that you see well enough to ask this. Open a purpose under which it is shown.",
            )
        new = Enquiry(
            id=uuid.uuid4(),
            kind=kind,
            record=record,
            shown_as=seen.hit_ref if seen.level == "hit" else seen.owner_ref,
            level=int(Level[seen.level.upper()]),
            bank=seen.bank,
            classification=seen.classification,
            owner_party=seen.owner_party,
            owner_agency=seen.owner_agency,
            party=holder.party,
            agency=holder.agency,
            officer=holder.officer,
            purpose=holder.purpose,
            case_ref=holder.case_ref or holder.standing_duty,
            state=status.ASKED,
            asked_at=now,
            due_at=due,
            answered_at=None,
            answered_by="",
            answer="",
            batch=None,
            channel=Channel.HOUSE,
            said_by="",
            said_at=None,
            said="",
            **words,
        )
        values = [getattr(new, name) for name in Enquiry.__slots__]
        cursor.execute(f"insert into databanks_enquiry ({ENQUIRY}) values ({', '.join(['%s'] * len(values))})", values)
        name = status.table(kind).name
        touch = journal.Touch(record, new.owner_party, new.owner_agency, new.level)
        about = (f"enquiry/{new.id}", f"record/{record}")
        journal.record(f"databanks.{name}.asked", by=holder.actor, about=about, touches=(touch,), kind=kind)
        workflow.post(
            new.owner_agency,
            kind=f"{name}-asked",
            subject=f"record/{record}",
            words={"agency": holder.agency, "ref": new.shown_as, "enquiry": str(new.id)},
            due=due,
        )
    return new


def _words(kind: str, **texts: str) -> dict[str, str]:
    if kind not in set(EnquiryKind):
        raise BadInput(
            "databanks.enquiry.unknown-kind",
            "There is no enquiry of the kind {kind}; there are {known}.",
            kind=kind[:40],
            known=", ".join(EnquiryKind),
        )
    for name, value in texts.items():
        _check_length(name, value)
    kept = {name: value.strip() for name, value in texts.items()}
    if not kept["text"]:
        raise BadInput("databanks.enquiry.no-text", "Say what you ask of the owner, and on what it rests.")
    if kind == EnquiryKind.DUPLICATE and not kept["other_ref"]:
        raise BadInput(
            "databanks.enquiry.no-other", "Name the reference of the other record of which this is a duplicate."
        )
    return kept


def _check_length(name: str, value: str) -> None:
    if len(value) > LONGEST[name] or "\x00" in value:
        raise BadInput(
            "databanks.enquiry.too-long",
            "The field {field} holds at most {longest} characters.",
            field=name,
            longest=LONGEST[name],
        )


def answer(token: str, enquiry_id: uuid.UUID, *, event: str, words: str) -> Enquiry:
    """The owner accepts or declines a correction, confirms or denies a hit, under a desk's or approver's warrant.

    Declining and denying need words. The asker is told; of an accepted correction, whoever was shown the record.
    """
    _check_length("answer", words)
    if event in ("decline", "deny") and not words.strip():
        raise BadInput("databanks.enquiry.no-reason", "Give the reason: the asker reads it.")
    with warrants.reading(token) as holder:
        found, line = _next(holder, enquiry_id, event, side="owner")
        changed = _change(holder, found, line.next, words.strip())
        touch = journal.Touch(found.record, found.owner_party, found.owner_agency, int(Level.FULL))
        about = (f"enquiry/{found.id}", f"record/{found.record}")
        journal.record(line.verb, by=holder.actor, about=about, touches=(touch,))
        workflow.post(
            found.agency,
            officer=found.officer if found.agency != holder.agency else "",
            kind=ANSWERED[line.next],
            subject=f"record/{found.record}",
            words={"agency": holder.agency, "ref": found.shown_as, "enquiry": str(found.id)},
        )
        if line.next == "accepted":
            _tell_receivers(holder, found)
    return changed


def note(
    token: str, enquiry_id: uuid.UUID, *, event: str, said_by: str, channel: str, said_at: datetime, words: str = ""
) -> Enquiry:
    """What the owner said of a hit by telephone, mail or in person: `event` is `note-yes` or `note-no`.

    `said_by` names who spoke for the owner, `said_at` when. The owner still finds the hit in his inbox, with what he is
    said to have said, and answers for himself. Raises BadInput where who, when or how is missing.
    """
    _check_length("answer", words)
    _check_length("said_by", said_by)
    if channel not in set(Channel) - {Channel.HOUSE} or not said_by.strip():
        raise BadInput(
            "databanks.enquiry.who-said",
            "Say who spoke for the owner, and by which channel: {known}.",
            known=", ".join(each for each in Channel if each != Channel.HOUSE),
        )
    with warrants.reading(token) as holder:
        found, line = _next(holder, enquiry_id, event, side="asker")
        if not found.asked_at - EARLIER <= said_at <= clock.now():
            raise BadInput(
                "databanks.enquiry.when-said",
                "The owner spoke at most {hours} hours before the hit was put to it, and not after now.",
                hours=int(EARLIER.total_seconds()) // 3600,
            )
        said = {"channel": channel, "said_by": said_by.strip(), "said_at": said_at, "said": words.strip()}
        changed = _change(holder, found, line.next, "", **said)
        touch = journal.Touch(found.record, found.owner_party, found.owner_agency, found.level)
        about = (f"enquiry/{found.id}", f"record/{found.record}")
        journal.record(line.verb, by=holder.actor, about=about, touches=(touch,), channel=channel, said=line.next)
    return changed


def mend(token: str, enquiry_id: uuid.UUID) -> Enquiry:
    """The owner says that the record was changed as accepted; the contribution that last changed it is linked.

    The clock process does the same for every record that a contribution changes after its correction was accepted.
    """
    with warrants.reading(token) as holder, connection.cursor() as cursor:
        found, line = _next(holder, enquiry_id, "mend", side="owner")
        cursor.execute(
            "select batch from databanks_custody where record_id = %s and approved_at > %s",
            [found.record, found.answered_at],
        )
        batch = cursor.fetchone()
        if batch is None:
            raise NotNow(
                "databanks.enquiry.not-changed",
                "The record was not changed since the correction was accepted; contribute its new state first.",
            )
        changed = _change(holder, found, line.next, found.answer, batch=batch[0])
        touch = journal.Touch(found.record, found.owner_party, found.owner_agency, int(Level.FULL))
        about = (f"enquiry/{found.id}", f"record/{found.record}", f"batch/{batch[0]}")
        journal.record(line.verb, by=holder.actor, about=about, touches=(touch,))
    return changed


def take_back(token: str, enquiry_id: uuid.UUID) -> Enquiry:
    """An officer of the asking agency takes an enquiry back that has no answer yet."""
    with warrants.reading(token) as holder:
        found, line = _next(holder, enquiry_id, "withdraw", side="asker")
        changed = _change(holder, found, line.next, "")
        journal.record(line.verb, by=holder.actor, about=(f"enquiry/{found.id}", f"record/{found.record}"))
    return changed


def _next(holder: Holder, enquiry_id: uuid.UUID, event: str, *, side: str) -> tuple[Enquiry, status.Transition]:
    """The enquiry and the line by which the event happens to it; raises in the same words for none and for a hidden."""
    found = corrections.one(holder, enquiry_id)
    mine = found is not None and (found[1] == side or (side == "asker" and found[0].agency == holder.agency))
    if not mine:
        raise NotAllowed("databanks.enquiry.unknown", "There is no such enquiry that you may act on.")
    return found[0], status.table(found[0].kind).line(found[0].state, event, who=(side,))


def _change(holder: Holder, found: Enquiry, state: str, words: str, **other: object) -> Enquiry:
    values = {"state": state, "answer": words, "answered_by": holder.officer, "answered_at": clock.now(), **other}
    with connection.cursor() as cursor:
        cursor.execute(
            f"update databanks_enquiry set {', '.join(f'{name} = %s' for name in values)}"
            f" where id = %s and state = %s returning {ENQUIRY}",
            [*values.values(), found.id, found.state],
        )
        row = cursor.fetchone()
        if row is None:
            raise NotNow("databanks.enquiry.decided", "This enquiry was answered meanwhile, or not by this role.")
    return Enquiry(*row)


def _tell_receivers(holder: Holder, found: Enquiry) -> None:
    """Whoever of another agency was shown the record, at least its identity: it was to be corrected."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select distinct agency from audit_touch where record = %s and level >= %s and agency not in ('', %s, %s)",
            [found.record, int(Level.CORE), holder.agency, found.agency],
        )
        receivers = [agency for (agency,) in cursor.fetchall()]
        cursor.execute("select owner_ref from databanks_identity where record_id = %s", [found.record])
        reference = cursor.fetchone()[0]
    for agency in receivers:
        workflow.post(
            agency,
            kind="record-corrected",
            subject=f"record/{found.record}",
            words={"agency": holder.agency, "ref": reference},
        )
