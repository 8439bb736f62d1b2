"""Steps of uploads and of work in the background, and the end of work whose officer may no longer do it.

The database refuses every step that the tables in `standing` do not have. Work is ended under a warrant of its officer;
where he gets none any more, a function ends it, which asks the register itself whether that is so.
"""

from commonweal.databanks.protection_staging import lend
from commonweal.databanks.standing import UPLOAD, WORK
from commonweal.workflow.transitions import Table

GONE = "gone"
"""The state of an upload that is no longer there."""

STEPS = """
create function {table}_step() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    if tg_op = 'INSERT' and new.state <> '{first}' then
        raise exception '{subject}.no-such-step: it begins as {first}, not as %', new.state
            using errcode = 'insufficient_privilege';
    end if;
    if tg_op = 'UPDATE' and old.state <> new.state and (old.state, new.state) not in ({steps}) then
        raise exception '{subject}.no-such-step: what is % does not become %', old.state, new.state
            using errcode = 'insufficient_privilege';
    end if;
    return new;
end $$;
create trigger {table}_step before insert or update of state on {table}
    for each row execute function {table}_step();
revoke execute on function {table}_step() from public;
alter table {table} drop constraint {table}_state_check, add constraint {table}_state_check check (state in ({states}));
"""

PROBLEM = """
alter table databanks_batch add column problem jsonb; -- why it was not taken: code, sentence and its values
grant update (problem) on databanks_batch to cw_app;
"""

ORPHANED = """
create function databanks_orphan_work(asked uuid, why jsonb, journal_entry text) returns boolean
    language plpgsql security definer set search_path = pg_catalog, public, pg_temp
    as $$
declare
    found_work databanks_work;
    named text;
    contribution uuid;
    said jsonb := journal_entry::jsonb;
begin
    if (said ->> 'verb', said -> 'about')
        is distinct from ('databanks.work.failed', jsonb_build_array('work/' || asked))
    then
        raise exception 'databanks.work.other-entry: the journal entry is not of this work';
    end if;
    select * into found_work from databanks_work w
    where w.id = asked and w.state in ('queued', 'running') for update;
    if not found or exists (
        select 1 from handling_standing(found_work.officer) s
        where (s.party, s.agency) = (found_work.party, found_work.agency)
          and case when found_work.kind in ('check', 'stage') then 'contributor' else 'approver' end = any (s.roles))
    then
        return false;
    end if;
    update databanks_work set state = 'failed', changed_at = common_now(), problem = why where id = asked;
    if found_work.kind in ('check', 'stage') then
        -- Anybody may ask for work on an upload that is not his: it fails, and so it ends here without any effect.
        select u.batch into contribution from databanks_upload u
        where u.id = found_work.subject and u.contributor = found_work.officer;
        update databanks_upload set state = 'open', batch = null, report = '{}'
        where id = found_work.subject and contributor = found_work.officer and state = 'staging';
        update databanks_batch set state = 'withdrawn', closed_at = common_now(), problem = why
        where id = contribution and state = 'receiving';
    else
        select b.file_name into named from databanks_batch b
        where b.id = found_work.subject and (b.party, b.agency) = (found_work.party, found_work.agency);
    end if;
    if found_work.kind <> 'check' then
        insert into workflow_inbox (id, agency, officer, kind, subject, words, created_at)
        values (gen_random_uuid(), found_work.agency, '', 'work-failed',
            case found_work.kind when 'stage' then 'work/' || asked else 'batch/' || found_work.subject end,
            jsonb_build_object('level', found_work.kind, 'officer', found_work.officer, 'batch', coalesce(named, '')),
            common_now());
    end if;
    perform audit_append(journal_entry, '[]'::jsonb);
    return true;
end $$;
"""


def steps(table: str, of: Table, *, subject: str, not_kept: str = "") -> str:
    """The guard of a table's states, as the transition table says it; `not_kept` is a state without a row."""
    kept = [line for line in of.transitions if not_kept not in (line.state, line.next)]
    return STEPS.format(
        table=table,
        subject=subject,
        first=of.first,
        steps=", ".join(f"('{line.state}', '{line.next}')" for line in kept),
        states=", ".join(f"'{state}'" for state in of.states if state != not_kept),
    )


def lent() -> list[str]:
    """What the function that ends work may read and write."""
    waits = "state in ('queued', 'running')"
    return [
        "grant select, update (state, changed_at, problem) on databanks_work to cw_intake",
        "grant select, update (state, batch, report) on databanks_upload to cw_intake",
        "grant update (state, closed_at, problem) on databanks_batch to cw_intake",
        "grant insert on workflow_inbox to cw_intake",
        "create policy databanks_work_orphan_read on databanks_work for select to cw_intake using (true)",
        f"create policy databanks_work_orphan on databanks_work for update to cw_intake using ({waits})"
        " with check (state = 'failed')",
        "create policy databanks_upload_orphan_read on databanks_upload for select to cw_intake using (true)",
        "create policy databanks_upload_orphan on databanks_upload for update to cw_intake"
        " using (state = 'staging') with check (state = 'open')",
        "create policy databanks_batch_orphan on databanks_batch for update to cw_intake"
        " using (state = 'receiving') with check (state = 'withdrawn')",
        "create policy workflow_inbox_orphan on workflow_inbox for insert to cw_intake"
        " with check (kind = 'work-failed')",
        "set role cw_gate",
        "grant execute on function handling_standing(text) to cw_intake",
        "reset role",
    ]


def statements() -> list[str]:
    """Everything, in order."""
    return [
        steps("databanks_upload", UPLOAD, subject="databanks.upload", not_kept=GONE),
        steps("databanks_work", WORK, subject="databanks.work"),
        PROBLEM,
        *lent(),
        *lend("databanks_orphan_work(uuid, jsonb, text)", ORPHANED),
    ]
