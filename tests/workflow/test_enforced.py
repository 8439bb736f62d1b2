"""Every state machine that is drawn is enforced: a step that its table does not have is not taken, by anybody.

Where the state is a column, and where it follows from moments, the database refuses; where a deed asks the table, the
deed does.
"""

import inspect
import re
from contextlib import contextmanager
from datetime import timedelta

import psycopg
import pytest

from commonweal.common import clock as house_clock
from commonweal.common.errors import NotNow
from commonweal.databanks import actions as databanks
from commonweal.databanks.actions import disclosures, enquiries, extensions, judgements, records
from commonweal.databanks.batches import Source
from commonweal.databanks.standing import BATCH, UPLOAD, WORK
from commonweal.handling import warrants
from commonweal.members import actions as members
from commonweal.members import queries
from commonweal.members.standing import LINK, WARRANT
from commonweal.oversight import hearing, supervision
from commonweal.portal import charts
from tests import factories
from tests.databanks.test_intake_policies import receive

COLUMNS = {
    "batch": ("databanks_batch", BATCH),
    "upload": ("databanks_upload", UPLOAD),
    "work": ("databanks_work", WORK),
}
"""Tables whose state is a column."""
NOT_KEPT = {"gone"}
MOMENTS = {
    "warrant": ("handling_warrant", "closed_at", "until", WARRANT, "closed"),
    "sign-in-link": ("members_signinlink", "used_at", "expires", LINK, "used"),
}
"""Tables whose state follows from two moments: when it was ended, and when it lapses."""
ASKED = {
    "record": (records, r"\bRECORD\.line\("),
    "correction": (enquiries, r"\bstatus\.table\(.*\)\.line\("),
    "confirmation": (enquiries, r"\bstatus\.table\(.*\)\.line\("),
    "officer": (members, r"\bOFFICER\.line\("),
    "extension": (extensions, r"\bstatus\.EXTENSION\.line\("),
    "disclosure": (disclosures, r"\bDISCLOSURE\.line\("),
    "judgement": (judgements, r"\bJUDGEMENT\.line\("),
    "case": (hearing, r"\bCASE\.line\("),
    "sample": (supervision, r"\bSAMPLE\.line\("),
    "flag": (supervision, r"\bFLAG\.line\("),
}
"""Tables that deeds ask."""


@pytest.fixture
def world(house, superuser):
    factories.cast(superuser)
    return superuser


@contextmanager
def unguarded(superuser):
    """So that a thing can be put into any state."""
    superuser.execute("set session_replication_role = replica")
    yield
    superuser.execute("set session_replication_role = origin")


def made(world) -> None:
    """A contribution, an upload, work, a warrant and a link."""
    token = factories.open_as("UZ-1", "contributor", "contribution")
    databanks.begin(token, source=Source("a", b"a" * 32))
    upload = receive(token)
    databanks.begin_work(token, "check", upload.id)
    members.issue_sign_in_link(queries.officer("UZ-1"), by=members.journal.systems_actor())


def test_every_table_that_is_drawn_is_enforced_in_one_of_these_ways():
    ways = [*COLUMNS, *MOMENTS, *ASKED]

    assert sorted(ways) == sorted(table.name for table in charts.TABLES)


@pytest.mark.parametrize("name", COLUMNS)
def test_database_refuses_every_step_of_a_column_that_the_table_lacks(world, name):
    table, of = COLUMNS[name]
    made(world)
    states = [state for state in of.states if state not in NOT_KEPT]
    allowed = {(line.state, line.next) for line in of.transitions}
    taken = set()
    for was in states:
        for becomes in states:
            with unguarded(world):
                world.execute(f"update {table} set state = %s", [was])
            try:
                world.execute(f"update {table} set state = %s", [becomes])
            except psycopg.errors.InsufficientPrivilege:
                continue
            taken.add((was, becomes))

    assert {(was, becomes) for was, becomes in taken if was != becomes} == {
        pair for pair in allowed if pair[0] != pair[1] and not NOT_KEPT & set(pair)
    }


@pytest.mark.parametrize("name", ["upload", "work"])
def test_database_lets_nothing_begin_but_in_the_first_state(world, name):
    table, of = COLUMNS[name]
    made(world)
    columns = [
        column
        for (column,) in world.execute(
            "select attname from pg_attribute where attrelid = %s::regclass and attnum > 0 and not attisdropped"
            " and attname not in ('id', 'state')",
            [table],
        )
    ]
    listed = ", ".join(columns)

    for state in set(of.states) - NOT_KEPT - {of.first}:
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            world.execute(
                f"insert into {table} (id, state, {listed}) select gen_random_uuid(), %s, {listed} from {table}",
                [state],
            )


@pytest.mark.parametrize("name", MOMENTS)
def test_database_refuses_every_step_of_moments_that_the_table_lacks(world, name):
    table, done, over, of, end = MOMENTS[name]
    made(world)
    now = house_clock.now()
    later, past = now + timedelta(hours=1), now - timedelta(hours=1)
    moments = {of.first: (None, later), end: (now, later), "over": (None, past)}
    allowed = {(line.state, line.next) for line in of.transitions}
    for was, values in moments.items():
        for becomes in (of.first, end):
            with unguarded(world):
                world.execute(f"update {table} set {done} = %s, {over} = %s", values)
            deed = f"update {table} set {done} = %s", [now if becomes == end else None]
            if was == becomes or (was, becomes) in allowed or (was, becomes) == ("over", of.first):
                world.execute(*deed)  # what has lapsed stays so: its moment is past
            else:
                with pytest.raises(psycopg.errors.InsufficientPrivilege):
                    world.execute(*deed)


@pytest.mark.parametrize("name", ASKED)
def test_deeds_ask_their_table(name):
    module, call = ASKED[name]

    assert re.search(call, inspect.getsource(module))


def test_suspended_officer_is_not_accredited(world):
    world.execute("update members_officer set roles = roles || '{admin}' where code = 'UZ-2'")
    world.execute("update members_officer set suspended_at = common_now() where code = 'UZ-1'")
    token = factories.open_as("UZ-2", "admin", "own-records")
    since = house_clock.now()

    with warrants.reading(token) as holder, pytest.raises(NotNow, match=r"workflow\.event\.not-now"):
        members.accredit(queries.officer("UZ-1"), since=since, until=since + timedelta(days=9), by=holder.actor)
