"""Witnesses: hashes from which proofs are made quickly, and what the witnesses last confirmed.

`audit_settled()` is asked by the access policy: other parties' records are shown only while it says yes. The policies
that ask it are made by rooms above, in migrations that come after this one in the order of names.
"""

from django.db import migrations

TABLES = """
-- Roots of full subtrees: level 1 stands for 256 entries, level 2 for 65,536. Derived, and believed by nobody: a proof
-- made from them is checked against a signed root.
create table audit_tile (
    level smallint not null check (level in (1, 2)),
    nth bigint not null check (nth >= 0),
    hash bytea not null check (octet_length(hash) = 32),
    primary key (level, nth)
);

-- What the witnesses last confirmed. `until`: the moment up to which records are shown to other parties; infinity where
-- no witnesses are configured. `note`: the last settled checkpoint with its cosignatures. `witnesses`: by name, what each
-- cosigned last and when. `candidate`: the checkpoint that they are being asked about.
create table audit_settlement (
    only_row boolean primary key default true check (only_row),
    quorum smallint not null default 0 check (quorum >= 0),
    seconds integer not null default 14400 check (seconds > 0),
    until timestamptz not null default 'infinity',
    size bigint not null default 0,
    settled_at timestamptz,
    note text not null default '',
    candidate text not null default '',
    witnesses jsonb not null default '{}',
    check (quorum > 0 or until = 'infinity')
);
insert into audit_settlement default values;

create function audit_settlement_guard() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    if tg_op = 'UPDATE' and new.size >= old.size
        and (new.settled_at >= old.settled_at or old.settled_at is null)
    then
        return new;
    end if;
    raise exception 'audit.settlement.backwards: what was settled is not taken back' using errcode = '22023';
end $$;
create trigger audit_settlement_row before update or delete on audit_settlement
    for each row execute function audit_settlement_guard();
create trigger audit_settlement_all before truncate on audit_settlement
    for each statement execute function audit_touch_guard();

alter table audit_tile enable row level security, force row level security;
alter table audit_settlement enable row level security, force row level security;
create policy audit_tile_keep on audit_tile to cw_journal using (true) with check (true);
create policy audit_settlement_keep on audit_settlement to cw_journal using (true) with check (true);
create policy audit_settlement_read on audit_settlement for select to cw_app, cw_clock using (true);
"""

FUNCTIONS = r"""
-- Whether the journal is confirmed by its witnesses now. Asked by policies, once a statement.
create function audit_settled() returns boolean language sql stable security definer
set search_path = pg_catalog, pg_temp as $$
    select coalesce((select s.until > public.common_now() from public.audit_settlement s), false)
$$;

-- Hashes of one level from the first up to, not including, the last; fewer where the journal holds fewer. No content:
-- every entry carries a nonce.
create function audit_hashes(wanted smallint, first bigint, past bigint) returns bytea[]
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select case when past - first > 100000 then null
        when wanted = 0 then
            array(select leaf_hash from public.audit_entry where leaf >= first and leaf < past order by leaf)
        else array(select hash from public.audit_tile where level = wanted and nth >= first and nth < past order by nth)
        end
$$;

-- Where an entry stands, for its proof: number and hash. Whoever asks knows 128 bits of the hash already.
create function audit_place(asked uuid, out leaf bigint, out leaf_hash bytea) language sql stable security definer
set search_path = pg_catalog, pg_temp as $$
    select e.leaf, e.leaf_hash from public.audit_entry e where e.id = asked and e.leaf is not null
$$;

create function audit_keep_tiles(levels smallint[], nths bigint[], hashes bytea[]) returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
    insert into public.audit_tile select * from unnest(levels, nths, hashes)
    on conflict (level, nth) do update set hash = excluded.hash where audit_tile.hash <> excluded.hash
$$;

create function audit_settle(new_quorum smallint, new_seconds integer, new_until timestamptz, new_size bigint,
    new_settled_at timestamptz, new_note text, new_candidate text, new_witnesses jsonb) returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
    update public.audit_settlement set quorum = new_quorum, seconds = new_seconds, until = new_until, size = new_size,
        settled_at = new_settled_at, note = new_note, candidate = new_candidate, witnesses = new_witnesses
$$;
"""

RIGHTS = """
revoke all on audit_tile, audit_settlement from public;
revoke all on function audit_hashes(smallint, bigint, bigint), audit_place(uuid),
    audit_keep_tiles(smallint[], bigint[], bytea[]),
    audit_settle(smallint, integer, timestamptz, bigint, timestamptz, text, text, jsonb) from public;
grant execute on function audit_hashes(smallint, bigint, bigint) to cw_app, cw_clock;
grant execute on function audit_place(uuid) to cw_app, cw_clock;
grant execute on function audit_keep_tiles(smallint[], bigint[], bytea[]),
    audit_settle(smallint, integer, timestamptz, bigint, timestamptz, text, text, jsonb) to cw_clock;
grant select on audit_settlement to cw_app, cw_clock;
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]
    operations = [
        migrations.RunSQL("grant create on schema public to cw_journal; set local role cw_journal;"),
        migrations.RunSQL(TABLES),
        migrations.RunSQL(FUNCTIONS),
        migrations.RunSQL(RIGHTS),
        migrations.RunSQL("reset role; revoke create on schema public from cw_journal;"),
    ]
