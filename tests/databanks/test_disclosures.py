"""Asking an owner for more of a record: steps, terms, rules, grounds, ends; and what nobody else learns."""

import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.db.utils import ProgrammingError

from commonweal.common import clock as clocks
from commonweal.common.errors import BadInput, NotAllowed, NotNow
from commonweal.databanks import disclosures, expiry, queries
from commonweal.databanks.actions import disclosures as deeds
from commonweal.handling import warrants
from commonweal.house import database
from commonweal.workflow import queries as inbox
from tests import factories

RULE = {
    "party": "AM",
    "kind": "interior",
    "purpose": "wanted-person",
    "handling": ["H0", "H1"],
    "level": "core",
    "hours": 48,
    "reason": "Agreed with the interior ministry",
}
KEPT = factories.OPEN_LABEL | {"scope": "agency"}
WORDS = {"reason": "He is before us", "facts": "Theft of a car, article 200, seen on camera"}


@pytest.fixture
def world(house, superuser, tmp_path):
    """A record of UZ that KZ sees in full, RU as core, AM as a hit, TJ (denied) not at all; one that UZ keeps."""
    factories.cast(superuser)
    lines = [factories.person("UZ-1", "Tarxonbekov", "Eldor"), factories.person("UZ-2", "Karimov", "Aziz", label=KEPT)]
    factories.contribute(tmp_path, lines)
    return superuser


def record(world, ref="UZ-1") -> uuid.UUID:
    return world.execute("select record_id from databanks_identity where owner_ref = %s", [ref]).fetchone()[0]


def desk(officer: str) -> str:
    return factories.open_as(officer, "desk", "own-records")


def approver(officer: str = "UZ-2") -> str:
    return factories.open_as(officer, "approver", "contribution")


def ask(world, officer="AM-1", level="core", **other):
    return deeds.ask(factories.open_as(officer), record(world), level=level, **WORDS | other)


def level(world, officer: str, **other) -> str:
    with warrants.reading(factories.open_as(officer, **other)) as holder:
        found = queries.fetch([record(world)], holder=holder)
    return next((each.level for each in found.values()), "nothing")


def waiting(officer: str) -> list[str]:
    with warrants.reading(desk(officer)):
        return [inbox.sentence(item) for item in inbox.waiting() if "disclosure" in item.words]


def test_core_then_full_is_granted_by_an_approver_and_ends_by_itself(world, clock):
    made = ask(world)
    assert (made.state, made.due_at - made.asked_at, level(world, "AM-1")) == ("asked", timedelta(hours=48), "hit")
    assert waiting("UZ-3") == ["AM-MIA asks for more of " + made.shown_as + ": grant it, or refuse on a ground"]
    assert waiting("AM-1") == ["We wait for UZ-MIA to decide what it shows of " + made.shown_as]
    until = clocks.now() + timedelta(days=3)
    granted = deeds.grant(approver(), made.id, until=until, words="For this case")

    assert (granted.state, granted.until, level(world, "AM-2"), level(world, "RU-1")) == (
        "granted", until, "core", "core"
    )  # fmt: skip
    assert (waiting("UZ-3"), len(waiting("AM-1"))) == ([], 1)
    more = ask(world, level="full")
    assert more.due_at - more.asked_at == timedelta(hours=72)
    deeds.grant(approver(), more.id, until=until)
    assert level(world, "AM-1") == "full"
    clock.forward(timedelta(days=3))
    assert level(world, "AM-1") == "hit"
    assert {each.state_on(clocks.now()) for each in disclosures.disclosures(desk("AM-1"))} == {"over"}
    with pytest.raises(NotNow):
        deeds.revoke(approver(), made.id)


def test_silence_is_overdue_to_both_and_gives_nothing(world, clock):
    made = ask(world, urgent=True)
    assert made.due_at - made.asked_at == timedelta(hours=24)
    clock.forward(timedelta(days=30))
    for officer in ("UZ-3", "AM-1"):
        found, _side = disclosures.disclosure(desk(officer), made.id)
        assert (found.state, found.late(clocks.now())) == ("asked", True)
        assert len(waiting(officer)) == 1
    assert level(world, "AM-1") == "hit"


def test_refusal_needs_a_ground_of_the_list_and_is_told(world):
    made = ask(world)
    with pytest.raises(BadInput, match=r"disclosure\.ground"):
        deeds.refuse(approver(), made.id, ground="no")
    deeds.refuse(approver(), made.id, ground="investigation", words="Wait a week")
    found, side = disclosures.disclosure(desk("AM-2"), made.id)
    assert (found.state, found.ground, found.answer, side) == ("refused", "investigation", "Wait a week", "asker")
    assert (level(world, "AM-1"), next(t.action for t in queries.touches(desk("UZ-3")))) == (
        "hit", "databanks.disclosure.refused"
    )  # fmt: skip


def test_rule_gives_at_once_to_whom_it_names_and_to_nobody_else(world, clock):
    rule = deeds.make_rule(approver(), **RULE)
    made = ask(world)
    assert (made.state, made.rule, level(world, "AM-2")) == ("granted", rule.id, "core")
    assert waiting("UZ-3") == [f"Your rule gave AM-MIA more of {made.shown_as}"]
    assert ask(world, level="full").state == "asked"  # the rule gives no more than the identity
    clock.forward(timedelta(hours=48))
    assert level(world, "AM-1") == "hit"
    deeds.end_rule(approver(), rule.id)
    assert ask(world).state == "asked"


@pytest.mark.parametrize(
    "other", [{"party": "KZ"}, {"kind": "prosecutor"}, {"purpose": "criminal-investigation"}, {"handling": ["H0"]}]
)
def test_rule_that_does_not_fit_in_one_thing_gives_nothing(world, other):
    deeds.make_rule(approver(), **RULE | other)
    assert (ask(world).state, level(world, "AM-1")) == ("asked", "hit")


def test_rule_gives_nothing_of_a_protected_record(world):
    deeds.make_rule(approver(), **RULE)
    world.execute("alter table handling_label disable trigger handling_label_immutable")
    world.execute("update handling_label set protected = true")
    world.execute("alter table handling_label enable trigger handling_label_immutable")
    assert ask(world).state == "asked"
    assert world.execute("select count(*) from handling_consent").fetchone() == (0,)


def test_revoked_grant_shows_nothing_more(world):
    made = ask(world)
    deeds.grant(approver(), made.id, until=clocks.now() + timedelta(days=3))
    assert (deeds.revoke(approver(), made.id).state, level(world, "AM-1")) == ("revoked", "hit")


def test_hidden_record_and_none_are_refused_in_the_same_words(world):
    said = set()
    for asked in (record(world), record(world, "UZ-2"), uuid.uuid4()):
        with pytest.raises(NotAllowed) as refused:
            deeds.ask(factories.open_as("TJ-1"), asked, level="core", **WORDS)
        said.add((refused.value.code, refused.value.sentence()))
    assert len(said) == 1


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ({"level": "all"}, "databanks.disclosure.level"),
        ({"level": "full"}, "databanks.disclosure.step"),
        ({"facts": " "}, "databanks.disclosure.words"),
        ({"reason": "x" * 2001}, "databanks.disclosure.words"),
    ],
)
def test_request_that_cannot_be_asked_is_refused_with_a_code(world, words, code):
    with pytest.raises(BadInput) as refused:
        ask(world, **words)
    assert refused.value.code == code


def test_same_is_asked_once_and_may_be_taken_back(world):
    made = ask(world)
    with pytest.raises(NotNow, match="asked-already"):
        ask(world, "AM-2")
    assert deeds.take_back(desk("AM-2"), made.id).state == "withdrawn"
    assert ask(world).state == "asked"


def test_third_agency_reads_and_decides_nothing_and_the_desk_does_not_decide(world):
    made = ask(world, facts="SECRET-FACTS")
    for officer in ("RU-1", "TJ-1", "KZ-1"):
        assert disclosures.disclosures(factories.open_as(officer)) == []
        assert disclosures.rules(desk(officer)) == []
        for token in (desk(officer), approver(officer)):
            with pytest.raises(NotAllowed):
                deeds.refuse(token, made.id, ground="security")
    with pytest.raises(NotAllowed, match="needs-approver"):
        deeds.refuse(desk("UZ-3"), made.id, ground="security")
    with pytest.raises(NotAllowed):
        deeds.grant(approver("AM-2"), made.id, until=clocks.now() + timedelta(days=1))


@pytest.mark.parametrize(
    "statement",
    [
        "update databanks_disclosure set state = 'granted', answered_by = 'UZ-2', consent = gen_random_uuid(),"
        " until = now() + '1 day'",
        "update databanks_disclosure set state = 'lapsed', answered_by = 'UZ-2'",
        "update databanks_disclosure set state = 'refused', ground = 'x', answered_by = 'UZ-1'",
    ],
)
def test_database_takes_no_grant_without_its_consent_and_no_decision_in_another_name(world, statement):
    ask(world)
    with pytest.raises(ProgrammingError), warrants.reading(approver()), connection.cursor() as cursor:
        cursor.execute(statement)


def test_request_about_a_record_that_ends_lapses(world, clock):
    made = ask(world)
    clock.forward(timedelta(days=1000))
    expiry.expire(database.connection_settings("cw_clock"))
    (found,) = disclosures.disclosures(desk("AM-1"))
    assert (found.id, found.state, waiting("AM-1"), waiting("UZ-3")) == (made.id, "lapsed", [], [])
