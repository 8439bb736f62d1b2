"""Looking at what contributions brought: findings, doubles, scores, sheets; who reads them and what they never tell."""

import zlib
from datetime import date, timedelta

import psycopg
import pytest
from django.db import connection

from commonweal.common import clock as now
from commonweal.databanks import examination, quality, types
from commonweal.databanks.actions import distinct, enquiries
from commonweal.handling import warrants
from commonweal.house import database
from commonweal.workflow import queries as inbox
from tests import factories


@pytest.fixture
def world(house, superuser):
    factories.cast(superuser)
    return superuser


def examine() -> int:
    return examination.examine(database.connection_settings("cw_clock"))


def passport(ref: str, number: str, **other) -> dict:
    day = date(1950, 1, 1) + timedelta(days=zlib.crc32(ref.encode()) % 15_000)
    line = factories.person(ref, "Karimov", "Aziz", born=day.isoformat(), **other)
    line["identity"]["identifiers"] = [{"kind": "passport", "number": number, "country": "UZ"}]
    return line


def vehicle(ref: str, vin: str, **identity) -> dict:
    line = factories.person(ref, "-", "-")
    line |= {"type": "vehicle", "retention": line["retention"] | {"class": "object"}}
    line["identity"] = {"identifiers": [{"kind": "vin", "number": vin}], "circumstance": ["stolen"], **identity}
    return line | {"narrative": {}}


def findings(world, *, missing: bool = False) -> set[tuple[str, str, str]]:
    rows = world.execute(
        "select i.owner_ref, f.code, f.property from databanks_finding f join databanks_identity i using (record_id)"
    ).fetchall()
    return {row for row in rows if missing or row[1] != "missing"}


def read(officer: str, table: str, **other) -> list:
    with warrants.reading(factories.open_as(officer, **other)), connection.cursor() as cursor:
        cursor.execute(f"select count(*) from {table}")
        return cursor.fetchone()[0]


def subject(kind: str, identity: dict, *, narrative: dict | None = None, basis: dict | None = None) -> quality.Subject:
    return quality.Subject(types.record_type(kind), identity, narrative or {}, basis or {}, date(2026, 11, 24))


@pytest.mark.parametrize(
    ("identity", "code"),
    [
        ({"births": [{"date": "2027"}]}, ("future", "births")),
        ({"births": [{"date": "1875-01-01"}]}, ("too-early", "births")),
        ({"identifiers": [{"kind": "passport", "number": "A1", "issued": "1980"}], "births": [{"date": "1984"}]},
         ("before-birth", "identifiers")),
        ({"identifiers": [{"kind": "passport", "number": "A1", "issued": "2020", "until": "2019"}]},
         ("ends-before-begin", "identifiers")),
        ({"births": [{"date": "1984-03-14"}]}, None),
    ],
)  # fmt: skip
def test_dates_of_a_person_that_cannot_be(identity, code):
    found = [(each.code, each.property) for each in quality.look(subject("person", identity)).findings]

    assert [each for each in found if each[0] != "missing"] == ([code] if code else [])


def test_checksum_and_year_of_make_and_event_of_a_vehicle():
    bad = {"identifiers": [{"kind": "vin", "number": "1M8GDM9A1KP042788"}], "made": [{"date": "2031"}]}
    looked = quality.look(subject("vehicle", bad, narrative={"since": [{"date": "2026-11-04"}]}))

    found = {(each.code, each.property) for each in looked.findings if each.code != "missing"}
    assert found == {("checksum", "identifiers"), ("future", "made")}
    assert looked.days == 20
    assert 0 < looked.filled < looked.recommended


def test_event_before_birth_and_after_entry_are_found():
    notice = subject("wanted-notice", {"births": [{"date": "1990"}]}, narrative={"announced": [{"date": "1985-01-01"}]})
    late = subject("person", {}, basis={"date": "2026-12-24"})

    assert ("before-birth", "announced") in {(each.code, each.property) for each in quality.look(notice).findings}
    assert ("after-entry", "basis") in {(each.code, each.property) for each in quality.look(late).findings}


def test_contribution_is_looked_at_once_and_a_change_again(world, tmp_path):
    lines = [passport("UZ-1", "AA 100200"), vehicle("UZ-V", "1M8GDM9A1KP042788")]
    factories.contribute(tmp_path, lines)

    assert (examine(), examine()) == (2, 0)
    assert findings(world) == {("UZ-V", "checksum", "identifiers")}
    factories.contribute(tmp_path, [vehicle("UZ-V", "1M8GDM9AXKP042788")])
    assert (examine(), findings(world)) == (1, set())


def test_doubles_inside_the_owners_own_data_are_told_of_both_and_go_with_the_cause(world, tmp_path):
    factories.contribute(tmp_path, [passport("UZ-1", "AA 100200"), passport("UZ-2", "аа-100200")])
    factories.contribute(tmp_path, [passport("RU-1", "AA100200")], party="RU", name="ru")
    examine()

    assert findings(world) == {("UZ-1", "double", "identifiers"), ("UZ-2", "double", "identifiers")}
    factories.contribute(tmp_path, [passport("UZ-2", "AA 300400")])
    examine()
    assert findings(world) == set()


def test_same_names_in_another_script_and_birth_are_doubles(world, tmp_path):
    lines = [factories.person("UZ-1", "Karimov", "Aziz"), factories.person("UZ-2", "Каримов", "Азиз")]
    factories.contribute(tmp_path, [*lines, factories.person("UZ-3", "Karimov", "Aziz", born="1990-01-01")])
    examine()

    assert findings(world) == {("UZ-1", "double", "names"), ("UZ-2", "double", "names")}


def test_number_shared_by_many_makes_one_finding_each(world, tmp_path):
    factories.contribute(tmp_path, [passport(f"UZ-{n}", "UNKNOWN") for n in range(40)])
    examine()

    assert len(findings(world)) == 40


def test_findings_hold_no_value_and_are_read_by_their_agency_alone(world, tmp_path):
    secret = factories.OPEN_LABEL | {"classification": 2}
    unit = factories.OPEN_LABEL | {"scope": "unit"}
    factories.contribute(tmp_path, [passport("UZ-1", "AA 1", label=secret), passport("UZ-2", "AA 2", label=unit)])
    factories.contribute(tmp_path, [passport("UZ-1", "SECRETNUMBER", label=secret)], name="again")
    examine()
    world.execute("update members_officer set clearance = 1 where code = 'UZ-3'")
    world.execute("update members_officer set unit = 'OTHER', clearance = 1 where code = 'UZ-4'")

    rows = str(world.execute("select * from databanks_finding").fetchall())
    assert "SECRETNUMBER" not in rows
    assert "Karimov" not in rows
    seen = {
        officer: read(officer, "databanks_finding", role="desk", purpose="own-records")
        for officer in ("UZ-2", "UZ-3", "UZ-4", "KZ-1", "TJ-1")
    }
    assert seen["UZ-2"] > seen["UZ-3"] > 0  # cleared for all; for the one that is not confidential
    assert (seen["UZ-4"], seen["KZ-1"], seen["TJ-1"]) == (0, 0, 0)
    for officer in ("KZ-1", "RU-1"):
        assert read(officer, "databanks_finding") == 0


def test_agency_is_told_once_what_is_amiss(world, tmp_path):
    factories.contribute(tmp_path, [vehicle("UZ-V", "1M8GDM9A1KP042788"), passport("UZ-1", "AA 1")])
    examine()
    examine()

    with warrants.reading(factories.open_as("UZ-3", "desk", "own-records")):
        said = [inbox.sentence(item) for item in inbox.waiting() if item.kind == "quality-found"]
    assert said == ["Records of our contribution with something amiss: 1"]


def test_change_after_an_accepted_correction_mends_it(world, tmp_path):
    factories.contribute(tmp_path, [passport("UZ-1", "AA 1")])
    record = world.execute("select record_id from databanks_identity").fetchone()[0]
    made = enquiries.ask(factories.open_as("KZ-1"), record, kind="wrong", text="Another number")
    enquiries.answer(factories.open_as("UZ-3", "desk", "own-records"), made.id, event="accept", words="")
    batch = factories.contribute(tmp_path, [passport("UZ-1", "AA 2")], name="mended")
    examine()

    assert world.execute("select state, batch from databanks_enquiry").fetchone() == ("mended", batch.id)
    verb = world.execute("select entry::json ->> 'verb' from audit_entry order by nth desc limit 1").fetchone()
    assert verb == ("databanks.correction.mended",)


def make(month: date | None = None) -> int:
    return examination.make_month(database.connection_settings("cw_clock"), month)


def sheet(world, party: str = "UZ") -> dict[str, object]:
    rows = world.execute(
        "select measure, case when few then 'few' else value::text end from databanks_sheet"
        " where bank = 'united' and party = %s",
        [party],
    ).fetchall()
    return dict(rows)


def test_sheet_counts_by_state_and_writes_down_nothing_under_ten(world, tmp_path):
    month = now.today().replace(day=1)
    factories.contribute(tmp_path, [passport(f"UZ-{n}", f"AA {n}000") for n in range(12)])
    factories.contribute(tmp_path, [passport(f"KZ-{n}", f"BB {n}000") for n in range(9)], party="KZ", name="kz")
    examine()
    record = world.execute("select record_id from databanks_identity where owner_ref = 'UZ-1'").fetchone()[0]
    distinct.set_aside(factories.open_as("KZ-1"), record, because="")
    make(month)

    assert sheet(world) | {"completeness": "-"} == {
        "held": "12", "entered": "12", "completeness": "-", "stale": "few", "false": "few", "contributions": "1",
    }  # fmt: skip
    assert sheet(world, "KZ") == {
        "held": "few", "entered": "few", "completeness": "few", "stale": "few", "contributions": "1",
    }  # fmt: skip
    assert world.execute("select count(*) from databanks_sheet where value is not null and few").fetchone() == (0,)


def test_protected_records_are_counted_nowhere(world, tmp_path):
    month = now.today().replace(day=1)
    factories.contribute(tmp_path, [passport(f"UZ-{n}", "SAME 1") for n in range(12)])
    world.execute("alter table handling_label disable trigger handling_label_immutable")
    world.execute("update handling_label set protected = true")
    examine()
    make(month)

    assert sheet(world) == {}
    assert world.execute("select count(*) from databanks_score").fetchone() == (0,)
    assert world.execute("select count(*) from workflow_inbox where kind like 'quality%'").fetchone() == (0,)


def test_score_of_an_agency_is_its_own(world, tmp_path):
    month = now.today().replace(day=1)
    factories.contribute(tmp_path, [vehicle("UZ-V", "1M8GDM9A1KP042788"), passport("UZ-1", "AA 1")])
    examine()
    make(month)

    row = world.execute("select records, flawed, by_code ->> 'checksum' from databanks_score").fetchone()
    assert row == (2, 1, "1")
    assert [read(officer, "databanks_score") for officer in ("UZ-3", "KZ-1")] == [1, 0]
    assert [read(officer, "databanks_sheet") for officer in ("UZ-3", "KZ-1")] == [read("TJ-1", "databanks_sheet")] * 2


def test_month_that_ended_is_made_once_and_records_go_stale(world, tmp_path, clock):
    factories.contribute(tmp_path, [passport("UZ-1", "AA 1")])
    examine()
    clock.forward(timedelta(days=500))

    assert (make() > 0, make()) == (True, 0)
    assert ("UZ-1", "stale", "") in findings(world)
    factories.contribute(tmp_path, [passport("UZ-1", "AA 2")], name="changed")
    examine()
    assert findings(world) == set()


def test_clock_process_has_the_functions_and_no_table(world, as_role, tmp_path):
    factories.contribute(tmp_path, [passport("UZ-1", "AA 1")])
    for table in ("databanks_identity", "databanks_narrative", "databanks_finding", "databanks_key"):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            as_role("cw_clock", autocommit=True).execute(f"select * from {table}")
    for call in ("databanks_examine(1)", "databanks_make_scores(current_date)", "databanks_find_stale('{}')"):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            as_role("cw_app", autocommit=True).execute(f"select {call}")
