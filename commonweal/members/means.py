"""What an officer signs in with besides links: passkeys and one-time codes; entered, used once each time, taken away.

The database keeps the rules (migration 0006): entered under the officer's own warrant, used by a move forward alone.
Runs inside `warrants.reading` where it changes what an officer has.
"""

import uuid
from dataclasses import dataclass
from datetime import datetime

from django.db import ProgrammingError, connection, transaction

from commonweal.audit import journal
from commonweal.common.errors import NotAllowed, RuleBroken
from commonweal.members import policies
from commonweal.members.models import Officer

PASSKEY, CODES = "passkey", "codes"


@dataclass(frozen=True, slots=True)
class Means:
    """One passkey, or the one-time codes of a device."""

    id: uuid.UUID
    officer: str
    kind: str
    name: str
    credential: bytes | None
    public_key: bytes | None
    counter: int
    secret: bytes | None
    moment: int
    added_at: datetime
    used_at: datetime | None


def of(officer: str) -> list[Means]:
    """What an officer (by code) has, oldest first."""
    with connection.cursor() as cursor:
        cursor.execute("select * from members_means_of(%s)", [officer])
        return [_made(row) for row in cursor.fetchall()]


def by_credential(credential: bytes) -> Means | None:
    """The passkey with this credential, or None."""
    with connection.cursor() as cursor:
        cursor.execute("select * from members_means_by(%s)", [credential])
        row = cursor.fetchone()
    return _made(row) if row else None


def _made(row: tuple) -> Means:
    ready = (bytes(value) if isinstance(value, memoryview) else value for value in row)
    return Means(*ready)


def add(by: journal.Actor, kind: str, name: str, **of_kind: object) -> uuid.UUID:
    """Enter a means of the officer who acts, under his own warrant; `of_kind` are the further columns.

    Raises RuleBroken where he has ten, or the same already.
    """
    new = uuid.uuid4()
    entry = _entry("members.means.added", by, by.officer, kind=kind, means=str(new))
    columns = ("credential", "public_key", "counter", "secret", "moment")
    values = [of_kind.get(column, 0 if column in ("counter", "moment") else None) for column in columns]
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                "select members_add_means(%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)",
                [new, by.officer, kind, name.strip()[:60] or kind, *values, entry],
            )
    except ProgrammingError as refused:
        if "members.means.many" not in str(refused):
            raise
        raise RuleBroken("members.means.many", "You have ten already; take one away first.") from refused
    return new


def use(means: Means, *, counter: int = 0, moment: int, why: str, by: journal.Actor) -> bool:
    """Note that a means was used, for `sign-in` or as `proof`; False where counter or moment do not move forward."""
    entry = _entry("members.means.used", by, means.officer, kind=means.kind, means=str(means.id), why=why)
    with connection.cursor() as cursor:
        cursor.execute("select members_use_means(%s, %s, %s, %s)", [means.id, counter, moment, entry])
        return cursor.fetchone()[0]


def remove(means: uuid.UUID, *, by: journal.Actor) -> bool:
    """Take one of the officer's own away, under his warrant; False where he has no such one."""
    return _remove(means, by.officer, by, means=str(means))


def remove_all(officer: Officer, *, by: journal.Actor) -> bool:
    """Take everything away from an officer who has lost his device, under the warrant of an administrator of his.

    From then on a link alone lets him in, so that he registers anew. Raises NotAllowed where `by` may not manage him.
    """
    policies.check_can_manage(by, officer)
    return _remove(None, officer.code, by)


def _remove(one: uuid.UUID | None, officer: str, by: journal.Actor, **facts: str) -> bool:
    entry = _entry("members.means.removed", by, officer, **facts)
    with connection.cursor() as cursor:
        cursor.execute("select members_remove_means(%s, %s, %s)", [one, officer, entry])
        return cursor.fetchone()[0]


def _entry(verb: str, by: journal.Actor, officer: str, **facts: object) -> str:
    return journal.write(verb, by=by, about=(f"officer/{officer}",), **facts).entry


def not_let_in() -> NotAllowed:
    """The one refusal of whoever is not let in, whatever it was that did not hold."""
    return NotAllowed(
        "members.sign-in.refused",
        "This lets nobody in. Try again, use another means, or ask the registrar of your agency for a link.",
    )
