"""The policies of this room's tables, made from the decision table (docs/decision-table.md, section 3).

`statements()` is what the migrations run and what the proof of the policy regenerates with mutated tables.
"""

from commonweal.databanks import protection_contributions, protection_neighbours
from commonweal.databanks.protection_addresses import ADDRESS
from commonweal.databanks.protection_batches import PROTECTED as CONTRIBUTIONS
from commonweal.databanks.protection_contest import TABLES_HERE as CONTEST
from commonweal.databanks.protection_disclosures import TABLES_HERE as DISCLOSURES
from commonweal.databanks.protection_extension import TABLES_HERE as EXTENSION
from commonweal.databanks.protection_gate import TABLES_HERE as GATE
from commonweal.databanks.protection_intake import TABLES_HERE as INTAKE
from commonweal.databanks.protection_judgements import TABLES_HERE as JUDGEMENTS
from commonweal.databanks.protection_life import TABLES_HERE as LIFE
from commonweal.databanks.protection_outgoing import TABLES_HERE as OUTGOING
from commonweal.databanks.protection_quality import TABLES_HERE as QUALITY
from commonweal.databanks.protection_recall import TABLES_HERE as RECALL
from commonweal.databanks.protection_retention import TABLES_HERE as RETENTION
from commonweal.handling.decision import TABLE, Row
from commonweal.handling.sql import NOW, forced, me, sees, writes_as_owner
from commonweal.handling.terms import Level

PARTS = {
    "databanks_record": (Level.HIT, "id"),
    "databanks_identity": (Level.CORE, "record_id"),
    "databanks_narrative": (Level.FULL, "record_id"),
    "databanks_special": (Level.FULL, "record_id"),
    "databanks_attachment": (Level.FULL, "record_id"),
    "databanks_biometric": (Level.FULL, "record_id"),
    "databanks_custody": (Level.FULL, "record_id"),
    "databanks_version": (Level.CORE, "record_id"),
    "databanks_link": (Level.FULL, "record_id"),
}
"""Table → the least level at which a row is read, and its column that names the record."""

REPLACED = ("databanks_special", "databanks_attachment", "databanks_biometric", "databanks_link")
"""Parts that a record need not have: what stood is deleted before what is new is entered."""

ELSEWHERE = ("databanks_batch", "databanks_staged", "databanks_refused", "databanks_outbox")

PROTECTED = (
    *PARTS,
    *ELSEWHERE,
    *INTAKE,
    *OUTGOING,
    "databanks_silent",
    *CONTRIBUTIONS,
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
    "audit_tile",
    "audit_settlement",
    "members_agency",
    "members_officer",
    "members_accreditation",
    "members_signinlink",
    "members_house",
    "members_firstrun",
    "members_means",
    "members_recovery",
    "members_pause",
    "members_session",
    "databanks_bank",
    "databanks_participation",
    "databanks_enquiry",
    "databanks_distinct",
    "databanks_term",
    *JUDGEMENTS,
    *DISCLOSURES,
    ADDRESS,
    *QUALITY,
    *RETENTION,
    *GATE,
    *LIFE,
    *EXTENSION,
    *CONTEST,
    *RECALL,
    "search_limit",
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
    "search_lesson_rule",
    "search_lesson",
    "search_taught",
    "search_pair",
    *("oversight_case", "oversight_person", "oversight_named", "oversight_answer", "oversight_knock", "oversight_term"),
    *("oversight_followed", "oversight_event", "oversight_sample", "oversight_reply", "oversight_flag"),
    "oversight_honeypot",
    "oversight_statistic",
)
"""Tables whose rows are guarded by forced row-level security; start-up refuses where one is not."""

READ_BY_ALL = {
    "handling_exchange": "what the instruments in force allow is law, not secret; the secretariat writes it",
    "handling_epoch": "a number by which the search process knows that something changed",
    "members_agency": "the register says who is competent, not what anybody did; an administrator writes it",
    "members_officer": "as above; no password exists",
    "members_accreditation": "as above",
    "members_signinlink": "hashes of one-time tokens; read to be used up",
    "members_house": "whether this is a demonstration, which every page says",
    "databanks_bank": "which banks there are, and on what basis, is published; the secretariat writes it",
    "databanks_participation": "who takes part in a bank is published; the secretariat writes it",
    "databanks_retention": "classes of retention are published; they are the reference file's",
    "databanks_gate": "what entries need is published; the classes are the reference file's",
    "databanks_shorter": "what states and banks shortened is published; the secretariat writes it",
    "databanks_sheet": "the monthly sheets of banks are published; no count under ten stands in them",
    "audit_settlement": "when the journal was last settled, and by whom, is shown to all; the clock writes it",
    "databanks_term": "how long owners have to answer is published; the secretariat writes it",
    "search_lesson_rule": "how many records must teach the same is published; the secretariat writes it",
    "search_limit": "how much officers may ask is published; the secretariat writes it",
    "oversight_statistic": "the statistics of a year are published; no count under ten stands in them",
    "oversight_term": "how long the commission and owners have is published; the secretariat writes it",
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
    if table in ("databanks_special", "databanks_biometric"):
        return sees(table, level, special=True, rules=rules)
    if table == "databanks_attachment":
        card, other = sees(table, level, special=True, rules=rules), sees(table, level, rules=rules)
        return f"case databanks_attachment.kind when 'fingerprint-card' then {card} else {other} end"
    if table == "databanks_custody":
        own = f"l.owner_party = {me('party')} and l.owner_agency = {me('agency')}"
        return sees(table, level, rules=rules)[:-1] + f" and {own})"
    if table == "databanks_version":
        return (
            f"case databanks_version.part when 'identity' then {sees(table, Level.CORE, rules=rules)}"
            f" when 'narrative' then {sees(table, Level.FULL, rules=rules)}"
            f" when 'attachment' then {sees(table, Level.FULL, rules=rules)}"
            f" else {sees(table, Level.FULL, special=True, rules=rules)} end"
        )
    if table == "databanks_link":
        leads_to = "exists (select 1 from databanks_record r where r.id = databanks_link.to_record)"
        return f"{sees(table, level, rules=rules)} and {leads_to}"
    return sees(table, level, record=record, rules=rules)


def update_rule(table: str) -> str:
    """The USING clause for changing a part: an approver who sees it."""
    return f"{me('role')} = 'approver' and {select_rule(table)}"


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
    """Only an approver of the owning agency writes, never on his own contribution, and a record only as it was
    contributed, a part only to a record that he sees; the expiry job only deletes.

    So no key can be tried: a foreign record's id is refused by the policy before any index is asked for it.
    """
    statements = []
    for table in PARTS:
        check = writes_as_owner(table)
        statements.append(f"create policy {table}_insert on {table} for insert to cw_app with check ({check})")
        statements.append(_entered_rightly(table))
        if table not in ("databanks_version", *REPLACED):
            statements.append(
                f"create policy {table}_update on {table} for update to cw_app using ({update_rule(table)})"
                f" with check ({check})"
            )
        if table in REPLACED:
            statements.append(f"create policy {table}_delete on {table} for delete to cw_app using ({check})")
    for name in ("select", "delete"):
        statements.append(
            f"create policy databanks_record_clock_{name} on databanks_record for {name} to cw_clock"
            f" using (databanks_record.expires <= {NOW})"
        )
    for table in ("databanks_record", "databanks_identity"):
        statements.append(f"create policy {table}_index on {table} for select to cw_indexer using (true)")
    return statements


def _entered_rightly(table: str) -> str:
    """What must hold besides of every row that is entered, whatever other policy lets it in."""
    if table == "databanks_record":
        contributed = (
            "exists (select 1 from databanks_staged s where s.record_id = databanks_record.id"
            " and s.contributor = databanks_record.contributor and s.label_id = databanks_record.label_id"
            " and s.expires = databanks_record.expires)"
        )
        return (
            "create policy databanks_record_contributed on databanks_record as restrictive for insert to cw_app"
            f" with check (status = 'active' and {contributed})"
        )
    known = f"exists (select 1 from databanks_record r where r.id = {table}.record_id)"
    if table == "databanks_identity":
        known = f"owner_agency = {me('agency')} and {known}"
    if table == "databanks_link":
        known += " and exists (select 1 from databanks_record t where t.id = databanks_link.to_record)"
    return (
        f"create policy {table}_of_a_known_record on {table} as restrictive for insert to cw_app with check ({known})"
    )


def statements() -> list[str]:
    """Everything, in order, for a fresh database."""
    contributions, neighbours = protection_contributions.statements(), protection_neighbours.statements()
    return [*forced((*PARTS, *ELSEWHERE)), *read_policies(), *write_policies(), *contributions, *neighbours]
