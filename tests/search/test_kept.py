"""Standing questions: what is new or changed is told to who may see it, once, and to nobody else anything."""

from datetime import timedelta

import pytest

from commonweal.common import sealed
from commonweal.common.errors import BadInput
from commonweal.databanks import queries
from commonweal.handling import warrants
from commonweal.house import database, places
from commonweal.search import expiry, kept, watching
from commonweal.workflow import queries as workflow
from tests import factories
from tests.search.running import running
from tests.search.test_silent import WATCHED, noted

HIDDEN = factories.OPEN_LABEL | {"full": [], "core": [], "hit": []}
HIT = factories.OPEN_LABEL | {"full": [], "core": [], "hit": ["KZ"]}
KARIMOV = {"family": "Каримов", "given": "Азиз"}


@pytest.fixture
def search(house, superuser, tmp_path):
    factories.cast(superuser)
    factories.contribute(tmp_path, [factories.person("UZ-1", "Karimov", "Aziz")])
    with running(tmp_path / "index") as process:
        yield process


@pytest.fixture
def watcher(search):
    return watching.Watcher()


def keep(officer: str = "KZ-1", days: int = 30, **question: object) -> kept.Kept:
    return kept.keep(factories.open_as(officer), KARIMOV | question, name="our Aziz", days=days)[0]


def add(search, folder, ref: str, **other: object) -> None:
    factories.contribute(folder, [factories.person(ref, "Karimov", "Aziz", **other)], name=f"{ref}.jsonl")
    search.keeper.look()


def items(officer: str, **other: str) -> list[str]:
    with warrants.reading(factories.open_as(officer, "desk", "own-records", **other)):
        return [workflow.sentence(each) for each in workflow.waiting() if each.kind == "question-matched"]


def told(question: kept.Kept, officer: str = "KZ-1") -> list[str]:
    return [each.record.owner_ref for each in kept.alerts(factories.open_as(officer), question.id)]


def test_what_is_new_or_changed_is_told_once_and_its_owner_learns_of_it(search, watcher, tmp_path):
    question = keep()
    assert (watcher.look(), told(question)) == (0, [])
    add(search, tmp_path, "UZ-9")
    assert (watcher.look(), watcher.look(), told(question)) == (1, 0, ["UZ-9"])
    assert items("KZ-1") == ["Your standing question “our Aziz”: UZ-MIA holds a record that possibly fits"]
    touches = queries.touches(factories.open_as("UZ-3", "desk", "own-records"))
    assert "search.kept.alerted" in {each.action for each in touches if each.owner_ref == "UZ-9"}

    factories.contribute(tmp_path, [factories.person("UZ-9", "Karimov", "Aziz", born="1984-03-15")], name="b.jsonl")
    search.keeper.look()
    assert (watcher.look(), told(question)) == (1, ["UZ-9", "UZ-9"])


def test_what_he_may_not_see_is_not_told_and_leaves_no_warrant(search, watcher, superuser, tmp_path):
    keep()
    watcher.look()
    opened = superuser.execute("select count(*) from handling_warrant where officer = 'KZ-1'").fetchone()
    add(search, tmp_path, "UZ-9", label=HIDDEN)
    assert watcher.look() == 0
    assert superuser.execute("select count(*) from handling_warrant where officer = 'KZ-1'").fetchone() == opened
    assert superuser.execute("select count(*) from search_alert where told").fetchone() == (0,)
    assert items("KZ-1") == []


def test_silent_record_is_told_to_its_owner_alone(search, watcher, superuser, tmp_path):
    keep()
    watcher.look()
    add(search, tmp_path, "UZ-9", label=WATCHED)
    assert (watcher.look(), items("KZ-1")) == (0, [])
    assert [line[:2] for line in noted(superuser)] == [("UZ-9", "KZ-1")]


def test_a_hit_is_told_once_whatever_changes_in_it(search, watcher, tmp_path):
    question = keep()
    add(search, tmp_path, "UZ-9", label=HIT)
    assert watcher.look() == 1
    factories.contribute(
        tmp_path, [factories.person("UZ-9", "Karimov", "Aziz", born="1984-03-15", label=HIT)], name="b.jsonl"
    )
    search.keeper.look()
    assert (watcher.look(), told(question)) == (0, [""])


def test_rights_are_those_of_the_day(search, watcher, superuser, tmp_path):
    question = keep()
    watcher.look()
    superuser.execute("update handling_exchange set confirmed = false")
    superuser.execute("update handling_epoch set value = value + 1")
    add(search, tmp_path, "UZ-9")
    assert (watcher.look(), told(question)) == (0, [])


def test_questions_ask_the_banks_that_they_name_and_that_may_be_asked_today(search, watcher, superuser, tmp_path):
    everywhere, united = keep(), keep(banks=["united"])
    assert watcher.look() == 0
    add(search, tmp_path, "UZ-9")
    assert (watcher.look(), told(everywhere), told(united)) == (2, ["UZ-9"], ["UZ-9"])
    superuser.execute("update databanks_participation set queries = '{}' where party = 'KZ' and bank = 'united'")
    add(search, tmp_path, "UZ-8")
    assert (watcher.look(), told(united)) == (0, ["UZ-9"])


def test_question_that_cannot_be_asked_any_more_stands_still_alone(search, watcher, superuser, tmp_path):
    sound, unsound = keep(), keep(type="person")
    words = sealed.seal(unsound.question | {"type": "gone"}, sealed.place("search_kept", unsound.id, "question"))
    superuser.execute("update search_kept set question = %s where id = %s", [words, unsound.id])
    add(search, tmp_path, "UZ-9")
    assert (watcher.look(), told(sound)) == (1, ["UZ-9"])
    states = {each.id: (each.state, each.problem) for each in kept.kept(factories.open_as("KZ-1"))}
    assert (states[sound.id], states[unsound.id][0]) == (("active", None), "suspended")
    assert states[unsound.id][1]["code"] == "search.question.unknown-type"


def test_officer_without_standing_has_his_questions_suspended(search, watcher, superuser, tmp_path):
    keep()
    watcher.look()
    superuser.execute("update members_officer set suspended_at = now() where code = 'KZ-1'")
    add(search, tmp_path, "UZ-9")
    assert watcher.look() == 0
    found = superuser.execute("select state, problem ->> 'code' from search_kept").fetchall()
    assert found == [("suspended", "search.kept.no-standing")]
    assert superuser.execute("select count(*) from search_alert where told").fetchone() == (0,)


def test_paused_question_tells_when_it_goes_on_and_an_ended_one_never(search, watcher, tmp_path):
    question, other = keep(), keep(family="Karimov", given="Aziz", born="1984")
    watcher.look()
    kept.set_state(factories.open_as("KZ-1"), question.id, "paused")
    kept.end(factories.open_as("KZ-1"), other.id)
    add(search, tmp_path, "UZ-9")
    assert watcher.look() == 0
    kept.set_state(factories.open_as("KZ-1"), question.id, "active")
    assert (watcher.look(), told(question)) == (1, ["UZ-9"])
    assert [each.id for each in kept.kept(factories.open_as("KZ-1"))] == [question.id]


def test_worker_that_starts_anew_tells_what_it_missed_and_nothing_twice(search, watcher, tmp_path):
    question = keep()
    add(search, tmp_path, "UZ-9")
    assert watcher.look() == 1
    add(search, tmp_path, "UZ-8")
    again = watching.Watcher()
    assert (again.look(), sorted(told(question))) == (1, ["UZ-8", "UZ-9"])


def test_question_is_its_officers_and_ends_with_its_term(search, watcher, superuser, clock, tmp_path):
    question = keep(days=10)
    for officer in ("KZ-2", "UZ-3"):
        token = factories.open_as(officer)
        kept.end(token, question.id)
        assert (kept.kept(token), kept.alerts(token, question.id)) == ([], [])
        with pytest.raises(BadInput, match="no such question"):
            kept.set_state(token, question.id, "paused")
    clock.forward(timedelta(days=11))
    add(search, tmp_path, "UZ-9")
    assert watcher.look() == 0
    expiry.expire(database.connection_settings("cw_clock", places.database_name()))
    assert superuser.execute("select count(*) from search_kept").fetchone() == (0,)


@pytest.mark.parametrize(("days", "name", "code"), [(366, "x", "365 days"), (0, "x", "365 days"), (5, " ", "a name")])
def test_question_without_name_or_beyond_a_year_is_refused(search, days, name, code):
    with pytest.raises(BadInput, match=code):
        kept.keep(factories.open_as("KZ-1"), KARIMOV, name=name, days=days)
