"""Tables of standing questions: what an officer keeps asking, and of which records he was told.

The words of a question are its officer's alone and go when it ends. An alert is read under the purpose of its question,
and only where the record itself is seen at that moment.
"""

from commonweal.databanks.protection_staging import lend
from commonweal.handling.sql import NOW, forced, me, stands_as_reader

LONGEST = "366 days"

TABLES = """
create table search_kept (
    id uuid primary key,
    party text collate "C" not null,
    agency text collate "C" not null,
    officer text collate "C" not null,
    name text not null check (name <> '' and length(name) <= 120), -- by which its officer knows it
    question jsonb not null,
    purpose text not null,
    basis text not null,
    case_ref text not null,
    standing_duty text not null,
    state text not null check (state in ('active', 'paused', 'suspended')),
    problem jsonb, -- why it is suspended
    opened_at timestamptz not null,
    changed_at timestamptz not null,
    expires timestamptz not null,
    check (expires <= opened_at + interval '366 days')
);
create index search_kept_officer on search_kept (officer, opened_at);
create index search_kept_state on search_kept (state, expires);

create table search_alert (
    kept uuid not null references search_kept (id) on delete cascade,
    record uuid not null,
    version integer not null, -- of the record; 0 where its reader may not know of versions
    officer text collate "C" not null,
    band text not null,
    told boolean not null,    -- or seen already when the question was kept
    at timestamptz not null,
    primary key (kept, record, version)
);
"""

RIGHTS = """
grant select, insert, delete on search_kept to cw_app;
grant update (state, problem, changed_at) on search_kept to cw_app;
grant select, insert on search_alert to cw_app;
grant select (expires), delete on search_kept to cw_clock;
grant select, update (state, problem, changed_at) on search_kept to cw_intake;
"""

WATCHING = """
create function search_watching() returns table (kept uuid, officer text)
    language sql stable security definer set search_path = pg_catalog, public, pg_temp
    as $$ select k.id, k.officer from search_kept k where k.state = 'active' and common_now() < k.expires $$;
"""

SUSPEND = f"""
create function search_suspend_kept(asked text, why jsonb, journal_entry text) returns integer
    language plpgsql security definer set search_path = pg_catalog, public, pg_temp
    as $$
declare
    ended integer;
    said jsonb := journal_entry::jsonb;
begin
    if (said ->> 'verb', said -> 'about')
        is distinct from ('search.kept.suspended', jsonb_build_array('officer/' || asked))
    then
        raise exception 'search.kept.other-entry: the journal entry is not of this officer';
    end if;
    update search_kept k set state = 'suspended', problem = why, changed_at = common_now()
    where k.officer = asked and k.state = 'active' and not {stands_as_reader("k")};
    get diagnostics ended = row_count;
    if ended > 0 then
        perform audit_append(journal_entry, '[]'::jsonb);
    end if;
    return ended;
end $$;
"""

TABLES_HERE = ("search_kept", "search_alert")


def policies() -> list[str]:
    """Everything is its officer's; an alert, under the purpose of its question and as far as he sees records."""
    mine = f"officer = {me('officer')}"
    own = f"{mine} and agency = {me('agency')} and party = {me('party')}"
    reader = f"{me('role')} = 'reader'"
    either = f"{own} and {me('role')} in ('reader', 'desk')"
    purpose = (
        f"purpose = {me('purpose')} and basis = {me('basis')} and case_ref = {me('case_ref')}"
        f" and standing_duty = {me('standing_duty')}"
    )
    same = f"exists (select 1 from search_kept k where k.id = kept and k.purpose = {me('purpose')})"
    seen = "exists (select 1 from databanks_record r where r.id = search_alert.record)"
    return [
        f"create policy search_kept_read on search_kept for select to cw_app using ({either} and expires > {NOW})",
        f"create policy search_kept_keep on search_kept for insert to cw_app with check ({own} and {reader}"
        f" and {purpose} and state = 'active' and expires <= {NOW} + interval '{LONGEST}')",
        f"create policy search_kept_change on search_kept for update to cw_app using ({either} and expires > {NOW})"
        f" with check ({either})",
        f"create policy search_kept_end on search_kept for delete to cw_app using ({either})",
        "create policy search_alert_read on search_alert for select to cw_app"
        f" using ({mine} and {reader} and {same} and {seen})",
        "create policy search_alert_enter on search_alert for insert to cw_app"
        f" with check ({mine} and {reader} and {same} and {seen})",
        *(
            f"create policy search_kept_clock_{verb} on search_kept for {verb} to cw_clock using (expires <= {NOW})"
            for verb in ("select", "delete")
        ),
        "create policy search_kept_watch on search_kept for select to cw_intake using (true)",
        "create policy search_kept_suspend on search_kept for update to cw_intake using (state = 'active')"
        " with check (state = 'suspended')",
    ]


def statements() -> list[str]:
    """Everything, in order, for a database that lacks it."""
    lent = [*lend("search_watching()", WATCHING), *lend("search_suspend_kept(text, jsonb, text)", SUSPEND)]
    return [TABLES, RIGHTS, *forced(TABLES_HERE), *policies(), *lent]
