"""Reads a seeded database as the holder of a warrant does: through row-level security, and through the index filter."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg

from commonweal.search.visible import Visible
from tests.handling import seeding
from tests.handling.oracle import SILENT
from tests.handling.worlds import Record, Warrant, World

RECORDS = {
    "record": "select id from databanks_record",
    "identity": "select record_id from databanks_identity",
    "narrative": "select record_id from databanks_narrative",
    "special": "select record_id from databanks_special",
    "attachment": "select record_id, number from databanks_attachment",
    "biometric": "select record_id from databanks_biometric",
    "custody": "select record_id from databanks_custody",
    "version": "select record_id from databanks_version",
    "link": "select record_id, to_record from databanks_link",
    "neutrality": "select record_id from databanks_neutrality",
}
"""Tables that hold a record, by the names of docs/decision-table.md, and the question that names their rows."""

BESIDE = {
    "batch": "select id from databanks_batch",
    "staged": "select batch from databanks_staged",
    "refused": "select batch from databanks_refused",
    "touch": "select entry from audit_touch",
    "inbox": "select id from workflow_inbox",
    "consent": "select id from handling_consent",
    "review": "select id from handling_review",
    "complaint": "select id from handling_complaint",
    "label": "select id from handling_label",
}
"""Tables that hold none. Facts of the day have their place in the world as their id."""

FACTS = ("handling_consent", "handling_review", "handling_complaint")
ALL = RECORDS | BESIDE

CLOSED = (
    "databanks_outbox",
    "databanks_silent",
    "databanks_earlier",
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
"""Tables of which the application may read no column at all."""


APART = (
    "databanks_upload",
    "databanks_upload_chunk",
    "databanks_upload_reject",
    "databanks_profile",
    "databanks_work",
    "databanks_enquiry",
    "databanks_warning",
    "databanks_extension",
    "databanks_achieved",
    "databanks_contest",
    "databanks_notice",
    "databanks_distinct",
    "databanks_disclosure",
    "databanks_release_rule",
    "databanks_address",
    "databanks_judgement",
    "databanks_judged",
    "databanks_verdict",
    "databanks_finding",
    "databanks_score",
    "databanks_provenance",
    "databanks_export",
    "databanks_held",
    "databanks_absent",
    "oversight_case",
    "oversight_person",
    "oversight_named",
    "oversight_answer",
    "oversight_event",
    "oversight_sample",
    "oversight_reply",
    "oversight_flag",
    "oversight_honeypot",
    "search_use",
    "search_shown",
    "search_screening",
    "search_screening_chunk",
    "search_screened",
    "search_kept",
    "search_alert",
    "search_folder",
    "search_folder_member",
    "search_folder_item",
    "search_mapping",
    "search_lesson",
    "search_pair",
)
"""Tables that no world of the oracle fills: tests/handling/test_bypass_tables.py tries them all, and in tests/databanks
test_addresses.py, test_intake_policies.py, test_enquiries.py, test_disclosures.py, test_examination.py,
test_versions.py, test_exports.py, test_reviews.py and test_contribution_guards.py say who reads each."""


@contextmanager
def holding(superuser: psycopg.Connection, warrant: Warrant) -> Iterator[psycopg.Connection]:
    """A transaction in the application's role with the token of this warrant set, undone at the end.

    A warrant that is not committed is written in this very transaction: that is the one way to hold its token.
    """
    with superuser.transaction(force_rollback=True):
        if not warrant.committed:
            with superuser.cursor() as cursor:
                seeding.write_warrant(cursor, warrant)
        superuser.execute("set local role cw_app")
        superuser.execute("select set_config('commonweal.token', %s, true)", [seeding.token(warrant)])
        yield superuser


def rows(connection: psycopg.Connection, question: str) -> set:
    """The rows that a question names: ids, pairs of ids, or places in the world."""
    found = connection.execute(question, binary=True).fetchall()
    if found and len(found[0]) == 1:
        ids = {row[0] for row in found}
        return {seeding.place(each) for each in ids} if question.endswith(FACTS) else ids
    return set(found)


def found_level(visible: Visible | None, record: Record, world: World) -> int:
    """The level at which the index filter lets a warrant find a record, or has its owner alerted (level silent).

    Terms are the index's own affair, so what the filter says of a whole group does not count for its expired records.
    """
    if visible is None:
        return 0
    alone = visible.records.get(record.id)
    if alone is not None:
        return alone
    group = record.label, record.status
    found = visible.groups.get(group, SILENT if group in visible.silent else 0)
    return 0 if record.expires <= world.now else found
