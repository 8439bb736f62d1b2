"""Files that are screened: what an officer may see is found, nothing twice, nothing lost."""

import json
from datetime import timedelta

import pytest

from commonweal.common.errors import BadInput, NotAllowed, NotNow
from commonweal.databanks import queries, uploads
from commonweal.handling import warrants
from commonweal.house import database, places
from commonweal.search import actions, expiry, screening, screening_work, tasks
from tests import factories
from tests.search.running import running
from tests.search.test_silent import WATCHED, items

HIDDEN = factories.OPEN_LABEL | {"full": [], "core": [], "hit": []}
LIST = (
    "Фамилия;Имя;Дата рождения\n"
    "Каримов;Азиз;14.03.1984\n"
    "Тархонбеков;Эльдор;14.03.1984\n"
    ";;14.03.1984\n"
    "Никто;Никогда;01.01.1990\n"
    "Юсупов;Ботир;14.03.1984\n"
)


@pytest.fixture
def search(house, superuser, tmp_path):
    factories.cast(superuser)
    lines = [
        factories.person("UZ-1", "Karimov", "Aziz"),
        factories.person("UZ-2", "Yusupov", "Botir", label=HIDDEN),
        factories.person("UZ-7", "Tarxonbekov", "Eldor", label=WATCHED),
    ]
    factories.contribute(tmp_path, lines)
    with running(tmp_path / "index") as process:
        yield process


def received(token: str, text: str = LIST, name: str = "list.csv", **other: object) -> screening.Screening:
    with uploads.private_file() as file:
        file.write(text.encode())
        return screening_work.receive(file, token, name=name, **other)


def begun(token: str, text: str = LIST, **other: object) -> screening.Screening:
    return screening_work.begin(token, received(token, text).id, queue=False, **{"least": "weak"} | other)


def found(token: str, wanted) -> list[tuple]:
    return [(each.number, each.band, each.record.owner_ref) for each in screening.matches(token, wanted)]


def test_rows_are_found_as_the_officer_may_see_records_and_the_others_leave_no_trace(search, superuser):
    token = factories.open_as("KZ-1")
    done = screening_work.run(token, begun(token).id)

    assert (done.state, done.done, done.total, done.matched, done.refused) == ("done", 5, 5, 1, 1)
    assert found(token, done.id) == [(2, "strong", "UZ-1")]
    assert [(each.number, each.problem["code"]) for each in screening.refusals(token, done.id)] == [
        (4, "search.question.too-little")
    ]
    assert "Юсупов" not in str(superuser.execute("select to_jsonb(s) from search_screened s").fetchall())


def test_owner_sees_all_of_his_own_and_is_told_nothing_of_himself(search):
    token = factories.open_as("UZ-3")
    done = screening_work.run(token, begun(token).id)
    assert [ref for _, _, ref in found(token, done.id)] == ["UZ-1", "UZ-7", "UZ-2"]


def test_each_hit_is_a_touch_and_the_owner_is_told_once_a_file(search, superuser):
    token = factories.open_as("KZ-1")
    twice = LIST + "Karimov;Aziz;1984\n"
    wanted = begun(token, twice).id
    screening_work.run(token, wanted)

    touched = queries.touches(factories.open_as("UZ-3", "desk", "own-records"))
    assert [(t.officer, t.owner_ref) for t in touched if t.party == "KZ" and t.level > 1] == [("KZ-1", "UZ-1")]
    told = superuser.execute("select subject from workflow_inbox where kind = 'record-seen'").fetchall()
    assert len(told) == 1
    said = [json.loads(entry) for (entry,) in superuser.execute("select entry from audit_entry").fetchall()]
    begins = [each for each in said if each["verb"] == "search.screening.begun"]
    assert [(each["facts"]["rows"], each["facts"]["parts"]) for each in begins] == [(6, ["born", "family", "given"])]
    assert "Каримов" not in str(said)


def test_silent_records_alert_their_owner_alone(search, superuser):
    token = factories.open_as("KZ-1")
    done = screening_work.run(token, begun(token).id)
    for _ in range(100):
        if superuser.execute("select owner_ref from databanks_silent").fetchall():
            break
        superuser.execute("select pg_sleep(0.05)")
    assert superuser.execute("select owner_ref, officer from databanks_silent").fetchall() == [("UZ-7", "KZ-1")]
    assert [ref for _, _, ref in found(token, done.id)] == ["UZ-1"]
    assert items("KZ-1") == []


def test_work_that_breaks_off_goes_on_behind_the_last_piece_with_nothing_twice(search, superuser, monkeypatch):
    monkeypatch.setattr(screening_work, "CHUNK", 2)
    token = factories.open_as("UZ-3")
    wanted = begun(token).id
    calls = []

    def killed() -> None:
        calls.append(1)
        if len(calls) == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        screening_work.run(token, wanted, progress=killed)
    half = screening.screening(token, wanted)
    assert (half.state, half.done, half.position) == ("running", 2, 3)
    assert screening_work.run(token, wanted).done == 5
    assert [ref for _, _, ref in found(token, wanted)] == ["UZ-1", "UZ-7", "UZ-2"]
    assert superuser.execute("select sum(number) from search_use where what = 'row'").fetchone() == (5,)


def test_work_ends_with_the_officers_warrant_and_goes_on_under_another_of_the_same_purpose(search):
    token = factories.open_as("KZ-1")
    wanted = begun(token).id
    warrants.close_warrant(token)
    tasks.screen(str(wanted), "KZ-1")

    other = factories.open_as("KZ-1", purpose="border-check")
    stopped = screening.screening(other, wanted)
    assert (stopped.state, stopped.done, stopped.problem["code"]) == ("stopped", 0, "search.screening.warrant-over")
    with pytest.raises(NotAllowed, match="wanted-person"):
        screening_work.begin(other, wanted, queue=False)
    again = factories.open_as("KZ-1", case_ref="26/0500-1")
    screening_work.begin(again, wanted, queue=False)
    tasks.screen(str(wanted), "KZ-1")
    assert (screening.screening(again, wanted).state, found(again, wanted)) == ("done", [(2, "strong", "UZ-1")])
    assert found(factories.open_as("KZ-1", purpose="border-check"), wanted) == []


def test_suspended_officer_screens_nothing(search, superuser):
    token = factories.open_as("KZ-1")
    wanted = begun(token).id
    superuser.execute("update members_officer set suspended_at = now() where code = 'KZ-1'")
    tasks.screen(str(wanted), "KZ-1")
    state, problem = superuser.execute("select state, problem ->> 'code' from search_screening").fetchone()
    assert (state, problem) == ("stopped", "search.screening.no-standing")
    assert superuser.execute("select count(*) from search_screened").fetchone() == (0,)


def test_colleague_and_stranger_find_no_file(search):
    wanted = begun(factories.open_as("KZ-1")).id
    for officer in ("KZ-2", "UZ-3", "TJ-1"):
        token = factories.open_as(officer)
        assert screening.screenings(token) == []
        screening_work.forget(token, wanted)
        with pytest.raises(BadInput, match="no such file of yours"):
            screening_work.run(token, wanted)
    assert screening.screening(factories.open_as("KZ-1"), wanted).state == "queued"


def test_record_that_is_taken_away_is_gone_from_what_was_found(search, superuser):
    token = factories.open_as("KZ-1")
    wanted = screening_work.run(token, begun(token).id).id
    superuser.execute("update databanks_record set status = 'withdrawn'")
    assert found(token, wanted) == []
    with warrants.reading(token):
        from django.db import connection

        with connection.cursor() as cursor:
            cursor.execute("select count(*) from search_screened where record is not null")
            assert cursor.fetchone() == (0,)


def test_limit_of_rows_stops_the_work_and_enumeration_with_it(search, superuser, monkeypatch):
    monkeypatch.setattr(screening_work, "CHUNK", 2)
    superuser.execute("update search_limit set most = 3 where what = 'rows-day'")
    token = factories.open_as("KZ-1")
    wanted = begun(token).id
    with pytest.raises(NotNow, match="at most 3 rows a day"):
        screening_work.run(token, wanted)
    stopped = screening.screening(token, wanted)
    assert (stopped.state, stopped.done, stopped.problem["code"]) == ("stopped", 2, "search.limit.rows-day")


def test_file_goes_with_its_term_and_when_its_officer_says_so(search, superuser, clock):
    token = factories.open_as("KZ-1")
    early, late = received(token, days=1), received(token, days=30)
    with pytest.raises(BadInput, match="between 1 and 30 days"):
        received(token, days=31)
    clock.forward(timedelta(days=2))
    token = factories.open_as("KZ-1")
    assert [each.id for each in screening.screenings(token)] == [late.id]
    expiry.expire(database.connection_settings("cw_clock", places.database_name()))
    assert superuser.execute("select id from search_screening").fetchall() == [(late.id,)]
    screening_work.forget(token, late.id)
    assert superuser.execute("select count(*) from search_screening_chunk").fetchone() == (0,)
    assert early.id != late.id


def test_json_lines_and_a_mapping_of_ones_own_are_taken(search):
    token = factories.open_as("KZ-1")
    lines = "".join(json.dumps({"who": name, "when": "1984"}) + "\n" for name in ("Karimov Aziz", "Nobody Never"))
    wanted = received(token, lines, "list.jsonl").id
    with pytest.raises(BadInput, match="Say in which column"):
        screening_work.begin(token, wanted, queue=False)
    screening_work.begin(token, wanted, mapping={"full_name": "who", "born": "when"}, queue=False)
    assert screening_work.run(token, wanted).matched == 1


def test_banks_are_those_that_may_be_asked_on_the_day_of_the_work(search, superuser):
    token = factories.open_as("KZ-1")
    waiting = begun(token)
    superuser.execute("update databanks_participation set queries = '{}' where party = 'KZ'")
    with pytest.raises(NotAllowed, match="queries no bank"):
        screening_work.run(token, waiting.id)
    stopped = screening.screening(token, waiting.id)
    assert (stopped.state, stopped.done, stopped.problem["code"]) == ("stopped", 0, "search.question.no-bank")


def test_a_file_is_no_way_around_the_records_that_may_be_shown_in_a_day(search, superuser, tmp_path, clock):
    people = [("Karimov", "Aziz"), ("Nazarbekov", "Jamshid"), ("Ibragimov", "Temur"), ("Saidov", "Laziz")]
    lines = [factories.person(f"UZ-B{at}", *name) for at, name in enumerate(people)]
    factories.contribute(tmp_path, lines, name="b.jsonl")
    search.keeper.look()
    superuser.execute("update search_limit set most = 3 where what = 'shown-day'")
    rows = "".join(f"{family};{given};14.03.1984\n" for family, given in people)
    token = factories.open_as("KZ-1")
    file = begun(token, f"Фамилия;Имя;Дата рождения\n{rows}", least="strong")
    with pytest.raises(NotNow, match="different records"):
        screening_work.run(token, file.id)

    stopped = screening.screening(token, file.id)
    assert (stopped.state, stopped.done, stopped.matched) == ("stopped", 2, 2)  # two are called Karimov
    with pytest.raises(NotNow, match="different records"):
        actions.ask(token, {"family": "Karimov", "given": "Aziz"})

    clock.forward(timedelta(days=1, minutes=1))
    again = factories.open_as("KZ-1")
    screening_work.begin(again, file.id, queue=False)
    assert screening_work.run(again, file.id).done == 4
