"""The outsider's program alone: it imports nothing of ours, is short, and knows the published test vectors."""

import ast
import runpy
from itertools import product

import pytest

from commonweal.audit import merkle
from commonweal.house import places
from tests.audit.test_merkle import INPUTS, ROOTS

PROGRAM = places.checkout() / "verifier" / "verify_journal.py"
verifier = runpy.run_path(str(PROGRAM), run_name="verify_journal")


def test_program_imports_the_standard_library_and_cryptography_alone_and_is_short():
    import sys

    tree = ast.parse(PROGRAM.read_text())
    names = {name.name for each in ast.walk(tree) if isinstance(each, ast.Import) for name in each.names}
    names |= {each.module for each in ast.walk(tree) if isinstance(each, ast.ImportFrom)}
    roots = {name.partition(".")[0] for name in names}
    assert roots - set(sys.stdlib_module_names) == {"cryptography"}
    assert len(PROGRAM.read_text().splitlines()) < 300


def test_published_vectors():
    leaves = [verifier["leaf_hash"](each) for each in INPUTS]
    assert [verifier["root_of"](leaves[:size]).hex() for size in range(1, 9)] == ROOTS


def test_proofs_of_the_house_hold_and_no_other_place_does():
    leaves = [merkle.leaf_hash(bytes([number])) for number in range(21)]
    for size in (1, 2, 3, 7, 8, 13, 21):
        root = merkle.root_of(leaves[:size])
        for index, other in product(range(size), range(size)):
            proof = merkle.inclusion_proof(leaves[:size], index)
            found = verifier["root_by_proof"](other, size, leaves[index], proof)
            assert (found == root) == (index == other)


@pytest.mark.parametrize(("index", "size"), [(-1, 3), (3, 3), (0, 0)])
def test_place_outside_the_tree_is_no_place(index, size):
    assert verifier["root_by_proof"](index, size, bytes(32), []) is None


def test_wrong_usage_is_told_apart_from_findings(tmp_path, capsys):
    (tmp_path / "x.json").write_text("{}")
    assert verifier["main"](["--journal", "a+b+c", str(tmp_path / "x.json")]) == 2
    assert verifier["main"](["--journal", str(tmp_path / "none")]) == 2
