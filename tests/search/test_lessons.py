"""Names learned from records: enough people of several agencies teach a pair, and nobody is known by it."""

import uuid
from datetime import date, timedelta

import psycopg
import pytest
from django.db import connection

from commonweal.common.errors import BadInput, CommonwealError, NotAllowed, NotNow
from commonweal.handling import warrants
from commonweal.house import database
from commonweal.names import dictionary
from commonweal.search import client, learned, lessons, teaching, wire
from commonweal.workflow import queries as workflow
from tests import factories
from tests.search.running import asked, running

READERS = ["AM", "ATC", "AZ", "BKBOP", "BY", "KG", "KZ", "MD", "RU", "TJ", "TM", "UZ"]
COMMON = factories.OPEN_LABEL | {"classification": 0, "full": READERS, "core": [], "hit": [], "denied": []}
FATHERS = ["Иванович", "Петрович", "Олегович", "Юрьевич", "Маратович", "Азизович"]
SHAW = ("Шоу", "Shaw")


@pytest.fixture
def world(house, superuser):
    factories.cast(superuser)
    yield superuser
    dictionary.learn([], as_of=0)


def person(number: int, words: tuple[str, str] = SHAW, **other: object) -> dict:
    """A record with its name in two scripts: the family name is `words`; each its own father and day of birth."""
    given, father = "Иван", FATHERS[number % len(FATHERS)]
    born = (date(1960, 1, 1) + timedelta(days=400 * number)).isoformat()
    line = factories.person(f"P-{number}", words[0], given, born=born) | {"label": COMMON} | other
    parts = {"family": words[0], "given": given, "patronymic": father}
    latin = {"family": words[1], "given": "Ivan"}
    line["identity"]["names"] = [
        {"text": " ".join(each.values()), "kind": "full", "parts": each} for each in (parts, latin)
    ]
    return line


def secretariat(officer: str = "RU-3") -> str:
    return factories.open_as(officer, "secretariat", "own-records")


def hold(folder, lines: list[dict], party: str) -> None:
    factories.contribute(folder, lines, party=party, name=f"{uuid.uuid4().hex}.jsonl")


def learn() -> list[tuple[str, str, str, int]]:
    """One lesson from its being asked for to its end; what then stands as proposed."""
    lessons.ask(secretariat())
    teaching.teach(database.connection_settings("cw_clock"))
    return [(each.one, each.other, each.part, each.step) for each in lessons.pairs(secretariat(), "proposed")]


def test_five_people_of_five_families_in_two_agencies_teach_a_pair(world, tmp_path):
    hold(tmp_path, [person(number) for number in range(3)], "UZ")
    hold(tmp_path, [person(number) for number in range(3, 5)], "KZ")
    assert learn() == [("shaw", "шоу", "family", 5)]
    assert [(each.state, each.proposed, each.percent) for each in lessons.lessons(secretariat())] == [("done", 1, 100)]
    assert world.execute("select count(*) from search_taught").fetchone() == (0,)
    assert told("RU-3") == ["Pairs of words that may be one name wait for a decision: 1"]
    assert told("RU-4") == []


def told(officer: str) -> list[str]:
    """What stands on the officer's day of pairs."""
    with warrants.reading(factories.open_as(officer, "desk", "own-records")):
        return [workflow.sentence(each) for each in workflow.waiting() if each.kind == "pairs-proposed"]


def test_four_records_teach_nothing(world, tmp_path):
    hold(tmp_path, [person(0), person(1)], "UZ")
    hold(tmp_path, [person(2), person(3)], "KZ")
    assert learn() == []


def test_one_agency_alone_teaches_nothing_and_one_with_a_single_other_person_neither(world, tmp_path):
    hold(tmp_path, [person(number) for number in range(12)], "UZ")
    assert learn() == []
    hold(tmp_path, [person(20)], "KZ")
    assert learn() == []
    hold(tmp_path, [person(21)], "KZ")
    assert learn() == [("shaw", "шоу", "family", 10)]


def test_one_person_in_many_records_teaches_nothing(world, tmp_path):
    once = {"births": [{"date": "1984-03-14"}]}
    lines = [person(number) for number in range(12)]
    for line in lines:
        line["identity"] |= once
    hold(tmp_path, lines[:6], "UZ")
    hold(tmp_path, lines[6:], "KZ")
    assert learn() == []


def test_one_family_teaches_nothing_however_large(world, tmp_path):
    lines = [person(6 * number) for number in range(12)]  # twelve children of one father
    hold(tmp_path, lines[:6], "UZ")
    hold(tmp_path, lines[6:], "KZ")
    assert learn() == []


RESTRICTED = {
    "confidential": {"classification": 2},
    "for official use, unless the secretariat says so": {"classification": 1},
    "not abroad": {"scope": "party"},
    "watched in silence": {"silent": ["AM"], "full": [each for each in READERS if each != "AM"]},
    "denied to one": {"denied": ["TJ"], "full": [each for each in READERS if each != "TJ"]},
    "a hit to one": {"hit": ["AM"], "full": [each for each in READERS if each != "AM"]},
    "nothing to one": {"full": [each for each in READERS if each != "MD"]},
    "not onward": {"handling": "H2"},
}


@pytest.mark.parametrize("why", RESTRICTED)
def test_what_is_not_open_to_all_teaches_nothing_and_its_names_appear_nowhere(world, tmp_path, why):
    label = COMMON | RESTRICTED[why]
    hold(tmp_path, [person(number, label=label) for number in range(3)], "UZ")
    hold(tmp_path, [person(number, label=label) for number in range(3, 12)], "KZ")
    assert learn() == []
    for table in ("search_pair", "search_taught", "search_lesson", "audit_entry"):
        told = f"select count(*) from {table} t where t::text ~* 'shaw|шоу'"
        assert world.execute(told).fetchone() == (0,)


def test_a_bank_that_no_other_party_queries_today_teaches_nothing(world, tmp_path):
    hold(tmp_path, [person(number) for number in range(5)], "UZ")
    may_teach = "select count(*) from search_teaching_labels()"
    assert world.execute(may_teach).fetchone() == (1,)
    world.execute("update databanks_participation set queries = '{}' where party not in ('UZ', 'AM')")
    assert world.execute(may_teach).fetchone() == (1,)
    world.execute("update databanks_participation set until = '2026-01-01' where party = 'AM'")
    assert world.execute(may_teach).fetchone() == (0,)


def test_protected_blocked_and_expired_records_teach_nothing(world, tmp_path):
    hold(tmp_path, [person(number) for number in range(3)], "UZ")
    hold(tmp_path, [person(number) for number in range(3, 5)], "KZ")
    world.execute("alter table handling_label disable trigger all")
    world.execute("update handling_label set protected = true where owner_agency = 'KZ-MIA'")
    assert learn() == []
    world.execute("update handling_label set protected = false")
    world.execute("update databanks_record set status = 'blocked' where owner_agency = 'KZ-MIA'")
    assert learn() == []
    world.execute("update databanks_record set status = 'active', expires = now() where owner_agency = 'KZ-MIA'")
    assert learn() == []
    world.execute("update databanks_record set expires = now() + interval '1 day'")
    assert learn() == [("shaw", "шоу", "family", 5)]


def test_aliases_and_former_names_teach_nothing(world, tmp_path):
    lines = [person(number) for number in range(12)]
    for number, line in enumerate(lines):
        line["identity"]["names"][1]["kind"] = ("alias", "former", "maiden", "weak-alias", "nickname")[number % 5]
    hold(tmp_path, lines[:6], "UZ")
    hold(tmp_path, lines[6:], "KZ")
    assert learn() == []


def test_a_record_withdrawn_before_the_end_of_the_lesson_is_not_counted(world, tmp_path):
    hold(tmp_path, [person(number) for number in range(3)], "UZ")
    hold(tmp_path, [person(number) for number in range(3, 5)], "KZ")
    lessons.ask(secretariat())
    with psycopg.connect(**database.connection_settings("cw_clock"), autocommit=True) as clock:
        assert teaching.piece(clock) == 5
        assert world.execute("select count(*) from search_taught").fetchone() == (5,)
        world.execute("update databanks_record set status = 'withdrawn' where owner_agency = 'KZ-MIA'")
        assert teaching.piece(clock) == 0
    assert lessons.pairs(secretariat()) == []


def test_a_lesson_goes_on_where_it_was_killed(world, tmp_path, monkeypatch):
    hold(tmp_path, [person(number) for number in range(3)], "UZ")
    hold(tmp_path, [person(number) for number in range(3, 6)], "KZ")
    monkeypatch.setattr(teaching, "AT_ONCE", 2)
    lessons.ask(secretariat())
    with psycopg.connect(**database.connection_settings("cw_clock"), autocommit=True) as clock:
        teaching.piece(clock)
        with pytest.raises(ZeroDivisionError), clock.transaction():
            teaching.piece(clock)
            raise ZeroDivisionError
    assert 0 < lessons.lessons(secretariat())[0].percent < 100
    teaching.teach(database.connection_settings("cw_clock"))
    assert [each.step for each in lessons.pairs(secretariat())] == [5]


def accepted(folder) -> lessons.Pair:
    hold(folder, [person(number) for number in range(3)], "UZ")
    hold(folder, [person(number) for number in range(3, 5)], "KZ")
    learn()
    return lessons.decide(secretariat(), lessons.pairs(secretariat())[0].id, "accept", reason="usual spelling")


def test_an_accepted_pair_is_used_by_the_search_and_by_the_page_that_explains_until_it_is_undone(world, tmp_path):
    alone = factories.person("UZ-90", "Шоу", "Азиз")
    hold(tmp_path, [alone | {"label": COMMON}], "UZ")
    question = {"family": "Shaw", "given": "Aziz"}
    with running(tmp_path / "index") as process:
        reader = factories.open_as("KZ-1")
        before = {each.id: each.agreements["family"] for each in asked(reader, **question)}
        pair = accepted(tmp_path)
        assert dictionary.learned_as_of() == 0
        process.keeper.look()
        record = str(world.execute("select record_id from databanks_identity where owner_ref = 'UZ-90'").fetchone()[0])
        found = {each.id: each.agreements["family"] for each in asked(reader, **question)}
        assert (found[record], dictionary.others("Sau")) == ("variant", ("Sav",))
        answer = client.call(wire.Ask(token=reader, question=wire.Question(**question)))
        dictionary.learn([], as_of=0)  # as in another process, such as the web's: it learns of it by the answer
        learned.follow(answer.learned)
        assert dictionary.others("Sau") == ("Sav",)

        lessons.decide(secretariat(), pair.id, "undo", reason="a mistake")
        process.keeper.look()
        after = {each.id: each.agreements["family"] for each in asked(reader, **question)}
        assert (after.get(record), dictionary.others("Sau")) == (before.get(record), ())


def test_refused_pair_is_not_proposed_again_and_an_accepted_one_neither(world, tmp_path):
    pair = accepted(tmp_path)
    assert learn() == []
    lessons.decide(secretariat(), pair.id, "undo", reason="a mistake")
    dictionary.learn([], as_of=0)
    assert learn() == [("shaw", "шоу", "family", 5)]
    (proposed,) = lessons.pairs(secretariat())
    lessons.decide(secretariat("KZ-3"), proposed.id, "refuse", reason="two names")
    assert learn() == []
    assert [(each.state, each.decided_by, each.reason) for each in lessons.pairs(secretariat())] == [
        ("refused", "KZ-3", "two names")
    ]


def test_a_decision_that_is_committed_behind_a_later_one_is_used_too(world):
    def accept(word: str, at: str) -> None:
        world.execute(
            "insert into search_pair (id, one, other, part, step, state, proposed_at, decided_at, decided_by, reason)"
            " values (gen_random_uuid(), %s, 'шоу', 'family', 5, 'accepted', %s, %s, 'RU-3', 'usual')",
            [word, at, at],
        )

    def ask(statement: str) -> list[tuple]:
        return world.execute(statement).fetchall()

    accept("shaw", "2026-11-24 12:00:01+00")
    learned.use(ask)
    assert dictionary.others("Sau") == ("Sav",)
    accept("shore", "2026-11-24 12:00:00+00")
    assert learned.changed(ask)
    learned.use(ask)
    assert len(dictionary.others("Sau")) == 2
    assert not learned.changed(ask)
    world.execute("update search_pair set state = 'proposed'")
    assert (learned.use(ask), dictionary.others("Sau")) == (0, ())


def test_what_is_no_longer_taught_is_no_longer_proposed(world, tmp_path):
    hold(tmp_path, [person(number) for number in range(3)], "UZ")
    hold(tmp_path, [person(number) for number in range(3, 5)], "KZ")
    assert len(learn()) == 1
    world.execute("delete from databanks_record where owner_agency = 'KZ-MIA'")
    assert learn() == []


@pytest.mark.parametrize("role", ["reader", "desk", "contributor", "approver", "reviewer", "commission"])
def test_nobody_but_the_secretariat_learns_of_what_is_proposed(world, tmp_path, role):
    accepted(tmp_path)
    token = factories.open_as("UZ-3", role, "wanted-person" if role == "reader" else "own-records")
    for deed in (
        lambda: lessons.ask(token),
        lambda: lessons.lessons(token),
        lambda: lessons.pairs(token),
        lambda: lessons.decide(token, uuid.uuid4(), "accept", reason="x"),
        lambda: lessons.change_rule(token, what="records", number=9, source_en="x", source_ru="x"),
    ):
        with pytest.raises(NotAllowed) as refused:
            deed()
        assert refused.value.code == "search.lesson.not-secretariat"
    with warrants.reading(token), connection.cursor() as cursor:
        for table in ("search_lesson", "search_pair"):
            cursor.execute(f"select count(*) from {table}")
            assert cursor.fetchone() == (0,)


def test_one_lesson_at_a_time(world):
    lessons.ask(secretariat())
    with pytest.raises(NotNow) as refused:
        lessons.ask(secretariat("KZ-3"))
    assert refused.value.code == "search.lesson.running"


def test_a_decision_needs_a_reason_a_pair_and_a_state(world, tmp_path):
    pair = accepted(tmp_path)
    told = []
    for wanted, event, reason in (
        (pair.id, "accept", "again"),
        (pair.id, "undo", "  "),
        (pair.id, "burn", "x"),
        (uuid.uuid4(), "accept", "x"),
    ):
        with pytest.raises(CommonwealError) as refused:
            lessons.decide(secretariat(), wanted, event, reason=reason)
        told.append(refused.value.code)
    assert told == ["search.pair.other-state", "search.pair.no-reason", "search.pair.event", "search.pair.unknown"]


def test_thresholds_are_raised_with_a_source_and_never_lowered_under_the_floor(world, tmp_path):
    def change(what: str, number: int) -> None:
        lessons.change_rule(secretariat(), what=what, number=number, source_en="Decision 7", source_ru="Решение 7")

    for what, number in (("records", 4), ("agencies", 1), ("families", 0), ("classification", 2)):
        with pytest.raises(BadInput) as refused:
            change(what, number)
        assert refused.value.code == "search.lesson.too-low"
    change("persons", 6)
    change("classification", 1)
    assert {each.what: each.number for each in lessons.rules()}["persons"] == 6
    label = COMMON | {"classification": 1}
    hold(tmp_path, [person(number, label=label) for number in range(3)], "UZ")
    hold(tmp_path, [person(number, label=label) for number in range(3, 5)], "KZ")
    assert learn() == []
    hold(tmp_path, [person(5, label=label)], "KZ")
    assert learn() == [("shaw", "шоу", "family", 5)]


def test_every_deed_is_journalled(world, tmp_path):
    pair = accepted(tmp_path)
    lessons.decide(secretariat(), pair.id, "undo", reason="a mistake")
    entries = [entry for (entry,) in world.execute("select entry from audit_entry order by id").fetchall()]
    said = [verb for verb in ("asked", "begun", "ended") if any(f'"search.lesson.{verb}"' in each for each in entries)]
    said += [verb for verb in ("accepted", "undone") if any(f'"search.pair.{verb}"' in each for each in entries)]
    assert said == ["asked", "begun", "ended", "accepted", "undone"]
