"""Tables of case folders: what officers gathered for one case, seen by those alone who are named in it.

Words of questions and notes are personal data that stand nowhere else; they go with the folder, at its day. A record in
a folder is shown as far as the reader sees the record itself at that moment; a folder for a purpose of protection only
under that purpose.
"""

from commonweal.databanks.protection_judgements import inbox
from commonweal.handling.sql import NOW, forced, me

TABLES = """
create table search_folder (
    id uuid primary key,
    party text collate "C" not null,
    agency text collate "C" not null,
    officer text collate "C" not null,
    title text not null check (title <> '' and length(title) <= 200),
    purpose text not null,
    basis text not null,
    case_ref text not null check (case_ref <> ''),
    opened_at timestamptz not null,
    closes timestamptz not null,     -- from then on nothing is added
    closed_at timestamptz,
    keep_days integer not null check (keep_days between 0 and 365),
    expires timestamptz not null,    -- from then on it is gone
    check (closes > opened_at and closes <= opened_at + interval '1 year 1 day'),
    check (expires <= closes + interval '366 days')
);
create index search_folder_expires on search_folder (expires);

create table search_folder_member (
    folder uuid not null references search_folder (id) on delete cascade,
    officer text collate "C" not null,
    party text collate "C" not null,
    agency text collate "C" not null,
    added_by text collate "C" not null,
    added_at timestamptz not null,
    primary key (folder, officer)
);
create index search_folder_member_officer on search_folder_member (officer);

create table search_folder_item (
    id uuid primary key,
    folder uuid not null references search_folder (id) on delete cascade,
    kind text not null check (kind in ('search', 'record', 'note')),
    party text collate "C" not null,
    agency text collate "C" not null,
    officer text collate "C" not null,
    kept_at timestamptz not null,
    of_search uuid references search_folder_item (id) on delete cascade, -- of a record: the search that found it
    receipt text not null default '' check (length(receipt) <= 40),
    said jsonb not null default '{}', -- of a search: its words by part
    record uuid references databanks_record (id) on delete cascade,
    band text collate "C" not null default '',
    note text not null default '' check (length(note) <= 4000),
    check ((kind = 'record') = (record is not null)),
    check ((kind = 'note') = (note <> '')),
    check (length(said::text) <= 4000)
);
create index search_folder_item_folder on search_folder_item (folder, kept_at);
create index search_folder_item_record on search_folder_item (record) where record is not null;
create index search_folder_item_search on search_folder_item (of_search) where of_search is not null;
"""

RIGHTS = """
grant select, insert, delete on search_folder, search_folder_member, search_folder_item to cw_app;
grant update (closed_at, expires) on search_folder to cw_app;
grant select (expires), delete on search_folder to cw_clock;
grant select on search_folder, search_folder_member to cw_gauge;
"""

FUNCTIONS = """
grant create on schema public to cw_gauge;
set role cw_gauge;
-- Whether the warrant in force is of an officer named in the folder, serving where he served when he was named.
create function search_in_folder(asked uuid) returns boolean
    language sql stable security definer set search_path = pg_catalog, public, pg_temp
    as $$
    select exists (select 1 from handling_me() m join search_folder_member n on n.officer = m.officer
        and n.party = m.party and n.agency = m.agency join search_folder f on f.id = n.folder
        where n.folder = asked and m.role in ('reader', 'desk') and common_now() < f.expires
          and (handling_needs(f.purpose) is null or f.purpose = m.purpose))
    $$;
revoke execute on function search_in_folder(uuid) from public;
grant execute on function search_in_folder(uuid) to cw_app;
reset role;
revoke create on schema public from cw_gauge;
"""

TABLES_HERE = ("search_folder", "search_folder_member", "search_folder_item")


def policies() -> list[str]:
    """Everything for those named; the folder and its names for who opened it; each item written in one's own name."""
    mine = f"officer = {me('officer')} and party = {me('party')} and agency = {me('agency')}"
    reader, both = f"{me('role')} = 'reader'", f"{me('role')} in ('reader', 'desk')"
    case = f"coalesce(nullif({me('case_ref')}, ''), {me('standing_duty')})"
    protecting = f"(handling_needs(purpose) is null or purpose = {me('purpose')})"
    opener = f"{mine} and {both} and {protecting} and {NOW} < expires"
    of_mine = f"exists (select 1 from search_folder f where f.id = folder and f.officer = {me('officer')})"
    registered = (
        "exists (select 1 from members_officer o join members_agency a on a.code = o.agency_id"
        " where o.code = search_folder_member.officer and a.code = search_folder_member.agency"
        " and a.party_id = search_folder_member.party)"
    )
    open_still = (
        f"exists (select 1 from search_folder f where f.id = folder and f.closed_at is null and {NOW} < f.closes)"
    )
    seen = "(record is null or exists (select 1 from databanks_record r where r.id = search_folder_item.record))"
    return [
        f"create policy search_folder_read on search_folder for select to cw_app using (({opener})"
        " or search_in_folder(id))",
        f"create policy search_folder_open on search_folder for insert to cw_app with check ({mine} and {reader}"
        f" and purpose = {me('purpose')} and basis = {me('basis')} and case_ref = {case} and closed_at is null)",
        f"create policy search_folder_close on search_folder for update to cw_app using ({opener}"
        f" and closed_at is null) with check ({mine} and closed_at is not null and expires <= closes"
        " + keep_days * interval '1 day')",
        f"create policy search_folder_remove on search_folder for delete to cw_app using ({opener})",
        "create policy search_folder_member_read on search_folder_member for select to cw_app"
        f" using (search_in_folder(folder) or ({of_mine}))",
        "create policy search_folder_member_name on search_folder_member for insert to cw_app"
        f" with check ({of_mine} and {both} and added_by = {me('officer')} and {registered})",
        "create policy search_folder_member_unname on search_folder_member for delete to cw_app"
        f" using ({both} and ({of_mine} or officer = {me('officer')}))",
        "create policy search_folder_item_read on search_folder_item for select to cw_app"
        f" using (search_in_folder(folder) and {seen})",
        "create policy search_folder_item_keep on search_folder_item for insert to cw_app"
        f" with check ({mine} and search_in_folder(folder) and {open_still} and {seen}"
        f" and (kind = 'note' or {reader}))",
        "create policy search_folder_item_drop on search_folder_item for delete to cw_app"
        f" using ({mine} and search_in_folder(folder) and {open_still})",
        *(
            f"create policy search_folder_clock_{verb} on search_folder for {verb} to cw_clock using (expires <= {NOW})"
            for verb in ("select", "delete")
        ),
        *(
            f"create policy {table}_gauge on {table} for select to cw_gauge using (true)"
            for table in ("search_folder", "search_folder_member")
        ),
    ]


def statements() -> list[str]:
    """Everything, in order, for a database that lacks it."""
    kinds = (
        "alter table databanks_export drop constraint databanks_export_kind_check,"
        " add constraint databanks_export_kind_check check (kind in ('found', 'own', 'print', 'screened', 'folder'))"
    )
    return [TABLES, RIGHTS, *forced(TABLES_HERE), FUNCTIONS, *policies(), *inbox(), kinds]
