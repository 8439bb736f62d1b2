"""Case folders: seen by those named, each record as far as the reader sees it, gone at their day."""

import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.db.utils import ProgrammingError

from commonweal.common.errors import BadInput, NotAllowed, NotNow
from commonweal.databanks import queries
from commonweal.handling import warrants
from commonweal.house import database
from commonweal.search import expiry, folder_work, folders, limits
from commonweal.workflow import queries as inbox
from tests import factories

HIT = factories.OPEN_LABEL | {"full": ["KZ"], "core": [], "hit": ["AM"]}
ASKED = {"full_name": "Tarxonbekov Eldor", "born": "1984"}


@pytest.fixture
def world(house, superuser, tmp_path):
    """A record that KZ sees in full, AM as a hit and TJ not at all."""
    factories.cast(superuser)
    factories.contribute(tmp_path, [factories.person("UZ-1", "Tarxonbekov", "Eldor", label=HIT)])
    return superuser


def record(world) -> uuid.UUID:
    return world.execute("select record_id from databanks_identity").fetchone()[0]


@pytest.fixture
def made(world) -> folders.Folder:
    """A folder of KZ-1 with a search and a note."""
    token = factories.open_as("KZ-1")
    made = folder_work.create(token, title="Brothers T.")
    folder_work.keep_search(token, made.id, ASKED, [(record(world), "strong")], "R-7Q2M-41KD")
    folder_work.keep_note(token, made.id, "Called the owner")
    return made


def desk(officer: str) -> str:
    return factories.open_as(officer, "desk", "own-records")


def kinds(officer: str, made: folders.Folder, token: str = "") -> list[str] | None:
    found = folders.read(token or factories.open_as(officer), made.id)
    return found and [each.kind for each in found[2]]


def test_folder_is_of_its_case_and_holds_words_and_candidates_of_a_search(made):
    folder, named, (note, search) = folders.read(factories.open_as("KZ-1"), made.id)

    assert (folder.case_ref, folder.purpose, [each.officer for each in named]) == (
        "26/0417-3",
        "wanted-person",
        ["KZ-1"],
    )
    assert (note.note, search.said, search.receipt) == ("Called the owner", ASKED, "R-7Q2M-41KD")
    assert [(each.band, each.record.owner_ref) for each in search.found] == [("strong", "UZ-1")]


def test_only_who_is_named_sees_it_and_each_record_at_his_own_level(world, made):
    assert [kinds(who, made) for who in ("KZ-2", "AM-1", "UZ-1", "TJ-1")] == [None] * 4
    for officer in ("KZ-2", "AM-1", "TJ-1"):
        folder_work.invite(desk("KZ-1"), made.id, officer)

    def levels(officer: str) -> list[str]:
        _folder, _named, (_note, search) = folders.read(factories.open_as(officer), made.id)
        return [each.record.level for each in search.found]

    assert [levels(who) for who in ("KZ-2", "AM-1", "TJ-1")] == [["full"], ["hit"], []]
    assert levels("KZ-1") == ["full"]
    with warrants.reading(desk("AM-1")):
        assert [inbox.sentence(each) for each in inbox.waiting()] == [
            "KZ-MIA named you in a folder of the case 26/0417-3"
        ]
    folder_work.leave(desk("KZ-1"), made.id, "AM-1")
    assert kinds("AM-1", made) is None
    folder_work.leave(desk("TJ-1"), made.id, "TJ-1")
    assert kinds("TJ-1", made) is None


def test_at_the_desk_records_of_others_are_not_shown(made):
    _folder, _named, (_note, search) = folders.read(desk("KZ-1"), made.id)

    assert search.found == ()


def test_nobody_else_names_closes_or_removes(made):
    folder_work.invite(desk("KZ-1"), made.id, "KZ-2")
    for deed in (folder_work.close, folder_work.remove, lambda token, one: folder_work.invite(token, one, "KZ-3")):
        for officer in ("KZ-2", "TJ-1"):
            with pytest.raises(NotAllowed):
                deed(desk(officer), made.id)
    with pytest.raises(ProgrammingError), warrants.reading(desk("KZ-3")), connection.cursor() as cursor:
        cursor.execute(
            "insert into search_folder_member values (%s, 'KZ-3', 'KZ', 'KZ-MIA', 'KZ-3', common_now())", [made.id]
        )


def test_what_is_not_seen_is_not_kept_and_refused_like_what_is_not_there(world, made):
    folder_work.invite(desk("KZ-1"), made.id, "TJ-1")
    token = factories.open_as("TJ-1")
    told = []
    for asked in (record(world), uuid.uuid4()):
        with pytest.raises(NotAllowed) as refused:
            folder_work.keep_record(token, made.id, asked)
        told.append(str(refused.value))
    assert told[0] == told[1]
    folder_work.keep_search(token, made.id, ASKED, [(record(world), "strong")], "")
    assert [len(each.found) for each in folders.read(token, made.id)[2]] == [0, 0, 0]


def test_closed_folder_takes_nothing_and_is_deleted_at_its_day(world, made, clock):
    folder_work.close(desk("KZ-1"), made.id)
    for deed in (
        lambda: folder_work.keep_note(desk("KZ-1"), made.id, "later"),
        lambda: folder_work.keep_record(factories.open_as("KZ-1"), made.id, record(world)),
        lambda: folder_work.close(desk("KZ-1"), made.id),
    ):
        with pytest.raises(NotNow):
            deed()
    assert kinds("KZ-1", made) == ["note", "search"]
    clock.forward(timedelta(days=folder_work.KEEP_DAYS, minutes=1))
    assert kinds("KZ-1", made) is None
    expiry.expire(database.connection_settings("cw_clock", connection.settings_dict["NAME"]))
    assert world.execute("select count(*) from search_folder_item").fetchone() == (0,)


def test_words_stand_in_the_folder_alone(world, made):
    entries = world.execute("select string_agg(entry, ' ') from audit_entry").fetchone()[0]

    assert "search.folder.added" in entries
    assert [each for each in ("Tarxonbekov", "Called the owner", "Brothers") if each in entries] == []
    kinds("KZ-1", made)
    assert [t.officer for t in queries.touches(desk("UZ-3")) if t.action == "search.folder.read"] == ["KZ-1"]
    folder_work.remove(desk("KZ-1"), made.id)
    assert world.execute("select count(*) from search_folder_item").fetchone() == (0,)


def test_reading_a_folder_counts_among_the_records_that_are_shown_in_a_day(world, made, clock):
    folder_work.invite(desk("KZ-1"), made.id, "KZ-2")
    world.execute("update search_limit set most = 0 where what = 'shown-day'")
    with pytest.raises(NotNow) as refused:
        folders.read(factories.open_as("KZ-2"), made.id)
    assert refused.value.code == "search.limit.shown-day"
    assert world.execute("select count(*) from search_shown where officer = 'KZ-2'").fetchone() == (0,)
    assert [t.officer for t in queries.touches(desk("UZ-3")) if t.action == "search.folder.read"] == []
    assert kinds("KZ-2", made, desk("KZ-2")) == ["note", "search"]

    world.execute("update search_limit set most = 1 where what = 'shown-day'")
    assert kinds("KZ-2", made) == kinds("KZ-2", made) == ["note", "search"]
    assert world.execute("select record from search_shown where officer = 'KZ-2'").fetchall() == [(record(world),)]
    clock.forward(timedelta(days=1, minutes=1))
    with warrants.reading(factories.open_as("KZ-2")) as holder:
        assert limits.shown(holder) == set()


def test_an_owner_reads_his_own_records_in_a_folder_without_bound(world, made):
    folder_work.invite(desk("KZ-1"), made.id, "UZ-2")
    world.execute("update search_limit set most = 0 where what = 'shown-day'")
    assert kinds("UZ-2", made) == ["note", "search"]


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"title": " "}, "search.folder.text"),
        ({"title": "x", "open_days": 366}, "search.folder.days"),
        ({"title": "x", "keep_days": 400}, "search.folder.days"),
    ],
)
def test_folder_without_name_or_end_is_refused(world, values, code):
    with pytest.raises(BadInput) as refused:
        folder_work.create(factories.open_as("KZ-1"), **values)
    assert refused.value.code == code
    with pytest.raises(NotAllowed):
        folder_work.create(desk("KZ-1"), title="x")
