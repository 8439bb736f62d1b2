"""Graded disclosure: an officer asks an owner for the identity, then for all; a rule or an approver decides.

What is given is a consent with an end. Silence gives nothing: it stands overdue with both.
"""

import uuid
from datetime import datetime, timedelta

from django.db import IntegrityError, connection, transaction

from commonweal.audit import journal
from commonweal.common import clock
from commonweal.common.errors import BadInput, NotAllowed, NotNow
from commonweal.databanks import corrections, disclosures, queries
from commonweal.databanks.actions import records
from commonweal.databanks.disclosing import DISCLOSURE
from commonweal.databanks.disclosures import COLUMNS, RULE_COLUMNS, Disclosure, Rule
from commonweal.handling import warrants
from commonweal.handling.queries import purposes
from commonweal.handling.terms import HandlingCode, Level
from commonweal.handling.warrants import Holder
from commonweal.workflow import actions as workflow

LONGEST = {"reason": 2_000, "facts": 4_000, "answer": 4_000}
HOURS = 720
"""For which what a rule gives stands at most."""
STANDS = timedelta(days=366)
"""For which what an officer grants stands at most."""
LEVELS = {"core": Level.CORE, "full": Level.FULL}


def ask(token: str, record: uuid.UUID, *, level: str, reason: str, facts: str, urgent: bool = False) -> Disclosure:
    """Ask the owner for the next level of a record that a reader's warrant sees: `core` from a hit, `full` from core.

    `reason` says why it is needed, `facts` what the owner weighs: the offence, what is known. Where a rule of the owner
    fits, it is granted when this returns. Raises BadInput, NotNow where the agency has asked already, or NotAllowed in
    the same words for a record that does not exist and one that the warrant does not see.
    """
    words = _words(reason=reason, facts=facts)
    wanted = _level(level)
    now = clock.now()
    with warrants.reading(token) as holder:
        seen = queries.fetch([record], holder=holder).get(record) if holder.role == "reader" else None
        if seen is None or seen.mine:
            raise NotAllowed(
                "databanks.disclosure.not-seen",
                "There is no such record of another agency under the purpose that is open.",
            )
        shown = Level[seen.level.upper()]
        if wanted != shown + 1:
            raise BadInput(
                "databanks.disclosure.step",
                "You see this record at the level {shown}; the next that can be asked for is {next}.",
                shown=seen.level,
                next={Level.HIT: "core", Level.CORE: "full"}.get(shown, "none"),
            )
        term = corrections.terms()["disclosure-urgent" if urgent else f"disclosure-{level}"]
        new = uuid.uuid4()
        row = {
            "id": new,
            "record": record,
            "shown_as": seen.hit_ref if seen.level == "hit" else seen.owner_ref,
            "seen": int(shown),
            "wanted": int(wanted),
            "urgent": urgent,
            "bank": seen.bank,
            "classification": seen.classification,
            "owner_party": seen.owner_party,
            "owner_agency": seen.owner_agency,
            "party": holder.party,
            "agency": holder.agency,
            "kind": holder.kind,
            "officer": holder.officer,
            "purpose": holder.purpose,
            "case_ref": holder.case_ref or holder.standing_duty,
            "state": DISCLOSURE.first,
            "asked_at": now,
            "due_at": term.due(now),
            **words,
        }
        _insert("databanks_disclosure", row)
        about = (f"disclosure/{new}", f"record/{record}")
        touch = journal.Touch(record, seen.owner_party, seen.owner_agency, int(shown))
        journal.record("databanks.disclosure.asked", by=holder.actor, about=about, touches=(touch,), level=level)
        made = _released(holder, new)
        if made.state == DISCLOSURE.first:
            _post(made.owner_agency, "disclosure-asked", made, holder, due=made.due_at)
            _post(holder.agency, "disclosure-waits", made, holder, officer=holder.officer, of=made.owner_agency)
    return made


def _insert(table: str, row: dict[str, object]) -> None:
    """A row in the holder's own name; NotNow where the same is open already."""
    statement = f"insert into {table} ({', '.join(row)}) values ({', '.join(['%s'] * len(row))})"
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, list(row.values()))
    except IntegrityError as refused:
        if "databanks_disclosure_once" not in str(refused):
            raise
        raise NotNow(
            "databanks.disclosure.asked-already",
            "Your agency has asked for this already, and the owner has not decided; it stands under Disclosures.",
        ) from None


def _released(holder: Holder, new: uuid.UUID) -> Disclosure:
    """The request, granted where a rule of the owner gives it at once; the owner is told of that."""
    with connection.cursor() as cursor:
        cursor.execute("select databanks_release(%s)", [new])
        ends = cursor.fetchone()[0]
    made, _side = disclosures.one(holder, new)
    if ends is not None:
        line = DISCLOSURE.line("asked", "release", who=("rule",))
        about = (f"disclosure/{new}", f"record/{made.record}", f"rule/{made.rule}")
        touch = journal.Touch(made.record, made.owner_party, made.owner_agency, made.wanted)
        journal.record(line.verb, by=holder.actor, about=about, touches=(touch,), until=ends.isoformat())
        _post(made.owner_agency, "disclosure-released", made, holder)
    return made


def _post(
    agency: str,
    kind: str,
    made: Disclosure,
    holder: Holder,
    *,
    officer: str = "",
    of: str = "",
    due: datetime | None = None,
) -> None:
    """An item for one side; `of` is the agency that its sentence names, else the holder's."""
    words = {"agency": of or holder.agency, "ref": made.shown_as, "disclosure": str(made.id)}
    due = made.due_at if kind == "disclosure-waits" else due
    workflow.post(agency, kind=kind, subject=f"record/{made.record}", words=words, officer=officer, due=due)


def _words(**texts: str) -> dict[str, str]:
    for name, value in texts.items():
        if not value.strip() or len(value) > LONGEST[name] or "\x00" in value:
            raise BadInput(
                "databanks.disclosure.words",
                "Write the {field}, in at most {longest} characters: the owner weighs it.",
                field=name,
                longest=LONGEST[name],
            )
    return {name: value.strip() for name, value in texts.items()}


def _level(level: str) -> Level:
    if level not in LEVELS:
        raise BadInput("databanks.disclosure.level", "The level is one of {known}.", known=", ".join(LEVELS))
    return LEVELS[level]


def grant(token: str, wanted: uuid.UUID, *, until: datetime, words: str = "") -> Disclosure:
    """An approver of the owner consents until a moment within a year; the asker is told."""
    if not clock.now() < until <= clock.now() + STANDS:
        raise BadInput(
            "databanks.disclosure.until", "What is granted ends within a year: name a day that has not come."
        )
    with warrants.reading(token) as holder:
        found, line = _next(holder, wanted, "grant", side="owner")
        given = records.give(
            holder,
            found.record,
            agency=found.agency,
            party=found.party,
            level=found.wanted,
            until=until,
            because=f"disclosure {found.id}",
        )
        return _answered(holder, found, line, until=until, consent=given, answer=words.strip()[: LONGEST["answer"]])


def refuse(token: str, wanted: uuid.UUID, *, ground: str, words: str = "") -> Disclosure:
    """An approver of the owner refuses on a ground of the list (`disclosures.grounds`); the asker is told."""
    if ground not in disclosures.grounds():
        raise BadInput(
            "databanks.disclosure.ground",
            "A refusal names its ground, one of {known}.",
            known=", ".join(disclosures.grounds()),
        )
    with warrants.reading(token) as holder:
        found, line = _next(holder, wanted, "refuse", side="owner")
        return _answered(holder, found, line, ground=ground, answer=words.strip()[: LONGEST["answer"]])


def revoke(token: str, wanted: uuid.UUID, *, words: str = "") -> Disclosure:
    """An approver of the owner takes back what was granted; it shows nothing from this statement on."""
    with warrants.reading(token) as holder, connection.cursor() as cursor:
        found, line = _next(holder, wanted, "revoke", side="owner")
        cursor.execute(
            "update handling_consent set revoked_at = %s where id = %s and revoked_at is null",
            [clock.now(), found.consent],
        )
        return _answered(holder, found, line, answer=words.strip()[: LONGEST["answer"]])


def take_back(token: str, wanted: uuid.UUID) -> Disclosure:
    """An officer of the asking agency takes a request back that has no decision yet."""
    with warrants.reading(token) as holder:
        found, line = _next(holder, wanted, "withdraw", side="asker")
        changed = _change(holder, found, line.next)
        about = (f"disclosure/{found.id}", f"record/{found.record}")
        journal.record(line.verb, by=holder.actor, about=about)
        return changed


def _next(holder: Holder, wanted: uuid.UUID, event: str, *, side: str) -> tuple[Disclosure, object]:
    """The request and the line by which the event happens to it; raises in the same words for none and for a hidden."""
    found = disclosures.one(holder, wanted)
    if found is None or found[1] != side:
        raise NotAllowed("databanks.disclosure.unknown", "There is no such request that you may act on.")
    if side == "owner" and holder.role != "approver":
        raise NotAllowed("databanks.disclosure.needs-approver", "Disclosure is decided in the role approver.")
    return found[0], DISCLOSURE.line(found[0].state_on(clock.now()), event, who=(side,))


def _answered(holder: Holder, found: Disclosure, line: object, **values: object) -> Disclosure:
    """The owner's decision, journalled with its touch, and told to the officer who asked."""
    changed = _change(holder, found, line.next, **values)
    touch = journal.Touch(found.record, found.owner_party, found.owner_agency, int(Level.FULL))
    about = (f"disclosure/{found.id}", f"record/{found.record}")
    journal.record(line.verb, by=holder.actor, about=about, touches=(touch,), ground=changed.ground, state=line.next)
    _post(found.agency, f"disclosure-{line.next}", changed, holder)
    return changed


def _change(holder: Holder, found: Disclosure, state: str, **other: object) -> Disclosure:
    values = {"state": state, "answered_by": holder.officer, "answered_at": clock.now(), **other}
    with connection.cursor() as cursor:
        cursor.execute(
            f"update databanks_disclosure set {', '.join(f'{name} = %s' for name in values)}"
            f" where id = %s and state = %s returning {COLUMNS}",
            [*values.values(), found.id, found.state],
        )
        row = cursor.fetchone()
        if row is None:
            raise NotNow("databanks.disclosure.decided", "This request was decided meanwhile, or not by this role.")
    return Disclosure(*row)


def make_rule(
    token: str, *, party: str, kind: str, purpose: str, handling: list[str], level: str, hours: int, reason: str
) -> Rule:
    """An approver makes a rule of his agency: what is given at once, for how many hours, to whom and for what."""
    faults = {
        "purpose": purpose in purposes(),
        "handling": bool(handling) and set(handling) <= set(HandlingCode),
        "party": 0 < len(party) <= 40 and party.isprintable(),
        "kind": 0 < len(kind) <= 40 and kind.isprintable(),
        "hours": 1 <= hours <= HOURS,
        "reason": bool(reason.strip()) and len(reason) <= 500 and "\x00" not in reason,
    }
    if wrong := [name for name, fits in faults.items() if not fits]:
        raise BadInput(
            "databanks.disclosure.rule",
            "A rule names a party, a kind of agency, a purpose, handling codes, 1 to {most} hours and a reason; check"
            " {field}.",
            most=HOURS,
            field=wrong[0],
        )
    wanted = _level(level)
    with warrants.reading(token) as holder, connection.cursor() as cursor:
        if holder.role != "approver":
            raise NotAllowed("databanks.disclosure.needs-approver", "Disclosure is decided in the role approver.")
        made = Rule(
            uuid.uuid4(), holder.party, holder.agency, party, kind, purpose, sorted(handling), int(wanted), hours,
            reason.strip(), holder.officer, clock.now(), "", None,
        )  # fmt: skip
        values = [getattr(made, name) for name in Rule.__slots__]
        cursor.execute(
            f"insert into databanks_release_rule ({RULE_COLUMNS}) values ({', '.join(['%s'] * len(values))})", values
        )
        words = {"party": party, "kind": kind, "purpose": purpose, "level": level, "hours": hours}
        journal.record("databanks.release-rule.made", by=holder.actor, about=(f"rule/{made.id}",), **words)
    return made


def end_rule(token: str, rule: uuid.UUID) -> None:
    """An approver ends a rule of his agency; what it gave before stands until its own end."""
    with warrants.reading(token) as holder, connection.cursor() as cursor:
        cursor.execute(
            "update databanks_release_rule set ended_at = %s, ended_by = %s where id = %s and ended_at is null",
            [clock.now(), holder.officer, rule],
        )
        if cursor.rowcount != 1:
            raise NotAllowed("databanks.disclosure.no-rule", "There is no such rule of your agency that you may end.")
        journal.record("databanks.release-rule.ended", by=holder.actor, about=(f"rule/{rule}",))
