"""The life of records: warned before they end, kept for longer by an assessment alone, erased and registered."""

import uuid
from contextlib import suppress
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError

from commonweal.common import clock as house_clock
from commonweal.common.errors import BadInput, NotAllowed, NotNow
from commonweal.databanks import erasures, expiry, life, retention
from commonweal.databanks.actions import extensions
from commonweal.handling import warrants
from commonweal.house import database, places
from commonweal.workflow import queries as inbox
from tests import factories

NEEDED = {"reasons": "The search goes on; seen in May", "weighed": ["need", "basis"]}
LONG = timedelta(days=130)


@pytest.fixture
def world(house, superuser):
    factories.cast(superuser)
    return superuser


def settings() -> dict:
    return database.connection_settings("cw_clock", places.database_name())


def kept(days: int, klass: str = "wanted") -> dict:
    return {"class": klass, "until": (house_clock.today() + timedelta(days=days)).isoformat()}


def enter(tmp_path, *terms: int, name: str = "lines") -> None:
    lines = [factories.person(f"UZ-{n}", "Karimov", "Aziz", retention=kept(n)) for n in terms]
    factories.contribute(tmp_path, lines, name=name)


def record(world, ref: str) -> uuid.UUID:
    return world.execute("select record_id from databanks_identity where owner_ref = %s", [ref]).fetchone()[0]


def end(world, ref: str):
    return world.execute("select expires from databanks_identity where owner_ref = %s", [ref]).fetchone()[0]


def desk(officer: str = "UZ-3") -> str:
    return factories.open_as(officer, "desk", "own-records")


def approver(officer: str = "UZ-2") -> str:
    return factories.open_as(officer, "approver", "contribution")


def waiting(officer: str = "UZ-3") -> list[str]:
    with warrants.reading(desk(officer)):
        return [inbox.sentence(item) for item in inbox.waiting()]


def warned() -> list[str]:
    return [each for each in waiting() if "ends on" in each]


def ask(world, ref: str = "UZ-100", *, token: str = "", days: int = 400, **other):
    until = house_clock.today() + timedelta(days=days)
    return extensions.ask(token or desk(), record(world, ref), **({"until": until} | NEEDED | other))


def verbs(world) -> list[str]:
    return [row[0] for row in world.execute("select entry::json ->> 'verb' from audit_entry order by nth").fetchall()]


def test_owner_is_told_once_four_months_before_the_end_and_at_once_of_a_shorter_term(world, tmp_path, clock):
    enter(tmp_path, 30, 300)
    expiry.expire(settings())
    day = (house_clock.today() + timedelta(days=30)).isoformat()
    assert warned() == [f"UZ-30 ends on {day}: extend it with a reason, or let it end"]
    expiry.expire(settings())
    assert len(warned()) == 1

    clock.forward(timedelta(days=300 - 125))
    expiry.expire(settings())
    assert world.execute("select count(*) from databanks_warning").fetchone() == (0,)  # UZ-30 is gone, with its warning
    assert warned() == []
    clock.forward(timedelta(days=3))
    expiry.expire(settings())
    assert [each[:6] for each in warned()] == ["UZ-300"]
    assert [(each.owner_ref, each.retention_class, each.extension) for each in life.ends_soon(desk())] == [
        ("UZ-300", "wanted", "")
    ]
    assert life.ends_soon(desk("KZ-3")) == []


def test_many_records_are_told_of_in_one_item(world, tmp_path):
    enter(tmp_path, *range(20, 32))
    expiry.expire(settings())

    first = (house_clock.today() + timedelta(days=20)).isoformat()
    assert [each for each in waiting() if "Many records" in each] == [
        f"Many records of ours end soon, the first on {first}: see which"
    ]
    assert warned() == []
    assert len(life.ends_soon(desk())) == 12


def test_nothing_is_deleted_without_its_warning_not_even_by_the_clock(world, tmp_path, clock, as_role):
    enter(tmp_path, 10)
    clock.forward(timedelta(days=20))
    with as_role("cw_clock", autocommit=True) as by_hand:
        assert by_hand.execute("delete from databanks_record where expires <= common_now()").rowcount == 0
    assert expiry.expire(settings()) == 1

    ended, told, gone = world.execute("select ended, warned_at, erased_at from databanks_erasure").fetchone()
    assert ended < told <= gone
    assert verbs(world)[-2:] == ["databanks.records.warned", "databanks.record.expired"]


def test_record_is_kept_for_longer_by_another_approvers_decision_alone(world, tmp_path):
    enter(tmp_path, 100)
    expiry.expire(settings())
    made = ask(world)
    assert end(world, "UZ-100") == made.was
    assert any("asks to keep UZ-100" in each for each in waiting("UZ-4"))

    done = extensions.decide(approver(), made.id, event="grant", words="The treaty request is pending")

    assert (done.state, done.decided_by, end(world, "UZ-100")) == ("granted", "UZ-2", made.until)
    assert warned() == []
    assert waiting("UZ-3") == [
        f"UZ-2 decided that UZ-100 is kept until {(made.until - timedelta(days=1)).date().isoformat()}"
    ]
    assert "databanks.extension.granted" in verbs(world)
    with pytest.raises(NotNow):
        extensions.decide(approver("UZ-4"), made.id, event="decline", words="no")


def test_without_a_decision_the_record_ends_and_is_erased_with_what_was_asked(world, tmp_path, clock):
    enter(tmp_path, 100)
    made = ask(world)
    clock.forward(timedelta(days=102))
    with pytest.raises((NotNow, NotAllowed)):
        extensions.decide(approver(), made.id, event="grant", words="late")
    assert expiry.expire(settings()) == 1

    assert world.execute("select count(*) from databanks_extension").fetchone() == (0,)
    entries = world.execute("select string_agg(entry, '') from audit_entry").fetchone()[0]
    assert "Karimov" not in entries
    assert NEEDED["reasons"] not in entries


def test_declined_record_ends_on_its_day_and_the_asker_reads_it(world, tmp_path):
    enter(tmp_path, 100)
    made = ask(world)
    extensions.decide(approver(), made.id, event="decline", words="The case is closed")

    assert end(world, "UZ-100") == made.was
    assert any("UZ-2 declined to keep UZ-100" in each for each in waiting("UZ-3"))
    assert life.extensions(desk())[0].words == "The case is closed"
    again = ask(world, days=200)
    assert extensions.take_back(desk(), again.id).state == "withdrawn"


def test_who_asked_does_not_decide_nor_a_reader_nor_another_agency(world, tmp_path):
    enter(tmp_path, 100)
    made = ask(world, token=approver("UZ-4"))
    with pytest.raises(NotAllowed, match=r"extension\.own"):
        extensions.decide(approver("UZ-4"), made.id, event="grant", words="mine")
    with pytest.raises(NotAllowed):
        extensions.decide(desk(), made.id, event="grant", words="desk")
    for token in (approver("KZ-2"), approver("UZ-1")):  # another agency; who entered the record
        with pytest.raises(NotAllowed, match=r"extension\.unknown"):
            extensions.decide(token, made.id, event="grant", words="x")
    for officer, by in (("UZ-4", "UZ-4"), ("UZ-2", "UZ-4"), ("KZ-2", "KZ-2")):
        changed = 0
        with (
            warrants.reading(approver(officer)),
            suppress(DatabaseError),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(
                "update databanks_extension set state = 'granted', decided_by = %s, words = 'x', decided_at = now()",
                [by],
            )
            changed = cursor.rowcount
        assert changed == 0
    assert end(world, "UZ-100") == made.was


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"reasons": " "}, "databanks.extension.no-reason"),
        ({"weighed": []}, "databanks.extension.nothing-weighed"),
        ({"weighed": ["mood"]}, "databanks.extension.nothing-weighed"),
        ({"days": 60 * 31 + 30}, "databanks.extension.too-long"),
        ({"days": 50}, "databanks.extension.too-long"),
    ],
)
def test_request_that_cannot_be_taken_is_refused_with_a_code(world, tmp_path, wrong, code):
    enter(tmp_path, 100)
    with pytest.raises(BadInput) as refused:
        ask(world, **wrong)

    assert refused.value.code == code


def test_no_such_record_and_anothers_are_refused_in_the_same_words(world, tmp_path):
    enter(tmp_path, 100)
    said = set()
    for token, asked in ((desk("KZ-3"), record(world, "UZ-100")), (desk(), uuid.uuid4())):
        with pytest.raises(NotAllowed) as refused:
            extensions.ask(token, asked, until=house_clock.today() + LONG, **NEEDED)
        said.add((refused.value.code, refused.value.sentence()))

    assert len(said) == 1


def test_contribution_shortens_and_never_lengthens(world, tmp_path):
    enter(tmp_path, 100)
    before = end(world, "UZ-100")
    for number, days in enumerate((300, 50)):
        line = factories.person("UZ-100", "Karimov", "Aziz", born=f"198{number}", retention=kept(days))
        factories.contribute(tmp_path, [line], name=f"again-{number}")
        assert end(world, "UZ-100") == min(before, retention.end_of(house_clock.today() + timedelta(days=days)))


def test_extended_record_is_extended_again_when_its_time_comes(world, tmp_path, clock):
    enter(tmp_path, 100)
    for _ in range(3):
        made = ask(world, days=600)
        extensions.decide(approver(), made.id, event="grant", words="still sought")
        clock.set(made.until - timedelta(days=90))
        expiry.expire(settings())
        assert len(warned()) == 1
    assert end(world, "UZ-100") > house_clock.now()


def test_erasures_outlive_the_database_and_are_replayed_after_a_restore(world, tmp_path, clock):
    enter(tmp_path, 10, 300)
    clock.forward(timedelta(days=20))
    expiry.expire(settings())
    file = tmp_path / "erasures"
    assert (erasures.keep(settings(), file), erasures.keep(settings(), file)) == (1, 0)
    gone, still = world.execute(
        "select (select record from databanks_erasure), (select id from databanks_record)"
    ).fetchone()

    # A restore brings back what was erased: here the other record takes its id.
    world.execute("update databanks_erasure set record = %s", [uuid.uuid4()])
    text = file.read_text().replace(str(gone), str(still))
    file.write_text(text + "2026-01-01T00:00:00+00:00 torn")
    assert (erasures.replay(settings(), file), erasures.replay(settings(), file)) == (1, 0)
    assert world.execute("select count(*) from databanks_record").fetchone() == (0,)
    assert verbs(world)[-1] == "databanks.record.erased-again"

    file.write_text("nonsense\n")
    with pytest.raises(BadInput, match=r"erasures\.malformed"):
        erasures.replay(settings(), file)
