"""Cases before the commission, on a real database: one way in, read by whom it concerns, answered on a fixed day."""

from datetime import timedelta

import psycopg
import pytest

from commonweal.common.errors import BadInput, NotAllowed, NotNow
from commonweal.databanks import actions as databanks
from commonweal.databanks import queries
from commonweal.handling import warrants
from commonweal.house import database
from commonweal.oversight import cases, expiry, hearing, owners, reception
from commonweal.workflow import queries as inbox
from tests import factories

ASKED = reception.Request("access", "Tarxonbekov Eldor", "14.03.1984", "passport seen at KG embassy", "What is held?")


@pytest.fixture
def world(house, superuser, tmp_path):
    factories.cast(superuser)
    lines = [factories.person("UZ-1", "Tarxonbekov", "Eldor"), factories.person("UZ-2", "Xolmatov", "Anvar")]
    lines.append(factories.vehicle("UZ-3", ("plate", "01 A 123 BC", "UZ")))
    factories.contribute(tmp_path, lines)
    return superuser


def commission(officer: str = "RU-1") -> str:
    return factories.open_as(officer, "commission", "own-records")


def record_of(world, ref: str):
    return world.execute("select record_id from databanks_identity where owner_ref = %s", [ref]).fetchone()[0]


def admitted(world, token: str, **other: str):
    """A request that came by the page, admitted by the commission."""
    code = reception.receive(reception.Request(**{name: getattr(ASKED, name) for name in ASKED.__slots__} | other)).code
    case = next(each for each in cases.cases(token) if each.state == "received")
    hearing.identify(token, case.id)
    return hearing.admit(token, case.id), code


def test_a_commission_reads_a_record_only_inside_an_open_case_that_names_it(world, clock):
    token, record = commission(), record_of(world, "UZ-1")
    case, code = admitted(world, token)
    assert queries.record(token, record) is None
    assert hearing.record(token, case.id, record) is None

    assert hearing.name(token, case.id, agency="UZ-MIA", ref="UZ-1") == [record]
    assert hearing.name(token, case.id, agency="UZ-MIA", ref="UZ-1") == []
    assert hearing.record(token, case.id, record).level == "full"
    assert hearing.record(token, case.id, record_of(world, "UZ-2")) is None
    assert queries.record(token, record_of(world, "UZ-2")) is None
    assert queries.record(commission("TJ-1"), record) is None
    assert queries.record(factories.open_as("RU-1", "desk"), record) is None

    told = queries.touches(factories.open_as("UZ-2", "desk"), record=record)
    assert {(each.action, each.agency, each.level) for each in told if each.agency == "RU-MIA"} == {
        ("databanks.record.disclosed", "RU-MIA", 4),
        ("oversight.records.named", "RU-MIA", 4),
    }

    hearing.consult(token, case.id, question="May it be told?")
    hearing.decide(token, case.id, form="data", outcome="disclosed", answer="A notice of 2026.")
    assert reception.look(code).stage == "examined"
    clock.forward(timedelta(days=91))
    assert reception.look(code).answer == "A notice of 2026."
    assert expiry.tell(database.connection_settings("cw_clock")) == 1
    assert queries.record(commission(), record) is None
    assert (reception.look(code).stage, reception.look(code).form) == ("answered", "data")


@pytest.mark.parametrize(
    ("key", "found"),
    [
        ({"agency": "uz-mia", "ref": "UZ-1"}, 1),
        ({"number": "01a-123 bc"}, 1),
        ({"number": "N 04118227"}, 0),
        ({"born": "14.03.1984", "words": "Eldor TARXONBEKOV"}, 1),
        ({"born": "15.03.1984", "words": "Eldor Tarxonbekov"}, 0),
        ({"born": "14.03.1984", "words": "Eldor Another"}, 0),
        ({"agency": "KZ-MIA", "ref": "UZ-1"}, 0),
    ],
)
def test_records_are_named_by_reference_number_or_name_and_birth(world, key, found):
    token = commission()
    case, _code = admitted(world, token)

    assert len(hearing.name(token, case.id, **key)) == found


def test_nothing_is_named_above_the_clearance_nor_before_the_case_is_admitted(world):
    world.execute("set session_replication_role = replica")
    world.execute("update members_officer set clearance = 0 where code = 'RU-3'")
    world.execute("set session_replication_role = origin")
    token = commission()
    reception.receive(ASKED)
    (case,) = cases.cases(token)
    hearing.identify(token, case.id)
    with pytest.raises(NotNow):
        hearing.name(token, case.id, agency="UZ-MIA", ref="UZ-1")
    hearing.admit(token, case.id)

    assert hearing.name(commission("RU-3"), case.id, agency="UZ-MIA", ref="UZ-1") == []
    assert world.execute("select count(*) from handling_complaint").fetchone() == (0,)


def test_the_owner_learns_what_is_contested_and_not_who_asks(world):
    token, record = commission(), record_of(world, "UZ-1")
    case, _code = admitted(world, token, kind="deletion")
    hearing.name(token, case.id, agency="UZ-MIA", ref="UZ-1")
    owner = factories.open_as("UZ-2", "desk")
    assert cases.asked_of_us(owner) == []
    with pytest.raises(BadInput, match="not-asked"):
        owners.answer(owner, case.id, record, says="stands", reason="Court order")
    hearing.consult(token, case.id, question="Does it stand?")

    (asked,) = cases.asked_of_us(owner)
    assert (asked.question, asked.ref, asked.answered) == ("Does it stand?", "UZ-1", False)
    assert cases.cases(owner) == []
    with pytest.raises(BadInput, match="unknown"):
        cases.case(owner, case.id)
    assert cases.asked_of_us(factories.open_as("KZ-1", "desk")) == []
    assert cases.asked_of_us(factories.open_as("UZ-2", "contributor", "contribution")) == []
    with warrants.reading(owner):
        assert [each.kind for each in inbox.waiting()].count("complaint-asked") == 1
    databanks.block(record, factories.open_as("UZ-2", "approver", "contribution"), because="contested")
    owners.answer(owner, case.id, record, says="stands", reason="Court order")
    with warrants.reading(owner):
        assert [each.kind for each in inbox.waiting()].count("complaint-asked") == 0
    assert cases.asked_of_us(owner)[0].answered
    _case, person, (named,) = cases.case(token, case.id)
    assert (person.name, named.answers[0].reason, named.status) == ("Tarxonbekov Eldor", "Court order", "blocked")
    with warrants.reading(token):
        assert "complaint-answered" in {each.kind for each in inbox.waiting()}


def test_a_case_is_its_commissions_and_a_colleague_of_another_agency_reads_nothing(world):
    token = commission()
    case, _code = admitted(world, token)
    reception.receive(ASKED)

    assert len(cases.cases(commission("KZ-1"))) == 1  # the one that nobody took yet
    with pytest.raises(BadInput, match="unknown"):
        cases.case(commission("KZ-1"), case.id)
    for role in ("reader", "desk", "approver", "secretariat"):
        assert cases.cases(factories.open_as("RU-1", role)) == []


@pytest.mark.parametrize("role", ["reader", "desk", "contributor", "approver", "reviewer", "commission", "secretariat"])
def test_nobody_writes_a_hearing_or_a_name_by_himself(world, as_role, role):
    record, app = record_of(world, "UZ-1"), as_role("cw_app", autocommit=True)
    token = factories.open_as("RU-1", role)
    case = world.execute("select gen_random_uuid()").fetchone()[0]
    for statement, values in (
        ("insert into handling_complaint (record, agency, until, opened_by)"
         " values (%s, 'RU-MIA', 'infinity', 'RU-1')", [record]),
        ("insert into oversight_named (case_id, number, record, hearing, agency, owner_party, owner_agency,"
         " classification, named_by, named_at) values (%s, 'x', %s, gen_random_uuid(), 'RU-MIA', 'UZ', 'UZ-MIA', 0,"
         " 'RU-1', now())", [case, record]),
        ("insert into oversight_case (id, number, code_hash, kind, channel, state, received_at, due_at) values"
         " (%s, 'x', sha256('x'), 'access', 'page', 'received', now(), now())", [case]),
        ("select oversight_name(%s, 'UZ-MIA', 'UZ-1', '', '', '{}')", [case]),
        ("select oversight_close(%s)", [case]),
        ("select oversight_tell(1)", []),
        ("delete from oversight_case", []),
    ):  # fmt: skip
        with pytest.raises(psycopg.Error) as refused, app.transaction():
            app.execute("select set_config('commonweal.token', %s, true)", [token])
            app.execute(statement, values)
        assert "UZ-1" not in str(refused.value)


def test_the_third_form_is_one_sentence_and_leaves_on_the_same_day_whatever_is_held(world, clock):
    token = commission()
    held, code_held = admitted(world, token)
    nothing, code_nothing = admitted(world, token, name="Nobody Known")
    hearing.name(token, held.id, agency="UZ-MIA", ref="UZ-1")
    for case in (held, nothing):
        hearing.consult(token, case.id, question="May it be told?")
        with pytest.raises(BadInput, match="verified-with-words"):
            hearing.decide(token, case.id, form="verified", outcome="nothing-held", answer="Nothing.")
    decided = hearing.decide(token, nothing.id, form="verified", outcome="nothing-held")
    clock.forward(timedelta(days=60))
    token = commission()
    later = hearing.decide(token, held.id, form="verified", outcome="not-disclosed")

    assert abs(decided.answer_at - later.answer_at) < timedelta(minutes=1)
    for days in (20, 15):
        clock.forward(timedelta(days=days))
        one, other = reception.look(code_held), reception.look(code_nothing)
        told = [(each.kind, each.stage, each.reason, each.form, each.answer) for each in (one, other)]
        assert told[0] == told[1]
    assert told[0][1:] == ("answered", "", "verified", "")


def test_steps_are_those_of_the_table(world):
    token = commission()
    case, _code = admitted(world, token)
    with pytest.raises(NotNow):
        hearing.decide(token, case.id, form="verified", outcome="nothing-held")
    hearing.consult(token, case.id)
    with pytest.raises(BadInput, match="nothing-named"):
        hearing.decide(token, case.id, form="data", outcome="disclosed", answer="x")
    hearing.name(token, case.id, agency="UZ-MIA", ref="UZ-1")
    with pytest.raises(BadInput, match="not-asked"):
        hearing.decide(token, case.id, form="verified", outcome="nothing-held")
    with pytest.raises(NotNow):
        hearing.refuse(token, case.id, because="x")


def test_requests_are_counted_and_too_many_are_refused(world):
    for _ in range(5):
        reception.receive(ASKED, address="192.0.2.1")
    with pytest.raises(NotNow, match="too-many"):
        reception.receive(ASKED, address="192.0.2.1")
    reception.receive(ASKED, address="192.0.2.2")
    entered = reception.receive(ASKED, token=commission())
    assert entered.number in {each.number for each in cases.cases(commission())}
    assert entered.number not in {each.number for each in cases.cases(commission("KZ-1"))}
    with pytest.raises((NotAllowed, psycopg.Error, Exception)):
        reception.receive(ASKED, token="0" * 64)


@pytest.mark.parametrize("change", [{"name": ""}, {"born": "yesterday"}, {"kind": "all"}, {"wants": "x" * 2001}])
def test_what_is_missing_is_said(house, change):
    with pytest.raises(BadInput):
        reception.receive(reception.Request(**{name: getattr(ASKED, name) for name in ASKED.__slots__} | change))


def test_who_asked_is_erased_and_the_case_stays_for_the_statistics(world, clock):
    token = commission()
    code = reception.receive(ASKED).code
    (case,) = cases.cases(token)
    hearing.refuse(token, case.id, because="Not for this commission.")
    assert reception.look(code).reason == "Not for this commission."
    assert expiry.expire(database.connection_settings("cw_clock")) == 0
    clock.forward(timedelta(days=366))
    assert expiry.expire(database.connection_settings("cw_clock")) == 1
    assert cases.case(commission(), case.id)[1] is None
