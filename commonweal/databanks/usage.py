"""How the banks are used: who may query them on a day, and the monthly sheets. Published; names nobody."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time

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


def new_year() -> date:
    """The day of which the yearly list is published: 1 January of this year."""
    return clock.today().replace(month=1, day=1)
