"""Removing an installation while something of it is just ending."""

import os
import threading

import pytest

from commonweal.common.errors import NotNow
from commonweal.house import cleaning


def busy(folder, stop):
    while not stop.is_set():
        try:
            (folder / "saved").write_text("")
        except FileNotFoundError:
            return


def test_clean_waits_for_who_is_just_ending(tmp_path):
    folder, stop = tmp_path / "main", threading.Event()
    folder.mkdir()
    writer = threading.Thread(target=busy, args=(folder, stop))
    writer.start()
    threading.Timer(0.3, stop.set).start()

    cleaning._remove(folder)

    writer.join()
    assert list(tmp_path.iterdir()) == []


def test_clean_names_the_folder_that_stays(tmp_path, monkeypatch):
    monkeypatch.setattr(cleaning, "REMOVE_SECONDS", 0.2)

    def full(_path):
        raise OSError(39, os.strerror(39))

    monkeypatch.setattr(cleaning.shutil, "rmtree", full)

    with pytest.raises(NotNow) as refused:
        cleaning._remove(tmp_path)

    assert refused.value.code == "house.clean.busy"
