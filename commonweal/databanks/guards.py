"""What the database refuses of the application's writes where no policy can say it, by triggers and functions."""


def intake() -> list[str]:
    """Lines come only into a batch that their own contributor is filling: else they would count as the other's."""
    return [
        """create function databanks_intake_guard() returns trigger
            language plpgsql security definer set search_path = pg_catalog, public, pg_temp
            as $$
        declare
            holder handling_holder := handling_me();
        begin
            if holder.role is distinct from 'contributor' or exists (
                select 1 from come where not exists (
                    select 1 from databanks_batch b
                    where b.id = come.batch and b.contributor = holder.officer and b.state = 'receiving'))
            then
                raise exception 'databanks.batch.not-yours' using errcode = 'insufficient_privilege';
            end if;
            return null;
        end $$""",
        "grant create on schema public to cw_intake",
        "alter function databanks_intake_guard() owner to cw_intake",
        "revoke create on schema public from cw_intake",
        "set role cw_intake",
        "revoke execute on function databanks_intake_guard() from public",
        "create trigger databanks_intake_own after insert on databanks_intake"
        " referencing new table as come for each statement execute function databanks_intake_guard()",
        "reset role",
    ]


def marked_batches() -> list[str]:
    """A batch that brings protected records is known, beyond who contributes and approves, to their purposes alone."""
    return [
        """create function databanks_mark_batch() returns trigger
            language plpgsql security definer set search_path = pg_catalog, public, pg_temp
            as $$
        begin
            update databanks_batch b set only_for = coalesce((
                select array_agg(distinct p order by p) from unnest(b.only_for || x.purposes) p), '{}')
            from (select c.batch, array_agg(p) filter (where p is not null) as purposes from come c
                  join handling_label l on l.id = c.label_id left join unnest(l.purposes) p on true
                  where l.protected group by c.batch) x
            where b.id = x.batch;
            return null;
        end $$""",
        "create trigger databanks_staged_marks_batch after insert on databanks_staged"
        " referencing new table as come for each statement execute function databanks_mark_batch()",
        "revoke execute on function databanks_mark_batch() from public",
        "grant create on schema public to cw_intake",
        "alter function databanks_mark_batch() owner to cw_intake",
        "revoke create on schema public from cw_intake",
        "create policy databanks_batch_mark on databanks_batch for update to cw_intake using (true)",
        "grant update (only_for) on databanks_batch to cw_intake",
    ]


def out_of_reach() -> list[str]:
    """How many rows of a batch of the approver's agency his clearance does not reach: he cannot decide on them."""
    return [
        """create function databanks_out_of_reach(asked uuid) returns bigint
            language sql stable security definer set search_path = pg_catalog, public, pg_temp
            as $$
            select count(*) from databanks_staged s join handling_label l on l.id = s.label_id
            join databanks_batch b on b.id = s.batch cross join handling_me() holder
            where s.batch = asked and (b.party, b.agency) = (holder.party, holder.agency) and holder.role = 'approver'
              and l.classification > holder.clearance
            $$""",
        "grant create on schema public to cw_intake",
        "alter function databanks_out_of_reach(uuid) owner to cw_intake",
        "revoke create on schema public from cw_intake",
        "set role cw_intake",
        "revoke execute on function databanks_out_of_reach(uuid) from public",
        "grant execute on function databanks_out_of_reach(uuid) to cw_app",
        "reset role",
    ]


def protection_stands() -> list[str]:
    """Whether a record is protected never changes: what was told of it before would stay open."""
    return [
        """create function databanks_protection_stands() returns trigger
            language plpgsql security definer set search_path = pg_catalog, public, pg_temp
            as $$
        begin
            if exists (select 1 from handling_label a, handling_label b
                       where a.id = old.label_id and b.id = new.label_id and a.protected <> b.protected) then
                raise exception 'databanks.record.protection-stands: withdraw the record and enter another';
            end if;
            return new;
        end $$""",
        "create trigger databanks_record_protection before update of label_id on databanks_record"
        " for each row when (old.label_id <> new.label_id) execute function databanks_protection_stands()",
        "revoke execute on function databanks_protection_stands() from public",
        "grant create on schema public to cw_intake",
        "alter function databanks_protection_stands() owner to cw_intake",
        "revoke create on schema public from cw_intake",
    ]


def statements() -> list[str]:
    """Everything, in order, behind `protection.statements`."""
    return [*intake(), *marked_batches(), *out_of_reach(), *protection_stands()]
