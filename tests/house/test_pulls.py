"""Fetching: a view of another database, a folder of files; what the configuration allows, and what goes wrong."""

import json
import os
import time
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest

from commonweal.common.errors import BadInput, NotAllowed, NotNow
from commonweal.databanks import actions, connectors
from commonweal.house import places, postgres, pulls, roles, worker
from tests import factories
from tests.portal.contributing.conftest import CARS
from tests.portal.contributing.test_api import SETTINGS
from tests.portal.contributing.test_wizard import HEADINGS

NATIONAL = """
create table cars (id integer primary key, plate text, make text, colour text, stolen date);
create view wanted as select id as "№ дела", plate as "Госномер", make as "Марка", colour as "Цвет",
    stolen as "Дата угона" from cars;
insert into cars select n, 'А' || (100 + n) || 'ВС77', 'Лада', 'красный', date '2024-01-01' + n
    from generate_series(1, 30) n;
create view slow as select 1 as x, pg_sleep(5)::text as y;
create view odd as select 1 as x, '\\x00'::bytea as y;
create view empty as select 1 as x where false;
grant select on all tables in schema public to cw_app;
"""


@pytest.fixture
def world(house, superuser):
    factories.cast(superuser)
    token = factories.open_as("UZ-1", "contributor", "contribution")
    actions.save_profile(token, name="cars", format="csv", settings=SETTINGS)
    return superuser


@pytest.fixture(scope="module")
def national(template_database):
    """Another state's own system: a second database of the tests' server; yields how to reach it."""
    name = f"commonweal_test_{os.getpid()}_national"
    with postgres.connect_super("test") as server:
        roles.drop_database(server, name)
        roles.create_database(server, name)
    with postgres.connect_super("test", name) as own:
        own.execute(NATIONAL)
    yield f"host={places.socket_folder('test')} user=cw_app dbname={name}"
    with postgres.connect_super("test") as server:
        roles.drop_database(server, name)


@pytest.fixture
def configured(world, monkeypatch, national):
    """Writes the operator's file."""
    monkeypatch.setenv("COMMONWEAL_PULL_CARS", national)

    def write(**entries: dict) -> None:
        pulls.configuration().write_text(json.dumps(entries), encoding="utf-8")

    return write


def view(**more: object) -> dict:
    return {
        "view": "public.wanted",
        "address": {"env": "COMMONWEAL_PULL_CARS"},
        "order": [HEADINGS[0]],
        "officer": "UZ-1",
        "profile": "cars",
    } | more


def counts(world) -> list[tuple]:
    return world.execute(
        "select state, rows_new, rows_changed, rows_same from databanks_batch order by opened_at"
    ).fetchall()


def approve(world) -> None:
    (batch,) = world.execute("select id from databanks_batch where state = 'staged'").fetchone()
    actions.approve(batch, factories.open_as("UZ-2", "approver", "contribution"))


def change(national: str, statement: str) -> None:
    with postgres.connect_super("test", national.rpartition("=")[2]) as own:
        own.execute(statement)


def test_view_is_fetched_as_the_officers_contribution(configured, world):
    configured(cars=view())
    (checked,) = pulls.pull("cars", dry_run=True)
    assert (checked["outcome"], checked["new"], counts(world)) == ("checked", 30, [])

    (told,) = pulls.pull("cars")

    assert (told["outcome"], told["contributor"], told["file"]) == ("staged", "UZ-1", "cars: view")
    assert counts(world) == [("staged", 30, 0, 0)]
    assert world.execute("select record_id is not null from databanks_staged limit 1").fetchone() == (True,)


def test_view_that_did_not_change_makes_no_further_batch(configured, world, national):
    configured(cars=view())
    pulls.pull("cars")
    approve(world)
    (told,) = pulls.pull("cars")
    assert (told["outcome"], len(counts(world))) == ("the same as before", 1)

    change(national, "update cars set stolen = '2023-12-31' where id = 7")
    pulls.pull("cars")
    change(national, "update cars set stolen = '2024-01-08' where id = 7")

    assert counts(world)[1:] == [("staged", 0, 1, 29)]


def test_whole_table_withdraws_what_is_gone_within_its_bound(configured, world, national):
    configured(cars=view(list="cars", full=True, withdraw_at_most=2))
    pulls.pull("cars")
    approve(world)
    change(national, "delete from cars where id in (1, 2)")
    pulls.pull("cars")
    approve(world)
    change(national, "delete from cars where id between 3 and 9")
    pulls.pull("cars")
    change(
        national,
        "insert into cars select n, 'А' || (100 + n) || 'ВС77', 'Лада', 'красный',"
        " date '2024-01-01' + n from generate_series(1, 9) n",
    )

    rows = world.execute(
        "select rows_absent, withdraw_absent, state from databanks_batch order by opened_at"
    ).fetchall()
    assert rows == [(0, None, "approved"), (2, 2, "approved"), (7, None, "unchanged")]


@pytest.mark.parametrize(
    ("more", "error", "code"),
    [
        ({"view": "public.slow", "seconds": 1, "order": []}, NotNow, "databanks.pull.too-slow"),
        ({"view": "public.odd", "order": []}, BadInput, "databanks.pull.no-cell"),
        ({"view": "public.empty", "order": []}, BadInput, "house.pull.empty"),
        ({"view": "public.nowhere", "order": []}, NotNow, "databanks.pull.server"),
        ({"address": {"env": "COMMONWEAL_PULL_UNSET"}}, BadInput, "house.pull.no-address"),
        ({"address": {"file": "/nowhere/at/all"}}, BadInput, "house.pull.no-address"),
        ({"profile": "none"}, BadInput, "databanks.profile.unknown"),
    ],
)
def test_failure_is_told_to_the_officer_and_nothing_is_taken(configured, world, more, error, code):
    configured(cars=view(**more))
    with pytest.raises(error, match=code.replace(".", r"\.")):
        pulls.pull("cars")

    assert counts(world) == []
    assert world.execute("select officer, kind from workflow_inbox").fetchall() == [("UZ-1", "pull-failed")]


def test_server_that_is_away_tells_nothing_of_its_address(configured, world, monkeypatch):
    monkeypatch.setenv("COMMONWEAL_PULL_CARS", "host=/nowhere user=secretuser password=hush dbname=x")
    configured(cars=view())
    with pytest.raises(NotNow) as refusal:
        pulls.pull("cars")

    assert "hush" not in str(refusal.value)
    assert "secretuser" not in str(refusal.value)


def test_officer_without_the_role_fetches_nothing(configured, world):
    configured(cars=view())
    world.execute("update members_officer set roles = '{reader}' where code = 'UZ-1'")
    with pytest.raises(NotAllowed):
        pulls.pull("cars")


def test_other_system_is_only_read(national):
    with connectors._connected(national, 5) as connection, pytest.raises(psycopg.errors.ReadOnlySqlTransaction):
        connection.execute("create table mine (x integer)")


@pytest.mark.parametrize(
    "entry",
    [
        {"view": "wanted; drop table cars", "address": {"env": "COMMONWEAL_PULL_CARS"}},
        {"view": "wanted", "address": {"env": "HOME"}},
        {"view": "wanted", "folder": "/x", "address": {"env": "COMMONWEAL_PULL_CARS"}},
        {"folder": ""},
        {"folder": "/x", "full": True},
        {"folder": "/x", "shoe": 12},
    ],
)
def test_configuration_that_is_wrong_is_refused_whole(configured, entry):
    configured(cars={"officer": "UZ-1", "profile": "cars"} | entry)
    with pytest.raises(BadInput, match=r"house\.pull\.configuration"):
        pulls.pulls()


def test_what_is_not_configured_is_not_fetched(configured):
    configured()
    with pytest.raises(BadInput, match=r"house\.pull\.unknown"):
        pulls.pull("cars")


def settle(path: Path) -> None:
    """As if nobody had written it for a minute."""
    then = time.time() - timedelta(minutes=1).total_seconds()
    os.utime(path, (then, then))


def drop(folder: Path, name: str, content: str = CARS) -> Path:
    path = folder / name
    path.write_text(content, encoding="utf-8")
    settle(path)
    return path


@pytest.fixture
def folder(configured, tmp_path):
    configured(drop={"folder": str(tmp_path), "officer": "UZ-1", "profile": "cars"})
    return tmp_path


def test_files_of_a_folder_are_taken_once_and_set_aside_with_their_outcome(folder, world):
    drop(folder, "may.csv")
    drop(folder, "bad.csv", 'a;b\n"open')
    drop(folder, "june.csv.part")
    (folder / "fresh.csv").write_text(CARS, encoding="utf-8")

    told = {each["file"]: each["outcome"] for each in pulls.pull("drop")}

    assert told == {"drop: may.csv": "staged", "bad.csv": "refused"}
    assert sorted(path.name for path in folder.iterdir() if path.is_file()) == ["fresh.csv", "june.csv.part"]
    assert sorted(path.name for path in (folder / "done").iterdir()) == ["may.csv", "may.csv.outcome.json"]
    outcome = json.loads((folder / "refused" / "bad.csv.outcome.json").read_text())
    assert (outcome["outcome"], outcome["code"].split(".")[0]) == ("refused", "databanks")
    assert pulls.pull("drop") == []
    assert sorted(counts(world)) == [("faulty", 0, 0, 0), ("staged", 2, 0, 0)]


def test_file_that_was_claimed_before_a_kill_is_taken_up_and_not_twice(folder, world):
    drop(folder, "may.csv")
    pulls.pull("drop")
    (folder / "taking").mkdir(exist_ok=True)
    (folder / "done" / "may.csv").rename(folder / "taking" / "may.csv")

    (told,) = pulls.pull("drop")

    assert (told["outcome"], counts(world)) == ("the same as before", [("staged", 2, 0, 0)])
    assert list((folder / "taking").iterdir()) == []


def test_name_that_was_there_before_is_not_written_over(folder, world):
    for content in (CARS, CARS.replace("Лада", "Волга")):
        drop(folder, "may.csv", content)
        pulls.pull("drop")

    assert sorted(path.name for path in (folder / "done").glob("*.csv")) == ["may-2.csv", "may.csv"]


def test_dry_run_leaves_the_folder_as_it_is(folder, world):
    drop(folder, "may.csv")
    (told,) = pulls.pull("drop", dry_run=True)

    assert (told["outcome"], told["new"], told["refused"]) == ("checked", 2, 1)
    assert [path.name for path in folder.iterdir()] == ["may.csv"]


def test_link_out_of_the_folder_is_not_followed(folder, tmp_path_factory, world):
    outside = drop(tmp_path_factory.mktemp("outside"), "secret.csv")
    (folder / "x.csv").symlink_to(outside)

    assert pulls.pull("drop") == []


def test_pull_with_an_hour_is_queued_by_the_worker(configured):
    from procrastinate.contrib.django import app

    configured(cars=view(every="15 3 * * *"), rarely=view())
    worker.schedule_pulls()

    assert "house.pull-cars" in app.tasks
    assert "house.pull-rarely" not in app.tasks
    registry = app.periodic_registry.periodic_tasks
    assert [each.cron for each in registry.values() if each.periodic_id == "cars"] == ["15 3 * * *"]


def test_address_of_another_system_is_given_to_the_worker_alone(monkeypatch):
    from commonweal.house import accounts, spawn

    monkeypatch.setenv("COMMONWEAL_PULL_CARS", "postgresql://u:secret@host/db")
    web = spawn.arguments(accounts.me())["env"]

    assert "COMMONWEAL_PULL_CARS" not in web
