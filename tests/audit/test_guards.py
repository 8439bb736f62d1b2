"""What the roles of the house cannot do to the journal, and what the append function does not take."""

import psycopg
import pytest

from commonweal.audit import journal
from tests.audit.conftest import CLERK
from tests.audit.test_journal import TOUCHES

NONCE = "0" * 32
ENTRY = '{"at":"2026-11-24T03:45:00Z","nonce":"' + NONCE + '","verb":"tests.thing.done"}'

FORBIDDEN = [
    "select * from audit_entry",
    "select count(*) from audit_entry",
    "update audit_entry set leaf = 7",
    "update audit_entry set entry = '{}'",
    "delete from audit_entry",
    "truncate audit_entry",
    "insert into audit_entry (id, entry, leaf_hash, xact, appended_at) "
    "values (gen_random_uuid(), '{}', sha256(''), '3', now())",
    "select audit_number(10)",
    "update audit_touch set officer = 'another'",
    "delete from audit_touch",
    "truncate audit_touch",
    "insert into audit_touch (entry, record, owner_party, owner_agency, level, at, action) "
    "values (gen_random_uuid(), gen_random_uuid(), 'KG', 'kg-mvd', 4, now(), 'x')",
    "alter table audit_entry disable trigger all",
    "alter table audit_entry no force row level security",
    "drop table audit_entry",
    "create policy mine on audit_entry using (true)",
    "set role cw_journal",
    "select setval('audit_entry_nth_seq', 1)",
]


@pytest.fixture
def some(clerk, sequencer):
    journal.record("tests.thing.done", by=CLERK, touches=TOUCHES)
    sequencer.step()


def not_refused(connection, statements):
    """Those of the statements that raise no InsufficientPrivilege, each in a savepoint of its own."""
    passed = []
    for statement in statements:
        try:
            with connection.transaction(force_rollback=True):
                connection.execute(statement)
        except psycopg.errors.InsufficientPrivilege:
            continue
        passed.append(statement)
    return passed


def test_application_is_refused_everything_but_appending(some, as_role):
    assert not_refused(as_role("cw_app"), FORBIDDEN) == []


def test_sequencers_role_may_read_and_number_and_no_more(some, as_role):
    assert not_refused(as_role("cw_clock"), FORBIDDEN) == [
        "select * from audit_entry",
        "select count(*) from audit_entry",
        "select audit_number(10)",
    ]


def test_indexer_is_refused_even_appending(some, as_role):
    own = ["select * from audit_touch", "select audit_append('{}', '[]')"]
    assert not_refused(as_role("cw_indexer"), [*FORBIDDEN, *own]) == []


def test_even_the_superuser_is_stopped_by_the_triggers(some, superuser):
    changes = [s for s in FORBIDDEN if s.startswith(("update", "delete", "truncate"))]
    assert len(changes) == 7
    assert not_refused(superuser, [*changes, "update audit_entry set leaf = null"]) == []


def test_owner_of_the_tables_can_number_once_and_do_nothing_else(some, superuser):
    superuser.execute("set role cw_journal")
    superuser.execute("select audit_append(%s, '[]')", [ENTRY])
    assert superuser.execute("delete from audit_entry").rowcount == 0  # no policy lets a row be deleted
    assert superuser.execute("update audit_entry set leaf = 5 where leaf is not null").rowcount == 0
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        superuser.execute("update audit_entry set leaf = 5, entry = '{}' where leaf is null")
    assert superuser.execute("update audit_entry set leaf = 5 where leaf is null").rowcount == 1


def test_row_level_security_is_forced_and_gives_the_application_no_touch(some, as_role, superuser):
    assert superuser.execute(
        """select relname, relrowsecurity, relforcerowsecurity, pg_get_userbyid(relowner) from pg_class
           where relname in ('audit_entry', 'audit_touch') order by 1"""
    ).fetchall() == [("audit_entry", True, True, "cw_journal"), ("audit_touch", True, True, "cw_journal")]
    assert superuser.execute("select count(*) from audit_touch").fetchone() == (2,)
    assert as_role("cw_app").execute("select count(*) from audit_touch").fetchone() == (0,)


def test_nobody_may_create_in_the_schema_any_more(house, superuser):
    assert superuser.execute("select has_schema_privilege('cw_journal', 'public', 'create')").fetchone() == (False,)


MALFORMED = [
    (None, "[]", "too-long"),
    ('{"x":"' + "a" * 65_536 + '"}', "[]", "too-long"),
    ("[]", "[]", "not-json"),
    ("{", "[]", "not-json"),
    ('{"a":1,"a":2}', "[]", "not-json"),
    ('{"a":"\\u0000"}', "[]", "not-json"),
    ("{}", "[]", "incomplete"),
    (ENTRY.replace(NONCE, "0"), "[]", "incomplete"),
    (ENTRY, journal.touches_json(TOUCHES), "touches-differ"),
    (ENTRY[:-1] + ',"touches":{"count":1,"sha256":"00"}}', "[]", "touches-differ"),
]


def test_malformed_entry_is_refused(house, as_role):
    connection = as_role("cw_app")
    for entry, touches, code in MALFORMED:
        with (
            pytest.raises(psycopg.errors.InvalidParameterValue, match=rf"audit\.entry\.{code}"),
            connection.transaction(),
        ):
            connection.execute("select audit_append(%s, %s::jsonb)", [entry, touches])


def test_same_entry_twice_is_refused(house, as_role):
    connection = as_role("cw_app")
    connection.execute("select audit_append(%s, '[]')", [ENTRY])
    with pytest.raises(psycopg.errors.UniqueViolation):
        connection.execute("select audit_append(%s, '[]')", [ENTRY])


def test_numbering_on_an_old_snapshot_is_refused(house, as_role):
    connection = as_role("cw_clock")
    connection.execute("set transaction isolation level repeatable read")
    with pytest.raises(psycopg.errors.ActiveSqlTransaction, match=r"audit\.number\.stale-snapshot"):
        connection.execute("select audit_number(1)")
