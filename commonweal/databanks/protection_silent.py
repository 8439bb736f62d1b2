"""Silent hits on their way to the owner: noted by the search process, told by the clock process, read by nobody else.

A note holds the record and who asked for what; never a word of the question. It is written by a function that takes the
facts from the warrant itself, so that the search process can neither invent an officer nor name a record's owner.
"""

TABLES = """
create table databanks_silent (
    question uuid not null,
    record uuid not null,
    owner_party text collate "C" not null,
    owner_agency text collate "C" not null,
    owner_ref text not null,
    officer text not null,
    party text not null,
    agency text not null,
    role text not null,
    purpose text not null,
    basis text not null,
    case_ref text not null,
    noted_at timestamptz not null,
    primary key (question, record)
);
"""

FUNCTIONS = """
grant create on schema public to cw_intake;
-- Only what the owner's label watches in silence is noted, and only for the party that it names.
create function databanks_note_silent(question uuid, warrant uuid, records uuid[]) returns void
    language sql security definer set search_path = pg_catalog, public, pg_temp
    as $$
    insert into databanks_silent
    select question, r.id, r.owner_party, r.owner_agency, i.owner_ref, w.officer, w.party, w.agency, w.role,
           w.purpose, w.basis, coalesce(nullif(w.case_ref, ''), w.standing_duty), common_now()
    from handling_warrant_of(warrant) w cross join databanks_record r
    join handling_label l on l.id = r.label_id join databanks_identity i on i.record_id = r.id
    where r.id = any (records) and w.party = any (l.see_silent) and common_now() < r.expires
    on conflict do nothing
    $$;
revoke execute on function databanks_note_silent(uuid, uuid, uuid[]) from public;
grant execute on function databanks_note_silent(uuid, uuid, uuid[]) to cw_indexer;
alter function databanks_note_silent(uuid, uuid, uuid[]) owner to cw_intake;
revoke create on schema public from cw_intake;
"""

RIGHTS = """
grant select (owner_party, owner_agency, expires) on databanks_record to cw_intake;
grant select (question, record), insert on databanks_silent to cw_intake;
grant select, delete on databanks_silent to cw_clock;
grant insert (id, agency, officer, kind, subject, words, created_at) on workflow_inbox to cw_clock;
"""

POLICIES = (
    "alter table databanks_silent enable row level security, force row level security",
    "create policy databanks_silent_note on databanks_silent for insert to cw_intake with check (true)",
    "create policy databanks_silent_noted on databanks_silent for select to cw_intake using (true)",
    "create policy databanks_silent_tell on databanks_silent to cw_clock using (true)",
    "create policy workflow_inbox_alert on workflow_inbox for insert to cw_clock with check (kind = 'silent-hit')",
)


def statements() -> list[str]:
    """Everything, in order."""
    return [TABLES, RIGHTS, *POLICIES, FUNCTIONS]
