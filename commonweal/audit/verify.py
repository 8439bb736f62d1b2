"""Verifying the journal: everything is computed anew from the entries and held against the signed checkpoints.

Nothing is believed of the database: not the stored hashes, not the numbers, not that constraints or triggers held.
What is trusted is the public key, and that the file of checkpoints is the one that was published.
"""

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple
from uuid import UUID

import psycopg

from commonweal.audit import checkpoint, merkle, touched
from commonweal.audit.findings import Finding, Findings
from commonweal.common.errors import BadInput

STREAM = 5_000


class Row(NamedTuple):
    """One numbered entry as the database holds it."""

    leaf: int
    id: UUID
    entry: str
    leaf_hash: bytes


@dataclass(frozen=True)
class Report:
    """What a verification found.

    `entries`: numbered in the database; `signed`: covered by the last checkpoint; `unsigned`: numbered after it;
    `waiting`: not numbered yet. `first_bad` is the number of the first entry that is itself seen to be wrong;
    `between` the sizes of the last checkpoint that agrees and the first that does not.
    """

    entries: int
    signed: int
    waiting: int
    checkpoints: int
    root: str
    seconds: float
    findings: tuple[Finding, ...]

    @property
    def holds(self) -> bool:
        """Whether nothing was found."""
        return not self.findings

    @property
    def unsigned(self) -> int:
        """Entries after the last checkpoint: as safe as the database only, until the next one is signed."""
        return max(0, self.entries - self.signed)

    @property
    def first_bad(self) -> int | None:
        """The first entry named by a finding."""
        return min((finding.leaf for finding in self.findings if finding.leaf is not None), default=None)

    @property
    def between(self) -> tuple[int, int] | None:
        """The two checkpoints that enclose the first difference in the tree."""
        return next((finding.between for finding in self.findings if finding.between), None)

    def as_json(self) -> dict[str, object]:
        """The report in plain values, for `--json`."""
        names = ("holds", "entries", "signed", "unsigned", "waiting", "checkpoints", "root", "first_bad", "between")
        return {name: getattr(self, name) for name in names} | {
            "seconds": round(self.seconds, 3),
            "findings": [finding.as_json() for finding in self.findings],
        }


def verify(
    connection: psycopg.Connection, checkpoints: checkpoint.CheckpointFile | str, public_key: checkpoint.PublicKey
) -> Report:
    """Verify the journal of this connection's database (role cw_clock, or any that may read all of it).

    `checkpoints` is the file or its content. Reads one snapshot, in a transaction of its own where none is open.
    """
    began = time.monotonic()
    # The file first: what it covers was numbered and committed before, so that the later snapshot holds it all.
    content = checkpoints if isinstance(checkpoints, str) else checkpoints.read()
    idle = connection.info.transaction_status == psycopg.pq.TransactionStatus.IDLE
    with connection.transaction():
        if idle:
            connection.execute("set transaction isolation level repeatable read, read only")
        waiting = connection.execute("select count(*) from audit_entry where leaf is null").fetchone()[0]
        return examine(
            _rows(connection),
            content,
            key=public_key,
            more=touched.findings(connection),
            waiting=waiting,
            began=began,
        )


def _rows(connection: psycopg.Connection) -> Iterator[Row]:
    with connection.cursor("audit_rows", binary=True) as cursor:
        cursor.itersize = STREAM
        cursor.execute("select leaf, id, entry, leaf_hash from audit_entry where leaf is not null order by leaf")
        yield from map(Row._make, cursor)


def examine(
    rows: Iterable[Row],
    content: str,
    *,
    key: checkpoint.PublicKey,
    more: Iterable[Finding] = (),
    waiting: int = 0,
    began: float | None = None,
) -> Report:
    """Hold rows, in order of their numbers, against the content of a checkpoint file; the core, without a database.

    `more` are findings from elsewhere, asked for after the rows were read.
    """
    began = time.monotonic() if began is None else began
    found = Findings()
    signed = _signed_checkpoints(content, key, found)
    tree = _Tree(signed, found)
    for row in rows:
        tree.take(row)
    tree.close()
    found.extend(more)
    return Report(
        entries=tree.edge.size,
        signed=signed[-1].size if signed else 0,
        waiting=waiting,
        checkpoints=len(signed),
        root=tree.edge.root().hex(),
        seconds=time.monotonic() - began,
        findings=found.all(),
    )


def _signed_checkpoints(content: str, key: checkpoint.PublicKey, found: Findings) -> list[checkpoint.Checkpoint]:
    """The checkpoints of the file whose signatures hold and which only grow; everything else is a finding."""
    notes, rest = checkpoint.split(content)
    good: list[checkpoint.Checkpoint] = []
    chain = checkpoint.Chain(key)
    for place, note in enumerate(notes, start=1):
        try:
            point = chain.verify(note)
        except BadInput:
            point = None
        if point is None:
            found.add("signature", f"Note {place} of the file of checkpoints is not signed with this journal's key.")
        elif good and (point.size < good[-1].size or (point.size == good[-1].size and point.root != good[-1].root)):
            found.add("order", f"Note {place} of the file does not continue note {place - 1}: the journal only grows.")
        else:
            good.append(point)
    if rest and not checkpoint.is_torn(rest):
        found.add("file", f"The file of checkpoints cannot be read after note {len(notes)}.")
    return good


@dataclass
class _Tree:
    """Grows the tree from the stored hashes, row by row, and meets each checkpoint at its size.

    The stored hash and not the computed one goes into the tree: so an entry that was changed under its old hash is
    named by its number, while the tree still proves which hash was signed.
    """

    signed: list[checkpoint.Checkpoint]
    found: Findings
    edge: merkle.Edge = field(default_factory=merkle.Edge)
    expected: int = 0
    met: int = 0
    agreed: int = 0
    differs: bool = False

    def take(self, row: Row) -> None:
        """Check one row by itself, then its place, then take it into the tree."""
        self._meet()
        if row.leaf > self.expected:
            self.found.add("missing", f"Entry {self.expected} is missing; {row.leaf} follows.", leaf=self.expected)
        elif row.leaf < self.expected:
            self.found.add("double", f"Entry {row.leaf} is there more than once.", leaf=row.leaf)
        self.expected = row.leaf + 1
        if merkle.leaf_hash(row.entry.encode()) != row.leaf_hash:
            self.found.add("entry", f"Entry {row.leaf} is not the one that was hashed.", leaf=row.leaf)
        if row.id.bytes != row.leaf_hash[:16]:
            self.found.add("receipt", f"Entry {row.leaf} stands under another entry's receipt.", leaf=row.leaf)
        self.edge.append(row.leaf_hash)

    def close(self) -> None:
        """After the last row: meet what is due, and say what the database lacks."""
        self._meet()
        last = self.signed[-1].size if self.signed else 0
        if self.edge.size < last:
            self.found.add(
                "short",
                f"{last} entries were signed, the database holds {self.edge.size}.",
                between=None if self.differs else (self.agreed, self.signed[self.met].size),
            )
        if not self.signed and self.edge.size:
            self.found.add("unsigned", "There are numbered entries, but no checkpoint that holds.")

    def _meet(self) -> None:
        while self.met < len(self.signed) and self.signed[self.met].size == self.edge.size:
            point = self.signed[self.met]
            if point.root == self.edge.root():
                self.agreed = point.size
            elif not self.differs:
                self.differs = True
                self.found.add(
                    "root",
                    f"The checkpoint at {self.agreed} agrees, the one at {point.size} does not: "
                    "an entry between them was changed, added, removed or moved.",
                    between=(self.agreed, point.size),
                )
            self.met += 1
