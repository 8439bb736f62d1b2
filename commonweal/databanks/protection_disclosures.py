"""Asking an owner for more of a record than a hit or its identity, and the owner's rules by which it is given at once.

What is given is a consent of the day, the one fact that widens, with an end of its own: a request that nobody answers
gives nothing. A request is read by both sides as an enquiry is; rules by the owner's agency alone, since they say whom
it trusts. Where a rule fits, a function of the intake's role, which reads labels, gives the consent in the rule's name.
"""

from commonweal.databanks.protection_enquiries import CLEARED, HELD, MINE, OWNER
from commonweal.databanks.protection_neighbours import inbox, open_to
from commonweal.handling.sql import NOW, forced, me

DISCLOSURE, RULE = "databanks_disclosure", "databanks_release_rule"
TABLES_HERE = (DISCLOSURE, RULE)

TABLES = """
create table databanks_release_rule (
    id uuid primary key,
    owner_party text collate "C" not null,
    owner_agency text collate "C" not null,
    party text collate "C" not null,    -- to whom: agencies of one kind of one party
    kind text collate "C" not null,
    purpose text collate "C" not null,
    handling text[] collate "C" not null check (handling <@ '{H0,H1,H2,H3}' and handling <> '{}'),
    level smallint not null check (level in (3, 4)),
    hours integer not null check (hours between 1 and 720), -- how long what is given stands
    reason text not null check (reason <> '' and length(reason) <= 500),
    made_by text collate "C" not null,
    made_at timestamptz not null,
    ended_by text collate "C" not null default '',
    ended_at timestamptz,
    check ((ended_at is null) = (ended_by = ''))
);
create index databanks_release_rule_owner on databanks_release_rule (owner_agency) where ended_at is null;

create table databanks_disclosure (
    id uuid primary key,
    record uuid not null, -- no foreign key: a request outlives its record, and then says so
    shown_as text not null,
    seen smallint not null check (seen in (2, 3)),
    wanted smallint not null check (wanted in (3, 4) and wanted = seen + 1),
    urgent boolean not null,
    bank text collate "C" not null,
    classification smallint not null,
    owner_party text collate "C" not null,
    owner_agency text collate "C" not null,
    party text collate "C" not null,
    agency text collate "C" not null,
    kind text collate "C" not null,
    officer text collate "C" not null,
    purpose text not null,
    case_ref text not null,
    reason text not null check (reason <> '' and length(reason) <= 2000),
    facts text not null check (facts <> '' and length(facts) <= 4000),
    state text collate "C" not null
        check (state in ('asked', 'granted', 'refused', 'revoked', 'withdrawn', 'lapsed')),
    asked_at timestamptz not null,
    due_at timestamptz not null check (due_at > asked_at),
    answered_at timestamptz,
    answered_by text collate "C" not null default '',
    answer text not null default '' check (length(answer) <= 4000),
    ground text collate "C" not null default '',
    until timestamptz,
    consent uuid,
    rule uuid references databanks_release_rule (id),
    only_for text[] collate "C",
    check ((state = 'refused') = (ground <> '')),
    check ((state in ('granted', 'revoked')) = (consent is not null) and (consent is null) = (until is null))
);
create unique index databanks_disclosure_once on databanks_disclosure (record, agency, wanted) where state = 'asked';
create index databanks_disclosure_asker on databanks_disclosure (agency, asked_at);
create index databanks_disclosure_owner on databanks_disclosure (owner_agency, asked_at);
create index databanks_disclosure_record on databanks_disclosure (record);

insert into databanks_term values
    ('disclosure-urgent', 24, 'hour',
     'our default, not law; the term of a hit put to its owner, where the asker says why it cannot wait',
     'наше значение по умолчанию, не норма права; срок ответа на совпадение, когда запросивший указал, почему'
     ' нельзя ждать', false),
    ('disclosure-core', 48, 'hour',
     'our default; model: core data within 48 hours of a confirmed match, Reg. (EU) 2024/982 art. 47, which binds no'
     ' state of this commonwealth',
     'наше значение по умолчанию; образец: основные данные в течение 48 часов, регламент (ЕС) 2024/982, ст. 47, для'
     ' государств Содружества не обязательный', false),
    ('disclosure-full', 72, 'hour', 'our default, not law', 'наше значение по умолчанию, не норма права', false);

grant select, insert on databanks_disclosure, databanks_release_rule to cw_app;
grant update (state, answered_at, answered_by, answer, ground, until, consent) on databanks_disclosure to cw_app;
grant update (ended_at, ended_by) on databanks_release_rule to cw_app;
grant select on databanks_disclosure, databanks_release_rule to cw_intake;
grant update (state, answered_at, until, consent, rule) on databanks_disclosure to cw_intake;
grant insert on handling_consent to cw_intake;
grant select (id, record, state), update (state, answered_at) on databanks_disclosure to cw_gauge;
"""

RELEASE = """
grant create on schema public to cw_intake, cw_gauge;
set role cw_intake;
-- Give what a rule of the owner gives at once for one's own request of this transaction; null where no rule fits.
create function databanks_release(asked uuid) returns timestamptz
    language plpgsql security definer set search_path = pg_catalog, public, pg_temp
    as $$
declare
    holder handling_holder := handling_me();
    d databanks_disclosure;
    l handling_label;
    r databanks_release_rule;
    given uuid := gen_random_uuid();
    ends timestamptz;
begin
    select * into d from databanks_disclosure where id = asked and state = 'asked'
        and (party, agency, officer) = (holder.party, holder.agency, holder.officer) for update;
    if not found then
        return null;
    end if;
    select label.* into l from databanks_record x join handling_label label on label.id = x.label_id
    where x.id = d.record;
    -- A protected record is given by a person alone; to whom a label denies it, nothing is given at all.
    if not found or l.protected or d.party = any (l.denied) or l.classification > holder.clearance then
        return null;
    end if;
    select * into r from databanks_release_rule
    where (owner_party, owner_agency) = (d.owner_party, d.owner_agency) and ended_at is null and party = d.party
      and kind = d.kind and purpose = d.purpose and l.handling = any (handling) and level >= d.wanted
    order by hours desc, id limit 1;
    if not found then
        return null;
    end if;
    ends := common_now() + make_interval(hours => r.hours);
    insert into handling_consent (id, record, agency, level, until, given_by, given_agency, given_at, reason)
    values (given, d.record, d.agency, d.wanted, ends, r.made_by, d.owner_agency, common_now(), 'rule ' || r.id);
    update databanks_disclosure set state = 'granted', answered_at = common_now(), until = ends, consent = given,
        rule = r.id where id = asked;
    return ends;
end $$;
revoke execute on function databanks_release(uuid) from public;
grant execute on function databanks_release(uuid) to cw_app;
reset role;

set role cw_gauge;
create function databanks_lapse_disclosures() returns trigger
    language plpgsql security definer set search_path = pg_catalog, public, pg_temp
    as $$
begin
    update databanks_disclosure set state = 'lapsed', answered_at = common_now()
    where record in (select id from gone) and state = 'asked';
    return null;
end $$;
create function databanks_settle_disclosure() returns trigger
    language plpgsql security definer set search_path = pg_catalog, public, pg_temp
    as $$
begin
    update workflow_inbox set done_at = common_now()
    where words ->> 'disclosure' = new.id::text and kind in ('disclosure-asked', 'disclosure-waits')
      and done_at is null;
    return null;
end $$;
revoke execute on function databanks_lapse_disclosures(), databanks_settle_disclosure() from public;
grant execute on function databanks_lapse_disclosures(), databanks_settle_disclosure() to cw_owner;
reset role;
revoke create on schema public from cw_intake, cw_gauge;
create trigger databanks_record_lapses_disclosures after delete on databanks_record
    referencing old table as gone for each statement execute function databanks_lapse_disclosures();
create trigger databanks_disclosure_answered after update of state on databanks_disclosure
    for each row when (old.state = 'asked') execute function databanks_settle_disclosure();
create trigger databanks_disclosure_only_for before insert on databanks_disclosure
    for each row execute function databanks_mark('record');
"""


def disclosure_policies() -> list[str]:
    """Asked by who sees the record one level below; answered by an approver of the owner; taken back by the asker."""
    held = HELD.format(table=DISCLOSURE)
    owner = f"{OWNER} and {me('role')} = 'approver' and {held}"
    by_me = f"answered_by = {me('officer')}"
    seen = (
        f"exists (select 1 from databanks_record r where r.id = {DISCLOSURE}.record"
        f" and r.owner_party = {DISCLOSURE}.owner_party and r.owner_agency = {DISCLOSURE}.owner_agency"
        f" and r.classification = {DISCLOSURE}.classification)"
        f" and (wanted = 3 or exists (select 1 from databanks_identity i where i.record_id = {DISCLOSURE}.record))"
    )
    given = (
        f"exists (select 1 from handling_consent c where c.id = {DISCLOSURE}.consent"
        f" and c.record = {DISCLOSURE}.record and c.agency = {DISCLOSURE}.agency and c.level = {DISCLOSURE}.wanted"
        f" and c.until = {DISCLOSURE}.until and c.given_agency = {me('agency')})"
    )
    return [
        f"create policy {DISCLOSURE}_read on {DISCLOSURE} for select to cw_app"
        f" using (({MINE} and {CLEARED} and {open_to()}) or ({OWNER} and {held}))",
        f"create policy {DISCLOSURE}_ask on {DISCLOSURE} for insert to cw_app"
        f" with check ({MINE} and officer = {me('officer')} and kind = {me('kind')} and purpose = {me('purpose')}"
        f" and {me('role')} = 'reader' and state = 'asked' and rule is null and {seen})",
        f"create policy {DISCLOSURE}_decide on {DISCLOSURE} for update to cw_app using ({owner} and state = 'asked')"
        f" with check ({owner} and {by_me} and (state = 'refused' or (state = 'granted' and {given})))",
        f"create policy {DISCLOSURE}_revoke on {DISCLOSURE} for update to cw_app using ({owner} and state = 'granted')"
        f" with check ({owner} and {by_me} and state = 'revoked')",
        f"create policy {DISCLOSURE}_take_back on {DISCLOSURE} for update to cw_app"
        f" using ({MINE} and {me('role')} in ('reader', 'desk') and state = 'asked')"
        f" with check ({MINE} and {by_me} and state = 'withdrawn')",
        f"create policy {DISCLOSURE}_release on {DISCLOSURE} for all to cw_intake using (true)"
        " with check (state = 'granted' and rule is not null)",
        f"create policy {DISCLOSURE}_lapse_read on {DISCLOSURE} for select to cw_gauge using (true)",
        f"create policy {DISCLOSURE}_lapse on {DISCLOSURE} for update to cw_gauge using (state = 'asked')"
        " with check (state = 'lapsed')",
        "create policy handling_consent_release on handling_consent for insert to cw_intake with check (true)",
    ]


def rule_policies() -> list[str]:
    """The owner's agency reads its rules; its approver makes and ends them."""
    approving = f"{OWNER} and {me('role')} = 'approver'"
    return [
        f"create policy {RULE}_read on {RULE} for select to cw_app"
        f" using ({OWNER} and {me('role')} in ('reader', 'desk', 'approver'))",
        f"create policy {RULE}_make on {RULE} for insert to cw_app"
        f" with check ({approving} and made_by = {me('officer')} and ended_at is null)",
        f"create policy {RULE}_end on {RULE} for update to cw_app using ({approving} and ended_at is null)"
        f" with check ({approving} and ended_by = {me('officer')} and ended_at <= {NOW})",
        f"create policy {RULE}_release on {RULE} for select to cw_intake using (true)",
    ]


def inbox_policies() -> list[str]:
    """Both sides' items are settled with the request; the kinds of item that go to another agency are said anew."""
    ours = "kind in ('disclosure-asked', 'disclosure-waits')"
    post = next(each for each in inbox() if "workflow_inbox_post" in each)
    return [
        "drop policy workflow_inbox_post on workflow_inbox",
        post,
        f"create policy workflow_inbox_disclosed on workflow_inbox for select to cw_gauge using ({ours})",
        "create policy workflow_inbox_disclose on workflow_inbox for update to cw_gauge"
        f" using ({ours} and done_at is null) with check ({ours} and done_at is not null)",
    ]


def statements() -> list[str]:
    """Everything, in order."""
    return [TABLES, *forced(TABLES_HERE), *disclosure_policies(), *rule_policies(), *inbox_policies(), RELEASE]
