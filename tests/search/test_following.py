"""The search process follows the records: what changes, what is saved, where it goes on."""

import json
import threading
import time

import pytest

from commonweal.databanks import actions as databanks
from commonweal.house import places
from commonweal.search import actions, client, process, wire
from tests import factories
from tests.search.running import asked, indexer, running

PATIENCE = 10.0


@pytest.fixture
def world(house, superuser, tmp_path):
    factories.cast(superuser)
    factories.contribute(
        tmp_path, [factories.person("UZ-1", "Tarxonbekov", "Eldor"), factories.person("UZ-2", "Karimov", "Aziz")]
    )
    return superuser


@pytest.fixture
def search(world, tmp_path):
    with running(tmp_path / "index") as process:
        yield process


def test_contribution_is_found_after_the_next_look_and_a_withdrawal_at_once(search, world, tmp_path):
    factories.contribute(tmp_path, [factories.person("UZ-3", "Salimova", "Nodira", born="1990-05-06")])
    token = factories.open_as("KZ-1")
    before = asked(token, family="Салимова", given="Нодира")
    looked = search.keeper.look()
    after = actions.ask(token, {"family": "Салимова", "given": "Нодира"}).candidates
    (record,) = world.execute("select record_id from databanks_identity where owner_ref = 'UZ-3'").fetchone()
    databanks.withdraw(record, factories.open_as("UZ-2", "approver", "contribution"), because="found")
    withdrawn = actions.ask(token, {"family": "Салимова", "given": "Нодира"}).candidates

    assert (before, looked, [each.record.id for each in after], withdrawn) == ([], 1, [record], ())


def test_rebuilding_on_demand_gives_the_same_index(search, tmp_path):
    factories.contribute(tmp_path, [factories.person("UZ-3", "Salimova", "Nodira")])
    search.keeper.look()
    before = client.call(wire.State())

    after = client.call(wire.Save())

    assert (after.records, after.digest) == (before.records, before.digest) == (3, before.digest)


def test_saved_index_is_taken_up_where_it_stopped(search, world, tmp_path):
    factories.contribute(tmp_path, [factories.person("UZ-3", "Salimova", "Nodira")])
    _save_until_nothing_waits(search, world)
    factories.contribute(tmp_path, [factories.person("UZ-4", "Umarova", "Lola")])
    waiting = _waiting(world)
    bases = list(search.folder.iterdir())

    other = process.Keeper(indexer(), search.folder)
    changed = other.look()
    other.close()
    search.keeper.look()

    assert (waiting, len(bases), changed, len(other.index)) == (1, 1, 1, 4)
    assert other.index.digest() == search.keeper.index.digest()


def _waiting(world) -> int:
    return world.execute("select count(*) from databanks_outbox").fetchone()[0]


def _save_until_nothing_waits(search, world) -> None:
    """Nothing is forgotten behind the oldest transaction of the cluster, which may be in another database of it."""
    deadline = time.monotonic() + PATIENCE
    while True:
        search.keeper.look()
        search.keeper.save()
        if not _waiting(world):
            return
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_saved_index_of_another_database_is_not_used(search):
    header = next(search.folder.glob("base-*")) / "header.json"
    told = json.loads(header.read_text())
    told["position"]["database"] = "another"
    header.write_text(json.dumps(told))

    other = process.Keeper(indexer(), search.folder)
    other.close()

    assert other.index.position["database"] != "another"
    assert len(other.index) == 2


def test_index_is_saved_when_the_process_is_told_to_stop(world, tmp_path):
    folder, path, stop = tmp_path / "index", places.search_socket(), threading.Event()
    thread = threading.Thread(
        target=process.run, args=(indexer(),), kwargs={"folder": folder, "path": path, "stop": stop}
    )
    thread.start()
    deadline = time.monotonic() + PATIENCE
    while not path.exists():
        assert time.monotonic() < deadline
        time.sleep(0.02)
    factories.contribute(tmp_path, [factories.person("UZ-3", "Salimova", "Nodira")])
    time.sleep(2 * process.LOOK_EVERY)
    stop.set()
    thread.join()

    other = process.Keeper(indexer(), folder)
    changed = other.look()
    other.close()

    assert (path.exists(), changed, len(other.index)) == (False, 0, 3)
