"""Contributions and the index through kill -9, rivals and late commits, on a real database."""

import hashlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection

from commonweal.common import clock as python_clock
from commonweal.common.errors import CommonwealError, NotNow
from commonweal.databanks import actions, expiry, lines, preparing
from commonweal.databanks.actions.contribute import reading_of
from commonweal.handling import warrants
from commonweal.house import database, places
from commonweal.search import follow
from commonweal.search.index import Index
from tests import factories

PARTS = ("record", "identity", "narrative", "special", "custody", "version", "link")
STAGING = """
from pathlib import Path
from commonweal.databanks import actions
actions.contribute_file(Path(sys.argv[1]), sys.argv[2], chunk=10, progress=lambda line: print(line, flush=True))
"""
APPROVING = """
from uuid import UUID
from commonweal.databanks import actions
actions.approve(UUID(sys.argv[1]), sys.argv[2], chunk=10, progress=lambda done: print(done, flush=True))
"""
PATIENCE = 30


@pytest.fixture
def world(house, superuser):
    factories.cast(superuser)
    return superuser


def people(count: int, *, start: int = 1, family: str = "Karimov") -> list[dict]:
    return [factories.person(f"UZ-{number}", f"{family}{number}", "Aziz") for number in range(start, start + count)]


def contributor(number: int = 1) -> str:
    return factories.open_as(f"UZ-{number}", "contributor", "contribution")


def approver(number: int = 2) -> str:
    return factories.open_as(f"UZ-{number}", "approver", "contribution")


def content(superuser) -> list:
    """Every row of every part."""
    return [superuser.execute(f"select * from databanks_{part} t order by t::text").fetchall() for part in PARTS]


def batches(superuser) -> list[tuple]:
    return superuser.execute(
        "select state, lines, rows_new, rows_changed, rows_same, rows_applied from databanks_batch order by opened_at"
    ).fetchall()


def versions(superuser) -> dict[str, int]:
    return dict(superuser.execute("select owner_ref, version from databanks_identity").fetchall())


def hash_of_rows(superuser) -> str:
    """The hash over the hash of every staged row, in order."""
    rows = superuser.execute("select content_hash from databanks_staged order by line").fetchall()
    return hashlib.sha256(b"".join(content for (content,) in rows)).hexdigest()


def told(superuser, verb: str) -> list[tuple]:
    """What the journal says of rows under a verb: how many, and their hash."""
    return superuser.execute(
        "select (entry::jsonb #>> '{facts,rows}')::int, entry::jsonb #>> '{facts,rows_sha256}' from audit_entry"
        " where entry::jsonb ->> 'verb' = %s order by nth",
        [verb],
    ).fetchall()


def eventually(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def killed_in_a_chunk(house, program: str, *arguments: str, table: str) -> list[int]:
    """Run a program until its first chunk is committed, kill -9 it inside the second; returns what it acknowledged.

    The second chunk is held up by a lock on `table`, so that the kill finds its transaction open.
    """
    process = subprocess.Popen(
        [sys.executable, "-c", f"import sys, django; django.setup(){program}", *arguments],
        cwd=places.checkout(),
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "tests.settings"},
        stdout=subprocess.PIPE,
        text=True,
    )
    with house.superuser() as other:
        first = int(process.stdout.readline())
        with other.transaction():
            other.execute(f"lock table {table} in exclusive mode")
            eventually(
                lambda: (
                    other.execute(
                        "select count(*) from pg_locks where relation = %s::regclass and not granted", [table]
                    ).fetchone()[0]
                    > 0
                )
            )
            process.send_signal(signal.SIGKILL)
            rest, _ = process.communicate()
    return [first, *map(int, rest.split())]


def test_importer_killed_inside_a_chunk_goes_on_behind_the_last_whole_one(house, world, tmp_path):
    path = factories.write(tmp_path, people(2_000))
    acknowledged = killed_in_a_chunk(house, STAGING, str(path), contributor(), table="databanks_staged")
    staged = world.execute("select count(*) from databanks_staged").fetchone()[0]
    intake = world.execute("select count(*) from databanks_intake").fetchone()[0]

    batch = actions.contribute_file(path, contributor())

    assert (staged, intake) == (acknowledged[-1], 0)
    assert (batch.state, batch.lines, batch.rows_new, batch.rows_refused) == ("staged", 2_000, 2_000, 0)
    assert batches(world) == [("staged", 2_000, 2_000, 0, 0, 0)]


def test_approval_killed_inside_a_chunk_goes_on_behind_the_last_whole_one(house, world, tmp_path):
    batch = actions.contribute_file(factories.write(tmp_path, people(500)), contributor())
    rows_hash = hash_of_rows(world)
    acknowledged = killed_in_a_chunk(house, APPROVING, str(batch.id), approver(), table="databanks_custody")
    active = world.execute("select count(*) from databanks_record").fetchone()[0]

    done = actions.approve(batch.id, approver(4))

    assert active == acknowledged[-1]
    assert (done.state, done.rows_applied) == ("approved", 500)
    assert versions(world) == {f"UZ-{number}": 1 for number in range(1, 501)}
    assert told(world, "databanks.batch.approving") == [(500, rows_hash)] * 2  # once by each of the two approvers
    assert told(world, "databanks.batch.approved") == [(500, rows_hash)]
    assert world.execute("select count(*) from databanks_staged").fetchone() == (0,)


def test_stale_importer_is_refused_and_stages_nothing(world, tmp_path):
    path = factories.write(tmp_path, people(4))
    token = contributor()
    batch = actions.begin(token, source=actions.Source(path.name, b"x" * 32))
    reading = reading_of(warrants.current(token))
    rows = list(enumerate(lines.json_lines(path.read_bytes().splitlines()), start=1))
    actions.stage(batch, preparing.prepare(rows[:2], reading), token=token)

    with pytest.raises(NotNow, match="elsewhere"):
        actions.stage(batch, preparing.prepare(rows, reading), token=token)

    assert batches(world) == [("receiving", 2, 2, 0, 0, 0)]
    assert world.execute("select line from databanks_staged order by line").fetchall() == [(1,), (2,)]


def at_once(*deeds: Callable[[], object]) -> list:
    """Do these at the same moment, each on a connection of its own; the results, or the errors with a code."""
    start = Barrier(len(deeds))

    def run(deed: Callable[[], object]) -> object:
        try:
            start.wait()
            return deed()
        except CommonwealError as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(run, deeds))


def test_two_importers_of_one_file_stage_every_line_once(world, tmp_path):
    path = factories.write(tmp_path, people(300))
    tokens = [contributor(), contributor()]

    outcomes = at_once(*[lambda token=token: actions.contribute_file(path, token, chunk=10) for token in tokens])

    finished = [each for each in outcomes if not isinstance(each, CommonwealError)]
    assert {each.code for each in outcomes if isinstance(each, CommonwealError)} <= {
        "databanks.batch.elsewhere",
        "databanks.batch.not-receiving",
    }
    assert len(finished) >= 1
    assert world.execute("select count(*), count(distinct owner_ref) from databanks_staged").fetchone() == (300, 300)
    assert batches(world) == [("staged", 300, 300, 0, 0, 0)]


@pytest.mark.parametrize("together", [False, True])
def test_two_batches_with_the_same_new_reference_make_one_record_with_two_versions(world, tmp_path, together):
    first = actions.contribute_file(factories.write(tmp_path, people(40), "a.jsonl"), contributor(1))
    second = actions.contribute_file(factories.write(tmp_path, people(40, family="Salimov"), "b.jsonl"), contributor(3))
    deeds = [lambda: actions.approve(first.id, approver(2)), lambda: actions.approve(second.id, approver(4))]

    done = at_once(*deeds) if together else [deed() for deed in deeds]

    assert [(each.state, each.rows_new, each.rows_applied) for each in done] == [("approved", 40, 40)] * 2
    assert versions(world) == {f"UZ-{number}": 2 for number in range(1, 41)}


def test_batch_that_is_being_approved_is_no_longer_refused_and_another_may_go_on(world, tmp_path):
    batch = actions.contribute_file(factories.write(tmp_path, people(30)), contributor())

    def refuse_once(done: int) -> None:
        if done == 10:
            actions.refuse(batch.id, approver(4), because="a mistake")

    with pytest.raises(NotNow, match="not-now"):
        actions.approve(batch.id, approver(), chunk=10, progress=refuse_once)
    done = actions.approve(batch.id, approver(4), chunk=10)

    assert (done.state, done.rows_applied, done.closed_by) == ("approved", 30, "UZ-4")


def test_links_taken_back_in_a_changed_line_are_gone(world, tmp_path):
    linked = people(2)
    linked[0]["links"] = [{"to": "UZ-2", "kind": "associate"}]
    factories.contribute(tmp_path, linked)
    before = world.execute("select count(*) from databanks_link").fetchone()[0]

    factories.contribute(tmp_path, people(2))

    assert (before, world.execute("select count(*) from databanks_link").fetchone()[0]) == (1, 0)


def test_same_file_again_leaves_every_row_as_it_was(world, tmp_path):
    linked = people(30)
    linked[0]["links"] = [{"to": "UZ-2", "kind": "associate"}]
    factories.contribute(tmp_path, linked)
    before = content(world)

    again = factories.contribute(tmp_path, linked)

    assert (again.state, again.rows_same) == ("unchanged", 30)
    assert content(world) == before


@pytest.fixture
def indexer(as_role):
    return as_role("cw_indexer", autocommit=True)


def rebuilt(indexer) -> Index:
    with indexer.transaction():
        return Index.build(follow.documents(indexer), position=None)


def started(indexer) -> tuple[Index, str]:
    with indexer.transaction():
        indexer.execute("set transaction isolation level repeatable read")
        return Index.build(follow.documents(indexer), position=None), follow.position(indexer)


def test_change_that_commits_late_is_neither_missed_nor_taken_twice(world, tmp_path, house, indexer):
    factories.contribute(tmp_path, people(2))
    index, position = started(indexer)
    change = "update databanks_identity set body = jsonb_set(body, '{sex}', '[\"female\"]') where owner_ref = %s"
    counts = []
    with house.superuser() as slow:
        with slow.transaction():
            slow.execute(change, ["UZ-1"])
            position, count = follow.catch_up(index, indexer, position)
            counts.append(count)
            world.execute(change, ["UZ-2"])
            position, count = follow.catch_up(index, indexer, position)
            counts.append(count)
        for _ in range(2):
            position, count = follow.catch_up(index, indexer, position)
            counts.append(count)

    assert counts == [0, 1, 1, 0]
    assert index.digest() == rebuilt(indexer).digest()


def test_index_that_followed_equals_one_built_anew(world, tmp_path, indexer):
    index, position = started(indexer)
    factories.contribute(tmp_path, people(40))
    position, first = follow.catch_up(index, indexer, position)
    factories.contribute(tmp_path, people(20, family="Salimov"))
    record = world.execute("select record_id from databanks_identity where owner_ref = 'UZ-30'").fetchone()[0]
    actions.withdraw(record, approver(), because="found")
    position, second = follow.catch_up(index, indexer, position)

    assert (first, second, len(index)) == (40, 21, 40)
    assert index.digest() == rebuilt(indexer).digest()


def test_record_deleted_by_the_expiry_job_leaves_the_index(world, tmp_path, indexer, clock):
    short = people(3)
    short[0]["retention"] = {"class": "wanted", "until": (python_clock.today() + timedelta(days=10)).isoformat()}
    factories.contribute(tmp_path, short)
    index, position = started(indexer)
    clock.forward(timedelta(days=12))

    gone = expiry.expire(database.connection_settings("cw_clock", places.database_name()))
    position, changed = follow.catch_up(index, indexer, position)

    assert (gone, changed, len(index)) == (1, 1, 2)
    assert versions(world) == {"UZ-2": 1, "UZ-3": 1}
    assert index.digest() == rebuilt(indexer).digest()
