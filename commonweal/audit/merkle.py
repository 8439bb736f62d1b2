"""The hash tree of the journal: RFC 6962, section 2.1 (hashes, proofs); RFC 9162, section 2.1 (how proofs are checked).

Hashes are 32-byte SHA-256 digests. `leaves` is always a sequence of leaf hashes, first entry first. A node is hashed
with another first byte than a leaf, so that no entry can be passed off as a node.
"""

from collections.abc import Iterable, Sequence
from hashlib import sha256

EMPTY_ROOT = sha256(b"").digest()


def leaf_hash(entry: bytes) -> bytes:
    """The hash of one entry as it enters the tree."""
    return sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of an inner node over its two children."""
    return sha256(b"\x01" + left + right).digest()


class Edge:
    """The right edge of a growing tree: all that is needed to append and to name the root.

    `peaks` holds the roots of the full subtrees that the size consists of, largest first: one for each bit set in
    `size`. An append costs two hashes on average, the root as many as there are peaks.
    """

    def __init__(self, leaves: Iterable[bytes] = ()) -> None:
        self.size = 0
        self.peaks: list[bytes] = []
        for leaf in leaves:
            self.append(leaf)

    def append(self, leaf: bytes) -> None:
        """Take in the next leaf hash; every one-bit at the end of the old size closes a subtree."""
        size = self.size
        while size & 1:
            leaf = node_hash(self.peaks.pop(), leaf)
            size >>= 1
        self.peaks.append(leaf)
        self.size += 1

    def root(self) -> bytes:
        """The root hash of the tree as it stands."""
        return fold(self.peaks)


def fold(peaks: Sequence[bytes]) -> bytes:
    """The root over the roots of full subtrees, largest first."""
    if not peaks:
        return EMPTY_ROOT
    root = peaks[-1]
    for peak in reversed(peaks[:-1]):
        root = node_hash(peak, root)
    return root


def root_of(leaves: Iterable[bytes]) -> bytes:
    """The root hash over these leaf hashes."""
    return Edge(leaves).root()


def _split(size: int) -> int:
    """The largest power of two below `size` (which is at least 2): where RFC 6962 divides a tree."""
    return 1 << (size - 1).bit_length() - 1


Span = tuple[int, int]
"""A run of leaves from the first up to, not including, the last: what one hash of a proof stands for."""


def inclusion_spans(size: int, index: int) -> list[Span]:
    """Of which runs of leaves the proof of leaf `index` in a tree of `size` is made (RFC 6962, 2.1.1)."""
    if not 0 <= index < size:
        raise ValueError(f"no leaf {index} in a tree of {size}")
    start, end, path = 0, size, []
    while end - start > 1:
        middle = start + _split(end - start)
        if index < middle:
            path.append((middle, end))
            end = middle
        else:
            path.append((start, middle))
            start = middle
    return path[::-1]


def consistency_spans(first: int, size: int) -> list[Span]:
    """Of which runs the proof is made that `first` leaves are the beginning of `size` (RFC 6962, 2.1.2)."""
    if not 0 < first <= size:
        raise ValueError(f"a tree of {first} is no beginning of a tree of {size}")
    start, end, path = 0, size, []
    while first != end:
        middle = start + _split(end - start)
        if first <= middle:
            path.append((middle, end))
            end = middle
        else:
            path.append((start, middle))
            start = middle
    if start:  # otherwise the old tree is a subtree whose root the verifier has
        path.append((start, end))
    return path[::-1]


def inclusion_proof(leaves: Sequence[bytes], index: int) -> list[bytes]:
    """The hashes that lead from leaf `index` to the root of the tree over all `leaves`."""
    return [root_of(leaves[start:end]) for start, end in inclusion_spans(len(leaves), index)]


def consistency_proof(leaves: Sequence[bytes], first: int) -> list[bytes]:
    """The hashes that show the tree over the `first` leaves to be the beginning of that over all."""
    return [root_of(leaves[start:end]) for start, end in consistency_spans(first, len(leaves))]


def verify_inclusion(leaf: bytes, index: int, size: int, *, proof: Sequence[bytes], root: bytes) -> bool:
    """Whether `proof` leads from `leaf` at `index` to `root` in a tree of `size` (RFC 9162, 2.1.3.2)."""
    if not 0 <= index < size:
        return False
    last, found = size - 1, leaf
    for step in proof:
        if last == 0:
            return False
        if index & 1 or index == last:
            found = node_hash(step, found)
            while not index & 1 and index:
                index, last = index >> 1, last >> 1
        else:
            found = node_hash(found, step)
        index, last = index >> 1, last >> 1
    return last == 0 and found == root


def verify_consistency(
    first: int, second: int, *, proof: Sequence[bytes], first_root: bytes, second_root: bytes
) -> bool:
    """Whether `proof` shows the tree of `first` leaves to be the beginning of that of `second` (RFC 9162, 2.1.4.2)."""
    if not 0 < first <= second:
        return False
    if first == second:
        return not proof and first_root == second_root
    path = [first_root, *proof] if first & (first - 1) == 0 else list(proof)
    if not path:
        return False
    index, last = first - 1, second - 1
    while index & 1:
        index, last = index >> 1, last >> 1
    old = new = path[0]
    for step in path[1:]:
        if last == 0:
            return False
        if index & 1 or index == last:
            old, new = node_hash(step, old), node_hash(step, new)
            while not index & 1 and index:
                index, last = index >> 1, last >> 1
        else:
            new = node_hash(new, step)
        index, last = index >> 1, last >> 1
    return last == 0 and old == first_root and new == second_root
