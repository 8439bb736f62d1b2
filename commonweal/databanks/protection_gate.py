"""The entry gate in the database: what waits for a second reviewer is a draft, whoever writes it.

Classes are those of `reference/gate.yaml`; whoever brings a record in may ask for more, never for less (`review` in the
answers). A reviewer of another party accepts or refuses one content, known by its hash: with another content the record
waits again. Triggers hold that, so that no function and no right makes such a record active without its review.
"""

from commonweal.databanks.protection_neighbours import SIGNED, open_to
from commonweal.databanks.protection_staging import lend
from commonweal.handling.sql import OWN, forced, me, sees
from commonweal.handling.terms import Level

GATE, ANSWERS, VERDICT = "databanks_gate", "databanks_neutrality", "databanks_verdict"
TABLES_HERE = (GATE, ANSWERS, VERDICT)

TABLES = """
create table databanks_gate (
    code text collate "C" primary key,
    record_type text not null,
    property text not null,        -- '': every record of the type
    choices text[] not null,
    kept_as text not null,         -- '': whatever its class of retention
    always boolean not null,       -- a second reviewer whatever the answers
    questions text[] not null
);
create table databanks_neutrality (
    record_id uuid primary key,
    label_id integer not null, status text collate "C" not null, expires timestamptz not null,
    contributor text collate "C" not null,
    body jsonb not null,           -- answers, weighing, review
    foreign key (record_id, label_id, status, expires, contributor)
        references databanks_record (id, label_id, status, expires, contributor) on update cascade on delete cascade
);
create table databanks_verdict (
    id uuid primary key,
    record uuid not null references databanks_record (id) on delete cascade,
    digest bytea not null,         -- of what the record said when it was reviewed
    accepted boolean not null,
    reason text collate "C" not null,
    words text not null check (length(words) <= 2000),
    officer text collate "C" not null,
    party text collate "C" not null,
    agency text collate "C" not null,
    owner_party text collate "C" not null,
    decided_at timestamptz not null,
    only_for text[] collate "C",
    check (accepted = (reason = '')),
    check (reason <> 'other' or words <> ''),
    check (party <> owner_party)
);
create index databanks_verdict_record on databanks_verdict (record, decided_at);
create index databanks_verdict_decided on databanks_verdict (decided_at);
alter table databanks_staged add column neutrality jsonb,
    add column standing text collate "C" not null default 'active' check (standing in ('active', 'draft'));
alter table databanks_earlier add column neutrality jsonb;
set role cw_intake;
alter table databanks_intake add column neutrality text;
reset role;
insert into databanks_term values
    ('review', 14, 'day', 'of this house, not law', 'установлено здесь, не законом', false);
"""

RIGHTS = """
grant select on databanks_gate, databanks_neutrality, databanks_verdict to cw_app;
grant select on databanks_gate, databanks_verdict to cw_gauge;
grant select on databanks_gate to cw_intake;
grant select, insert, delete on databanks_neutrality to cw_intake;
grant select, insert on databanks_verdict to cw_intake;
grant select, update (closed_at) on handling_review to cw_intake;
"""

NEEDS = """
create function databanks_needs_review(type text, kept text, identity jsonb, narrative jsonb, said jsonb)
    returns boolean language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
begin
    return coalesce((said ->> 'review')::boolean, false) or exists (
        select 1 from databanks_gate g
        where g.record_type = type and g.kept_as in ('', kept)
          and (g.property = '' or coalesce(identity -> g.property, narrative -> g.property, '[]') ?| g.choices)
          and (g.always or exists (select 1 from unnest(g.questions) q
               where (said -> 'answers' ->> q) is distinct from 'no')));
end $$;
"""

SAID = """
-- What a review is of: everything that the record says, but for its label, term, evaluation, links and attachments.
create function databanks_said(asked uuid) returns bytea
    language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
begin
    return (select sha256(convert_to(concat_ws(E'\\n', i.record_type, i.body, n.basis, n.retention_class, n.body,
                                               p.body, u.body), 'UTF8'))
        from databanks_identity i join databanks_narrative n on n.record_id = i.record_id
        left join databanks_special p on p.record_id = i.record_id
        left join databanks_neutrality u on u.record_id = i.record_id where i.record_id = asked);
end $$;
"""

STANDS = """
create function databanks_may_stand(asked uuid) returns boolean
    language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
begin
    return coalesce((
        select not databanks_needs_review(i.record_type, n.retention_class, i.body, n.body, u.body)
            or coalesce((select v.accepted from databanks_verdict v
                where v.record = asked and v.digest = databanks_said(asked)
                order by v.decided_at desc, v.accepted limit 1), false)
        from databanks_identity i join databanks_narrative n on n.record_id = i.record_id
        left join databanks_neutrality u on u.record_id = i.record_id where i.record_id = asked), true);
end $$;
"""

TRIGGERS = """
create function databanks_gate_step() returns trigger
    language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
    if not databanks_may_stand(new.id) then
        new.status := 'draft';
    end if;
    return new;
end $$;
create function databanks_gate_entered() returns trigger
    language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
    if exists (select 1 from come c left join databanks_narrative n on n.record_id = c.record_id
            where c.status = 'active' and (exists (select 1 from databanks_gate g
                    where g.record_type = c.record_type and g.kept_as in ('', n.retention_class))
                or exists (select 1 from databanks_neutrality u where u.record_id = c.record_id))
            and not databanks_may_stand(c.record_id))
    then
        raise exception 'databanks.gate.not-reviewed: it waits for a second reviewer'
            using errcode = 'insufficient_privilege';
    end if;
    return null;
end $$;
create function databanks_gate_changed() returns trigger
    language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
    changed uuid := case when tg_op = 'DELETE' then old.record_id else new.record_id end;
begin
    if exists (select 1 from databanks_record r where r.id = changed and r.status = 'active')
        and not databanks_may_stand(changed)
    then
        raise exception 'databanks.gate.not-reviewed: it waits for a second reviewer'
            using errcode = 'insufficient_privilege';
    end if;
    return null;
end $$;
"""

DECIDE = """
create function databanks_decide_review(asked uuid, seen bytea, accept boolean, because text, told text)
    returns table (record uuid, owner_party text, owner_agency text, owner_ref text)
    language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
#variable_conflict use_column
declare
    holder handling_holder := handling_me();
    given handling_review;
    held databanks_record;
begin
    select * into given from handling_review v where v.id = asked and v.agency = holder.agency
        and v.closed_at is null and v.until > common_now() for update;
    select * into held from databanks_record r where r.id = given.record and r.expires > common_now() for update;
    if holder.role is distinct from 'reviewer' or given.id is null or held.id is null
        or held.owner_party = holder.party or held.contributor = holder.officer
        or held.classification > holder.clearance
    then
        raise exception 'databanks.review.not-yours' using errcode = 'insufficient_privilege';
    end if;
    if held.status <> 'draft' then
        raise exception 'databanks.review.decided' using errcode = 'insufficient_privilege';
    end if;
    if seen is distinct from databanks_said(held.id) then
        raise exception 'databanks.review.changed' using errcode = 'insufficient_privilege';
    end if;
    insert into databanks_verdict (id, record, digest, accepted, reason, words, officer, party, agency, owner_party,
        decided_at)
    values (gen_random_uuid(), held.id, seen, accept, because, told, holder.officer, holder.party, holder.agency,
        held.owner_party, common_now());
    update handling_review v set closed_at = common_now() where v.record = held.id and v.closed_at is null;
    update databanks_record r set status = case when accept then 'active' else 'withdrawn' end where r.id = held.id;
    return query select held.id, held.owner_party, held.owner_agency, i.owner_ref
        from databanks_identity i where i.record_id = held.id;
end $$;
"""

# No count under ten leaves the function, and no sum from which one could be reckoned.
REFUSALS = """
create function databanks_refusals(since timestamptz, until timestamptz)
    returns table (party text, reason text, number bigint)
    language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    select v.owner_party, v.reason, count(*) from databanks_verdict v
    where not v.accepted and v.only_for is null and v.decided_at >= since and v.decided_at < until
    group by 1, 2 having count(*) >= 10 order by 1, 2
$$;
"""

DIGEST = """
create function databanks_review_digest(asked uuid) returns bytea
    language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
declare
    holder handling_holder := handling_me();
begin
    return (select databanks_said(v.record) from handling_review v where v.id = asked and holder.role = 'reviewer'
        and v.agency = holder.agency and v.closed_at is null and v.until > common_now());
end $$;
"""

LENT = (
    ("databanks_needs_review(text, text, jsonb, jsonb, jsonb)", NEEDS),
    ("databanks_said(uuid)", SAID),
    ("databanks_may_stand(uuid)", STANDS),
    ("databanks_review_digest(uuid)", DIGEST),
    ("databanks_decide_review(uuid, bytea, boolean, text, text)", DECIDE),
)
WITHHELD = tuple(signature for signature, body in LENT if body in (NEEDS, SAID, STANDS))
"""Asked by the functions that bring records in and by triggers alone: they would tell of any record."""
STEPS = ("databanks_gate_step()", "databanks_gate_entered()", "databanks_gate_changed()")


WATCHED = (
    (
        "databanks_identity",
        "update of body, record_type",
        "when (new.status = 'active' and (new.record_type, new.body) is distinct from (old.record_type, old.body))",
    ),
    (
        "databanks_narrative",
        "update of body, basis, retention_class",
        "when (new.status = 'active' and (new.retention_class, new.basis, new.body)"
        " is distinct from (old.retention_class, old.basis, old.body))",
    ),
    (ANSWERS, "insert or delete", ""),
)
"""Where the words of a record change: table, what happens, and what of it counts."""


def policies() -> list[str]:
    """Answers are for who asks for the review, who reviews, and a commission; a verdict for both sides of it."""
    offices = f"(({OWN}) or {me('role')} in ('reviewer', 'commission'))"
    answers = f"{sees(ANSWERS, Level.FULL)[:-1]} and {offices})"
    reviewing = f"(party = {me('party')} and agency = {me('agency')} and {open_to('reviewer')})"
    abroad = (
        f"exists (select 1 from members_agency a where a.code = handling_review.agency and a.party_id <> {me('party')})"
    )
    return [
        "create policy databanks_gate_read on databanks_gate for select to cw_app, cw_gauge, cw_intake using (true)",
        "create policy databanks_gate_load on databanks_gate to cw_owner using (true) with check (true)",
        f"create policy databanks_neutrality_read on databanks_neutrality for select to cw_app using ({answers})",
        "create policy databanks_neutrality_take_in on databanks_neutrality to cw_intake"
        " using (true) with check (true)",
        "create policy databanks_verdict_read on databanks_verdict for select to cw_app"
        f" using ({reviewing} or databanks_holds(record))",
        "create policy databanks_verdict_take_in on databanks_verdict to cw_intake using (true) with check (true)",
        "create policy databanks_verdict_gauge on databanks_verdict for select to cw_gauge using (true)",
        "create policy handling_review_abroad on handling_review as restrictive for insert to cw_app"
        f" with check ({abroad})",
        "create policy handling_review_take_in on handling_review to cw_intake using (true) with check (true)",
    ]


def triggers() -> list[str]:
    """Who may be active is asked where a record becomes so, where it is entered, and where its words change."""
    return [
        "grant create on schema public to cw_intake",
        "set role cw_intake",
        TRIGGERS,
        f"revoke execute on function {', '.join(STEPS)} from public",
        f"grant execute on function {', '.join(STEPS)} to cw_owner",
        "reset role",
        "revoke create on schema public from cw_intake",
        "create trigger databanks_record_gate before update of status on databanks_record"
        " for each row when (new.status = 'active' and old.status <> 'active')"
        " execute function databanks_gate_step()",
        "create trigger databanks_identity_gate after insert on databanks_identity"
        " referencing new table as come for each statement execute function databanks_gate_entered()",
        *(
            f"create constraint trigger {table}_gate_still after {what} on {table} deferrable initially deferred"
            f" for each row {when} execute function databanks_gate_changed()"
            for table, what, when in WATCHED
        ),
        "create trigger databanks_verdict_only_for before insert on databanks_verdict"
        " for each row execute function databanks_mark('record')",
    ]


def inbox() -> list[str]:
    """Items about reviews come into another agency's inbox, signed with one's own agency."""
    signed = f"kind in ({', '.join(map(repr, SIGNED))}) and words ->> 'agency' = {me('agency')}"
    return [
        "alter policy workflow_inbox_post on workflow_inbox"
        f" with check ({me('officer')} is not null and (agency = {me('agency')} or ({signed})))"
    ]


def reports() -> list[str]:
    """Counts of refusals, lent by the gauge."""
    return [
        "grant create on schema public to cw_gauge",
        "set role cw_gauge",
        REFUSALS,
        "revoke execute on function databanks_refusals(timestamptz, timestamptz) from public",
        "grant execute on function databanks_refusals(timestamptz, timestamptz) to cw_app",
        "reset role",
        "revoke create on schema public from cw_gauge",
    ]


def statements() -> list[str]:
    """Everything, in order; the functions that bring records in follow, since they ask these."""
    lent = [statement for signature, body in LENT for statement in lend(signature, body)]
    withheld = [
        "set role cw_intake",
        f"revoke execute on function {', '.join(WITHHELD)} from cw_app",
        "reset role",
    ]
    return [RIGHTS, *forced(TABLES_HERE), *policies(), *lent, *withheld, *triggers(), *inbox(), *reports()]
