"""Tables of quality and of the monthly sheets, and who may do what with them.

`cw_gauge`, a role without login, reads what it counts, and its functions (`protection_gauge`) are all that the clock
process has of it. The application reads findings and scores of its own agency, and the sheets, which are published.
"""

from commonweal.databanks import protection_gauge
from commonweal.handling.sql import me, sees
from commonweal.handling.terms import Level

FINDINGS, SCORES, SHEETS = "databanks_finding", "databanks_score", "databanks_sheet"
CLOSED = ("databanks_unexamined", "databanks_examined", "databanks_key")
"""Work of the clock process: the application reads no column."""
TABLES_HERE = (FINDINGS, SCORES, SHEETS, *CLOSED)
COUNTED = {
    "databanks_record": "id, bank, owner_party, owner_agency, label_id, status, expires, contributor",
    "databanks_identity": "record_id, owner_agency, owner_ref, record_type, version, changed_at, body",
    "databanks_narrative": "record_id, basis, retention_class, body",
    "databanks_custody": "record_id, batch, approved_at",
    "databanks_batch": "id, party, agency, state, closed_at",
    "handling_label": "id, protected",
}
"""What the gauge reads, by table and column."""


def reading() -> list[str]:
    """What the gauge may read, and that no policy hides it."""
    made = []
    for table, columns in COUNTED.items():
        made.append(f"grant select ({columns}) on {table} to cw_gauge")
        made.append(f"create policy {table}_gauge on {table} for select to cw_gauge using (true)")
    return [
        *made,
        "set role cw_journal",
        "grant select (record, owner_party, level, at, agency, owner_agency, action, only_for, purpose) on audit_touch"
        " to cw_gauge",
        "create policy audit_touch_gauge on audit_touch for select to cw_gauge using (true)",
        "reset role",
        "grant insert (id, agency, officer, kind, subject, words, created_at) on workflow_inbox to cw_gauge",
        "create policy workflow_inbox_quality on workflow_inbox for insert to cw_gauge"
        " with check (kind in ('quality-found', 'quality-month'))",
        "create policy workflow_inbox_quality_read on workflow_inbox for select to cw_gauge"
        " using (kind in ('quality-found', 'quality-month'))",
    ]


def policies() -> list[str]:
    """Findings as the custody of a record: level full, own agency. Scores: own agency. Sheets: everybody."""
    own = f"l.owner_party = {me('party')} and l.owner_agency = {me('agency')}"
    return [
        *(f"alter table {table} enable row level security, force row level security" for table in TABLES_HERE),
        *(f"grant select, insert, update, delete on {table} to cw_gauge" for table in TABLES_HERE),
        *(
            f"create policy {table}_gauge on {table} to cw_gauge using (true) with check (true)"
            for table in TABLES_HERE
        ),
        f"create policy databanks_finding_read on {FINDINGS} for select to cw_app"
        f" using ({sees(FINDINGS, Level.FULL)[:-1]} and {own}))",
        f"grant select (record_id, code, property, other, bank, record_type, found_at) on {FINDINGS} to cw_app",
        f"create policy databanks_score_read on {SCORES} for select to cw_app"
        f" using (party = {me('party')} and agency = {me('agency')})",
        f"create policy databanks_sheet_read on {SHEETS} for select to cw_app using (true)",
        f"grant select on {SCORES}, {SHEETS} to cw_app",
    ]


def statements() -> list[str]:
    """Everything, in order, once the tables stand."""
    return [*reading(), *policies(), *protection_gauge.functions()]
