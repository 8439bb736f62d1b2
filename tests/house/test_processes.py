"""The process tree: what is started is stopped, whatever happens in between."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from commonweal.common.errors import NotNow
from commonweal.house import accounts, places, ports, postgres, processes, reach, spawn
from commonweal.house.processes import Child, Tree

SLEEPER = "import time; time.sleep(60)"
PARENT = "import subprocess, sys, time; subprocess.Popen(['/bin/sleep', '60']); time.sleep(60)"


def _child(name, text, *, vital=False, ready=lambda: True):
    def start():
        return spawn.start(
            [reach.code(accounts.service()).python, "-c", text],
            account=accounts.service(),
            log=processes.log_file(name),
            at_parents_end=signal.SIGTERM,
        )

    return Child(name, start, ready, vital)


def _gone(pid, seconds=10.0):
    return _until(lambda: not Path(f"/proc/{pid}").exists(), seconds)


def _until(condition, seconds=10.0):
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


def test_tree_stops_what_it_started(house):
    with Tree() as tree:
        tree.up(())
        tree.add(_child("sleeper", SLEEPER))
        pid = tree.children["sleeper"].process.pid
        assert tree.poll() is None
        assert processes.running_process() == os.getpid()
    assert _gone(pid)
    assert processes.running_process() is None


def test_tree_ends_with_a_vital_child_and_its_workers(house):
    with Tree() as tree:
        tree.up(())
        tree.add(_child("parent", PARENT, vital=True))
        process = tree.children["parent"].process
        workers = Path(f"/proc/{process.pid}/task/{process.pid}/children")
        assert _until(workers.read_text)
        worker = int(workers.read_text())
        process.kill()
        assert _until(lambda: tree.poll() == 1)
        assert _gone(worker)


def test_tree_restarts_a_child_later_each_time(house):
    with Tree() as tree:
        tree.up(())
        child = _child("sleeper", SLEEPER)
        tree.add(child)
        delays = []
        for _ in range(2):
            first = child.process.pid
            child.process.kill()
            assert _until(lambda: tree.poll() is None and not child.is_alive() and child.restart_at)
            delays.append(child.delay)
            child.restart_at = 0.0
            assert tree.poll() is None
            assert (child.is_alive(), child.process.pid != first) == (True, True)
        assert delays == [1.0, 2.0]


def test_tree_tells_why_a_child_did_not_start(house):
    with pytest.raises(NotNow, match="the reason") as refusal, Tree() as tree:
        tree.up(())
        tree.add(_child("broken", "raise SystemExit('the reason')", ready=lambda: False))
    assert refusal.value.code == "house.tree.child"
    assert processes.running_process() is None


def test_second_tree_is_refused_and_disturbs_nothing(house):
    with Tree() as tree:
        tree.up(())
        with pytest.raises(NotNow) as refusal:
            Tree().up(())
        assert refusal.value.params["pid"] == os.getpid()
        assert tree.poll() is None
        with processes.borrowed():
            assert tree.poll() is None


def test_taken_port_is_refused(house, monkeypatch):
    with socket.socket() as taken:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        monkeypatch.setenv("COMMONWEAL_PORT", str(taken.getsockname()[1]))
        with pytest.raises(NotNow) as refusal:
            Tree().up(("web",))
        assert refusal.value.code == "house.port.taken"
        assert ports.listens(taken.getsockname()[1])


STANDING = """
import signal, sys
from commonweal.house import processes
sys.path.insert(0, {tests!r})
from tests.house.test_processes import SLEEPER, _child
tree = processes.Tree()
def ready():
    tree.add(_child("sleeper", SLEEPER))
    print(tree.server.process.pid, tree.children["sleeper"].process.pid, flush=True)
sys.exit(tree.run((), ready))
"""


@pytest.fixture
def standing(main_var):
    """A tree in a process of its own with database and one child; gives (process, [their numbers])."""
    environment = os.environ | {"PYTHONPATH": str(places.checkout())}
    command = [sys.executable, "-c", STANDING.format(tests=str(places.checkout()))]
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)
    try:
        yield process, [int(word) for word in process.stdout.readline().split()]
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


@pytest.mark.parametrize(("request_", "code"), [(signal.SIGTERM, 0), (signal.SIGINT, 0), (signal.SIGKILL, -9)])
def test_nothing_is_left_when_the_tree_ends(standing, request_, code):
    process, children = standing
    process.send_signal(request_)
    assert process.wait(20) == code
    assert all(_gone(pid) for pid in children)
    assert not (places.data_folder() / "postmaster.pid").exists()


def test_loss_of_the_database_ends_the_tree(standing):
    process, (database, child) = standing
    os.kill(database, signal.SIGKILL)
    assert process.wait(20) == 1
    assert _gone(child)
    postgres.launch().stop()
