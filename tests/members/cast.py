"""A small register for tests: two states, a tree of agencies, four officers. All persons are invented."""

from datetime import UTC, datetime, timedelta

from commonweal.audit.journal import systems_actor
from commonweal.common import clock
from commonweal.handling import warrants
from commonweal.members import actions, queries

HOUSE = systems_actor()
PARTIES = (
    {"code": "KZ", "kind": "state", "name_en": "Kazakhstan", "name_ru": "Казахстан"},
    {"code": "UZ", "kind": "state", "name_en": "Uzbekistan", "name_ru": "Узбекистан"},
)
MINISTRY = {
    "code": "KZ-MIA",
    "party": "KZ",
    "kind": "interior",
    "level": "ministry",
    "name_en": "Ministry of Internal Affairs",
    "name_ru": "Министерство внутренних дел",
}
AGENCIES = (
    MINISTRY,
    {**MINISTRY, "code": "KZ-MIA-CP", "parent": "KZ-MIA", "level": "subdivision", "name_en": "Criminal Police"},
    {**MINISTRY, "code": "KZ-MIA-CP-ALA", "parent": "KZ-MIA-CP", "level": "regional", "name_en": "Almaty"},
    {**MINISTRY, "code": "UZ-MIA", "party": "UZ"},
)
CONTACTS = ({"agency": "KZ-MIA", "telephone": "+7 000 000", "hours": "00–24", "confirmed_on": "2026-11-01"},)
READER = {
    "code": "KZ-1",
    "agency": "KZ-MIA-CP",
    "rank": "Captain",
    "name": "Садыков Ерлан",
    "name_latin": "Sadykov Yerlan",
    "unit": "2",
    "clearance": 2,
    "roles": ["desk", "reader"],
}
OFFICERS = (
    READER,
    {**READER, "code": "KZ-2", "name": "Ким Алия", "name_latin": "Kim Aliya"},
    {**READER, "code": "KZ-3", "agency": "KZ-MIA", "roles": ["desk", "admin"]},
    {**READER, "code": "UZ-1", "agency": "UZ-MIA", "roles": ["desk", "reader", "admin"]},
)
SINCE = datetime(2026, 1, 1, tzinfo=UTC)
UNTIL = clock.now().replace(microsecond=0) + timedelta(days=400)


def load(**changes) -> int:
    """Enter the cast (each list can be replaced); returns the number of rows written."""
    lists = {
        "parties": PARTIES,
        "agencies": AGENCIES,
        "contacts": CONTACTS,
        "officers": OFFICERS,
        "accreditations": [{"officer": one["code"], "since": SINCE, "until": UNTIL} for one in OFFICERS],
    }
    return actions.load_cast(**lists | changes, by=HOUSE)


def accredit(officer: str, *, since: datetime, until: datetime, admin: str = "KZ-3"):
    """Accredit an officer (by code) under an administrator's own warrant."""
    token = warrants.open_warrant(
        admin, role="admin", purpose="own-records", basis="service duty", standing_duty="register"
    ).token
    with warrants.reading(token) as holder:
        return actions.accredit(queries.officer(officer), since=since, until=until, by=holder.actor)


def journal(superuser) -> list[dict]:
    """All entries, in the order of their arrival."""
    import json

    return [json.loads(entry) for (entry,) in superuser.execute("select entry from audit_entry order by nth")]
