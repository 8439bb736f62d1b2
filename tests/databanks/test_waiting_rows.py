"""Rows that wait for approval are no second path to what they say: when their batch is closed, or their term is over,
nobody reads them, and they are removed."""

from datetime import timedelta

import pytest

from commonweal.common import clock as python_clock
from commonweal.common.errors import NotAllowed
from commonweal.databanks import actions, expiry
from commonweal.databanks.batches import Source
from commonweal.house import database, places
from tests import factories


@pytest.fixture
def world(house, superuser):
    factories.cast(superuser)
    superuser.execute("update members_officer set clearance = 3 where code in ('UZ-1', 'UZ-3')")
    return superuser


def contributor() -> str:
    return factories.open_as("UZ-1", "contributor", "contribution")


def approver(officer: str = "UZ-2") -> str:
    return factories.open_as(officer, "approver", "contribution")


def staged(folder, *lines: dict):
    return actions.contribute_file(factories.write(folder, [*lines]), contributor())


def ending_in(days: int) -> dict:
    return {"class": "wanted", "until": (python_clock.today() + timedelta(days=days)).isoformat()}


def read(house, token: str) -> list[str]:
    with house.connect() as app:
        app.execute("select set_config('commonweal.token', %s, true)", [token])
        return [ref for (ref,) in app.execute("select owner_ref from databanks_staged order by line").fetchall()]


def left(superuser) -> list[str]:
    return [ref for (ref,) in superuser.execute("select owner_ref from databanks_staged order by line").fetchall()]


def expire() -> int:
    return expiry.expire(database.connection_settings("cw_clock", places.database_name()))


def test_rows_are_read_while_they_wait_and_not_afterwards(world, house, tmp_path):
    batch = staged(tmp_path, factories.person("UZ-1", "Karimov", "Rustam"))
    assert (read(house, contributor()), read(house, approver())) == (["UZ-1"], ["UZ-1"])

    actions.approve(batch.id, approver())

    assert (read(house, contributor()), read(house, approver())) == ([], [])


def test_rows_of_a_refused_batch_are_read_by_nobody(world, house, tmp_path):
    batch = staged(tmp_path, factories.person("UZ-1", "Karimov", "Rustam"))

    actions.refuse(batch.id, approver(), because="wrong file")

    assert (read(house, contributor()), read(house, approver())) == ([], [])
    expire()
    assert left(world) == []


def test_row_above_the_clearance_is_not_read_and_its_batch_waits_for_who_is_cleared(world, house, tmp_path):
    secret = factories.OPEN_LABEL | {"classification": 3}
    lines = [factories.person("UZ-1", "Karimov", "Rustam"), factories.person("UZ-2", "Azimov", "Bek", label=secret)]
    batch = staged(tmp_path, *lines)

    assert (read(house, approver()), read(house, approver("UZ-3"))) == (["UZ-1"], ["UZ-1", "UZ-2"])
    with pytest.raises(NotAllowed) as refused:
        actions.approve(batch.id, approver())
    assert (refused.value.code, refused.value.params) == ("databanks.batch.above-clearance", {"rows": 1})
    assert actions.approve(batch.id, approver("UZ-3")).rows_applied == 2


def test_row_whose_term_ends_while_it_waits_is_neither_read_nor_entered(world, house, tmp_path, clock):
    short = factories.person("UZ-1", "Karimov", "Rustam", retention=ending_in(3))
    batch = staged(tmp_path, short, factories.person("UZ-2", "Azimov", "Bek", retention=ending_in(90)))
    clock.forward(timedelta(days=5))

    assert read(house, approver()) == ["UZ-2"]
    expire()
    assert left(world) == ["UZ-2"]
    actions.approve(batch.id, approver())
    assert world.execute("select owner_ref from databanks_identity").fetchall() == [("UZ-2",)]


def test_contribution_that_nobody_finishes_is_given_up_with_its_rows(world, house, tmp_path, clock):
    batch = actions.begin(contributor(), source=Source("half.jsonl", b"h" * 32))
    world.execute(
        "insert into databanks_staged (batch, line, agency, contributor, outcome, record_id, record_type, owner_ref,"
        " label_id, expires, content_hash, identity, narrative, basis, evaluation, retention_class, links)"
        " values (%s, 1, 'UZ-MIA', 'UZ-1', 'new', gen_random_uuid(), 'person', 'UZ-1', 1, 'infinity', '', '{}', '{}',"
        " '{}', 'B2', 'wanted', '[]')",
        [batch.id],
    )
    clock.forward(timedelta(days=29))
    expire()
    assert left(world) == ["UZ-1"]

    clock.forward(timedelta(days=2))
    expire()

    state = world.execute("select state, reason from databanks_batch where id = %s", [batch.id]).fetchone()
    entries = world.execute("select count(*) from audit_entry where entry like '%databanks.batch.given-up%'").fetchone()
    assert (left(world), state, entries) == ([], ("withdrawn", "never finished"), (1,))


def test_whether_a_record_is_protected_never_changes(world, tmp_path):
    factories.contribute(tmp_path, [factories.person("UZ-1", "Karimov", "Rustam")])
    columns = "owner_party, owner_agency, owner_unit, bank, classification, scope, handling"
    world.execute(
        f"insert into handling_label (digest, protected, {columns})"
        f" select sha256('x'), true, {columns} from handling_label limit 1"
    )
    with pytest.raises(Exception, match="protection-stands"):
        world.execute("update databanks_record set label_id = (select id from handling_label where protected)")
