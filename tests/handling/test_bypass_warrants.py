"""Without a warrant in order nothing is seen, and no warrant is had but by its one function, journalled first."""

import hashlib
import json
import secrets
import uuid
from datetime import timedelta

import psycopg
import pytest

from commonweal.audit import journal
from commonweal.databanks.protection import PROTECTED, READ_BY_ALL
from commonweal.handling import warrants
from tests import factories
from tests.handling import bypass

UNREADABLE = (
    "databanks_earlier",
    "databanks_outbox",
    "databanks_silent",
    "databanks_unexamined",
    "databanks_examined",
    "databanks_key",
    "databanks_erasure",
    "search_taught",
    "oversight_knock",
    "oversight_followed",
    "members_firstrun",
    "members_means",
    "members_recovery",
    "members_pause",
    "members_session",
    "handling_warrant",
    "audit_entry",
    "audit_tile",
)
"""The application has no right to any column."""
GUARDED = tuple(table for table in PROTECTED if table not in UNREADABLE and table not in READ_BY_ALL)
COUNTS = "select " + " + ".join(f"(select count(*) from {table})" for table in GUARDED)


RECORDS = "select (select count(*) from databanks_record) + (select count(*) from workflow_inbox)"
"""Two of them, for many tries: a plan over all takes ten milliseconds."""


def counted(connection: psycopg.Connection, token: str, query: str = COUNTS) -> int:
    """Rows of all guarded tables together that this token shows."""
    with connection.transaction():
        bypass.hold(connection, token)
        return connection.execute(query, prepare=True).fetchone()[0]


@pytest.mark.parametrize("table", GUARDED)
def test_table_that_holds_rows_shows_none_without_a_warrant(world, app, superuser, table):
    assert superuser.execute(f"select count(*) > 0 from {table}").fetchone() == (True,)
    assert bypass.tell(app, world, "nobody", f"select count(*) from {table}") == "[(0,)]"


@pytest.mark.parametrize("table", UNREADABLE)
def test_table_is_refused_to_every_holder(world, app, superuser, table):
    assert superuser.execute(f"select count(*) > 0 from {table}").fetchone() == (True,)
    told = {holder: bypass.tell(app, world, holder, f"select count(*) from {table}") for holder in world.tokens}
    assert told == dict.fromkeys(world.tokens, "InsufficientPrivilege")


def test_two_thousand_guessed_tokens_show_nothing(world, app, superuser):
    live = factories.open_as("UZ-3")
    near = [live.upper(), live[:-1], live + " ", " " + live, live[::-1], hashlib.sha256(live.encode()).hexdigest()]
    near += [live[:place] + ("1" if live[place] == "0" else "0") + live[place + 1 :] for place in range(len(live))]
    near += [str(row[0]) for row in superuser.execute("select id from handling_warrant").fetchall()]
    near += ["%", "_" * 64, "' or '1'='1", "null", "\\x00", "\t", live.replace("a", "а")]
    near = [token for token in near if token != live]
    others = [secrets.token_hex(32) for _ in range(2_000 - len(near))]
    assert len(near) + len(others) == 2_000
    assert sum(counted(app, guess) for guess in near) == 0
    assert sum(counted(app, guess, RECORDS) for guess in others) == 0
    assert (counted(app, live) > 0, counted(app, live, RECORDS) > 0) == (True, True)


def arguments(**other: object) -> dict[str, object]:
    """Of `handling_open_warrant` for TJ-1 as a reader; `entry` changes single fields of the journal entry."""
    new_id, token = uuid.uuid4(), secrets.token_hex(32)
    by = {"officer": "UZ-3", "role": "reader", "purpose": "wanted-person", "basis": "Treaty", "case_ref": "26/1"}
    by |= other.pop("by", {})
    about = other.pop("about", f"warrant/{new_id}")
    entry = journal.write(other.pop("verb", "handling.warrant.opened"), by=journal.Actor(**by), about=(about,)).entry
    return {
        "id": new_id,
        "officer": "UZ-3",
        "role": "reader",
        "purpose": "wanted-person",
        "basis": "Treaty",
        "case_ref": "26/1",
        "duty": "",
        "minutes": 30,
        "hash": warrants.token_hash(token),
        "entry": entry,
        "token": token,
    } | other


OPEN = (
    "select handling_open_warrant(%(id)s, %(officer)s, %(role)s, %(purpose)s, %(basis)s, %(case_ref)s, %(duty)s,"
    " %(minutes)s, %(hash)s, %(entry)s)"
)


def test_warrant_shows_nothing_in_the_transaction_that_opened_it(world, shared_house):
    mine = arguments()
    with shared_house.connect(autocommit=True) as app:
        with app.transaction():
            with app.transaction():  # a savepoint is no earlier transaction
                app.execute(OPEN, mine)
            bypass.hold(app, mine["token"])
            assert app.execute(COUNTS).fetchone() == (0,)
            with app.transaction():
                assert app.execute(COUNTS).fetchone() == (0,)
        assert counted(app, mine["token"]) > 0


def test_warrant_that_was_rolled_back_shows_nothing(world, shared_house):
    mine = arguments()
    with shared_house.connect(autocommit=True) as app:
        with app.transaction(force_rollback=True):
            app.execute(OPEN, mine)
        assert counted(app, mine["token"]) == 0


@pytest.mark.parametrize("end", ["closed", "over", "suspended", "accreditation over"])
def test_warrant_that_has_ended_shows_nothing(world, shared_house, superuser, clock, end):
    officer = "UZ-4" if end == "suspended" else "UZ-3"
    token = factories.open_as(officer)
    with shared_house.connect(autocommit=True) as app:
        assert counted(app, token) > 0
        if end == "closed":
            bypass.close(token)
        elif end == "over":
            clock.forward(timedelta(minutes=31))
        elif end == "suspended":
            app.execute("update members_officer set suspended_at = common_now() where code = 'UZ-4'")
        else:
            clock.forward(timedelta(days=3001))
        assert counted(app, token) == 0


FORGED = {
    "a role that the officer lacks": {"role": "admin", "by": {"role": "admin"}},
    "a role in other letters": {"role": "Reader", "by": {"role": "Reader"}},
    "no role": {"role": None},
    "an officer who is nobody": {"officer": "UZ-99", "by": {"officer": "UZ-99"}},
    "an officer who is null": {"officer": None},
    "entry of another officer": {"by": {"officer": "TJ-1"}},
    "entry of another role": {"by": {"role": "desk"}},
    "entry of another purpose": {"by": {"purpose": "migration"}},
    "entry of another basis": {"by": {"basis": "none"}},
    "entry of another case": {"by": {"case_ref": "26/2"}},
    "entry of another warrant": {"about": f"warrant/{uuid.UUID(int=1)}"},
    "entry of another deed": {"verb": "handling.warrant.closed"},
    "entry that is none": {"entry": json.dumps({"verb": "handling.warrant.opened"})},
    "no entry": {"entry": None},
    "no minutes": {"minutes": None},
    "zero minutes": {"minutes": 0},
    "too many minutes": {"minutes": 721},
    "minutes without end": {"minutes": 2_147_483_647},
    "blank purpose": {"purpose": " ", "by": {"purpose": " "}},
    "blank basis": {"basis": " ", "by": {"basis": " "}},
    "no case and no duty": {"case_ref": "", "by": {"case_ref": ""}},
    "no hash": {"hash": None},
    "short hash": {"hash": b"x"},
    "hash of nothing": {"hash": b""},
}


@pytest.mark.parametrize("name", FORGED)
def test_forged_warrant_is_refused_and_leaves_nothing(world, app, superuser, name):
    stand = "select (select count(*) from handling_warrant), (select count(*) from audit_entry)"
    before = superuser.execute(stand).fetchone()
    with pytest.raises(psycopg.errors.RaiseException):
        app.execute(OPEN, arguments(**FORGED[name]))
    assert superuser.execute(stand).fetchone() == before


def test_token_of_another_cannot_be_taken_by_opening_over_it(world, app):
    live = factories.open_as("UZ-3")
    with pytest.raises(psycopg.errors.UniqueViolation):
        app.execute(OPEN, arguments(hash=warrants.token_hash(live)))
