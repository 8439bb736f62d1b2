"""Policies of lower rooms' tables that need the warrant: who touched records, the inbox, consents, reviews, complaints.

What tells of a protected record keeps the purposes under which the record is seen in `only_for`, written by triggers
of this room: so an officer without such a purpose learns neither that his agency holds the record nor its id, and that
stays so when the record itself is gone. A touch of any record that was named as linked with a protected one tells of
that one, too; both have one owner, for links lead from an agency's records to its own.
"""

from commonweal.handling.sql import me

MARKED = ("handling_consent", "handling_review", "handling_complaint", "audit_touch", "workflow_inbox")
"""Tables whose rows tell of a record."""

LINKED = "databanks.links.disclosed"
"""The deed by which a record was named as linked with the one that its journal entry is about."""

SIGNED = (
    "record-seen",
    "record-corrected",
    "correction-asked",
    "correction-accepted",
    "correction-declined",
    "confirmation-asked",
    "match-confirmed",
    "match-denied",
    "judgement-asked",
    "judgement-confirmed",
    "judgement-declined",
    "folder-invited",
    "disclosure-asked",
    "disclosure-released",
    "disclosure-granted",
    "disclosure-refused",
    "disclosure-revoked",
    "complaint-asked",
    "complaint-answered",
    "sample-asked",
    "sample-answered",
    "review-asked",
    "review-accepted",
    "review-refused",
)
"""Kinds of item that one agency may put into another's inbox."""


def open_to(*roles: str) -> str:
    """That a row is about no protected record, or the purpose admits it, or a role that sees protected records does."""
    exempt = f" or {me('role')} in ({', '.join(map(repr, roles))})" if roles else ""
    return f"(only_for is null or {me('purpose')} = any(only_for){exempt})"


def marks() -> list[str]:
    """The functions and triggers that fill `only_for`; under the intake's role, which reads records' labels."""
    return [
        "grant create on schema public to cw_intake",
        "create policy databanks_record_take_in on databanks_record for select to cw_intake using (true)",
        "grant select (id, label_id) on databanks_record to cw_intake",
        "set role cw_intake",
        """create function databanks_only_for(asked uuid) returns text[]
            language sql stable security definer set search_path = pg_catalog, public, pg_temp
            as $$
            select l.purposes from databanks_record r join handling_label l on l.id = r.label_id
            where r.id = asked and l.protected
            $$""",
        f"""create function databanks_only_for_through(asked uuid, action text) returns text[]
            language sql stable security definer set search_path = pg_catalog, public, pg_temp
            as $$
            select databanks_only_for(substr(about, 8)::uuid) from unnest(audit_about(asked)) about
            where action = '{LINKED}' and about ~ '^record/[0-9a-f-]{{36}}$'
            $$""",
        """create function databanks_mark() returns trigger
            language plpgsql security definer set search_path = pg_catalog, public, pg_temp
            as $$
        declare
            through text[];
        begin
            if tg_argv[0] = 'record' then
                new.only_for := databanks_only_for(new.record);
                if tg_table_name = 'audit_touch' then
                    through := databanks_only_for_through(new.entry, new.action);
                    if through is not null then
                        new.only_for := case when new.only_for is null then through
                            else array(select unnest(new.only_for) intersect select unnest(through)) end;
                    end if;
                end if;
            elsif new.subject ~ '^record/[0-9a-f-]{36}$' then
                new.only_for := databanks_only_for(substr(new.subject, 8)::uuid);
            elsif new.subject ~ '^batch/[0-9a-f-]{36}$' and new.officer = '' then
                new.only_for := (select b.only_for from databanks_batch b where b.id = substr(new.subject, 7)::uuid);
            else
                new.only_for := null;
            end if;
            return new;
        end $$""",
        "revoke execute on function databanks_only_for(uuid), databanks_only_for_through(uuid, text), databanks_mark()"
        " from public",
        "grant execute on function databanks_mark() to cw_owner, cw_journal",
        "reset role",
        "revoke create on schema public from cw_intake",
        *(trigger for table in MARKED for trigger in _mark(table)),
    ]


def _mark(table: str) -> list[str]:
    names = "subject" if table == "workflow_inbox" else "record"
    made = (
        f"create trigger {table}_only_for before insert on {table} for each row"
        f" execute function databanks_mark('{names}')"
    )
    return ["set role cw_journal", made, "reset role"] if table == "audit_touch" else [made]


def touches() -> list[str]:
    """An owner reads who touched its records; of whom it is told is who holds the warrant."""
    seeing = f"{me('role')} in ('desk', 'reader', 'approver')"
    himself = (
        f"officer = {me('officer')} and party = {me('party')} and agency = {me('agency')}"
        f" and purpose = {me('purpose')} and basis = {me('basis')}"
    )
    return [
        "set role cw_journal",
        "create policy audit_touch_owner on audit_touch for select to cw_app"
        f" using (owner_agency = {me('agency')} and owner_party = {me('party')} and {seeing}"
        f" and {open_to('approver')})",
        f"alter policy audit_touch_append on audit_touch with check (session_user <> 'cw_app' or ({himself}))",
        "reset role",
    ]


def inbox() -> list[str]:
    """To another agency's inbox comes only what concerns its records or its enquiries, signed with one's own agency."""
    addressed = f"agency = {me('agency')} and officer in ('', {me('officer')}) and {open_to('approver')}"
    signed = f"kind in ({', '.join(map(repr, SIGNED))}) and words ->> 'agency' = {me('agency')}"
    return [
        f"create policy workflow_inbox_read on workflow_inbox for select to cw_app using ({addressed})",
        "create policy workflow_inbox_change on workflow_inbox for update to cw_app"
        f" using ({addressed}) with check ({addressed})",
        "create policy workflow_inbox_post on workflow_inbox for insert to cw_app"
        f" with check ({me('officer')} is not null and (agency = {me('agency')} or ({signed})))",
    ]


def facts() -> list[str]:
    """Consents, reviews and complaints: given in one's own name on a record one holds; what was taken back stays so.

    Who holds a record is asked by a function: a policy that looked into custody itself would look, through custody's
    policy, into its own table again. They are read by the agency served and by the one that gave or asked.
    """
    agency, officer = me("agency"), me("officer")
    approving = f"{me('role')} = 'approver'"
    served = {table: f"(agency = {agency} and {open_to(*roles)})" for table, roles in _SERVED.items()}
    gave = {name: f"({name} = {agency} and {open_to('approver')})" for name in ("given_agency", "asked_agency")}
    reviewing = f"{me('role')} = 'reviewer' and agency = {agency}"
    hearing = f"{me('role')} = 'commission' and agency = {agency}"
    return [
        """create function databanks_holds(asked uuid) returns boolean
            language plpgsql stable set search_path = pg_catalog, public, pg_temp
            as $$ begin return exists (select 1 from databanks_custody c where c.record_id = asked); end $$""",
        "create policy handling_consent_read on handling_consent for select to cw_app"
        f" using ({served['handling_consent']} or {gave['given_agency']})",
        "create policy handling_consent_give on handling_consent for insert to cw_app"
        f" with check ({approving} and given_agency = {agency} and given_by = {officer} and revoked_at is null"
        " and databanks_holds(record))",
        "create policy handling_consent_revoke on handling_consent for update to cw_app"
        f" using ({approving} and given_agency = {agency} and revoked_at is null) with check (revoked_at is not null)",
        "create policy handling_review_read on handling_review for select to cw_app"
        f" using ({served['handling_review']} or {gave['asked_agency']})",
        "create policy handling_review_ask on handling_review for insert to cw_app"
        f" with check ({approving} and asked_agency = {agency} and asked_by = {officer} and closed_at is null"
        " and databanks_holds(record))",
        "create policy handling_review_close on handling_review for update to cw_app"
        f" using ({reviewing} and closed_at is null) with check (closed_at is not null)",
        "create policy handling_complaint_read on handling_complaint for select to cw_app"
        f" using ({served['handling_complaint']})",
        "create policy handling_complaint_open on handling_complaint for insert to cw_app"
        f" with check ({hearing} and opened_by = {officer} and closed_at is null)",
        "create policy handling_complaint_close on handling_complaint for update to cw_app"
        f" using ({hearing} and closed_at is null) with check (closed_at is not null)",
    ]


_SERVED = {"handling_consent": (), "handling_review": ("reviewer",), "handling_complaint": ("commission",)}
"""Fact of the day → the roles at the agency served that see a protected record by it, whatever their purpose."""


def labels() -> list[str]:
    """Whom an owner denies, or watches in silence, is not for others to read: a foreign label is there for officers on
    whom it can bestow something, since the policies of records look at it under the reader's own rights.

    That somebody protects a record at all is for who approves it, for its purposes, and for those who have had to do
    with one: a contributor who brought one, a reviewer or a commission before whom one was put.
    """
    party, agency, role = me("party"), me("agency"), me("role")
    named = f"(not protected or {me('purpose')} = any(purposes))"

    def had(table: str, whose: str) -> str:
        facts = f"select 1 from {table} f where f.{whose} and f.only_for is not null"
        return f"(select exists ({facts}))"

    of_agency = "agency = (handling_me()).agency"
    brought = had("databanks_batch", "contributor = (handling_me()).officer")
    own = (
        f"owner_agency = {agency} and owner_party = {party}"
        f" and ({named} or {role} = 'approver' or ({role} = 'contributor' and {brought}))"
    )
    consented = f"(select exists (select 1 from handling_consent c where c.{of_agency}))"
    reading = (
        f"{role} = 'reader' and not {party} = any(denied) and {named} and (owner_party = {party}"
        f" or {party} = any(see_full) or {party} = any(see_core) or {party} = any(see_hit) or {consented})"
    )
    offices = {"reviewer": had("handling_review", of_agency), "commission": had("handling_complaint", of_agency)}
    before = " or ".join(f"({role} = '{name}' and (not protected or {right}))" for name, right in offices.items())
    return [
        "create policy handling_label_read on handling_label for select to cw_app"
        f" using (({own}) or (classification <= {me('clearance')} and (({reading}) or {before})))"
    ]


def statements() -> list[str]:
    """Everything, in order."""
    return [*marks(), *touches(), *inbox(), *facts(), *labels()]
