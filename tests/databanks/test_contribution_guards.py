"""What the functions of a batch refuse, called as code under the application's role may call them; who reads held and
absent rows."""

from pathlib import Path

import psycopg
import pytest

from commonweal.databanks import actions
from commonweal.databanks.formats.rows import Held, Row
from tests import factories

SECRET_LABEL = factories.OPEN_LABEL | {"classification": 3}


@pytest.fixture
def world(house, superuser):
    factories.cast(superuser)
    return superuser


@pytest.fixture
def app(house):
    with house.connect(autocommit=True) as connection:
        yield connection


def token(officer: str, role: str) -> str:
    return factories.open_as(officer, role, "contribution")


def person(number: int, family: str = "Karimov", **other: object) -> dict:
    return factories.person(f"UZ-{number}", family, "Aziz", **other)


def staged(name: str, *lines: dict, by: int = 1, party: str = "UZ", **other: object):
    source = actions.Source(name, name.encode().ljust(32), list="sdn", full=True)
    rows = [Row(number, line) for number, line in enumerate(lines, start=1)]
    return actions.contribute(rows, token(f"{party}-{by}", "contributor"), source=source, **other)


def called(app: psycopg.Connection, officer: str, *statements: str, role: str = "approver") -> object:
    """The first row that the last statement gives, or the first line of its refusal; undone afterwards."""
    with app.transaction(force_rollback=True):
        app.execute("select set_config('commonweal.token', %s, true)", [token(officer, role)])
        try:
            for statement in statements:
                found = app.execute(statement)
            return found.fetchone()
        except psycopg.Error as refused:
            return str(refused).split("\n")[0]


def approving(batch) -> str:
    return f"update databanks_batch set state = 'approving' where id = '{batch.id}'"


def enter(batch) -> str:
    return f"select fresh, changed from databanks_enter('{batch.id}', 1, 100)"


def test_rows_above_the_approvers_clearance_are_not_entered(world, app):
    batch = staged("a", person(1, label=SECRET_LABEL))

    refused = called(app, "UZ-2", approving(batch), enter(batch))
    world.execute("update members_officer set clearance = 3 where code = 'UZ-4'")

    assert refused == "databanks.batch.not-cleared"
    assert called(app, "UZ-4", approving(batch), enter(batch)) == (1, 0)


def test_record_above_the_approvers_clearance_is_not_changed(world, app):
    first = staged("a", person(1))
    actions.approve(first.id, token("UZ-2", "approver"))
    world.execute("update members_officer set clearance = 0 where code = 'UZ-4'")
    batch = staged("b", person(1, "Salimov", label=factories.OPEN_LABEL | {"classification": 0}))

    assert called(app, "UZ-4", approving(batch), enter(batch)) == "databanks.batch.touches-own"
    assert called(app, "UZ-2", approving(batch), enter(batch)) == (0, 1)


def test_record_that_the_approver_contributed_himself_is_not_changed(world, app):
    actions.approve(staged("a", person(1), by=2).id, token("UZ-3", "approver"))
    batch = staged("b", person(1, "Salimov"))

    assert called(app, "UZ-2", approving(batch), enter(batch)) == "databanks.batch.touches-own"
    assert called(app, "UZ-4", approving(batch), enter(batch)) == (0, 1)


@pytest.mark.parametrize("change", [{"expires": "infinity"}, {"contributor": "UZ-3"}, {"label_id": "1"}])
def test_what_is_entered_is_what_was_staged_and_nothing_that_the_approver_says(world, app, change):
    batch = staged("a", person(1))
    (column, value), *_ = change.items()

    assert "permission denied" in called(app, "UZ-2", f"update databanks_staged set {column} = '{value}'")
    assert called(app, "UZ-2", approving(batch), enter(batch), "select count(*) from databanks_record") == (1,)


def test_absent_records_are_withdrawn_by_no_number_but_the_contributors(world, app):
    actions.approve(staged("a", person(1), person(2), person(3)).id, token("UZ-2", "approver"))
    batch = staged("b", person(1), person(4))
    call = f"select looked_at, withdrawn from databanks_withdraw_absent('{batch.id}', 10)"

    assert called(app, "UZ-2", approving(batch), call) == "databanks.batch.absent-not-confirmed"


def test_absent_record_that_the_approver_contributed_himself_is_not_withdrawn(world, app):
    actions.approve(staged("a", person(1), person(2), by=3).id, token("UZ-2", "approver"))
    batch = staged("b", person(1), withdraw_absent=1)
    call = f"select looked_at, withdrawn from databanks_withdraw_absent('{batch.id}', 10)"

    assert called(app, "UZ-3", approving(batch), call) == "databanks.batch.touches-own"
    assert called(app, "UZ-2", approving(batch), call) == (1, 1)


def test_link_to_a_record_that_the_approver_contributed_himself_is_not_drawn(world, app):
    actions.approve(staged("a", person(2), by=3).id, token("UZ-2", "approver"))
    batch = staged("b", person(1, links=[{"to": "UZ-2", "kind": "associate"}]))
    call = f"select lost, lost_to from databanks_draw_links('{batch.id}', 0, 10)"

    assert called(app, "UZ-3", approving(batch), enter(batch), call) == (1, ["UZ-2"])
    assert called(app, "UZ-2", approving(batch), enter(batch), call) == (0, None)


def test_staged_rows_of_an_open_batch_are_not_swept(world, app):
    batch = staged("a", person(1))
    call = f"select databanks_sweep('{batch.id}', 0, 10)"

    assert [called(app, officer, call) for officer in ("UZ-2", "KZ-2")] == [(None,), (None,)]
    assert world.execute("select count(*) from databanks_staged").fetchone() == (1,)


def test_row_whose_term_ends_while_it_waits_does_not_become_active(world, app, clock):
    from datetime import timedelta

    from commonweal.common import clock as house_clock

    until = (house_clock.today() + timedelta(days=2)).isoformat()
    batch = staged("a", person(1, retention={"class": "wanted", "until": until}), person(2))
    clock.forward(timedelta(days=5))

    assert called(app, "UZ-2", approving(batch), enter(batch)) == (1, 0)


def test_record_whose_term_is_over_is_entered_anew_and_keeps_nothing_of_the_old_one(world, clock, tmp_path: Path):
    from datetime import timedelta

    from commonweal.common import clock as house_clock

    until = (house_clock.today() + timedelta(days=2)).isoformat()
    factories.contribute(tmp_path, [person(1, retention={"class": "wanted", "until": until})])
    old = world.execute("select record_id from databanks_identity").fetchone()[0]
    clock.forward(timedelta(days=5))

    batch = factories.contribute(tmp_path, [person(1, "Salimov")])

    assert (batch.rows_new, batch.rows_changed) == (1, 0)
    found = world.execute("select record_id, version from databanks_identity").fetchall()
    assert [version for _, version in found] == [1]
    assert found[0][0] != old


def test_change_that_would_end_a_records_protection_is_refused_as_a_row(world, app):
    actions.approve(staged("a", person(1)).id, token("UZ-2", "approver"))
    world.execute("alter table handling_label disable trigger all")
    world.execute("update handling_label set protected = true where id = (select label_id from databanks_record)")
    world.execute("alter table handling_label enable trigger all")

    batch = staged("b", person(1, "Salimov", label=factories.OPEN_LABEL | {"classification": 2}), person(2))

    assert (batch.rows_new, batch.rows_changed, batch.rows_refused) == (1, 0, 1)
    assert world.execute("select code, owner_ref from databanks_refused").fetchall() == [
        ("databanks.line.protection-stands", "UZ-1")
    ]


READERS = [
    ("UZ-1", "contributor", 1),
    ("UZ-3", "contributor", 1),
    ("UZ-2", "approver", 1),
    ("UZ-1", "approver", 0),
    ("UZ-3", "desk", 0),
    ("UZ-3", "reader", 0),
    ("KZ-1", "contributor", 0),
    ("KZ-2", "approver", 0),
]


@pytest.mark.parametrize(("officer", "role", "seen"), READERS)
def test_held_rows_are_read_by_the_agencys_contributors_and_other_approvers(world, app, officer, role, seen):
    actions.contribute(
        [Row(1, person(1)), Held(2, "SDN-1", {"alias": "Ivanov"})],
        token("UZ-1", "contributor"),
        source=actions.Source("a", b"a" * 32, list="sdn"),
    )

    assert called(app, officer, "select count(*) from databanks_held", role=role) == (seen,)


@pytest.mark.parametrize(("officer", "role", "seen"), [*READERS[:1], ("UZ-3", "contributor", 0), *READERS[2:]])
def test_absent_records_are_read_by_the_contributor_and_other_approvers(world, app, officer, role, seen):
    actions.approve(staged("a", person(1), person(2)).id, token("UZ-2", "approver"))
    staged("b", person(1), person(3))

    assert called(app, officer, "select count(*) from databanks_absent", role=role) == (seen,)


def test_held_row_is_marked_as_joined_by_nobody_but_who_fills_that_batch(world, app):
    source = actions.Source("a", b"a" * 32, list="sdn")
    actions.contribute([Row(1, person(1)), Held(2, "SDN-1", {})], token("UZ-1", "contributor"), source=source)
    open_batch = actions.begin(token("UZ-3", "contributor"), source=actions.Source("b", b"b" * 32))
    join = f"update databanks_held set joined_by = '{open_batch.id}' returning 1"

    assert called(app, "UZ-3", join, role="contributor") == (1,)
    assert "violates row-level security" in called(app, "UZ-1", join, role="contributor")
    assert called(app, "UZ-2", join, role="approver") is None


def test_held_rows_go_after_half_a_year(world, clock):
    from datetime import timedelta

    from commonweal.databanks import expiry
    from commonweal.house import database, places

    source = actions.Source("a", b"a" * 32, list="sdn")
    actions.contribute([Row(1, person(1)), Held(2, "SDN-1", {})], token("UZ-1", "contributor"), source=source)
    settings = database.connection_settings("cw_clock", places.database_name())
    counts = []
    for days in (170, 20):
        clock.forward(timedelta(days=days))
        expiry.expire(settings)
        counts.append(world.execute("select count(*) from databanks_held").fetchone()[0])

    assert counts == [1, 0]
