"""Second reviews: an approver puts drafts before an agency of another party, whose reviewer accepts or refuses."""

import uuid
from collections.abc import Sequence

from django.db import InternalError, ProgrammingError, connection
from psycopg.errors import InsufficientPrivilege

from commonweal.audit import journal
from commonweal.common import clock
from commonweal.common.errors import BadInput, NotAllowed, NotNow
from commonweal.databanks import corrections, neutrality, reviews
from commonweal.databanks.standing import DRAFT, RECORD
from commonweal.handling import warrants
from commonweal.handling.terms import Level, Role
from commonweal.workflow import actions as workflow

LONGEST = 2_000


def ask(token: str, records: Sequence[uuid.UUID], *, agency: str) -> int:
    """Put drafts of one's own agency before an agency of another party; returns how many. For an approver.

    One that lies before that agency already is passed over. Raises BadInput where the agency is none that could review.
    """
    if agency not in {code for code, _ in reviews.reviewers(token)}:
        raise BadInput(
            "databanks.review.no-reviewer",
            "{agency} has no reviewer, or is of your own state; choose an agency of another state or a common body.",
            agency=agency[:60] or "–",
        )
    until = corrections.terms()["review"].due(clock.now())
    with warrants.reading(token) as holder, connection.cursor() as cursor:
        if holder.role != Role.APPROVER:
            raise NotAllowed("databanks.batch.not-approver", "Approving needs a warrant in the role approver.")
        cursor.execute(
            "insert into handling_review (id, record, agency, until, asked_by, asked_agency)"
            " select gen_random_uuid(), c.record_id, %s, %s, %s, %s from databanks_custody c"
            " where c.record_id = any(%s) and c.status = 'draft' and not exists (select 1 from handling_review v"
            " where v.record = c.record_id and v.agency = %s and v.closed_at is null and v.until > common_now())",
            [agency, until, holder.officer, holder.agency, list(records), agency],
        )
        asked = cursor.rowcount
        if asked:
            about = tuple(f"record/{each}" for each in records)
            touches = tuple(journal.Touch(each, holder.party, holder.agency, int(Level.FULL)) for each in records)
            journal.record("databanks.review.asked", by=holder.actor, about=about, touches=touches, agency=agency)
            words = {"agency": holder.agency, "entries": asked}
            workflow.post(agency, kind="review-asked", subject=f"reviews/{holder.agency}", words=words, due=until)
    return asked


def decide(token: str, review: uuid.UUID, *, seen: str, accept: bool, reason: str = "", words: str = "") -> None:
    """A reviewer accepts the draft, which is active from then on, or refuses it for a coded reason.

    `seen` is the hash of what he read (`reviews.read`): another content is not decided on unread. Raises BadInput where
    the reason is none of the known, or where "other" is not said in words.
    """
    reason, words = ("", words.strip()) if accept else (reason, words.strip())
    if not accept and reason not in neutrality.reasons():
        raise BadInput(
            "databanks.review.no-reason",
            "Give the reason of the refusal: one of {known}.",
            known=", ".join(neutrality.reasons()),
        )
    if reason == neutrality.OTHER and not words:
        raise BadInput("databanks.review.other-needs-words", "For another reason, say in words which it is.")
    if len(words) > LONGEST:
        raise BadInput("databanks.review.too-long", "Say it in at most {longest} characters.", longest=LONGEST)
    line = RECORD.line(DRAFT, "accept" if accept else "refuse", who=("reviewer",))
    with warrants.reading(token) as holder, connection.cursor() as cursor:
        try:
            cursor.execute(
                "select record, owner_party, owner_agency, owner_ref from databanks_decide_review(%s, %s, %s, %s, %s)",
                [review, bytes.fromhex(seen) if _is_hash(seen) else b"", accept, reason, words],
            )
        except (ProgrammingError, InternalError) as error:
            raise _refusal(error) from None
        record, party, agency, ref = cursor.fetchone()
        touch = journal.Touch(record, party, agency, int(Level.FULL))
        about = (f"record/{record}", f"review/{review}")
        journal.record(line.verb, by=holder.actor, about=about, touches=(touch,), status=line.next, reason=reason)
        kind = "review-accepted" if accept else "review-refused"
        workflow.post(agency, kind=kind, subject=f"record/{record}", words={"agency": holder.agency, "ref": ref})


def _is_hash(text: str) -> bool:
    return len(text) == 64 and all(sign in "0123456789abcdef" for sign in text)


def _refusal(error: Exception) -> Exception:
    """What the database refused, as an error with a sentence."""
    code = str(error).split("\n")[0].split(":")[0]
    if isinstance(error.__cause__, InsufficientPrivilege) and code == "databanks.review.changed":
        return NotNow("databanks.review.changed", "The entry was changed meanwhile; read it again, then decide.")
    if isinstance(error.__cause__, InsufficientPrivilege) and code == "databanks.review.decided":
        return NotNow("databanks.review.decided", "This entry no longer waits for a reviewer.")
    if isinstance(error.__cause__, InsufficientPrivilege) and code == "databanks.review.not-yours":
        return NotAllowed("databanks.review.not-yours", "No such entry was put before your agency for review.")
    return error
