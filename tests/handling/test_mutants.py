"""The comparison with the oracle notices mutants of the policy: on every run a few of each form, so that it stays so.

All of them, some hundreds, are tried by `python -m tools.prove.policy`.
"""

import pytest

from tools.prove import altered, mutants
from tools.prove.bench import Bench, made_bench

CHOSEN = (
    "function: row 8 dropped",
    "function: row 13 dropped",
    "function: row 2: term is over: expires +1 µs",
    "rows: row 3: cleared: < for <=",
    "function: row 4 dropped",
    "rows: row 4: without “not own party”",
    "rows: row 4: without “not journal settled”",
    "index: row 4 dropped",
    "rows: row 10: without “own party”",
    "rows: row 8: without “not purpose allowed”",
    "rows: rows 7 and 8 swapped",
    "rows: rows 21 and 22 swapped",
    "rows: special categories: without “role is commission”",
    "index: row 8 dropped",
    "index: row 22: without “listed for core”",
    "index: records without handling_review",
    "facts: exchange.4: without “e.confirmed”",
    "facts: complaints: >= for >",
    "tables: databanks_link: whatever it leads to",
    "tables: databanks_custody: without the owner's agency",
    "tables: workflow_inbox: without “(officer = ANY (ARRAY[''::text, me.officer]))”",
    "warrant: handling_me(): without “w.xact is distinct from pg_current_xact_id_if_assigned()”",
)


@pytest.fixture(scope="module")
def bench(shared_house) -> Bench:
    with made_bench(shared_house, warrants=50, records=1_000, labels=300) as made:
        yield made


@pytest.fixture(scope="module")
def made(bench) -> dict[str, mutants.Mutant]:
    return {mutant.name: mutant for mutant in mutants.all_mutants(bench.policies(), bench.definition())}


def test_policy_as_it_is_differs_nowhere(bench):
    assert bench.control() == ""


@pytest.mark.parametrize("name", CHOSEN)
def test_mutant_is_caught(bench, made, name):
    assert bench.catches(made[name]) != ""


def test_row_19_dropped_is_equivalent_as_its_reason_says(bench, made):
    caught = [bench.catches(made[f"{form}: row 19 dropped"]) for form in mutants.RULE_FORMS]
    assert caught == ["", "", ""]


def test_tool_makes_at_least_forty_mutants_and_some_of_every_form(made):
    assert len(made) >= mutants.LEAST
    assert {mutant.form for mutant in made.values()} == set(mutants.FORMS)


def test_every_mutant_has_a_name_of_its_own(bench, made):
    assert len(made) == len(mutants.all_mutants(bench.policies(), bench.definition()))


def test_boolean_text_leaves_out_each_operand_at_any_depth():
    text = "(a = 1 and (b or (select exists (select 1 from t where c and d))))"
    assert [changed for _, changed in altered.boolean_text(text)] == [
        "((b or (select exists (select 1 from t where c and d))))",
        "(a = 1)",
        "(a = 1 and ((select exists (select 1 from t where c and d))))",
        "(a = 1 and (b))",
    ]


def test_comparison_is_sharpened_or_blunted_one_at_a_time():
    assert [changed for _, changed in altered.comparisons("a <= b and c > d and e <> f")] == [
        "a < b and c > d and e <> f",
        "a <= b and c >= d and e <> f",
    ]
