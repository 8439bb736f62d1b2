"""Proofs from the database, quick in a journal of any length: the sequencer keeps the roots of full subtrees.

Level 0 are the leaves; a hash of level n stands for 256 of level n-1 (as c2sp.org/tlog-tiles has it). A proof in a
journal of ten million entries reads a few thousand hashes. What is read here is believed by nobody: whoever is handed
a proof checks it against a signed root.
"""

from collections.abc import Iterator
from itertools import islice

from commonweal.audit import merkle

WIDTH = 256
LEVELS = (2, 1, 0)
"""Level 2 stands for 65,536 entries; a journal of a hundred million has 1,526 of those."""


class Prover:
    """Makes proofs over one connection; keeps the blocks of hashes that it read, so use one for one file of proofs.

    `connection`: psycopg's or Django's, in a role that may call `audit_hashes`.
    """

    def __init__(self, connection: object) -> None:
        self._connection = connection
        self._blocks: dict[tuple[int, int], list[bytes]] = {}

    def inclusion(self, index: int, size: int) -> list[bytes]:
        """That entry `index` is among the first `size` entries. ValueError where the database lacks hashes."""
        return [self._root(*span) for span in merkle.inclusion_spans(size, index)]

    def consistency(self, first: int, size: int) -> list[bytes]:
        """That the first `first` entries are the beginning of the first `size`; from nothing, none is needed."""
        return [self._root(*span) for span in merkle.consistency_spans(first, size)] if first else []

    def _root(self, start: int, end: int) -> bytes:
        """The root over a run that begins where one of its length, rounded up to a power of two, may begin."""
        peaks: list[bytes] = []
        for level in LEVELS:
            step = WIDTH**level
            if start % step:
                continue
            edge = merkle.Edge(self._hashes(level, start // step, end // step))
            peaks += edge.peaks
            start += edge.size * step
        if start != end:
            raise ValueError(f"the database lacks hashes from entry {start} on")
        return merkle.fold(peaks)

    def _hashes(self, level: int, first: int, end: int) -> Iterator[bytes]:
        while first < end:
            block, at = divmod(first, WIDTH)
            found = self._block(level, block)[at : at + end - first]
            yield from found
            if len(found) < min(end - first, WIDTH - at):
                return
            first += len(found)

    def _block(self, level: int, block: int) -> list[bytes]:
        if (level, block) not in self._blocks:
            with self._connection.cursor() as cursor:
                cursor.execute("select audit_hashes(%s::smallint, %s, %s)", [level, block * WIDTH, (block + 1) * WIDTH])
                self._blocks[level, block] = [bytes(digest) for digest in cursor.fetchone()[0]]
        return self._blocks[level, block]


class Tiles:
    """Collects the roots of full subtrees while a journal grows: `add` each leaf, `take` what was completed."""

    def __init__(self) -> None:
        self._edges = {level: merkle.Edge() for level in sorted(LEVELS)[1:]}
        self._counts = dict.fromkeys(self._edges, 0)
        self._done: list[tuple[int, int, bytes]] = []

    def add(self, digest: bytes) -> None:
        """The next leaf hash."""
        for level, edge in self._edges.items():
            edge.append(digest)
            if edge.size < WIDTH:
                return
            digest = edge.root()
            self._done.append((level, self._counts[level], digest))
            self._counts[level] += 1
            self._edges[level] = merkle.Edge()

    def take(self, at_most: int = 10_000) -> Iterator[list[tuple[int, int, bytes]]]:
        """What was completed since the last time, in portions of (level, number, hash)."""
        done, self._done = iter(self._done), []
        while portion := list(islice(done, at_most)):
            yield portion
