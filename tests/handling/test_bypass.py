"""Nothing beyond the decision table, whatever SQL runs under the application's role (reading)."""

import contextlib
import re

import psycopg
import pytest

from tests import factories
from tests.handling import bypass
from tests.handling.bypass_cases import CATALOGUE, CLOSED, DENIED, EMPTY, FILES, POWER

MISSING = "FeatureNotSupported"
"""The server does not have the extension; where it has, making it is denied."""
HOLDERS = (
    "nobody",
    "guesser",
    "reader",
    "desk",
    "contributor",
    "approver",
    "approver-of-own",
    "reviewer",
    "commission",
)


@pytest.mark.parametrize("name", [*POWER, *FILES, *CATALOGUE, *CLOSED])
def test_statement_is_refused(world, app, name):
    statement = {**POWER, **FILES, **CATALOGUE, **CLOSED}[name]
    told = {holder: bypass.tell(app, world, holder, statement) for holder in ("nobody", "reader", "approver")}
    answer = MISSING if statement.startswith("create extension") and MISSING in told.values() else DENIED
    assert told == dict.fromkeys(told, answer)


@pytest.mark.parametrize("name", EMPTY)
def test_read_brings_nothing_of_others(world, app, name):
    told = {holder: bypass.tell(app, world, holder, EMPTY[name]) for holder in HOLDERS}
    assert told == dict.fromkeys(HOLDERS, "[]")
    assert app.execute("select current_setting('commonweal.stolen', true)").fetchone()[0] in (None, "")


OUTSIDE = {
    "alter system": "alter system set fsync = off",
    "make a database": "create database mine",
    "drop the database": "drop database postgres",
    "make a tablespace": "create tablespace mine location '/tmp'",
    "subscribe": "create subscription mine connection 'dbname=postgres' publication mine with (connect = false)",
    "reindex": "reindex table databanks_record",
    "cluster": "cluster databanks_record using databanks_record_pkey",
}


@pytest.mark.parametrize("name", OUTSIDE)
def test_statement_outside_a_transaction_is_refused(world, app, name):
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        app.execute(OUTSIDE[name])


@pytest.mark.parametrize(
    "statement", ["grant select on databanks_record to cw_app", "grant all on databanks_intake to public"]
)
def test_grant_of_what_one_does_not_own_changes_nothing(world, app, superuser, statement):
    rights = "select relname, relacl::text from pg_class where relname like 'databanks%' order by 1"
    before = superuser.execute(rights).fetchall()
    with contextlib.suppress(psycopg.errors.InsufficientPrivilege):
        app.execute(statement)  # on a table of which it has any right PostgreSQL only warns, and gives nothing
    assert superuser.execute(rights).fetchall() == before


def counted(app, condition: str) -> list[str]:
    """The numbers of rows that a plan tells after it was run, kept and removed, step by step."""
    plan = app.execute(
        "explain (analyze, costs off, timing off, summary off, buffers off) select record_id from databanks_identity"
        f" where {condition}"
    ).fetchall()
    return re.findall(r"actual rows=[\d.]+ loops=\d+|never executed|Rows Removed by [A-Z][\w ]+: \d+", str(plan))


@pytest.mark.parametrize(
    ("before", "behind"),
    [
        (f"owner_ref < '{bypass.SECRET}'", f"owner_ref <= '{bypass.SECRET}'"),
        ("owner_ref >= 'S'", "owner_ref >= 'Z'"),
        ("starts_with(owner_ref, 'SECRET')", "starts_with(owner_ref, 'ABSENT')"),
        ("owner_ref ~>=~ 'S'", "owner_ref ~>=~ 'Z'"),
        ("owner_ref like 'SECRET%'", "owner_ref like 'ABSENT%'"),
        ("sha256(owner_ref::bytea) = sha256('SECRET-REF-7')", "sha256(owner_ref::bytea) = sha256('ABSENT')"),
        ("changed_at > '2000-01-01'", "changed_at > '2999-01-01'"),
        ("record_id > '00000000-0000-0000-0000-000000000000'", "record_id > 'ffffffff-ffff-ffff-ffff-ffffffffffff'"),
        ("version > 1", "version > 99"),
        ("body->>'names' is not null", "body->>'absent' is not null"),
    ],
)
def test_plan_that_was_run_counts_no_hidden_rows_by_order_or_prefix(world, app, before, behind):
    """`explain analyze` shows how many rows a policy removed; only equality may be asked of a row before its policy."""
    numbers = counted(app, before)
    assert "Rows Removed by Filter: 3" in numbers
    assert counted(app, behind) == numbers


def test_prepared_plan_does_not_keep_the_eyes_of_its_first_holder(shared_house, world):
    with shared_house.connect(autocommit=True) as app:
        app.execute("prepare look as select count(*) from databanks_identity")
        counted = []
        for token in [factories.open_as("UZ-3")] * 7 + [""] * 7:
            with app.transaction():
                bypass.hold(app, token)
                counted.append(app.execute("execute look").fetchone()[0])
    assert counted == [2] * 7 + [0] * 7


def test_cursor_held_over_a_warrant_shows_what_it_showed(shared_house, world):
    """A held cursor is read out when its transaction ends: closing the warrant afterwards gives and takes nothing."""
    with shared_house.connect(autocommit=True) as app:
        with app.transaction():
            bypass.hold(app, "")
            app.execute("declare held cursor with hold for select record_id from databanks_identity")
        with app.transaction():
            bypass.hold(app, factories.open_as("UZ-3"))
            assert app.execute("fetch all from held").fetchall() == []


def test_other_sessions_show_no_token_and_no_value(shared_house, world, app):
    token = factories.open_as("UZ-3")
    with shared_house.connect() as victim:
        bypass.hold(victim, token)
        assert len(
            victim.execute("select body from databanks_identity where owner_ref = %s", [bypass.SECRET]).fetchall()
        )
        seen = str(app.execute("select * from pg_stat_activity").fetchall())
        seen += str(app.execute("select * from pg_locks").fetchall())
        seen += str(app.execute("select * from pg_prepared_statements").fetchall())
        assert victim.execute("select current_setting('commonweal.token')").fetchone() == (token,)
    assert (token in seen, bypass.SECRET in seen) == (False, False)
    assert "from databanks_identity where owner_ref" in seen  # so it was looked at while it ran
