"""The worker as a process: it does what was queued under the officer's warrant, and takes up what a killed one left."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from commonweal.databanks import actions, uploads
from tests import factories
from tests.databanks.test_intake_policies import receive

PATIENCE = 40.0


@pytest.fixture
def world(house, superuser):
    factories.cast(superuser)
    return superuser


@contextmanager
def worker() -> Iterator[subprocess.Popen]:
    """The worker as the house starts it, on the test's database."""
    environment = os.environ | {"COMMONWEAL_CLUSTER": "test", "COMMONWEAL_DB_ROLE": "cw_app"}
    process = subprocess.Popen(
        [sys.executable, "-m", "commonweal.house.cli", "worker-process"],
        env=environment,
        stdin=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        yield process
    finally:
        process.terminate()
        said = process.communicate(timeout=PATIENCE)[1]
        assert (process.returncode in (0, -signal.SIGKILL), said) == (True, "")


def until(found, patience: float = PATIENCE):
    """What `found` returns as soon as it is true."""
    deadline = time.monotonic() + patience
    while not (result := found()):
        assert time.monotonic() < deadline, "nothing came of it in time"
        time.sleep(0.05)
    return result


def lines(count: int) -> bytes:
    people = (factories.person(f"UZ-{number}", f"Karimov{number}", "Aziz") for number in range(count))
    return "".join(json.dumps(person) + "\n" for person in people).encode()


def prepared(token: str, count: int):
    """An upload of so many people, ready to be handed in."""
    upload = receive(token, lines(count), "people.jsonl")
    return actions.note(token, upload.id, "check", settings={"format": "jsonl"})


def ended(token: str, subject):
    work = uploads.work_on(token, subject)
    return work if work and not work.running else None


def test_upload_is_staged_and_approved_under_the_officers_own_warrants(world):
    contributor = factories.open_as("UZ-1", "contributor", "contribution")
    approver = factories.open_as("UZ-2", "approver", "contribution")
    with worker():
        upload = prepared(contributor, 20)
        actions.begin_work(contributor, "stage", upload.id)
        staged = until(lambda: ended(contributor, upload.id))
        (batch,) = world.execute("select id from databanks_batch where state = 'staged'").fetchone()
        actions.begin_work(approver, "approve", batch)
        approved = until(lambda: ended(approver, batch))

    assert [(work.state, work.officer, work.problem) for work in (staged, approved)] == [
        ("done", "UZ-1", None),
        ("done", "UZ-2", None),
    ]
    assert world.execute("select count(*) from databanks_identity").fetchone() == (20,)
    assert world.execute("select count(*) from databanks_upload").fetchone() == (0,)
    assert world.execute("select count(*) from procrastinate_jobs").fetchone() == (0,)
    opened = world.execute(
        "select officer, role, closed_at is not null from handling_warrant where standing_duty = 'contribution'"
        " order by officer"
    ).fetchall()
    assert opened == [("UZ-1", "contributor", True), ("UZ-2", "approver", True)]


def test_work_of_an_officer_without_the_role_does_nothing(world):
    approver = factories.open_as("UZ-2", "approver", "contribution")
    world.execute("update members_officer set roles = '{reader}' where code = 'UZ-2'")
    with worker():
        actions.begin_work(approver, "approve", "0b5e27b0-3d0c-4a3e-8e3e-9d0a3f6f0c11")
        until(lambda: world.execute("select count(*) = 0 from procrastinate_jobs").fetchone()[0])

    assert world.execute("select state, problem ->> 'code' from databanks_work").fetchone() == (
        "failed",
        "databanks.work.no-standing",
    )


def test_what_a_killed_worker_left_is_taken_up_and_nothing_comes_twice(world):
    contributor = factories.open_as("UZ-1", "contributor", "contribution")
    upload = prepared(contributor, 12_000)
    reached = lambda: world.execute("select coalesce(max(lines), 0) from databanks_batch").fetchone()[0]  # noqa: E731
    with worker() as first:
        actions.begin_work(contributor, "stage", upload.id)
        until(lambda: reached() > 0)
        first.kill()
    assert 0 < reached() < 12_000
    with worker():
        work = until(lambda: ended(contributor, upload.id))

    assert (work.state, work.problem) == ("done", None)
    assert world.execute("select state, lines, rows_new from databanks_batch").fetchall() == [
        ("staged", 12_000, 12_000)
    ]
    assert world.execute("select count(*) from databanks_staged").fetchone() == (12_000,)


def test_ending_worker_puts_its_job_back(world):
    contributor = factories.open_as("UZ-1", "contributor", "contribution")
    upload = prepared(contributor, 12_000)
    with worker() as first:
        actions.begin_work(contributor, "stage", upload.id)
        until(lambda: world.execute("select max(lines) > 0 from databanks_batch").fetchone()[0])
        first.terminate()
        assert first.wait(PATIENCE) == 0

    assert world.execute("select status from procrastinate_jobs").fetchall() == [("todo",)]
