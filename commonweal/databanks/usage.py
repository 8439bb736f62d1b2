"""How the banks are used: who may query them on a day, and the monthly sheets. Published; names nobody."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal

from django.db import connection
from django.db.models import Count, Q

from commonweal.common import clock
from commonweal.databanks import banks
from commonweal.handling.terms import Role
from commonweal.members.models import Officer


@dataclass(frozen=True, slots=True)
class Access:
    """An agency and how many of its officers may query a bank on a day."""

    party: str
    agency: str
    kind: str
    officers: int


def access_list(bank: str, day: date) -> list[Access]:
    """Agencies whose officers may query the bank at the beginning of a day (UTC), by party and agency; [] for no bank.

    Counted are officers in the role reader, accredited then and not suspended then, of agencies that served on that day
    and whose kind the party's participation lets query. Names of officers are not published.
    """
    found = banks.register(on=day)
    at = datetime.combine(day, time(), UTC)
    rows = (
        Officer.objects.filter(
            roles__contains=[Role.READER],
            accreditations__since__lte=at,
            accreditations__until__gt=at,
        )
        .filter(Q(suspended_at=None) | Q(suspended_at__gt=at))
        .filter(Q(agency__since=None) | Q(agency__since__lte=day), Q(agency__until=None) | Q(agency__until__gt=day))
        .values_list("agency__party", "agency", "agency__kind")
        .annotate(officers=Count("code", distinct=True))
        .order_by("agency__party", "agency")
    )
    may: dict[tuple[str, str], bool] = {}
    listed = []
    for party, agency, kind, officers in rows:
        if (party, kind) not in may:
            may[party, kind] = any(each.code == bank for each in found.askable(party, kind))
        if may[party, kind]:
            listed.append(Access(party, agency, kind, officers))
    return listed


@dataclass(frozen=True, slots=True)
class Value:
    """One figure of a sheet; `few` where it stands for fewer than ten records and is not written down."""

    number: Decimal | None
    few: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """The use of a bank in a month: figures by party, then by measure (`MEASURES`); what is absent did not happen."""

    bank: str
    month: date
    made_at: datetime
    rows: dict[str, dict[str, Value]]


MEASURES = (
    "contributions", "held", "entered", "changed", "completeness", "days", "stale", "searches", "hits", "confirmed",
    "false", "corrections",
)  # fmt: skip
"""What a sheet counts, in the order of its columns."""


def months(bank: str) -> list[date]:
    """First days of the months for which the bank has a sheet, the newest first."""
    with connection.cursor() as cursor:
        cursor.execute("select distinct month from databanks_sheet where bank = %s order by month desc", [bank])
        return [month for (month,) in cursor.fetchall()]


def sheet(bank: str, month: date) -> Sheet | None:
    """The sheet of a bank for the month that begins on this day; None where there is none."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select party, measure, value, few, made_at from databanks_sheet where bank = %s and month = %s"
            " order by party",
            [bank, month],
        )
        found = cursor.fetchall()
    rows: dict[str, dict[str, Value]] = {}
    for party, measure, value, few, _ in found:
        rows.setdefault(party, {})[measure] = Value(value, few)
    return Sheet(bank, month, found[0][-1], rows) if found else None


def new_year() -> date:
    """The day of which the yearly list is published: 1 January of this year."""
    return clock.today().replace(month=1, day=1)
