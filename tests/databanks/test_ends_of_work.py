"""Work that cannot be done ends at once in a state that says why, and so does a file that cannot be read to its end."""

import psycopg
import pytest

from commonweal.common.errors import BadInput, NotNow
from commonweal.databanks import actions, batches, tasks, uploads
from commonweal.databanks.actions import ending, intake
from commonweal.databanks.actions import work as works
from tests import factories
from tests.databanks.test_intake_policies import receive
from tests.databanks.test_lists import people, rows, source
from tests.databanks.test_worker import lines, prepared

LOST = {
    "role": "update members_officer set roles = '{reader}' where code = %s",
    "accreditation": "update members_accreditation set until = common_now() - interval '1 hour',"
    " since = common_now() - interval '2 hours' where officer_id = %s",
    "suspended": "update members_officer set suspended_at = common_now() where code = %s",
    "another agency": "update members_officer set agency_id = 'KZ-MIA' where code = %s",
}


@pytest.fixture
def world(house, superuser):
    factories.cast(superuser)
    return superuser


@pytest.fixture
def token(world) -> str:
    return factories.open_as("UZ-1", "contributor", "contribution")


def run(world) -> None:
    """Do what is queued, as the worker would."""
    queued = world.execute("delete from procrastinate_jobs where status = 'todo' returning task_name, args").fetchall()
    for name, arguments in queued:
        getattr(tasks, name.split(".")[1])(**arguments)


def stood(world) -> list:
    return world.execute("select state, problem ->> 'code' from databanks_work order by opened_at").fetchall()


def when_rows_are_staged(world, deed: str) -> None:
    """Let something happen in the database at the moment at which a batch has got its first rows."""
    world.execute(
        f"create function meanwhile() returns trigger language plpgsql security definer as $$ begin {deed} end $$;"
        " create trigger meanwhile before update of lines on databanks_batch"
        " for each row when (new.lines > old.lines) execute function meanwhile()"
    )


def told(world) -> list:
    return world.execute(
        "select agency, officer, kind, words ->> 'level' from workflow_inbox where kind = 'work-failed'"
    ).fetchall()


@pytest.mark.parametrize("how", LOST)
def test_work_of_an_officer_who_lost_it_fails_and_his_agency_is_told(world, token, how):
    upload = prepared(token, 3)
    actions.hand_in(token, upload.id)
    world.execute(LOST[how], ["UZ-1"])

    run(world)

    assert stood(world) == [("failed", "databanks.work.no-standing")]
    assert told(world) == [("UZ-MIA", "", "work-failed", "stage")]
    assert world.execute("select count(*) from databanks_batch").fetchone() == (0,)
    desk = factories.open_as("UZ-3", "desk", "own-records")
    assert uploads.work_on(desk, upload.id).problem["code"] == "databanks.work.no-standing"
    verbs = [row[0] for row in world.execute("select entry::json ->> 'verb' from audit_entry order by nth")]
    assert verbs.count("databanks.work.failed") == 1


def test_approval_of_an_officer_who_lost_his_role_leaves_the_batch_to_another(world, token):
    batch = actions.contribute(rows(*people(1)), token, source=source())
    actions.begin_work(factories.open_as("UZ-2", "approver", "contribution"), "approve", batch.id)
    world.execute(LOST["role"], ["UZ-2"])

    run(world)

    assert stood(world) == [("failed", "databanks.work.no-standing")]
    assert told(world) == [("UZ-MIA", "", "work-failed", "approve")]
    assert world.execute("select state from databanks_batch").fetchone() == ("staged",)
    assert world.execute("select count(*) from databanks_identity").fetchone() == (0,)


def test_suspension_while_a_file_is_handed_in_closes_what_was_begun(world, token):
    upload = prepared(token, 3)
    actions.hand_in(token, upload.id)
    when_rows_are_staged(world, LOST["suspended"].replace("%s", "'UZ-1'") + "; return new;")

    run(world)

    assert stood(world) == [("failed", "databanks.work.no-standing")]
    assert world.execute("select state, problem ->> 'code' from databanks_batch").fetchall() == [
        ("withdrawn", "databanks.work.no-standing")
    ]
    assert world.execute("select state, batch from databanks_upload").fetchall() == [("open", None)]


@pytest.mark.parametrize("kind", ["check", "stage"])
def test_work_that_somebody_else_asked_for_ends_nothing_of_the_contributors(world, token, kind):
    upload, batch = begun(token)
    world.execute("delete from procrastinate_jobs")
    world.execute("update members_officer set roles = '{contributor}' where code = 'UZ-2'")
    actions.begin_work(factories.open_as("UZ-2", "contributor", "contribution"), kind, upload.id)
    world.execute(LOST["role"], ["UZ-2"])

    run(world)

    assert stood(world)[-1] == ("failed", "databanks.work.no-standing")
    assert world.execute("select state from databanks_batch").fetchall() == [("receiving",)]
    found = uploads.upload(token, upload.id)
    assert (found.state, found.batch) == ("staging", batch.id)


def test_name_of_another_agencys_batch_is_told_to_nobody(world, token):
    batch = actions.contribute(rows(*people(1)), token, source=source())
    actions.begin_work(factories.open_as("KZ-2", "approver", "contribution"), "approve", batch.id)
    world.execute(LOST["role"], ["KZ-2"])

    run(world)

    told = world.execute("select agency, words ->> 'batch' from workflow_inbox where kind = 'work-failed'").fetchall()
    assert told == [("KZ-MIA", "")]


def test_nobody_ends_the_work_of_an_officer_who_may_do_it(world, token, as_role):
    upload = prepared(token, 1)
    work = actions.hand_in(token, upload.id)

    assert works.orphan(work.id, BadInput("a.b.c", "No.")) is False
    assert stood(world) == [("queued", None)]
    with pytest.raises(psycopg.errors.RaiseException, match="other-entry"):
        as_role("cw_app").execute("select databanks_orphan_work(%s, '{}', '{}')", [work.id])


def test_warrant_that_was_over_before_the_work_was_done_is_told(world, token):
    upload = prepared(token, 3)
    actions.hand_in(token, upload.id)
    when_rows_are_staged(world, "update handling_warrant set until = common_now(); return new;")

    run(world)

    assert stood(world) == [("failed", "handling.warrant.not-in-order")]


def test_fault_of_the_file_closes_the_batch_at_once_with_its_reason(world, token):
    def faulty():
        yield from rows(*people(1))
        raise BadInput("databanks.file.quote-open", "Row {row} …", row=2)

    with pytest.raises(BadInput, match="quote-open"):
        actions.contribute(faulty(), token, source=source())

    (batch,) = batches.batches(token)
    assert (batch.state, batch.fault["code"], batch.closed_by) == ("faulty", "databanks.file.quote-open", "UZ-1")
    assert world.execute("select count(*) from databanks_staged").fetchone() == (0,)
    again = actions.contribute(rows(*people(1)), token, source=source())
    assert (again.state, again.id == batch.id) == ("staged", False)


def test_faulty_upload_comes_back_to_its_contributor_and_is_not_open_for_a_month(world, token):
    upload = receive(token, lines(1) + b'{"type": "person", "ref": "x' + b"x" * 200_000, "people.jsonl")
    actions.note(token, upload.id, "check", settings={"format": "csv", "encoding": "utf-8", "delimiter": ";"})
    actions.hand_in(token, upload.id)

    run(world)

    (work,) = stood(world)
    (batch,) = world.execute("select state, problem ->> 'code' from databanks_batch").fetchall()
    assert (work[0], batch[0], work[1] == batch[1]) == ("failed", "faulty", True)
    assert world.execute("select state, batch from databanks_upload").fetchall() == [("open", None)]


def test_removing_a_file_gives_up_what_was_begun_of_it(world, token):
    upload = prepared(token, 1)
    begun = actions.begin(token, source=source())
    actions.note(token, upload.id, "hand in", batch=begun.id)

    actions.forget(token, upload.id)

    assert world.execute("select state, closed_by from databanks_batch").fetchall() == [("withdrawn", "UZ-1")]


def test_interrupted_handing_in_goes_on_when_it_is_handed_in_again(world, token):
    upload = prepared(token, 3)
    actions.hand_in(token, upload.id, whole=True)
    when_rows_are_staged(world, "return null;")  # as if another importer had got there first
    run(world)
    assert stood(world) == [("failed", "databanks.batch.elsewhere")]

    world.execute("drop trigger meanwhile on databanks_batch")
    actions.hand_in(token, upload.id)
    run(world)

    assert world.execute("select state, whole, rows_new from databanks_batch").fetchall() == [("staged", True, 3)]


def test_upload_takes_no_step_that_its_table_lacks(world, token):
    upload = receive(token, lines(1), "people.jsonl")

    with pytest.raises(NotNow, match=r"workflow\.event\.not-now"):
        actions.note(token, upload.id, "hand in")
    with pytest.raises(NotNow, match=r"workflow\.event\.not-now"):
        works.end(token, actions.begin_work(token, "check", upload.id).id)


def test_dry_run_asked_for_meanwhile_changes_nothing_of_what_was_said_on_handing_in(world, token):
    upload = prepared(token, 3)
    actions.hand_in(token, upload.id, whole=True)
    when_rows_are_staged(world, "return null;")
    run(world)
    actions.begin_work(token, "check", upload.id)
    run(world)
    world.execute("drop trigger meanwhile on databanks_batch")

    actions.hand_in(token, upload.id)
    run(world)

    assert [state for state, _ in stood(world)] == ["failed", "failed", "done"]
    assert world.execute("select state, whole, rows_new from databanks_batch").fetchall() == [("staged", True, 3)]


def test_interrupted_handing_in_goes_on_by_its_contributors_words_alone(world, token):
    upload = prepared(token, 3)
    actions.hand_in(token, upload.id, whole=True)
    when_rows_are_staged(world, "return null;")
    run(world)
    world.execute("update members_officer set roles = '{contributor}' where code = 'UZ-2'")
    other = factories.open_as("UZ-2", "contributor", "contribution")
    actions.begin_work(other, "stage", upload.id, whole=False)
    run(world)
    world.execute("drop trigger meanwhile on databanks_batch")

    assert actions.hand_in(token, upload.id).words["whole"] is True


def begun(token):
    """An upload that is being handed in, with the batch that takes its rows."""
    upload = prepared(token, 3)
    actions.hand_in(token, upload.id)
    batch = actions.begin(token, source=intake.source_of(upload, intake.settings_of(upload)))
    actions.note(token, upload.id, "hand in", batch=batch.id)
    return upload, batch


def test_upload_whose_batch_was_closed_is_not_said_to_have_come_in(world, token):
    upload, batch = begun(token)
    ending.break_off(batch.id, BadInput("databanks.file.quote-open", "Row {row} …", row=2), token)  # and then killed

    run(world)

    assert stood(world) == [("failed", "databanks.file.quote-open")]
    found = uploads.upload(token, upload.id)
    assert (found.state, found.batch) == ("open", None)


def test_same_file_uploaded_twice_and_removed_once_comes_in(world, token):
    batch = begun(token)[1]
    again = prepared(token, 3)
    actions.note(token, again.id, "hand in", batch=batch.id)

    actions.forget(token, again.id)
    run(world)

    assert stood(world) == [("done", None)]
    assert world.execute("select state, rows_new from databanks_batch").fetchall() == [("staged", 3)]
    assert uploads.uploads(token) == []


def test_settings_changed_during_the_dry_run_are_not_checked_by_it(world, token):
    upload = prepared(token, 1)
    actions.begin_work(token, "check", upload.id)
    world.execute(
        "create function meanwhile() returns trigger language plpgsql security definer as $$ begin"
        """ update databanks_upload set state = 'open', settings = settings || '{"list": "other"}';"""
        " return new; end $$;"
        " create trigger meanwhile after update of total on databanks_work"
        " for each row when (new.total > 0) execute function meanwhile()"
    )

    run(world)

    assert stood(world) == [("failed", "databanks.upload.unchecked")]
    assert uploads.upload(token, upload.id).state == "open"
