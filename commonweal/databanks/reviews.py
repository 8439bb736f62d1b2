"""Reads of second reviews: what waits for a reviewer of ours, what of ours waits for one, and what was refused.

A reviewer reads under a warrant in the role reviewer, and is given the drafts that were put before his agency; an owner
reads its drafts as its own records.
"""

import json
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db import connection

from commonweal.audit import journal
from commonweal.databanks import queries
from commonweal.databanks.views import RecordView
from commonweal.handling import warrants
from commonweal.handling.terms import Role

OTHER_AT_MOST = 0.1
"""Share of refusals for the reason "other" above which the report warns: a reason of its own is missing."""
LEAST = 10
"""No count under this leaves the database."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A review that waits for an officer of the holder's agency."""

    id: uuid.UUID
    record: uuid.UUID
    owner_party: str
    owner_agency: str
    owner_ref: str
    record_type: str
    until: datetime


@dataclass(frozen=True, slots=True)
class Draft:
    """A record of ours that waits for a second reviewer; `agency` is whom we asked, "" where nobody."""

    record: uuid.UUID
    owner_ref: str
    record_type: str
    batch: uuid.UUID
    agency: str
    until: datetime | None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a reviewer decided about a record."""

    record: uuid.UUID
    accepted: bool
    reason: str
    words: str
    agency: str
    decided_at: datetime
    owner_ref: str


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A draft as its reviewer reads it: record, answers, what was weighed, the hash of what he reads."""

    id: uuid.UUID
    record: RecordView
    answers: dict[str, str]
    weighing: str
    digest: str


@dataclass(frozen=True, slots=True)
class Refusals:
    """Refusals of a state's entries for one reason; never fewer than ten."""

    party: str
    reason: str
    number: int


def waiting(token: str, *, limit: int = 200) -> list[Asked]:
    """Drafts that were put before the holder's agency, those that wait longest first; for a reviewer."""
    with warrants.reading(token) as holder, connection.cursor() as cursor:
        cursor.execute(
            "select v.id, r.id, r.owner_party, r.owner_agency, i.owner_ref, i.record_type, v.until"
            " from handling_review v join databanks_record r on r.id = v.record"
            " join databanks_identity i on i.record_id = r.id"
            " where v.agency = %s and v.closed_at is null and r.status = 'draft'"
            " order by v.until, i.owner_ref limit %s",
            [holder.agency, limit],
        )
        return [Asked(*row) for row in cursor.fetchall()]


def read(token: str, review: uuid.UUID) -> Reviewed | None:
    """One draft for its reviewer, journalled as a touch of the record; None where none is put before his agency."""
    with warrants.reading(token) as holder, connection.cursor() as cursor:
        cursor.execute(
            "select v.record from handling_review v where v.id = %s and v.agency = %s and v.closed_at is null",
            [review, holder.agency],
        )
        asked = cursor.fetchone()
        found = (
            queries.fetch([asked[0]], holder=holder).get(asked[0]) if asked and holder.role == Role.REVIEWER else None
        )
        if found is None or found.status != "draft":
            return None
        found = queries.complete(found, holder)
        cursor.execute("select body from databanks_neutrality where record_id = %s", [found.id])
        said = cursor.fetchone()
        cursor.execute("select databanks_review_digest(%s)", [review])
        (digest,) = cursor.fetchone()
        about = (f"record/{found.id}", f"review/{review}")
        journal.record("databanks.review.read", by=holder.actor, about=about, touches=(queries.touch(found),))
    body = json.loads(said[0]) if said else {}
    return Reviewed(review, found, body.get("answers", {}), body.get("weighing", ""), bytes(digest).hex())


def drafts(token: str, *, limit: int = 500) -> list[Draft]:
    """Records of the holder's agency that wait for a second reviewer; those of whom nobody was asked first."""
    with warrants.reading(token) as holder, connection.cursor() as cursor:
        cursor.execute(
            "select c.record_id, i.owner_ref, i.record_type, c.batch, coalesce(v.agency, ''), v.until"
            " from databanks_custody c join databanks_identity i on i.record_id = c.record_id"
            " left join lateral (select x.agency, x.until from handling_review x where x.record = c.record_id"
            " and x.closed_at is null and x.until > common_now() order by x.until desc limit 1) v on true"
            " where c.status = 'draft' and i.owner_agency = %s order by v.agency is not null, i.owner_ref limit %s",
            [holder.agency, limit],
        )
        return [Draft(*row) for row in cursor.fetchall()]


def verdicts(token: str, *, limit: int = 50) -> list[Verdict]:
    """What was decided about records of the holder's agency, the newest first."""
    with warrants.reading(token), connection.cursor() as cursor:
        cursor.execute(
            "select v.record, v.accepted, v.reason, v.words, v.agency, v.decided_at, i.owner_ref"
            " from databanks_verdict v join databanks_custody c on c.record_id = v.record"
            " join databanks_identity i on i.record_id = v.record order by v.decided_at desc limit %s",
            [limit],
        )
        return [Verdict(*row) for row in cursor.fetchall()]


def reviewers(token: str) -> list[tuple[str, str]]:
    """Agencies of other parties that have a reviewer today, with their party."""
    with warrants.reading(token) as holder, connection.cursor() as cursor:
        cursor.execute(
            "select distinct a.party_id, a.code from members_agency a join members_officer o on o.agency_id = a.code"
            " join members_accreditation t on t.officer_id = o.code"
            " where 'reviewer' = any(o.roles) and o.suspended_at is null and a.party_id <> %s"
            " and t.since <= common_now() and common_now() < t.until order by 1, 2",
            [holder.party],
        )
        return [(agency, party) for party, agency in cursor.fetchall()]


def refusals(year: int, month: int) -> list[Refusals]:
    """Refusals of a month by state and reason, none of fewer than ten; published with the sheets of the banks."""
    since = datetime(year, month, 1, tzinfo=UTC)
    until = datetime(year + month // 12, month % 12 + 1, 1, tzinfo=UTC)
    with connection.cursor() as cursor:
        cursor.execute("select party, reason, number from databanks_refusals(%s, %s)", [since, until])
        return [Refusals(*row) for row in cursor.fetchall()]


def too_often_other(found: list[Refusals]) -> bool:
    """Whether "other" is a greater share of these refusals than a report should hold."""
    all_, other = sum(each.number for each in found), sum(each.number for each in found if each.reason == "other")
    return other > OTHER_AT_MOST * all_
