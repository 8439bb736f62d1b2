"""The house asks its witnesses: proofs from the database, rounds, what settles, what a false witness cannot do."""

import random
from datetime import UTC, datetime, timedelta
from threading import Thread

import pytest

from commonweal.audit import checkpoint, cosignature, merkle, proofs, verify, witness, witness_ways, witnessing
from commonweal.audit.sequencer import Sequencer
from commonweal.common.errors import BadInput
from tools.prove.forger import append_plain, tamper


def make_witness(folder, log, name, **more):
    folder.mkdir()
    key = checkpoint.SigningKey.generate(name, checkpoint.COSIGNER)
    return witness.Witness(folder, key=key, log=log.public, **more)


class Ring:
    """Two witnesses, asked without any line: `place` names one, and `away` those that do not answer."""

    def __init__(self, tmp_path, log, monkeypatch):
        self.all = {name: make_witness(tmp_path / name, log, name) for name in ("kz.example", "uz.example")}
        self.away, self.said = set(), []
        monkeypatch.setattr(witness_ways, "send", self.send)

    def send(self, place, request):
        reply = None if place in self.away else self.all[place].add_checkpoint(request)
        self.said.append((place, reply and reply.status))
        return request, reply

    def policy(self, quorum=2):
        return witnessing.Policy(
            quorum, 14_400, tuple(witnessing.Watcher(each._key.public, name) for name, each in self.all.items())
        )


@pytest.fixture
def ring(tmp_path, key, monkeypatch):
    return Ring(tmp_path, key, monkeypatch)


@pytest.fixture
def settled(tmp_path):
    return checkpoint.CheckpointFile(tmp_path / "settled")


@pytest.fixture
def ask(house, as_role, sequencer, ring, key, file, settled):
    clock = as_role("cw_clock", autocommit=True)

    def once(quorum=2):
        return witnessing.step(clock, policy=ring.policy(quorum), log=key.public, file=file, settled=settled)

    return once


def grow(superuser, sequencer, count):
    append_plain(superuser, count)
    while sequencer.step():
        pass
    sequencer.sign()


def test_proofs_from_the_database_are_those_of_the_tree(house, superuser, sequencer, as_role, monkeypatch):
    monkeypatch.setattr(proofs, "WIDTH", 4)
    clock = as_role("cw_clock", autocommit=True)
    grow(superuser, sequencer, 75)
    leaves = [bytes(row[0]) for row in superuser.execute("select leaf_hash from audit_entry order by leaf").fetchall()]
    prover = proofs.Prover(clock)
    for size in (*range(1, 40), 64, 75):
        tree = leaves[:size]
        for index in {0, size // 2, size - 1}:
            assert prover.inclusion(index, size) == merkle.inclusion_proof(tree, index)
        for first in {1, (size + 1) // 2, size}:
            assert prover.consistency(first, size) == merkle.consistency_proof(tree, first)
    assert superuser.execute("select level, count(*) from audit_tile group by level order by level").fetchall() == [
        (1, 18),
        (2, 4),
    ]
    with pytest.raises(ValueError, match="lacks"):
        prover.inclusion(3, 76)


def test_restarted_sequencer_makes_the_hashes_anew(house, superuser, sequencer, key, file, as_role, monkeypatch):
    monkeypatch.setattr(proofs, "WIDTH", 4)
    grow(superuser, sequencer, 20)
    made = superuser.execute("select * from audit_tile order by level, nth").fetchall()
    superuser.execute("delete from audit_tile where nth = 1")
    superuser.execute("update audit_tile set hash = sha256('false') where nth = 2")
    sequencer.stop()
    again = Sequencer(as_role("cw_clock", autocommit=True), key=key, file=file)
    again.start()
    assert superuser.execute("select * from audit_tile order by level, nth").fetchall() == made


def test_checkpoint_settles_with_its_quorum_and_not_before(superuser, sequencer, ring, ask, settled):
    grow(superuser, sequencer, 3)
    ring.away = {"uz.example"}
    now = ask()
    assert (now.size, now.settled_at, now.witnesses["uz.example"]["fault"]) == (0, None, "silent")
    assert now.until - datetime.now(UTC) > timedelta(hours=3)  # the time runs from the naming of the witnesses
    ring.away = set()
    now = ask()
    assert now.size == 3
    assert now.until == now.settled_at + timedelta(seconds=14_400)
    assert [cosignature.when(now.note, key=each._key.public) is not None for each in ring.all.values()] == [True, True]
    assert settled.read() == now.note


def test_next_round_takes_the_newest_checkpoint_and_an_idle_one_is_dated_anew(superuser, sequencer, ring, ask, settled):
    grow(superuser, sequencer, 3)
    first = ask()
    again = ask()
    assert (again.size, again.settled_at >= first.settled_at) == (3, True)
    grow(superuser, sequencer, 300)
    assert ask().size == 304  # with the entry that names the witnesses
    assert [checkpoint.parse(note).size for note in checkpoint.split(settled.read())[0]] == [3, 304]


def test_witness_that_was_away_catches_up(superuser, sequencer, ring, ask):
    grow(superuser, sequencer, 3)
    ask()
    ring.away = {"kz.example"}
    for _ in range(3):
        grow(superuser, sequencer, 10)
        now = ask(quorum=1)
    assert (now.size, now.witnesses["kz.example"]["size"]) == (35, 3)
    ring.away = set()
    assert ask(quorum=1).witnesses["kz.example"]["size"] == now.size


def test_house_that_lost_its_memory_learns_the_size_from_the_witness(superuser, sequencer, ring, ask):
    grow(superuser, sequencer, 3)
    ask()
    superuser.execute("alter table audit_settlement disable trigger user")
    superuser.execute(
        "update audit_settlement set size = 0, witnesses ="
        " (select jsonb_object_agg(name, jsonb_build_object('key', seen -> 'key'))"
        " from jsonb_each(witnesses) w(name, seen))"
    )
    assert ask().size == 3
    grow(superuser, sequencer, 5)
    assert ask().size == 9


def test_rewritten_history_settles_no_more(superuser, sequencer, ring, ask, key, file, as_role, tmp_path):
    """A forger with database, key and file: everything in the house agrees, and no witness goes along."""
    grow(superuser, sequencer, 10)
    before = ask()
    sequencer.stop()
    with superuser.transaction():
        tamper(superuser, "update", 4, recompute=True, chance=random.Random(7))
    file.path.unlink()
    forged = [bytes(row[0]) for row in superuser.execute("select leaf_hash from audit_entry order by leaf").fetchall()]
    file.append([checkpoint.sign(len(forged), merkle.root_of(forged), key=key, at=datetime.now(UTC))])
    assert verify.verify(as_role("cw_clock", autocommit=True), file, key.public).holds
    now = ask()
    assert (now.size, now.settled_at) == (before.size, before.settled_at)
    assert {seen["fault"] for seen in now.witnesses.values()} == {"refused"}
    assert "refused:" in (tmp_path / "kz.example" / "refused").read_text()


def test_rolled_back_journal_is_told_by_the_witness(superuser, sequencer, ring, ask, file):
    grow(superuser, sequencer, 10)
    kept = file.read()
    grow(superuser, sequencer, 10)
    ask()
    ask()
    file.path.write_text(kept)
    now = ask()
    assert {seen["fault"] for seen in now.witnesses.values()} == {"ahead"}


@pytest.mark.parametrize("lie", ["other key", "other note", "future", "replay"])
def test_cosignature_that_does_not_hold_settles_nothing(superuser, sequencer, ring, ask, lie, monkeypatch):
    grow(superuser, sequencer, 3)
    ask()
    before = ask(quorum=1)
    grow(superuser, sequencer, 3)
    key = ring.all["kz.example"]._key
    stranger = checkpoint.SigningKey.generate("kz.example", checkpoint.COSIGNER)

    def say(place, request):
        note = request.decode().partition("\n\n")[2]
        now = datetime.now(UTC)
        signed = {
            "other key": lambda: cosignature.cosign(note, key=stranger, at=now),
            "other note": lambda: cosignature.cosign(before.note, key=key, at=now),
            "future": lambda: cosignature.cosign(note, key=key, at=now + timedelta(hours=1)),
            "replay": lambda: cosignature.cosign(note, key=key, at=before.settled_at - timedelta(minutes=1)),
        }
        return request, witness.Reply(200, signed[lie]())

    ring.away = {"uz.example"}
    monkeypatch.setattr(witness_ways, "send", lambda place, r: say(place, r) if place == "kz.example" else (r, None))
    now = ask(quorum=1)
    assert (now.size, now.settled_at) == (before.size, before.settled_at)
    assert now.witnesses["kz.example"]["fault"] in ("false", "replayed")


def test_change_of_the_list_is_in_the_journal(superuser, sequencer, ring, ask):
    grow(superuser, sequencer, 1)
    ask()
    ask(quorum=1)
    told = superuser.execute(
        "select entry::jsonb #>> '{facts,quorum}' from audit_entry where entry like '%audit.witnesses.changed%'"
        " order by nth"
    ).fetchall()
    assert told == [("2",), ("1",)]


def test_another_key_under_the_same_name_is_a_change_and_inherits_nothing(
    superuser, sequencer, ring, ask, tmp_path, key
):
    grow(superuser, sequencer, 1)
    assert ask(quorum=1).witnesses["kz.example"]["size"] == 1
    ring.all["kz.example"] = make_witness(tmp_path / "another", key, "kz.example")
    ring.away = {"kz.example"}
    seen = ask(quorum=1).witnesses["kz.example"]
    assert (seen.get("size"), seen.get("line"), seen["fault"]) == (None, None, "silent")
    changes = "select count(*) from audit_entry where entry::json ->> 'verb' = 'audit.witnesses.changed'"
    assert superuser.execute(changes).fetchone() == (2,)


def test_what_was_settled_is_not_taken_back(superuser, sequencer, ring, ask, as_role):
    grow(superuser, sequencer, 3)
    ask()
    with pytest.raises(Exception, match="is not taken back"):
        superuser.execute("update audit_settlement set size = 1")
    with pytest.raises(Exception, match="permission denied"):
        as_role("cw_app", autocommit=True).execute("update audit_settlement set until = 'infinity'")


def test_witness_by_http_settles(superuser, sequencer, key, file, settled, tmp_path, as_role):
    made = make_witness(tmp_path / "by-http", key, "am.example")
    server = witness_ways.server(made, 0)
    Thread(target=server.serve_forever, args=[0.01], daemon=True).start()
    grow(superuser, sequencer, 3)
    place = f"http://127.0.0.1:{server.server_address[1]}/"
    policy = witnessing.read_policy(f"# one\nquorum 1\nseconds 60\nwitness {made._key.public} {place}\n")
    clock = as_role("cw_clock", autocommit=True)
    now = witnessing.step(clock, policy=policy, log=key.public, file=file, settled=settled)
    server.shutdown()
    server.server_close()
    assert (now.size, now.until - now.settled_at) == (3, timedelta(minutes=1))


@pytest.mark.parametrize(
    "text", ["quorum 1", "quorum x", "witness nonsense http://x/", "seconds 0", "hello", "quorum -1"]
)
def test_list_that_cannot_be_read_is_refused(text):
    with pytest.raises(BadInput):
        witnessing.read_policy(text)


def test_journals_key_is_no_witness_and_nobody_witnesses_twice(key):
    line = f"witness {key.public} http://127.0.0.1:1/\n"
    own = checkpoint.SigningKey.generate("a", checkpoint.COSIGNER)
    twice = checkpoint.SigningKey("b", own.seed, checkpoint.COSIGNER)
    for text in (line, f"witness {own.public} /x\nwitness {twice.public} /y\nquorum 2\n"):
        with pytest.raises(BadInput):
            witnessing.read_policy(text)
