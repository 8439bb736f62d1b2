"""What a contribution needs besides its rows: rows that are held, records that a full list no longer names, and what
undoing brings back.

Held rows are read like refused ones, and by all contributors of the agency, who join them when their parent comes. What
an approver replaced (`databanks_earlier`) is read by no officer: the functions that undo a batch look there.
"""

import re

from commonweal.databanks import protection_contributions as contributions
from commonweal.databanks.protection_contributions import OTHERS, OURS
from commonweal.databanks.standing import BATCH
from commonweal.handling.sql import forced, me

TABLES = """
alter table databanks_batch
    drop constraint databanks_batch_state_check,
    add constraint databanks_batch_state_check check (state in ({states})),
    add column rows_withdrawn integer not null default 0,
    add column rows_undone integer not null default 0,
    add column rows_kept integer not null default 0,    -- changed again since, so that undoing left them
    add column links_open integer not null default 0,   -- links of its rows that lead to no record
    add column links_open_to text[] not null default '{{}}',
    add column rows_hash bytea;                         -- over the hash of every row in the order of the file
grant update (rows_withdrawn, rows_undone, rows_kept, links_open, links_open_to, rows_hash)
    on databanks_batch to cw_app;

-- `line` is the row's place in the order in which its source is read, `number` what its contributor knows it by.
alter table databanks_staged add column number integer not null default 0;
alter table databanks_refused
    add column number integer not null default 0,
    add column owner_ref text collate "C" not null default '',
    add column errors jsonb not null default '[]';
create index databanks_staged_links on databanks_staged (batch, line) where links <> '[]';

alter table databanks_custody add column list text collate "C" not null default '';
create index databanks_custody_list on databanks_custody (list) where list <> '';
create index databanks_custody_batch on databanks_custody (batch) where status <> 'withdrawn';

create table databanks_held (
    batch uuid not null references databanks_batch (id),
    line integer not null,
    number integer not null,
    agency text collate "C" not null,
    contributor text collate "C" not null,
    list text collate "C" not null,
    parent text not null,
    body jsonb not null,
    digest bytea not null,   -- over parent and body: the same row held twice is one
    joined_by uuid references databanks_batch (id),
    expires timestamptz not null,
    primary key (batch, line)
);
create unique index databanks_held_once on databanks_held (agency, list, digest) where joined_by is null;
create index databanks_held_expires on databanks_held (expires);

create table databanks_absent (
    batch uuid not null references databanks_batch (id),
    record_id uuid not null references databanks_record (id) on delete cascade,
    agency text collate "C" not null,
    contributor text collate "C" not null,
    before_batch uuid not null,   -- the batch by which the record stood when the list was complete
    was text,                     -- its standing when this batch withdrew it; null where it did not
    settled boolean not null default false,
    primary key (batch, record_id)
);
create index databanks_absent_record on databanks_absent (record_id);

create table databanks_earlier (
    record_id uuid not null references databanks_record (id) on delete cascade,
    batch uuid not null,          -- that replaced this state
    before_batch uuid not null,   -- by which it had come
    version integer not null,
    record_type text not null,
    label_id integer not null, status text collate "C" not null, expires timestamptz not null,
    contributor text collate "C" not null,
    content_hash bytea not null,
    list text collate "C" not null,
    approver text collate "C" not null,
    links jsonb not null,
    primary key (record_id, batch)
);
create index databanks_earlier_batch on databanks_earlier (batch);
create index databanks_earlier_before on databanks_earlier (before_batch);
"""

STEPS = """
create function databanks_batch_step() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    if (old.state, new.state) not in ({steps}) then
        raise exception 'databanks.batch.no-such-step: a batch that is % does not become %', old.state, new.state
            using errcode = 'insufficient_privilege';
    end if;
    return new;
end $$;
create trigger databanks_batch_step before update of state on databanks_batch
    for each row when (old.state <> new.state) execute function databanks_batch_step();
revoke execute on function databanks_batch_step() from public;
"""

PROTECTED = ("databanks_held", "databanks_absent", "databanks_earlier")
WRITTEN = (
    "record",
    "identity",
    "narrative",
    "special",
    "attachment",
    "biometric",
    "custody",
    "version",
    "provenance",
    "link",
)
"""Parts that the functions of a batch write for an approver."""


def held() -> list[str]:
    """Held rows: entered by who fills the batch, marked as joined by who fills the one in which they join."""
    contributing = f"{me('role')} = 'contributor' and {OURS}"
    filling = (
        "exists (select 1 from databanks_batch b where b.id = {batch}"
        f" and b.contributor = {me('officer')} and b.state = 'receiving')"
    )
    deciding = f"{OTHERS} and {OURS}"
    of_agency = "batch in (select b.id from databanks_batch b)"  # those of the agency, which know its party too
    return [
        f"create policy databanks_held_read on databanks_held for select to cw_app"
        f" using ({of_agency} and (({contributing}) or ({deciding})))",
        "create policy databanks_held_write on databanks_held for insert to cw_app"
        f" with check ({contributing} and contributor = {me('officer')} and joined_by is null"
        f" and {filling.format(batch='databanks_held.batch')})",
        "create policy databanks_held_join on databanks_held for update to cw_app"
        f" using ({of_agency} and {contributing})"
        f" with check ({contributing} and {filling.format(batch='databanks_held.joined_by')})",
        "grant select, insert, update (joined_by) on databanks_held to cw_app",
        "create policy databanks_held_clock on databanks_held to cw_clock using (expires <= common_now())",
        "grant select (expires), delete on databanks_held to cw_clock",
    ]


def lent() -> list[str]:
    """What the functions of a batch may do, and nobody else: they repeat the rules of whoever calls them."""
    statements = [
        f"create policy databanks_absent_read on databanks_absent for select to cw_app"
        f" using (batch in (select b.id from databanks_batch b) and (({contributions.OWN}) or ({OTHERS})))",
        "grant select on databanks_absent to cw_app",
        "grant select, insert, update, delete on databanks_absent, databanks_earlier to cw_intake",
        "grant update, delete on databanks_staged to cw_intake",
        "grant select on databanks_refused to cw_intake",
        "create policy databanks_refused_take_in on databanks_refused for select to cw_intake using (true)",
    ]
    for table in ("databanks_absent", "databanks_earlier"):
        statements.append(f"create policy {table}_take_in on {table} to cw_intake using (true) with check (true)")
    for part in WRITTEN:
        table = f"databanks_{part}"
        statements += [
            f"drop policy if exists {table}_take_in on {table}",
            f"create policy {table}_take_in on {table} to cw_intake using (true) with check (true)",
            f"grant select, insert, update, delete on {table} to cw_intake",
        ]
    return statements


def withheld() -> list[str]:
    """The application itself enters and changes no part of a record: the functions do, from what was staged.

    What it may still write is a record's standing. The policies of writing stay, behind rights that nobody has.
    """
    tables = ", ".join(f"databanks_{part}" for part in WRITTEN)
    return [
        f"revoke insert, update, delete on {tables} from cw_app",
        "grant update (status) on databanks_record to cw_app",
        "drop index databanks_staged_record",
    ]


def _anew() -> list[str]:
    """The policies of batches and their rows know more states than those of a house that was set up before."""
    made = [*contributions.batches(), *contributions.rows()]
    dropped = [re.sub(r"^create policy (\w+) on (\w+) .*", r"drop policy if exists \1 on \2", each) for each in made]
    return [*dropped, *made]


def statements() -> list[str]:
    """Everything, in order."""
    steps = ", ".join(f"('{line.state}', '{line.next}')" for line in BATCH.transitions)
    states = ", ".join(f"'{state}'" for state in BATCH.states)
    return [
        "set role cw_intake",
        "alter table databanks_intake add column number integer",
        "reset role",
        TABLES.format(states=states),
        STEPS.format(steps=steps),
        *forced(PROTECTED),
        *_anew(),
        *held(),
        *lent(),
        *withheld(),
    ]
