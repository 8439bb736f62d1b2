"""What owners and officers judged: two records are the same or different; a person met is not the one of a record.

A judgement about two records is its maker's, who owns one of them, and is read by whoever sees the identity of both.
One about a person met acts for the agency that made it, and for everybody who sees the record once another officer of
the owner confirmed it; a certificate is one that the owner made itself. It hides no record. When the identity of a
record changes, what was judged of its former state lapses. Who the person is stands apart (`databanks_judged`): for the
agency that judged and the owner alone; all others know him by a key that only a question about him makes.
"""

from commonweal.databanks.protection_neighbours import SIGNED, open_to
from commonweal.handling.sql import NOW, forced, me

JUDGEMENT, JUDGED = "databanks_judgement", "databanks_judged"
TABLES_HERE = (JUDGEMENT, JUDGED)

TABLES = """
create table databanks_judgement (
    id uuid primary key,
    record uuid not null references databanks_record (id) on delete cascade,
    other uuid references databanks_record (id) on delete cascade, -- none: a person met
    verdict text collate "C" not null check (verdict in ('same', 'different')),
    document_key bytea,             -- hash of the number of the document that the person showed
    name_key bytea,                 -- hash of name and day of birth
    party text collate "C" not null,
    agency text collate "C" not null,
    officer text collate "C" not null,
    reason text not null check (reason <> '' and length(reason) <= 500),
    state text collate "C" not null check (state in ('said', 'stands', 'declined', 'undone', 'lapsed')),
    made_at timestamptz not null,
    until timestamptz not null,
    decided_at timestamptz,
    decided_by text collate "C" not null default '',
    answer text not null default '' check (length(answer) <= 500),
    certificate text collate "C" unique, -- C-…, where the owner issued one
    code_hash bytea unique,              -- of the code on its paper, which is kept nowhere
    only_for text[] collate "C",
    check (until > made_at and until <= made_at + interval '1 year 1 day'),
    check (record <> other),
    check ((other is null) = (document_key is not null or name_key is not null)),
    check (other is not null or verdict = 'different'),
    check ((certificate is null) = (code_hash is null)),
    check (certificate is null or document_key is not null)
);
create index databanks_judgement_record on databanks_judgement (record);
create index databanks_judgement_other on databanks_judgement (other) where other is not null;
create index databanks_judgement_agency on databanks_judgement (agency, made_at);

create table databanks_judged (
    judgement uuid primary key references databanks_judgement (id) on delete cascade,
    name text not null check (length(name) <= 300),
    born text not null check (length(born) <= 40),
    document text not null check (length(document) <= 100),
    country text not null default '' check (length(country) <= 2)
);
"""

RIGHTS = """
grant select, insert on databanks_judgement, databanks_judged to cw_app;
grant update (state, decided_at, decided_by, answer) on databanks_judgement to cw_app;
grant select (until), delete on databanks_judgement to cw_clock;
grant select on databanks_judgement, databanks_judged to cw_gauge;
grant update (state, decided_at) on databanks_judgement to cw_gauge;
"""

FUNCTIONS = """
grant create on schema public to cw_gauge;
set role cw_gauge;
-- What was judged of a record's identity says nothing of another identity.
create function databanks_lapse_judgements() returns trigger
    language plpgsql security definer set search_path = pg_catalog, public, pg_temp
    as $$
begin
    update databanks_judgement j set state = 'lapsed', decided_at = common_now()
    from came c join went w on w.record_id = c.record_id
    where c.body is distinct from w.body and c.record_id in (j.record, j.other) and j.state in ('said', 'stands');
    return null;
end $$;
-- What the paper with this code says, for an officer under a warrant; the record is not part of it.
create function databanks_certificate(code bytea)
    returns table (certificate text, party text, agency text, made_at timestamptz, until timestamptz, state text,
        name text, born text, document text, country text)
    language sql stable security definer set search_path = pg_catalog, public, pg_temp
    as $$
    select j.certificate, j.party, j.agency, j.made_at, j.until, j.state, d.name, d.born, d.document, d.country
    from handling_me() m join databanks_judgement j on j.code_hash = code and m.officer is not null
    join databanks_judged d on d.judgement = j.id
    $$;
revoke execute on function databanks_lapse_judgements(), databanks_certificate(bytea) from public;
grant execute on function databanks_lapse_judgements() to cw_owner;
grant execute on function databanks_certificate(bytea) to cw_app;
reset role;
revoke create on schema public from cw_gauge;
create trigger databanks_identity_rejudged after update on databanks_identity
    referencing old table as went new table as came for each statement execute function databanks_lapse_judgements();
"""

MINE = f"party = {me('party')} and agency = {me('agency')}"
HOLDS = "databanks_holds(record)"
BY_ME = f"decided_by = {me('officer')}"
OPEN = "state in ('said', 'stands')"
SEEN = "exists (select 1 from databanks_record r where r.id = databanks_judgement.record)"


def _identity(column: str) -> str:
    return f"exists (select 1 from databanks_identity i where i.record_id = databanks_judgement.{column})"


def judgement_policies() -> list[str]:
    """Read as the text above says; made in one's own name; decided by the owner, undone by either side."""
    both = f"{_identity('record')} and {_identity('other')}"
    desk = f"{me('role')} in ('reader', 'desk')"
    owners = f"{me('role')} in ('reader', 'desk', 'approver')"
    certified = f"state = 'stands' and certificate is not null and {me('role')} = 'approver' and {HOLDS}"
    said = f"state = 'said' and certificate is null and {me('role')} = 'reader' and {SEEN}"
    pair = f"state = 'stands' and certificate is null and {desk} and {HOLDS} and {both}"
    return [
        "create policy databanks_judgement_read on databanks_judgement for select to cw_app using (case"
        f" when other is not null then {both}"
        f" else ({MINE} and {open_to()} and {desk}) or ({owners} and {HOLDS})"
        f" or (state = 'stands' and {NOW} < until and {SEEN}) end)",
        "create policy databanks_judgement_make on databanks_judgement for insert to cw_app"
        f" with check ({MINE} and officer = {me('officer')} and {NOW} < until and decided_by = ''"
        f" and case when other is not null then {pair} else ({certified}) or ({said}) end)",
        "create policy databanks_judgement_decide on databanks_judgement for update to cw_app"
        f" using (other is null and state = 'said' and {owners} and {HOLDS} and officer <> {me('officer')})"
        f" with check ({HOLDS} and {BY_ME} and officer <> {me('officer')} and state in ('stands', 'declined'))",
        "create policy databanks_judgement_undo on databanks_judgement for update to cw_app"
        f" using ({OPEN} and {owners} and (({MINE} and certificate is null) or {HOLDS}"
        " or (other is not null and databanks_holds(other))))"
        f" with check (state = 'undone' and {BY_ME})",
        "create policy databanks_judgement_gauge on databanks_judgement for select to cw_gauge using (true)",
        f"create policy databanks_judgement_lapse on databanks_judgement for update to cw_gauge using ({OPEN})"
        " with check (state = 'lapsed')",
        *(
            f"create policy databanks_judgement_clock_{verb} on databanks_judgement for {verb} to cw_clock"
            f" using (until <= {NOW})"
            for verb in ("select", "delete")
        ),
    ]


def judged_policies() -> list[str]:
    """Who the person is: for the agency that judged, and for the owner who is asked."""
    told = (
        "exists (select 1 from databanks_judgement j where j.id = databanks_judged.judgement and j.other is null"
        f" and ((j.party = {me('party')} and j.agency = {me('agency')}) or databanks_holds(j.record)))"
    )
    made = told[:-1] + f" and j.officer = {me('officer')} and j.party = {me('party')} and j.agency = {me('agency')})"
    return [
        f"create policy databanks_judged_read on databanks_judged for select to cw_app using ({told})",
        f"create policy databanks_judged_say on databanks_judged for insert to cw_app with check ({made})",
        "create policy databanks_judged_gauge on databanks_judged for select to cw_gauge using (true)",
    ]


def inbox() -> list[str]:
    """Items about judgements come into another agency's inbox, signed with one's own agency."""
    signed = f"kind in ({', '.join(map(repr, SIGNED))}) and words ->> 'agency' = {me('agency')}"
    return [
        "alter policy workflow_inbox_post on workflow_inbox"
        f" with check ({me('officer')} is not null and (agency = {me('agency')} or ({signed})))"
    ]


def statements() -> list[str]:
    """Everything, in order."""
    mark = (
        "create trigger databanks_judgement_only_for before insert on databanks_judgement"
        " for each row execute function databanks_mark('record')"
    )
    return [TABLES, RIGHTS, *forced(TABLES_HERE), mark, *judgement_policies(), *judged_policies(), *inbox(), FUNCTIONS]
