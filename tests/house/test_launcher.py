"""The launcher: what happens to a cluster when machines and people do what they do."""

import os
import signal
import subprocess
import time
from pathlib import Path

import psycopg
import pytest

from commonweal.common.errors import NotNow
from commonweal.house import accounts, places, postgres, reach, spawn

from .conftest import as_root_only, run_python


def _kill(server):
    os.kill(server.process.pid, signal.SIGKILL)
    server.process.wait()


def _rows(server):
    with server.connect() as connection:
        return connection.execute("select count(*) from kept").fetchone()[0]


def test_launch_keeps_data_over_restart_and_kill(own_var):
    first = postgres.launch("test")
    with first.connect() as connection:
        connection.execute("drop table if exists kept; create table kept as select generate_series(1, 1000)")
        connection.execute("checkpoint")
    first.stop()
    assert not (places.data_folder("test") / "postmaster.pid").exists()
    second = postgres.launch("test")
    assert _rows(second) == 1000
    idle = second.connect()
    _kill(second)
    third = postgres.launch("test")
    assert _rows(third) == 1000
    idle.close()
    third.stop()


def test_launch_twice_attaches_and_does_not_stop_what_it_did_not_start(own_var):
    first = postgres.launch("test")
    second = postgres.launch("test")
    assert second.process is None
    second.stop()
    assert first.is_alive()
    assert second.is_alive()
    first.stop()
    assert not second.is_alive()


def test_launch_removes_stale_pid_file_even_when_number_lives(own_var):
    postgres.launch("test").stop()
    with subprocess.Popen(["/bin/sleep", "60"], **spawn.arguments(accounts.service())) as stranger:
        pid_file = places.data_folder("test") / "postmaster.pid"
        pid_file.write_text(f"{stranger.pid}\n{places.data_folder('test')}\n")
        server = postgres.launch("test")
        assert server.is_alive()
        assert stranger.poll() is None
        server.stop()
        stranger.kill()


def test_launch_moves_unfinished_cluster_aside(copied_var):
    postgres.launch("test").stop()
    data = places.data_folder("test")
    (data / postgres.READY).unlink()
    (data / "left").write_text("by an initdb that was killed")
    postgres.launch("test").stop()
    assert (data / postgres.READY).exists()
    assert not (data / "left").exists()
    assert [(p / "left").exists() for p in data.parent.glob("pgdata.unfinished-*")] == [True]


def test_database_ends_with_its_killed_parent(own_var):
    script = "import os; from commonweal.house import postgres; s = postgres.launch('test'); print(s.process.pid"
    pid = int(run_python(script + ", flush=True); os.kill(os.getpid(), 9)").stdout)
    deadline = time.monotonic() + 10
    while Path(f"/proc/{pid}").exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not Path(f"/proc/{pid}").exists()
    assert not (places.data_folder("test") / "postmaster.pid").exists()


def test_socket_moves_when_path_is_too_long(copied_var, monkeypatch):
    long_var = copied_var.with_name("long" * 25)
    copied_var.rename(long_var)
    monkeypatch.setenv("COMMONWEAL_VAR", str(long_var))
    server = postgres.launch("test")
    folder = places.socket_folder("test")
    assert long_var not in folder.parents
    assert len(os.fsencode(folder / "search-0123456789ab.sock")) <= places.LONGEST_SOCKET
    with server.connect() as connection:
        assert connection.execute("select current_user").fetchone() == ("cw_super",)
    server.stop()
    folder.rmdir()


def test_log_holds_no_words_of_questions(own_var):
    server = postgres.launch("test")
    connection = server.connect()
    connection.execute("create temporary table person (name text primary key)")
    connection.execute("insert into person values ('Тохиров')")
    for query, values in [
        ("insert into person values (%s)", ["Тохиров"]),
        ("insert into person values ('Тохиров')", None),
        ("select 'Тохиров'::int", None),
        ("select %s::text::int", ["Тохиров"]),
        ("select * from Тохиров", None),
        ("do $$ begin raise exception 'Тохиров'; end $$", None),
    ]:
        with pytest.raises(psycopg.Error, match="Тохиров"):
            connection.execute(query, values)
    connection.close()
    server.stop()
    assert "Тохиров" not in (places.log_folder("test") / "postgres.log").read_text()


def test_no_folder_of_the_cluster_is_open_to_others(own_var):
    server = postgres.launch("test")
    for folder in (places.data_folder("test"), places.journal_key_folder(), places.index_folder()):
        assert folder.stat().st_mode & 0o777 == 0o700
    assert places.socket_folder("test").stat().st_mode & 0o007 == 0
    assert places.web_key_file().stat().st_mode & 0o7137 == 0
    server.stop()


@as_root_only
def test_foreign_folder_is_refused(empty_var):
    places.make_folder(places.data_folder("test"), 0o700)
    os.chown(places.data_folder("test"), 65534, 65534)
    with pytest.raises(NotNow) as refusal:
        postgres.launch("test")
    assert refusal.value.code == "house.folder.foreign"


@as_root_only
def test_closed_place_is_refused_and_left_closed(empty_var, monkeypatch):
    empty_var.mkdir(mode=0o700)
    monkeypatch.setenv("COMMONWEAL_VAR", str(empty_var / "inner"))
    with pytest.raises(NotNow) as refusal:
        postgres.launch("test")
    assert refusal.value.code == "house.folder.unreachable"
    assert empty_var.stat().st_mode & 0o777 == 0o700


@as_root_only
def test_accounts_may_take_their_roles_only(own_var):
    server = postgres.launch("test")
    with server.connect() as connection:
        connection.execute("alter role cw_owner login")
        connection.execute("grant connect on database postgres to public")  # so that the login alone decides
    everyone = ("cw_super", "cw_owner", "cw_app", "cw_indexer", "cw_clock")
    assert _roles_open_to(accounts.web(), everyone) == ("cw_app",)
    assert _roles_open_to(accounts.service(), everyone) == everyone
    assert _roles_open_to(accounts.Account("nobody", 65534, 65534), everyone) == ()
    server.stop()


def _roles_open_to(account, everyone):
    """The roles that a process under `account` is given, tried one by one."""
    script = (
        "import psycopg, sys\nfor role in sys.argv[2:]:\n try: psycopg.connect(host=sys.argv[1], user=role, "
        "dbname='postgres').close()\n except psycopg.OperationalError: continue\n print(role)"
    )
    command = [reach.code(account).python, "-c", script, str(places.socket_folder("test")), *everyone]
    done = subprocess.run(command, capture_output=True, text=True, **spawn.arguments(account))
    assert done.stderr == ""
    return tuple(done.stdout.split())
