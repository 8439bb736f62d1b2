"""The table of mappings kept for files that are screened: which column holds which part of a question.

A mapping is its officer's, or his agency's where no officer stands; headings of columns stand in it and no row of any
file, yet a file without headings may have been read as if it had some: so it goes a year after it was last kept.
"""

from commonweal.handling.sql import NOW, forced, me

LONGEST = "366 days"

TABLES = """
create table search_mapping (
    id uuid primary key,
    party text collate "C" not null,
    agency text collate "C" not null,
    officer text collate "C" not null default '', -- none: the agency's
    name text not null check (name <> '' and length(name) <= 80),
    columns jsonb not null, -- headings of the file for which it was kept
    mapping jsonb not null, -- part of a question → column
    choice jsonb not null,  -- among which records, from which band on
    made_by text collate "C" not null,
    changed_at timestamptz not null,
    expires timestamptz not null check (expires <= changed_at + interval '366 days'),
    check (officer in ('', made_by)),
    unique (agency, officer, name)
);
create index search_mapping_expires on search_mapping (expires);
"""

RIGHTS = """
grant select, insert, delete on search_mapping to cw_app;
grant update (columns, mapping, choice, made_by, changed_at, expires) on search_mapping to cw_app;
grant select (expires), delete on search_mapping to cw_clock;
"""

TABLES_HERE = ("search_mapping",)


def policies() -> list[str]:
    """One's own, and one's agency's for every reader of it."""
    ours = f"agency = {me('agency')} and party = {me('party')} and officer in ('', {me('officer')})"
    reader = f"{me('role')} = 'reader'"
    new = f"{ours} and {reader} and made_by = {me('officer')} and expires <= {NOW} + interval '{LONGEST}'"
    return [
        "create policy search_mapping_read on search_mapping for select to cw_app"
        f" using ({ours} and {me('role')} in ('reader', 'desk'))",
        f"create policy search_mapping_write on search_mapping to cw_app using ({ours} and {reader})"
        f" with check ({new})",
        *(
            f"create policy search_mapping_clock_{verb} on search_mapping for {verb} to cw_clock"
            f" using (expires <= {NOW})"
            for verb in ("select", "delete")
        ),
    ]


def statements() -> list[str]:
    """Everything, in order, for a database that lacks it."""
    return [TABLES, RIGHTS, *forced(TABLES_HERE), *policies()]
