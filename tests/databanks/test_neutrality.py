"""The golden set: two hundred crafted cases of neutrality, of which a hundred must not be active unreviewed.

Persons and cases are invented. All go through the rules by which lines are read; a handful through the database, which
holds the same. The answers of a case are "no" but for what it says (`said`) or leaves out (`silent`).
"""

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.databanks import gate, lines, neutrality
from commonweal.databanks.formats.rows import Refused
from tests import factories

TODAY = date(2026, 11, 25)
SET = Path(__file__).parent / "golden" / "neutrality.jsonl"
CASES = [json.loads(line) for line in SET.read_text(encoding="utf-8").splitlines()]
KEPT = {"a": "wanted", "b": "procedure", "c": "missing", "d": "missing", "e": "missing"}


def line(case: dict) -> dict:
    """The line that a case stands for."""
    made = factories.notice(f"UZ-{case['case']}", case["name"], "", category=case.get("category", "a"))
    silent = case.get("silent", [])
    said = {code: answer for code, answer in factories.answered().items() if code not in silent and "all" not in silent}
    kind = case.get("type", "wanted-notice")
    names = [{"text": case["name"], "kind": "full"}]
    made |= {
        "type": kind,
        "identity": {"names": names, "births": [{"date": case["born"]}]},
        "narrative": factories.GATED | {"offence": [case.get("offence", "fraud")]},
        "neutrality": said | case.get("said", {}),
        "weighing": case.get("weighing", ""),
    }
    if kind == "wanted-notice":
        made["identity"]["category"] = [case["category"]]
    if kind == "organisation":
        made["identity"] = {"names": names, "categories": case["categories"]}
        made["narrative"] = {"facts": factories.GATED["facts"]}
    klass = {"organisation": "analysis", "person": case.get("kept_as")}.get(kind) or KEPT[case.get("category", "a")]
    return made | {"retention": {"class": klass, "until": "2027-10-01"}}


def waits(case: dict) -> bool:
    made = lines.prepare(1, line(case), lines.Reading("UZ", "UZ-MIA", "CP", TODAY))
    assert not isinstance(made, Refused), made
    return bool(made.neutrality) and json.loads(made.neutrality)["review"]


def test_golden_set_is_two_hundred_of_which_a_hundred_wait():
    assert (len(CASES), sum(case["waits"] for case in CASES)) == (200, 100)
    assert len({case["case"] for case in CASES}) == 200


def test_every_case_of_the_golden_set_is_decided_as_it_must_be():
    assert [(case["case"], case["why"]) for case in CASES if waits(case) != case["waits"]] == []


@pytest.fixture
def world(house, superuser):
    factories.cast(superuser)
    return superuser


def test_database_holds_what_the_golden_set_says(world, tmp_path):
    chosen = CASES[::8]
    batch = factories.contribute(tmp_path, [line(case) for case in chosen])

    assert (batch.rows_new, batch.rows_refused) == (len(chosen), 0)
    found = dict(world.execute("select owner_ref, status = 'draft' from databanks_identity").fetchall())
    assert found == {f"UZ-{case['case']}": case["waits"] for case in chosen}


@given(st.dictionaries(st.sampled_from(list(neutrality.questions())), st.sampled_from(["yes", "no", "unknown"])))
def test_only_no_to_every_question_spares_the_second_reviewer(answers):
    arrest = gate.classes()["arrest"]
    all_no = len(answers) == len(neutrality.questions()) and set(answers.values()) == {"no"}
    assert neutrality.waits([arrest], answers) is not all_no
    assert neutrality.waits([], answers) is False
    assert neutrality.waits([gate.classes()["extremism"]], answers) is True


@pytest.mark.parametrize(
    ("said", "weighing", "code"),
    [
        ({"politics": "no"}, "", "unknown-question"),
        ({"political": "perhaps"}, "", "unknown-answer"),
        ({"political": "yes"}, "", "not-weighed"),
    ],
)
def test_answers_that_nobody_can_read_and_an_unweighed_yes_are_refused(said, weighing, code):
    made = factories.notice("UZ-1", "A", "B", neutrality=said, weighing=weighing)
    refused = lines.prepare(1, made, lines.Reading("UZ", "UZ-MIA", "CP", TODAY))
    assert refused.code == f"databanks.neutrality.{code}"
