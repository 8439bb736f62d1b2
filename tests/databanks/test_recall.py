"""What ends a record early or keeps it from view, and recall: whoever was shown it confirms what became of it."""

import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.db.utils import DatabaseError

from commonweal.common import clock as house_clock
from commonweal.common.errors import BadInput, NotAllowed, NotNow
from commonweal.databanks import actions, contests, expiry, queries, recalls
from commonweal.databanks.actions import enquiries, extensions, receipts
from commonweal.handling import warrants
from commonweal.house import database, places
from commonweal.workflow import queries as inbox
from tests import factories
from tests.databanks.test_enquiries import protected_world

WRONG = {"kind": "wrong", "text": "The year is 1985"}


@pytest.fixture
def world(house, superuser, tmp_path):
    """One record of UZ, shown in full to KZ, in its identity to RU."""
    factories.cast(superuser)
    factories.contribute(tmp_path, [factories.person("UZ-1", "Tarxonbekov", "Eldor")])
    for officer in ("KZ-1", "RU-1"):
        assert queries.record(factories.open_as(officer), record(superuser)) is not None
    return superuser


def record(world, ref: str = "UZ-1") -> uuid.UUID:
    return world.execute("select record_id from databanks_identity where owner_ref = %s", [ref]).fetchone()[0]


def standing(world) -> tuple:
    return world.execute("select status, expires from databanks_record").fetchone()


def tick() -> int:
    return expiry.expire(database.connection_settings("cw_clock", places.database_name()))


def desk(officer: str = "UZ-3") -> str:
    return factories.open_as(officer, "desk", "own-records")


def approver(officer: str = "UZ-2") -> str:
    return factories.open_as(officer, "approver", "contribution")


def waiting(officer: str) -> list[str]:
    with warrants.reading(desk(officer)):
        return [inbox.sentence(item) for item in inbox.waiting()]


def owed(officer: str = "UZ-3") -> list[tuple[str, str, str]]:
    return [(each.agency, each.event, each.answer) for each in recalls.notices(desk(officer), of_us=False)]


def complain(world, agency: str = "AM-MIA", days: int = 200) -> None:
    """A complaint is open before the commission, which blocks the record while it hears it."""
    world.execute(
        "insert into handling_complaint (record, agency, until, opened_by) values (%s, %s, %s, 'AM-1')",
        [record(world), agency, house_clock.now() + timedelta(days=days)],
    )
    receipts.contest(factories.open_as("AM-1", "commission"), record(world), because="Perhaps political")


def test_purpose_achieved_ends_the_record_after_fifteen_days(world, clock):
    about = record(world)
    ends = actions.achieve(about, approver(), outcome="located", because="Seen in Tashkent, case closed")

    assert timedelta(days=15) <= ends - house_clock.now() < timedelta(days=16)
    assert contests.outcome(factories.open_as("RU-1"), about)[0] == "located"
    assert contests.outcome(factories.open_as("AM-1"), about) is None
    with pytest.raises(NotNow, match="achieved"):
        actions.achieve(about, approver("UZ-4"), outcome="ended", because="again")
    tick()
    assert any("UZ-1 ends on" in each for each in waiting("UZ-3"))
    clock.set(ends)
    assert queries.record(factories.open_as("KZ-1"), about) is None
    assert tick() == 1


def test_what_was_not_achieved_after_all_is_kept_by_an_assessment(world):
    about = record(world)
    actions.achieve(about, approver(), outcome="detained", because="held")
    until = house_clock.today() + timedelta(days=500)
    made = extensions.ask(desk(), about, until=until, reasons="He escaped", weighed=["need"])
    extensions.decide(approver(), made.id, event="grant", words="Escaped on Monday")

    assert standing(world)[1] == made.until
    assert contests.outcome(factories.open_as("RU-1"), about) is None


@pytest.mark.parametrize(
    ("token", "words", "code"),
    [
        (approver, {"outcome": "lost"}, "databanks.record.unknown-outcome"),
        (approver, {"because": " "}, "databanks.record.no-reason"),
        (lambda: approver("KZ-2"), {}, "databanks.record.not-owner"),
        (lambda: approver("UZ-1"), {}, "databanks.record.not-owner"),  # who entered it
    ],
)
def test_purpose_is_not_achieved_by_others_or_without_a_reason(world, token, words, code):
    before = standing(world)
    with pytest.raises((BadInput, NotAllowed)) as refused:
        actions.achieve(record(world), token(), **({"outcome": "located", "because": "x"} | words))

    assert (refused.value.code, standing(world)) == (code, before)


def test_correction_that_the_owner_leaves_unanswered_blocks_the_record_until_he_answers(world, clock):
    asked = enquiries.ask(factories.open_as("KZ-1"), record(world), **WRONG)
    tick()
    assert standing(world)[0] == "active"
    clock.set(asked.due_at)
    tick()

    assert standing(world)[0] == "blocked"
    assert queries.record(factories.open_as("KZ-1"), record(world)) is None
    assert any("is blocked, because nobody answered" in each for each in waiting("UZ-3"))
    clock.forward(timedelta(days=40))
    tick()
    assert [each.state for each in contests.contests(desk())] == ["silent"]
    assert standing(world)[0] == "blocked"
    enquiries.answer(desk(), asked.id, event="decline", words="The passport is right")
    assert standing(world)[0] == "active"
    assert not any("is blocked" in each for each in waiting("UZ-3"))


def test_accepted_correction_keeps_the_record_blocked_until_it_is_mended(world, clock, tmp_path):
    asked = enquiries.ask(factories.open_as("KZ-1"), record(world), **WRONG)
    clock.set(asked.due_at)
    tick()
    enquiries.answer(desk(), asked.id, event="accept", words="")
    assert standing(world)[0] == "blocked"
    factories.contribute(tmp_path, [factories.person("UZ-1", "Tarxonbekov", "Eldor", born="1985-03-14")], name="mended")
    enquiries.mend(desk(), asked.id)

    assert standing(world)[0] == "active"


def test_complaint_blocks_until_it_is_heard_and_the_owner_cannot_lift_it(world):
    for token in (factories.open_as("AM-1", "commission"), desk(), approver("KZ-2")):
        with pytest.raises(NotAllowed, match="not-heard"):
            receipts.contest(token, record(world), because="x")
    complain(world)
    assert standing(world)[0] == "blocked"
    (contest,) = contests.contests(desk())
    with pytest.raises(NotNow, match="contested"):
        actions.unblock(record(world), approver(), because="mine")
    with pytest.raises(DatabaseError), warrants.reading(approver()), connection.cursor() as cursor:
        cursor.execute("update databanks_record set status = 'active'")
    with pytest.raises(NotAllowed, match=r"contest\.unknown"):
        receipts.answer_contest(desk("KZ-3"), contest.id, words="x")
    receipts.answer_contest(desk(), contest.id, words="Court decision 5 stands")
    commission = factories.open_as("AM-1", "commission")
    assert [each.answer for each in contests.contests(commission)] == ["Court decision 5 stands"]
    assert contests.contests(desk("KZ-3")) == []
    world.execute("update handling_complaint set closed_at = common_now()")
    tick()
    assert standing(world)[0] == "active"


def test_silence_to_a_commission_ends_in_deletion_with_its_warning(world, clock):
    complain(world)
    clock.forward(timedelta(days=32))
    assert tick() == 1

    ended, told, gone = world.execute("select ended, warned_at, erased_at from databanks_erasure").fetchone()
    assert ended <= told <= gone
    assert sorted(owed()) == [("AM-MIA", "erased", ""), ("KZ-MIA", "erased", "")]  # the commission was shown it, too


@pytest.mark.parametrize("event", ["withdrawn", "blocked", "corrected", "erased"])
def test_who_was_shown_it_in_full_gets_one_notice_and_confirms(world, tmp_path, clock, event):
    about = record(world)
    if event == "corrected":
        factories.contribute(tmp_path, [factories.person("UZ-1", "Tarxonbekov", "Eldor", born="1985")], name="again")
    elif event == "erased":
        clock.forward(timedelta(days=1000))
        tick()
    else:
        {"withdrawn": actions.withdraw, "blocked": actions.block}[event](about, approver(), because="x")

    assert owed() == [("KZ-MIA", event, "")]
    assert len([each for each in waiting("KZ-3") if "confirm" in each]) == 1
    assert not [each for each in waiting("RU-3") if "confirm" in each]
    (notice,) = recalls.notices(desk("KZ-3"), of_us=True)
    for officer in ("RU-3", "UZ-3"):
        with pytest.raises(NotAllowed, match=r"notice\.unknown"):
            receipts.confirm(desk(officer), notice.id, answer="deleted")
    with pytest.raises(BadInput, match="unknown-answer"):
        receipts.confirm(desk("KZ-3"), notice.id, answer="kept")
    receipts.confirm(desk("KZ-3"), notice.id, answer="deleted")
    with pytest.raises(NotNow):
        receipts.confirm(desk("KZ-4"), notice.id, answer="never-kept")
    assert owed() == [("KZ-MIA", event, "deleted")]
    assert not [each for each in waiting("KZ-3") if "confirm" in each]


def test_who_took_it_out_at_its_identity_is_recalled_too(world):
    about = record(world)
    entry = world.execute("select entry from audit_touch where agency = 'RU-MIA'").fetchone()[0]
    world.execute("set session_replication_role = replica")
    world.execute("update audit_touch set action = 'databanks.records.exported' where entry = %s", [entry])
    world.execute("set session_replication_role = origin")
    actions.withdraw(about, approver(), because="x")

    assert sorted(owed()) == [("KZ-MIA", "withdrawn", ""), ("RU-MIA", "withdrawn", "")]


def test_what_waits_too_long_is_listed_for_the_owner_and_by_number_for_the_secretariat(world, clock):
    actions.withdraw(record(world), approver(), because="x")
    secretariat = {"role": "secretariat", "purpose": "own-records"}
    assert recalls.overdue(factories.open_as("RU-1", **secretariat)) == []
    clock.forward(timedelta(days=17))
    (found,) = recalls.overdue(factories.open_as("RU-1", **secretariat))

    assert (found.owner_agency, found.agency, found.many) == ("UZ-MIA", "KZ-MIA", 1)
    assert recalls.overdue(desk("RU-3")) == []
    assert [each.late(house_clock.now()) for each in recalls.notices(desk(), of_us=False)] == [True]


def test_notice_of_a_protected_record_is_read_under_its_purpose_alone(world, tmp_path):
    about = protected_world(world, tmp_path)
    protecting = factories.open_as("KZ-1", purpose="victim-protection")
    assert queries.record(protecting, about) is not None
    actions.withdraw(about, approver(), because="x")

    assert [each.shown_as for each in recalls.notices(protecting, of_us=True)] == ["UZ-V"]
    assert recalls.notices(desk("KZ-3"), of_us=True) == []
    assert recalls.notices(desk(), of_us=False) == []
    assert not [each for each in waiting("KZ-3") if "UZ-V" in each]
