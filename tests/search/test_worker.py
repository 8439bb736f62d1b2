"""Worker and search process as the house starts them: a file screened through a kill -9, an alert within a minute."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest
from django.test import override_settings

from commonweal.handling import warrants
from commonweal.house import places
from commonweal.search import kept, screening, screening_work
from commonweal.workflow import queries as inbox
from tests import factories
from tests.databanks.test_worker import PATIENCE, until, worker
from tests.search.test_screening import received

ROWS, EVERY = 9_000, 90
"""Rows of the file, and how often the person stands in it."""
WITHIN = 60.0
"""Seconds after a record came in within which its alert is promised."""


@pytest.fixture
def world(house, superuser, tmp_path) -> Iterator:
    """One sought person, and a search process of its own that follows by itself."""
    factories.cast(superuser)
    factories.contribute(tmp_path, [factories.person("UZ-1", "Karimov", "Aziz")])
    environment = os.environ | {"COMMONWEAL_CLUSTER": "test", "COMMONWEAL_DB_ROLE": "cw_indexer"}
    command = [sys.executable, "-m", "commonweal.house.cli", "search-process"]
    with (
        subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL) as process,
        override_settings(SEARCH_SOCKET=places.search_socket()),
    ):
        until(places.search_socket().exists)
        yield superuser
        process.terminate()
        assert process.wait(PATIENCE) == 0


def test_file_whose_worker_was_killed_is_screened_to_its_end_with_nothing_lost_or_twice(world):
    token = factories.open_as("KZ-1")
    names = ("Каримов;Азиз" if number % EVERY == 0 else f"Никто{number};Никогда" for number in range(ROWS))
    wanted = received(token, "Фамилия;Имя\n" + "".join(f"{name}\n" for name in names)).id
    reached = lambda: screening.screening(token, wanted).done  # noqa: E731
    with worker() as first:
        screening_work.begin(token, wanted)
        until(lambda: reached() > 0)
        first.kill()
        first.wait()
    assert 0 < reached() < ROWS
    with worker():
        until(lambda: screening.screening(token, wanted).state == "done")

    found = screening.screening(token, wanted)
    assert (found.done, found.matched, found.refused) == (ROWS, ROWS // EVERY, 0)
    numbers = world.execute("select number from search_screened order by 1").fetchall()
    assert [number for (number,) in numbers] == [2 + number for number in range(0, ROWS, EVERY)]
    assert world.execute("select sum(number) from search_use where what = 'row'").fetchone() == (ROWS,)
    assert world.execute("select count(*) from workflow_inbox where kind = 'record-seen'").fetchone() == (1,)
    told = "select sum((entry::jsonb #>> '{facts,rows}')::int) from audit_entry where entry::jsonb ->> 'verb' = %s"
    for verb in ("search.rows.screened", "search.screening.ended"):
        assert world.execute(told, [verb]).fetchone() == (ROWS,)


def test_running_worker_alerts_within_a_minute_of_the_record(world, tmp_path):
    question = {"family": "Каримов", "given": "Азиз"}
    kept.keep(factories.open_as("KZ-1"), question, name="our Aziz", days=30)
    looked = "select count(*) > 0 from handling_warrant where officer = 'KZ-1' and standing_duty = 'standing questions'"
    with worker():
        until(lambda: world.execute(looked).fetchone()[0])  # it looked once; what comes now waits for the next time
        factories.contribute(tmp_path, [factories.person("UZ-9", "Karimov", "Aziz")], name="b.jsonl")
        begin = time.monotonic()
        said = until(_told, WITHIN)
        took = time.monotonic() - begin

    assert said == ["Your standing question “our Aziz”: UZ-MIA holds a record that possibly fits"]
    assert took < WITHIN


def _told() -> list[str]:
    with warrants.reading(factories.open_as("KZ-1", "desk", "own-records")):
        return [inbox.sentence(each) for each in inbox.waiting() if each.kind == "question-matched"]
