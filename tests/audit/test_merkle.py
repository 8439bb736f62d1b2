"""The tree against the published test inputs, and against a naive recursion written from RFC 6962, 2.1, alone."""

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.audit import merkle

# Inputs and roots of the reference implementation of Certificate Transparency (merkle tree tests).
INPUTS = [
    bytes.fromhex(text)
    for text in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]


def naive(entries: list[bytes]) -> bytes:
    """MTH of RFC 6962, 2.1, word for word."""
    if not entries:
        return sha256(b"").digest()
    if len(entries) == 1:
        return sha256(b"\x00" + entries[0]).digest()
    k = 1
    while k * 2 < len(entries):
        k *= 2
    return sha256(b"\x01" + naive(entries[:k]) + naive(entries[k:])).digest()


def entries(count: int) -> list[bytes]:
    return [f"entry {number}".encode() for number in range(count)]


def hashes(count: int) -> list[bytes]:
    return [merkle.leaf_hash(entry) for entry in entries(count)]


def test_root_of_nothing_is_the_hash_of_nothing():
    assert merkle.Edge().root().hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


def test_roots_equal_the_published_vectors():
    edge, found = merkle.Edge(), []
    for entry in INPUTS:
        edge.append(merkle.leaf_hash(entry))
        found.append(edge.root().hex())
    assert found == ROOTS


def test_naive_recursion_equals_the_published_vectors():
    assert [naive(INPUTS[:size]).hex() for size in range(1, 9)] == ROOTS


def test_root_equals_the_naive_tree_at_every_size():
    edge = merkle.Edge()
    for size in range(300):
        assert edge.root() == naive(entries(size))
        assert len(edge.peaks) == size.bit_count()
        edge.append(merkle.leaf_hash(entries(size + 1)[-1]))


@given(st.lists(st.binary(max_size=40), max_size=70))
def test_root_equals_the_naive_tree_for_any_entries(anything):
    assert merkle.root_of(map(merkle.leaf_hash, anything)) == naive(anything)


def test_published_inclusion_proof():
    leaves = [merkle.leaf_hash(entry) for entry in INPUTS]
    assert [step.hex() for step in merkle.inclusion_proof(leaves, 0)] == [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ]


def test_every_inclusion_proof_holds_and_only_in_its_place():
    for size in range(1, 34):
        leaves = hashes(size)
        root = merkle.root_of(leaves)
        for index in range(size):
            proof = merkle.inclusion_proof(leaves, index)
            accepted = [
                place
                for place in range(size + 2)
                if merkle.verify_inclusion(leaves[index], place, size, proof=proof, root=root)
            ]
            assert accepted == [index]


def test_every_consistency_proof_holds():
    for size in range(1, 34):
        leaves = hashes(size)
        root = merkle.root_of(leaves)
        for first in range(1, size + 1):
            assert merkle.verify_consistency(
                first,
                size,
                proof=merkle.consistency_proof(leaves, first),
                first_root=merkle.root_of(leaves[:first]),
                second_root=root,
            )


@given(st.integers(2, 60), st.data())
def test_consistency_proof_of_another_past_is_refused(size, data):
    first = data.draw(st.integers(1, size - 1))
    changed = data.draw(st.integers(0, first - 1))
    leaves = hashes(size)
    other = [*leaves]
    other[changed] = merkle.leaf_hash(b"another")
    assert not merkle.verify_consistency(
        first,
        size,
        proof=merkle.consistency_proof(other, first),
        first_root=merkle.root_of(leaves[:first]),
        second_root=merkle.root_of(other),
    )


@given(st.integers(1, 60), st.data())
def test_inclusion_proof_with_any_part_changed_is_refused(size, data):
    index = data.draw(st.integers(0, size - 1))
    leaves = hashes(size)
    proof, root = merkle.inclusion_proof(leaves, index), merkle.root_of(leaves)
    kind = data.draw(st.sampled_from(["longer", "leaf", "root", *(["shorter", "step"] if proof else [])]))
    leaf = leaves[index]
    if kind == "longer":
        proof = [*proof, leaf]
    elif kind == "leaf":
        leaf = merkle.leaf_hash(b"another")
    elif kind == "root":
        root = merkle.leaf_hash(b"another")
    elif kind == "shorter":
        proof = proof[:-1]
    else:
        proof = [merkle.leaf_hash(b"another"), *proof[1:]]
    assert not merkle.verify_inclusion(leaf, index, size, proof=proof, root=root)


@pytest.mark.parametrize("proof", [[], [b"\x00" * 32] * 3])
def test_empty_and_foreign_consistency_proofs_are_refused(proof):
    leaves = hashes(7)
    roots = {"first_root": merkle.root_of(leaves[:3]), "second_root": merkle.root_of(leaves)}
    assert not merkle.verify_consistency(3, 7, proof=proof, **roots)
    assert not merkle.verify_consistency(0, 7, proof=proof, **roots)
    assert not merkle.verify_consistency(7, 3, proof=proof, **roots)


def test_proofs_outside_the_tree_are_refused():
    with pytest.raises(ValueError, match="no leaf 3"):
        merkle.inclusion_proof(hashes(3), 3)
    with pytest.raises(ValueError, match="no beginning"):
        merkle.consistency_proof(hashes(3), 0)
