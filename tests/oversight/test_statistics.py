"""Published statistics and the evidence file, on a real database."""

from datetime import UTC, datetime, timedelta

import psycopg
import pytest

from commonweal.common import clock as house_clock
from commonweal.common.errors import BadInput, NotAllowed
from commonweal.house import database
from commonweal.oversight import inspection, reception, statistics, supervision
from tests import factories
from tests.oversight.test_supervision import asked, auditor, stepped
from tests.oversight.test_supervision import world as world

ASKED = ("Tarxonbekov Eldor", "14.03.1984", "consulate 118", "All")


def test_a_year_is_published_once_when_it_is_over_and_shows_no_small_count(world, clock, as_role):
    for kind, times in (("access", 12), ("deletion", 3)):
        for number in range(times):
            reception.receive(reception.Request(kind, *ASKED), address=f"192.0.2.{number}")
    settings, year = database.connection_settings("cw_clock"), house_clock.today().year
    assert statistics.make(settings, year) == statistics.make(settings) == 0
    clock.set(datetime(year + 1, 1, 2, tzinfo=UTC))
    assert statistics.make(settings) > 0
    assert statistics.make(settings) == 0
    assert statistics.years() == [year]
    (requests, *_others) = statistics.of_year(year)
    rows = dict(requests.rows)
    place = requests.columns.index("open")
    assert (requests.name, rows["deletion"][place], rows[""][-1]) == ("requests", None, 15)
    assert all(number is None or number == 0 or number >= 10 for _, numbers in requests.rows for number in numbers)
    with pytest.raises(psycopg.Error), as_role("cw_app") as app:
        app.execute("select * from oversight_count(%s)", [year])
    with pytest.raises(psycopg.Error), as_role("cw_app") as app:
        app.execute("delete from oversight_statistic")


def test_evidence_holds_receipts_of_the_own_party_and_no_words(world, clock):
    asked("KZ-1", 2, case="26/777")
    asked("UZ-1", 1, case="26/888")
    stepped(world)
    clock.forward(timedelta(days=1))
    stepped(world)
    token, today = auditor(), house_clock.today()
    supervision.judge(token, supervision.sample(token)[0].id, "refuse", reason="private", words="His neighbour")
    found = inspection.evidence(token, since=today - timedelta(days=2), until=today)
    assert {row[4] for row in found.rows} == {"KZ-1"}
    assert sorted(row[10] for row in found.rows) == ["drawn", "refused"]
    assert all(row[0].startswith("R-") for row in found.rows)
    assert dict(inspection.head(found))["inspection"] == found.receipt
    entry = world.execute("select entry from audit_entry where entry like '%evidence.taken%'").fetchone()[0]
    assert '"rows":2' in entry
    assert inspection.evidence(token, since=today, until=today, officer="UZ-1").rows == ()
    with pytest.raises(BadInput):
        inspection.evidence(token, since=today, until=today - timedelta(days=1))
    with pytest.raises(NotAllowed):
        inspection.evidence(factories.open_as("KZ-1", "desk"), since=today, until=today)
