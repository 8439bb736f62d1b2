"""Doctor and start-up find each planted misconfiguration, and nothing where there is none."""

import pytest

from commonweal.common.errors import NotNow
from commonweal.house import doctor, host_checks, migrate, places, postgres

PROTECTED = ["secret"]
SECRET = "create table secret (id int); alter table secret enable row level security, force row level security"
PLANTED = {
    "superuser": ("role temporary", "alter role cw_app superuser", "alter role cw_app nosuperuser"),
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
        "borrowed-power",
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
    "table missing": ("forced", "alter table secret rename to other", "alter table other rename to secret"),
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
    server.stop()


def _failed(found):
    return [check.code for check in found if check.ok is False]


def test_doctor_finds_nothing_in_a_new_house(superuser):
    found = doctor.examine(PROTECTED)
    assert _failed(found) == []
    assert all(check.finding and check.remedy for check in found)
    doctor.start_check(PROTECTED)


@pytest.mark.parametrize("name", PLANTED)
def test_doctor_and_start_refuse_planted_fault(superuser, name):
    codes, plant, undo = PLANTED[name]
    superuser.execute(plant)
    try:
        with pytest.raises(NotNow) as refusal:
            doctor.start_check(PROTECTED)
        found = _failed(doctor.examine(PROTECTED))
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
            doctor.start_check(PROTECTED)
        assert _failed(doctor.examine(PROTECTED)) == ["trust", "host-rules"]
    finally:
        rules.write_text(before)


def test_start_refuses_the_owner_and_the_superuser(superuser, monkeypatch):
    for role in ("cw_owner", "cw_super"):
        monkeypatch.setenv("COMMONWEAL_DB_ROLE", role)
        with postgres.owner_login(), pytest.raises(NotNow) as refusal:
            doctor.start_check(PROTECTED)
        assert refusal.value.code == "house.start.refused"


def test_doctor_finds_a_loud_log(superuser):
    superuser.execute("alter database commonweal set log_statement = 'all'")
    found = doctor.examine(PROTECTED)
    superuser.execute("alter database commonweal reset log_statement")
    assert _failed(found) == ["quiet-log"]
    assert [check.code for check in found if check.ok is None and check.code == "settings"] == ["settings"]


def test_doctor_finds_another_schema(superuser):
    superuser.execute("comment on table django_migrations is 'commonweal 0'")
    found = doctor.examine(PROTECTED)
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
