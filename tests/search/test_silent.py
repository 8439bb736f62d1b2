"""A record that is watched in silence: its owner learns who asked, the asker learns nothing, not even by the time."""

import json
import statistics
import time
import uuid

import pytest

from commonweal.databanks import queries, silent
from commonweal.handling import warrants
from commonweal.house import database, places
from commonweal.search import actions
from commonweal.workflow import queries as workflow
from tests import factories
from tests.search.running import running
from tests.search.test_process import framed, raw

ELDOR = {"family": "Тархонбеков", "given": "Эльдор", "born": "1984-03-14"}
WATCHED = factories.OPEN_LABEL | {"full": [], "core": [], "hit": [], "silent": ["KZ", "RU"]}


@pytest.fixture
def search(house, superuser, tmp_path):
    factories.cast(superuser)
    factories.contribute(tmp_path, [factories.person("UZ-1", "Karimov", "Aziz")])
    with running(tmp_path / "index") as process:
        yield process


def watch(search, folder, *refs: str) -> None:
    """UZ enters records of which it wants to know who asks."""
    lines = [factories.person(ref, "Tarxonbekov", "Eldor", label=WATCHED) for ref in refs or ("UZ-7",)]
    factories.contribute(folder, lines)
    search.keeper.look()


def tell() -> int:
    return silent.tell(database.connection_settings("cw_clock", places.database_name()))


def noted(superuser) -> list[tuple]:
    return superuser.execute("select owner_ref, officer, purpose, case_ref from databanks_silent").fetchall()


def items(officer: str, **other: str) -> list[str]:
    with warrants.reading(factories.open_as(officer, "desk", "own-records", **other)):
        return [f"{item.kind}: {workflow.sentence(item)}" for item in workflow.waiting() if item.kind == "silent-hit"]


def test_owner_is_told_once_of_each_question_and_the_asker_of_nothing(search, superuser, tmp_path):
    watch(search, tmp_path)
    for _ in range(2):
        assert actions.ask(factories.open_as("KZ-1"), ELDOR).candidates == ()
    search.keeper.settle()

    assert noted(superuser) == [("UZ-7", "KZ-1", "wanted-person", "26/0417-3")] * 2
    assert (tell(), tell(), noted(superuser)) == (2, 0, [])
    said = "silent-hit: KZ-MIA asked about UZ-7 and learned nothing, purpose wanted-person, case 26/0417-3"
    assert items("UZ-3") == [said] * 2
    touches = queries.touches(factories.open_as("UZ-3", "desk", "own-records"))
    assert [(t.officer, t.level, t.owner_ref) for t in touches if t.party == "KZ"] == [("KZ-1", 1, "UZ-7")] * 2


def test_nobody_else_sees_anything_of_it(search, superuser, tmp_path):
    watch(search, tmp_path)
    actions.ask(factories.open_as("KZ-1"), ELDOR)
    search.keeper.settle()
    tell()

    for officer in ("KZ-1", "KZ-2", "RU-1"):
        desk = factories.open_as(officer, "desk", "own-records")
        assert (items(officer), queries.touches(desk)) == ([], [])


@pytest.mark.parametrize(
    ("officer", "other"),
    [
        ("AM-1", {}),  # not watched
        ("TJ-1", {}),  # denied
        ("UZ-1", {}),  # the owner himself
        ("KZ-1", {"purpose": "border-check"}),
    ],
)
def test_question_that_reaches_nothing_in_silence_is_not_noted(search, superuser, tmp_path, officer, other):
    watch(search, tmp_path)
    actions.ask(factories.open_as(officer, **other), ELDOR)
    search.keeper.settle()

    assert noted(superuser) == []


def test_note_is_written_though_the_warrant_was_closed_meanwhile(search, superuser, tmp_path):
    watch(search, tmp_path)
    token = factories.open_as("KZ-1")
    actions.ask(token, ELDOR)
    warrants.close_warrant(token)
    search.keeper.settle()

    assert noted(superuser) == [("UZ-7", "KZ-1", "wanted-person", "26/0417-3")]


def test_words_of_the_question_are_written_nowhere(search, superuser, tmp_path):
    watch(search, tmp_path)
    actions.ask(factories.open_as("KZ-1"), ELDOR | {"patronymic": "Канареевич"})
    search.keeper.settle()
    written = "select count(*) from (select x::text from {} x) t(row) where row ~ 'анареевич|Тархонбеков|Эльдор'"
    assert superuser.execute(written.format("databanks_silent")).fetchone() == (0,)
    tell()
    for table in ("workflow_inbox", "audit_entry", "audit_touch"):
        assert superuser.execute(written.format(table)).fetchone() == (0,)


def test_kill_between_note_and_telling_loses_nothing_and_tells_once(search, superuser, tmp_path, monkeypatch):
    """The telling breaks off when everything of it is written and nothing committed."""
    watch(search, tmp_path)
    actions.ask(factories.open_as("KZ-1"), ELDOR)
    search.keeper.settle()
    superuser.execute(
        "create function die() returns trigger language plpgsql as $$ begin raise exception 'killed'; end $$;"
        "create constraint trigger die after insert on workflow_inbox deferrable initially deferred"
        " for each row when (new.kind = 'silent-hit') execute function die()"
    )
    with pytest.raises(Exception, match="killed"):
        tell()
    assert (len(noted(superuser)), items("UZ-3")) == (1, [])

    superuser.execute("drop function die cascade")
    assert (tell(), len(items("UZ-3"))) == (1, 1)


def test_note_of_another_warrant_or_of_a_record_not_watched_is_not_taken(search, superuser, as_role, tmp_path):
    watch(search, tmp_path)
    records = dict(superuser.execute("select owner_ref, record_id from databanks_identity").fetchall())
    kz, am = (warrants.current(factories.open_as(officer)).id for officer in ("KZ-1", "AM-1"))
    indexer = as_role("cw_indexer", autocommit=True)
    for warrant, ref in ((am, "UZ-7"), (kz, "UZ-1"), (uuid.uuid4(), "UZ-7")):
        indexer.execute("select databanks_note_silent(%s, %s, %s)", [uuid.uuid4(), warrant, [records[ref]]])
    assert noted(superuser) == []
    indexer.execute("select databanks_note_silent(%s, %s, %s)", [uuid.uuid4(), kz, [records["UZ-7"]]])
    assert len(noted(superuser)) == 1


def test_answer_is_to_the_byte_the_same_with_and_without_what_is_watched(search, tmp_path):
    token = factories.open_as("KZ-1")
    questions = [ELDOR, {"family": "Karimov", "given": "Aziz"}, {"identifier": "AB1234567"}, {"family": "Тархонбеков"}]
    messages = [framed(json.dumps({"type": "ask", "token": token, "question": q}).encode()) for q in questions]

    before = [raw(search.path, message) for message in messages]
    watch(search, tmp_path, *(f"UZ-{100 + number}" for number in range(30)))
    after = [raw(search.path, message) for message in messages]

    assert before == after
    assert b"candidates" in before[1]


def test_time_of_an_answer_does_not_tell_what_is_watched(search, tmp_path):
    """A rough check: against another question asked right after it, the middle of forty answers moves by less than what
    one answer differs from another anyway. What else the machine does meanwhile touches both alike."""
    token = factories.open_as("KZ-1")
    watched, other = (
        framed(json.dumps({"type": "ask", "token": token, "question": question}).encode())
        for question in (ELDOR, {"family": "Karimov", "given": "Aziz"})
    )

    def taken(message: bytes) -> float:
        began = time.perf_counter()
        raw(search.path, message)
        return time.perf_counter() - began

    def times() -> list[float]:
        apart = [taken(watched) - taken(other) for _ in range(40)]
        search.keeper.settle()
        return sorted(apart)

    times()
    before = times()
    watch(search, tmp_path)
    times()
    after = times()
    assert abs(statistics.median(after) - statistics.median(before)) < max(before[-4] - before[4], 0.004)
