"""`commonweal members` on the tests' database: the functions under the commands, without starting a house."""

import json

import pytest
from typer.testing import CliRunner

from commonweal.common.errors import BadInput
from commonweal.house import processes
from commonweal.house.commands import members
from commonweal.members import actions
from tests.members import cast

ROW = {
    "code": "KZ-3",
    "rank": "Captain",
    "name": "Садыков Ерлан",
    "agency": "KZ-MIA",
    "unit": "2",
    "clearance": 2,
    "roles": ["desk", "admin"],
    "accredited": True,
    "suspended": None,
}


@pytest.fixture
def run(house, monkeypatch):
    """Runs a command; the tests' server stands already, so none is borrowed."""
    from contextlib import nullcontext

    monkeypatch.setattr(processes, "borrowed", nullcontext)
    cast.load()
    return lambda *words: CliRunner().invoke(members.app, words, catch_exceptions=False).output


def test_officers_are_printed_as_json(run):
    assert json.loads(run("officers", "--agency", "KZ-MIA", "--json")) == [ROW]


def test_officers_are_printed_as_a_table(run):
    header, line = run("officers", "--agency", "KZ-MIA").splitlines()

    assert header.split() == list(members.COLUMNS)
    assert line.split() == ["KZ-3", "Captain", "Садыков", "Ерлан", "KZ-MIA", "2", "2", "desk,", "admin", "yes", "–"]


def test_link_that_is_printed_lets_the_officer_in(run):
    link = run("sign-in-link", "KZ-1").strip()

    address, token = link.rstrip("/").rsplit("/", 1)
    assert address == "http://localhost:8000/sign-in"
    assert actions.use_sign_in_link(token).code == "KZ-1"


def test_officer_is_suspended_with_a_reason(run):
    assert run("suspend", "KZ-1", "--reason", "under inquiry").startswith("Captain Садыков Ерлан (KZ-1) is suspended")
    assert json.loads(run("officers", "--agency", "KZ-MIA-CP", "--json"))[0]["suspended"]


def test_unknown_officer_is_named(run):
    with pytest.raises(BadInput, match="XX"):
        run("sign-in-link", "XX")
