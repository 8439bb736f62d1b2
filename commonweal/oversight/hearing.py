"""What the commission does with a case: identify, name records, ask owners, decide. Each step under its warrant.

A record is read only inside a case that names it; each reading is journalled and shown to its owner. The commission
changes no record: the owner corrects, deletes or blocks.
"""

import uuid

from django.db import connection

from commonweal.audit import journal
from commonweal.common import clock
from commonweal.common.errors import BadInput, NotAllowed
from commonweal.databanks import queries as databanks
from commonweal.databanks.queries import RecordView
from commonweal.handling import warrants
from commonweal.handling.warrants import Holder
from commonweal.names import clean, parse_date, romanise
from commonweal.oversight import cases, status
from commonweal.oversight.cases import Case
from commonweal.oversight.status import CASE
from commonweal.oversight.terms import AnswerForm, Outcome
from commonweal.workflow import actions as workflow
from commonweal.workflow import clocks


def identify(token: str, case: uuid.UUID) -> Case:
    """The commission has seen who asks, and takes the case."""
    with warrants.reading(token) as holder, connection.cursor() as cursor:
        return _step(cursor, holder, case, "identify", agency=holder.agency)


def admit(token: str, case: uuid.UUID) -> Case:
    """The case is admissible: the term of the answer runs from now."""
    with warrants.reading(token) as holder, connection.cursor() as cursor:
        found, now = cases.read(cursor, case), clock.now()
        due = status.months_after(now, cases.terms()[found.kind].amount)
        return _step(cursor, holder, case, "admit", admitted_at=now, due_at=due)


def refuse(token: str, case: uuid.UUID, *, because: str) -> Case:
    """The case is not admissible; the person reads why, which must say nothing of what is held."""
    reason = _words(because, most=1000)
    with warrants.reading(token) as holder, connection.cursor() as cursor:
        found = _step(
            cursor, holder, case, "refuse", agency=holder.agency, reason=reason, outcome=Outcome.REFUSED.value
        )
        cursor.execute(
            "update oversight_person set expires = common_now() + interval '1 year' where case_id = %s", [case]
        )
        return found


def name(
    token: str,
    case: uuid.UUID,
    *,
    agency: str = "",
    ref: str = "",
    number: str = "",
    born: str = "",
    words: str = "",
) -> list[uuid.UUID]:
    """Name records in a case: by the owner's agency and reference, by the number of a document, or by name and day of
    birth (two words must agree, as written or romanised). Returns those that are new in it.

    Who is named is open to the commission from now on, and the owner reads that it was. Raises BadInput where nothing
    to look by was given.
    """
    day = str(parse_date(born)) if born else ""
    spelled = sorted({each for word in clean(words).split() for each in (word.lower(), romanise(word).lower()) if each})
    if not ((agency and ref) or number or (day and len(spelled) > 1)):
        raise BadInput(
            "oversight.case.no-key",
            "Name a record by its owner's agency and reference, by the number of a document, or by name and date of"
            " birth.",
        )
    with warrants.reading(token) as holder, connection.cursor() as cursor:
        found = cases.read(cursor, case)
        if found.state not in (status.ADMITTED, status.CONSULTED):
            CASE.line(found.state, "consult", who=("commission",))
        key = "".join(sign for sign in clean(number).upper() if sign.isalnum())
        cursor.execute(
            "select oversight_name(%s, %s, %s, %s, %s, %s)",
            [case, agency.strip().upper(), ref.strip(), key, day, spelled],
        )
        new = [row[0] for row in cursor.fetchall()]
        seen = databanks.fetch(new, holder=holder)
        journal.record(
            "oversight.records.named",
            by=holder.actor,
            about=(f"case/{found.number}",),
            touches=[databanks.touch(seen[each]) for each in new if each in seen],
        )
        return new


def record(token: str, case: uuid.UUID, wanted: uuid.UUID) -> RecordView | None:
    """A record that the case names, as the commission reads it; None where the case names no such record.

    The reading is journalled, and the owner finds it in his list.
    """
    with warrants.reading(token), connection.cursor() as cursor:
        if wanted not in {each.record for each in cases.named(cursor, case)}:
            return None
    return databanks.record(token, wanted)


def consult(token: str, case: uuid.UUID, *, question: str = "") -> Case:
    """Ask the owners of the records named that were not asked yet. The step is taken where none is named."""
    with warrants.reading(token) as holder, connection.cursor() as cursor:
        found, now = cases.read(cursor, case), clock.now()
        due = clocks.in_days(now, cases.terms()["owner"].amount).due
        for each in cases.named(cursor, case):
            if each.asked_at is not None:
                continue
            cursor.execute(
                "update oversight_named set question = %s, asked_at = %s, due_at = %s"
                " where case_id = %s and record = %s",
                [_words(question, most=2000), now, due, case, each.record],
            )
            workflow.post(
                each.owner_agency,
                kind="complaint-asked",
                subject=f"record/{each.record}",
                words={"agency": holder.agency, "case": found.number, "ref": each.ref},
                due=due,
            )
        return _step(cursor, holder, case, "consult")


def decide(token: str, case: uuid.UUID, *, form: str, outcome: str, answer: str = "") -> Case:
    """Decide: in which form the person is told, and what was found. The answer waits for its day.

    The third form takes no words: its one sentence is the same for everybody. Raises NotNow while an owner was not
    asked, BadInput where form, outcome and words do not fit.
    """
    if form not in list(AnswerForm) or outcome not in list(Outcome) or outcome == Outcome.REFUSED:
        raise BadInput("oversight.case.no-decision", "Choose the form of the answer and what was found.")
    told = answer.strip()
    if form == AnswerForm.VERIFIED and told:
        raise BadInput(
            "oversight.case.verified-with-words",
            "The answer “all necessary verifications have taken place” goes out without a word beside it.",
        )
    if form != AnswerForm.VERIFIED:
        told = _words(answer, most=4000)
    with warrants.reading(token) as holder, connection.cursor() as cursor:
        found, now = cases.read(cursor, case), clock.now()
        named = cases.named(cursor, case)
        CASE.line(found.state, "decide", who=(holder.role,))
        if any(each.asked_at is None for each in named):
            raise BadInput(
                "oversight.case.not-asked", "The case names a record whose owner was not asked yet: ask the owners."
            )
        if form != AnswerForm.VERIFIED and not named:
            raise BadInput(
                "oversight.case.nothing-named", "The case names no record, so there are no data that could be told."
            )
        return _step(
            cursor, holder, case, "decide",
            decided_at=now, answer_at=status.release(found.admitted_at, now), form=form, outcome=outcome, answer=told,
        )  # fmt: skip


def _step(cursor, holder: Holder, case: uuid.UUID, event: str, **values: object) -> Case:
    """One line of the table, with what it sets; raises NotNow or NotAllowed as the table says."""
    found = cases.read(cursor, case)
    line = CASE.line(found.state, event, who=(holder.role,))
    values |= {"state": line.next}
    sets = ", ".join(f"{name} = %s" for name in values)
    cursor.execute(
        f"update oversight_case set {sets} where id = %s and state = %s", [*values.values(), case, line.state]
    )
    if cursor.rowcount != 1:
        raise NotAllowed("oversight.case.changed", "The case has changed meanwhile; look at it again.")
    journal.record(line.verb, by=holder.actor, about=(f"case/{found.number}",))
    return cases.read(cursor, case)


def _words(text: str, *, most: int) -> str:
    said = text.strip()
    if not said or len(said) > most or "\x00" in said:
        raise BadInput("oversight.case.no-words", "Write it in at most {most} characters.", most=most)
    return said
