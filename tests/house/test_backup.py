"""A house is backed up, restored into a fresh place, and is the same; whatever was touched is named."""

import io
import os
import random
from pathlib import Path

import pytest

from commonweal.common.errors import CommonwealError, NotNow, RuleBroken
from commonweal.house import accounts, host_checks, journal_keeping, migrate, places, postgres
from commonweal.house.backups import archive, base, container, facts, making, restoring
from tools.prove.forger import append_plain

DICE = random.Random(7)


def silent(what: str, done: int, total: int) -> None:
    """Nobody looks."""


@pytest.fixture(scope="module")
def place(new_cluster_folder) -> Path:
    """A whole house of this module's own, its journal signed; its database runs."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COMMONWEAL_VAR", str(new_cluster_folder))
        patch.setenv("COMMONWEAL_DATABASE", "commonweal")
        server = postgres.launch("test")
        postgres.create_database("commonweal")
        migrate.migrate()
        with postgres.connect_super("test", "commonweal") as superuser:
            append_plain(superuser, 12)
        sequencer = journal_keeping.make_sequencer()
        sequencer.start()
        sequencer.stop()
        sequencer._connection.close()
        yield new_cluster_folder
        server.stop()


@pytest.fixture(scope="module")
def key(place) -> container.Private:
    return container.Private.make(place.parent / "private.key")


@pytest.fixture(scope="module")
def backup(place, key) -> Path:
    made, found = making.make(place.parent, recipient=key.recipient, say=silent)
    assert (found["journal"]["signed"], found["database"]) == (12, "commonweal")
    assert [each.sha256 for each in making.registered()] == [made.sha256]
    assert not list(places.cluster_folder().glob("staging-*"))
    return place.parent / made.file


def test_restored_house_is_the_same_and_its_keys_are_brought(backup, key, place):
    into = place.parent / "restored"
    with postgres.connect_super("test", "commonweal") as superuser:
        append_plain(superuser, 3)  # after the backup: not in it
    done = restoring.restore(backup, into, key=key, say=silent)
    assert (done.erased, done.facts["journal"]["entries"]) == (0, 12)
    assert done.missing[0] == "keys/questions.key"
    assert not (into / "keys").exists()
    ring = places.question_ring_file()
    assert (into / ring.relative_to(place)).read_bytes() == ring.read_bytes()
    (into / "keys").mkdir()
    for name in ("questions.key", "web.key", "codes.key"):
        (into / "keys" / name).write_bytes((place / "keys" / name).read_bytes())
        (into / "keys" / name).chmod(0o600)
    with places.elsewhere(into), facts.at_rest():
        assert facts.differences(done.facts, facts.gather()) == []
    with pytest.raises(NotNow, match=r"house\.restore\.in-use"):
        restoring.restore(backup, into, key=key, say=silent)


def test_private_keys_are_packed_where_asked_alone(place, key, backup):
    names = restoring.check(backup, key, silent).files
    assert not [name for name in names if name.endswith(".key") or name.startswith("keys/")]
    inside = [name for _path, name in making._own_files(with_keys=True)]
    assert {"keys/questions.key", "keys/web.key", "cluster/commonweal/journal/keys/journal.key"} <= set(inside)


def test_every_flipped_bit_is_found_and_nothing_is_left_of_the_attempt(backup, key, place):
    whole, bad, into = backup.read_bytes(), place.parent / "bad.backup", place.parent / "never"
    places_of_bits = [0, len(container.FORMAT) * 8 + 3, 200, *(DICE.randrange(len(whole) * 8) for _ in range(6))]
    for bit in places_of_bits:
        touched = bytearray(whole)
        touched[bit // 8] ^= 1 << bit % 8
        bad.write_bytes(touched)
        with pytest.raises((container.Damaged, NotNow), match=r"house\.backup\.(damaged|none|other-key)"):
            restoring.restore(bad, into, key=key, say=silent)
        assert not into.exists()
    for cut in (1, container.TAG, container.PIECE + container.TAG, len(whole) - 30):
        bad.write_bytes(whole[:-cut])
        with pytest.raises(container.Damaged):
            restoring.check(bad, key, silent)


def test_backup_for_another_key_and_one_that_stands_already_are_refused(backup, key, place):
    other = container.Private.make(place.parent / "other.key")
    with pytest.raises(NotNow, match=r"house\.backup\.other-key"):
        restoring.check(backup, other, silent)
    with pytest.raises(NotNow, match=r"house\.backup\.there"):
        making.make(backup, recipient=key.recipient, say=silent)
    with pytest.raises(NotNow, match=r"house\.backup\.key-there"):
        container.Private.make(place.parent / "other.key")


def test_database_that_is_not_what_the_backup_said_is_refused(backup, key, place, monkeypatch):
    into = place.parent / "other"
    gather = facts.gather
    monkeypatch.setattr(facts, "gather", lambda: gather() | {"policies": "others"})
    with pytest.raises(RuleBroken, match=r"What was restored is not what was backed up: policies"):
        restoring.restore(backup, into, key=key, say=silent)
    assert list(into.iterdir()) == []


def test_copy_is_held_against_the_manifest_of_postgresql(place, tmp_path):
    target = place.parent / "base"
    target.mkdir()
    os.chown(target, accounts.service().uid, accounts.service().gid)
    base.take(target, places.socket_folder(), base.major(places.data_folder()))
    assert base.check(target) > 500
    name = DICE.choice(sorted(base.files(target)))
    raw = bytearray((target / name).read_bytes() or b"\0")
    raw[DICE.randrange(len(raw))] ^= 1
    (target / name).write_bytes(raw)
    with pytest.raises(container.Damaged, match=r"house\.backup\.file") as told:
        base.check(target)
    assert told.value.params["file"] == f"pgdata/{name}"


@pytest.mark.parametrize("size", [0, 1, container.PIECE - 1, container.PIECE, container.PIECE + 1, 2 * container.PIECE])
def test_what_was_encrypted_is_read_again_whole(size):
    step = 70_001
    key, out, data = container.Private(b"\x07" * 32), io.BytesIO(), random.Random(size).randbytes(size)
    writer = container.Writer(out, key.recipient)
    for at in range(0, size, step):
        writer.write(data[at : at + step])
    writer.close()
    out.seek(0)
    reader = container.opened(out, key)
    assert b"".join(iter(lambda: reader.read(step), b"")) == data


def test_member_that_is_missing_or_otherwise_is_named(tmp_path):
    (tmp_path / "a").write_bytes(b"one")
    out = io.BytesIO()
    packed = archive.Archive(out, lambda count: None)
    packed.add(tmp_path / "a", "a")
    packed.manifest.files["b"] = (3, "00")
    packed.close({})
    out.seek(0)
    with pytest.raises(CommonwealError) as told:
        archive.check(out)
    assert told.value.params["file"] == "b"


def test_doctor_says_when_the_last_backup_is_too_old(backup, place, monkeypatch):
    assert host_checks.backup_age().ok is True
    monkeypatch.setenv("COMMONWEAL_BACKUP_DAYS", "-1")
    assert host_checks.backup_age().ok is None
    making.register_file().unlink()
    assert (host_checks.backup_age().ok, host_checks.backup_age().finding) == (None, "None was made.")
