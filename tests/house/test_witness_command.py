"""A witness as its own process, without any address of a database; the house's list, status and doctor."""

import json
import os
import subprocess
import sys
import threading
from contextlib import nullcontext

import psycopg
import pytest
from typer.testing import CliRunner

from commonweal.audit import checkpoint, witness_ways
from commonweal.house import (
    accounts,
    configuration,
    database,
    folders,
    journal_keeping,
    places,
    ports,
    processes,
    witness_checks,
)
from commonweal.house import witness_keeping as keeping
from commonweal.house.commands import journal as commands
from tools.prove.forger import append_plain


@pytest.fixture
def run(house, monkeypatch):
    monkeypatch.setattr(processes, "borrowed", lambda children=(): nullcontext())
    folders.prepare("test")
    return lambda *words: CliRunner().invoke(commands.app, words, catch_exceptions=False)


@pytest.fixture
def clock(run):
    with psycopg.connect(**database.connection_settings("cw_clock"), autocommit=True) as connection:
        yield connection


@pytest.fixture
def signed(run, superuser):
    sequencer = journal_keeping.make_sequencer()
    sequencer.start()
    append_plain(superuser, 12)
    sequencer.stop()
    sequencer._connection.close()


def test_witness_of_a_folder_settles_by_exchange_and_status_tells_it(run, signed, clock, tmp_path):
    journal, folder, between = journal_keeping.public_key_file(), tmp_path / "uz", tmp_path / "between"
    between.mkdir()
    made = run("witness", "make", str(folder), "--name", "uz.example/w", "--journal", str(journal)).output
    assert run("witness", "key", str(folder)).output == made
    assert (folder / "witness.key").stat().st_mode & 0o777 == 0o600
    keeping.list_file().write_text(f"quorum 1\nwitness {made.strip()} {between}\n")
    assert keeping.ask(clock).witnesses["uz.example/w"]["fault"] == "silent"
    assert "nothing yet; does not answer" in run("status").output
    assert run("witness", "run", str(folder), "--exchange", str(between), "--once").exit_code == 0
    assert keeping.ask(clock).size == 12
    said = json.loads(run("status", "--json").output)
    assert (said["open"], said["size"], said["witnesses"]["uz.example/w"]["fault"]) == (True, 12, None)
    assert run("status").output.startswith("Settled: 12 entries, at ")
    assert checkpoint.split(keeping.settled().read())[1] == ""
    assert (witness_checks.settled(clock).ok, witness_checks.apart().ok) == (True, True)


def test_witness_is_a_process_of_its_own_without_a_database(run, signed, clock, tmp_path):
    keeping.set_up_demonstration()
    port, folder = keeping.local_port(), keeping.local_folder()
    bare = {"PATH": os.environ["PATH"], "PYTHONPATH": str(places.checkout())}
    command = [sys.executable, "-m", "commonweal.house.cli", "journal", "witness", "run", str(folder)]
    process = subprocess.Popen([*command, "--port", str(port)], env=bare, cwd=tmp_path)
    try:
        while not ports.listens(port):
            assert process.poll() is None
        assert keeping.ask(clock).size == 12
        assert witness_checks.apart().ok is None  # on this machine: for demonstrations
    finally:
        process.terminate()
        assert process.wait(10) == 0
    assert not keeping.set_up_demonstration()
    assert witness_ways.send(f"http://127.0.0.1:{port}/", b"")[1] is None


def test_demonstration_waits_for_the_key_of_a_house_that_has_only_begun(run):
    later = threading.Timer(0.3, journal_keeping._signing_key)
    later.start()
    assert keeping.set_up_demonstration()
    assert keeping.policy().quorum == 1


def test_without_witnesses_status_and_doctor_say_so(run, clock):
    result = run("status")
    assert (result.exit_code, result.output.partition(" (")[0]) == (0, "No witnesses settle checkpoints")
    assert (witness_checks.settled(clock).ok, witness_checks.apart().ok) == (None, None)


def test_list_that_cannot_be_read_fails_doctor(run, clock):
    keeping.list_file().write_text("quorum two\n")
    assert (witness_checks.apart().ok, "Line 1" in witness_checks.apart().finding) == (False, True)


def test_thread_of_the_clock_asks_until_it_is_stopped(run, signed, clock, tmp_path, monkeypatch):
    monkeypatch.setattr(keeping, "AGAIN", 0.02)
    folder, between, stop = tmp_path / "w", tmp_path / "between", threading.Event()
    between.mkdir()
    key = keeping.make(folder, name="kg.example", log=journal_keeping.public_key())
    keeping.list_file().write_text(f"quorum 1\nwitness {key} {between}\n")
    thread = threading.Thread(target=keeping.keep, args=(stop, database.connection_settings("cw_clock")))
    thread.start()
    found = keeping.opened(folder)
    while not keeping.settled().read():
        witness_ways.answer_folder(found, between)
        assert thread.is_alive()
    stop.set()
    thread.join(5)
    assert not thread.is_alive()


def test_account_of_the_witness_is_let_into_no_database():
    lines = configuration.pg_ident_conf().splitlines()
    named = {line.split()[1].strip('"') for line in lines if line.startswith(configuration.MAP)}
    assert accounts.WITNESS not in named
