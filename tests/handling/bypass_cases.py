"""What code under the application's role may try, by what it tries; each with the refusal that it must meet.

`DENIED` is PostgreSQL's "permission denied", by whatever it is given: a right that is missing, or a policy.
"""

from tests.handling import bypass

DENIED = "InsufficientPrivilege"

POWER = {
    "set role owner": "set role cw_owner",
    "set role gate": "set role cw_gate",
    "set role journal": "set role cw_journal",
    "set role intake": "set role cw_intake",
    "set role gauge": "set role cw_gauge",
    "set role indexer": "set role cw_indexer",
    "set role clock": "set role cw_clock",
    "set role superuser": "set role cw_super",
    "session authorization": "set session authorization cw_super",
    "session authorization of the owner": "set session authorization cw_owner",
    "replica, so that no trigger fires": "set session_replication_role = replica",
    "statements into the log": "set log_statement = 'all'",
    "preload a library": "set session_preload_libraries = 'x'",
    "become the superuser": "alter role cw_app superuser",
    "become bypassing": "alter role cw_app bypassrls",
    "grant the owner": "grant cw_owner to cw_app",
    "make a role": "create role helper superuser",
    "unforce": "alter table databanks_record no force row level security",
    "disable policies": "alter table databanks_record disable row level security",
    "alter a policy": "alter policy databanks_record_read on databanks_record using (true)",
    "drop a policy": "drop policy databanks_record_read on databanks_record",
    "one more policy": "create policy mine on databanks_record using (true)",
    "take a table": "alter table databanks_record owner to cw_app",
    "drop a table": "drop table databanks_special",
    "truncate": "truncate databanks_record cascade",
    "disable triggers": "alter table handling_label disable trigger all",
    "own trigger": "create trigger mine after insert on databanks_batch execute function handling_refuse()",
    "index over others' values": "create index mine on databanks_identity ((body->>'names'))",
    "rule": "create rule mine as on select to databanks_record do instead select 1",
    "inherit": "alter table databanks_record inherit databanks_bank",
    "statistics object": "create statistics mine on status, expires from databanks_record",
    "replace the gate": "create or replace function handling_me() returns handling_holder language sql return null",
    "own function": "create function mine() returns int language sql return 1",
    "own function in pg_temp": "create function pg_temp.mine() returns int language sql return 1",
    "own procedure": "create procedure mine() language sql as 'select 1'",
    "own operator": "create operator public.=== (leftarg = int, rightarg = int, function = int4eq)",
    "own aggregate": "create aggregate mine(int) (sfunc = int4pl, stype = int)",
    "own type": "create type mine as (a int)",
    "own domain": "create domain mine as int",
    "trusted extension": "create extension pgcrypto",
    "own table": "create table mine (a int)",
    "own temporary table": "create temporary table databanks_record (a int)",
    "temporary view": "create temporary view mine as select * from databanks_bank",
    "own view": "create view mine as select id from databanks_record",
    "materialised view": "create materialized view mine as select id from databanks_record",
    "select into": "select id into mine from databanks_record",
    "select into temporary": "select id into temporary mine from databanks_record",
    "own schema": "create schema mine",
    "own sequence": "create sequence mine",
    "alter default privileges of the owner": "alter default privileges for role cw_owner grant all on tables to cw_app",
    "move the clock": "update common_clock set shift = '-9 years'",
    "own clock": "create or replace function common_now() returns timestamptz language sql return '2000-01-01'",
    "publication": "create publication mine",
    "event trigger": "create event trigger mine on ddl_command_start execute function handling_refuse()",
    "wrapper": "create foreign data wrapper mine",
    "checkpoint": "checkpoint",
    "reload": "select pg_reload_conf()",
    "end the sessions of others": "select pg_terminate_backend(pid) from pg_stat_activity where usename = 'cw_super'",
}
"""More power, or objects of one's own: all denied."""

FILES = {
    "copy to a program": "copy databanks_bank to program 'cat'",
    "copy from a program": "copy databanks_intake from program 'cat'",
    "copy to a file": "copy databanks_bank to '/tmp/bank'",
    "copy from a file": "copy databanks_intake from '/etc/passwd'",
    "read a file": "select pg_read_file('/etc/passwd')",
    "read a file's bytes": "select pg_read_binary_file('PG_VERSION')",
    "list a folder": "select pg_ls_dir('.')",
    "list the log": "select pg_ls_waldir()",
    "look at a file": "select pg_stat_file('PG_VERSION')",
    "import a large object": "select lo_import('/etc/passwd')",
    "export a large object": "select lo_export(1, '/tmp/x')",
    "hide bytes in a large object": "select lo_from_bytea(0, 'x')",
    "make a large object": "select lo_create(0)",
    "write into the log of changes": "select pg_logical_emit_message(false, 'a', 'b')",
    "another database by dblink": "create extension dblink",
    "another database by a wrapper": "create extension postgres_fdw",
    "a language with system calls": "create extension plpython3u",
    "vector": "create extension vector",
    "load a library": "load '/tmp/x.so'",
}
"""Files, programs, other servers. An extension that the server does not have is a missing feature."""

CATALOGUE = {
    "statistics of columns": "select * from pg_statistic",
    "statistics of expressions": "select * from pg_statistic_ext_data",
    "passwords": "select * from pg_authid",
    "large objects": "select * from pg_largeobject",
    "host rules": "select * from pg_hba_file_rules",
    "files of settings": "select * from pg_file_settings",
    "how many rows, by the planner": "select reltuples from pg_class",
    "how many pages, by the planner": "select relpages from pg_class",
    "whole row of a table's entry": "select * from pg_class where relname = 'databanks_record'",
    "size of a table": "select pg_relation_size('databanks_record')",
    "size with indexes": "select pg_total_relation_size('databanks_special')",
    "size of the journal": "select pg_table_size('audit_entry')",
    "size of the database": "select pg_database_size(current_database())",
    "file of a table": "select pg_relation_filepath('databanks_record')",
    "rows that live": "select n_live_tup from pg_stat_user_tables",
    "rows that came": "select pg_stat_get_tuples_inserted('databanks_record'::regclass)",
    "rows that this transaction fetched": "select idx_tup_fetch from pg_stat_xact_user_tables",
    "use of indexes": "select idx_scan, idx_tup_read from pg_stat_user_indexes",
    "blocks read": "select heap_blks_read from pg_statio_user_tables",
    "counters of the database": "select tup_inserted from pg_stat_database",
    "last number of a label": "select last_value from handling_label_id_seq",
    "last number of the outbox": "select last_value from databanks_outbox_id_seq",
    "last number of the journal": "select last_value from audit_entry_nth_seq",
    "next number of the journal": "select nextval('audit_entry_nth_seq')",
    "last number of links": "select last_value from members_signinlink_id_seq",
}
"""What PostgreSQL tells everybody about tables that he cannot read, unless it is told not to."""

CLOSED = {
    "warrants": "select * from handling_warrant",
    "warrants, counted": "select count(*) from handling_warrant",
    "token hashes": "select token_hash from handling_warrant",
    "make a warrant": "insert into handling_warrant select * from handling_warrant",
    "lengthen a warrant": "update handling_warrant set until = 'infinity'",
    "intake": "select * from databanks_intake",
    "intake, counted": "select count(*) from databanks_intake",
    "intake, emptied": "delete from databanks_intake",
    "intake with what was there": "insert into databanks_intake default values returning *",
    "outbox": "select * from databanks_outbox",
    "silent hits": "select * from databanks_silent",
    "records looked at by the clock": "select * from databanks_examine(1)",
    "what was counted of records": "select * from databanks_examined",
    "hashes of numbers": "select * from databanks_key",
    "sheets made": "select databanks_make_sheets(current_date, '[]')",
    "silent hits, removed": "delete from databanks_silent",
    "silent hit, forged": "select databanks_note_silent('{absent}', '{absent}', array['{record}']::uuid[])",
    "warrant of another": "select * from handling_warrant_of('{absent}')",
    "outbox, emptied": "delete from databanks_outbox",
    "outbox, written": "insert into databanks_outbox (record_id) values (gen_random_uuid())",
    "journal": "select * from audit_entry",
    "journal, counted": "select count(*) from audit_entry",
    "journal, changed": "update audit_entry set entry = ''",
    "journal, shortened": "delete from audit_entry",
    "journal, written past its function": "insert into audit_entry (id) values (gen_random_uuid())",
    "journal, numbered": "select audit_number(1)",
    "touches, changed": "update audit_touch set officer = 'KZ-2'",
    "touches, removed": "delete from audit_touch",
    "touches, written past the function": "insert into audit_touch default values",
    "standing of an officer": "select * from handling_standing('KZ-1')",
    "close everybody's warrants": "select members_close_warrants()",
    "turn the epoch": "update handling_epoch set value = 0",
    "label column": "select label_id from databanks_record",
    "label column in a condition": "select id from databanks_record where label_id = 1",
    "label column in an order": "select id from databanks_record order by label_id",
    "label column in a join": "select 1 from databanks_record r join handling_label l on l.id = r.label_id",
    "label column of identity": "select label_id from databanks_identity",
    "contributor column": "select contributor from databanks_record",
    "contributor of narrative": "select contributor from databanks_narrative",
    "label of special categories": "select label_id from databanks_special",
    "label of versions": "select label_id from databanks_version",
    "label of links": "select label_id from databanks_link",
    "label column, returned": "update databanks_record set status = 'blocked' returning label_id",
    "every column": "select * from databanks_record",
    "every column of identity": "table databanks_identity",
    "whole row": "select databanks_record from databanks_record",
    "whole row as JSON": "select row_to_json(r) from databanks_record r",
    "whole row as JSON, aggregated": "select json_agg(i) from databanks_identity i",
    "whole row as text": "select i::text from databanks_identity i",
    "whole row by to_jsonb": "select to_jsonb(n) from databanks_narrative n",
    "place on disk": "select ctid from databanks_record",
    "transaction of a row": "select xmin from databanks_identity",
    "row by its place": "select id from databanks_record where ctid = '(0,1)'",
    "copy of the whole table": "copy databanks_record to stdout",
    "whole table as XML": "select query_to_xml('select * from databanks_record', true, false, '')",
    "policies off": "set local row_security = off;;select id from databanks_record",
    "policies off for identity": "set local row_security = off;;select body from databanks_identity",
    "lock out everybody": "lock table databanks_record in access exclusive mode",
    "remove a record": "delete from databanks_record",
    "remove an identity": "delete from databanks_identity",
    "remove a batch": "delete from databanks_batch",
    "remove a label": "delete from handling_label",
    "change a label": "update handling_label set denied = '{{}}'",
    "raise a clearance": "update members_officer set clearance = 3",
    "give a role": "update members_officer set roles = '{{reader,approver}}'",
    "lengthen an accreditation": "update members_accreditation set until = 'infinity'",
    "make a sign-in link": "insert into members_signinlink (token_hash, officer_id, expires)"
    " values ('x', 'KZ-1', now())",
    "lengthen a link": "update members_signinlink set expires = 'infinity'",
}
"""Tables, columns and functions that the application has no right to, and writes that no warrant allows."""

EMPTY = {
    **{
        f"{part} by key": f"select {'id' if part == 'record' else 'record_id'} from databanks_{part}"
        f" where {'id' if part == 'record' else 'record_id'} in ('{{record}}', '{{hidden}}')"
        for part in bypass.PARTS
    },
    "links that lead there": "select kind from databanks_link where to_record = '{hidden}'",
    "names": "select body from databanks_identity where body::text like '%Каримов%'",
    "reference": "select record_id from databanks_identity where owner_ref = '{secret}'",
    "owner": "select id from databanks_record where owner_party = 'UZ'",
    "union": "select owner_ref from databanks_identity where owner_agency = 'UZ-MIA'"
    " union all select owner_ref from databanks_staged where agency = 'UZ-MIA'",
    "outer join": "select i.owner_ref from (values (1)) v(a) join databanks_identity i on true"
    " where i.owner_agency = 'UZ-MIA'",
    "lateral": "select x.body from databanks_bank b, lateral (select body from databanks_identity i"
    " where i.owner_agency = 'UZ-MIA') x",
    "recursion": "with recursive w(id) as (select to_record from databanks_link union"
    " select l.to_record from databanks_link l join w on l.record_id = w.id) select * from w",
    "sample": "select id from databanks_record tablesample system (100) where owner_party = 'UZ'",
    "cursor": "declare c cursor for select record_id from databanks_identity where owner_agency = 'UZ-MIA'"
    ";;fetch all from c",
    "query as XML": "select x from query_to_xml('select id from databanks_record where owner_party = ''UZ''',"
    " true, false, '') x where x::text like '%<row>%'",
    "batches": "select id from databanks_batch where agency = 'UZ-MIA'",
    "staged rows": "select line from databanks_staged where agency = 'UZ-MIA'",
    "refused rows": "select line from databanks_refused where agency = 'UZ-MIA'",
    "inbox": "select subject from workflow_inbox where agency = 'UZ-MIA'",
    "touches": "select officer from audit_touch where owner_agency = 'UZ-MIA'",
    "consents": "select reason from handling_consent",
    "reviews": "select agency from handling_review",
    "complaints": "select agency from handling_complaint",
    "statistics": "select * from pg_stats where tablename <> 'databanks_bank' and tablename like any"
    " (array['databanks%', 'audit%', 'handling%', 'workflow%'])",
    "statistics of expressions": "select * from pg_stats_ext",
    "numbers of sequences": "select last_value from pg_sequences where last_value is not null"
    " and sequencename not like 'procrastinate%'",  # the queue is read by all: ids of work, officers' codes
    "settings of others": "select setting from pg_settings where name = 'commonweal.token' and setting <> ''"
    " and setting not in (current_setting('commonweal.token'))",
    "reset the role": "reset role;;select id from databanks_record where owner_party = 'UZ'",
    "reset the session's authorisation": "reset session authorization;;select id from databanks_record"
    " where owner_party = 'UZ'",
    "own search path": "set local search_path = pg_temp, public;;select id from databanks_record"
    " where owner_party = 'UZ'",
    "set the officer": "set local commonweal.officer = 'UZ-1';;select id from databanks_record"
    " where owner_party = 'UZ'",
    "division by zero": "select 1 from databanks_identity where owner_agency = 'UZ-MIA'"
    " and 1 / (length(owner_ref) - length(owner_ref)) = 1",
    "cast that prints": "select 1 from databanks_identity where owner_agency = 'UZ-MIA' and body::text::int = 1",
    "cast of the reference": "select 1 from databanks_identity where record_id = '{record}'"
    " and owner_ref::date = now()",
    "cast to XML": "select xmlparse(document body::text) from databanks_identity where owner_agency = 'UZ-MIA'",
    "error in a case": "select case when owner_party = 'UZ' then 1 / (version - version) end from databanks_identity i"
    " join databanks_record r on r.id = i.record_id where r.owner_party = 'UZ'",
    "error in an order": "select 1 from databanks_narrative where record_id = '{record}' order by body::text::int",
    "error in an aggregate": "select record_id from databanks_identity where owner_agency = 'UZ-MIA'"
    " group by record_id having sum(owner_ref::int) > 0",
    "notice of a value": "select 1 from databanks_identity where owner_agency = 'UZ-MIA'"
    " and set_config('commonweal.stolen', owner_ref, false) is not null",
    "message of a value": "select pg_notify('stolen', owner_ref) from databanks_identity where owner_agency = 'UZ-MIA'",
    "lock of a value": "select pg_advisory_xact_lock(hashtext(owner_ref)) from databanks_identity"
    " where owner_agency = 'UZ-MIA'",
    "sleep on a value": "select pg_sleep(9) from databanks_identity where owner_agency = 'UZ-MIA'",
    "value as a pattern": "select 1 from databanks_identity where owner_agency = 'UZ-MIA' and 'x' ~ (owner_ref || '(')",
}
"""Reads that are allowed as such and bring nothing of others: no row, no error on the way, no value in a message."""
