"""Doctor and start-up find each planted misconfiguration, and nothing where there is none."""

import json

import pytest
from psycopg import sql

from commonweal.common.errors import NotNow
from commonweal.databanks import protection
from commonweal.house import access, access_checks, doctor, host_checks, migrate, places, postgres

PROTECTED = [*protection.PROTECTED, "secret"]
SECRET = "create table secret (id int); alter table secret enable row level security, force row level security"
PLANTED = {
    "superuser": ("role quiet-catalogue temporary", "alter role cw_app superuser", "alter role cw_app nosuperuser"),
    "bypassrls": ("role", "alter role cw_app bypassrls", "alter role cw_app nobypassrls"),
    "createrole": ("role", "alter role cw_app createrole", "alter role cw_app nocreaterole"),
    "replication": ("role", "alter role cw_app replication", "alter role cw_app noreplication"),
    "member of the owner": ("role", "grant cw_owner to cw_app", "revoke cw_owner from cw_app"),
    "may set the owner": (
        "role",
        "grant cw_owner to cw_app with inherit false, set true",
        "revoke cw_owner from cw_app",
    ),
    "reads files": ("role", "grant pg_read_server_files to cw_app", "revoke pg_read_server_files from cw_app"),
    "owns the table": ("role", "alter table secret owner to cw_app", "alter table secret owner to cw_owner"),
    "owns the database": (
        "role temporary",
        "alter database commonweal owner to cw_app",
        "alter database commonweal owner to cw_super; grant connect on database commonweal to cw_app",
    ),
    "lends a superuser's eyes": (
        "borrowed-power rights",
        "create function peep() returns bigint language sql security definer return (select count(*) from secret)",
        "drop function peep()",
    ),
    "table not forced": (
        "forced",
        "alter table secret no force row level security",
        "alter table secret force row level security",
    ),
    "table not enabled": (
        "forced",
        "alter table secret disable row level security",
        "alter table secret enable row level security",
    ),
    "table missing": ("forced tables", "alter table secret rename to other", "alter table other rename to secret"),
    "records not forced": (
        "forced rights",
        "alter table databanks_record no force row level security",
        "alter table databanks_record force row level security",
    ),
    "narrative not enabled": (
        "forced rights",
        "alter table databanks_narrative disable row level security",
        "alter table databanks_narrative enable row level security",
    ),
    "policy dropped": (
        "rights",
        "alter policy databanks_link_read on databanks_link rename to gone",
        "alter policy gone on databanks_link rename to databanks_link_read",
    ),
    "policy widened": (
        "rights",
        "create policy wide on databanks_special for select to cw_app using (true)",
        "drop policy wide on databanks_special",
    ),
    "warrants readable": (
        "rights",
        "grant select on handling_warrant to cw_app",
        "revoke select on handling_warrant from cw_app",
    ),
    "intake readable": (
        "rights",
        "grant select on databanks_intake to cw_app",
        "revoke select on databanks_intake from cw_app",
    ),
    "label column readable": (
        "rights",
        "grant select (label_id) on databanks_identity to cw_app",
        "revoke select (label_id) on databanks_identity from cw_app",
    ),
    "journal readable by everybody": (
        "rights",
        "grant select on audit_entry to public",
        "revoke select on audit_entry from public",
    ),
    "standing asked by the web": (
        "rights",
        "grant execute on function handling_standing(text) to cw_app",
        "revoke execute on function handling_standing(text) from cw_app",
    ),
    "trigger off": (
        "rights",
        "alter table handling_label disable trigger handling_label_immutable",
        "alter table handling_label enable trigger handling_label_immutable",
    ),
    "function of one's own": (
        "rights",
        "create function helper() returns int language sql return 1; alter function helper() owner to cw_owner",
        "drop function helper()",
    ),
    "table that nobody knows": ("tables", "create table noted (body text)", "drop table noted"),
    "view that nobody knows": (
        "tables",
        "create view noted as select 1 as one; alter view noted owner to cw_owner",
        "drop view noted",
    ),
    "table in another schema": (
        "tables",
        "create schema aside; create table aside.noted (body text)",
        "drop schema aside cascade",
    ),
    "defaults of a role": (
        "role-defaults",
        "alter role cw_app set commonweal.token = 'stolen'",
        "alter role cw_app reset all",
    ),
    "clock moved": ("clock", "update common_clock set shift = '1 day'", "update common_clock set shift = '0'"),
    "temporary objects": (
        "temporary",
        "grant temporary on database commonweal to public",
        "revoke temporary on database commonweal from public",
    ),
    "objects in public": (
        "temporary",
        "grant create on schema public to cw_app",
        "revoke create on schema public from cw_app",
    ),
    "lost with the power": (
        "storage",
        "alter database commonweal set synchronous_commit = off",
        "alter database commonweal reset synchronous_commit",
    ),
}


@pytest.fixture(scope="module")
def superuser(main_var):
    """A superuser's connection to a production-like database that has one protected table besides the real ones."""
    server = postgres.launch()
    postgres.create_database(places.database_name())
    migrate.migrate()
    with server.connect("commonweal") as connection:
        connection.execute(SECRET)
        connection.execute("alter table secret owner to cw_owner")
        yield connection
        connection.execute("drop table secret; comment on table django_content_type is null")  # to be noted without it
    server.stop()


def _failed(found):
    return [check.code for check in found if check.ok is False]


def test_doctor_finds_nothing_in_a_new_house(superuser):
    found = doctor.examine(PROTECTED, protection.OPEN_TABLES)
    assert _failed(found) == []
    assert all(check.finding and check.remedy for check in found)
    doctor.start_check(PROTECTED, protection.OPEN_TABLES)


@pytest.mark.parametrize("name", PLANTED)
def test_doctor_and_start_refuse_planted_fault(superuser, name):
    codes, plant, undo = PLANTED[name]
    superuser.execute(plant)
    try:
        with pytest.raises(NotNow) as refusal:
            doctor.start_check(PROTECTED, protection.OPEN_TABLES)
        found = _failed(doctor.examine(PROTECTED, protection.OPEN_TABLES))
    finally:
        superuser.execute(undo)
    assert refusal.value.code == "house.start.refused"
    assert found == codes.split()


def test_doctor_and_start_refuse_trust(superuser):
    rules = places.configuration_folder() / "pg_hba.conf"
    before = rules.read_text()
    rules.write_text("local all all trust\n" + before)
    try:
        with pytest.raises(NotNow, match="local all all trust"):
            doctor.start_check(PROTECTED, protection.OPEN_TABLES)
        assert _failed(doctor.examine(PROTECTED, protection.OPEN_TABLES)) == ["trust", "host-rules"]
    finally:
        rules.write_text(before)


def test_start_refuses_the_owner_and_the_superuser(superuser, monkeypatch):
    for role in ("cw_owner", "cw_super"):
        monkeypatch.setenv("COMMONWEAL_DB_ROLE", role)
        with postgres.owner_login(), pytest.raises(NotNow) as refusal:
            doctor.start_check(PROTECTED, protection.OPEN_TABLES)
        assert refusal.value.code == "house.start.refused"


def test_doctor_finds_a_loud_log(superuser):
    superuser.execute("alter database commonweal set log_statement = 'all'")
    found = doctor.examine(PROTECTED, protection.OPEN_TABLES)
    superuser.execute("alter database commonweal reset log_statement")
    assert _failed(found) == ["quiet-log"]
    assert [check.code for check in found if check.ok is None and check.code == "settings"] == ["settings"]


CHATTY = {
    "numbers of rows": ("grant select on pg_class to public", "revoke select on pg_class from public"),
    "sizes of tables": (
        "grant execute on function pg_relation_size(regclass, text) to public",
        "revoke execute on function pg_relation_size(regclass, text) from public",
    ),
    "comparisons before the policy": (
        "alter function text_lt(text, text) leakproof",
        "alter function text_lt(text, text) not leakproof",
    ),
}


@pytest.mark.parametrize("name", CHATTY)
def test_doctor_finds_a_catalogue_that_talks(superuser, name):
    plant, undo = CHATTY[name]
    superuser.execute(plant)
    try:
        found = {check.code: check for check in doctor.examine(PROTECTED, protection.OPEN_TABLES)}
    finally:
        superuser.execute(undo)
        postgres.create_database(places.database_name())  # closes again what revoking all of a table opened
    assert _failed(found.values()) == ["quiet-catalogue"]
    assert name in found["quiet-catalogue"].finding


def test_doctor_cannot_compare_under_another_version_of_the_server(superuser):
    note = access.noted(superuser)
    other = json.dumps(note | {"server": 160000})
    try:
        superuser.execute(sql.SQL("comment on table django_content_type is {}").format(sql.Literal(other)))
        check = access_checks.rights(superuser)
        superuser.execute("comment on table django_content_type is null")
        absent = access_checks.rights(superuser)
    finally:
        assert migrate.migrate() is True
    again = access.noted(superuser)["state"]
    assert (check.ok, absent.ok, {name: again[name] for name in note["state"]}) == (None, False, note["state"])


def test_doctor_finds_another_schema(superuser):
    superuser.execute("comment on table django_migrations is 'commonweal 0'")
    found = doctor.examine(PROTECTED, protection.OPEN_TABLES)
    superuser.execute(f"comment on table django_migrations is 'commonweal {migrate.fingerprint()}'")
    assert _failed(found) == ["schema"]


def test_doctor_finds_open_keys(superuser):
    key = places.web_key_file()
    mode = key.stat().st_mode
    key.chmod(0o644)
    check = host_checks.key_files()
    key.chmod(mode & 0o777)
    assert (check.ok, str(key) in check.finding) == (False, True)
    assert host_checks.key_files().ok is True


def test_migrate_has_nothing_to_do_twice(superuser):
    assert migrate.migrate() is False


def test_doctor_tells_of_work_that_waits_for_nobody_and_of_a_worker_at_work(superuser):
    def told() -> tuple:
        (check,) = (c for c in doctor.examine(PROTECTED, protection.OPEN_TABLES) if c.code == "worker")
        return check.ok, check.finding

    empty = told()
    superuser.execute("insert into procrastinate_jobs (queue_name, task_name) values ('default', 'databanks.check')")
    waits = told()
    superuser.execute("insert into procrastinate_workers default values")
    lives = told()
    superuser.execute("delete from procrastinate_jobs; delete from procrastinate_workers")

    assert [empty, waits, lives] == [
        (None, "None lives, and nothing waits."),
        (None, "None lives; jobs that wait: 1."),
        (True, "At work: 1; jobs that wait: 0 for long, 1 in all."),
    ]
