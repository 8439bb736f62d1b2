"""Tables of what leaves a record's page: where its earlier states came from, and what was taken out of the house.

The provenance of an earlier state (batch, contributor, approver) is custody of the past: its owner's alone. An export
is kept so that a leaked file or print can be traced; it holds no part of any record. One that was made for a purpose of
protection says by its purpose whom it was about, and is read under that purpose, or by who made it.
"""

from commonweal.handling.sql import forced, me, sees
from commonweal.handling.terms import Level

TABLES = """
create table databanks_provenance (
    record_id uuid not null,
    version integer not null,
    label_id integer not null, status text collate "C" not null, expires timestamptz not null,
    contributor text collate "C" not null,
    batch uuid not null,            -- the contribution by which this state came
    entered_by text not null,       -- who contributed it, who approved it, and since when it stood
    approver text not null,
    since timestamptz not null,
    primary key (record_id, version),
    foreign key (record_id, label_id, status, expires, contributor)
        references databanks_record (id, label_id, status, expires, contributor) on update cascade on delete cascade
);

create table databanks_export (
    id uuid primary key,
    code text collate "C" not null unique,   -- E-…, by which people name it
    canary text collate "C" not null unique, -- K-…, on every row of the file
    party text collate "C" not null,
    agency text collate "C" not null,
    officer text collate "C" not null,
    kind text not null check (kind in ('found', 'own', 'print')),
    format text not null check (format in ('csv', 'xlsx', 'json', 'page')),
    rows integer not null check (rows >= 0),
    left_out integer not null default 0, -- rows that the officer may read and may not take out
    classification smallint not null,    -- the highest among the rows
    handling text not null,
    purpose text not null,
    basis text not null,
    case_ref text not null,
    reason text not null check (reason <> ''),
    choice jsonb not null default '{}',  -- what was chosen: type, bank, batch, list; never the words of a question
    receipt text not null,
    made_at timestamptz not null
);
create index databanks_export_officer on databanks_export (officer, made_at);
create index databanks_export_agency on databanks_export (agency, made_at);
"""

RIGHTS = """
grant select (record_id, version, batch, entered_by, approver, since) on databanks_provenance to cw_app;
grant select, insert on databanks_export to cw_app;
grant select on databanks_export to cw_clock;
"""

TABLES_HERE = ("databanks_provenance", "databanks_export")


def policies() -> list[str]:
    """Custody of the past for its owner; exports for the agency that made them, and for the operator who traces one."""
    own = f"l.owner_party = {me('party')} and l.owner_agency = {me('agency')}"
    ours = f"agency = {me('agency')} and party = {me('party')}"
    exporter = (
        f"exists (select 1 from members_officer o where o.code = {me('officer')} and 'exporter' = any(o.roles)"
        " and o.suspended_at is null)"
    )
    return [
        "create policy databanks_provenance_read on databanks_provenance for select to cw_app"
        f" using ({sees('databanks_provenance', Level.FULL)[:-1]} and {own}))",
        "create policy databanks_export_read on databanks_export for select to cw_app"
        f" using ({ours} and {me('role')} in ('desk', 'reader', 'approver')"
        f" and (officer = {me('officer')} or handling_needs(purpose) is null or purpose = {me('purpose')}))",
        "create policy databanks_export_make on databanks_export for insert to cw_app"
        f" with check ({ours} and officer = {me('officer')} and {me('role')} in ('desk', 'reader') and {exporter})",
        "create policy databanks_export_trace on databanks_export for select to cw_clock using (true)",
    ]


def statements() -> list[str]:
    """Everything, in order, for a database that lacks it."""
    return [TABLES, RIGHTS, *forced(TABLES_HERE), *policies()]
