"""Transition tables: they run, refuse with words, and cannot be made wrong."""

import re

import pytest

from commonweal.common.errors import NotAllowed, NotNow
from commonweal.workflow.transitions import Table, Transition

STATES = {"receiving": "being received", "staged": "waiting for approval", "approved": "approved", "refused": "refused"}
RECEIVED = Transition(
    "receiving", "close", "staged", ("contributor",), "databanks.batch.staged", "The last line has arrived."
)
APPROVED = Transition(
    "staged", "approve", "approved", ("approver",), "databanks.batch.approved", "Another officer approves the batch."
)
REFUSED = Transition(
    "staged", "refuse", "refused", ("approver",), "databanks.batch.refused", "Another officer refuses the batch."
)


def batch(**changes) -> Table:
    given = {"name": "batch", "states": STATES, "transitions": (RECEIVED, APPROVED, REFUSED), **changes}
    return Table(**given)


def test_table_leads_to_the_next_state():
    assert batch().after("staged", "approve", who={"approver", "reader"}) == "approved"


def test_table_gives_the_line_with_its_journal_verb():
    assert batch().line("staged", "refuse", who=["approver"]) == REFUSED


def test_event_in_a_wrong_state_says_what_is_possible():
    with pytest.raises(NotNow) as refusal:
        batch().after("receiving", "approve", who=["approver"])

    assert refusal.value.code == "workflow.event.not-now"
    assert refusal.value.sentence() == "“approve” is not possible while this is being received. Possible now: close."


def test_event_in_a_final_state_says_that_nothing_is_possible():
    with pytest.raises(NotNow) as refusal:
        batch().after("approved", "approve", who=["approver"])

    assert refusal.value.sentence() == "“approve” is not possible while this is approved. Possible now: nothing."


def test_event_by_a_wrong_role_says_whose_it_is():
    with pytest.raises(NotAllowed) as refusal:
        batch().after("staged", "approve", who=["contributor"])

    assert refusal.value.code == "workflow.event.not-allowed"
    assert refusal.value.sentence() == "“approve” is for approver to do."


def test_events_are_the_buttons_of_a_role():
    assert batch().events("staged") == ("approve", "refuse")
    assert batch().events("staged", who=["approver"]) == ("approve", "refuse")
    assert batch().events("staged", who=["reader"]) == ()


def test_first_and_final_states():
    assert batch().first == "receiving"
    assert batch().final == ("approved", "refused")


def test_mermaid_draws_every_state_and_line():
    assert batch().mermaid() == (
        "stateDiagram-v2\n"
        "    [*] --> receiving\n"
        "    receiving: being received\n"
        "    staged: waiting for approval\n"
        "    approved: approved\n"
        "    refused: refused\n"
        "    receiving --> staged: close (contributor)\n"
        "    staged --> approved: approve (approver)\n"
        "    staged --> refused: refuse (approver)\n"
        "    approved --> [*]\n"
        "    refused --> [*]\n"
    )


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"states": {}, "transitions": ()}, "it has no states"),
        ({"states": {**STATES, "lost": "lost"}}, "state lost cannot be reached"),
        ({"states": {"receiving": "being received"}, "transitions": (RECEIVED,)}, "state staged is not listed"),
        ({"transitions": (RECEIVED, APPROVED, REFUSED, REFUSED)}, "staged/refuse is listed twice"),
        (
            {"transitions": (RECEIVED, REFUSED, Transition("staged", "approve", "approved", (), "a.b.c", "x"))},
            "staged/approve lacks who, verb or words",
        ),
        (
            {"transitions": (RECEIVED, REFUSED, Transition("staged", "approve", "approved", ("x",), "approved", "x"))},
            "staged/approve lacks who, verb or words",
        ),
    ],
)
def test_table_that_is_wrong_cannot_be_made(changes, fault):
    with pytest.raises(ValueError, match=re.escape(f"transition table batch: {fault}")):
        batch(**changes)
