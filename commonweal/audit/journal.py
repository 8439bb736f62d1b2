"""Writing in the journal: the one function by which every deed of this house leaves its trace.

An entry is written inside the transaction of its deed: both stay or neither. It is numbered later, by the sequencer, so
that nobody waits for anybody. The words of a question never go into `touches`, which owners read.
"""

import json
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256
from typing import NamedTuple
from uuid import UUID

from commonweal.audit import canonical, merkle, verbs
from commonweal.audit.receipts import receipt_code
from commonweal.common import clock
from commonweal.common.errors import BadInput

VERSION = 1
LONGEST = 65_536
"""Longest entry in bytes; the database refuses more."""


@dataclass(frozen=True)
class Actor:
    """Who did it and why, by code: an officer under a warrant, or the house itself."""

    officer: str
    party: str = ""
    agency: str = ""
    role: str = ""
    purpose: str = ""
    basis: str = ""
    case_ref: str = ""


class Touch(NamedTuple):
    """One record that a deed showed or changed: what its owner will be told. `level` is 1 (silent) to 4 (full)."""

    record: UUID
    owner_party: str
    owner_agency: str
    level: int


class Written(NamedTuple):
    """The canonical text of an entry, and the receipt that it will have wherever it is appended."""

    entry: str
    receipt: str


def systems_actor(*, purpose: str = "operation") -> Actor:
    """The house itself: the expiry job, the importer's own steps, an operator at the command line."""
    return Actor(officer="house", role="house", purpose=purpose)


def record(verb: str, *, by: Actor, about: Iterable[str] = (), touches: Iterable[Touch] = (), **facts: object) -> str:
    """Append an entry on Django's current connection, inside its transaction; returns the receipt code.

    `about`: stable references of what the deed is about. `facts`: whatever else must be known of it, in plain values
    (text, whole numbers, dates, lists, mappings). BadInput for a verb outside the catalogue or a value without a
    canonical form.
    """
    from django.db import connection

    touched = tuple(touches)
    entry, receipt = write(verb, by=by, about=about, touches=touched, **facts)
    with connection.cursor() as cursor:
        cursor.execute("select audit_append(%s, %s::jsonb)", [entry, touches_json(touched)])
    return receipt


def write(
    verb: str, *, by: Actor, about: Iterable[str] = (), touches: Sequence[Touch] = (), **facts: object
) -> Written:
    """The entry's text without appending it, for SQL functions that call `audit_append` themselves."""
    verbs.check(verb)
    content = {
        "v": VERSION,
        "verb": verb,
        "at": clock.now(),
        "by": {name: value for name, value in asdict(by).items() if value},
        "nonce": secrets.token_hex(16),  # no leaf hash can be guessed from what an entry probably says
    }
    subjects = [about] if isinstance(about, str) else list(about)
    content |= {"about": subjects} if subjects else {}
    content |= {"facts": facts} if facts else {}
    content |= {"touches": {"count": len(touches), "sha256": touches_digest(touches)}} if touches else {}
    entry = canonical.dumps(content)
    if len(entry.encode()) > LONGEST:
        raise BadInput(
            "audit.entry.too-long",
            "An entry holds at most {longest} bytes; put the digest of long facts into it.",
            longest=LONGEST,
        )
    return Written(entry, receipt_code(merkle.leaf_hash(entry.encode())))


def touches_digest(touches: Iterable[Touch]) -> str:
    """What an entry says of its touches: SHA-256 over their sorted lines, as SQL's `audit_touches_digest` makes it."""
    lines = sorted(f"{t.record}|{t.owner_party}|{t.owner_agency}|{int(t.level)}\n" for t in touches)
    return sha256("".join(lines).encode()).hexdigest()


def touches_json(touches: Iterable[Touch]) -> str:
    """The second argument of `audit_append`."""
    return json.dumps(
        [
            {
                "record": str(touch.record),
                "owner_party": touch.owner_party,
                "owner_agency": touch.owner_agency,
                "level": int(touch.level),
            }
            for touch in touches
        ]
    )
