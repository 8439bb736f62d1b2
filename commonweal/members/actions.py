"""The verbs of the register: accredit, suspend, let in. Loading is in `loading`; both journal every deed."""

import secrets
from datetime import datetime, timedelta

from django.db import connection, transaction

from commonweal.audit import journal
from commonweal.common import clock
from commonweal.common.errors import BadInput, NotAllowed, NotNow
from commonweal.members import codes, means, passkeys, policies, queries
from commonweal.members.first_run import digest
from commonweal.members.loading import load_cast, load_reference
from commonweal.members.models import Accreditation, Officer, SignInLink
from commonweal.members.standing import HOLDER, LINK, OFFICER, REGISTRAR

__all__ = [
    "accredit",
    "issue_sign_in_link",
    "load_cast",
    "load_reference",
    "officer_of_link",
    "suspend",
    "use_passkey",
    "use_sign_in_link",
]

LINK_LIFE = timedelta(hours=24)
LONGEST_ACCREDITATION = timedelta(days=5 * 366)


@transaction.atomic
def accredit(officer: Officer, *, since: datetime, until: datetime, by: journal.Actor) -> Accreditation:
    """Accredit an officer from `since` to before `until` (aware moments, at most five years).

    Runs inside `warrants.reading` under the warrant of an administrator, for the database lets nobody else accredit.
    Raises NotAllowed where `by` may not manage him, NotNow where he is suspended, BadInput for a term that is none.
    """
    policies.check_can_accredit(by, officer)
    line = OFFICER.line(queries.standing(officer), "accredit", who=REGISTRAR)
    if not timedelta(0) < until - since <= LONGEST_ACCREDITATION:
        raise BadInput(
            "members.accreditation.term",
            "An accreditation ends after it begins and lasts at most five years; accredit again when it ends.",
        )
    made, new = Accreditation.objects.get_or_create(
        officer=officer, since=since, until=until, defaults={"by": by.officer}
    )
    if new:
        about = (f"officer/{officer.code}",)
        journal.record(line.verb, by=by, about=about, since=since, until=until)
    return made


@transaction.atomic
def suspend(officer: Officer, *, because: str, by: journal.Actor) -> Officer:
    """Suspend an officer at once: all his warrants close (a trigger sees to it), his sessions end, his links no longer
    let him in.

    Suspending one who is suspended changes nothing. Raises NotAllowed where `by` may not manage him, BadInput without
    a reason.
    """
    policies.check_can_manage(by, officer)
    if not because.strip():
        raise BadInput("members.officer.no-reason", "A suspension needs a reason.")
    was = queries.standing(officer)
    if Officer.objects.filter(code=officer.code, suspended_at=None).update(suspended_at=clock.now()):
        line = OFFICER.line(was, "suspend", who=REGISTRAR)
        journal.record(line.verb, by=by, about=(f"officer/{officer.code}",), because=because.strip())
    officer.refresh_from_db()
    return officer


@transaction.atomic
def issue_sign_in_link(officer: Officer, *, by: journal.Actor) -> str:
    """Make a one-time link for an officer; returns its token, 256 random bits that are kept nowhere.

    It lets him in once within 24 hours. Raises NotAllowed where `by` may not manage him, NotNow where he is suspended
    or not accredited.
    """
    policies.check_can_manage(by, officer)
    if not _may_come_in(officer):
        raise NotNow(
            "members.officer.no-standing",
            "{officer} is suspended or not accredited today; accredit first.",
            officer=officer.code,
        )
    token = secrets.token_urlsafe(32)
    entry = journal.write("members.link.issued", by=by, about=(f"officer/{officer.code}",)).entry
    with connection.cursor() as cursor:  # the database takes a link together with its trace, and not otherwise
        cursor.execute(
            "select members_issue_link(%s, %s, %s, %s)", [digest(token), officer.code, clock.now() + LINK_LIFE, entry]
        )
    return token


@transaction.atomic
def use_sign_in_link(token: str, *, code: str = "") -> Officer:
    """Let an officer in by his one-time link; returns him. Who has passkeys or codes shows a code besides.

    Of several who use the same link at once, one comes in: the row is taken by a single conditional update. Raises
    NotAllowed, in the same words whether the link is unknown, used, expired or its officer may not act; and where the
    code is wrong or lacking, which leaves the link.
    """
    now, link = clock.now(), SignInLink.objects.filter(token_hash=digest(token))
    taken = link.filter(used_at=None, expires__gt=now).update(used_at=now)
    officer = queries.officer(link.get().officer_id) if taken else None
    if officer is None or not _may_come_in(officer):
        raise NotAllowed(
            "members.link.not-valid",
            "This sign-in link does not let anybody in: it is used, expired or mistyped. Ask for a new one.",
        )
    if means.of(officer.code) and not codes.use(officer.code, code, why="sign-in"):
        raise NotAllowed(
            "members.link.not-alone",
            "A link alone does not let in an officer who has a passkey or one-time codes. Sign in with the passkey, or"
            " give a code beside the link; an administrator can take lost ones away.",
        )
    actor = queries.actor(officer.code)
    journal.record(LINK.line("issued", "use", who=HOLDER).verb, by=actor, about=(f"officer/{officer.code}",))
    return officer


def officer_of_link(token: str) -> Officer | None:
    """Whom a link would let in now, for what its page asks besides; None where it lets in nobody."""
    link = SignInLink.objects.filter(token_hash=digest(token), used_at=None, expires__gt=clock.now()).first()
    return queries.officer(link.officer_id) if link else None


@transaction.atomic
def use_passkey(answer: str, state: str) -> Officer:
    """Let an officer in by a passkey of his; returns him. NotAllowed, in the same words whatever does not hold."""
    used = passkeys.use(answer, state, why="sign-in")
    officer = queries.officer(used.officer) if used else None
    if officer is None or not _may_come_in(officer):
        raise means.not_let_in()
    return officer


def _may_come_in(officer: Officer) -> bool:
    return officer.suspended_at is None and queries.accredited_on(officer.code)
