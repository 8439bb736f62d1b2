"""What the database refuses of the application's writes, beyond the policies of `protection`.

They stand for the day on which somebody else's code runs under the application's role: a batch cannot be filled for
another, a record cannot be entered that nobody contributed, a key that exists answers like one that does not, and no
owner is told that a stranger was here when it was oneself.
"""

from commonweal.handling.sql import me

PARTS_OF_A_RECORD = (
    "databanks_identity",
    "databanks_narrative",
    "databanks_special",
    "databanks_custody",
    "databanks_version",
)


def batch_guards() -> list[str]:
    """A batch's contributor, agency and file stand as they were opened; who closes it names himself.

    The check of a decision says again who decides: PostgreSQL joins the checks of several policies by "or", and by
    this one a contributor could else have called his own batch approved.
    """
    same_agency = f"agency = {me('agency')}"
    own = f"{me('role')} = 'contributor' and contributor = {me('officer')}"
    return [
        "revoke update on databanks_batch from cw_app",
        "grant update (lines, rows_new, rows_changed, rows_same, rows_refused, rows_applied, applied_to, state,"
        " closed_at, closed_by, reason) on databanks_batch to cw_app",
        "alter policy databanks_batch_decide on databanks_batch"
        f" with check ({me('role')} = 'approver' and contributor <> {me('officer')} and {same_agency}"
        " and state in ('staged', 'approved', 'refused')"
        f" and closed_by in ('', {me('officer')}))",
        "alter policy databanks_refused_write on databanks_refused"
        f" with check ({own} and {same_agency} and exists (select 1 from databanks_batch b"
        f" where b.id = databanks_refused.batch and b.contributor = {me('officer')} and b.state = 'receiving'))",
    ]


def intake_guards() -> list[str]:
    """Lines come only into a batch that their own contributor is filling: else they would count as the other's."""
    return [
        """create function databanks_intake_guard() returns trigger
            language plpgsql security definer set search_path = pg_catalog, public, pg_temp
            as $$
        declare
            holder handling_holder := handling_me();
        begin
            if holder.role is distinct from 'contributor' or exists (
                select 1 from come where not exists (
                    select 1 from databanks_batch b
                    where b.id = come.batch and b.contributor = holder.officer and b.state = 'receiving'))
            then
                raise exception 'databanks.batch.not-yours' using errcode = 'insufficient_privilege';
            end if;
            return null;
        end $$""",
        "grant create on schema public to cw_intake",
        "alter function databanks_intake_guard() owner to cw_intake",
        "revoke create on schema public from cw_intake",
        "set role cw_intake",
        "revoke execute on function databanks_intake_guard() from public",
        "create trigger databanks_intake_own after insert on databanks_intake"
        " referencing new table as come for each statement execute function databanks_intake_guard()",
        "alter function databanks_take_in(uuid) set search_path = pg_catalog, public, pg_temp",
        "reset role",
    ]


def record_guards() -> list[str]:
    """A record is entered as another officer contributed it; a part only to a record that the approver sees.

    So no key can be tried: a foreign record's id is refused by the policy before any index is asked for it.
    """
    contributed = (
        "exists (select 1 from databanks_staged s where s.record_id = databanks_record.id"
        " and s.contributor = databanks_record.contributor and s.label_id = databanks_record.label_id"
        " and s.expires = databanks_record.expires)"
    )
    statements = [
        # A part is not moved to another record: trying would tell whether that one has such a part.
        "revoke update on databanks_narrative, databanks_special from cw_app",
        "grant update (basis, evaluation, retention_class, body) on databanks_narrative to cw_app",
        "create index databanks_staged_record on databanks_staged (record_id)",
        "create policy databanks_record_contributed on databanks_record as restrictive for insert to cw_app"
        f" with check (status = 'active' and {contributed})",
    ]
    for table in (*PARTS_OF_A_RECORD, "databanks_link"):
        known = f"exists (select 1 from databanks_record r where r.id = {table}.record_id)"
        if table == "databanks_identity":
            known = f"owner_agency = {me('agency')} and {known}"
        if table == "databanks_link":
            known += " and exists (select 1 from databanks_record t where t.id = databanks_link.to_record)"
        statements.append(
            f"create policy {table}_of_a_known_record on {table} as restrictive for insert to cw_app"
            f" with check ({known})"
        )
    return statements


def decision_guards() -> list[str]:
    """Consents and reviews are given in one's own name on a record one holds, and what was taken back stays so.

    Who holds a record is asked by a function: a policy that looked into custody itself would look, through custody's
    policy, into its own table again.
    """
    holds = "databanks_holds(record)"
    return [
        """create function databanks_holds(asked uuid) returns boolean
            language plpgsql stable set search_path = pg_catalog, public, pg_temp
            as $$ begin return exists (select 1 from databanks_custody c where c.record_id = asked); end $$""",
        "alter policy handling_consent_give on handling_consent with check ("
        f"{me('role')} = 'approver' and given_agency = {me('agency')} and given_by = {me('officer')}"
        f" and revoked_at is null and {holds})",
        "alter policy handling_consent_revoke on handling_consent"
        f" using ({me('role')} = 'approver' and given_agency = {me('agency')} and revoked_at is null)"
        " with check (revoked_at is not null)",
        "alter policy handling_review_ask on handling_review with check ("
        f"{me('role')} = 'approver' and asked_agency = {me('agency')} and asked_by = {me('officer')}"
        f" and closed_at is null and {holds})",
        "alter policy handling_review_close on handling_review"
        f" using ({me('role')} = 'reviewer' and agency = {me('agency')} and closed_at is null)"
        " with check (closed_at is not null)",
    ]


def message_guards() -> list[str]:
    """To another agency's inbox comes only that its record was seen, signed with the reader's own agency; and of whom
    an owner's journal tells is who holds the warrant."""
    return [
        "alter policy workflow_inbox_post on workflow_inbox with check ("
        f"{me('officer')} is not null and (agency = {me('agency')} or (kind = 'record-seen'"
        f" and words ->> 'agency' = {me('agency')})))",
        "set role cw_journal",
        "alter policy audit_touch_append on audit_touch with check (session_user <> 'cw_app' or ("
        f"officer = {me('officer')} and party = {me('party')} and agency = {me('agency')}"
        f" and purpose = {me('purpose')} and basis = {me('basis')}))",
        "reset role",
    ]


def index_guards() -> list[str]:
    """The search process reads the columns that it indexes or decides by, and no others."""
    return [
        "revoke select on databanks_record, databanks_identity from cw_indexer",
        "grant select (id, label_id, status, expires, contributor) on databanks_record to cw_indexer",
        "grant select (record_id, record_type, body) on databanks_identity to cw_indexer",
    ]


def statements() -> list[str]:
    """Everything, in order, behind `protection.statements`."""
    return [
        *batch_guards(),
        *intake_guards(),
        *record_guards(),
        *decision_guards(),
        *message_guards(),
        *index_guards(),
        "alter function databanks_follow() set search_path = pg_catalog, public, pg_temp",
        "alter function databanks_follow_identity() set search_path = pg_catalog, public, pg_temp",
    ]
