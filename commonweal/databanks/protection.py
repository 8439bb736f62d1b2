"""The policies of this room's tables, made from the decision table (docs/decision-table.md, section 3).

`statements()` is what the migrations run and what the proof of the policy regenerates with mutated tables.
"""

from commonweal.databanks.protection_intake import TABLES_HERE as INTAKE
from commonweal.handling.decision import TABLE, Row
from commonweal.handling.sql import NOW, me, sees, writes_as_owner
from commonweal.handling.terms import Level

PARTS = {
    "databanks_record": (Level.HIT, "id"),
    "databanks_identity": (Level.CORE, "record_id"),
    "databanks_narrative": (Level.FULL, "record_id"),
    "databanks_special": (Level.FULL, "record_id"),
    "databanks_custody": (Level.FULL, "record_id"),
    "databanks_version": (Level.CORE, "record_id"),
    "databanks_link": (Level.FULL, "record_id"),
}
"""Table → the least level at which a row is read, and its column that names the record."""

ELSEWHERE = ("databanks_batch", "databanks_staged", "databanks_refused", "databanks_outbox")

PROTECTED = (
    *PARTS,
    *ELSEWHERE,
    *INTAKE,
    "handling_label",
    "handling_exchange",
    "handling_consent",
    "handling_review",
    "handling_complaint",
    "handling_epoch",
    "handling_warrant",
    "workflow_inbox",
    "audit_entry",
    "audit_touch",
    "members_agency",
    "members_officer",
    "members_accreditation",
    "members_signinlink",
    "databanks_bank",
    "databanks_participation",
    "databanks_enquiry",
    "databanks_distinct",
    "databanks_term",
)
"""Tables whose rows are guarded by forced row-level security; start-up refuses where one is not."""

READ_BY_ALL = {
    "handling_exchange": "what the instruments in force allow is law, not secret; the secretariat writes it",
    "handling_epoch": "a number by which the search process knows that something changed",
    "members_agency": "the register says who is competent, not what anybody did; an administrator writes it",
    "members_officer": "as above; no password exists",
    "members_accreditation": "as above",
    "members_signinlink": "hashes of one-time tokens; read to be used up",
    "databanks_bank": "which banks there are, and on what basis, is published; the secretariat writes it",
    "databanks_participation": "who takes part in a bank is published; the secretariat writes it",
    "databanks_term": "how long owners have to answer is published; the secretariat writes it",
}
"""Of the protected tables those that are guarded against writing only, with the reason."""

OPEN_TABLES = {
    "common_clock": "the shift of the clock, zero outside tests; nobody but the owner writes it",
    "databanks_intake": "COPY needs a table without row-level security; the application may fill it and never read it",
    "members_party": "states and bodies are public knowledge, and give nobody a right",
    "members_membership": "as above",
    "members_body": "as above",
    "members_dutycontact": "whom to ask; gives nobody a right",
    "procrastinate_jobs": "the queue: ids of work and officers' codes, no content; a warrant decides when a job runs",
    "procrastinate_events": "when jobs of the queue began and ended",
    "procrastinate_workers": "which worker last gave a sign of life",
    "procrastinate_periodic_defers": "when jobs that come again were last queued",
    "django_migrations": "Django's own; the application has no right on it",
    "django_content_type": "Django's own; read only",
    "auth_permission": "Django's own; read only, not used for access",
    "auth_group": "Django's own; read only, not used for access",
    "auth_group_permissions": "Django's own; read only, not used for access",
}
"""Every other table, with the reason why its rows need no policy; a test holds this list against the database."""


def select_rule(table: str, rules: tuple[Row, ...] = TABLE) -> str:
    """The USING clause for reading a part."""
    level, record = PARTS[table]
    if table == "databanks_special":
        return sees(table, level, special=True, rules=rules)
    if table == "databanks_custody":
        own = f"l.owner_party = {me('party')} and l.owner_agency = {me('agency')}"
        return sees(table, level, rules=rules)[:-1] + f" and {own})"
    if table == "databanks_version":
        return (
            f"case databanks_version.part when 'identity' then {sees(table, Level.CORE, rules=rules)}"
            f" when 'narrative' then {sees(table, Level.FULL, rules=rules)}"
            f" else {sees(table, Level.FULL, special=True, rules=rules)} end"
        )
    if table == "databanks_link":
        leads_to = "exists (select 1 from databanks_record r where r.id = databanks_link.to_record)"
        return f"{sees(table, level, rules=rules)} and {leads_to}"
    return sees(table, level, record=record, rules=rules)


def read_policies(rules: tuple[Row, ...] = TABLE) -> list[str]:
    """The policies by which the application reads the parts."""
    statements = []
    for table in PARTS:
        statements.append(f"drop policy if exists {table}_read on {table}")
        statements.append(
            f"create policy {table}_read on {table} for select to cw_app using ({select_rule(table, rules)})"
        )
    return statements


def write_policies() -> list[str]:
    """Only an approver of the owning agency writes, never on his own contribution; the expiry job only deletes."""
    statements = []
    for table in PARTS:
        check = writes_as_owner(table)
        statements.append(f"create policy {table}_insert on {table} for insert to cw_app with check ({check})")
        if table not in ("databanks_version", "databanks_link"):
            own = f"{me('role')} = 'approver'"
            statements.append(
                f"create policy {table}_update on {table} for update to cw_app using ({own} and"
                f" {select_rule(table)}) with check ({check})"
            )
        if table in ("databanks_special", "databanks_link"):
            statements.append(f"create policy {table}_delete on {table} for delete to cw_app using ({check})")
    for name in ("select", "delete"):
        statements.append(
            f"create policy databanks_record_clock_{name} on databanks_record for {name} to cw_clock"
            f" using (databanks_record.expires <= {NOW})"
        )
    for table in ("databanks_record", "databanks_identity"):
        statements.append(f"create policy {table}_index on {table} for select to cw_indexer using (true)")
    return statements


def contribution_policies() -> list[str]:
    """Batches, their staged rows and refusals: the contributor's own, and the approvers' of the same agency."""
    same_agency = f"agency = {me('agency')}"
    own_batch = "batch in (select b.id from databanks_batch b)"  # those of the agency, which know its party too
    own = f"{me('role')} = 'contributor' and contributor = {me('officer')}"
    others = f"{me('role')} = 'approver' and contributor <> {me('officer')}"
    mine = f"contributor = {me('officer')}"
    return [
        "create policy databanks_batch_read on databanks_batch for select to cw_app"
        f" using ({same_agency} and party = {me('party')})",
        "create policy databanks_batch_open on databanks_batch for insert to cw_app"
        f" with check ({own} and {same_agency} and party = {me('party')} and unit = {me('unit')}"
        " and state = 'receiving')",
        "create policy databanks_batch_receive on databanks_batch for update to cw_app"
        f" using ({own} and {same_agency} and state = 'receiving')"
        f" with check ({mine} and {same_agency} and state in ('receiving', 'staged', 'unchanged', 'withdrawn'))",
        "create policy databanks_batch_decide on databanks_batch for update to cw_app"
        f" using ({others} and {same_agency} and state = 'staged')"
        f" with check ({same_agency} and state in ('staged', 'approved', 'refused'))",
        "create policy databanks_batch_take_in on databanks_batch for select to cw_intake using (true)",
        "create policy databanks_staged_read on databanks_staged for select to cw_app"
        f" using ({own_batch} and (({own}) or ({others})))",
        "create policy databanks_staged_take_in on databanks_staged to cw_intake using (true) with check (true)",
        "create policy databanks_identity_take_in on databanks_identity for select to cw_intake using (true)",
        "create policy databanks_custody_take_in on databanks_custody for select to cw_intake using (true)",
        "create policy databanks_refused_read on databanks_refused for select to cw_app"
        f" using ({own_batch} and (({own}) or ({others})))",
        "create policy databanks_refused_write on databanks_refused for insert to cw_app"
        f" with check ({own} and {same_agency})",
        "create policy databanks_outbox_follow on databanks_outbox to cw_indexer using (true)",
        "create policy databanks_outbox_note on databanks_outbox for insert to cw_owner with check (true)",
    ]


def neighbours() -> list[str]:
    """Tables of lower rooms whose policies need the warrant: who touched records, the inbox, consents, reviews."""
    seeing = f"{me('role')} in ('desk', 'reader', 'approver')"
    addressed = f"agency = {me('agency')} and officer in ('', {me('officer')})"
    holds = "exists (select 1 from databanks_custody c where c.record_id = record)"
    return [
        "set role cw_journal",
        "create policy audit_touch_owner on audit_touch for select to cw_app"
        f" using (owner_agency = {me('agency')} and owner_party = {me('party')} and {seeing})",
        "reset role",
        f"create policy workflow_inbox_read on workflow_inbox for select to cw_app using ({addressed})",
        "create policy workflow_inbox_change on workflow_inbox for update to cw_app"
        f" using ({addressed}) with check ({addressed})",
        "create policy workflow_inbox_post on workflow_inbox for insert to cw_app"
        f" with check ({me('officer')} is not null)",
        "create policy handling_consent_give on handling_consent for insert to cw_app"
        f" with check ({me('role')} = 'approver' and given_agency = {me('agency')} and given_by = {me('officer')}"
        f" and {holds})",
        "create policy handling_consent_revoke on handling_consent for update to cw_app"
        f" using ({me('role')} = 'approver' and given_agency = {me('agency')})"
        f" with check (given_agency = {me('agency')})",
        "create policy handling_review_ask on handling_review for insert to cw_app"
        f" with check ({me('role')} = 'approver' and asked_agency = {me('agency')} and {holds})",
        "create policy handling_review_close on handling_review for update to cw_app"
        f" using ({me('role')} = 'reviewer' and agency = {me('agency')})",
    ]


def statements() -> list[str]:
    """Everything, in order, for a fresh database."""
    forced = [
        f"alter table {table} {what} row level security"
        for table in (*PARTS, *ELSEWHERE)
        for what in ("enable", "force")
    ]
    return [*forced, *read_policies(), *write_policies(), *contribution_policies(), *neighbours()]
