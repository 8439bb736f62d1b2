"""The entry gate: what is missing in an entry of its classes refuses the row, in a dry run as in a contribution."""

from datetime import date

import pytest
import yaml

from commonweal.databanks import actions, gate, lines, type_folders, types
from commonweal.databanks.formats.rows import Refused, Row
from tests import factories

TODAY = date(2026, 11, 25)


@pytest.fixture
def world(house, superuser):
    factories.cast(superuser)
    return superuser


def refusals(line: dict) -> list[str]:
    """The codes for which a line is refused."""
    made = lines.prepare(1, line, lines.Reading("UZ", "UZ-MIA", "CP", TODAY))
    return (
        [each.code.removeprefix("databanks.gate.") for each in (made, *made.also)] if isinstance(made, Refused) else []
    )


def without(part: str, field: str) -> dict:
    line = factories.notice("UZ-1", "Karimov", "Aziz")
    return line | {part: {code: value for code, value in line[part].items() if code != field}}


@pytest.mark.parametrize(
    ("line", "codes"),
    [
        (factories.notice("UZ-1", "Karimov", "Aziz"), []),
        (without("basis", "date"), ["no-decision"]),
        (without("basis", "organ"), ["no-authority"]),
        (without("narrative", "offence"), ["no-offence"]),
        (without("narrative", "penalty"), ["no-threshold"]),
        (without("narrative", "subject"), ["no-subject"]),
        (without("narrative", "facts"), ["no-facts"]),
        (without("label", "purposes"), ["no-purpose"]),
        (without("label", "purposes") | {"label": {"bank": "united", "scope": "agency"}}, []),
        (
            factories.notice("UZ-1", "Karimov", "Aziz", narrative={"assessments": ["Is said to be dangerous"]}),
            ["no-offence", "no-threshold", "no-subject", "no-facts"],
        ),
        (
            factories.notice("UZ-1", "Karimov", "Aziz", narrative=factories.GATED | {"penalty": [0]}),
            ["below-threshold"],
        ),
        (
            factories.notice("UZ-1", "Karimov", "Aziz", narrative=factories.GATED | {"subject": ["witness"]}),
            ["no-subject"],
        ),
    ],
)
def test_entry_for_arrest_names_all_that_it_needs(line, codes):
    assert refusals(line) == codes


@pytest.mark.parametrize("category", "bcde")
def test_gate_asks_nothing_of_other_categories(category):
    line = factories.notice("UZ-1", "Karimov", "Aziz", category=category, narrative={})
    klass = {"b": "procedure"}.get(category, "missing")
    assert refusals(line | {"retention": line["retention"] | {"class": klass}}) == []


def test_class_of_retention_makes_a_discreet_check(world):
    line = factories.person("UZ-1", "Karimov", "Aziz")
    until = {"class": "discreet", "until": "2027-06-01"}
    assert refusals(line) == []
    assert refusals(line | {"retention": until}) == ["no-decision", "no-subject", "no-facts"]


def test_every_class_says_where_it_stands_and_what_it_asks_is_known():
    for each in gate.classes().values():
        assert each.anchor or not each.verified
        assert set(each.needs) <= set(gate.NEEDS)
        assert all(each.name.values())


def test_installation_sets_its_own_class_and_another_threshold(tmp_path, monkeypatch):
    own = {each["code"]: each for each in type_folders.read(gate_file())}["arrest"]
    (tmp_path / "reference").mkdir()
    words = [own | {"years": {"least": 6, "anchor": "our act", "verified": True}}]
    (tmp_path / "reference" / "gate.yaml").write_text(yaml.safe_dump(words, allow_unicode=True), encoding="utf-8")
    monkeypatch.setenv(type_folders.VARIABLE, str(tmp_path))
    types.read_again()
    try:
        assert refusals(factories.notice("UZ-1", "Karimov", "Aziz")) == ["below-threshold"]
        assert set(gate.classes()) == {"arrest", "discreet", "extremism"}
    finally:
        monkeypatch.undo()
        types.read_again()


def gate_file():
    return type_folders._HERE / "reference" / "gate.yaml"


def test_dry_run_and_contribution_refuse_alike_by_row(world, tmp_path):
    rows = [factories.notice("UZ-1", "Karimov", "Aziz"), without("narrative", "penalty") | {"ref": "UZ-2"}]
    token = factories.open_as("UZ-1", "contributor", "contribution")

    tried = actions.check([Row(place, row) for place, row in enumerate(rows, start=1)], token)
    batch = actions.contribute_file(factories.write(tmp_path, rows), token)

    assert (tried.new, tried.refused, tried.by_code) == (1, 1, {"databanks.gate.no-threshold": 1})
    assert (batch.rows_new, batch.rows_refused) == (1, 1)
    found = world.execute("select number, code, message like '%fill in penalty.' from databanks_refused").fetchall()
    assert found == [(2, "databanks.gate.no-threshold", True)]
