"""Nothing is written in another's name, on another's record, or with fewer eyes than four, whatever SQL runs."""

from dataclasses import replace
from uuid import UUID

import psycopg
import pytest

from commonweal.audit import journal
from commonweal.handling import warrants
from tests.handling import bypass
from tests.handling.bypass_cases import DENIED
from tests.handling.bypass_writes import (
    CONTROLS,
    DENIED_WRITES,
    PROBES,
    READ_BY_COLLEAGUES,
    UNTOUCHED,
    batch,
    line,
)


@pytest.mark.parametrize("name", DENIED_WRITES)
def test_write_is_refused(world, app, name):
    assert bypass.tell(app, world, *DENIED_WRITES[name]) == DENIED


@pytest.mark.parametrize("name", UNTOUCHED)
def test_write_reaches_no_row(world, app, name):
    assert bypass.tell(app, world, *UNTOUCHED[name]) == "0"


@pytest.mark.parametrize("name", READ_BY_COLLEAGUES)
def test_line_that_waits_is_not_shown(world, app, name):
    assert bypass.tell(app, world, *READ_BY_COLLEAGUES[name]) == "[]"


@pytest.mark.parametrize("name", CONTROLS)
def test_same_statement_where_it_is_right_is_carried_out(world, app, name):
    *tried, answer = CONTROLS[name]
    assert bypass.tell(app, world, *tried) == answer


@pytest.mark.parametrize("name", PROBES)
def test_key_that_exists_answers_like_one_that_does_not(world, app, name):
    holder, statement = PROBES[name]
    existing = ("foreign_batch",) if "batch" in name else ("record", "hidden")
    told = [
        bypass.tell(app, replace(world, values=world.values | {"probe": world.values[key]}), holder, statement)
        for key in (*existing, "absent")
    ]
    assert told == [told[-1]] * len(told)


def test_reference_of_another_agency_answers_like_one_that_does_not_exist(world, app):
    own, foreign = "'TJ-MIA'", "'UZ-MIA'"
    entered = "update databanks_identity set owner_agency = {}, owner_ref = '{}' where record_id = '{{own}}'"
    told = [
        bypass.tell(app, world, "approver", entered.format(agency, ref))
        for agency in (own, foreign)
        for ref in (bypass.SECRET, "UZ-OWN", "ABSENT")
    ]
    assert told == [DENIED] * 6


SEEN = "databanks.record.disclosed"


def actor(**other: str) -> journal.Actor:
    """As the journal names TJ-1 under the reader's warrant."""
    words = {
        "officer": "TJ-1",
        "party": "TJ",
        "agency": "TJ-MIA",
        "role": "reader",
        "purpose": "wanted-person",
        "basis": "Treaty on interstate search, 2010",
        "case_ref": "26/0417-3",
    }
    return journal.Actor(**words | other)


def append(app: psycopg.Connection, token: str, by: journal.Actor) -> None:
    touch = (journal.Touch(UUID(int=7), "UZ", "UZ-MIA", 4),)
    entry = journal.write(SEEN, by=by, touches=touch).entry
    with app.transaction(force_rollback=True):
        bypass.hold(app, token)
        app.execute("select audit_append(%s, %s::jsonb)", [entry, journal.touches_json(touch)])


@pytest.mark.parametrize(
    "other",
    [{"officer": "RU-1"}, {"party": "RU"}, {"agency": "RU-MIA"}, {"purpose": "migration"}, {"basis": "none"}],
)
def test_owner_is_not_told_of_another_than_who_was_here(world, app, other):
    append(app, world.tokens["reader"], actor())
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        append(app, world.tokens["reader"], actor(**other))


@pytest.mark.parametrize("holder", ["nobody", "guesser"])
def test_owner_is_told_nothing_by_who_holds_no_warrant(world, app, holder):
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        append(app, world.tokens[holder], actor())


FORGED_LINKS = {
    "entry of another officer": ("KZ-2", "officer/KZ-1", "members.link.issued", "1 hour"),
    "entry of another deed": ("KZ-2", "officer/KZ-2", "members.officer.suspended", "1 hour"),
    "for nobody": ("KZ-99", "officer/KZ-99", "members.link.issued", "1 hour"),
    "for one who is suspended": ("KZ-4", "officer/KZ-4", "members.link.issued", "1 hour"),
    "for a week": ("KZ-2", "officer/KZ-2", "members.link.issued", "7 days"),
    "for ever": ("KZ-2", "officer/KZ-2", "members.link.issued", None),
}


@pytest.mark.parametrize("name", FORGED_LINKS)
def test_forged_sign_in_link_is_refused(world, app, name):
    officer, about, verb, term = FORGED_LINKS[name]
    entry = journal.write(verb, by=journal.systems_actor(), about=(about,)).entry
    with pytest.raises(psycopg.errors.RaiseException):
        app.execute(
            "select members_issue_link(%s, %s, common_now() + %s::interval, %s)",
            [warrants.token_hash("x"), officer, term, entry],
        )


TRUNCATED = """
select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' and exists (
    select 1 from unnest(array['cw_app', 'cw_indexer', 'cw_clock']) r where has_table_privilege(r, oid, 'truncate'))
"""
RIGHTS = """
select relname || coalesce(' (' || string_agg(attname, ', ' order by attname collate "C") || ')', '') || ': ' || what
from pg_class c cross join unnest(array['select', 'insert', 'update', 'delete']) what
left join pg_attribute a on a.attrelid = c.oid and attnum > 0 and not attisdropped and what <> 'delete'
    and not has_table_privilege(%(role)s, c.oid, what) and has_column_privilege(%(role)s, c.oid, attnum, what)
where relnamespace = 'public'::regnamespace and relkind in ('r', 'v', 'm', 'p', 'f')
and (has_table_privilege(%(role)s, c.oid, what) or a.attnum is not null)
group by relname, what order by 1
"""
FUNCTIONS = """
select proname from pg_proc where pronamespace = 'public'::regnamespace and prosecdef
and has_function_privilege(%(role)s, oid, 'execute') order by 1
"""
NEEDED = {
    "cw_indexer": (
        [
            "common_clock: select",
            "databanks_bank: select",
            "databanks_identity (body, record_id, record_type): select",
            "databanks_outbox: delete",
            "databanks_outbox: select",
            "databanks_record (contributor, expires, id, label_id, status): select",
            "handling_complaint: select",
            "handling_consent: select",
            "handling_epoch: select",
            "handling_exchange: select",
            "handling_label: select",
            "handling_review: select",
        ],
        ["audit_settled", "databanks_note_silent", "handling_me", "search_learned", "search_learned_as_of"],
    ),
    "cw_clock": (
        [
            "audit_entry: select",
            "audit_settlement: select",
            "audit_touch: select",
            "common_clock: select",
            "databanks_batch (agency, id, opened_at, state): select",
            "databanks_batch (closed_at, reason, state): update",
            "databanks_erasure (kept): update",
            "databanks_erasure: select",
            "databanks_export: select",
            "databanks_held (expires): select",
            "databanks_held: delete",
            "databanks_judgement (until): select",
            "databanks_judgement: delete",
            "databanks_record (expires, id, owner_agency): select",
            "databanks_record: delete",
            "databanks_silent: delete",
            "databanks_silent: select",
            "databanks_staged (batch, expires, line): select",
            "databanks_staged: delete",
            "databanks_upload (expires, id): select",
            "databanks_upload: delete",
            "databanks_warning (ends, record): select",
            "databanks_work (expires, id): select",
            "databanks_work: delete",
            "handling_label: select",
            "oversight_event: delete",
            "oversight_event: insert",
            "oversight_event: select",
            "oversight_flag (expires): select",
            "oversight_flag: delete",
            "oversight_followed: select",
            "oversight_followed: update",
            "oversight_honeypot: select",
            "oversight_person (expires): select",
            "oversight_person: delete",
            "oversight_sample: delete",
            "oversight_sample: insert",
            "oversight_sample: select",
            "oversight_statistic: delete",
            "oversight_statistic: insert",
            "oversight_statistic: select",
            "search_folder (expires): select",
            "search_folder: delete",
            "search_kept (expires): select",
            "search_kept: delete",
            "search_mapping (expires): select",
            "search_mapping: delete",
            "search_screening (expires): select",
            "search_screening: delete",
            "search_shown (at): select",
            "search_shown: delete",
            "search_use (at, names, officer, what): select",
            "search_use: delete",
            "workflow_inbox (agency, created_at, id, kind, officer, subject, words): insert",
        ],
        [
            "audit_append",
            "audit_hashes",
            "audit_keep_tiles",
            "audit_number",
            "audit_place",
            "audit_settle",
            "audit_settled",
            "databanks_contests_due",
            "databanks_erase_again",
            "databanks_examine",
            "databanks_examined_put",
            "databanks_find_stale",
            "databanks_make_scores",
            "databanks_make_sheets",
            "databanks_month_made",
            "databanks_warn",
            "handling_me",
            "members_awaits_first_run",
            "members_issue_first_run",
            "members_mark_demonstration",
            "oversight_count",
            "oversight_officers",
            "oversight_raise",
            "oversight_tell",
            "search_learned",
            "search_learned_as_of",
            "search_lesson_end",
            "search_lesson_open",
            "search_lesson_tell",
            "search_taught_put",
            "search_teach",
        ],
    ),
}
"""Tables, and functions that lend another role's rights."""


@pytest.mark.parametrize("role", NEEDED)
def test_other_processes_have_the_rights_that_they_need_and_no_more(world, superuser, role):
    rights = [line for (line,) in superuser.execute(RIGHTS, {"role": role}).fetchall()]
    functions = [name for (name,) in superuser.execute(FUNCTIONS, {"role": role}).fetchall()]
    assert (rights, functions) == NEEDED[role]


def test_nobody_may_truncate_anything(world, superuser):
    assert superuser.execute(TRUNCATED).fetchall() == []


def test_application_calls_no_function_with_lent_rights_but_these(world, superuser):
    found = [name for (name,) in superuser.execute(FUNCTIONS, {"role": "cw_app"}).fetchall()]
    assert found == [
        "audit_append",
        "audit_hashes",
        "audit_opened",
        "audit_place",
        "audit_settled",
        "databanks_certificate",
        "databanks_compare",
        "databanks_contest_by_commission",
        "databanks_decide_review",
        "databanks_draw_links",
        "databanks_enter",
        "databanks_listed",
        "databanks_orphan_work",
        "databanks_out_of_reach",
        "databanks_receipts_overdue",
        "databanks_refusals",
        "databanks_release",
        "databanks_review_digest",
        "databanks_settle",
        "databanks_sweep",
        "databanks_take_in",
        "databanks_undo",
        "databanks_undo_preview",
        "databanks_withdraw_absent",
        "handling_close_warrant",
        "handling_label_ids",
        "handling_me",
        "handling_open_warrant",
        "handling_stands",
        "members_add_means",
        "members_begin_session",
        "members_end_sessions",
        "members_failed",
        "members_forgive",
        "members_issue_link",
        "members_means_by",
        "members_means_of",
        "members_note_opened",
        "members_paused",
        "members_prove",
        "members_proved_at",
        "members_recovery_left",
        "members_remove_means",
        "members_session_seen",
        "members_sessions_of",
        "members_set_recovery",
        "members_use_first_run",
        "members_use_means",
        "members_use_recovery",
        "oversight_mark",
        "oversight_name",
        "oversight_receive",
        "oversight_state",
        "search_in_folder",
        "search_learned",
        "search_learned_as_of",
        "search_orphan_screening",
        "search_suspend_kept",
        "search_used",
        "search_watching",
    ]


def test_expiry_job_removes_only_what_has_expired(world, as_role):
    assert as_role("cw_clock", autocommit=True).execute("delete from databanks_record").rowcount == 0


def test_label_of_another_answers_like_one_that_does_not_exist(world, app):
    told = []
    for tried in (world.values["label"], "999999"):
        statement = f"{batch()};;{line('{absent}')};;select * from databanks_take_in('{{absent}}')"
        other = replace(world, values=world.values | {"own_label": tried})
        told.append(bypass.tell(app, other, "contributor", statement))
    assert told == ["RaiseException"] * 2
