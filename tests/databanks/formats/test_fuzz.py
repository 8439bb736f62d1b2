"""A second of fuzz for every parser; `python -m tools.prove.fuzz` runs it for twenty minutes each."""

import pytest

from tools.prove import fuzz
from tools.prove.fuzz_targets import TARGETS


@pytest.mark.parametrize("parser", TARGETS)
def test_parser_survives_mutated_files(parser):
    state = fuzz.work(parser, 1.0, keep=False)

    assert state.cases > 0
    assert state.findings == []
