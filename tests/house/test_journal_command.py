"""`commonweal journal` on the tests' database, with a sequencer of the test in place of the clock process."""

import json
import random
import shutil
import threading
from contextlib import nullcontext

import pytest
from typer.testing import CliRunner

from commonweal.audit import checkpoint, journal
from commonweal.common.errors import NotNow
from commonweal.house import folders, journal_keeping, places, processes
from commonweal.house.commands import journal as commands
from tools.prove.forger import append_plain, tamper


@pytest.fixture
def run(house, monkeypatch):
    """Runs a command; the tests' server stands already, so none is borrowed."""
    monkeypatch.setattr(processes, "borrowed", lambda children=(): nullcontext())
    folders.prepare("test")
    return lambda *words: CliRunner().invoke(commands.app, words, catch_exceptions=False)


@pytest.fixture
def kept(run):
    """A sequencer at work on this house's journal."""
    stopped, sequencer = threading.Event(), journal_keeping.make_sequencer()
    thread = threading.Thread(target=sequencer.run, args=[stopped])
    thread.start()
    yield sequencer
    stopped.set()
    thread.join()
    sequencer._connection.close()


def test_checkpoint_covers_what_was_written_before_it_was_asked_for(run, kept, superuser):
    append_plain(superuser, 12)
    note = run("checkpoint").output
    assert checkpoint.verify(note, key=journal_keeping.public_key()).size == 12


def test_untouched_journal_is_verified(run, kept, superuser):
    append_plain(superuser, 12)
    run("checkpoint")
    result = run("verify", "--json")
    said = json.loads(result.output)
    assert (result.exit_code, said["holds"], said["signed"], said["findings"]) == (0, True, 12, [])
    assert run("verify").output.startswith("The journal holds. 12 entries, 2 checkpoints, ")


def test_touched_journal_is_convicted_with_the_place(run, kept, superuser):
    append_plain(superuser, 12)
    run("checkpoint")
    with superuser.transaction():
        tamper(superuser, "update", 7, recompute=False, chance=random.Random(1))
    result = run("verify")
    assert result.exit_code == 1
    assert result.output.startswith("THE JOURNAL WAS TOUCHED.")
    assert "entry: Entry 7 is not the one that was hashed." in result.output


def test_witness_copy_convicts_where_the_own_file_was_shortened(run, kept, superuser, tmp_path):
    append_plain(superuser, 12)
    run("checkpoint")
    shutil.copy(places.checkpoint_file(), tmp_path / "copy")
    first, _ = checkpoint.split(places.checkpoint_file().read_text())[0]
    places.checkpoint_file().write_text(first)
    superuser.execute("set session_replication_role = replica")
    superuser.execute("truncate audit_entry")
    assert run("verify").exit_code == 0
    copied = run(
        "verify", "--checkpoints", str(tmp_path / "copy"), "--public-key", str(journal_keeping.public_key_file())
    )
    assert (copied.exit_code, "short: 12 entries were signed" in copied.output) == (1, True)


def test_tail_shows_the_last_entries_and_tells_of_itself(run, kept, superuser):
    append_plain(superuser, 3)
    run("checkpoint")
    lines = run("tail", "2", "--json").output.splitlines()
    assert [json.loads(line)["verb"] for line in lines] == ["tests.thing.done", "audit.journal.read"]
    assert json.loads(lines[1])["facts"]["last"] == 2
    assert json.loads(lines[1])["by"] == {"officer": "house", "purpose": "inspection", "role": "house"}
    shown = run("tail", "1").output
    assert "audit.journal.read · house inspection" in shown


def test_keys_are_made_once_and_the_private_one_is_closed(run):
    first = journal_keeping.make_sequencer()
    second = journal_keeping.make_sequencer()
    assert first._key == second._key
    assert journal_keeping.private_key_file().stat().st_mode & 0o777 == 0o600
    assert journal_keeping.public_key_file().stat().st_mode & 0o777 == 0o644
    assert journal_keeping.public_key() == first._key.public
    for sequencer in (first, second):
        sequencer._connection.close()


def test_lost_key_is_not_replaced_in_silence(run):
    sequencer = journal_keeping.make_sequencer()
    sequencer.start()
    sequencer.stop()
    sequencer._connection.close()
    journal_keeping.private_key_file().unlink()
    with pytest.raises(NotNow, match=r"house\.journal\.key-lost"):
        journal_keeping.make_sequencer()


def test_house_without_a_journal_says_so(run):
    with pytest.raises(NotNow, match=r"house\.journal\.no-key"):
        run("verify")


def test_systems_actor_is_the_house():
    assert journal.systems_actor() == journal.Actor(officer="house", role="house", purpose="operation")
