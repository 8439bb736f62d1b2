"""A journal that was left alone holds; one that was touched anywhere below its last checkpoint is convicted."""

import random
from datetime import UTC, datetime

import pytest

from commonweal.audit import checkpoint, journal, merkle, verify
from tests.audit.conftest import CLERK
from tests.audit.test_journal import TOUCHES
from tools.prove.forger import KINDS, append_plain, plain_entry, tamper

AT = datetime(2026, 11, 24, 3, 45, tzinfo=UTC)


@pytest.fixture
def kept(house, as_role, sequencer):
    """Forty signed entries with checkpoints at 0, 10, 20, 30 and 40, and five after the last."""
    app = as_role("cw_app", autocommit=True)
    for _ in range(4):
        append_plain(app, 10)
        sequencer.step()
        sequencer.sign()
    append_plain(app, 5)
    sequencer.step()


def test_untouched_journal_holds(kept, as_role, key, file):
    append_plain(as_role("cw_app", autocommit=True), 2)
    report = verify.verify(as_role("cw_clock"), file, key.public)
    assert report.findings == ()
    assert (report.entries, report.signed, report.unsigned, report.waiting, report.checkpoints) == (45, 40, 5, 2, 5)
    assert report.as_json()["holds"] is True


@pytest.mark.parametrize("recompute", [False, True], ids=["clumsy", "careful"])
@pytest.mark.parametrize("kind", KINDS)
def test_change_is_found_and_its_place_named(kept, superuser, key, file, kind, recompute):
    for position in (0, 9, 10, 25, 38):
        with superuser.transaction(force_rollback=True):
            tamper(superuser, kind, position, recompute=recompute, chance=random.Random(position))
            report = verify.verify(superuser, file, key.public)
        assert not report.holds
        if recompute or kind == "truncate":
            assert report.between == (position // 10 * 10, position // 10 * 10 + 10)
        else:
            assert report.first_bad == position
    assert verify.verify(superuser, file, key.public).holds


def test_change_after_the_last_checkpoint_by_a_careful_forger_is_not_found(kept, superuser, key, file):
    """Said on purpose: this is what an unsigned tail means, and why it is counted."""
    with superuser.transaction():
        tamper(superuser, "update", 42, recompute=True, chance=random.Random(1))
    report = verify.verify(superuser, file, key.public)
    assert (report.holds, report.unsigned) == (True, 5)


def test_several_changes_are_all_named(kept, superuser, key, file):
    with superuser.transaction():
        for position in (33, 7, 21):
            tamper(superuser, "update", position, recompute=False, chance=random.Random(position))
    report = verify.verify(superuser, file, key.public)
    assert [finding.leaf for finding in report.findings if finding.kind == "entry"] == [7, 21, 33]


def test_emptied_journal_is_convicted(kept, superuser, key, file):
    superuser.execute("set session_replication_role = replica")
    superuser.execute("truncate audit_entry, audit_touch")
    report = verify.verify(superuser, file, key.public)
    assert (report.entries, report.between, report.findings[0].kind) == (0, (0, 10), "short")


def test_entry_twice_under_one_number_is_found(kept, superuser, key, file):
    superuser.execute("alter table audit_entry drop constraint audit_entry_leaf_key")
    superuser.execute("set session_replication_role = replica")
    superuser.execute("update audit_entry set leaf = 12 where leaf = 13")
    report = verify.verify(superuser, file, key.public)
    assert {("double", 12), ("missing", 13)} <= {(finding.kind, finding.leaf) for finding in report.findings}


def test_receipt_moved_to_another_entry_is_found(kept, superuser, key, file):
    superuser.execute("set session_replication_role = replica")
    superuser.execute("update audit_entry set id = gen_random_uuid() where leaf = 12")
    report = verify.verify(superuser, file, key.public)
    assert [(finding.kind, finding.leaf) for finding in report.findings] == [("receipt", 12)]


ON_TOUCHES = [
    "update audit_touch set officer = 'kz-0008'",
    "update audit_touch set at = at - interval '1 second'",
    "update audit_touch set level = 1 where level = 4",
    "update audit_touch set owner_agency = 'tj-vkd' where level = 4",
    "update audit_touch set action = 'tests.thing.seen'",
    "delete from audit_touch",
    "delete from audit_touch where level = 2",
    "insert into audit_touch (entry, record, owner_party, owner_agency, level, at, action) "
    "select entry, gen_random_uuid(), owner_party, owner_agency, level, at, action from audit_touch where level = 2",
]


def test_change_of_what_owners_are_told_is_found(clerk, sequencer, superuser, key, file):
    journal.record("tests.thing.done", by=CLERK)
    journal.record("tests.thing.done", by=CLERK, touches=TOUCHES)
    sequencer.stop()
    assert verify.verify(superuser, file, key.public).findings == ()
    for statement in ON_TOUCHES:
        with superuser.transaction(force_rollback=True):
            superuser.execute("set local session_replication_role = replica")
            superuser.execute(statement)
            report = verify.verify(superuser, file, key.public)
        assert [(finding.kind, finding.leaf) for finding in report.findings] == [("touches", 1)]


def test_touch_that_no_entry_knows_is_found(kept, superuser, key, file):
    superuser.execute(
        "insert into audit_touch (entry, record, owner_party, owner_agency, level, at, action) "
        "values (gen_random_uuid(), gen_random_uuid(), 'KG', 'kg-mvd', 4, now(), 'x')"
    )
    report = verify.verify(superuser, file, key.public)
    assert [finding.kind for finding in report.findings] == ["orphans"]


# The core, on rows in memory.


def rows(count):
    made = []
    for leaf in range(count):
        entry = plain_entry(random.Random(leaf))
        digest = merkle.leaf_hash(entry.encode())
        made.append(verify.Row(leaf, verify.UUID(bytes=digest[:16]), entry, digest))
    return made


def notes(made, key, *at):
    return [checkpoint.sign(size, merkle.root_of(row.leaf_hash for row in made[:size]), key=key, at=AT) for size in at]


def kinds(report):
    return [finding.kind for finding in report.findings]


def test_rows_that_agree_hold(key):
    made = rows(30)
    report = verify.examine(made, "".join(notes(made, key, 0, 10, 10, 30)), key=key.public)
    assert (report.holds, report.checkpoints, report.root) == (True, 4, merkle.root_of(r.leaf_hash for r in made).hex())


def test_empty_journal_holds(key):
    assert verify.examine([], "", key=key.public).holds
    assert verify.examine([], "".join(notes([], key, 0)), key=key.public).holds


def test_entries_without_any_checkpoint_do_not_hold(key):
    assert kinds(verify.examine(rows(3), "", key=key.public)) == ["unsigned"]


def test_note_of_a_stranger_does_not_hold(key):
    made = rows(20)
    stranger = checkpoint.SigningKey.generate(key.name)
    content = "".join(notes(made, key, 10) + notes(made, stranger, 20))
    assert kinds(verify.examine(made, content, key=key.public)) == ["signature"]


def test_checkpoints_that_shrink_or_contradict_do_not_hold(key):
    made, others = rows(20), rows(21)[1:]
    assert kinds(verify.examine(made, "".join(notes(made, key, 20, 10)), key=key.public)) == ["order"]
    twice = "".join(notes(made, key, 20) + notes(others, key, 20))
    assert kinds(verify.examine(made, twice, key=key.public)) == ["order"]


def test_damaged_note_anywhere_does_not_hold(key):
    made = rows(20)
    content = "".join(notes(made, key, 5, 10, 15, 20))
    chance = random.Random(7)
    for place in chance.sample(range(len(content)), 150):
        damaged = content[:place] + ("0" if content[place] != "0" else "1") + content[place + 1 :]
        assert not verify.examine(made, damaged, key=key.public).holds, place


def test_note_cut_short_at_the_end_is_no_offence(key):
    made = rows(20)
    content = "".join(notes(made, key, 10, 20))
    report = verify.examine(made, content[:-5], key=key.public)
    assert (report.holds, report.signed, report.unsigned) == (True, 10, 10)


def test_text_after_the_last_note_that_hides_a_note_does_not_hold(key):
    made = rows(20)
    content = "".join([*notes(made, key, 10), "\n", *notes(made, key, 20)])
    assert kinds(verify.examine(made, content, key=key.public)) == ["file"]


def test_many_findings_are_counted_not_told_one_by_one(key):
    made = rows(100)
    broken = [row._replace(entry="{}") for row in made]
    report = verify.examine(broken, "".join(notes(made, key, 100)), key=key.public)
    assert kinds(report) == ["entry"] * 21
    assert report.findings[-1].sentence == "… and 80 more of the kind “entry”."
