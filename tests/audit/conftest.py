"""A journal of one's own: verbs, a sequencer with a throw-away key, and its file of checkpoints."""

import pytest

from commonweal.audit import checkpoint, journal, verbs
from commonweal.audit.sequencer import Sequencer

CLERK = journal.Actor(
    officer="kz-0007",
    party="KZ",
    agency="kz-mvd",
    role="reader",
    purpose="wanted-person",
    basis="act-4",
    case_ref="44/26",
)


@pytest.fixture(autouse=True)
def _verbs():
    verbs.register("tests", {"tests.thing.done": "A test did something."})


@pytest.fixture
def key():
    return checkpoint.SigningKey.generate("commonweal.test/journal")


@pytest.fixture
def file(tmp_path):
    return checkpoint.CheckpointFile(tmp_path / "checkpoints")


@pytest.fixture
def sequencer(as_role, key, file):
    made = Sequencer(as_role("cw_clock", autocommit=True), key=key, file=file)
    made.start()
    return made
