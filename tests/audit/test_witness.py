"""A witness cosigns what continues the last checkpoint and nothing else; it has no database to ask."""

import base64
import struct
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from threading import Thread

import pytest

from commonweal.audit import checkpoint, cosignature, merkle, witness, witness_ways

AT = datetime(2026, 11, 25, 1, 0, tzinfo=UTC)
LOG = checkpoint.SigningKey.generate("commonweal.test/journal")
KEY = checkpoint.SigningKey.generate("kz.example/witness", checkpoint.COSIGNER)


def leaves(count, kind="entry"):
    return [merkle.leaf_hash(f"{kind} {number}".encode()) for number in range(count)]


def note(tree, key=LOG):
    return checkpoint.sign(len(tree), merkle.root_of(tree), key=key, at=AT)


def asked(old, tree, key=LOG):
    proof = merkle.consistency_proof(tree, old) if 0 < old < len(tree) else []
    return witness.request(old, proof, note(tree, key))


@pytest.fixture
def kept(tmp_path):
    return witness.Witness(tmp_path, key=KEY, log=LOG.public, now=lambda: AT)


def test_cosignature_of_the_published_example_is_read():
    """The example of c2sp.org/tlog-cosignature; its key is not published, so only its form can be read."""
    line = "jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA=="
    data = base64.b64decode(line)
    assert (len(data), struct.unpack(">Q", data[4:12])) == (4 + 8 + 64, (1679315147,))


def test_cosignature_is_over_time_and_body(kept):
    tree = leaves(3)
    line = kept.add_checkpoint(asked(0, tree)).text
    told = note(tree)
    signed = base64.b64decode(line.split(" ")[2])
    assert signed[:4] == KEY.public.id
    assert KEY.public.verify(f"cosignature/v1\ntime {int(AT.timestamp())}\n{checkpoint.body(told)}", signed[12:])
    assert cosignature.when(told + line, key=KEY.public) == AT
    assert checkpoint.verify(told + line, key=LOG.public).size == 3
    assert checkpoint.verify(told + line, key=KEY.public) is None  # a cosigner is no log


def test_what_continues_is_cosigned_and_kept(kept):
    tree = leaves(20)
    sizes = [0, 1, 7, 7, 8, 20]
    replies = [kept.add_checkpoint(asked(old, tree[:new])) for old, new in pairwise(sizes)]
    assert [reply.status for reply in replies] == [200] * 5
    assert cosignature.when(kept.last(), key=KEY.public) == AT
    assert checkpoint.verify(kept.last(), key=LOG.public).size == 20


def test_witness_goes_on_after_a_restart(kept, tmp_path):
    kept.add_checkpoint(asked(0, leaves(5)))
    again = witness.Witness(tmp_path, key=KEY, log=LOG.public, now=lambda: AT)
    assert again.add_checkpoint(asked(0, leaves(9))) == (409, "5\n")
    assert again.add_checkpoint(asked(5, leaves(9))).status == 200


def test_fork_is_refused_and_both_notes_are_kept(kept, tmp_path):
    kept.add_checkpoint(asked(0, leaves(5)))
    forked = [*leaves(4), merkle.leaf_hash(b"another")]
    assert kept.add_checkpoint(asked(5, forked)) == (409, "5\n")
    longer = [*forked, *leaves(3)]
    assert kept.add_checkpoint(asked(5, longer)).status == 422
    evidence = (tmp_path / "refused").read_text()
    assert note(forked) in evidence and note(longer) in evidence and checkpoint.body(note(leaves(5))) in evidence
    assert checkpoint.parse(kept.last()).root == merkle.root_of(leaves(5))


@pytest.mark.parametrize("old", [0, 3, 5])
def test_rollback_is_refused(kept, old):
    kept.add_checkpoint(asked(0, leaves(5)))
    assert kept.add_checkpoint(asked(old, leaves(3))).status in (400, 409)
    assert checkpoint.parse(kept.last()).size == 5


def test_replay_of_a_request_is_refused(kept):
    request = asked(0, leaves(5))
    assert [kept.add_checkpoint(request).status for _ in range(2)] == [200, 409]


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        (b"", 400),
        (b"old 0\n\n", 400),
        (b"old 00\n\n" + note(leaves(1)).encode(), 400),
        (b"old -1\n\n" + note(leaves(1)).encode(), 400),
        (b"new 0\n\n" + note(leaves(1)).encode(), 400),
        (b"old 0\nAAAA\n\n" + note(leaves(1)).encode(), 400),
        (b"old 0\n" + b"A" * 20_000, 400),
        (witness.request(0, [bytes(32)] * 64, note(leaves(1))), 400),
        (witness.request(0, [bytes(32)], note(leaves(1))), 422),
        (asked(0, leaves(1), checkpoint.SigningKey.generate("other/journal")), 404),
        (asked(0, leaves(1), checkpoint.SigningKey.generate(LOG.name)), 403),
        (b"\xff\xfe", 400),
    ],
)
def test_what_is_no_request_is_refused(kept, request_, status):
    assert kept.add_checkpoint(request_).status == status
    assert kept.last() == ""


def test_old_cosignature_does_not_count_as_a_later_one():
    told = note(leaves(3))
    early = cosignature.cosign(told, key=KEY, at=AT)
    other = cosignature.cosign(note(leaves(4)), key=KEY, at=AT + timedelta(hours=1))
    assert cosignature.when(told + other, key=KEY.public) is None
    late = cosignature.cosign(told, key=KEY, at=AT + timedelta(hours=1))
    assert cosignature.when(told + late + early, key=KEY.public) == AT + timedelta(hours=1)
    data = base64.b64decode(early.split(" ")[2])
    forged = data[:4] + struct.pack(">Q", int(AT.timestamp()) + 3600) + data[12:]
    assert cosignature.when(f"{told}— {KEY.name} {base64.b64encode(forged).decode()}\n", key=KEY.public) is None


def test_witness_answers_by_http(kept):
    server = witness_ways.server(kept, 0)
    place = f"http://127.0.0.1:{server.server_address[1]}/"
    Thread(target=server.serve_forever, args=[0.01], daemon=True).start()
    try:
        assert witness_ways.send(place, b"old")[1].status == 400
        request, reply = witness_ways.send(place, asked(0, leaves(3)))
        assert (request, reply.status) == (asked(0, leaves(3)), 200)
        assert cosignature.when(note(leaves(3)) + reply.text, key=KEY.public) == AT
    finally:
        server.shutdown()
        server.server_close()
    assert witness_ways.send(place, b"old")[1] is None


def test_witness_answers_through_a_folder_once_and_what_was_asked_first(kept, tmp_path):
    folder = tmp_path / "carried"
    folder.mkdir()
    first, second = asked(0, leaves(3)), asked(0, leaves(4))
    assert not witness_ways.answer_folder(kept, folder)
    assert witness_ways.send(str(folder), first)[1] is None
    assert witness_ways.send(str(folder), second)[1] is None  # the first one waits for its answer
    assert witness_ways.answer_folder(kept, folder)
    assert not witness_ways.answer_folder(kept, folder)
    asked_for, reply = witness_ways.send(str(folder), second)
    assert (asked_for, reply.status) == (first, 200)
    assert sorted(path.name for path in folder.iterdir()) == []
