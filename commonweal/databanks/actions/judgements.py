"""Judging: two records are the same or different; a person met is not the one of a record; a certificate for him.

An officer's word holds for his agency, sets a candidate apart and hides none; the owner's word makes it everybody's.
It ends by itself within a year, and lapses when the identity of the record changes.
"""

import uuid
from datetime import timedelta

from django.db import connection

from commonweal.audit import journal
from commonweal.common import clock
from commonweal.common.errors import BadInput, NotAllowed, NotNow
from commonweal.databanks import judgements, queries, types
from commonweal.databanks.exports import new_mark
from commonweal.databanks.judgements import Judgement, Subject, Told, code_hash
from commonweal.databanks.judging import JUDGEMENT, SAID, STANDS
from commonweal.databanks.views import RecordView
from commonweal.handling import warrants
from commonweal.handling.warrants import Holder
from commonweal.names import compare_dates, parse_date
from commonweal.workflow import actions as workflow
from commonweal.workflow import queries as inbox

LONGEST = 365
"""Days for which a judgement holds at most, and as long as none are named."""
_LENGTHS = {"name": 300, "born": 40, "document": 100}


def judge(token: str, record: uuid.UUID, subject: Subject, *, because: str, days: int = LONGEST) -> Judgement:
    """An officer who looked at a hit says that this person is not the one of the record.

    It acts for his agency at once, and for all once the owner confirms it. A document's number is needed unless the
    officer sees a day of birth in the record that is not the person's. Raises BadInput, or NotAllowed in the same
    words for a record that is not there and one that the warrant does not see.
    """
    until = _until(because, days)
    _check_subject(subject)
    with warrants.reading(token) as holder:
        seen = _seen(record, holder)
        if holder.role != "reader":
            raise _unseen()
        _check_tellable(subject, seen)
        made = _enter(holder, seen, None, "different", SAID, because, until, subject=subject)
        journal.record(
            "databanks.judgement.said",
            by=holder.actor,
            about=_about(made),
            touches=(queries.touch(seen),),
            until=str(until),
        )
        words = {"agency": holder.agency, "ref": seen.owner_ref or seen.hit_ref, "judgement": str(made.id)}
        workflow.post(seen.owner_agency, kind="judgement-asked", subject=f"record/{record}", words=words)
        return made


def compare(
    token: str, record: uuid.UUID, other: uuid.UUID, *, verdict: str, because: str, days: int = LONGEST
) -> Judgement:
    """An owner of one of two records, who sees the identity of both, says that they are the same or different.

    Nothing is hidden by it: whoever sees both identities reads it beside them. A later word of either owner counts.
    """
    until = _until(because, days)
    if verdict not in ("same", "different"):
        raise BadInput("databanks.judgement.unknown-verdict", "Two records are judged same or different.")
    with warrants.reading(token) as holder:
        one, two = _seen(record, holder), _seen(other, holder)
        if record == other or "hit" in (one.level, two.level) or not (one.mine or two.mine):
            raise NotAllowed(
                "databanks.judgement.not-owner",
                "Two records are judged by the owner of one of them who sees who is meant in both.",
            )
        one, two = (one, two) if one.mine else (two, one)
        made = _enter(holder, one, two.id, verdict, STANDS, because, until)
        touches = (queries.touch(one), queries.touch(two))
        journal.record(
            "databanks.judgement.made", by=holder.actor, about=_about(made), touches=touches, verdict=verdict
        )
        return made


def certify(
    token: str, record: uuid.UUID, subject: Subject, *, because: str, country: str = "", days: int = LONGEST
) -> tuple[Judgement, str]:
    """The owner certifies, under an approver's warrant, that the holder of a document is not the one of its record.

    Returns the judgement with the certificate's number, and the code for its paper, which is kept nowhere. The record
    is another officer's contribution, so four eyes looked. Raises as `judge`.
    """
    until = _until(because, days)
    _check_subject(subject)
    if subject.document_key is None or not subject.name.strip():
        raise BadInput(
            "databanks.certificate.no-holder", "A certificate names its holder and the number of his document, in full."
        )
    with warrants.reading(token) as holder:
        seen = _seen(record, holder)
        kind = types.all_types().get(seen.type)
        if holder.role != "approver" or not seen.mine or kind is None or kind.group != "persons" or kind.protected:
            raise NotAllowed(
                "databanks.certificate.not-owner",
                "A certificate is issued by an approver of the agency that owns the record of a person who is sought.",
            )
        _check_tellable(subject, seen)
        code = new_mark("N", 4)
        marks = (new_mark("C", 2), code_hash(code))
        made = _enter(
            holder, seen, None, "different", STANDS, because, until, subject=subject, marks=marks, country=country[:2]
        )
        about = (*_about(made), f"certificate/{made.certificate}")
        journal.record("databanks.certificate.issued", by=holder.actor, about=about, touches=(queries.touch(seen),))
        return made, code


def decide(token: str, judgement: uuid.UUID, *, event: str, words: str = "") -> Judgement:
    """The owner confirms or declines what another officer said of its record; declining needs words."""
    if len(words) > 500 or "\x00" in words or (event == "decline" and not words.strip()):
        raise BadInput(
            "databanks.judgement.no-answer", "Give the reason in at most 500 characters: the asker reads it."
        )
    with warrants.reading(token) as holder:
        told = _mine(holder, judgement)
        line = JUDGEMENT.line(told.judgement.state, event, who=(told.side,))
        if told.judgement.officer == holder.officer:
            raise NotAllowed("databanks.judgement.own-word", "Another officer confirms what you said yourself.")
        changed = _change(holder, told, line.next, words.strip())
        journal.record(line.verb, by=holder.actor, about=_about(changed))
        _settle(changed, holder)
        workflow.post(
            changed.agency,
            kind="judgement-confirmed" if line.next == STANDS else "judgement-declined",
            subject=f"record/{changed.record}",
            words={"agency": holder.agency, "ref": told.shown_as, "judgement": str(changed.id)},
        )
        return changed


def undo(token: str, judgement: uuid.UUID, *, words: str = "") -> Judgement:
    """Either side undoes a judgement; of a certificate the owner alone: it is revoked."""
    if len(words) > 500 or "\x00" in words:
        raise BadInput(
            "databanks.judgement.no-answer", "Give the reason in at most 500 characters: the asker reads it."
        )
    with warrants.reading(token) as holder:
        told = _mine(holder, judgement)
        line = JUDGEMENT.line(told.judgement.state, "undo", who=("owner", "asker"))
        changed = _change(holder, told, line.next, words.strip())
        journal.record(line.verb, by=holder.actor, about=_about(changed))
        _settle(changed, holder)
        return changed


def _until(because: str, days: int) -> object:
    if not because.strip() or len(because) > 500 or "\x00" in because:
        raise BadInput(
            "databanks.judgement.no-reason", "Say in at most 500 characters what shows it; the owner reads this."
        )
    if not 1 <= days <= LONGEST:
        raise BadInput(
            "databanks.judgement.too-long", "A judgement holds from 1 to {most} days; then it is looked at anew.",
            most=LONGEST,
        )  # fmt: skip
    return clock.now() + timedelta(days=days)


def _check_subject(subject: Subject) -> None:
    for name, longest in _LENGTHS.items():
        value = getattr(subject, name)
        if len(value) > longest or "\x00" in value:
            raise BadInput(
                "databanks.judgement.subject-too-long",
                "The field {field} holds at most {longest} characters.",
                field=name,
                longest=longest,
            )


def _check_tellable(subject: Subject, seen: RecordView) -> None:
    """Only a person who can be told from the one sought is judged: by his document, or by another day of birth."""
    if seen.level != "hit" and subject.document_key and subject.document_key in _held(seen):
        raise BadInput(
            "databanks.judgement.same-document",
            "The record holds this very number: ask the owner whether the person is meant.",
        )
    if subject.document_key:
        return
    if not subject.name_key or not _another_age(subject.born, [each["date"] for each in seen.births]):
        raise BadInput(
            "databanks.judgement.no-document",
            "Give the number of the document in full: without it only a name with another day of birth than the record"
            " shows tells one person from another.",
        )


def _another_age(born: str, births: list[str]) -> bool:
    """Whether every day of birth of a record is years apart: a few days may be a slip of the pen."""
    asked = parse_date(born)
    apart = [compare_dates(asked, parse_date(each)).code == "names.date.years-apart" for each in births]
    return bool(apart) and all(apart)


def _held(seen: RecordView) -> set[bytes | None]:
    return {Subject(document=str(each.get("number", ""))).document_key for each in seen.values("identifiers")}


def _seen(record: uuid.UUID, holder: Holder) -> RecordView:
    found = queries.fetch([record], holder=holder).get(record)
    if found is None:
        raise _unseen()
    return found


def _unseen() -> NotAllowed:
    return NotAllowed("databanks.judgement.not-seen", "There is no such record under the purpose that is open.")


def _enter(
    holder: Holder,
    seen: RecordView,
    other: uuid.UUID | None,
    verdict: str,
    state: str,
    because: str,
    until: object,
    *,
    subject: Subject | None = None,
    marks: tuple[str, bytes] | tuple[None, None] = (None, None),
    country: str = "",
) -> Judgement:
    made = Judgement(
        id=uuid.uuid4(),
        record=seen.id,
        other=other,
        verdict=verdict,
        party=holder.party,
        agency=holder.agency,
        officer=holder.officer,
        reason=because.strip(),
        state=state,
        made_at=clock.now(),
        until=until,
        decided_at=None,
        decided_by="",
        answer="",
        certificate=marks[0],
    )
    keys = [subject.document_key, subject.name_key] if subject else [None, None]
    values = [*(getattr(made, name) for name in Judgement.__slots__), *keys, marks[1]]
    with connection.cursor() as cursor:
        cursor.execute(
            f"insert into databanks_judgement ({judgements.COLUMNS}, document_key, name_key, code_hash)"
            f" values ({', '.join(['%s'] * len(values))})",
            values,
        )
        if subject:
            cursor.execute(
                "insert into databanks_judged (judgement, name, born, document, country) values (%s, %s, %s, %s, %s)",
                [made.id, subject.name.strip(), subject.born, subject.document.strip(), country.upper()],
            )
    return made


def _mine(holder: Holder, judgement: uuid.UUID) -> Told:
    told = judgements.one(holder, judgement)
    if told is None:
        raise NotAllowed("databanks.judgement.unknown", "There is no such judgement that you may act on.")
    return told


def _change(holder: Holder, told: Told, state: str, words: str) -> Judgement:
    with connection.cursor() as cursor:
        cursor.execute(
            "update databanks_judgement set state = %s, answer = %s, decided_by = %s, decided_at = %s"
            f" where id = %s and state = %s returning {judgements.COLUMNS}",
            [state, words, holder.officer, clock.now(), told.judgement.id, told.judgement.state],
        )
        row = cursor.fetchone()
    if row is None:
        raise NotNow("databanks.judgement.decided", "This was decided meanwhile, or is not yours to decide.")
    return Judgement(*row)


def _settle(changed: Judgement, holder: Holder) -> None:
    """The item by which the owner was asked waits no longer, where it is the holder's."""
    for item in inbox.waiting():
        if item.kind == "judgement-asked" and item.words.get("judgement") == str(changed.id):
            workflow.done(item, by=holder.actor)


def _about(made: Judgement) -> tuple[str, ...]:
    both = (f"record/{made.record}", *((f"record/{made.other}",) if made.other else ()))
    return (f"judgement/{made.id}", *both)
