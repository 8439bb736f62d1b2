"""Supervision on a real database: the day's sample, what an officer is asked, flags, honeypots; who sees none of it."""

import hashlib
from datetime import UTC, timedelta

import psycopg
import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.audit import journal
from commonweal.common import clock as house_clock
from commonweal.common.errors import BadInput, NotAllowed, NotNow
from commonweal.handling import warrants
from commonweal.house import database
from commonweal.oversight import follow, supervision
from commonweal.search import limits, tokens
from commonweal.workflow import queries as inbox
from tests import factories


@pytest.fixture
def world(house, superuser, tmp_path):
    factories.cast(superuser)
    for party in ("KZ", "UZ"):
        for number in (1, 2):
            superuser.execute(
                "insert into members_officer (code, rank, name, name_latin, agency_id, unit, clearance, roles)"
                " values (%s, '', 'Надзоров Пётр', '', %s, '', 0, '{auditor,desk}')",
                [f"{party}-A{number}", f"{party}-MIA"],
            )
            superuser.execute(
                "insert into members_accreditation (officer_id, since, until, by) values (%s, %s, %s, 'test')",
                [f"{party}-A{number}", house_clock.now() - timedelta(days=1), house_clock.now() + timedelta(days=3000)],
            )
    return superuser


def asked(officer: str, times: int = 1, *, records=(), name: str = "", case: str = "26/1") -> None:
    """Questions as the search journals them."""
    token = factories.open_as(officer, case_ref=case)
    for _ in range(times):
        if name:
            limits.count_question(token, tokens.of_name(name))
        with warrants.reading(token) as holder:
            touches = [journal.Touch(record, "UZ", "UZ-MIA", 4) for record in records]
            journal.record("search.question.asked", by=holder.actor, touches=touches, parts=["family"], banks=[])


def stepped(superuser) -> None:
    """The sequencer numbers, the clock process follows."""
    while superuser.execute("select audit_number(1000)").fetchone()[0]:
        pass
    follow.step(database.connection_settings("cw_clock"))


def auditor(party: str = "KZ", number: int = 1) -> str:
    return factories.open_as(f"{party}-A{number}", "auditor", "own-records")


@given(st.integers(0, 5000))
def test_sample_is_two_per_cent_and_at_least_twenty_or_all(questions):
    size = follow.size(questions)
    assert size >= min(questions, 20)
    assert size <= questions
    assert size >= 0.02 * questions
    assert size <= max(20, 0.02 * questions + 1)


@given(st.lists(st.uuids(), unique=True, max_size=60), st.binary(max_size=32), st.randoms())
def test_draw_depends_on_the_seed_alone_and_not_on_the_order(entries, seed, dice):
    first = follow.draw(entries, seed)
    dice.shuffle(entries)
    assert follow.draw(entries, seed) == first


def test_a_days_questions_are_drawn_when_the_day_is_over_and_the_seed_can_be_computed_again(world, clock):
    asked("KZ-1", 30)
    asked("UZ-1", 3)
    stepped(world)
    assert supervision.sample(auditor()) == []
    clock.forward(timedelta(days=1))
    stepped(world)
    drawn = supervision.sample(auditor())
    assert (len(drawn), {each.agency for each in drawn}) == (20, {"KZ-MIA"})
    assert len(supervision.sample(auditor("UZ"))) == 3

    seed = hashlib.sha256(b"").digest()
    day = drawn[0].day
    for leaf_hash, appended in world.execute(
        "select leaf_hash, appended_at from audit_entry where leaf is not null order by leaf"
    ):
        if appended.astimezone(UTC).date() == day:
            seed = hashlib.sha256(seed + leaf_hash).digest()
    entries = world.execute(
        "select entry from oversight_event where agency = 'KZ-MIA' and verb = 'search.question.asked'"
    ).fetchall()
    assert {each.entry for each in drawn} == set(follow.draw([entry for (entry,) in entries], seed))


def test_asking_goes_to_the_officer_and_his_answer_comes_back_and_refusals_are_counted(world, clock):
    asked("KZ-1", 2)
    stepped(world)
    clock.forward(timedelta(days=1))
    stepped(world)
    token = auditor()
    first, second = supervision.sample(token)
    with pytest.raises(BadInput, match="no-words"):
        supervision.judge(token, first.id, "ask")
    supervision.judge(token, first.id, "ask", words="Why?")
    officer = factories.open_as("KZ-1", "desk", "own-records")
    with warrants.reading(officer):
        assert [each.kind for each in inbox.waiting()] == ["sample-asked"]
    with pytest.raises(BadInput, match="unknown"):
        supervision.one(factories.open_as("KZ-2", "desk", "own-records"), first.id)
    with pytest.raises(BadInput, match="unknown"):
        supervision.one(officer, second.id)
    supervision.reply(officer, first.id, "A warrant of the court, no. 5")
    with warrants.reading(officer):
        assert inbox.waiting() == []
    with warrants.reading(token):
        assert [each.kind for each in inbox.waiting()] == ["sample-answered"]
    assert supervision.one(token, first.id).replies[0][0] == "A warrant of the court, no. 5"
    with pytest.raises(BadInput, match="no-reason"):
        supervision.judge(token, first.id, "refuse")
    assert supervision.judge(token, first.id, "refuse", reason="no-case").state == "refused"
    supervision.judge(token, second.id, "accept")
    with pytest.raises(NotNow):
        supervision.judge(token, second.id, "refuse", reason="private")
    with pytest.raises(BadInput, match="not-asked"):
        supervision.reply(officer, first.id, "More")


def test_supervisors_see_their_own_party_alone_and_nobody_else_sees_anything(world, clock, as_role):
    asked("KZ-1", 2)
    stepped(world)
    clock.forward(timedelta(days=1))
    stepped(world)
    (mine, _other) = supervision.sample(auditor())
    assert supervision.sample(auditor("UZ")) == []
    with pytest.raises(BadInput, match="unknown"):
        supervision.judge(auditor("UZ"), mine.id, "accept")
    app = as_role("cw_app", autocommit=True)
    for officer, role in (("KZ-1", "reader"), ("KZ-2", "desk"), ("KZ-1", "approver"), ("KZ-1", "secretariat"),
                          ("KZ-1", "commission"), ("UZ-A1", "auditor")):  # fmt: skip
        token = factories.open_as(officer, role, "own-records")
        if role != "auditor":
            with pytest.raises(NotAllowed):
                supervision.sample(token)
            with pytest.raises(NotAllowed):
                supervision.flags(token)
        with app.transaction():
            app.execute("select set_config('commonweal.token', %s, true)", [token])
            for table in ("oversight_sample", "oversight_event", "oversight_flag", "oversight_reply"):
                assert app.execute(f"select count(*) from {table}").fetchone() == (0,)
            assert app.execute("update oversight_sample set words = 'x'").rowcount == 0
    for statement in (
        "select * from oversight_followed",
        "select names from search_use",
        "insert into oversight_sample select * from oversight_sample",
        "insert into oversight_flag select * from oversight_flag",
        "delete from oversight_sample",
        "select oversight_officers()",
        "select oversight_mark('UZ-MIA', 'UZ-1', 'x')",
        "insert into oversight_honeypot values (gen_random_uuid(), '', '', 'x', '', now())",
    ):
        with pytest.raises(psycopg.Error), app.transaction():
            app.execute("select set_config('commonweal.token', %s, true)", [auditor()])
            app.execute(statement)


def test_a_honeypot_is_told_within_one_step_and_a_false_alarm_is_remembered(world, tmp_path):
    factories.contribute(tmp_path, [factories.person("UZ-1", "Nobody", "Known")])
    record = world.execute("select record_id from databanks_identity").fetchone()[0]
    secretariat = factories.open_as("RU-1", "secretariat", "own-records")
    with pytest.raises(BadInput, match=r"honeypot\.unknown"):
        supervision.mark(secretariat, agency="UZ-MIA", ref="UZ-7", because="x")
    with pytest.raises(NotAllowed):
        supervision.mark(auditor(), agency="UZ-MIA", ref="UZ-1", because="x")
    supervision.mark(secretariat, agency="uz-mia", ref="UZ-1", because="nobody has a case on it")
    asked("KZ-1", records=[record])
    stepped(world)
    token = auditor()
    (flag,) = supervision.flags(token)
    assert (flag.rule, flag.officer, flag.state) == ("honeypot", "KZ-1", "open")
    assert supervision.flags(auditor("UZ")) == []
    for number in (1, 2):
        with warrants.reading(auditor(number=number)):
            assert [each.kind for each in inbox.waiting()] == ["flag-raised"]
    with pytest.raises(BadInput, match="no-words"):
        supervision.settle(token, flag.id, "explain", words="")
    supervision.settle(token, flag.id, "explain", words="The secretariat tried it")
    asked("KZ-1", records=[record])
    stepped(world)
    assert follow.look(database.connection_settings("cw_clock")) == 0
    assert [each.state for each in supervision.flags(token)] == ["explained"]
    with pytest.raises(NotNow):
        supervision.settle(token, flag.id, "uphold", words="x")


def test_who_asks_about_himself_is_flagged_in_any_script_and_the_words_are_nowhere(world):
    world.execute("update members_officer set name = 'Ахметов Нурлан', name_latin = '' where code = 'KZ-3'")
    asked("KZ-3", name="Akhmetov Nurlan")
    asked("KZ-2", name="Akhmetov Nurlan")
    stepped(world)
    assert follow.look(database.connection_settings("cw_clock")) == 1
    (flag,) = supervision.flags(auditor())
    assert (flag.officer, flag.rule) == ("KZ-3", "own-name")
    kept = str(world.execute("select names from search_use").fetchall())
    assert "khmet" not in kept
    assert "full:" in kept


def test_events_go_after_a_month(world, clock):
    asked("KZ-1")
    stepped(world)
    assert world.execute("select count(*) from oversight_event").fetchone() == (1,)
    clock.forward(timedelta(days=40))
    stepped(world)
    assert world.execute("select count(*) from oversight_event").fetchone() == (0,)


@pytest.mark.parametrize(
    "role", ["reader", "contributor", "approver", "admin", "secretariat", "commission", "exporter"]
)
def test_who_supervises_does_not_use_the_banks(world, role):
    with pytest.raises(psycopg.errors.CheckViolation):
        world.execute(
            "insert into members_officer (code, rank, name, name_latin, agency_id, unit, clearance, roles)"
            " values ('KZ-9', '', 'x', '', 'KZ-MIA', '', 0, %s)",
            [["auditor", role]],
        )
