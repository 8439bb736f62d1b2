"""Earlier states: what each change took away and brought, to whom it is told, and whose custody it is."""

import pytest

from commonweal.databanks import versions
from commonweal.databanks.versions import CASE, Change, changes
from tests import factories

PASSPORT = {"kind": "passport", "number": "N 04 118 226"}
CARD = {"kind": "id-card", "number": "AD 4471902"}
DESK = {"purpose": "own-records", "basis": "service duty", "case_ref": "", "standing_duty": "desk"}


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ({"sex": ["male"]}, {"sex": ["male"]}, []),
        ({}, {"sex": ["male"]}, [Change("identity", "sex", (), ("male",), ())]),
        ({"sex": ["male"]}, {}, [Change("identity", "sex", ("male",), (), ())]),
        ({"sex": ["male"]}, {"sex": ["female"]}, [Change("identity", "sex", (), (), (("male", "female"),))]),
        (
            {"identifiers": [PASSPORT, CARD]},
            {"identifiers": [PASSPORT | {"number": "N 5"}]},
            [Change("identity", "identifiers", (CARD,), (), ((PASSPORT, PASSPORT | {"number": "N 5"}),))],
        ),
        (
            {"births": [{"date": "1984"}]},
            {"births": [{"date": "1985"}, {"date": "1986"}]},
            [Change("identity", "births", ({"date": "1984"},), ({"date": "1985"}, {"date": "1986"}), ())],
        ),
    ],
)
def test_change_of_a_property_is_told_by_its_values(before, after, expected):
    assert list(changes({"identity": before}, {"identity": after})) == expected


def test_change_of_the_case_is_told_beside_the_parts():
    before, after = ({CASE: {"basis": {"number": number}, "evaluation": "B2"}} for number in ("1", "2"))
    assert list(changes(before, after)) == [Change(CASE, "basis", (), (), (({"number": "1"}, {"number": "2"}),))]


@pytest.fixture(scope="module")
def world(shared_house, tmp_path_factory):
    """A record of UZ in three states: KZ sees it in full, RU its identity, AM a hit, TJ nothing."""
    folder = tmp_path_factory.mktemp("lines")
    label = factories.OPEN_LABEL | {"special_purposes": ["wanted-person"]}
    first = factories.person("UZ-1", "Tarxonbekov", "Eldor", label=label, special={"health": ["diabetic"]})
    second = factories.person("UZ-1", "Tarxonbekov", "Eldor", label=label, born="1985", special={"health": ["well"]})
    third = second | {"narrative": {"texts": ["Gone"]}, "evaluation": "A1"}
    with shared_house.superuser() as superuser:
        factories.cast(superuser)
        batches = [
            factories.contribute(folder, [line], name=f"{n}.jsonl") for n, line in enumerate((first, second, third))
        ]
        yield superuser.execute("select record_id from databanks_identity").fetchone()[0], batches


def told(world, officer: str, role: str = "reader", **words: str):
    return versions.versions(factories.open_as(officer, role, **words), world[0])


def changed(history) -> list[list[str]]:
    return [[change.code for change in state.changes] for state in history.states]


def test_owner_reads_every_state_with_who_brought_it_and_how(world):
    history = told(world, "UZ-3", "desk", **DESK)

    assert [state.version for state in history.states] == [3, 2, 1]
    assert changed(history) == [["texts", "places", "evaluation"], ["births", "health"], []]
    assert [state.first for state in history.states] == [False, False, True]
    assert [(s.entered_by, s.approver, s.file_name) for s in history.states] == [
        ("UZ-1", "UZ-2", f"{number}.jsonl") for number in (2, 1, 0)
    ]
    assert [state.batch for state in history.states] == [batch.id for batch in reversed(world[1])]
    assert history.states[1].bodies["identity"]["births"] == [{"date": "1985"}]
    assert history.states[2].bodies["special"] == {"health": [{"text": "diabetic"}]}
    assert [state.until for state in history.states[1:]] == [state.since for state in history.states[:-1]]


def test_reader_in_full_reads_the_states_and_nothing_of_the_owners_custody(world):
    history = told(world, "KZ-1")

    assert changed(history) == [["texts", "places", "evaluation"], ["births", "health"], []]
    assert {(state.batch, state.entered_by, state.approver, state.file_name) for state in history.states} == {
        (None, "", "", "")
    }


def test_special_categories_of_the_past_need_their_purpose(world):
    history = told(world, "KZ-1", purpose="criminal-investigation")

    assert changed(history) == [["texts", "places", "evaluation"], ["births"], []]
    assert [state.bodies.get("special", {}) for state in history.states] == [{}, {}, {}]


def test_reader_of_the_identity_reads_the_identitys_history_alone(world):
    history = told(world, "RU-1")

    assert changed(history) == [[], ["births"], []]
    assert {part for state in history.states for part in state.bodies} == {"identity"}


@pytest.mark.parametrize("officer", ["AM-1", "TJ-1"])
def test_hit_and_nothing_have_no_history(world, officer):
    assert told(world, officer) is None


@pytest.mark.parametrize(
    ("officer", "role", "rows"),
    [("UZ-3", "desk", 2), ("UZ-3", "reader", 2), ("KZ-1", "reader", 0), ("RU-1", "reader", 0), ("UZ-2", "approver", 2)],
)
def test_where_an_earlier_state_came_from_is_its_owners_alone(world, shared_house, officer, role, rows):
    token = factories.open_as(officer, role, **(DESK if role == "desk" else {}))
    with shared_house.connect() as app:
        app.execute("select set_config('commonweal.token', %s, true)", [token])
        found = app.execute("select entered_by, approver from databanks_provenance").fetchall()
    assert found == [("UZ-1", "UZ-2")] * rows


def test_nobody_changes_where_a_state_came_from(shared_house):
    with shared_house.superuser() as superuser:
        allowed = superuser.execute(
            "select array_agg(privilege_type::text) from information_schema.role_table_grants"
            " where grantee = 'cw_app' and table_name = 'databanks_provenance'"
        ).fetchone()[0]
    assert allowed is None  # the function that approves enters it


def test_reading_the_past_is_told_to_the_owner(world, shared_house):
    told(world, "KZ-2")
    with shared_house.superuser() as superuser:
        found = superuser.execute("select action, level from audit_touch where officer = 'KZ-2'").fetchall()
    assert found == [("databanks.versions.read", 4)]
