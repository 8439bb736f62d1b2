"""The sequencer: numbers what was committed, grows the tree, signs checkpoints. One process of the house runs one.

Everything else appends without waiting for it or for each other. It polls: a NOTIFY from each append would make all
commits queue for one lock of PostgreSQL. It keeps the right edge of the tree in memory, so that what is changed in the
database after numbering cannot creep into a later signature, and it refuses to go on from a database that disagrees
with the last checkpoint it signed.
"""

import threading
import time
from collections.abc import Iterator

import psycopg

from commonweal.audit import checkpoint, merkle, proofs
from commonweal.common import clock
from commonweal.common.errors import NotNow, RuleBroken

CHANNEL = "audit_checkpoint"
"""`NOTIFY audit_checkpoint` asks for a checkpoint at once."""
BATCH = 5_000
PAUSE = 0.3
"""Seconds between two looks for new entries."""
STREAM = 20_000
_FRESH = "select leaf, leaf_hash from audit_entry where leaf >= %s order by leaf limit %s"
_LOCK = "hashtext('commonweal.audit'), hashtext('sequencer')"


class Sequencer:
    """Keeps one journal.

    `connection` is cw_clock's, in autocommit; it is used by this object alone.
    """

    def __init__(
        self,
        connection: psycopg.Connection,
        *,
        key: checkpoint.SigningKey,
        file: checkpoint.CheckpointFile,
        first_key: checkpoint.PublicKey | None = None,
        successor: checkpoint.PublicKey | None = None,
        every: int = 1_000,
        idle: float = 5.0,
    ) -> None:
        """Sign at every multiple of `every` entries, and where `idle` seconds passed with entries unsigned.

        `first_key`: with which the journal began, where `key` followed it; `successor`: the key to be announced.
        """
        self._first, self._successor = first_key or key.public, successor
        self._connection, self._key, self._file = connection, key, file
        self._every, self._idle = every, idle
        self._edge, self._tiles = merkle.Edge(), proofs.Tiles()
        self._signed = 0
        self._unsigned_since: float | None = None
        self._demanded = threading.Event()

    @property
    def size(self) -> int:
        """How many entries are numbered and in the tree."""
        return self._edge.size

    @property
    def signed(self) -> int:
        """How many entries the last checkpoint covers."""
        return self._signed

    def run(self, stopped: threading.Event) -> None:
        """Start, work until `stopped` is set, and sign at the end."""
        self.start()
        while not stopped.is_set():
            if self.step() < BATCH:
                stopped.wait(PAUSE)
        self.stop()

    def demand(self) -> None:
        """Ask for a checkpoint at the next step; may be called from a signal handler or another thread."""
        self._demanded.set()

    def start(self) -> None:
        """Become the only sequencer and rebuild the tree; NotNow where another works, RuleBroken where it disagrees."""
        if not self._connection.execute(f"select pg_try_advisory_lock({_LOCK})").fetchone()[0]:
            raise NotNow("audit.sequencer.running", "Another sequencer keeps this journal; there can be only one.")
        self._file.repair()
        last = self._last_checkpoint()
        self._edge, self._tiles = merkle.Edge(), proofs.Tiles()
        for leaf in self._leaves_from_the_start():
            if last and self._edge.size == last.size:
                self._agree(last)
            self._append(leaf)
        if last is None:
            self._begin()
        else:
            if self._edge.size <= last.size:
                self._agree(last)
            self._signed = last.size
        self._keep_tiles()
        self._connection.add_notify_handler(self._notified)
        self._connection.execute(f"listen {CHANNEL}")

    def step(self) -> int:
        """Number at most 5,000 entries, take them into the tree, sign where it is due; returns how many there were."""
        self._connection.execute("select audit_number(%s)", [BATCH])
        notes, taken = [], 0
        for leaf, digest in self._connection.execute(_FRESH, [self._edge.size, BATCH], binary=True):
            if leaf != self._edge.size:
                raise _disagrees(self._edge.size)
            self._append(digest)
            taken += 1
            if self._edge.size % self._every == 0:
                notes.append(self._note())
        self._keep_tiles()
        if notes:
            self._write(notes, self._edge.size - self._edge.size % self._every)
        if self._edge.size == self._signed:
            self._demanded.clear()
        elif self._due():
            self.sign()
        return taken

    def sign(self) -> None:
        """Sign the tree as it stands, if it has grown since the last checkpoint."""
        self._demanded.clear()
        if self._edge.size > self._signed:
            self._write([self._note()], self._edge.size)

    def stop(self) -> None:
        """Number and sign what is left, and let another sequencer begin."""
        while self.step() == BATCH:
            pass
        self.sign()
        self._connection.execute(f"select pg_advisory_unlock({_LOCK})")

    def _append(self, digest: bytes) -> None:
        self._edge.append(digest)
        self._tiles.add(digest)

    def _keep_tiles(self) -> None:
        """Hand the roots of subtrees that were completed to the database, from which proofs are made."""
        for portion in self._tiles.take():
            levels, nths, hashes = map(list, zip(*portion, strict=True))
            self._connection.execute(
                "select audit_keep_tiles(%s::smallint[], %s::bigint[], %s)", [levels, nths, hashes]
            )

    def _begin(self) -> None:
        """A new journal: the empty tree is signed before the first entry is numbered, so that a lost file shows."""
        if self._edge.size:
            raise RuleBroken(
                "audit.checkpoints.missing",
                "The journal holds {size} numbered entries, but its file of checkpoints is gone; bring it back.",
                size=self._edge.size,
            )
        self._write([self._note()], 0)

    def _notified(self, _: psycopg.Notify) -> None:
        self._demanded.set()

    def _due(self) -> bool:
        if self._unsigned_since is None:
            self._unsigned_since = time.monotonic()
        return self._demanded.is_set() or time.monotonic() - self._unsigned_since >= self._idle

    def _note(self) -> str:
        return checkpoint.sign(
            self._edge.size, self._edge.root(), key=self._key, at=clock.now(), successor=self._successor
        )

    def _write(self, notes: list[str], size: int) -> None:
        self._file.append(notes)
        self._signed, self._unsigned_since = size, None

    def _last_checkpoint(self) -> checkpoint.Checkpoint | None:
        note = self._file.last()
        if note is None:
            return None
        signer = checkpoint.in_force(self._file.read(), first=self._first)
        last = checkpoint.verify(note, key=signer)
        if last is None or self._key.public not in (signer, last.successor):
            raise RuleBroken(
                "audit.checkpoints.foreign",
                "The last checkpoint in the file was not signed with this journal's key; nothing is signed after it.",
            )
        return last

    def _agree(self, last: checkpoint.Checkpoint) -> None:
        if (self._edge.size, self._edge.root()) != (last.size, last.root):
            raise _disagrees(last.size)

    def _leaves_from_the_start(self) -> Iterator[bytes]:
        with self._connection.transaction(), self._connection.cursor("audit_leaves", binary=True) as cursor:
            cursor.itersize = STREAM
            cursor.execute("select leaf, leaf_hash from audit_entry where leaf is not null order by leaf")
            for place, (leaf, digest) in enumerate(cursor):
                if leaf != place:
                    raise _disagrees(place)
                yield digest


def _disagrees(size: int) -> RuleBroken:
    return RuleBroken(
        "audit.journal.disagrees",
        "The database and the signed checkpoints disagree at entry {size}; nothing more is signed. "
        "Run `commonweal journal verify`.",
        size=size,
    )
