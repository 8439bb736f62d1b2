"""How long records are kept: classes by type and category, what is shortened, and the bound in the database."""

from datetime import date, timedelta

import psycopg
import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from commonweal.common import clock as house_clock
from commonweal.common.errors import BadInput, NotAllowed
from commonweal.databanks import queries, retention
from commonweal.databanks.actions import shorten as actions
from commonweal.handling import warrants
from tests import factories

SHORTEST = {"class_": "wanted", "months": 12, "party": "UZ", "source": "order 5"}


@pytest.fixture
def world(house, superuser):
    factories.cast(superuser)
    return superuser


def secretariat() -> str:
    return factories.open_as("RU-1", "secretariat", "own-records")


def kept(klass: str, months: int, *, more: int = 0) -> dict:
    until = retention.behind(house_clock.today(), months) + timedelta(days=more)
    return {"class": klass, "until": until.isoformat()} if klass else {"until": until.isoformat()}


def notice(ref: str, category: str, **other) -> dict:
    return factories.notice(ref, "Karimov", "Aziz", category=category, **other)


def person_kept(ref: str, term: dict) -> dict:
    made = factories.person(ref, "A", "B", retention=term)
    return made | {
        "basis": made["basis"] | {"date": "2026-02-01"},
        "narrative": dict(factories.GATED),
        "neutrality": factories.answered(),
    }


def classes(world) -> list[str]:
    return [row[0] for row in world.execute("select retention_class from databanks_narrative order by 1").fetchall()]


def test_every_class_is_in_the_database_as_its_file_says(world):
    found = world.execute("select code, initial, longest, silence from databanks_retention").fetchall()
    assert set(found) == {
        (each.code, each.initial, each.longest, each.silence) for each in retention.classes().values()
    }


@given(st.lists(st.tuples(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(1, 130)), max_size=60))
def test_month_later_is_the_same_day_or_the_last_and_never_goes_back(days):
    for day, months in days:
        later = retention.behind(day, months)
        assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
        assert later.day == day.day or (later + timedelta(days=1)).day == 1
        assert retention.behind(day + timedelta(days=1), months) >= later


def test_bound_of_the_database_is_that_of_the_lines(world):
    days = [date(2023, 12, 1) + timedelta(days=number) for number in range(0, 800, 7)]
    days += [date(2024, 2, 29), date(2026, 8, 31), date(2027, 8, 31)]
    for day in days:
        for each in retention.classes().values():
            found = world.execute("select databanks_bound(%s, %s, 'UZ', 'united')", [retention.end_of(day), each.code])
            # The end of a day is the first moment of the next one.
            expected = retention.end_of(retention.behind(day + timedelta(days=1), each.initial))
            assert found.fetchone()[0] == expected


@pytest.mark.parametrize(("category", "klass"), [("a", "wanted"), ("b", "procedure"), ("e", "missing")])
def test_class_of_a_notice_follows_its_category(world, tmp_path, category, klass):
    other = "procedure" if klass != "procedure" else "wanted"
    lines = [
        notice("UZ-1", category, retention=kept(klass, 30)),
        notice("UZ-2", category, retention=kept("", 30)),
        notice("UZ-3", category, retention=kept(other, 30)),
    ]
    batch = factories.contribute(tmp_path, lines)

    assert (batch.rows_new, batch.rows_refused) == (2, 1)
    assert classes(world) == [klass, klass]


def test_class_is_to_be_said_where_the_type_allows_several(world, tmp_path):
    batch = factories.contribute(tmp_path, [factories.person("UZ-1", "A", "B", retention=kept("", 6))])
    code, message = world.execute("select code, message from databanks_refused").fetchone()

    assert (batch.rows_refused, "retention.class" in message) == (1, True), code


@pytest.mark.parametrize(("klass", "months"), [("wanted", 60), ("procedure", 36), ("discreet", 12)])
def test_last_day_of_the_class_is_taken_and_the_next_refused(world, tmp_path, klass, months):
    lines = [
        person_kept("UZ-1", kept(klass, months)),
        person_kept("UZ-2", kept(klass, months, more=1)),
    ]
    batch = factories.contribute(tmp_path, lines)

    assert (batch.rows_new, batch.rows_refused) == (1, 1)
    assert world.execute("select code from databanks_refused").fetchone() == ("databanks.line.term-too-long",)


def test_state_shortens_for_itself_alone_and_lines_and_database_hold_it(world, tmp_path):
    actions.shorten(secretariat(), **SHORTEST)
    long = factories.person("UZ-1", "A", "B", retention=kept("wanted", 13))
    mine = factories.contribute(tmp_path, [long, long | {"ref": "UZ-2", "retention": kept("wanted", 12)}])
    theirs = factories.contribute(tmp_path, [long | {"ref": "KZ-1"}], party="KZ", name="kz")

    assert (mine.rows_new, mine.rows_refused, theirs.rows_new) == (1, 1, 1)
    with pytest.raises(psycopg.errors.CheckViolation, match="term-too-long"):
        world.execute("update databanks_record set expires = expires + interval '2 days' where owner_party = 'UZ'")


def test_nobody_lengthens_a_term_beyond_the_class_not_even_by_hand(world, tmp_path):
    factories.contribute(tmp_path, [factories.person("UZ-1", "A", "B", retention=kept("wanted", 60))])
    for change in (
        "update databanks_record set expires = expires + interval '1 second'",
        "update databanks_record set expires = 'infinity'",
        "update databanks_narrative set retention_class = 'procedure'",
        "update databanks_narrative set retention_class = 'nothing'",
    ):
        with pytest.raises(psycopg.errors.CheckViolation, match="term-too-long"):
            world.execute(change)
    token = factories.open_as("UZ-2", "approver", "contribution")
    with pytest.raises(Exception, match="permission denied"), warrants.reading(token), connection.cursor() as cursor:
        cursor.execute("update databanks_record set expires = expires + interval '1 second'")


def test_record_is_invisible_from_the_moment_of_its_end_though_every_job_is_dead(world, tmp_path, clock):
    factories.contribute(tmp_path, [factories.person("UZ-1", "A", "B", retention=kept("wanted", 1))])
    record, end = world.execute("select id, expires from databanks_record").fetchone()
    clock.set(end - timedelta(seconds=30))
    before = [queries.record(factories.open_as(who), record) for who in ("UZ-3", "KZ-1")]
    clock.set(end)
    after = [queries.record(factories.open_as(who), record) for who in ("UZ-3", "KZ-1")]

    assert all(before)
    assert after == [None, None]
    assert world.execute("select count(*) from databanks_record").fetchone() == (1,)


@pytest.mark.parametrize(
    "wrong",
    [
        {"class_": "for ever"},
        {"months": 60},
        {"months": 0},
        {"party": "XX"},
        {"bank": "nothing"},
        {"party": "*"},
        {"source": " "},
    ],
)
def test_term_that_cannot_be_entered_is_refused(world, wrong):
    with pytest.raises(BadInput) as refused:
        actions.shorten(secretariat(), **SHORTEST | wrong)

    assert refused.value.code == "databanks.retention.malformed"
    assert retention.shortened() == []


def test_another_role_shortens_nothing(world):
    with pytest.raises(NotAllowed, match="not-secretariat"):
        actions.shorten(factories.open_as("UZ-3"), **SHORTEST)
