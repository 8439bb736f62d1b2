"""A witness: keeps the last checkpoint of a journal that it cosigned, and cosigns only what continues it.

It knows no database and nothing of this house but the journal's public key. Of two histories that the house signs it
sees one, refuses the other, and keeps both notes: they convict the house for ever. It speaks `add-checkpoint` of
c2sp.org/tlog-witness; how the bytes come and go is for `witness_ways`.
"""

import fcntl
import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from commonweal.audit import checkpoint, cosignature, merkle
from commonweal.common.errors import BadInput

LONGEST = 16_384
"""Longest request in bytes: 63 hashes and a note with its signatures are below 8,000."""
MOST_HASHES = 63
LARGEST_EVIDENCE = 1_000_000
"""Bytes of refused notes that are kept; whoever has no key of the journal cannot fill them."""


class Reply(NamedTuple):
    """An answer as HTTP gives it: 200 with signature lines, 409 with a size, else a sentence."""

    status: int
    text: str


class Witness:
    """One witness of one journal. Its folder holds `last` (the note as cosigned last) and `refused` (evidence)."""

    def __init__(
        self,
        folder: Path,
        *,
        key: checkpoint.SigningKey,
        log: checkpoint.PublicKey,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """`now` is the witness's own clock, never the house's."""
        self._folder, self._key, self._log, self._now = folder, key, log, now

    def last(self) -> str:
        """The last note cosigned, with the cosignature; empty before the first."""
        path = self._folder / "last"
        return path.read_text(encoding="utf-8") if path.exists() else ""

    def add_checkpoint(self, request: bytes) -> Reply:
        """Check one request and cosign, or say why not. One at a time, whoever asks."""
        if len(request) > LONGEST:
            return Reply(400, "too long\n")
        try:
            old, proof, note = _read(request.decode())
            point = checkpoint.parse(note)
        except (ValueError, BadInput):
            return Reply(400, "this is no add-checkpoint request\n")
        if point.origin != self._log.name:
            return Reply(404, "this witness does not know the journal\n")
        with (self._folder / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not self._knows(note):
                return Reply(403, "not signed with the journal's key\n")
            return self._judge(old, proof, note, point)

    def _knows(self, note: str) -> bool:
        """Whether the journal's key signed this, or the one that the note cosigned last announces; that one is then the
        journal's key, here too."""
        if checkpoint.verify(note, key=self._log):
            return True
        heir = checkpoint.parse(self.last()).successor if self.last() else None
        if heir is None or heir.name != self._log.name or checkpoint.verify(note, key=heir) is None:
            return False
        _replace(self._folder / "journal.pub", f"{heir}\n")
        self._log = heir
        return True

    def _judge(self, old: int, proof: list[bytes], note: str, point: checkpoint.Checkpoint) -> Reply:
        before = checkpoint.parse(self.last()) if self.last() else None
        size = before.size if before else 0
        if old > point.size:
            return Reply(400, "the old size is above the checkpoint's\n")
        if old != size:
            return Reply(409, f"{size}\n")
        if before and point.size == size and point.root != before.root:
            self._keep("another root for the same size", note)
            return Reply(409, f"{size}\n")
        if size == 0:
            if proof:
                return Reply(422, "nothing was cosigned yet, so there is nothing to prove\n")
        elif not merkle.verify_consistency(
            size, point.size, proof=proof, first_root=before.root, second_root=point.root
        ):
            self._keep("the proof does not show that it continues the last one", note)
            return Reply(422, "the checkpoint is not shown to continue the last one cosigned\n")
        line = cosignature.cosign(note, key=self._key, at=self._now())
        _replace(self._folder / "last", checkpoint.body(note) + "\n" + _own_lines(note, self._log) + line)
        return Reply(200, line)

    def _keep(self, why: str, note: str) -> None:
        """Evidence: what the journal's key signed and this witness would not."""
        path = self._folder / "refused"
        if path.exists() and path.stat().st_size > LARGEST_EVIDENCE:
            return
        with path.open("a", encoding="utf-8") as file:
            file.write(f"{self._now():%Y-%m-%dT%H:%M:%SZ} {why}; cosigned last:\n\n{self.last()}\nrefused:\n\n{note}\n")
            file.flush()
            os.fsync(file.fileno())


def request(old: int, proof: list[bytes], note: str) -> bytes:
    """The request that puts this note before a witness whose last checkpoint had `old` entries."""
    hashes = "".join(f"{checkpoint.pack(digest)}\n" for digest in proof)
    return f"old {old}\n{hashes}\n{note}".encode()


def _read(text: str) -> tuple[int, list[bytes], str]:
    head, empty, note = text.partition("\n\n")
    first, *rest = head.split("\n")
    word, _, number = first.partition(" ")
    if word != "old" or not empty or str(int(number)) != number or int(number) < 0 or len(rest) > MOST_HASHES:
        raise ValueError
    proof = [checkpoint.unpack(line) for line in rest]
    if any(len(digest) != 32 for digest in proof):
        raise ValueError
    return int(number), proof, note


def _own_lines(note: str, log: checkpoint.PublicKey) -> str:
    return "".join(checkpoint.signature_line(log, each) for each in checkpoint.signatures(note, key=log))


def _replace(path: Path, text: str) -> None:
    """Write the whole file or nothing, on the disk before anything is answered."""
    draft = path.with_name(path.name + ".new")
    with draft.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    os.fsync(folder)
    os.close(folder)
