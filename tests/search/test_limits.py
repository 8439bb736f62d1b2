"""How much an officer may ask: who asks for all names there are gets no further than the bound."""

from datetime import timedelta

import pytest

from commonweal.common.errors import NotAllowed, NotNow
from commonweal.house import database, places
from commonweal.search import actions, expiry, limits, opening
from tests import factories
from tests.search.running import running

FAMILIES = ("Karimov", "Tarxonbekov", "Yusupov", "Rahimov", "Saidov")
GIVEN = ("Aziz", "Eldor", "Botir", "Rustam")
PEOPLE = [(family, given) for family in FAMILIES for given in GIVEN]


@pytest.fixture
def search(house, superuser, tmp_path):
    factories.cast(superuser)
    lines = [factories.person(f"UZ-{n}", *name) for n, name in enumerate(PEOPLE)]
    factories.contribute(tmp_path, lines)
    with running(tmp_path / "index") as process:
        yield process


def bound(superuser, **most: int) -> None:
    for what, number in most.items():
        superuser.execute("update search_limit set most = %s where what = %s", [number, what.replace("_", "-")])


def crawl(token: str) -> tuple[set, str]:
    """Every name is asked for, one after the other; what was shown, and the code that ended it."""
    shown = set()
    for family, given in PEOPLE:
        try:
            answer = actions.ask(token, {"family": family, "given": given})
        except NotNow as end:
            return shown, end.code
        shown |= {each.record.id for each in answer.candidates}
    return shown, ""


def test_enumeration_ends_at_the_records_that_an_officer_may_be_shown_in_a_day(search, superuser, clock):
    bound(superuser, shown_day=6)
    shown, code = crawl(factories.open_as("KZ-1"))
    most = 6 - 1 + actions.MOST
    assert (code, 6 <= len(shown) <= most) == ("search.limit.shown-day", True)
    # Another purpose, another warrant: the officer is the same.
    assert crawl(factories.open_as("KZ-1", case_ref="26/0999-1")) == (set(), code)
    assert crawl(factories.open_as("KZ-2"))[0]

    clock.forward(timedelta(days=1, minutes=1))
    assert crawl(factories.open_as("KZ-1"))[0]


def test_own_records_are_no_enumeration(search, superuser):
    bound(superuser, shown_day=1)
    assert crawl(factories.open_as("UZ-3"))[1] == ""


def test_questions_are_counted_by_the_hour_and_the_day_whatever_they_found(search, superuser, clock):
    bound(superuser, questions_hour=2, questions_day=3)
    token = factories.open_as("TJ-1")  # whom every label denies
    codes = []
    for minutes in (0, 1, 1, 61, 61):
        clock.forward(timedelta(minutes=minutes))
        token = factories.open_as("TJ-1")
        try:
            actions.ask(token, {"family": "Karimov", "given": "Aziz"})
            codes.append("")
        except NotNow as end:
            codes.append(end.code)
    assert codes == ["", "", "search.limit.questions-hour", "", "search.limit.questions-day"]


def test_a_short_name_is_a_name(search):
    assert actions.ask(factories.open_as("KZ-1"), {"family": "И", "given": "О"}).candidates == ()


def test_supervisor_sees_who_asked_how_much_and_nobody_else_does(search, superuser):
    superuser.execute("update members_officer set roles = roles || '{admin}' where code = 'KZ-2'")
    for _ in range(3):
        actions.ask(factories.open_as("KZ-1"), {"family": "Karimov", "given": "Aziz"})
    actions.ask(factories.open_as("RU-1"), {"family": "Karimov", "given": "Aziz"})

    used = limits.use_of_agency(factories.open_as("KZ-2", "admin", "own-records"))
    assert [(each.officer, each.questions, each.rows) for each in used] == [("KZ-1", 3, 0)]
    with pytest.raises(NotAllowed, match="registrar"):
        limits.use_of_agency(factories.open_as("KZ-1", "desk", "own-records"))


def test_secretariat_alone_sets_a_limit_of_one_agency(search, superuser):
    said = {"what": "questions-day", "most": 1, "source_en": "letter 7", "source_ru": "письмо 7", "agency": "KZ-MIA"}
    with pytest.raises(NotAllowed):
        limits.change(factories.open_as("KZ-1"), **said)
    superuser.execute("update members_officer set roles = roles || '{secretariat}' where code = 'UZ-3'")
    limits.change(factories.open_as("UZ-3", "secretariat", "own-records"), **said)

    actions.ask(factories.open_as("KZ-1"), {"family": "Karimov", "given": "Aziz"})
    with pytest.raises(NotNow, match="at most 1 questions a day"):
        actions.ask(factories.open_as("KZ-1"), {"family": "Karimov", "given": "Aziz"})
    for _ in range(2):
        actions.ask(factories.open_as("RU-1"), {"family": "Karimov", "given": "Aziz"})


def test_what_is_over_is_removed(search, superuser, clock):
    actions.ask(factories.open_as("KZ-1"), {"family": "Karimov", "given": "Aziz"})
    settings = database.connection_settings("cw_clock", places.database_name())
    assert expiry.expire(settings) == 0
    clock.forward(timedelta(days=31))
    assert expiry.expire(settings) > 1
    assert superuser.execute("select count(*) from search_use").fetchone() == (0,)


def test_a_shift_at_the_border_may_ask_more_than_a_desk(search, superuser):
    standing = {limit.what: limit.most for limit in limits.limits() if limit.post == "" and not limit.agency}
    assert (standing["questions-day"], standing["views-day"]) == (200, 50)
    superuser.execute("update search_limit set most = 1 where what = 'questions-day' and post = ''")
    desk = factories.open_as("KZ-1")
    border = factories.open_as("KZ-1", purpose="border-check", case_ref="", standing_duty="Post Dostyk")
    assert crawl(desk)[1] == "search.limit.questions-day"
    assert crawl(border)[1] == ""


def test_records_of_others_opened_in_full_are_counted_once_each(search, superuser, clock):
    bound(superuser, views_day=2)
    token = factories.open_as("KZ-1")
    records = [row[0] for row in superuser.execute("select record_id from databanks_identity limit 3").fetchall()]
    opened = [opening.record(token, each).level for each in (records[0], records[1], records[0])]
    entries = superuser.execute("select count(*) from audit_entry").fetchone()
    with pytest.raises(NotNow, match="views-day"):
        opening.record(token, records[2])
    assert opened == ["full"] * 3
    assert superuser.execute("select count(*) from audit_entry").fetchone() == entries  # nothing was disclosed
    assert opening.record(token, records[1]).level == "full"
    assert [opening.record(factories.open_as("UZ-3"), each).level for each in records] == ["full"] * 3  # his own
    clock.forward(timedelta(days=1, minutes=1))
    assert opening.record(factories.open_as("KZ-1"), records[2]).level == "full"
