"""Tables of what comes in before it is a contribution: uploads, saved mappings and the work of the background process.

An upload is its contributor's own: nobody else of the agency reads it, its content only under a warrant in the role
contributor, and the expiry job deletes it after a day. Mappings belong to the agency. What a piece of work says of
itself (kind, how far, how it ended) holds nothing of a file and is read by the agency.
"""

from commonweal.handling.sql import NOW, forced, me

TABLES = """
create table databanks_upload (
    id uuid primary key,
    party text collate "C" not null,
    agency text collate "C" not null,
    unit text collate "C" not null,
    contributor text collate "C" not null,
    file_name text not null,
    size bigint not null check (size > 0),
    sha256 bytea not null,
    found jsonb not null default '{}',    -- what was detected of the file: format, encoding, columns, first rows
    settings jsonb not null default '{}', -- how its contributor wants it read
    state text not null check (state in ('open', 'checking', 'checked', 'staging', 'failed')),
    report jsonb not null default '{}',   -- what the dry run with these settings counted
    batch uuid,                           -- the contribution that it became
    opened_at timestamptz not null,
    expires timestamptz not null
);
create index databanks_upload_contributor on databanks_upload (contributor);
create index databanks_upload_expires on databanks_upload (expires);

create table databanks_upload_chunk (
    upload uuid not null references databanks_upload (id) on delete cascade,
    number integer not null check (number between 0 and 255),
    contributor text collate "C" not null,
    body bytea not null check (octet_length(body) between 1 and 1048576),
    primary key (upload, number)
);
alter table databanks_upload_chunk alter column body set storage external; -- spreadsheets are compressed already

create table databanks_upload_reject (
    upload uuid not null references databanks_upload (id) on delete cascade,
    number integer not null,
    contributor text collate "C" not null,
    errors jsonb not null,             -- each with its code, its sentence and the values that the sentence needs
    cells jsonb not null default '[]', -- the row as it stands in the file, to be mended in place
    primary key (upload, number)
);

create table databanks_profile (
    id uuid primary key,
    party text collate "C" not null,
    agency text collate "C" not null,
    name text not null check (name <> ''),
    format text not null,
    settings jsonb not null,
    made_by text collate "C" not null,
    changed_at timestamptz not null,
    unique (agency, name)
);

create table databanks_work (
    id uuid primary key,
    party text collate "C" not null,
    agency text collate "C" not null,
    officer text collate "C" not null,
    kind text not null check (kind in ('check', 'stage', 'approve', 'undo')),
    subject uuid not null, -- the upload or the batch
    words jsonb not null default '{}', -- what the officer said with it: the reason of an undo, the number withdrawn
    state text not null default 'queued' check (state in ('queued', 'running', 'done', 'failed')),
    done integer not null default 0,
    total integer,
    opened_at timestamptz not null,
    began_at timestamptz,
    changed_at timestamptz not null,
    problem jsonb, -- why it failed: code, sentence and the values that the sentence needs
    expires timestamptz not null
);
create index databanks_work_subject on databanks_work (subject, opened_at);
create index databanks_work_expires on databanks_work (expires);
create unique index databanks_work_one on databanks_work (subject, kind, officer) where state in ('queued', 'running');
"""

RIGHTS = """
grant select, insert, delete on databanks_upload to cw_app;
grant update (found, settings, state, report, batch) on databanks_upload to cw_app;
grant select, insert, delete on databanks_upload_chunk to cw_app;
grant select, insert, delete on databanks_upload_reject to cw_app;
grant select, insert, delete on databanks_profile to cw_app;
grant update (format, settings, made_by, changed_at) on databanks_profile to cw_app;
grant select, insert on databanks_work to cw_app;
grant update (state, done, total, began_at, changed_at, problem) on databanks_work to cw_app;
grant select (id, expires), delete on databanks_upload, databanks_work to cw_clock;
"""

TABLES_HERE = (
    "databanks_upload",
    "databanks_upload_chunk",
    "databanks_upload_reject",
    "databanks_profile",
    "databanks_work",
)
"""In the order in which they are made."""


def policies() -> list[str]:
    """Who reads and writes what comes in."""
    mine = f"contributor = {me('officer')}"
    own = f"{me('role')} = 'contributor' and {mine}"
    ours = f"agency = {me('agency')} and party = {me('party')}"
    of_mine = "exists (select 1 from databanks_upload u where u.id = upload)"
    acting = f"officer = {me('officer')} and {ours} and {me('role')} in ('contributor', 'approver')"
    return [
        "create policy databanks_upload_read on databanks_upload for select to cw_app"
        f" using ({mine} and {ours} and {me('role')} in ('contributor', 'desk'))",
        "create policy databanks_upload_open on databanks_upload for insert to cw_app"
        f" with check ({own} and {ours} and unit = {me('unit')} and state = 'open')",
        f"create policy databanks_upload_change on databanks_upload for update to cw_app using ({own} and {ours})",
        f"create policy databanks_upload_forget on databanks_upload for delete to cw_app using ({own} and {ours})",
        f"create policy databanks_upload_chunk_own on databanks_upload_chunk to cw_app using ({own} and {of_mine})",
        f"create policy databanks_upload_reject_own on databanks_upload_reject to cw_app using ({own} and {of_mine})",
        f"create policy databanks_profile_read on databanks_profile for select to cw_app using ({ours})",
        "create policy databanks_profile_write on databanks_profile to cw_app"
        f" using ({ours} and {me('role')} = 'contributor')"
        f" with check ({ours} and {me('role')} = 'contributor' and made_by = {me('officer')})",
        f"create policy databanks_work_read on databanks_work for select to cw_app using ({ours})",
        f"create policy databanks_work_open on databanks_work for insert to cw_app with check ({acting})",
        f"create policy databanks_work_change on databanks_work for update to cw_app using ({acting})",
        *(
            f"create policy {table}_clock_{verb} on {table} for {verb} to cw_clock using (expires <= {NOW})"
            for table in ("databanks_upload", "databanks_work")
            for verb in ("select", "delete")
        ),
    ]


def statements() -> list[str]:
    """Everything, in order, for a database that lacks it."""
    return [TABLES, RIGHTS, *forced(TABLES_HERE), *policies()]
