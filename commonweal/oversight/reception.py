"""The public side: a person asks, gets a code, and looks up by it how far the commission is. No warrant is needed.

Nothing here looks at records, so neither words nor time can tell what is held. A code that nobody has answers like one
whose case was never there, after the same work.
"""

import hashlib
import hmac
import secrets
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import connection, transaction
from django.db.utils import DatabaseError

from commonweal.audit import journal
from commonweal.audit.receipts import ALPHABET
from commonweal.common import clock
from commonweal.common.errors import BadInput, NotNow
from commonweal.handling import warrants
from commonweal.names import parse_date
from commonweal.oversight import status
from commonweal.oversight.terms import CaseKind

_READ = str.maketrans("ILO", "110", " -")
PUBLIC = journal.Actor(officer="public", role="person")
VERIFIED = "All necessary verifications have taken place."
LIMITS = {"name": 300, "born": 40, "evidence": 300, "wants": 2000}


@dataclass(frozen=True, slots=True)
class Request:
    """What a person asks: who he is, by what that is seen (a reference, no copy), what he wants."""

    kind: str
    name: str
    born: str
    evidence: str
    wants: str
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Received:
    """That a request was taken; the code is shown this once."""

    number: str
    code: str
    due: datetime


@dataclass(frozen=True, slots=True)
class State:
    """What the holder of a code is told. `stage` is one of `status.PUBLIC`; `form` is empty before the answer."""

    kind: str
    stage: str
    received_at: datetime
    admitted_at: datetime | None
    due_at: datetime
    reason: str
    form: str
    answer: str


def receive(asked: Request, *, address: str = "", token: str = "") -> Received:
    """Take a request: from anybody at `address`, or what came by letter, entered by a commission's officer (`token`).

    Raises BadInput naming what is missing, NotNow where too many came within an hour.
    """
    request = _checked(asked)
    code, number, new = f"A-{_signs(16)}", f"Q-{_signs(8)}", uuid.uuid4()
    about = (f"case/{number}",)
    values = (new, number, _hash(code), knock(address), *request)
    if token:
        with warrants.reading(token) as holder:
            entry = journal.write("oversight.case.entered", by=holder.actor, about=about, kind=asked.kind).entry
            return Received(number, code, _entered(values, entry))
    entry = journal.write("oversight.request.received", by=PUBLIC, about=about, kind=asked.kind).entry
    return Received(number, code, _entered(values, entry))


def _entered(values: tuple, entry: str) -> datetime:
    with _limited(), connection.cursor() as cursor:
        cursor.execute(f"select oversight_receive({', '.join(['%s'] * (len(values) + 1))})", [*values, entry])
        return cursor.fetchone()[0]


def look(code: str, *, address: str = "") -> State | None:
    """What the holder of this code is told; None where no case has it. Raises NotNow where too many looked."""
    with _limited(), connection.cursor() as cursor:
        cursor.execute("select * from oversight_state(%s, %s)", [_hash(code), knock(address)])
        row = cursor.fetchone()
        journal.record("oversight.request.looked-up", by=PUBLIC)
    if row is None:
        return None
    kind, state, *rest = row
    return State(kind, status.PUBLIC[state], *rest)


@contextmanager
def _limited() -> Iterator[None]:
    """A transaction whose refusal for too many requests is said in words."""
    try:
        with transaction.atomic():
            yield
    except DatabaseError as fault:
        if "oversight.request.too-many" not in str(fault):
            raise
        raise NotNow(
            "oversight.request.too-many",
            "Too many requests came within an hour. Try again in an hour, or write a letter to the commission.",
        ) from None


def knock(address: str) -> bytes:
    """By what requests from one address are counted within an hour: no address can be read from it."""
    day = clock.today().isoformat()
    return hmac.new(settings.SECRET_KEY.encode(), f"oversight|{day}|{address}".encode(), hashlib.sha256).digest()


def _hash(code: str) -> bytes:
    signs = code.upper().translate(_READ).removeprefix("A") if len(code) < 100 else ""
    return hashlib.sha256(f"case|{signs}".encode()).digest()


def _signs(number: int) -> str:
    signs = "".join(secrets.choice(ALPHABET[:10] + ALPHABET[11:]) for _ in range(number))  # no A: a code begins with it
    return "-".join(signs[at : at + 4] for at in range(0, number, 4))


def _checked(asked: Request) -> tuple[str, ...]:
    if asked.kind not in list(CaseKind):
        raise BadInput("oversight.request.kind", "Say what you ask for: access, correction or deletion.")
    values = {name: " ".join(getattr(asked, name).split()) for name in LIMITS}
    for name, most in LIMITS.items():
        if "\x00" in values[name] or len(values[name]) > most:
            raise BadInput("oversight.request.too-long", "The field {field} has at most {most} characters.",
                           field=name, most=most)  # fmt: skip
    missing = [name for name in ("name", "born", "evidence", "wants") if not values[name]]
    if missing:
        raise BadInput(
            "oversight.request.incomplete",
            "The commission needs your name, your date of birth, by what it can see who you are, and what you ask for."
            " Missing: {missing}.",
            missing=", ".join(missing),
        )
    born = parse_date(values["born"])
    language = asked.language if asked.language in ("en", "ru") else "en"
    return asked.kind, values["name"], str(born), values["evidence"], values["wants"], language
