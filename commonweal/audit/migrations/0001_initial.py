"""The journal's tables and functions, owned by a role that nobody logs in as.

The application can do one thing: append. Numbering is for the sequencer alone. Not even the tables' owner may change or
remove a row (trigger), and row-level security binds the owner too. A superuser can undo all of that; he is convicted by
the signed checkpoints, not held by this file. There is no way back from this migration: a journal is not un-made.
"""

from django.db import migrations, models

TABLES = """
create table audit_entry (
    id uuid primary key,                                -- first 16 bytes of leaf_hash: a receipt proves its entry
    nth bigint generated always as identity,            -- order of arrival; has gaps, and is no leaf number
    entry text not null,                                -- the hashed text itself: canonical JSON
    leaf_hash bytea not null check (octet_length(leaf_hash) = 32),
    xact xid8 not null,                                 -- entries of one deed share their transaction
    leaf bigint unique check (leaf >= 0),               -- null until the sequencer numbers it
    appended_at timestamptz not null
);
create index audit_entry_unnumbered on audit_entry (nth) where leaf is null;

-- What an owner may learn of a deed: never the words of a question. No foreign key to the entry: only audit_append
-- writes here, and an import of 50,000 records should not pay for 50,000 checks of what it has just written itself.
create table audit_touch (
    entry uuid not null,
    record uuid not null,
    owner_party text not null,
    owner_agency text not null,
    level smallint not null check (level between 1 and 4),
    at timestamptz not null,
    officer text, party text, agency text, purpose text, basis text, case_ref text,
    action text not null,
    only_for text[] collate "C", -- purposes under which a protected record's touches are read; filled by the room of records
    primary key (entry, record)
);
create index audit_touch_owner on audit_touch (owner_agency, at);
create index audit_touch_record on audit_touch (record, at);
"""

GUARDS = """
create function audit_entry_guard() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    if tg_op = 'UPDATE' and current_user = 'cw_journal' and old.leaf is null and new.leaf is not null
        and (new.id, new.nth, new.entry, new.leaf_hash, new.xact, new.appended_at)
            is not distinct from (old.id, old.nth, old.entry, old.leaf_hash, old.xact, old.appended_at)
    then
        return new;
    end if;
    raise exception 'audit.journal.append-only: the journal is neither changed nor shortened'
        using errcode = 'insufficient_privilege';
end $$;

create function audit_touch_guard() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    raise exception 'audit.journal.append-only: the journal is neither changed nor shortened'
        using errcode = 'insufficient_privilege';
end $$;

create trigger audit_entry_row before update or delete on audit_entry
    for each row execute function audit_entry_guard();
create trigger audit_entry_all before truncate on audit_entry
    for each statement execute function audit_touch_guard();
create trigger audit_touch_row before update or delete on audit_touch
    for each row execute function audit_touch_guard();
create trigger audit_touch_all before truncate on audit_touch
    for each statement execute function audit_touch_guard();

alter table audit_entry enable row level security, force row level security;
alter table audit_touch enable row level security, force row level security;
create policy audit_entry_append on audit_entry for insert to cw_journal with check (leaf is null);
create policy audit_entry_number on audit_entry for update to cw_journal
    using (leaf is null) with check (leaf is not null);
create policy audit_entry_read on audit_entry for select to cw_journal, cw_clock using (true);
create policy audit_touch_append on audit_touch for insert to cw_journal with check (true);
create policy audit_touch_verify on audit_touch for select to cw_clock using (true);
"""

FUNCTIONS = r"""
-- What an entry says about its touches, so that they too hang on the signed root: SHA-256 over one line
-- "record|party|agency|level" each, in byte order, every line ended by a line feed. Lower-case hexadecimal.
create function audit_touches_digest(touches jsonb) returns text language sql immutable strict
set search_path = pg_catalog, pg_temp as $$
    select encode(sha256(convert_to(coalesce(string_agg(line, '' order by line collate "C"), ''), 'UTF8')), 'hex')
    from (select record || '|' || owner_party || '|' || owner_agency || '|' || level || E'\n' as line
          from jsonb_to_recordset(touches) as t(record uuid, owner_party text, owner_agency text, level smallint)) x
$$;

-- Appends one entry in the caller's transaction, unnumbered, with what owners may learn of it. Returns its id.
create function audit_append(entry text, touches jsonb) returns bytea language plpgsql security definer
set search_path = pg_catalog, pg_temp as $$
declare
    doc jsonb;
    hash bytea;
    many integer := jsonb_array_length(coalesce(touches, '[]'));
begin
    if entry is null or octet_length(entry) > 65536 then
        raise exception 'audit.entry.too-long: an entry holds at most 65,536 bytes' using errcode = '22023';
    end if;
    if entry is not json object with unique keys or position('\u0000' in entry) > 0 then
        raise exception 'audit.entry.not-json: an entry is one JSON object' using errcode = '22023';
    end if;
    doc := entry::jsonb;
    if coalesce(length(doc ->> 'nonce'), 0) < 32 or doc ->> 'verb' is null or doc ->> 'at' is null then
        raise exception 'audit.entry.incomplete: an entry has a verb, a time and a nonce' using errcode = '22023';
    end if;
    if (many > 0 or doc ? 'touches') and (
        (doc #>> '{touches,count}')::integer is distinct from many
        or doc #>> '{touches,sha256}' is distinct from public.audit_touches_digest(coalesce(touches, '[]')))
    then
        raise exception 'audit.entry.touches-differ: the entry does not name these touches' using errcode = '22023';
    end if;
    hash := sha256('\x00'::bytea || convert_to(entry, 'UTF8'));
    insert into public.audit_entry (id, entry, leaf_hash, xact, appended_at)
    values (encode(substring(hash for 16), 'hex')::uuid, entry, hash, pg_current_xact_id(), public.common_now());
    if many > 0 then
        insert into public.audit_touch
        select encode(substring(hash for 16), 'hex')::uuid, t.record, t.owner_party, t.owner_agency, t.level,
               (doc ->> 'at')::timestamptz, doc #>> '{by,officer}', doc #>> '{by,party}', doc #>> '{by,agency}',
               doc #>> '{by,purpose}', doc #>> '{by,basis}', doc #>> '{by,case_ref}', doc ->> 'verb'
        from jsonb_to_recordset(touches) as t(record uuid, owner_party text, owner_agency text, level smallint);
    end if;
    return substring(hash for 16);
end $$;

-- Gives the next leaf numbers to at most so many entries that are committed; returns how many it numbered.
-- The lock comes first and the snapshot after it, so that two callers never see the same entries; an entry whose
-- transaction is still open is not in the snapshot and gets a later number. Appenders take no lock that this one wants.
-- In two steps, so that no plan can read what is waiting more than once: joined in one statement, 50,000 entries of an
-- open import were read again for every number given, and a step took a minute.
create function audit_number(at_most integer) returns integer language plpgsql security definer
set search_path = pg_catalog, pg_temp set enable_seqscan = off as $$
declare
    waiting uuid[];
    next_leaf bigint;
begin
    if current_setting('transaction_isolation') <> 'read committed' then
        raise exception 'audit.number.stale-snapshot: numbering needs read committed' using errcode = '25001';
    end if;
    perform pg_advisory_xact_lock(hashtext('commonweal.audit'), hashtext('number'));
    waiting := array(select id from public.audit_entry where leaf is null order by nth limit at_most);
    next_leaf := coalesce((select max(leaf) + 1 from public.audit_entry), 0);
    update public.audit_entry as e set leaf = next_leaf + given.place - 1
    from unnest(waiting) with ordinality as given (id, place) where e.id = given.id and e.leaf is null;
    return cardinality(waiting);
end $$;

-- What an entry is about: its stable references. For the trigger that marks touches, which must know through which
-- record another one was named; nobody who reads touches may ask.
create function audit_about(asked uuid) returns text[] language sql stable security definer
set search_path = pg_catalog, pg_temp as $$
    select array(select jsonb_array_elements_text(e.entry::jsonb -> 'about')) from public.audit_entry e where e.id = asked
$$;
"""

GRANTS = """
revoke all on audit_entry, audit_touch from public;
revoke all on function audit_append(text, jsonb), audit_number(integer), audit_touches_digest(jsonb),
    audit_about(uuid) from public;
grant execute on function audit_append(text, jsonb), audit_touches_digest(jsonb)
    to cw_app, cw_clock, cw_gate, cw_intake;
grant execute on function audit_number(integer) to cw_clock;
grant execute on function audit_about(uuid) to cw_intake;
grant select on audit_entry, audit_touch to cw_clock;
-- No row yet: the policy that opens an owner's touches stands on warrants, and is made where warrants are.
grant select on audit_touch to cw_app;
"""

TOUCH = migrations.CreateModel(
    name="Touch",
    fields=[
        ("pk", models.CompositePrimaryKey("entry", "record", blank=True, editable=False, primary_key=True, serialize=False)),
        ("entry", models.UUIDField()),
        ("record", models.UUIDField()),
        ("owner_party", models.TextField()),
        ("owner_agency", models.TextField()),
        ("level", models.SmallIntegerField()),
        ("at", models.DateTimeField()),
        ("officer", models.TextField(null=True)),
        ("party", models.TextField(null=True)),
        ("agency", models.TextField(null=True)),
        ("purpose", models.TextField(null=True)),
        ("basis", models.TextField(null=True)),
        ("case_ref", models.TextField(null=True)),
        ("action", models.TextField()),
    ],
    options={"db_table": "audit_touch", "managed": False},
)


class Migration(migrations.Migration):
    initial = True
    dependencies = [("common", "0001_clock")]
    operations = [
        migrations.RunSQL("grant create on schema public to cw_journal; set local role cw_journal;"),
        migrations.RunSQL(TABLES, state_operations=[TOUCH]),
        migrations.RunSQL(GUARDS),
        migrations.RunSQL(FUNCTIONS),
        migrations.RunSQL(GRANTS),
        migrations.RunSQL("reset role; revoke create on schema public from cw_journal;"),
    ]
