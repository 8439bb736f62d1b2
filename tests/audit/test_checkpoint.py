"""Notes as c2sp.org/signed-note describes them, keys, and the file that holds one note after another."""

import base64
from datetime import UTC, datetime

import pytest

from commonweal.audit import checkpoint, merkle
from commonweal.common.errors import BadInput, RuleBroken

AT = datetime(2026, 11, 24, 3, 45, tzinfo=UTC)
ROOT = merkle.leaf_hash(b"one entry")


@pytest.fixture
def key():
    return checkpoint.SigningKey.generate("commonweal.test/journal")


def test_verify_reads_the_example_of_the_note_format():
    # The example key and note of the documentation of golang.org/x/mod/sumdb/note.
    example = checkpoint.PublicKey.parse("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")
    text = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
    signature = base64.b64decode(
        "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM="
    )
    assert signature[:4] == example.id
    assert example.verify(text, signature[4:])
    assert str(example) == "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"


def test_signed_note_has_the_lines_of_a_checkpoint(key):
    note = checkpoint.sign(1000, ROOT, key=key, at=AT)
    lines = note.split("\n")
    assert lines[:5] == [
        "commonweal.test/journal",
        "1000",
        base64.b64encode(ROOT).decode(),
        "time 2026-11-24T03:45:00Z",
        "",
    ]
    assert lines[5].startswith("— commonweal.test/journal ")
    assert lines[6:] == [""]


def test_verify_returns_what_was_signed(key):
    note = checkpoint.sign(1000, ROOT, key=key, at=AT)
    assert checkpoint.verify(note, key=key.public) == checkpoint.Checkpoint(
        "commonweal.test/journal", 1000, ROOT, ("time 2026-11-24T03:45:00Z",)
    )


def test_verify_passes_over_signatures_of_witnesses(key):
    witness = checkpoint.SigningKey.generate("witness.test")
    note = checkpoint.sign(3, ROOT, key=key, at=AT)
    text = checkpoint.parse(note).text()
    cosigned = base64.b64encode(witness.public.id + witness.sign(text)).decode()
    body, signature = note.split("\n\n")
    for lines in (f"{signature}— witness.test {cosigned}\n", f"— witness.test {cosigned}\n{signature}"):
        assert checkpoint.verify(f"{body}\n\n{lines}", key=key.public) == checkpoint.parse(note)


def test_another_writing_of_the_same_bytes_is_refused():
    assert checkpoint.unpack("AAA=") == b"\0\0"
    with pytest.raises(ValueError, match="spare"):
        checkpoint.unpack("AAB=")


def test_any_changed_character_is_refused(key):
    note = checkpoint.sign(1000, ROOT, key=key, at=AT)
    accepted = []
    for place, old in enumerate(note):
        changed = note[:place] + ("0" if old != "0" else "1") + note[place + 1 :]
        try:
            if checkpoint.verify(changed, key=key.public):
                accepted.append(place)
        except BadInput:
            continue
    assert accepted == []


def test_note_of_another_key_of_the_same_name_is_refused(key):
    other = checkpoint.SigningKey.generate(key.name)
    assert checkpoint.verify(checkpoint.sign(1, ROOT, key=other, at=AT), key=key.public) is None


def test_note_of_another_journal_signed_with_our_key_is_refused(key):
    text = checkpoint.Checkpoint("another/journal", 1, ROOT).text()
    signature = base64.b64encode(key.public.id + key.sign(text)).decode()
    assert checkpoint.verify(f"{text}\n— {key.name} {signature}\n", key=key.public) is None


@pytest.mark.parametrize("size", ["-1", "01", "+1", "one", "1_0", ""])
def test_parse_refuses_sizes_that_are_not_plain_decimal(key, size):
    note = checkpoint.sign(1, ROOT, key=key, at=AT).replace("\n1\n", f"\n{size}\n", 1)
    with pytest.raises(BadInput, match=r"audit\.checkpoint\.unreadable"):
        checkpoint.parse(note)


def test_key_file_is_private_and_never_replaced(key, tmp_path):
    path = tmp_path / "journal.key"
    key.write(path)
    assert path.stat().st_mode & 0o777 == 0o600
    assert checkpoint.SigningKey.read(path) == key
    with pytest.raises(FileExistsError):
        key.write(path)


def test_key_file_that_others_may_read_is_refused(key, tmp_path):
    path = tmp_path / "journal.key"
    key.write(path)
    path.chmod(0o640)
    with pytest.raises(RuleBroken, match=r"audit\.key\.readable"):
        checkpoint.SigningKey.read(path)


def test_key_does_not_show_itself(key):
    assert str(key.seed) not in repr(key)


def test_public_key_survives_writing_and_reading(key):
    assert checkpoint.PublicKey.parse(str(key.public)) == key.public


@pytest.mark.parametrize("text", ["", "name", "name+00000000+AAAA", "PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiB"])
def test_public_key_that_cannot_be_read_is_refused(text):
    with pytest.raises(BadInput, match=r"audit\.key\.unreadable"):
        checkpoint.PublicKey.parse(text)


def test_origin_with_blanks_is_refused():
    with pytest.raises(BadInput, match=r"audit\.key\.bad-name"):
        checkpoint.SigningKey.generate("our journal")


def test_file_holds_note_after_note_and_names_the_last(key, tmp_path):
    file = checkpoint.CheckpointFile(tmp_path / "checkpoints")
    assert (file.read(), file.last()) == ("", None)
    notes = [checkpoint.sign(size, ROOT, key=key, at=AT) for size in range(100)]
    file.append(notes[:60])
    file.append(notes[60:])
    assert checkpoint.split(file.read()) == (notes, "")
    assert file.last() == notes[-1]


def test_note_cut_short_at_any_byte_is_repaired(key, tmp_path):
    file = checkpoint.CheckpointFile(tmp_path / "checkpoints")
    whole = [checkpoint.sign(size, ROOT, key=key, at=AT) for size in (1, 2)]
    for length in range(1, len(whole[1].encode())):
        file.path.write_bytes(whole[0].encode() + whole[1].encode()[:length])
        assert file.last() == whole[0]
        assert file.repair()
        assert file.read() == whole[0]
    assert not file.repair()


def test_damaged_note_in_the_middle_is_left_for_the_verifier(key, tmp_path):
    file = checkpoint.CheckpointFile(tmp_path / "checkpoints")
    notes = [checkpoint.sign(size, ROOT, key=key, at=AT) for size in (1, 2, 3)]
    damaged = notes[0] + notes[1].replace("\n\n", "\n") + notes[2]
    file.path.write_text(damaged)
    assert not file.repair()
    assert file.read() == damaged
