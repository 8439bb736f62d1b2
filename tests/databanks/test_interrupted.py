"""What is killed beside or after the importer: a process that prepares rows, or the importer before he could say so."""

import os
import signal
from pathlib import Path

import pytest

from commonweal.common.errors import NotNow
from commonweal.databanks import actions, preparing
from tests import factories


@pytest.fixture
def world(house, superuser):
    factories.cast(superuser)
    return superuser


def contributor() -> str:
    return factories.open_as("UZ-1", "contributor", "contribution")


def file(folder, count: int, name: str = "people.jsonl"):
    return factories.write(folder, [factories.person(f"UZ-{n}", f"Karimov{n}", "Aziz") for n in range(count)], name)


def batches(superuser) -> list[tuple]:
    return superuser.execute("select state, lines, rows_new from databanks_batch order by opened_at").fetchall()


def children() -> list[int]:
    return [int(pid) for pid in Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()]


def test_contribution_whose_preparing_process_is_killed_goes_on_when_it_is_handed_in_again(world, tmp_path):
    path, others = file(tmp_path, 300), set(children())

    def kill(line: int) -> None:
        for pid in set(children()) - others:
            os.kill(pid, signal.SIGKILL)

    with pytest.raises(NotNow, match="interrupted"):
        actions.contribute_file(path, contributor(), chunk=10, progress=kill)
    reached = batches(world)[0][1]
    batch = actions.contribute_file(path, contributor(), chunk=10)

    assert 0 < reached < 300
    assert batches(world) == [("staged", 300, 300)]
    assert (batch.rows_new, batch.rows_refused) == (300, 0)


def test_answer_that_was_cut_off_counts_as_none(tmp_path):
    path = tmp_path / "cut"
    with path.open("wb") as sink:
        preparing._send(sink, ["x" * 100])
    path.write_bytes(path.read_bytes()[:50])

    with path.open("rb") as source, pytest.raises(EOFError):
        preparing._receive(source)


def test_same_source_again_while_it_waits_is_the_batch_that_waits(world, tmp_path):
    path = file(tmp_path, 20)
    first = actions.contribute_file(path, contributor())
    again = actions.contribute_file(path, contributor())
    approver = factories.open_as("UZ-2", "approver", "contribution")
    actions.approve(first.id, approver)
    after = actions.contribute_file(path, contributor())

    assert again == first
    assert (after.state, after.rows_same) == ("unchanged", 20)
    assert batches(world) == [("approved", 20, 20), ("unchanged", 20, 0)]


def test_another_word_on_absent_records_is_another_contribution(world, tmp_path):
    approver = factories.open_as("UZ-2", "approver", "contribution")
    whole = actions.contribute_file(file(tmp_path, 20), contributor(), list="cars", full=True)
    actions.approve(whole.id, approver)
    shorter = file(tmp_path, 15, "shorter.jsonl")

    silent = actions.contribute_file(shorter, contributor(), list="cars", full=True)
    said = actions.contribute_file(shorter, contributor(), list="cars", full=True, withdraw_absent=5)

    assert (silent.state, silent.rows_absent) == ("unchanged", 5)
    assert (said.state, said.withdraw_absent) == ("staged", 5)
    assert said.id != silent.id


def test_same_file_as_the_whole_of_a_list_is_not_the_batch_that_waits_without_one(world, tmp_path):
    path = file(tmp_path, 5)
    actions.contribute_file(path, contributor())

    whole = actions.contribute_file(path, contributor(), list="cars", full=True)

    assert (whole.list, whole.full, whole.state) == ("cars", True, "staged")
    assert len(batches(world)) == 2
