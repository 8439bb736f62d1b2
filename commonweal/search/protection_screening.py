"""Tables of files that are screened: the file, how far the work is, and what was found for which row.

All of it is the personal data of an officer's file and his alone, for the days that he chose, thirty at most. What was
found is read under the purpose for which it was looked for, and only where the record itself is seen at that moment.
"""

from commonweal.databanks.protection_staging import lend
from commonweal.handling.sql import NOW, forced, me, stands_as_reader

LONGEST = "30 days"
"""How long a file and what was found for it may stay."""

TABLES = """
create table search_screening (
    id uuid primary key,
    party text collate "C" not null,
    agency text collate "C" not null,
    officer text collate "C" not null,
    file_name text not null,
    size bigint not null check (size > 0),
    sha256 bytea not null,
    found jsonb not null default '{}',   -- what was detected of the file: format, encoding, columns, first rows
    mapping jsonb not null default '{}', -- which part of a question stands in which column
    choice jsonb not null default '{}',  -- among which records, in which banks, from which band on
    state text not null check (state in ('open', 'queued', 'running', 'stopped', 'done')),
    purpose text not null default '',
    basis text not null default '',
    case_ref text not null default '',
    standing_duty text not null default '',
    warrant uuid,                        -- the officer's own, with which the work ends
    done integer not null default 0,
    position integer not null default 0, -- the last row of the file that is done
    total integer,
    matched integer not null default 0,  -- rows with a candidate
    refused integer not null default 0,  -- rows that could not be asked
    problem jsonb,                       -- why it stopped: code, sentence and the values that the sentence needs
    opened_at timestamptz not null,
    began_at timestamptz,                -- the last time, with so many rows done
    began_done integer not null default 0,
    changed_at timestamptz not null,
    expires timestamptz not null,
    check (expires <= opened_at + interval '30 days')
);
create index search_screening_officer on search_screening (officer, opened_at);
create index search_screening_expires on search_screening (expires);

create table search_screening_chunk (
    screening uuid not null references search_screening (id) on delete cascade,
    number integer not null check (number between 0 and 255),
    officer text collate "C" not null,
    body bytea not null check (octet_length(body) between 1 and 1048576),
    primary key (screening, number)
);
alter table search_screening_chunk alter column body set storage external;

create table search_screened (
    screening uuid not null references search_screening (id) on delete cascade,
    number integer not null,    -- of the row in its file
    place smallint not null,    -- the strongest candidate is 0
    officer text collate "C" not null,
    record uuid,                -- none: the row could not be asked
    band text,
    level smallint,
    said jsonb not null,        -- the row as it was asked
    problem jsonb,
    primary key (screening, number, place),
    check ((record is null) = (problem is not null))
);
"""

RIGHTS = """
grant select, insert, delete on search_screening to cw_app;
grant update (found, mapping, choice, state, purpose, basis, case_ref, standing_duty, warrant, done, position, total,
    matched, refused, problem, began_at, began_done, changed_at, expires) on search_screening to cw_app;
grant select, insert, delete on search_screening_chunk to cw_app;
grant select, insert on search_screened to cw_app;
grant select (expires), delete on search_screening to cw_clock;
grant select, update (state, changed_at, problem) on search_screening to cw_intake;
"""

STANDS = """
grant create on schema public to cw_gate;
set role cw_gate;
-- Whether another warrant of the officer under the warrant in force is in order at this moment.
create function handling_stands(asked uuid) returns boolean
    language sql stable security definer set search_path = pg_catalog, public, pg_temp
    as $$
    select exists (select 1 from handling_warrant w, handling_me() m where w.id = asked and w.officer = m.officer
        and w.closed_at is null and w.opened_at <= common_now() and common_now() < w.until)
    $$;
revoke execute on function handling_stands(uuid) from public;
grant execute on function handling_stands(uuid) to cw_app;
reset role;
revoke create on schema public from cw_gate;
"""

ORPHANED = f"""
create function search_orphan_screening(asked uuid, why jsonb, journal_entry text) returns boolean
    language plpgsql security definer set search_path = pg_catalog, public, pg_temp
    as $$
declare
    found_one search_screening;
    said jsonb := journal_entry::jsonb;
begin
    if (said ->> 'verb', said -> 'about')
        is distinct from ('search.screening.stopped', jsonb_build_array('screening/' || asked))
    then
        raise exception 'search.screening.other-entry: the journal entry is not of this screening';
    end if;
    select * into found_one from search_screening s where s.id = asked and s.state in ('queued', 'running') for update;
    if not found or {stands_as_reader("found_one")} then
        return false;
    end if;
    update search_screening set state = 'stopped', changed_at = common_now(), problem = why where id = asked;
    perform audit_append(journal_entry, '[]'::jsonb);
    return true;
end $$;
"""

TABLES_HERE = ("search_screening", "search_screening_chunk", "search_screened")


def policies() -> list[str]:
    """Everything is its officer's; what was found, under the purpose of the screening and as far as he sees records."""
    ours = f"agency = {me('agency')} and party = {me('party')}"
    mine = f"officer = {me('officer')}"
    reader = f"{me('role')} = 'reader'"
    of_mine = "exists (select 1 from search_screening s where s.id = screening)"
    same = f"exists (select 1 from search_screening s where s.id = screening and s.purpose = {me('purpose')})"
    seen = "(record is null or exists (select 1 from databanks_record r where r.id = search_screened.record))"
    waits = "state in ('queued', 'running')"
    return [
        "create policy search_screening_read on search_screening for select to cw_app"
        f" using ({mine} and {ours} and {me('role')} in ('reader', 'desk') and expires > {NOW})",
        "create policy search_screening_open on search_screening for insert to cw_app"
        f" with check ({mine} and {ours} and {reader} and state = 'open' and expires <= {NOW} + interval '{LONGEST}')",
        "create policy search_screening_change on search_screening for update to cw_app"
        f" using ({mine} and {ours} and {reader} and expires > {NOW}) with check ({mine} and {ours} and {reader})",
        "create policy search_screening_forget on search_screening for delete to cw_app"
        f" using ({mine} and {ours} and {me('role')} in ('reader', 'desk'))",
        "create policy search_screening_chunk_own on search_screening_chunk to cw_app"
        f" using ({mine} and {reader} and {of_mine}) with check ({mine} and {reader} and {of_mine})",
        "create policy search_screened_read on search_screened for select to cw_app"
        f" using ({mine} and {reader} and {same} and {seen})",
        "create policy search_screened_enter on search_screened for insert to cw_app"
        f" with check ({mine} and {reader} and {same} and {seen})",
        *(
            f"create policy search_screening_clock_{verb} on search_screening for {verb} to cw_clock"
            f" using (expires <= {NOW})"
            for verb in ("select", "delete")
        ),
        "create policy search_screening_orphan_read on search_screening for select to cw_intake using (true)",
        f"create policy search_screening_orphan on search_screening for update to cw_intake using ({waits})"
        " with check (state = 'stopped')",
    ]


def statements() -> list[str]:
    """Everything, in order, for a database that lacks it."""
    orphan = lend("search_orphan_screening(uuid, jsonb, text)", ORPHANED)
    kinds = (
        "alter table databanks_export drop constraint databanks_export_kind_check,"
        " add constraint databanks_export_kind_check check (kind in ('found', 'own', 'print', 'screened'))"
    )
    return [TABLES, RIGHTS, *forced(TABLES_HERE), *policies(), STANDS, *orphan, kinds]
