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


ROSTER = """code;rank;name;name_latin;agency;unit;clearance;roles;from;until
KZ-77;Captain;Иванова Мария;Ivanova Mariya;KZ-MIA-CP;2;1;desk reader;01.01.2026;31.12.2028
KZ-78;Captain;Петрова Анна;Petrova Anna;UZ-MIA;2;1;desk reader;01.01.2026;31.12.2028
"""


def test_roster_is_planned_then_carried_out(run, tmp_path):
    path = tmp_path / "roster.csv"
    path.write_bytes(ROSTER.encode("cp1251"))
    plan = run("onboard", str(path), "--as", "KZ-3")
    told = json.loads(run("onboard", str(path), "--as", "KZ-3", "--apply", "--leave", "2", "--json"))

    assert plan.splitlines()[0] == "added     KZ-77"
    assert plan.splitlines()[-1].startswith("Plan: 1 added, 0 changed, 0 same, 1 refused, 2 leaving; who is in no row")
    assert [(step["officer"], step["outcome"], step["code"]) for step in told["steps"]] == [
        ("KZ-77", "added", ""),
        ("KZ-78", "refused", "members.roster.not-yours"),
        ("KZ-1", "leaving", ""),
        ("KZ-2", "leaving", ""),
    ]
    officers = {one["code"]: one for one in json.loads(run("officers", "--json"))}
    assert officers["KZ-77"]["name"] == "Иванова Мария"
    assert officers["KZ-1"]["suspended"]
