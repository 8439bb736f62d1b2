"""A journal of one's own: verbs, a sequencer with a throw-away key, and its file of checkpoints."""

from dataclasses import asdict

import pytest
from django.db import connection

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
def clerk(house, superuser):
    """The clerk's warrant is in force on Django's connection: of a touch, the database believes its holder alone."""
    superuser.execute(
        "insert into handling_warrant (id, token_hash, officer, party, agency, kind, unit, clearance, role, purpose,"
        " basis, case_ref, opened_at, until, xact) values (gen_random_uuid(), sha256('clerk'), %s, %s, %s, 'interior',"
        " '', 2, %s, %s, %s, %s, now(), 'infinity', pg_current_xact_id())",
        list(asdict(CLERK).values()),
    )
    with connection.cursor() as cursor:
        cursor.execute("select set_config('commonweal.token', 'clerk', false)")


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
