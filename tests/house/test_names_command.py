"""`commonweal names learn` on the tests' database."""

import json
import threading
import time
from contextlib import nullcontext

import pytest
from typer.testing import CliRunner

from commonweal.house import cli, database, processes
from commonweal.house.commands import names_learn
from commonweal.search import teaching
from tests import factories
from tests.search.test_lessons import hold, person


@pytest.fixture
def run(house, superuser, tmp_path, monkeypatch):
    """Runs the command beside a clock process of the test's own."""
    monkeypatch.setattr(processes, "borrowed", lambda *_: nullcontext())
    monkeypatch.setattr(names_learn, "LOOK_EVERY", 0.02)
    factories.cast(superuser)
    hold(tmp_path, [person(number) for number in range(3)], "UZ")
    hold(tmp_path, [person(number) for number in range(3, 5)], "KZ")
    stop, settings = threading.Event(), database.connection_settings("cw_clock")

    def clock() -> None:
        while not stop.is_set():
            teaching.teach(settings)
            time.sleep(0.05)

    thread = threading.Thread(target=clock)
    thread.start()
    try:
        yield lambda *words: CliRunner().invoke(cli.build(), ["names", "learn", "--as", "RU-3", *words])
    finally:
        stop.set()
        thread.join()


def pairs(told) -> list[tuple[str, str, str]]:
    return [(each["one"], each["other"], each["state"]) for each in json.loads(told.stdout)["pairs"]]


def test_pairs_are_proposed_accepted_refused_and_undone_by_command(run):
    proposed = run("--propose", "--json")
    assert pairs(proposed) == [("shaw", "шоу", "proposed")]
    wanted = json.loads(proposed.stdout)["pairs"][0]["id"]
    assert pairs(run("--accept", wanted, "--reason", "usual", "--json")) == [("shaw", "шоу", "accepted")]
    assert pairs(run("--undo", wanted, "--reason", "no", "--json")) == [("shaw", "шоу", "proposed")]
    assert pairs(run("--refuse", wanted, "--reason", "no", "--json")) == [("shaw", "шоу", "refused")]
    assert pairs(run("--list", "--state", "proposed", "--json")) == []
    assert f"{wanted}  refused   family  Shaw = Шоу  (5 records or more)" in run().stdout


def test_thresholds_are_changed_by_command(run):
    words = ("--source-en", "Decision 7", "--source-ru", "Решение 7")
    assert "records=8" in run("--rule", "records=8", *words).stdout
    assert run("--rule", "records=4", *words).exception.code == "search.lesson.too-low"
    assert "100 %" in run("--propose").stderr


def test_what_is_no_pair_and_no_threshold_is_wrong_usage(run):
    assert run("--accept", "17", "--reason", "x").exit_code == 2
    assert run("--rule", "records", "--source-en", "x", "--source-ru", "x").exit_code == 2
