"""The hash tree against an oracle written from RFC 6962, section 2.1, word for word, and nothing else."""

import random
import time
from hashlib import sha256

from commonweal.audit import merkle
from tools.prove.line import Line

TREES = 10_000
LARGEST_TREE = 70


def tree_hash(d: list[bytes]) -> bytes:
    """MTH(D[n])."""
    if not d:
        return sha256(b"").digest()
    if len(d) == 1:
        return sha256(b"\0" + d[0]).digest()
    k = _k(len(d))
    return sha256(b"\1" + tree_hash(d[:k]) + tree_hash(d[k:])).digest()


def _k(n: int) -> int:
    k = 1
    while 2 * k < n:
        k *= 2
    return k


def audit_path(m: int, d: list[bytes]) -> list[bytes]:
    """PATH(m, D[n])."""
    if len(d) == 1:
        return []
    k = _k(len(d))
    if m < k:
        return [*audit_path(m, d[:k]), tree_hash(d[k:])]
    return [*audit_path(m - k, d[k:]), tree_hash(d[:k])]


def consistency(m: int, d: list[bytes], whole: bool = True) -> list[bytes]:
    """SUBPROOF(m, D[n], b)."""
    if m == len(d):
        return [] if whole else [tree_hash(d)]
    k = _k(len(d))
    if m <= k:
        return [*consistency(m, d[:k], whole), tree_hash(d[k:])]
    return [*consistency(m - k, d[k:], False), tree_hash(d[:k])]


def prove_trees(chance: random.Random) -> list[Line]:
    """The published roots, then random trees with their proofs, true and false."""
    from tests.audit.test_merkle import INPUTS, ROOTS

    leaves = [merkle.leaf_hash(each) for each in INPUTS]
    vectors = [merkle.root_of(leaves[:size]).hex() for size in range(1, len(INPUTS) + 1)]
    began, wrong, forged = time.monotonic(), 0, 0
    for _ in range(TREES):
        d = [chance.randbytes(chance.randrange(20)) for _ in range(chance.randint(1, LARGEST_TREE))]
        size, index, first = len(d), chance.randrange(len(d)), chance.randint(1, len(d))
        leaves = [merkle.leaf_hash(each) for each in d]
        root, old = tree_hash(d), tree_hash(d[:first])
        path, proof = audit_path(index, d), consistency(first, d)
        same = merkle.root_of(leaves) == root and merkle.inclusion_proof(leaves, index) == path
        same = same and merkle.consistency_proof(leaves, first) == proof
        good = merkle.verify_inclusion(leaves[index], index, size, proof=path, root=root)
        good = good and merkle.verify_consistency(first, size, proof=proof, first_root=old, second_root=root)
        wrong += not (same and good)
        bad = bytes(32)
        forged += merkle.verify_inclusion(bad, index, size, proof=path, root=root)
        forged += merkle.verify_consistency(first, size, proof=proof, first_root=bad, second_root=root)
        forged += merkle.verify_inclusion(leaves[index], index, size, proof=[*path, bad], root=root)
        forged += merkle.verify_consistency(first, size, proof=[*proof, bad], first_root=old, second_root=root)
    figure = f"{TREES - wrong:,} of {TREES:,} ({time.monotonic() - began:.0f} s)"
    return [
        Line("RFC 6962: published roots", f"{sum(map(str.__eq__, vectors, ROOTS))} of 8", "8 of 8", vectors == ROOTS),
        Line("Random trees: roots and proofs as the oracle's, and they verify", figure, f"{TREES:,}", not wrong),
        Line("Proofs that were tampered with are accepted", f"{forged} of {4 * TREES:,}", "0", not forged),
    ]
