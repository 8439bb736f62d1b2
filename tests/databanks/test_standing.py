"""What may happen to a record, as its table says it, is what happens; and tables know the states of the database."""

import re

import pytest

from commonweal.common.errors import NotAllowed, NotNow
from commonweal.databanks import actions
from commonweal.databanks.standing import ACTIVE, BLOCKED, RECORD, UPLOAD, WITHDRAWN, WORK
from tests import factories

DEEDS = {"block": actions.block, "unblock": actions.unblock, "withdraw": actions.withdraw}
TO = {ACTIVE: (), BLOCKED: ("block",), WITHDRAWN: ("withdraw",)}


@pytest.fixture
def record(house, superuser, tmp_path):
    factories.cast(superuser)
    factories.contribute(tmp_path, [factories.person("UZ-1", "Tarxonbekov", "Eldor")])
    return superuser.execute("select record_id from databanks_identity").fetchone()[0]


def status(superuser) -> str:
    return superuser.execute("select status from databanks_record").fetchone()[0]


@pytest.mark.parametrize("state", TO)
@pytest.mark.parametrize("event", DEEDS)
def test_deed_does_what_the_table_says_or_is_refused(record, superuser, state, event):
    token = factories.open_as("UZ-2", "approver", "contribution")
    for deed in TO[state]:
        DEEDS[deed](record, token, because="first")
    expected = {(line.state, line.event): line for line in RECORD.transitions}.get((state, event))

    if expected is None:
        with pytest.raises(NotNow, match=r"workflow\.event\.not-now"):
            DEEDS[event](record, token, because="then")
        assert status(superuser) == state
    else:
        DEEDS[event](record, token, because="then")
        assert status(superuser) == expected.next
        verbs = [row[0] for row in superuser.execute("select entry::json ->> 'verb' from audit_entry order by nth")]
        assert verbs[-1] == expected.verb


@pytest.mark.parametrize("state", TO)
def test_contribution_with_another_content_does_what_the_table_says(record, superuser, tmp_path, state):
    token = factories.open_as("UZ-2", "approver", "contribution")
    for deed in TO[state]:
        DEEDS[deed](record, token, because="first")
    factories.contribute(tmp_path, [factories.person("UZ-1", "Tarxonbekov", "Eldor", born="1985")], name="again.jsonl")

    assert status(superuser) == RECORD.after(state, "contribute", who=("approver",))


def test_another_role_is_told_whose_deed_it_is(record):
    with pytest.raises(NotAllowed, match=r"is for approver to do"):
        actions.block(record, factories.open_as("UZ-3", "desk", "own-records"), because="x")


@pytest.mark.parametrize(
    ("table", "of", "not_kept"),
    [
        ("databanks_record", RECORD, {"expired"}),
        ("databanks_upload", UPLOAD, {"gone"}),
        ("databanks_work", WORK, set()),
    ],
)
def test_states_of_the_table_are_states_of_the_database(shared_house, table, of, not_kept):
    with shared_house.superuser() as superuser:
        checks = superuser.execute(
            "select string_agg(pg_get_constraintdef(oid), ' ') from pg_constraint where conrelid = %s::regclass"
            " and contype = 'c'",
            [table],
        ).fetchone()[0]
    assert set(of.states) - not_kept <= set(re.findall(r"'([a-z-]+)'", checks))
