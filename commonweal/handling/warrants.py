"""Warrants: what authorises a query. Opened, committed and journalled before any read; held as a capability.

The token is 256 random bits that only its holder has; the database keeps its hash. A reading transaction sets the
token for itself alone, and row-level security asks `handling_me()` who holds it.
"""

import hashlib
import secrets
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

import psycopg
from django.db import connection, transaction

from commonweal.audit import journal
from commonweal.common.errors import BadInput, NotAllowed, NotNow
from commonweal.handling.decision import Warrant
from commonweal.handling.queries import purposes

LONGEST = 720
"""Minutes that a warrant may stay open at most (a shift of twelve hours)."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A warrant just opened: `token` is shown this once."""

    id: uuid.UUID
    token: str
    until: datetime
    receipt: str


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds a warrant in order, and for what."""

    id: uuid.UUID
    officer: str
    party: str
    agency: str
    kind: str
    unit: str
    clearance: int
    role: str
    purpose: str
    basis: str
    case_ref: str
    standing_duty: str
    opened_at: datetime
    until: datetime
    settled: bool = True
    """Whether the journal's witnesses confirmed it in time; without, nothing of other parties is shown."""

    @property
    def notice(self) -> NotNow | None:
        """What the holder must be told beside every answer while he is shown less than his due."""
        if self.settled:
            return None
        return NotNow(
            "handling.journal.unsettled",
            "Records of other states and bodies are not shown now: no quorum of witnesses has confirmed the journal in"
            " time. Finding nothing therefore means nothing. Your own records are open as before; the operator sees"
            " which witness is missing.",
        )

    @property
    def actor(self) -> journal.Actor:
        """The same person as the journal names him."""
        return journal.Actor(
            officer=self.officer,
            party=self.party,
            agency=self.agency,
            role=self.role,
            purpose=self.purpose,
            basis=self.basis,
            case_ref=self.case_ref or self.standing_duty,
        )

    @property
    def warrant(self) -> Warrant:
        """The part that the policy looks at."""
        return Warrant(
            officer=self.officer,
            party=self.party,
            agency=self.agency,
            kind=self.kind,
            unit=self.unit,
            clearance=self.clearance,
            role=self.role,
            purpose=self.purpose,
        )


def token_hash(token: str) -> bytes:
    """What the database keeps of a token."""
    return hashlib.sha256(token.encode()).digest()


def open_warrant(
    officer: str,
    *,
    role: str,
    purpose: str,
    basis: str,
    case_ref: str = "",
    standing_duty: str = "",
    minutes: int = 30,
) -> Opened:
    """Open a warrant for an accredited officer and journal it; committed when this returns.

    Party, agency, kind, unit and clearance come from the register, never from the caller. Runs on a connection of
    its own, so that neither an outer transaction nor its rollback can hide it. `minutes`: 1 to 720.
    Raises BadInput where purpose, basis or case are missing, NotAllowed where the officer has no such standing.
    """
    _check_words(purpose, basis, case_ref or standing_duty, minutes)
    token, new_id = secrets.token_hex(32), uuid.uuid4()
    actor = journal.Actor(
        officer=officer,
        party="",
        agency="",
        role=role,
        purpose=purpose,
        basis=basis,
        case_ref=case_ref or standing_duty,
    )
    entry, receipt = journal.write("handling.warrant.opened", by=actor, about=(f"warrant/{new_id}",), minutes=minutes)
    arguments = (new_id, officer, role, purpose, basis, case_ref, standing_duty, minutes, token_hash(token), entry)
    try:
        with _own_connection() as own:
            until = own.execute(
                "select handling_open_warrant(%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)", arguments
            ).fetchone()[0]
    except psycopg.errors.RaiseException as refused:
        if "handling.warrant.needs-role" in str(refused):
            raise NotAllowed(
                "handling.warrant.needs-role",
                "The purpose {purpose} is for officers to whom the register gives the role {needs}; the agency's"
                " registrar can change that.",
                purpose=purpose,
                needs=purposes()[purpose]["needs"],
            ) from refused
        raise NotAllowed(
            "handling.warrant.no-standing",
            "Officer {officer} is not accredited in the role {role} today; the agency's registrar can change that.",
            officer=officer,
            role=role,
        ) from refused
    return Opened(id=new_id, token=token, until=until, receipt=receipt)


def _check_words(purpose: str, basis: str, case: str, minutes: int) -> None:
    for name, value in (("purpose", purpose), ("basis", basis), ("case reference or standing duty", case)):
        if not value.strip() or len(value) > 200 or "\x00" in value:
            raise BadInput(
                "handling.warrant.incomplete",
                "A warrant needs a {name} of at most 200 characters.",
                name=name,
            )
    if not 1 <= minutes <= LONGEST:
        raise BadInput("handling.warrant.too-long", "A warrant lasts between 1 and {longest} minutes.", longest=LONGEST)


@contextmanager
def _own_connection() -> Iterator[psycopg.Connection]:
    """A connection apart from Django's present one, in a transaction that is committed at the end of the block.

    From the pool where there is one: a fresh session of PostgreSQL costs four times what a warrant does.
    """
    if connection.pool:
        connection.pool.open()
        with connection.pool.connection() as own, own.transaction():
            yield own
        return
    parameters = connection.get_connection_params()
    for only_for_django in ("cursor_factory", "context", "prepare_threshold"):
        parameters.pop(only_for_django, None)
    with psycopg.connect(**parameters) as own:
        yield own


def close_warrant(token: str) -> None:
    """Close the warrant and journal it; closing a closed one changes nothing."""
    holder = current(token)
    if holder is None:
        return
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("select handling_close_warrant(%s)", [token_hash(token)])
        journal.record("handling.warrant.closed", by=holder.actor, about=(f"warrant/{holder.id}",))


@contextmanager
def reading(token: str) -> Iterator[Holder]:
    """A transaction in which the rows that the warrant may see are visible, and no others.

    Yields the holder; raises NotAllowed where the warrant is not in order. The token is taken back at the end, also
    inside an outer transaction.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("select set_config('commonweal.token', %s, true)", [token])
        holder = _holder(cursor)
        if holder is None:
            raise NotAllowed(
                "handling.warrant.not-in-order",
                "No purpose is open: open one with its basis and a case or standing duty, then ask again.",
            )
        yield holder
        cursor.execute("select set_config('commonweal.token', '', true)")


def current(token: str) -> Holder | None:
    """Who holds this token, or None where its warrant is closed, over, or does not exist."""
    if not token:
        return None
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("select set_config('commonweal.token', %s, true)", [token])
        holder = _holder(cursor)
        cursor.execute("select set_config('commonweal.token', '', true)")
    return holder


def _holder(cursor) -> Holder | None:
    cursor.execute("select (m).*, audit_settled() from handling_me() m where (m).officer is not null")
    row = cursor.fetchone()
    return Holder(*row) if row else None
