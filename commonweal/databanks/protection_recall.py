"""Recall: whoever was shown a record in full, or took it out as a table, confirms that he knows what became of it.

When the owner withdraws, blocks or corrects a record, or when it is erased, every such agency gets a notice, one at a
time for each record, and answers that what it kept is deleted, corrected, or that nothing was kept. Who was shown it
is what the journal's touches say.
"""

from commonweal.databanks.protection_neighbours import open_to
from commonweal.databanks.protection_retention import as_gauge
from commonweal.handling.sql import forced, me

TABLES_HERE = ("databanks_notice",)
TAKEN_OUT = ("databanks.records.exported", "databanks.record.printed")
"""Deeds by which a record left the house, at whatever level."""

TABLES = """
-- No foreign key: a notice outlives its record, and then says that it was erased.
create table databanks_notice (
    id uuid primary key,
    record uuid not null,
    shown_as text not null,
    event text collate "C" not null check (event in ('withdrawn', 'blocked', 'corrected', 'erased')),
    bank text collate "C" not null,
    classification smallint not null,
    owner_party text collate "C" not null,
    owner_agency text collate "C" not null,
    party text collate "C" not null,
    agency text collate "C" not null,
    taken_out boolean not null,  -- whether it left as a table or a print
    at timestamptz not null,
    due_at timestamptz not null,
    answer text collate "C" not null default '' check (answer in ('', 'deleted', 'corrected', 'never-kept')),
    answered_by text collate "C" not null default '',
    answered_at timestamptz,
    only_for text[] collate "C",
    check ((answer = '') = (answered_at is null))
);
create unique index databanks_notice_open on databanks_notice (record, agency, party) where answer = '';
create index databanks_notice_agency on databanks_notice (agency, at);
create index databanks_notice_owner on databanks_notice (owner_agency, at);
create index databanks_notice_due on databanks_notice (due_at) where answer = '';
insert into databanks_term values
    ('receipt', 15, 'day',
     'our default, not law: confirmations that wait for longer are listed',
     'наше значение по умолчанию, не норма права: подтверждения, которых ждут дольше, выносятся в список', false);
"""

RIGHTS = """
grant select on databanks_notice to cw_app;
grant update (answer, answered_by, answered_at) on databanks_notice to cw_app;
grant select, insert, update on databanks_notice to cw_gauge;
grant select (classification, handling) on databanks_record to cw_gauge;
set role cw_journal;
grant select (party) on audit_touch to cw_gauge;
reset role;
"""

RECALL = f"""
create function databanks_recall() returns trigger
    language plpgsql security definer set search_path = pg_catalog, public, pg_temp
    as $$
declare
    about uuid;
    what text;
begin
    if tg_op = 'DELETE' then
        about := old.id; what := 'erased';
    elsif tg_table_name = 'databanks_identity' then
        about := new.record_id; what := 'corrected';
    else
        about := new.id; what := new.status;
    end if;
    if not exists (select 1 from audit_touch t where t.record = about and t.agency <> t.owner_agency) then
        return case when tg_op = 'DELETE' then old end;
    end if;
    with receivers as (
        select t.party, t.agency, bool_or(t.action in ({", ".join(map(repr, TAKEN_OUT))})) taken_out,
               min(t.owner_agency) owner_agency
        from audit_touch t where t.record = about and t.agency <> '' and t.agency <> t.owner_agency
            and (t.level >= 4 or t.action in ({", ".join(map(repr, TAKEN_OUT))}))
        group by t.party, t.agency
    ), told as (
        insert into databanks_notice (id, record, shown_as, event, bank, classification, owner_party, owner_agency,
            party, agency, taken_out, at, due_at)
        select gen_random_uuid(), about, i.owner_ref, what, r.bank, r.classification, r.owner_party, r.owner_agency,
               s.party, s.agency, s.taken_out, common_now(), databanks_due('receipt')
        from receivers s join databanks_record r on r.id = about join databanks_identity i on i.record_id = r.id
        on conflict (record, agency, party) where answer = ''
        do update set event = excluded.event, shown_as = excluded.shown_as
        returning id, agency, owner_agency, shown_as, due_at, xmax = 0 as fresh
    )
    insert into workflow_inbox (id, agency, officer, kind, subject, words, created_at, due_at)
    select gen_random_uuid(), agency, '', 'record-recalled', 'record/' || about,
           jsonb_build_object('level', what, 'agency', owner_agency, 'ref', shown_as, 'notice', id),
           common_now(), due_at
    from told where fresh;
    return case when tg_op = 'DELETE' then old end;
end $$;
create function databanks_notice_settled() returns trigger
    language plpgsql security definer set search_path = pg_catalog, public, pg_temp
    as $$
begin
    update workflow_inbox set done_at = common_now()
    where kind = 'record-recalled' and subject = 'record/' || new.record and agency = new.agency and done_at is null;
    return null;
end $$;
"""

OVERDUE = """
-- For the secretariat: who owes confirmations to whom, how many, since when; no record is named.
create function databanks_receipts_overdue() returns table (owner_party text, owner_agency text, party text,
        agency text, many bigint, oldest timestamptz)
    language sql stable security definer set search_path = pg_catalog, public, pg_temp
    as $$
    select n.owner_party, n.owner_agency, n.party, n.agency, count(*), min(n.at)
    from databanks_notice n, handling_me() m
    where m.role = 'secretariat' and n.answer = '' and n.due_at <= common_now() and n.only_for is null
    group by 1, 2, 3, 4 order by 6
$$;
"""


def policies() -> list[str]:
    """Read and answered by who was shown it, as far as cleared; read by the owner. Made by the gauge alone."""
    cleared = f"classification <= {me('clearance')}"
    mine = f"party = {me('party')} and agency = {me('agency')} and {cleared} and {open_to()}"
    owner = (
        f"owner_party = {me('party')} and owner_agency = {me('agency')} and {cleared} and {open_to('approver')}"
        f" and {me('role')} in ('desk', 'reader', 'approver')"
    )
    kinds = "kind = 'record-recalled'"
    return [
        f"create policy databanks_notice_read on databanks_notice for select to cw_app using (({mine}) or ({owner}))",
        "create policy databanks_notice_answer on databanks_notice for update to cw_app"
        f" using ({mine} and answer = '' and {me('role')} in ('desk', 'reader'))"
        f" with check ({mine} and answer <> '' and answered_by = {me('officer')})",
        "create policy databanks_notice_gauge on databanks_notice to cw_gauge using (true) with check (true)",
        f"create policy workflow_inbox_recall on workflow_inbox for insert to cw_gauge with check ({kinds})",
        f"create policy workflow_inbox_recall_read on workflow_inbox for select to cw_gauge using ({kinds})",
        "create policy workflow_inbox_recalled on workflow_inbox for update to cw_gauge"
        f" using ({kinds} and done_at is null) with check ({kinds} and done_at is not null)",
    ]


def statements() -> list[str]:
    """Everything, in order, once the tables stand, and behind `protection_contest`, whose terms it uses."""
    return [
        RIGHTS,
        *forced(TABLES_HERE),
        "create trigger databanks_notice_only_for before insert on databanks_notice"
        " for each row execute function databanks_mark('record')",
        *policies(),
        *as_gauge(RECALL, functions=("databanks_recall()", "databanks_notice_settled()")),
        *as_gauge(OVERDUE, functions=("databanks_receipts_overdue()",), to="cw_app"),
        "create trigger databanks_record_recalled after update of status on databanks_record for each row"
        " when (old.status <> new.status and new.status in ('withdrawn', 'blocked'))"
        " execute function databanks_recall()",
        "create trigger databanks_identity_recalled after update of version on databanks_identity for each row"
        " when (new.version > old.version) execute function databanks_recall()",
        "create trigger databanks_record_erasing before delete on databanks_record"
        " for each row execute function databanks_recall()",
        "create trigger databanks_notice_answered after update of answer on databanks_notice for each row"
        " when (old.answer = '' and new.answer <> '') execute function databanks_notice_settled()",
    ]
