"""Taking an approved contribution back, on a real database."""

import threading
import time
import uuid

import pytest
from django.db import connection

from commonweal.common.errors import BadInput, NotAllowed, NotNow
from commonweal.databanks import actions, queries
from commonweal.databanks.formats.rows import Row
from tests import factories


@pytest.fixture
def world(house, superuser):
    factories.cast(superuser)
    return superuser


def contributor(number: int = 1) -> str:
    return factories.open_as(f"UZ-{number}", "contributor", "contribution")


def approver(number: int = 2) -> str:
    return factories.open_as(f"UZ-{number}", "approver", "contribution")


def person(number: int, family: str = "Karimov", **other: object) -> dict:
    return factories.person(f"UZ-{number}", family, "Aziz", **other)


def approved(name: str, *lines: dict, by: int = 1, withdraw_absent: int | None = None, full: bool = False):
    """These lines as a batch that officer `by` contributed and officer 2 approved."""
    source = actions.Source(name, name.encode().ljust(32), list="sdn" if full else "", full=full)
    rows = [Row(number, line) for number, line in enumerate(lines, start=1)]
    batch = actions.contribute(rows, contributor(by), source=source, withdraw_absent=withdraw_absent)
    return actions.approve(batch.id, approver())


ATTACHED = {"kind": "document", "title": "note", "media_type": "text/plain", "content": "bm90ZQ=="}
CARD = ATTACHED | {"kind": "fingerprint-card", "title": "card"}
REFERENCE = {"kind": "fingerprint", "system": "AFIS", "reference": "77"}


def state(superuser) -> dict[str, tuple]:
    """What everybody may be shown of every record, its label and its custody, without who approved it and when."""
    found = superuser.execute(
        "select i.owner_ref, i.status, i.label_id, i.expires, i.contributor, i.record_type, i.body, n.basis,"
        " n.evaluation, n.retention_class, n.body, p.body, c.content_hash, c.batch, c.list,"
        " (select json_agg(a order by a.number)::text from databanks_attachment a where a.record_id = i.record_id),"
        " (select b.body from databanks_biometric b where b.record_id = i.record_id),"
        " (select json_agg(l order by l.kind)::text"
        " from (select to_record, kind, evaluation, since, source, label_id from databanks_link l"
        " where l.record_id = i.record_id) l)"
        " from databanks_identity i join databanks_narrative n using (record_id)"
        " join databanks_custody c using (record_id)"
        " left join databanks_special p using (record_id)"
    ).fetchall()
    return {row[0]: row[1:] for row in found}


def test_records_that_came_new_are_withdrawn_and_changed_ones_get_every_part_of_their_earlier_state_back(world):
    first = person(1, special={"health": [{"text": "diabetic"}]}, links=[{"to": "UZ-2", "kind": "associate"}])
    first |= {"attachments": [ATTACHED, CARD], "biometrics": [REFERENCE]}
    approved("a", first, person(2))
    before = state(world)
    other = person(2, attachments=[ATTACHED], special={"health": [{"text": "well"}]})
    changed = person(1, "Salimov", evaluation="C3", label=factories.OPEN_LABEL | {"classification": 2}, links=[])
    batch = approved("b", changed, other, person(3), by=3)
    preview = actions.undo_preview(batch.id, approver(4))

    done = actions.undo(batch.id, approver(4), because="the wrong file")

    assert (preview.withdrawn, preview.restored, preview.reappear, preview.kept) == (1, 2, 0, 0)
    assert (done.state, done.rows_undone, done.rows_kept, done.closed_by) == ("undone", 3, 0, "UZ-4")
    after = state(world)
    assert after.pop("UZ-3")[0] == "withdrawn"
    assert after == before
    assert world.execute("select owner_ref, version from databanks_identity order by 1").fetchall() == [
        ("UZ-1", 3),
        ("UZ-2", 3),
        ("UZ-3", 1),
    ]


def test_undoing_is_journalled_and_told_to_the_contributor(world):
    batch = approved("a", *[person(number) for number in range(1, 6)])

    actions.undo(batch.id, approver(), because="the wrong file", chunk=2)

    entries = world.execute(
        "select (entry::jsonb #>> '{facts,withdrawn}')::int, entry::jsonb #>> '{facts,reason}',"
        " length(entry::jsonb #>> '{facts,rows_sha256}') from audit_entry"
        " where entry::jsonb ->> 'verb' = 'databanks.batch.undone' order by nth"
    ).fetchall()
    assert entries == [(2, "the wrong file", 64), (2, "the wrong file", 64), (1, "the wrong file", 64)]
    assert world.execute(
        "select officer, words ->> 'records' from workflow_inbox where kind = 'batch-undone'"
    ).fetchall() == [("UZ-1", "5")]


def test_record_that_a_later_batch_changed_stays_and_is_counted(world):
    first = approved("a", person(1), person(2))
    approved("b", person(1, "Salimov"))
    kept = state(world)["UZ-1"]
    preview = actions.undo_preview(first.id, approver())

    done = actions.undo(first.id, approver(), because="a mistake")

    assert (preview.withdrawn, preview.kept, done.rows_undone, done.rows_kept) == (1, 1, 1, 1)
    assert (state(world)["UZ-1"], state(world)["UZ-2"][0]) == (kept, "withdrawn")


def test_batches_are_undone_one_after_the_other_back_to_the_beginning(world):
    approved("a", person(1))
    origin = state(world)
    second = approved("b", person(1, "Salimov"), by=3)
    third = approved("c", person(1, "Rahimov"))

    for batch in (third, second):
        actions.undo(batch.id, approver(4), because="a mistake")

    assert state(world) == origin


@pytest.mark.parametrize("chunk", [2_000, 1])
def test_batches_undone_out_of_turn_leave_nothing_of_either(world, chunk):
    approved("a", person(1))
    origin = state(world)
    second = approved("b", person(1, "Salimov"), person(2), by=3)
    third = approved("c", person(1, "Rahimov"), person(2, "Rahimov"))
    actions.undo(second.id, approver(4), because="a mistake", chunk=chunk)
    between = state(world)
    preview = actions.undo_preview(third.id, approver(4))

    done = actions.undo(third.id, approver(4), because="a mistake", chunk=chunk)

    assert {row[0] for row in between.values()} == {"active"}
    assert (preview.withdrawn, preview.restored, done.rows_undone) == (1, 1, 2)
    after = state(world)
    assert (after["UZ-1"], after["UZ-2"][0]) == (origin["UZ-1"], "withdrawn")
    assert world.execute("select count(*) from databanks_earlier").fetchone() == (0,)


def test_record_withdrawn_by_an_undone_list_stands_again_when_what_came_after_is_undone(world):
    approved("a", person(1), person(2), full=True)
    before = state(world)
    shorter = approved("b", person(1), withdraw_absent=1, full=True)
    again = approved("c", person(2, "Salimov"), by=3)
    actions.undo(shorter.id, approver(4), because="the list was cut off")

    actions.undo(again.id, approver(4), because="a mistake")

    assert state(world) == before


def test_batch_that_changes_a_record_while_another_is_undone_is_not_lost(world):
    """The undoing finds its records, then waits for the lock; the batch that held it counts as later."""
    first = approved("a", person(1))
    second = actions.contribute([Row(1, person(1, "Salimov"))], contributor(3), source=actions.Source("b", b"b" * 32))
    undone = []
    with world.transaction():
        world.execute("select 1 from databanks_custody for update")
        undoing = threading.Thread(target=lambda: undone.append(_undo(first.id)))
        undoing.start()
        waits = (
            "select count(*) from pg_stat_activity where wait_event_type = 'Lock' and query like '%databanks_undo(%'"
        )
        for _ in range(500):
            world.execute("select pg_stat_clear_snapshot()")  # a transaction sees one state of the statistics otherwise
            if world.execute(waits).fetchone()[0]:
                break
            time.sleep(0.02)
        world.execute("update databanks_custody set batch = %s", [second.id])
    undoing.join()

    assert [(one.rows_undone, one.state) for one in undone] == [(0, "undone")]
    assert world.execute("select status from databanks_identity").fetchall() == [("active",)]


def _undo(batch):
    try:
        return actions.undo(batch, approver(), because="a mistake")
    finally:
        connection.close()


def test_records_that_a_full_list_withdrew_stand_again(world):
    approved("a", person(1), person(2), person(3), full=True)
    before = state(world)
    batch = approved("b", person(1), withdraw_absent=2, full=True)
    withdrawn = [row[0] for row in state(world).values()].count("withdrawn")

    preview = actions.undo_preview(batch.id, approver())
    done = actions.undo(batch.id, approver(), because="the list was cut off")

    assert (withdrawn, preview.reappear, done.rows_undone) == (2, 2, 2)
    assert state(world) == before


def test_record_that_was_blocked_since_stays_blocked(world):
    approved("a", person(1))
    batch = approved("b", person(1, "Salimov"))
    record = world.execute("select record_id from databanks_identity").fetchone()[0]
    actions.block(record, approver(), because="contested")

    actions.undo(batch.id, approver(), because="a mistake")

    body = "select status, body #>> '{names,0,parts,family}' from databanks_identity"
    assert world.execute(body).fetchall() == [("blocked", "Karimov")]


def test_undoing_goes_on_where_it_stopped_under_another_approver(world):
    batch = approved("a", *[person(number) for number in range(1, 11)])

    class Stopped(Exception):
        """As if the power had gone."""

    def stop(_done: int) -> None:
        raise Stopped

    with pytest.raises(Stopped):
        actions.undo(batch.id, approver(), because="a mistake", chunk=4, progress=stop)
    between = [row[0] for row in state(world).values()].count("withdrawn")
    done = actions.undo(batch.id, approver(4), because="a mistake", chunk=4)

    assert (between, done.state, done.rows_undone) == (4, "undone", 10)


def test_undoing_needs_an_approver_who_is_not_the_contributor_and_a_reason(world):
    batch = approved("a", person(1))

    with pytest.raises(NotAllowed, match="not-approver"):
        actions.undo(batch.id, contributor(), because="a mistake")
    with pytest.raises(NotAllowed, match="own"):
        actions.undo(batch.id, approver(1), because="a mistake")
    with pytest.raises(NotAllowed, match="unknown"):
        actions.undo_preview(batch.id, factories.open_as("KZ-2", "approver", "contribution"))
    with pytest.raises(BadInput, match="no-reason"):
        actions.undo(batch.id, approver(), because=" ")
    with pytest.raises(NotAllowed, match="unknown"):
        actions.undo(uuid.uuid4(), approver(), because="a mistake")


def test_undoing_brings_back_no_state_that_the_approver_contributed_himself(world):
    approved("a", person(1), by=3)
    batch = approved("b", person(1, "Salimov"))

    with pytest.raises(NotAllowed, match="touches-own"):
        actions.undo(batch.id, approver(3), because="a mistake")

    done = actions.undo(batch.id, approver(4), because="a mistake")
    assert done.rows_undone == 1


def test_undone_batch_is_not_undone_again_nor_approved(world):
    batch = approved("a", person(1))
    actions.undo(batch.id, approver(), because="a mistake")

    with pytest.raises(NotNow, match="not-now"):
        actions.undo(batch.id, approver(), because="a mistake")
    with pytest.raises(NotNow, match="not-now"):
        actions.approve(batch.id, approver())


def test_reader_abroad_sees_no_record_of_an_undone_batch(world):
    batch = approved("a", person(1))
    record = world.execute("select record_id from databanks_identity").fetchone()[0]
    before = queries.record(factories.open_as("KZ-1"), record)

    actions.undo(batch.id, approver(), because="a mistake")

    assert (before.level, queries.record(factories.open_as("KZ-1"), record)) == ("full", None)
