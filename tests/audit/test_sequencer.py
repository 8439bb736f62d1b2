"""Numbering without a queue, signing on time, and refusing to sign what disagrees."""

import os
import random
import signal
import threading
import time

import pytest

from commonweal.audit import checkpoint, merkle, verify
from commonweal.audit.sequencer import Sequencer
from commonweal.common.errors import NotNow, RuleBroken
from tools.prove.forger import append_plain, plain_entry, tamper


def leaves(superuser):
    return superuser.execute("select leaf from audit_entry order by nth").fetchall()


def sizes(file, key):
    return [checkpoint.verify(note, key=key.public).size for note in checkpoint.split(file.read())[0]]


def test_entry_of_a_long_transaction_delays_nobody_and_gets_a_later_number(house, as_role, superuser, sequencer):
    slow, quick = as_role("cw_app"), as_role("cw_app", autocommit=True)
    append_plain(slow, 3)
    began = time.monotonic()
    for _ in range(5):
        append_plain(quick, 1)
    assert sequencer.step() == 5
    assert time.monotonic() - began < 1
    assert leaves(superuser) == [(0,), (1,), (2,), (3,), (4,)]  # the open one's entries are not there yet
    slow.commit()
    append_plain(quick, 1)
    assert sequencer.step() == 4
    assert leaves(superuser) == [(5,), (6,), (7,), (0,), (1,), (2,), (3,), (4,), (8,)]


def test_rolled_back_entry_leaves_no_gap(house, as_role, superuser, sequencer):
    lost, kept = as_role("cw_app"), as_role("cw_app")
    append_plain(lost, 2)
    append_plain(kept, 1)
    lost.rollback()
    kept.commit()
    append_plain(kept, 1)
    kept.commit()
    assert sequencer.step() == 2
    assert leaves(superuser) == [(0,), (1,)]


def test_numbering_that_is_still_open_does_not_stop_appending(house, as_role, superuser):
    numbering, app = as_role("cw_clock"), as_role("cw_app", autocommit=True)
    append_plain(app, 10)
    assert numbering.execute("select audit_number(4)").fetchone() == (4,)
    app.execute("set statement_timeout = '2s'")
    append_plain(app, 1)
    numbering.commit()
    assert superuser.execute("select count(*), max(leaf) from audit_entry where leaf is not null").fetchone() == (4, 3)


def test_two_numberings_at_once_number_everything_once(house, as_role, superuser):
    append_plain(as_role("cw_app", autocommit=True), 400)
    connections = [as_role("cw_clock", autocommit=True) for _ in range(4)]

    def number(connection):
        while connection.execute("select audit_number(7)").fetchone()[0]:
            pass

    threads = [threading.Thread(target=number, args=[connection]) for connection in connections]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert superuser.execute("select array_agg(leaf order by leaf) from audit_entry").fetchone() == ([*range(400)],)


def test_writers_at_once_are_numbered_once_and_without_gap(house, as_role, superuser, sequencer, key, file):
    chance = random.Random(4)
    connections = [as_role("cw_app") for _ in range(6)]
    pauses = [[chance.random() / 200 for _ in range(25)] for _ in connections]

    def write(connection, waits):
        for place, wait in enumerate(waits):
            append_plain(connection, 4)
            time.sleep(wait)
            connection.rollback() if place % 5 == 4 else connection.commit()

    threads = [threading.Thread(target=write, args=pair) for pair in zip(connections, pauses, strict=True)]
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        sequencer.step()
    sequencer.stop()
    assert superuser.execute("select array_agg(leaf order by leaf) from audit_entry").fetchone() == ([*range(480)],)
    report = verify.verify(superuser, file, key.public)
    assert (report.holds, report.entries, report.signed, report.waiting) == (True, 480, 480, 0)


def test_running_sequencer_numbers_within_a_second_and_signs_on_demand(house, as_role, superuser, key, file):
    sequencer = Sequencer(as_role("cw_clock", autocommit=True), key=key, file=file)
    stopped, app = threading.Event(), as_role("cw_app", autocommit=True)
    thread = threading.Thread(target=sequencer.run, args=[stopped])
    thread.start()
    try:
        append_plain(app, 1)
        assert _within(1.0, lambda: leaves(superuser) == [(0,)])
        assert sizes(file, key) == [0]
        app.execute("notify audit_checkpoint")
        assert _within(1.0, lambda: sizes(file, key) == [0, 1])
        previous = signal.signal(signal.SIGUSR1, lambda *_: sequencer.demand())
        append_plain(app, 1)
        assert _within(1.0, lambda: leaves(superuser) == [(0,), (1,)])
        os.kill(os.getpid(), signal.SIGUSR1)
        assert _within(1.0, lambda: sizes(file, key) == [0, 1, 2])
        signal.signal(signal.SIGUSR1, previous)
        append_plain(app, 1)
    finally:
        stopped.set()
        thread.join()
    assert sizes(file, key) == [0, 1, 2, 3]


def _within(seconds, holds):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if holds():
            return True
        time.sleep(0.02)
    return holds()


def test_checkpoint_at_every_thousand_and_after_idle_seconds(house, as_role, key, file):
    sequencer = Sequencer(as_role("cw_clock", autocommit=True), key=key, file=file, idle=0.2)
    sequencer.start()
    append_plain(as_role("cw_app", autocommit=True), 3_500)
    assert sequencer.step() == 3_500
    assert sizes(file, key) == [0, 1000, 2000, 3000]
    sequencer.step()
    time.sleep(0.25)
    sequencer.step()
    sequencer.step()
    assert sizes(file, key) == [0, 1000, 2000, 3000, 3500]


def test_signed_root_is_that_of_the_entries(house, as_role, superuser, sequencer, key, file):
    append_plain(as_role("cw_app", autocommit=True), 13)
    sequencer.stop()
    entries = superuser.execute("select entry from audit_entry order by leaf").fetchall()
    last = checkpoint.verify(file.last(), key=key.public)
    assert last.root == merkle.root_of(merkle.leaf_hash(entry.encode()) for (entry,) in entries)


def test_sequencer_goes_on_where_another_died(house, as_role, superuser, sequencer, key, file):
    app = as_role("cw_app", autocommit=True)
    append_plain(app, 1_200)
    sequencer.step()
    sequencer._connection.close()  # killed: 200 entries numbered and unsigned, and a note half written
    with file.path.open("a") as end:
        end.write("commonweal.test/jour")
    append_plain(app, 7)
    second = Sequencer(as_role("cw_clock", autocommit=True), key=key, file=file)
    second.start()
    second.step()
    second.stop()
    assert sizes(file, key) == [0, 1000, 1207]
    assert verify.verify(superuser, file, key.public).holds


def test_second_sequencer_is_refused(house, as_role, sequencer, key, file):
    with pytest.raises(NotNow, match=r"audit\.sequencer\.running"):
        Sequencer(as_role("cw_clock", autocommit=True), key=key, file=file).start()


@pytest.mark.parametrize("kind", ["update", "delete", "insert", "swap", "truncate"])
def test_nothing_is_signed_after_a_database_that_disagrees(house, as_role, superuser, sequencer, key, file, kind):
    append_plain(as_role("cw_app", autocommit=True), 20)
    sequencer.stop()
    with superuser.transaction():
        tamper(superuser, kind, 11, recompute=True, chance=random.Random(1))
    with pytest.raises(RuleBroken, match=r"audit\.journal\.disagrees"):
        Sequencer(as_role("cw_clock", autocommit=True), key=key, file=file).start()
    assert sizes(file, key) == [0, 20]


def test_change_while_the_sequencer_runs_does_not_reach_its_signature(house, as_role, superuser, sequencer, key, file):
    app = as_role("cw_app", autocommit=True)
    append_plain(app, 20)
    sequencer.step()
    with superuser.transaction():
        tamper(superuser, "update", 11, recompute=True, chance=random.Random(1))
    append_plain(app, 1)
    sequencer.stop()
    assert verify.verify(superuser, file, key.public).between == (0, 21)


def test_lost_file_of_checkpoints_is_not_begun_anew(house, as_role, sequencer, key, file):
    append_plain(as_role("cw_app", autocommit=True), 2)
    sequencer.stop()
    file.path.unlink()
    with pytest.raises(RuleBroken, match=r"audit\.checkpoints\.missing"):
        Sequencer(as_role("cw_clock", autocommit=True), key=key, file=file).start()


def test_file_of_another_key_is_not_continued(house, as_role, sequencer, file):
    sequencer.stop()
    other = checkpoint.SigningKey.generate("commonweal.test/journal")
    with pytest.raises(RuleBroken, match=r"audit\.checkpoints\.foreign"):
        Sequencer(as_role("cw_clock", autocommit=True), key=other, file=file).start()


def test_plain_entries_differ():
    assert plain_entry() != plain_entry()
