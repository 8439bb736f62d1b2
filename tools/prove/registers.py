"""Who contributes and approves where something is proved: the demonstration's cast, and of it one agency's officers."""

import psycopg

from commonweal.audit import journal
from commonweal.common import clock
from commonweal.house import database

AGENCY = "KZ-MIA-CP"
READER = "KZ-1021"
"""An officer of that party who may read."""


def register() -> tuple[str, str]:
    """Enter the demonstration's cast; returns contributor and approver of `AGENCY`."""
    from commonweal.house.demo import SEED, cast, register
    from commonweal.house.demo.dice import Dice
    from commonweal.members import actions as members
    from commonweal.members import first_run

    agencies = cast.agencies()
    officers = cast.officers(Dice(f"{SEED}/officers"), agencies)
    by = journal.systems_actor(purpose="proof")
    with psycopg.connect(**database.connection_settings("cw_clock"), autocommit=True) as house:
        first_run.mark_demonstration(house)  # or nobody's cast could be loaded
    members.load_reference(by=by)
    members.load_cast(
        agencies=register.agency_rows(agencies),
        contacts=register.contact_rows(agencies),
        officers=register.officer_rows(officers),
        accreditations=register.accreditation_rows(officers),
        by=by,
    )
    mine = [each for each in officers if each.agency == AGENCY and each.accredited(clock.today())]
    return tuple(next(each.code for each in mine if role in each.roles) for role in ("contributor", "approver"))
