"""`commonweal import` of every kind of file, with saved mappings and single settings; rejects, undo, profiles."""

import json
from contextlib import nullcontext

import pytest

from commonweal.house import cli, processes
from tests import factories
from tests.portal.contributing.conftest import CARS
from tests.portal.contributing.test_api import SETTINGS


@pytest.fixture
def world(house, superuser, monkeypatch):
    monkeypatch.setattr(processes, "borrowed", lambda children=(): nullcontext())
    monkeypatch.setattr("commonweal.house.commands.contribute.give_way", lambda: None)
    monkeypatch.setattr("commonweal.house.commands.batches.give_way", lambda: None)
    factories.cast(superuser)
    return superuser


@pytest.fixture
def say(capsys):
    """Runs a command line; returns exit code, and what it said on standard output."""

    def run(*words: str) -> tuple[int, str]:
        capsys.readouterr()
        code = cli.main([str(word) for word in words])
        said = capsys.readouterr()
        return code, said.out + (said.err if code else "")

    return run


@pytest.fixture
def cars(tmp_path):
    path = tmp_path / "cars.csv"
    path.write_bytes(CARS.encode("cp1251"))
    return path


@pytest.fixture
def mapping(tmp_path):
    path = tmp_path / "cars.json"
    path.write_text(json.dumps(SETTINGS), encoding="utf-8")
    return path


def batch_of(world) -> str:
    return str(world.execute("select id from databanks_batch order by opened_at desc limit 1").fetchone()[0])


def test_table_goes_all_the_way_with_a_saved_mapping(world, say, cars, mapping, tmp_path):
    assert say("profiles", "--save", mapping, "--as", "UZ-1")[0] == 0
    code, said = say("import", cars, "--profile", "cars", "--as", "UZ-1", "--dry-run")
    assert code == 3
    assert "2 new, 0 changed, 0 unchanged, 1 refused" in said
    assert "row 5: Column “Дата угона”: there is no date “99.99.2024”" in said
    assert world.execute("select count(*) from databanks_batch").fetchone() == (0,)

    code, said = say("import", cars, "--profile", "cars", "--as", "UZ-1")
    assert (code, "2 new, 0 changed, 0 unchanged, 1 refused." in said) == (0, True)
    batch = batch_of(world)
    assert say("rejects", batch, "--as", "UZ-1", "--out", tmp_path / "out.csv")[0] == 0
    assert "99.99.2024" in (tmp_path / "out.csv").read_text()
    assert say("approve", batch, "--as", "UZ-2")[0] == 0
    preview = json.loads(say("undo", batch, "--because", "wrong", "--as", "UZ-2", "--preview", "--json")[1])
    assert preview["withdrawn"] == 2
    assert "2 records" in say("undo", batch, "--because", "wrong", "--as", "UZ-2")[1]


def test_single_settings_stand_over_the_mapping(world, say, cars, mapping):
    label = '{"bank": "united", "scope": "agency", "kinds": ["interior"], "purposes": ["wanted-person"]}'
    code, said = say(
        "import", cars, "--profile", mapping, "--set", f"defaults.label={label}", "--set", "defaults.retention.years=1",
        "--as", "UZ-1", "--json",
    )  # fmt: skip

    assert (code, json.loads(said)["rows_new"]) == (0, 2)
    assert world.execute("select distinct scope from handling_label").fetchall() == [(1,)]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["--set", "nothing"], "house.import.set"),
        (["--set", "shoe=12"], "databanks.settings.malformed"),
        (["--profile", "none"], "databanks.profile.unknown"),
        (["--format", "tape"], "databanks.settings.unknown-format"),
        (["--full"], "house.import.no-list"),
        ([], "databanks.mapping.missing"),
    ],
)
def test_what_cannot_be_taken_ends_with_a_code(world, say, cars, words, code):
    ended, said = say("import", cars, *words, "--as", "UZ-1")

    assert (ended, f"[{code}]" in said) == (1, True), said


def test_full_list_withdraws_only_the_number_that_was_said(world, say, cars, mapping):
    full = ("--profile", mapping, "--list", "cars", "--full", "--as", "UZ-1")
    say("import", cars, *full)
    say("approve", batch_of(world), "--as", "UZ-2")
    cars.write_bytes("\n".join(line for line in CARS.splitlines() if "11-002" not in line).encode("cp1251"))

    code, said = say("import", cars, *full)
    assert (code, "--withdraw-absent 1" in said) == (0, True), said
    assert say("import", cars, *full, "--withdraw-absent", "7")[0] == 1
    code, said = say("import", cars, *full, "--withdraw-absent", "1")
    assert code == 0
    say("approve", batch_of(world), "--as", "UZ-2")
    rows = world.execute("select status, count(*) from databanks_record group by 1 order by 1").fetchall()
    assert rows == [("active", 1), ("withdrawn", 1)]


def test_json_lines_need_nothing_said(world, say, tmp_path):
    path = factories.write(tmp_path, [factories.person("UZ-1", "Karimov", "Aziz")])

    assert say("import", path, "--as", "UZ-1")[0] == 0
    code, said = say("import", path, "--as", "UZ-1", "--dry-run", "--json")
    assert (code, json.loads(said)["new"]) == (0, 1)


def test_mappings_are_listed_and_removed(world, say, mapping):
    say("profiles", "--save", mapping, "--name", "monthly", "--as", "UZ-1")
    assert [each["name"] for each in json.loads(say("profiles", "--as", "UZ-3", "--json")[1])] == ["monthly"]
    assert "keeps no mapping" in say("profiles", "--remove", "monthly", "--as", "UZ-1")[1]
