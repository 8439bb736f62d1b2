"""Keeping a record for longer: an officer asks with an individual assessment, another one, an approver, decides.

Without a decision the record ends on its day and is erased. Reasons stay with the record and go with it; the journal
keeps who weighed what, and who decided.
"""

import uuid
from collections.abc import Collection
from datetime import date, datetime, timedelta

from django.db import connection

from commonweal.audit import journal
from commonweal.common import clock
from commonweal.common.errors import BadInput, NotAllowed, NotNow
from commonweal.databanks import life, retention, status
from commonweal.databanks.life import Extension
from commonweal.databanks.terms import Weighed
from commonweal.handling import warrants
from commonweal.handling.terms import Level, Role
from commonweal.handling.warrants import Holder
from commonweal.workflow import actions as workflow

LONGEST = 2_000
ROLES = (Role.DESK, Role.READER, Role.APPROVER)


def ask(token: str, record: uuid.UUID, *, until: date, reasons: str, weighed: Collection[str]) -> Extension:
    """Ask to keep a record of one's own agency until the end of this day; returns what was asked.

    `weighed` are codes of `terms.Weighed`. Raises BadInput where the class of retention allows less, or where the
    assessment is none; NotAllowed in the same words for no such record and one that is not the holder's to keep.
    """
    _words("reasons", reasons)
    unknown = sorted(set(weighed) - set(Weighed))
    if unknown or not weighed:
        raise BadInput(
            "databanks.extension.nothing-weighed",
            "Say what was weighed: one or more of {known}.",
            known=", ".join(Weighed),
        )
    ends = retention.end_of(until)
    with warrants.reading(token) as holder, connection.cursor() as cursor:
        cursor.execute(
            "select r.expires, n.retention_class, r.bank, i.owner_ref from databanks_record r"
            " join databanks_custody c on c.record_id = r.id join databanks_narrative n on n.record_id = r.id"
            " join databanks_identity i on i.record_id = r.id where r.id = %s",
            [record],
        )
        found = cursor.fetchone()
        if found is None or holder.role not in ROLES:
            raise _not_owner()
        was, klass, bank, ref = found
        _within(klass, bank, holder.party, was_day=was.date(), until=until)
        new = uuid.uuid4()
        cursor.execute(
            "insert into databanks_extension (id, record, party, agency, asked_by, asked_at, was, until, reasons,"
            " weighed, state) values (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, 'asked')"
            " on conflict (record) where state = 'asked' do nothing",
            [new, record, holder.party, holder.agency, holder.officer, clock.now(), was, ends, reasons.strip(),
             sorted(set(weighed))],
        )  # fmt: skip
        if cursor.rowcount != 1:
            raise NotNow("databanks.extension.asked", "This was asked already; it waits for an approver.")
        made = life.one(holder, new)
        _say("databanks.extension.asked", holder, made, weighed=sorted(set(weighed)), until=until.isoformat())
        words = {"officer": holder.officer, "ref": ref, "date": until.isoformat(), "extension": str(new)}
        workflow.post(holder.agency, kind="extension-asked", subject=f"record/{record}", words=words, due=was)
    return made


def decide(token: str, extension: uuid.UUID, *, event: str, words: str) -> Extension:
    """An approver who did not ask grants or declines, with words of his own; the record's end moves at that moment."""
    _words("words", words)
    with warrants.reading(token) as holder:
        found, line = _next(holder, extension, event, who=holder.role)
        if found.asked_by == holder.officer:
            raise NotAllowed("databanks.extension.own", "Another officer decides: you asked for this yourself.")
        if found.was <= clock.now():
            raise NotNow("databanks.extension.over", "The term of the record is over; enter it anew if it is needed.")
        changed = _change(holder, found, line.next, words.strip())
        _say(line.verb, holder, changed)
        date_kept = changed.until if line.next == "granted" else changed.was
        workflow.post(
            holder.agency,
            officer=changed.asked_by,
            kind=f"extension-{line.next}",
            subject=f"record/{changed.record}",
            words={"officer": holder.officer, "ref": changed.owner_ref, "date": _last_day(date_kept)},
        )
    return changed


def take_back(token: str, extension: uuid.UUID) -> Extension:
    """Who asked takes it back before a decision."""
    with warrants.reading(token) as holder:
        found, line = _next(holder, extension, "withdraw", who="asker")
        if found.asked_by != holder.officer:
            raise _unknown()
        changed = _change(holder, found, line.next, "")
        _say(line.verb, holder, changed)
    return changed


def _within(klass: str, bank: str, party: str, *, was_day: date, until: date) -> None:
    """That the class allows this day: counted from today, as the database does."""
    known = retention.classes()[klass]
    if known.longest is None:
        raise BadInput(
            "databanks.extension.never",
            "A record of class {class} is never kept for longer; enter it anew in the class in which it is needed.",
            **{"class": klass},
        )
    most = min(known.longest, retention.most_months(klass, bank, retention.months_of(party)))
    latest = retention.behind(clock.today(), most)
    if not was_day <= until <= latest:
        raise BadInput(
            "databanks.extension.too-long",
            "A record of class {class} is kept until {latest} at most, and longer than now; you asked for {until}.",
            **{"class": klass, "latest": latest.isoformat(), "until": until.isoformat()},
        )


def _next(holder: Holder, extension: uuid.UUID, event: str, *, who: str) -> tuple[Extension, status.Transition]:
    found = life.one(holder, extension)
    if found is None:
        raise _unknown()
    return found, status.EXTENSION.line(found.state, event, who=(who,))


def _change(holder: Holder, found: Extension, state: str, words: str) -> Extension:
    with connection.cursor() as cursor:
        cursor.execute(
            "update databanks_extension set state = %s, decided_by = %s, decided_at = %s, words = %s"
            " where id = %s and state = 'asked'",
            [state, holder.officer, clock.now(), words, found.id],
        )
        if cursor.rowcount != 1:
            raise NotNow("databanks.extension.decided", "This was decided meanwhile, or not by this role.")
        # The warning that waits is settled with what it asked for.
        cursor.execute(
            "update workflow_inbox set done_at = %s where kind = 'extension-asked' and done_at is null"
            " and words ->> 'extension' = %s",
            [clock.now(), str(found.id)],
        )
    return life.one(holder, found.id)


def _say(verb: str, holder: Holder, of: Extension, **facts: object) -> None:
    touch = journal.Touch(of.record, holder.party, holder.agency, int(Level.FULL))
    about = (f"extension/{of.id}", f"record/{of.record}")
    journal.record(verb, by=holder.actor, about=about, touches=(touch,), **facts)


def _last_day(ends: datetime) -> str:
    return (ends - timedelta(microseconds=1)).date().isoformat()


def _words(field: str, text: str) -> None:
    if not text.strip() or len(text) > LONGEST or "\x00" in text:
        raise BadInput(
            "databanks.extension.no-reason",
            "The field {field} holds the assessment of this very record, in at most {longest} characters.",
            field=field,
            longest=LONGEST,
        )


def _not_owner() -> NotAllowed:
    return NotAllowed(
        "databanks.extension.not-owner", "There is no such record of your agency of which you may ask this."
    )


def _unknown() -> NotAllowed:
    return NotAllowed("databanks.extension.unknown", "There is no such request on which you may act.")
