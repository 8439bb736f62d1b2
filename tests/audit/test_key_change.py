"""Another key signs the journal: the old one announces it, whoever knows the first follows, nobody else can begin."""

import pytest

from commonweal.audit import checkpoint, verify
from commonweal.audit.sequencer import Sequencer
from commonweal.audit.witness import Witness, request
from commonweal.common import clock
from commonweal.common.errors import RuleBroken
from commonweal.house import folders, journal_keeping
from tools.prove.forger import append_plain
from verifier import verify_journal

FIRST, SECOND, THIRD, FOREIGN = (checkpoint.SigningKey.generate("commonweal/journal") for _ in range(4))


def note(key: checkpoint.SigningKey, size: int = 0, heir: checkpoint.SigningKey | None = None) -> str:
    root = bytes([size]) * 32
    return checkpoint.sign(size, root, key=key, at=clock.now(), successor=heir.public if heir else None)


def who(*notes: str) -> list[bool]:
    chain = checkpoint.Chain(FIRST.public)
    return [chain.verify(each) is not None for each in notes]


def test_announced_key_follows_and_the_former_one_counts_no_more():
    assert (
        who(note(FIRST), note(FIRST, 1, SECOND), note(SECOND, 2), note(SECOND, 3, THIRD), note(THIRD, 4)) == [True] * 5
    )
    assert who(note(FIRST, 1, SECOND), note(FIRST, 2, SECOND), note(SECOND, 3), note(FIRST, 4)) == [True] * 3 + [False]
    assert who(note(FIRST), note(SECOND, 1)) == [True, False]
    assert who(note(FOREIGN, 1, SECOND), note(SECOND, 2)) == [False, False]
    content = note(FIRST) + note(FIRST, 1, SECOND) + note(SECOND, 2) + note(SECOND, 3)
    assert checkpoint.in_force(content, first=FIRST.public) == SECOND.public


def test_house_changes_its_key_by_two_starts_and_its_journal_verifies_by_the_first(house, as_role, superuser):
    folders.prepare("test")
    _start(superuser)
    first, former = journal_keeping.public_key(), journal_keeping.private_key_file().read_text()
    heir = journal_keeping.announce()
    _start(superuser)
    assert (journal_keeping.key_in_force(), journal_keeping.private_key_file().read_text()) == (first, former)
    _start(superuser)
    _start(superuser)
    assert (journal_keeping.key_in_force(), journal_keeping.public_key()) == (heir, first)
    assert former not in journal_keeping.private_key_file().read_text()
    report = verify.verify(as_role("cw_clock", autocommit=True), journal_keeping.checkpoints(), first)
    assert (report.holds, report.entries, report.signed) == (True, 12, 12)
    outside = verify_journal.Verifier(verify_journal.Key(str(first)), [], 0)
    outside.notes(journal_keeping.checkpoints().read())
    outside.entries([text for (text,) in superuser.execute("select entry from audit_entry order by leaf")])
    assert (outside.found, len(outside.journals)) == ([], 2)
    foreign = Sequencer(
        as_role("cw_clock", autocommit=True), key=FOREIGN, file=journal_keeping.checkpoints(), first_key=first
    )
    with pytest.raises(RuleBroken, match=r"audit\.checkpoints\.foreign"):
        foreign.start()


def _start(superuser) -> None:
    append_plain(superuser, 3)
    sequencer = journal_keeping.make_sequencer()
    sequencer.start()
    sequencer.stop()
    sequencer._connection.close()


def test_witness_follows_the_key_that_a_note_it_cosigned_announces_and_no_other(tmp_path):
    key = checkpoint.SigningKey.generate("witness.example", checkpoint.COSIGNER)
    watching = Witness(tmp_path, key=key, log=FIRST.public)
    announcing, following = note(FIRST, 1, SECOND), note(SECOND, 1)
    assert watching.add_checkpoint(request(0, [], note(SECOND, 1))).status == 403
    assert watching.add_checkpoint(request(0, [], announcing)).status == 200
    assert watching.add_checkpoint(request(1, [], note(FOREIGN, 1))).status == 403
    assert watching.add_checkpoint(request(1, [], following)).status == 200
    assert checkpoint.PublicKey.parse((tmp_path / "journal.pub").read_text()) == SECOND.public
    assert watching.add_checkpoint(request(1, [], note(FIRST, 1))).status == 403
