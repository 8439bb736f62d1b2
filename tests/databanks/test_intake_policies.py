"""Uploads are their contributor's own, mappings the agency's; all end; what is too large or without room is refused."""

import io
import os
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest

from commonweal.common.errors import BadInput, NotAllowed, NotNow
from commonweal.databanks import actions, expiry, uploads
from commonweal.databanks.protection_intake import TABLES_HERE
from commonweal.house import database
from tests import factories

READERS = {
    "contributor": ("UZ-1", "contributor"),
    "his desk": ("UZ-1", "desk"),
    "himself as approver": ("UZ-1", "approver"),
    "colleague": ("UZ-3", "contributor"),
    "approver": ("UZ-2", "approver"),
    "abroad": ("KZ-1", "contributor"),
    "reader abroad": ("KZ-1", "reader"),
}


@pytest.fixture
def world(house, superuser):
    factories.cast(superuser)
    return superuser


@pytest.fixture
def token(world):
    return factories.open_as("UZ-1", "contributor", "contribution")


def receive(token: str, content: bytes = b"ref;name\n1;x\n", name: str = "list.csv"):
    return actions.receive(io.BytesIO(content), token, name=name)


def prepared(token: str):
    """An upload with a refused row, a mapping, and work that waits."""
    upload = receive(token)
    actions.keep_rejects(token, upload.id, [uploads.Reject(2, [{"code": "x"}], ["1", "x"])], anew=True)
    actions.save_profile(token, name="monthly", format="csv", settings={"sheet": "1"})
    actions.begin_work(token, "check", upload.id)
    return upload


def seen(house, token: str) -> dict[str, int]:
    with house.connect() as app:
        app.execute("select set_config('commonweal.token', %s, true)", [token])
        return {table: app.execute(f"select count(*) from {table}").fetchone()[0] for table in TABLES_HERE}


def test_upload_is_its_contributors_own_and_mappings_are_the_agencys(world, token, house):
    prepared(token)

    found = {
        name: list(seen(house, factories.open_as(officer, role, "contribution")).values())
        for name, (officer, role) in READERS.items()
    }

    # Upload, its content, its refused rows, the mapping, the work.
    assert found == {
        "contributor": [1, 1, 1, 1, 1],
        "his desk": [1, 0, 0, 1, 1],
        "himself as approver": [0, 0, 0, 1, 1],
        "colleague": [0, 0, 0, 1, 1],
        "approver": [0, 0, 0, 1, 1],
        "abroad": [0, 0, 0, 0, 0],
        "reader abroad": [0, 0, 0, 0, 0],
    }


def test_nothing_is_seen_without_a_warrant(world, token, house):
    prepared(token)

    assert set(seen(house, "").values()) == {0}


def test_nobody_adds_to_anothers_upload(world, token, house):
    upload = receive(token)

    with house.connect() as app, pytest.raises(psycopg.errors.InsufficientPrivilege):
        app.execute("select set_config('commonweal.token', %s, true)", [factories.open_as("UZ-3", "contributor")])
        app.execute("insert into databanks_upload_chunk values (%s, 1, 'UZ-3', 'x')", [upload.id])


def test_upload_is_read_as_it_was_sent_whatever_its_size(world, token):
    content = os.urandom(uploads.CHUNK * 2 + 17)
    upload = receive(token, content, name="..\\..\\a/b\x00c.xlsx")

    with uploads.opened(token, upload.id) as (path,):
        assert path.read_bytes() == content
    assert (upload.file_name, upload.size, upload.state) == ("bc.xlsx", len(content), "open")


def test_upload_that_goes_while_it_is_read_is_never_taken_for_a_shorter_file(world, token):
    upload = receive(token, bytes(range(256)) * 5_000)
    world.execute("delete from databanks_upload_chunk where upload = %s and number = 1", [upload.id])

    with pytest.raises(BadInput, match="unknown"), uploads.opened(token, upload.id):
        pass


def test_file_that_is_read_has_no_name(world, token, settings):
    upload = receive(token)

    with uploads.opened(token, upload.id):
        assert list(Path(settings.INTAKE_FOLDER).iterdir()) == []


def test_upload_is_gone_after_a_day(world, token, clock):
    upload = prepared(token)
    clock.forward(timedelta(hours=24, minutes=1))
    later = factories.open_as("UZ-1", "contributor", "contribution")

    with pytest.raises(BadInput, match=r"databanks\.upload\.unknown"):
        uploads.upload(later, upload.id)
    expiry.expire(database.connection_settings("cw_clock"))

    assert [world.execute(f"select count(*) from {table}").fetchone()[0] for table in TABLES_HERE] == [0, 0, 0, 1, 1]


def test_removed_upload_leaves_nothing_behind(world, token):
    upload = prepared(token)
    actions.forget(token, upload.id)
    actions.forget(token, upload.id)

    assert [world.execute(f"select count(*) from {table}").fetchone()[0] for table in TABLES_HERE[:3]] == [0, 0, 0]


@pytest.mark.parametrize(("content", "code"), [(b"", "empty"), (b"x" * 101, "too-large")])
def test_empty_and_too_large_files_are_refused(world, token, monkeypatch, content, code):
    monkeypatch.setattr(uploads, "LARGEST", 100)

    with pytest.raises(BadInput, match=rf"databanks\.upload\.{code}"):
        receive(token, content)
    assert uploads.uploads(token) == []


def test_file_without_room_on_the_disk_is_refused(world, token, monkeypatch):
    monkeypatch.setattr(uploads, "SPARE", 10**18)

    with pytest.raises(NotNow, match=r"databanks\.upload\.no-space"):
        receive(token)


def test_only_contributors_upload_and_not_without_end(world, token, monkeypatch):
    with pytest.raises(NotAllowed):
        receive(factories.open_as("UZ-2", "approver", "contribution"))
    monkeypatch.setattr("commonweal.databanks.actions.uploads.MOST_OPEN", 2)
    receive(token)
    receive(token)
    with pytest.raises(NotNow, match=r"databanks\.upload\.too-many"):
        receive(token)


def test_mapping_saved_again_is_replaced_and_serves_the_whole_agency(world, token):
    actions.save_profile(token, name=" monthly ", format="csv", settings={"sheet": "1"})
    colleague = factories.open_as("UZ-3", "contributor", "contribution")
    actions.save_profile(colleague, name="monthly", format="xlsx", settings={"sheet": "2"})

    found = uploads.profile(token, "monthly")
    assert (found.format, found.settings, found.made_by) == ("xlsx", {"sheet": "2"}, "UZ-3")
    assert [each.name for each in uploads.profiles(factories.open_as("UZ-2", "desk", "own-records"))] == ["monthly"]
    actions.remove_profile(token, "monthly")
    with pytest.raises(BadInput, match=r"databanks\.profile\.unknown"):
        uploads.profile(token, "monthly")


def test_same_work_is_queued_once_with_ids_alone(world, token):
    upload = receive(token)
    work = actions.begin_work(token, "check", upload.id, because="secret words")
    with pytest.raises(NotNow, match=r"databanks\.work\.running"):
        actions.begin_work(token, "check", upload.id)

    rows = world.execute("select task_name, lock, args from procrastinate_jobs").fetchall()
    assert rows == [("databanks.check", str(upload.id), {"work": str(work.id), "officer": "UZ-1"})]
