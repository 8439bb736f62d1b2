"""The first administrator of a party: by a token that the operator has, once; nobody else makes an officer of himself.

A token is issued by the house (`commonweal serve` at its first start, `commonweal members first-run`) over a
connection that the web has not; a demonstration marks itself over the same, and its cast may then be loaded.
"""

import hashlib
import json
import secrets
from datetime import timedelta
from types import MappingProxyType

import psycopg
from django.core.exceptions import ValidationError
from django.db import ProgrammingError, connection, transaction

from commonweal.audit import journal
from commonweal.common import clock
from commonweal.common.errors import BadInput, NotAllowed, NotNow, RuleBroken
from commonweal.members import queries
from commonweal.members.models import Agency, Officer
from commonweal.members.terms import AgencyKind, AgencyLevel

TERM = timedelta(days=365)
"""For which the first administrator is accredited; he is accredited again by one whom he has let in."""
AGENCY_FIELDS = ("code", "party", "kind", "name_en", "name_ru")
OFFICER_FIELDS = ("code", "rank", "name", "name_latin")
_REFUSALS = MappingProxyType(
    {
        "members.first-run.in-force": lambda: RuleBroken(
            "members.first-run.in-force",
            "There are officers already, or this is a demonstration: officers are entered by their administrators.",
        ),
        "members.demonstration.in-force": lambda: RuleBroken(
            "members.demonstration.in-force",
            "This house has officers of its own; the demonstration is loaded into an empty one alone.",
        ),
    }
)


def issue(house: psycopg.Connection, party: str = "") -> str:
    """Issue a token, over a connection of the house's own (role `cw_clock`); an earlier one that waits is void.

    Valid for seven days. Raises RuleBroken where the party has officers, or the house is a demonstration.
    """
    token = secrets.token_urlsafe(32)
    entry = journal.write("members.first-run.issued", by=journal.systems_actor(purpose="first run"), party=party).entry
    _ask(house, "select members_issue_first_run(%s, %s, %s)", (digest(token), party, entry))
    return token


def mark_demonstration(house: psycopg.Connection) -> None:
    """Mark the house as a demonstration, for good, over the same connection. RuleBroken where it has officers."""
    entry = journal.write("members.demonstration.marked", by=journal.systems_actor(purpose="demonstration")).entry
    _ask(house, "select members_mark_demonstration(%s)", (entry,))


def _ask(house: psycopg.Connection, statement: str, values: tuple) -> None:
    try:
        with house.transaction():
            house.execute(statement, values)
    except psycopg.errors.RaiseException as refused:
        code = str(refused.diag.message_primary)
        if code not in _REFUSALS:
            raise
        raise _REFUSALS[code]() from refused


def is_demonstration() -> bool:
    """Whether this house is marked as a demonstration."""
    with connection.cursor() as cursor:
        cursor.execute("select exists (select 1 from members_house)")
        return cursor.fetchone()[0]


@transaction.atomic
def use(token: str, *, agency: dict[str, str], officer: dict[str, str]) -> Officer:
    """Enter the agency and its first administrator and accredit him for a year; the token is used up.

    `agency`: `code`, `party`, `kind`, `name_en`, `name_ru`; `officer`: `code`, `rank`, `name`, `name_latin`. He gets
    the roles admin and desk, and no clearance. Raises BadInput for a field that cannot be so, NotAllowed for a token
    that is unknown, used or over, NotNow where a code is taken.
    """
    place = {name: agency.get(name, "").strip() for name in AGENCY_FIELDS}
    person = {name: officer.get(name, "").strip() for name in OFFICER_FIELDS}
    _check(place, person)
    entry = journal.write(
        "members.first-run.used",
        by=journal.Actor(officer=person["code"], party=place["party"], agency=place["code"]),
        about=(f"officer/{person['code']}",),
    ).entry
    values = [digest(token), json.dumps(place), json.dumps(person), clock.now() + TERM, entry]
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("select members_use_first_run(%s, %s::jsonb, %s::jsonb, %s, %s)", values)
    except ProgrammingError as refused:
        if "members.first-run." not in str(refused):
            raise
        raise NotAllowed(
            "members.first-run.not-valid",
            "This token makes nobody an administrator: it is used, over, mistyped or of another party. The operator"
            " prints a new one with commonweal members first-run.",
        ) from refused
    return queries.officer(person["code"])


def _check(place: dict[str, str], person: dict[str, str]) -> None:
    """Shape of every field, and that the codes are free."""
    broken = [name for name, value in (place | person).items() if len(value) > 200 or not value.isprintable()]
    try:
        if broken:
            raise ValidationError(dict.fromkeys(broken, "is not printable, or too long"))
        level = {"party_id": place["party"], "level": AgencyLevel.MINISTRY}
        Agency(**{k: v for k, v in place.items() if k != "party"}, **level).clean_fields(exclude=["party", "parent"])
        Officer(**person, agency_id=place["code"]).clean_fields(exclude=["agency"])
    except ValidationError as problem:
        raise BadInput(
            "members.first-run.fields",
            "These fields cannot be so: {fields}. Codes are of capital letters, digits and hyphens; kinds are {kinds}.",
            fields=", ".join(sorted(problem.message_dict)),
            kinds=", ".join(AgencyKind.values),
        ) from problem
    if queries.party(place["party"]) is None:
        raise BadInput("members.first-run.party", "There is no state or body with this code.")
    if queries.officer(person["code"]) is not None:
        raise NotNow("members.first-run.taken", "The code {officer} is taken.", officer=person["code"])


def digest(token: str) -> bytes:
    """What the database keeps of a token."""
    return hashlib.sha256(token.encode(errors="surrogatepass")).digest()
