"""Reads of what was judged: whether a candidate was judged not to be the person asked about, which records were judged
the same or different, and what waits for an owner. Each under a warrant; row-level security decides.

A person met is known by a key: a hash, under the house's secret, of his document's number, or of name and day of birth.
"""

import hashlib
import hmac
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import connection

from commonweal.audit import journal
from commonweal.common import clock
from commonweal.handling import warrants
from commonweal.handling.warrants import Holder
from commonweal.names import fold_name, numbers, parse_date
from commonweal.names.patterns import is_half_read

TELLING_FROM = 5
"""Signs from which the number of a document tells one person from all others."""


@dataclass(frozen=True, slots=True)
class Subject:
    """A person met, in the words of a question; "" for what is not known."""

    name: str = ""
    born: str = ""
    document: str = ""

    @property
    def document_key(self) -> bytes | None:
        """The key of the number; None where it was half-read or is too short."""
        folded = "" if is_half_read(self.document) else numbers.fold(self.document, "document")
        return _key("document", folded) if len(folded) >= TELLING_FROM else None

    @property
    def name_key(self) -> bytes | None:
        """The key of name and whole day of birth; None without one of them, or with one word of a name."""
        words = sorted({word.reduced for word in fold_name(self.name)})
        day = _day(self.born)
        return _key("name", " ".join(words) + "|" + day) if len(words) > 1 and day else None


def _day(born: str) -> str:
    read = parse_date(born) if born else None
    return f"{read.year}-{read.month:02}-{read.day:02}" if read and read.month and read.day else ""


def _key(kind: str, text: str) -> bytes:
    return hmac.new(settings.SECRET_KEY.encode(), f"judged {kind} {text}".encode(), hashlib.sha256).digest()


@dataclass(frozen=True, slots=True)
class Judgement:
    """A judgement as its two sides see it; columns of `databanks_judgement`, in order."""

    id: uuid.UUID
    record: uuid.UUID
    other: uuid.UUID | None
    verdict: str
    party: str
    agency: str
    officer: str
    reason: str
    state: str
    made_at: datetime
    until: datetime
    decided_at: datetime | None
    decided_by: str
    answer: str
    certificate: str | None

    @property
    def waits(self) -> bool:
        """Whether the owner has still to confirm it."""
        return self.state == "said"


@dataclass(frozen=True, slots=True)
class Told:
    """A judgement with whom it is about, for the agency that made it and the owner."""

    judgement: Judgement
    subject: Subject
    shown_as: str
    side: str


COLUMNS = ", ".join(Judgement.__slots__)
_OF_JUDGEMENT = ", ".join(f"j.{name}" for name in Judgement.__slots__)
_ACTS = "state in ('said', 'stands') and common_now() < until"


def of_candidates(met: Iterable[tuple[Subject, Iterable[uuid.UUID]]]) -> list[dict[uuid.UUID, Judgement]]:
    """For each person met, with the records that may mean him: those judged not to be he, with the judgement that
    weighs most. Inside `reading`.

    A document that was compared must be shown again: name and birth alone say nothing where it was. A certificate goes
    before other judgements, one that the owner confirmed before one that it did not.
    """
    found: list[dict[uuid.UUID, Judgement]] = []
    asked: list[tuple[int, uuid.UUID, bytes | None, bytes | None]] = []
    for at, (subject, records) in enumerate(met):
        found.append({})
        wanted = list(records)
        keys = (subject.document_key, subject.name_key) if wanted else (None, None)
        if any(keys):
            asked += [(at, record, *keys) for record in wanted]
    if not asked:
        return found
    with connection.cursor() as cursor:
        cursor.execute(
            f"select distinct on (at, record) a.at, {_OF_JUDGEMENT}"
            " from unnest(%s::integer[], %s::uuid[], %s::bytea[], %s::bytea[]) as a (at, wanted, document, name)"
            f" join databanks_judgement j on j.record = a.wanted and j.other is null and {_ACTS}"
            " and case when j.document_key is null then j.name_key = a.name else j.document_key = a.document"
            " and (j.name_key is null or a.name is null or j.name_key = a.name) end"
            " order by at, record, certificate is null, state = 'said', made_at desc",
            [list(column) for column in zip(*asked, strict=True)],
        )
        for at, *values in cursor.fetchall():
            judgement = Judgement(*values)
            found[at][judgement.record] = judgement
    return found


def between(records: Iterable[uuid.UUID]) -> list[Judgement]:
    """What was judged of pairs among these records; of one pair the newest word. Inside `reading`."""
    wanted = list(records)
    with connection.cursor() as cursor:
        cursor.execute(
            f"select distinct on (least(record, other), greatest(record, other)) {COLUMNS} from databanks_judgement"
            f" where record = any(%(all)s) and other = any(%(all)s) and {_ACTS}"
            " order by least(record, other), greatest(record, other), made_at desc",
            {"all": wanted},
        )
        return [Judgement(*row) for row in cursor.fetchall()]


def of_record(record: uuid.UUID) -> list[Judgement]:
    """What was judged of this record and another, as far as the reader sees both. Inside `reading`."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"select {COLUMNS} from databanks_judgement where %(id)s in (record, other) and other is not null"
            f" and {_ACTS} order by made_at desc",
            {"id": record},
        )
        return [Judgement(*row) for row in cursor.fetchall()]


def read(token: str, *, limit: int = 200) -> list[Told]:
    """What the holder's agency judged, and what others judged of its records; what waits for it first. Journalled."""
    with warrants.reading(token) as holder:
        found = _told(holder, "true", limit)
        journal.record("databanks.judgements.read", by=holder.actor, rows=len(found))
        return found


def one(holder: Holder, judgement: uuid.UUID) -> Told | None:
    """One judgement with the side on which the holder stands; None where there is none for him. Inside `reading`."""
    found = _told(holder, "j.id = %(id)s", 1, judgement)
    return found[0] if found else None


def _told(holder: Holder, where: str, limit: int, judgement: uuid.UUID | None = None) -> list[Told]:
    with connection.cursor() as cursor:
        cursor.execute(
            f"select {_OF_JUDGEMENT}, coalesce(d.name, ''), coalesce(d.born, ''), coalesce(d.document, ''),"
            " coalesce(i.owner_ref, ''), coalesce(r.owner_agency = %(agency)s and r.owner_party = %(party)s, false)"
            " from databanks_judgement j left join databanks_judged d on d.judgement = j.id"
            " left join databanks_record r on r.id = j.record left join databanks_identity i on i.record_id = j.record"
            f" where {where} and (d.judgement is not null or j.other is not null)"
            " order by j.state <> 'said', j.made_at desc limit %(limit)s",
            {"agency": holder.agency, "party": holder.party, "limit": limit, "id": judgement},
        )
        width = len(Judgement.__slots__)
        return [
            Told(Judgement(*row[:width]), Subject(*row[width : width + 3]), row[-2], "owner" if row[-1] else "asker")
            for row in cursor.fetchall()
        ]


@dataclass(frozen=True, slots=True)
class Certificate:
    """What a paper with a code says; never which record it clears."""

    number: str
    party: str
    agency: str
    issued_at: datetime
    until: datetime
    state: str
    name: str
    born: str
    document: str
    country: str

    @property
    def holds(self) -> bool:
        """Whether the owner still stands by it at this moment."""
        return self.state == "stands" and clock.now() < self.until


def certificate(token: str, code: str) -> Certificate | None:
    """The certificate with this code on its paper; None where there is none. Journalled, found or not."""
    with warrants.reading(token) as holder, connection.cursor() as cursor:
        cursor.execute("select * from databanks_certificate(%s)", [code_hash(code)])
        row = cursor.fetchone()
        about = (f"certificate/{row[0]}",) if row else ()
        journal.record("databanks.certificate.checked", by=holder.actor, about=about, found=row is not None)
        return Certificate(*row) if row else None


def code_hash(code: str) -> bytes:
    """The hash by which a code is known, however it was typed."""
    signs = "".join(sign for sign in code.upper()[:100] if sign.isascii() and sign.isalnum())
    return hashlib.sha256(f"certificate {signs}".encode()).digest()
