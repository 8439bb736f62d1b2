"""The tests' own place in memory: taken where nobody chose another, and removed as a whole."""

import os
import subprocess
import sys

from commonweal.house import places
from tests import memory


def test_a_place_chosen_by_hand_stays(monkeypatch, tmp_path):
    monkeypatch.setenv("COMMONWEAL_VAR", str(tmp_path))
    memory.settle()
    assert os.environ["COMMONWEAL_VAR"] == str(tmp_path)


def test_without_room_in_memory_the_checkout_keeps_the_data(monkeypatch, tmp_path):
    monkeypatch.delenv("COMMONWEAL_VAR", raising=False)
    monkeypatch.setattr(memory, "MEMORY", tmp_path)  # a disk
    memory.settle()
    assert "COMMONWEAL_VAR" not in os.environ


def test_another_checkout_has_another_place(monkeypatch, tmp_path):
    ours = memory.folder()
    monkeypatch.setattr(places, "checkout", lambda: tmp_path)
    assert memory.folder() != ours


def test_the_place_is_printed_for_who_looks_for_it():
    done = subprocess.run([sys.executable, "-m", "tests.memory"], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == str(memory.folder())
