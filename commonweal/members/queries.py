"""Reads of the register. It is open to all officers: it names who is competent, not what anybody did."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from django.db.models import Model

from commonweal.audit.journal import Actor
from commonweal.common import clock
from commonweal.members import status
from commonweal.members.models import Accreditation, Agency, DutyContact, Membership, Officer, Party
from commonweal.members.standing import ACCREDITED, ENTERED, SUSPENDED
from commonweal.members.terms import MembershipKind

ORGANISATION = "CIS"
Found = TypeVar("Found", bound=Model)


@dataclass(frozen=True)
class Name:
    """What a code stands for, in English and Russian; an officer's is his name in his own script and in Latin."""

    code: str
    en: str
    ru: str


def party(code: str) -> Party | None:
    """The party of this code, or None."""
    return _one(Party, code)


def agency(code: str) -> Agency | None:
    """The agency of this code with its party, or None."""
    return _one(Agency, code, "party")


def officer(code: str) -> Officer | None:
    """The officer of this code with agency and party, or None."""
    return _one(Officer, code, "agency__party")


def actor(code: str) -> Actor:
    """An officer who signs in, as the journal names him: under no warrant yet."""
    found = officer(code)
    return Actor(officer=code, party=found.agency.party_id, agency=found.agency_id)


def parties(on: date | None = None, *, organisation: str = ORGANISATION) -> list[Party]:
    """All parties by code; with `on`, the states that took part in `organisation` in any way on that day.

    A state of which it is not known whether it took part is not left out: unknown is not no.
    """
    if on is None:
        return list(Party.objects.all())
    terms = _terms(organisation)
    return [
        found
        for found in Party.objects.filter(code__in=terms)
        if status.member_on(terms[found.code], on, kinds=MembershipKind.values) is not False
    ]


def member_on(party: str, day: date, *, organisation: str = ORGANISATION) -> bool | None:
    """Whether a state (by code) was a full member of the organisation or body on a day; None where it is not known.

    An associate, an observer or a state that only takes part is no member: ask `kinds_on`. A membership counts whether
    or not its source was read; `Membership.verified` says which.
    """
    return status.member_on(_terms(organisation).get(party, []), day)


def kinds_on(party: str, day: date, *, organisation: str = ORGANISATION) -> dict[str, bool | None]:
    """For each kind of membership that the state ever had: whether it had it on the day, or None where not known."""
    terms = _terms(organisation).get(party, [])
    return {kind: status.member_on(terms, day, kinds=[kind]) for kind in sorted({term.kind for term in terms})}


def accredited_on(officer: str, moment: datetime | None = None) -> bool:
    """Whether an accreditation of the officer (by code) covers the moment, now without one. Suspension is not asked."""
    at = moment or clock.now()
    return Accreditation.objects.filter(officer=officer, since__lte=at, until__gt=at).exists()


def standing(officer: Officer) -> str:
    """The state of `standing.OFFICER` in which he is now: it follows from his suspension and his accreditations."""
    if officer.suspended_at is not None:
        return SUSPENDED
    return ACCREDITED if accredited_on(officer.code) else ENTERED


def officers(*, agency: str = "") -> list[Officer]:
    """All officers by code, or those of one agency (by code)."""
    found = Officer.objects.all()
    return list(found.filter(agency=agency) if agency else found)


def accredited_now() -> set[str]:
    """Codes of the officers whom an accreditation covers at this moment."""
    now = clock.now()
    return set(Accreditation.objects.filter(since__lte=now, until__gt=now).values_list("officer_id", flat=True))


def contact_for(agency_code: str) -> DutyContact | None:
    """The duty contact of the agency, else of the nearest one above it that has one."""
    seen: set[str] = set()
    found = Agency.objects.select_related("contact").filter(code=agency_code).first()
    while found is not None and found.code not in seen:
        if hasattr(found, "contact"):
            return found.contact
        seen.add(found.code)
        found = Agency.objects.select_related("contact").filter(code=found.parent_id).first()
    return None


def names(codes: Iterable[str]) -> dict[str, Name]:
    """What codes of parties, agencies and officers stand for; a code that nobody has is missing from the answer."""
    wanted = set(codes)
    people = Officer.objects.filter(code__in=wanted)
    found = {one.code: Name(one.code, en=one.name_latin or one.name, ru=one.name) for one in people}
    for model in (Agency, Party):
        found |= {
            one.code: Name(one.code, en=one.name_en, ru=one.name_ru) for one in model.objects.filter(code__in=wanted)
        }
    return found


def _one(model: type[Found], code: str, *related: str) -> Found | None:
    if "\x00" in code:  # PostgreSQL has no such text, and codes come from outside
        return None
    return model.objects.select_related(*related).filter(code=code).first()


def _terms(organisation: str) -> dict[str, list[status.Term]]:
    terms: dict[str, list[status.Term]] = {}
    for membership in Membership.objects.filter(organisation=organisation):
        terms.setdefault(membership.party_id, []).append(membership.term)
    return terms
